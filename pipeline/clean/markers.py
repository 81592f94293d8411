"""What stands before the items of lists: bullets, dashes in a run, numbers and letters that count up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_BEFORE: Final = r"(?=\w|[\"“‘'($€£@#])"
# Bullets that are nothing else; U+F0xx are those of symbol fonts, as word processors export them.
BULLET: Final = re.compile(rf"(?:[•·▪▫■□‣◦●○∙⁃►▶➤✓✔❖➢\uf020-\uf0ff][ ]?)+{_BEFORE}")
# These are bullets only in a run of such lines; the letter o is what word processors make of a hollow bullet.
DASH_BULLET: Final = re.compile(rf"(?:[*+–—-] )+{_BEFORE}|o {_BEFORE}")
NUMBER: Final = re.compile(rf"(?P<open>\(?)(?P<value>\d{{1,2}}|[a-z]|[ivx]{{1,5}})(?P<close>[.)]) {_BEFORE}")
ROMAN: Final = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")
LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"


def marker_sizes(texts: Sequence[str]) -> list[int]:
    """For each paragraph the length of the bullet or number before it, 0 where there is none.

    >>> marker_sizes(["· one", "1. two", "2. three", "- four"])
    [2, 3, 3, 0]
    """
    dashed = [DASH_BULLET.match(text) is not None for text in texts]
    sizes = _numbered(texts)
    for i, text in enumerate(texts):
        in_run = dashed[i] and (any(dashed[max(0, i - 1) : i]) or any(dashed[i + 1 : i + 2]))
        sizes[i] = sizes[i] or _bullet_size(text, in_run)
    return sizes


def opens_item(text: str) -> bool:
    """Whether a line may begin an item: with a bullet or dash, or with a number, whatever stands around it."""
    return _bullet_size(text, True) > 0 or NUMBER.match(text) is not None


def _bullet_size(text: str, dashes: bool) -> int:
    found = BULLET.match(text) or (DASH_BULLET.match(text) if dashes else None)
    return found.end() if found else 0


def _numbered(texts: Sequence[str]) -> list[int]:
    """The lengths of numbers that begin at one and count up from a paragraph to the next, two at least."""
    sizes = [0] * len(texts)
    run: list[tuple[int, int]] = []  # place and length of the marker of each item so far
    style: tuple[str, str] | None = None
    values: tuple[int, ...] = ()
    for i, text in enumerate([*texts, ""]):
        found = NUMBER.match(text)
        here = _values(found["value"]) if found else ()
        goes_on = found and style == (found["open"], found["close"]) and {v + 1 for v in values} & set(here)
        if not goes_on and len(run) > 1:
            for place, size in run:
                sizes[place] = size
        if not goes_on:
            run, values = [], tuple(v for v in here if v == 1)
        else:
            values = tuple(v for v in here if v - 1 in values)
        if found and values:
            style = (found["open"], found["close"])
            run.append((i, found.end()))
    return sizes


def _values(mark: str) -> tuple[int, ...]:
    """What a mark may count: a figure, a letter or a Roman number; "i" is the ninth letter and the first number."""
    if mark.isdigit():
        return (int(mark),)
    letter = (LETTERS.index(mark) + 1,) if len(mark) == 1 else ()
    return letter + ((ROMAN.index(mark) + 1,) if mark in ROMAN else ())
