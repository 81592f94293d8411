"""A raw article to a clean one: characters, joins, paragraphs, then what each paragraph is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from pipeline.clean import characters, joins
from pipeline.clean.classify import classify
from pipeline.clean.leftovers import issues_of
from pipeline.clean.lines import blocks, unwrap
from pipeline.clean.metadata import Known, from_input, from_page, stated_segments, titles_of
from pipeline.clean.pieces import Piece
from pipeline.pages.page import read_page
from pipeline.pages.records import Page
from pipeline.schema import Article, Issue, RawArticle, Segment, SegmentKind
from pipeline.spans import Edit, Span, Tracked

BREAK: Final = "\n\n"


def clean_article(raw: RawArticle) -> Article:
    """The article with its clean text, the segments that cover it, and the metadata that its text or page states.

    The clean text keeps everything that is text, captions and page furniture too; segments say what is what. Of a web
    page it keeps the article with its headline and captions. Between two segments stands exactly one empty line.
    Errors of the source are left as they are.
    """
    return _cleaned_page(raw, read_page(raw.raw, raw.url)) if raw.is_html else _cleaned_text(raw)


def _cleaned_text(raw: RawArticle) -> Article:
    tracked = characters.clean_characters(Tracked.of(raw.raw))
    for step in (unwrap, *joins.STEPS):
        tracked = characters.apply(tracked, step)
    pieces = classify(pieces_of(tracked.text), raw.title)
    return _described(raw, tracked, pieces, from_input(raw))


def _cleaned_page(raw: RawArticle, page: Page) -> Article:
    tracked = characters.after_steps(page.tracked, 2)  # references are decoded already, once as a browser does it
    for step in joins.STEPS:
        tracked = characters.apply(tracked, step)
    known = from_page(raw, page.stated)
    pieces = classify(_with_blocks(tracked, page), known.title, titles_of(page.stated))
    article = _described(raw, tracked, pieces, known)
    issues = tuple(Issue(raw.article_id, "clean", code, message) for code, message in page.issues)
    return replace(article, stated=stated_segments(page.stated, article.segments), issues=article.issues + issues)


def pieces_of(text: str) -> list[Piece]:
    """The paragraphs of a text, none of them decided."""
    return [Piece(b.start, b.end, text[b.start : b.end], bullet=b.bullet) for b in blocks(text)]


def _with_blocks(tracked: Tracked, page: Page) -> list[Piece]:
    """The paragraphs of a page, each with what the markup says that it is."""
    starts = [page.tracked.raw_span(block.span).start for block in page.blocks]
    found = []
    for piece in pieces_of(tracked.text):
        at = tracked.raw_span(Span(piece.start, piece.end)).start
        found.append(replace(piece, block=page.blocks[bisect_right(starts, at) - 1].kind))
    return found


def laid_out(tracked: Tracked, pieces: list[Piece]) -> tuple[Tracked, tuple[Segment, ...]]:
    """The text with one empty line between each two pieces, and the pieces as segments of it."""
    tracked = tracked.apply(_breaks(tracked.text, pieces))
    spans, at = [], 0
    for piece in pieces:
        spans.append(Span(at, at + len(piece.text)))
        at += len(piece.text) + len(BREAK)
    segments = tuple(
        Segment(
            span,
            tracked.raw_span(span),
            piece.kind or SegmentKind.BODY,
            piece.kept,
            piece.reason,
            None if piece.copy_of is None else spans[piece.copy_of],
        )
        for span, piece in zip(spans, pieces, strict=True)
    )
    return tracked, segments


def _breaks(text: str, pieces: list[Piece]) -> Iterator[Edit]:
    at = 0
    for i, piece in enumerate(pieces):
        start = piece.start if piece.bullet is None else piece.bullet
        wanted = BREAK if i else ""
        if text[at:start] != wanted:
            yield Edit(at, start, wanted, "paragraph")
        if start < piece.start:
            yield Edit(start, piece.start, "", "bullet")
        at = piece.end
    if at < len(text):
        yield Edit(at, len(text), "", "paragraph")


def _described(raw: RawArticle, tracked: Tracked, pieces: list[Piece], known: Known) -> Article:
    """The article with what is known of it, and what that leaves open from the text itself."""
    tracked, segments = laid_out(tracked, pieces)
    known = known.completed(pieces)
    return Article(
        raw,
        tracked,
        segments,
        title=known.title,
        byline=known.byline,
        outlet=known.outlet,
        published=known.published,
        published_from=known.published_from,
        issues=(*raw.issues, *issues_of(raw.article_id, tracked)),
    )
