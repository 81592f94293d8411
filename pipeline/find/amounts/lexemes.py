"""The words, numerals and signs of a text, cut for quantities and independent of the language model's tokens.

``$2m``, ``10km``, ``48-hour`` and ``US$ 5`` come out the same whatever a tokeniser makes of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from pipeline.lexicon import table

_LEXEME = re.compile(
    r"""
    [^\S\n]*+                                                     # the blanks before: every character is in one piece
    (?: [^\W\d_]{2,} | [^\W\d_](?!\.)                            # a word
    | [^\w\s.]                                                   # a sign
    | \d{1,3}(?:,\d{3}){1,12}(?![\d])(?:\.\d+)?                  # 1,234,567.89
    | \d{1,2}(?:,\d{2}){1,6},\d{3}(?!\d)(?:\.\d+)?               # 12,34,567: lakhs and crores
    | \d{1,3}(?:[\u00a0\u2009\u202f]\d{3}){1,12}(?!\d)(?:\.\d+)? # thin or no-break space between thousands
    | \d{1,3}(?:[ ]\d{3}){2,6}(?![ ]?\d)(?:\.\d+)?              # 1 414 021 100
    | \d{1,3}[ ]000(?![ ]?\d)                                     # 40 000
    | \d+(?:\.\d+)?
    | (?<![\w.])\.\d+                                            # .08
    | (?:[A-Za-z]\.){2,6}                                        # U.S., a.m.
    | \S | \n
    | (?<=[^\S\n])\Z )                                          # blanks at the end, or each would be tried
    """,
    re.VERBOSE,
)
DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2212~")
_MARGIN = 64  # empty lexemes behind the last, which negative indices reach as well; no rule looks further
HYPHENS = frozenset("-\u2010\u2011")


@cache
def context(name: str) -> frozenset[str]:
    """The lower-case words of one list of ``amount_contexts.csv``; raises ``KeyError`` for a list that is not there."""
    found = frozenset(row["word"] for row in table("amount_contexts") if row["context"] == name)
    if not found:
        raise KeyError(name)
    return found


class Lexeme(NamedTuple):
    """A numeral, word, abbreviation, line break or sign; ``start`` and ``end`` are offsets of the text.

    ``kind``: num, word, abbr, break or sign. ``glued`` says that nothing stands between it and the lexeme before.
    """

    text: str
    lower: str
    start: int
    end: int
    kind: str
    glued: bool


def _kind(text: str) -> str:
    first = text[0]
    if first.isdecimal() or (first == "." and len(text) > 1):
        return "num"
    if first.isalnum():
        return "abbr" if "." in text else "word"
    return "break" if first == "\n" else "sign"


class Lexemes:
    """The lexemes of a text; an index up to ``_MARGIN`` outside gives an empty lexeme instead of an error.

    The text is cut at once, a ``Lexeme`` is made when it is first asked for: most are never looked at.

    >>> [x.text for x in Lexemes("about $2m, a 48-hour wait")]
    ['about', '$', '2', 'm', ',', 'a', '48', '-', 'hour', 'wait']
    >>> Lexemes("one")[7].text
    ''
    """

    def __init__(self, text: str) -> None:
        self.text = text
        lowered = text.lower()
        if len(lowered) != len(text):  # a capital I with a dot becomes two characters
            lowered = text
        self._pieces = _LEXEME.findall(lowered.rstrip())  # blanks before nothing would be tried from each of them
        self.lowers = [word or "\n" for word in map(str.strip, self._pieces)]
        if lowered is text:
            self.lowers = [word.lower() for word in self.lowers]
        self._ends = list(accumulate(map(len, self._pieces)))
        nothing = Lexeme("", "", len(text), len(text), "break", False)
        self._items: list[Lexeme | None] = [*([None] * len(self._pieces)), *([nothing] * _MARGIN)]
        self.lowers += [""] * _MARGIN

    def __len__(self) -> int:
        return len(self._pieces)

    def __getitem__(self, index: int) -> Lexeme:
        return self._items[index] or self._make(index)

    def _make(self, index: int) -> Lexeme:
        piece, end = self._pieces[index], self._ends[index]
        start = end - (len(piece.strip()) or 1)
        text = self.text[start:end]
        glued = end - start == len(piece) and index > 0
        lexeme = self._items[index] = Lexeme(text, self.lowers[index], start, end, _kind(text), glued)
        return lexeme

    def __iter__(self) -> Iterator[Lexeme]:
        return (self[i] for i in range(len(self)))

    def lower(self, index: int) -> str:
        """The lower-cased characters of a lexeme, "" outside of the text."""
        return self.lowers[index]

    def phrase(self, first: int, last: int) -> str:
        """The lower-cased words ``first`` to ``last`` (exclusive), a space between two unless they are glued."""
        phrase = self.lowers[first]
        for i in range(first + 1, last):
            phrase += self.lowers[i] if self[i].glued else f" {self.lowers[i]}"
        return phrase

    def slice(self, first: int, last: int) -> str:
        """The characters of lexemes ``first`` to ``last`` (exclusive)."""
        return self.text[self[first].start : self[last - 1].end]
