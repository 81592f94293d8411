"""What exports and damage leave in a text: numbers of pages, places that nobody can read, characters that are lost."""

from __future__ import annotations

from typing import Final

from pipeline.clean.pieces import Piece
from pipeline.clean.unreadable import OBJECT
from pipeline.clean.wrapping import PAGE_NUMBER
from pipeline.schema import Issue, SegmentKind
from pipeline.spans import Span, Tracked

LOST: Final = "\ufffd"  # REPLACEMENT CHARACTER, which decoding puts where bytes were no text
MAX_PAGE_NUMBER: Final = 20  # characters


def mark_leftovers(pieces: list[Piece]) -> list[Piece]:
    """Paragraphs that are a page number, or the one character that stands for an unreadable stretch."""
    return [piece if piece.kind else _marked(piece) for piece in pieces]


def _marked(piece: Piece) -> Piece:
    if piece.text == OBJECT:
        return piece.decided(SegmentKind.BOILERPLATE, "unreadable")
    if len(piece.text) <= MAX_PAGE_NUMBER and PAGE_NUMBER.fullmatch(piece.text):
        return piece.decided(SegmentKind.BOILERPLATE, "page_number")
    return piece


def issues_of(article_id: str, tracked: Tracked) -> tuple[Issue, ...]:
    """An issue for each unreadable stretch, and one for all characters that were lost before the text came here."""
    found = []
    at = tracked.text.find(OBJECT)
    while at >= 0:
        raw = tracked.raw_span(Span(at, at + 1))
        if raw.end - raw.start > 1:  # else the character itself stands in the text
            why = f"{raw.end - raw.start} characters that are no readable text (a run without words, or one repetition)"
            found.append(Issue(article_id, "clean", "unreadable", why, Span(at, at + 1)))
        at = tracked.text.find(OBJECT, at + 1)
    lost = tracked.text.count(LOST)
    if lost:
        first = tracked.text.index(LOST)
        why = f"{lost} characters were lost before (U+FFFD); their words are left as they are"
        found.append(Issue(article_id, "clean", "lost_characters", why, Span(first, first + 1)))
    return tuple(found)
