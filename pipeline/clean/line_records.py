"""The lines of a text, without the white space and the marks of quoted mail around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

# Plain text marks a quoted mail by > before each line (RFC 3676, 4.5); twice quoted twice.
QUOTED: Final = re.compile(r"(?:> ?){1,9}")
FILLED: Final = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line with something on it: ``start`` to ``end`` without the marks and white space around.

    ``mark`` is where its marks of quoted mail begin (``start`` without any); ``feeds`` counts the line feeds between it
    and the line before it (1 for a neighbour, 2 over an empty line, 0 for the first).
    """

    start: int
    end: int
    text: str
    indented: bool
    mark: int
    feeds: int


def lines(text: str) -> list[Line]:
    """The lines that hold more than white space and marks of quoted mail, in order."""
    marks = quote_marks(text)
    found: list[Line] = []
    at = 0
    for whole in FILLED.finditer(text):
        mark, inner = marks.get(whole.start(), (whole.start(), whole.start()))
        bare = text[inner : whole.end()].strip(" ")
        if bare:
            start = text.index(bare[0], inner)
            feeds = text.count("\n", at, start) if found else 0
            shown = start if mark == inner else mark
            found.append(Line(start, start + len(bare), bare, text[inner] == " ", shown, feeds))
            at = start + len(bare)
    return found


def quote_marks(text: str) -> dict[int, tuple[int, int]]:
    """The marks of quoted mail by the start of their line, each as its start and the end behind it and one space.

    A mark counts where the line before or after has one too; a lone > is a sign of the text.
    """
    if ">" not in text:
        return {}
    starts = list(_line_starts(text))
    marked = [QUOTED.match(text, at) for at in starts]
    return {
        at: found.span()
        for i, (at, found) in enumerate(zip(starts, marked, strict=True))
        if found and (any(marked[max(0, i - 1) : i]) or any(marked[i + 1 : i + 2]))
    }


def _line_starts(text: str) -> Iterator[int]:
    at = 0
    while at <= len(text):
        yield at
        following = text.find("\n", at)
        at = following + 1 if following >= 0 else len(text) + 1
