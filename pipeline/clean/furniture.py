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
REPORTED: Final = re.compile(
    r"\b(?:said|says|told|tells|asked|added|adds|wrote|writes|tweeted|argued|argues|according to|showed"
    r"|shows|reported)\b",
    re.IGNORECASE,
)
SENTENCE_END: Final = re.compile(r"(?<=[a-z0-9][.!?]) (?=[A-Z“\"©(])")
LOOKED_AT: Final = 600  # characters; no pattern allows a paragraph of more words than fit


NOTE: Final = re.compile(  # "This story has been updated.", "An earlier version of this article misstated ..."
    r"[(\[*]{0,2}(?:(?:this|the) (?:story|article|post|report|piece|version|headline)(?: of this (?:story|article))? "
    r"(?:(?:has been|was|is being|will be) (?:updated|corrected|amended|revised|edited|clarified)|"
    r"(?:corrects|updates)\b)"
    r"|an? (?:earlier|previous|prior|original) version of this (?:story|article|post|report|piece)\b)",
    re.IGNORECASE,
)


class Pattern(NamedTuple):
    """A row of the lexicon file ``clean_patterns.csv``."""

    kind: SegmentKind
    reason: str
    max_words: int
    in_tail: bool
    may_report: bool
    hints: tuple[str, ...]
    regex: re.Pattern[str]


@cache
def _patterns() -> tuple[Pattern, ...]:
    return tuple(
        Pattern(
            SegmentKind(row["kind"]),
            row["reason"],
            int(row["max_words"]),
            row["where"] == "tail",
            row["reported"] == "yes",
            tuple(row["hints"].split("|")) if row["hints"] else (),
            re.compile(row["pattern"], re.IGNORECASE),
        )
        for row in table("clean_patterns")
    )


@cache
def _openings() -> re.Pattern[str]:
    """All patterns of the start of a paragraph in one, which nearly every paragraph fails at once."""
    return re.compile("|".join(f"(?:{p.regex.pattern})" for p in _patterns() if not p.hints), re.IGNORECASE)


def _candidates(text: str) -> list[Pattern]:
    """The patterns that are worth trying."""
    opens = _openings().match(text) is not None
    folded = text.casefold()
    return [p for p in _patterns() if (any(hint in folded for hint in p.hints) if p.hints else opens)]


def mark_furniture(pieces: list[Piece]) -> list[Piece]:
    """Paragraphs that a pattern of the lexicon knows, lines that are controls of the page, and separators.

    A licence at the end of a paragraph is split off. On web pages a rule between two parts is text of the article.
    """
    prose = [i for i, piece in enumerate(pieces) if is_prose(piece.text)]
    last = prose[-1] if len(prose) > 1 else len(pieces)
    found: list[Piece] = []
    for i, piece in enumerate(pieces):
        found += [piece] if piece.kind else _furniture(piece, i >= last)
    return found


def _furniture(piece: Piece, in_tail: bool) -> list[Piece]:
    if SEPARATOR.fullmatch(piece.text):
        return [piece.decided(SegmentKind.BODY if piece.block else SegmentKind.BOILERPLATE, "separator")]
    if piece.text.casefold().strip(" :!|»>…") in words("clean_furniture"):
        return [piece.decided(SegmentKind.BOILERPLATE, "page_control")]
    candidates = _candidates(piece.text) if len(piece.text) <= LOOKED_AT else []
    if not candidates:
        return [piece]
    n_words = len(WORD.findall(piece.text))
    reports = REPORTED.search(piece.text) is not None
    for pattern in candidates:
        is_possible = n_words <= pattern.max_words and (in_tail or not pattern.in_tail)
        if is_possible and (pattern.may_report or not reports) and (match := pattern.regex.search(piece.text)):
            return _decided(piece, pattern, match.start())
    return [piece]


def _decided(piece: Piece, pattern: Pattern, at: int) -> list[Piece]:
    """The paragraph with its kind; a licence after whole sentences of the article as a piece of its own."""
    if pattern.kind is SegmentKind.LICENCE:
        starts = [end.end() for end in SENTENCE_END.finditer(piece.text, 0, at)]
        if starts and is_prose(piece.text[: starts[-1]].rstrip()):
            left, right = piece.split(starts[-1])
            return [left, right.decided(pattern.kind, pattern.reason)]
    return [piece.decided(pattern.kind, pattern.reason)]


def mark_updates(pieces: list[Piece]) -> list[Piece]:
    """Paragraphs that say that something was added or corrected; they are the article's own words and stay."""
    return [
        piece.decided(SegmentKind.UPDATE, "update")
        if piece.kind is None and (UPDATE.match(piece.text) or NOTE.match(piece.text))
        else piece
        for piece in pieces
    ]
