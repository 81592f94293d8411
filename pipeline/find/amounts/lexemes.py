"""The words, numerals and signs of a text, cut for quantities and independent of the language model's tokens.

``$2m``, ``10km``, ``48-hour`` and ``US$ 5`` come out the same whatever a tokeniser makes of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.lexicon import table

_LEXEME = re.compile(
    r"""
      (?P<num>
          \d{1,3}(?:,\d{3}){1,12}(?![\d])(?:\.\d+)?             # 1,234,567.89
        | \d{1,2}(?:,\d{2}){1,6},\d{3}(?!\d)(?:\.\d+)?          # 12,34,567: lakhs and crores
        | \d{1,3}(?:[\u00a0\u2009\u202f]\d{3}){1,12}(?!\d)(?:\.\d+)?   # thin or no-break space between thousands
        | \d{1,3}(?:[ ]\d{3}){2,6}(?![ ]?\d)(?:\.\d+)?              # 1 414 021 100
        | \d{1,3}[ ]000(?![ ]?\d)                                   # 40 000
        | \d+(?:\.\d+)?
        | (?<![\w.])\.\d+                                       # .08
      )
    | (?P<abbr> (?:[A-Za-z]\.){2,6} )                           # U.S., a.m.
    | (?P<word> [^\W\d_]+ )
    | (?P<break> \n )
    | (?P<sign> \S )
    """,
    re.VERBOSE,
)
DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2212~")
HYPHENS = frozenset("-\u2010\u2011")


@cache
def context(name: str) -> frozenset[str]:
    """The lower-case words of one list of ``amount_contexts.csv``; raises ``KeyError`` for a list that is not there."""
    found = frozenset(row["word"] for row in table("amount_contexts") if row["context"] == name)
    if not found:
        raise KeyError(name)
    return found


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A numeral, word, abbreviation, line break or sign; ``start`` and ``end`` are offsets of the text.

    ``glued`` says that nothing stands between it and the lexeme before.
    """

    text: str
    lower: str
    start: int
    end: int
    kind: str
    glued: bool


class Lexemes:
    """The lexemes of a text; an index outside gives an empty lexeme instead of an error.

    >>> [x.text for x in Lexemes("about $2m, a 48-hour wait")]
    ['about', '$', '2', 'm', ',', 'a', '48', '-', 'hour', 'wait']
    >>> Lexemes("one")[7].text
    ''
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._items: list[Lexeme] = []
        at = 0
        for match in _LEXEME.finditer(text):
            word = match.group()
            glued = match.start() == at and at > 0
            self._items.append(Lexeme(word, word.lower(), *match.span(), match.lastgroup or "sign", glued))
            at = match.end()
        self._none = Lexeme("", "", len(text), len(text), "break", False)

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[Lexeme]:
        return iter(self._items)

    def __getitem__(self, index: int) -> Lexeme:
        return self._items[index] if 0 <= index < len(self._items) else self._none

    def phrase(self, first: int, last: int) -> str:
        """The lower-cased words ``first`` to ``last`` (exclusive), a space between two unless they are glued."""
        parts = [self[first].lower]
        for i in range(first + 1, last):
            parts.append(self[i].lower if self[i].glued else f" {self[i].lower}")
        return "".join(parts)

    def slice(self, first: int, last: int) -> str:
        """The characters of lexemes ``first`` to ``last`` (exclusive)."""
        return self.text[self[first].start : self[last - 1].end]
