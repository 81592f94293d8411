"""Where in a text a rule can match at all: near a kind of word that each of its matches has, its anchor.

Most rules begin with words that may be left out ("THE? ANYMONTH") or stand everywhere, so that a search would try each
word of a text. Their anchors are rare: months, weekdays, units of time, numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import reduce
from typing import NamedTuple

from pipeline.find.dates.kinds import CODES, characters

# Kinds that are in every article many times: the last that a rule is looked for by.
COMMON = frozenset(
    CODES[kind]
    for kind in ("THE", "AN", "OF", "IN", "ON", "AT", "BY", "FROM", "TO", "AND", "OR", "THIS", "THAT", "MORE", "OVER",
                 "HYPHEN", "COMMA", "POSS", "STOP", "BREAK", "OTHERWORD", "PHRASEEND", "PUNCT")
)  # fmt: skip
TOKEN = re.compile(r"(?P<open>\((?:\?P<\w+>|\?:|\?<?[=!])?)|(?P<close>\))|(?P<or>\|)|(?P<maybe>\?)|(?P<name>[A-Z]{2,})")


class Anchor(NamedTuple):
    """Characters of kinds, one of which every match has ``least`` to ``most`` words after its first word."""

    kinds: frozenset[str]
    least: int
    most: int

    def moved(self, least: int, most: int) -> Anchor:
        """The anchor seen from words that stand before."""
        return Anchor(self.kinds, self.least + least, self.most + most)

    def cost(self) -> tuple[int, int, int]:
        """The less, the fewer places of a text have to be tried."""
        return len(self.kinds & COMMON), self.most - self.least, len(self.kinds)


class Shape(NamedTuple):
    """What a part of a rule matches: how many words, what they begin with, and the kinds that are always there."""

    shortest: int = 0
    longest: int = 0
    heads: frozenset[str] = frozenset()
    anchors: tuple[Anchor, ...] = ()


NOTHING = Shape()


def shape_of(rule: str) -> Shape:
    """The shape of a rule in the names of kinds.

    >>> shape = shape_of("(?<=OF) THE? (?P<step>LAST|NEXT)? (?P<unit>WEEKEND|UNIT) (?=STOP)")
    >>> shape.shortest, shape.longest, len(shape.heads)
    (1, 3, 5)
    """
    return _alternatives(TOKEN.finditer(rule))


def anchor_of(rule: str) -> Anchor:
    """The anchor of a rule that takes the fewest tries; raises ``ValueError`` for a rule that may match nothing.

    >>> from pipeline.find.dates.kinds import KINDS
    >>> anchor = anchor_of("(?<=OF) THE? (?P<step>LAST|NEXT)? (?P<unit>WEEKEND|UNIT) (?=STOP)")
    >>> sorted(KINDS[code] for code in anchor.kinds), anchor.least, anchor.most
    (['UNIT', 'WEEKEND'], 0, 2)
    """
    return min(shape_of(rule).anchors, key=Anchor.cost)


def _alternatives(tokens: Iterator[re.Match[str]]) -> Shape:
    """What stands up to the closing bracket or the end of the rule."""
    found: list[Shape] = []
    parts: list[Shape] = []
    for token in tokens:
        if token.lastgroup == "close":
            break
        if token.lastgroup == "or":
            found.append(reduce(_then, parts, NOTHING))
            parts = []
        elif token.lastgroup == "maybe":
            parts[-1] = parts[-1]._replace(shortest=0, anchors=())
        elif token.lastgroup == "name":
            kinds = frozenset(characters(token[0]))
            parts.append(Shape(1, 1, kinds, (Anchor(kinds, 0, 0),)))
        else:
            inside = _alternatives(tokens)
            parts.append(NOTHING if token[0].endswith(("=", "!")) else inside)
    return reduce(_or, found, reduce(_then, parts, NOTHING))


def _then(first: Shape, second: Shape) -> Shape:
    return Shape(
        first.shortest + second.shortest,
        first.longest + second.longest,
        first.heads if first.shortest else first.heads | second.heads,
        (*first.anchors, *(anchor.moved(first.shortest, first.longest) for anchor in second.anchors)),
    )


def _or(first: Shape, second: Shape) -> Shape:
    anchors: tuple[Anchor, ...] = ()
    if first.anchors and second.anchors:
        one, other = (min(shape.anchors, key=Anchor.cost) for shape in (first, second))
        either = Anchor(one.kinds | other.kinds, min(one.least, other.least), max(one.most, other.most))
        anchors = (either,)
    shortest, longest = min(first.shortest, second.shortest), max(first.longest, second.longest)
    return Shape(shortest, longest, first.heads | second.heads, anchors)
