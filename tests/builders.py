"""Small articles and parses for tests, without files."""

from __future__ import annotations

import re
from datetime import date
from hashlib import sha256

from pipeline.config import ParseConfig
from pipeline.parse import Parsed, parse
from pipeline.schema import Article, RawArticle, Segment, SegmentKind
from pipeline.spans import RawSpan, Span, Tracked

PUBLISHED = date(2018, 1, 24)


def make_raw(text: str, article_id: str = "a1", published: date | None = PUBLISHED) -> RawArticle:
    """A raw article with the given text."""
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return RawArticle(article_id, f"{article_id}.txt", digest, text, published=published, published_from="metadata")


def make_article(text: str, article_id: str = "a1", published: date | None = PUBLISHED) -> Article:
    """An article that needs no cleaning: each block between line breaks is one kept body segment."""
    segments = tuple(
        Segment(Span(*m.span()), RawSpan(*m.span()), SegmentKind.BODY, True, "test")
        for m in re.finditer(r"[^\n]+", text)
    )
    source = make_raw(text, article_id, published)
    return Article(source, Tracked.of(text), segments, published=published, published_from="metadata")


def make_parsed(text: str, article_id: str = "a1", published: date | None = PUBLISHED) -> Parsed:
    """The article with its parse by the bundled model."""
    return next(parse([make_article(text, article_id, published)], ParseConfig()))
