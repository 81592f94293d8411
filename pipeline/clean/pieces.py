"""A stretch of text on its way to be a segment, and the tests on words that several rules share."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final

from pipeline.pages.records import BlockKind
from pipeline.schema import SegmentKind

WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
TERMINAL: Final = re.compile(r"[.?!…][\"”’'»)\]]{0,3}$")
INNER_END: Final = re.compile(r"(?<!\b[A-Z])(?<![.][A-Za-z])[.?!][\"”’')]{0,2} [\"“‘'(]{0,2}[A-Z]")
PROSE_WORDS: Final = 8  # a shorter sentence may be an alternative text of a picture or a slogan
KEPT: Final = frozenset({SegmentKind.BODY, SegmentKind.STATEMENT, SegmentKind.LIST_ITEM, SegmentKind.UPDATE})
AGENCY_DATELINE: Final = "agency_dateline"  # "PARIS (Reuters) -": the only dateline that is text of the article


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters ``start`` to ``end`` of a text; ``kind`` is None until a rule has decided, ``copy_of`` an index.

    ``block`` is what the markup of a web page says that it is, None in plain text.
    """

    start: int
    end: int
    text: str = field(repr=False)
    kind: SegmentKind | None = None
    reason: str = ""
    copy_of: int | None = None
    bullet: int | None = None
    block: BlockKind | None = None

    def decided(self, kind: SegmentKind, reason: str, copy_of: int | None = None) -> Piece:
        """The same stretch with a kind, and the rule that gave it."""
        return replace(self, kind=kind, reason=reason, copy_of=copy_of)

    def split(self, at: int) -> tuple[Piece, Piece]:
        """The pieces before and after character ``at`` of its text, without the spaces there."""
        left, right = self.text[:at].rstrip(" "), self.text[at:].lstrip(" ")
        return (
            replace(self, end=self.start + len(left), text=left),
            replace(self, start=self.end - len(right), text=right, bullet=None),
        )

    @property
    def kept(self) -> bool:
        """Whether it is text of the article itself and no repetition."""
        own = self.kind in KEPT or (self.kind is SegmentKind.DATELINE and self.reason == AGENCY_DATELINE)
        return own and self.copy_of is None


Rule = Callable[[list[Piece]], list[Piece]]


def is_page(pieces: list[Piece]) -> bool:
    """Whether the pieces are blocks of a web page."""
    return any(piece.block is not None for piece in pieces)


def words_of(text: str) -> list[str]:
    """The words of a text, folded for comparison.

    >>> words_of("Mayor's “plan”")
    ["mayor's", 'plan']
    """
    return [word.casefold() for word in WORD.findall(text.replace("’", "'"))]


def is_terminated(text: str) -> bool:
    """Whether the text ends as a sentence does, closing marks included."""
    return TERMINAL.search(text[-5:]) is not None


def is_prose(text: str) -> bool:
    """Whether the text is a sentence of some length, or several of them."""
    ended = is_terminated(text) or text.endswith(":")
    return (ended and _has_words(text[:400], PROSE_WORDS)) or INNER_END.search(text) is not None


def _has_words(text: str, n: int) -> bool:
    """Whether the text holds so many words; most texts that do hold them at once."""
    return len(WORD.findall(text[:100])) >= n or len(WORD.findall(text)) >= n


def is_capitalised(text: str) -> bool:
    """Whether the longer words begin with capitals as in a title.

    >>> is_capitalised("Mayor Vows to Fight Cuts"), is_capitalised("Mayor vows to fight cuts")
    (True, False)
    """
    longer = [word for word in WORD.findall(text) if len(word) >= 4]
    return len(longer) >= 3 and sum(not word[0].islower() for word in longer) >= 0.8 * len(longer)
