"""What belongs to the page and not to the article: newsletters, links, labels, licences, update marks."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

from pipeline.clean.pieces import WORD, Piece, is_prose
from pipeline.lexicon import table, words
from pipeline.schema import SegmentKind

SEPARATOR: Final = re.compile(r"[\W_]+")
UPDATE: Final = re.compile(
    r"(?:update[ds]?|corrections?|clarifications?|editor(?:['’]s|s['’])? note)\b"
    r"(?: \d{1,2}| \([^()]{1,40}\)|,? [^:.]{1,40})?\s?:",
    re.IGNORECASE,
)
LOOKED_AT: Final = 600  # characters; no pattern allows a paragraph of more words than fit


class Pattern(NamedTuple):
    """A row of the lexicon file ``clean_patterns.csv``."""

    kind: SegmentKind
    reason: str
    max_words: int
    in_tail: bool
    regex: re.Pattern[str]


@cache
def _patterns() -> tuple[Pattern, ...]:
    return tuple(
        Pattern(
            SegmentKind(row["kind"]),
            row["reason"],
            int(row["max_words"]),
            row["where"] == "tail",
            re.compile(row["pattern"], re.IGNORECASE),
        )
        for row in table("clean_patterns")
    )


@cache
def _any_pattern() -> re.Pattern[str]:
    """All patterns in one, which nearly every paragraph fails at once."""
    return re.compile("|".join(f"(?:{pattern.regex.pattern})" for pattern in _patterns()), re.IGNORECASE)


def mark_furniture(pieces: list[Piece]) -> list[Piece]:
    """Paragraphs that a pattern of the lexicon knows, lines that are controls of the page, and separators."""
    prose = [i for i, piece in enumerate(pieces) if is_prose(piece.text)]
    last = prose[-1] if len(prose) > 1 else len(pieces)
    return [piece if piece.kind else _furniture(piece, i >= last) for i, piece in enumerate(pieces)]


def _furniture(piece: Piece, in_tail: bool) -> Piece:
    if SEPARATOR.fullmatch(piece.text):
        return piece.decided(SegmentKind.BOILERPLATE, "separator")
    if piece.text.casefold().strip(" .:!|»>…") in words("clean_furniture"):
        return piece.decided(SegmentKind.BOILERPLATE, "page_control")
    if len(piece.text) > LOOKED_AT:
        return piece
    n_words = len(WORD.findall(piece.text))
    if not _any_pattern().search(piece.text):
        return piece
    for pattern in _patterns():
        if n_words <= pattern.max_words and (in_tail or not pattern.in_tail) and pattern.regex.search(piece.text):
            return piece.decided(pattern.kind, pattern.reason)
    return piece


def mark_updates(pieces: list[Piece]) -> list[Piece]:
    """Paragraphs that say that something was added or corrected; they are the article's own words and stay."""
    return [
        piece.decided(SegmentKind.UPDATE, "update") if piece.kind is None and UPDATE.match(piece.text) else piece
        for piece in pieces
    ]
