"""A raw article to a clean one: characters, joins, paragraphs, then what each paragraph is."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

from pipeline.clean import characters, joins
from pipeline.clean.captions import mark_captions
from pipeline.clean.copies import mark_alternative_texts, mark_copies
from pipeline.clean.datelines import byline_of, mark_agency_datelines, mark_bylines, mark_date_lines, published_of
from pipeline.clean.furniture import mark_furniture, mark_updates
from pipeline.clean.headings import (
    keep_lone_quotes,
    mark_inserted_headings,
    mark_site_names,
    mark_titles,
    outlet_at_start,
)
from pipeline.clean.lines import blocks, unwrap
from pipeline.clean.pieces import Piece, Rule
from pipeline.schema import Article, RawArticle, Segment, SegmentKind
from pipeline.spans import Edit, Span, Tracked

BREAK: Final = "\n\n"


def clean_article(raw: RawArticle) -> Article:
    """The article with its clean text, the segments that cover it, and the metadata that its text states.

    The clean text keeps everything that is text, captions and page furniture too; segments say what is what.
    Between two segments stands exactly one empty line. Errors of the source are left as they are.
    """
    tracked = characters.clean_characters(Tracked.of(raw.raw))
    for step in (unwrap, *joins.STEPS):
        tracked = characters.apply(tracked, step)
    pieces = classify(pieces_of(tracked.text), raw.title)
    tracked, segments = laid_out(tracked, pieces)
    return _described(raw, tracked, segments, pieces)


def pieces_of(text: str) -> list[Piece]:
    """The paragraphs of a text, none of them decided."""
    return [Piece(b.start, b.end, text[b.start : b.end], bullet=b.bullet) for b in blocks(text)]


def classify(pieces: list[Piece], title: str | None) -> list[Piece]:
    """The same paragraphs, some of them split, each with its kind; the rules in the order in which they decide."""
    rules: tuple[Rule, ...] = (
        mark_site_names,  # before the date lines: the first line of a page
        mark_date_lines,
        mark_bylines,
        mark_furniture,
        mark_captions,
        mark_alternative_texts,
        mark_updates,
        partial(mark_titles, title=title),
        mark_agency_datelines,
        mark_inserted_headings,
        mark_body,
        mark_copies,
        keep_lone_quotes,
    )
    for rule in rules:
        pieces = rule(pieces)
    return pieces


def mark_body(pieces: list[Piece]) -> list[Piece]:
    """What no rule claimed is the article's own text: items of lists, and paragraphs."""
    return [
        piece
        if piece.kind
        else piece.decided(SegmentKind.BODY, "paragraph")
        if piece.bullet is None
        else piece.decided(SegmentKind.LIST_ITEM, "bullet")
        for piece in pieces
    ]


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


def _described(raw: RawArticle, tracked: Tracked, segments: tuple[Segment, ...], pieces: list[Piece]) -> Article:
    """The article with the metadata of its input, and what that leaves open from the text itself."""
    headline = next((p.text for p in pieces if p.kind is SegmentKind.TITLE and p.reason == "headline"), None)
    site = next((p.text for p in pieces if p.reason == "site_name"), None)
    published, published_from = raw.published, raw.published_from
    if published is None or published_from == "filename":
        stated = published_of(pieces)
        published, published_from = (stated, "text") if stated else (published, published_from)
    return Article(
        raw,
        tracked,
        segments,
        title=raw.title or headline,
        byline=raw.byline or byline_of(pieces),
        outlet=raw.outlet or (outlet_at_start(site) if site else None),
        published=published,
        published_from=published_from,
        issues=raw.issues,
    )
