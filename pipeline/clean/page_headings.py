"""Headlines and headings of a web page, whose markup says which of its blocks are headings."""

from __future__ import annotations

import re
from typing import Final

from pipeline.clean.pieces import Piece, is_prose, is_terminated, words_of
from pipeline.clean.titles import is_near_title, is_title, title_words
from pipeline.pages.records import BlockKind
from pipeline.schema import SegmentKind

ADDRESS: Final = re.compile(r"(?:https?://|www\.)[^\s]{3,500}")
HEADINGS: Final = frozenset({BlockKind.HEADING, BlockKind.TITLE})
LEAST_TITLE: Final = 4  # words of a line that is a headline because it says the same as one
LEAST_FIRST: Final = 6  # words of a heading that is the headline because the article begins with it
LEAST_STANDFIRST: Final = 9  # words of a heading right after the headline; a shorter one may head the first section
MAX_LENGTH: Final = 300  # characters of a headline or standfirst


def mark_page_titles(pieces: list[Piece], titles: tuple[str, ...]) -> list[Piece]:
    """The headline, the standfirst and the page's address before the text, and repetitions of the headline anywhere.

    A line is the headline when it says what the page states as its title, word by word, or nearly before the text;
    or when it is the long heading that all begins with. A heading right after it, before the text, is the standfirst.
    """
    stated = title_words(titles)
    first = _first_paragraph(pieces)
    found = list(pieces)
    headline: int | None = None
    for i, piece in enumerate(pieces):
        if piece.kind is not None or len(piece.text) > MAX_LENGTH:
            continue
        own = words_of(piece.text)
        may_repeat = len(own) >= LEAST_TITLE and (i <= first or not is_terminated(piece.text))
        if (may_repeat and is_title(own, stated)) or (i <= first and _is_headline(piece, i, own, stated)):
            reason = "headline" if headline is None else "repeated_headline"
            found[i] = piece.decided(SegmentKind.TITLE, reason)
            headline = i if headline is None else headline
        elif headline is not None and i < min(first, headline + 3) and _is_standfirst(piece, own):
            found[i] = piece.decided(SegmentKind.TITLE, "standfirst")
        elif i < first and ADDRESS.fullmatch(piece.text):
            found[i] = piece.decided(SegmentKind.BOILERPLATE, "page_address")
    return found


def _is_headline(piece: Piece, i: int, own: list[str], stated: tuple[list[str], ...]) -> bool:
    if piece.text.endswith(".") and piece.block not in HEADINGS:
        return False
    if is_near_title(own, stated) or piece.block is BlockKind.TITLE:
        return True
    return i == 0 and piece.block is BlockKind.HEADING and len(own) >= LEAST_FIRST


def _is_standfirst(piece: Piece, own: list[str]) -> bool:
    return piece.block is BlockKind.HEADING and len(own) >= LEAST_STANDFIRST


def _first_paragraph(pieces: list[Piece]) -> int:
    """The index of the first undecided paragraph of prose that is no heading; the number of pieces without one."""
    for i, piece in enumerate(pieces):
        if piece.kind is None and piece.block not in HEADINGS and is_prose(piece.text):
            return i
    return len(pieces)


def mark_empty_headings(pieces: list[Piece]) -> list[Piece]:
    """Headings after which nothing of the article follows: labels of boxes whose words the extraction left out."""
    found = list(pieces)
    for i in range(len(pieces) - 1, -1, -1):
        piece = pieces[i]
        if piece.kind is None and piece.block is BlockKind.HEADING and not is_terminated(piece.text):
            found[i] = piece.decided(SegmentKind.BOILERPLATE, "empty_heading")
        elif piece.kind is None or piece.kept:
            break
    return found
