"""Finds chosen runs of text again in the stretches of the source.

Both sides are folded to their letters and digits, so that references, white space and punctuation do not matter.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

NO_LETTER: Final = re.compile(r"[\W_]+")
MAX_PLACES: Final = 40  # of a run that stands in the page many times ("Share"); the rest are never looked at
WORK: Final = 500_000_000  # letters that may be searched through in one page; a second or less
SEED: Final = 16  # letters that must agree for a run to be followed again after a gap
STEP: Final = 4  # letters to go on by where nothing agrees
MAX_SEEDS: Final = 300  # looked for in one run; bounds the work on a run that is not there

Interval = tuple[int, int]


def folded(text: str) -> str:
    """Only the letters and digits of a text.

    >>> folded("It’s 5 p.m.")
    'Its5pm'
    """
    return NO_LETTER.sub("", text)


@dataclass(frozen=True, slots=True)
class Aligned:
    """Where the runs stand in the folded page, each as the parts found of it; none for a run that was not found."""

    parts: tuple[tuple[Interval, ...], ...]


class Folded:
    """The text of a page folded, and which stretch each of its letters belongs to."""

    def __init__(self, texts: Sequence[str]) -> None:
        parts = [folded(text) for text in texts]
        self.text = "".join(parts)
        self.starts = list(accumulate((len(part) for part in parts), initial=0))  # of each stretch, and the end
        self._whole: dict[str, list[int]] = {}
        for part, start in zip(parts, self.starts, strict=False):
            self._whole.setdefault(part, []).append(start)
        self._left = WORK

    def stretch_at(self, at: int) -> int:
        """The index of the stretch with the letter ``at``."""
        return bisect_right(self.starts, at) - 1

    def places(self, run: str) -> Sequence[int]:
        """Where a run stands, rising: as one whole stretch if it does so anywhere, else as several or as a part."""
        whole = self._whole.get(run)
        if whole:
            return whole
        found: list[int] = []
        at = self.find(run, 0, len(self.text))
        while at >= 0 and len(found) < MAX_PLACES:
            found.append(at)
            at = self.find(run, at + 1, len(self.text))
        whole = [at for at in found if self._is_border(at) and self._is_border(at + len(run))]
        return whole or found

    def find(self, run: str, start: int, end: int) -> int:
        """The first place of a run in a window, -1 where there is none or the work for this page is used up."""
        if self._left <= 0:
            return -1
        at = self.text.find(run, start, end)
        self._left -= (end if at < 0 else at) - start
        return at

    def _is_border(self, at: int) -> bool:
        return self.starts[bisect_left(self.starts, at)] == at


def aligned(page: Folded, runs: Sequence[str]) -> Aligned:
    """Where the folded runs stand in the folded page.

    A run that stands in several places gets the one that keeps the order of the runs, as near to its neighbours as
    there is one. A run that stands nowhere as a whole is followed part by part between its neighbours.
    """
    places = [page.places(run) for run in runs]
    fixed = [found[0] if len(found) == 1 else None for found in places]
    _place_repeated(fixed, places, runs, len(page.text))
    parts: list[tuple[Interval, ...]] = []
    after = _next_starts(fixed, len(page.text))
    before = 0
    for i, run in enumerate(runs):
        at = fixed[i]
        if at is not None:
            parts.append(((at, at + len(run)),))
            before = at + len(run)
        else:
            end = after[i]
            parts.append(tuple(_followed(page, run, *((before, end) if before < end else (0, len(page.text))))))
    return Aligned(tuple(parts))


def _next_starts(fixed: Sequence[int | None], end: int) -> list[int]:
    """For each run the start of the next one whose place is fixed, ``end`` where none follows."""
    found = [end] * len(fixed)
    for i in range(len(fixed) - 2, -1, -1):
        following = fixed[i + 1]
        found[i] = found[i + 1] if following is None else following
    return found


def _place_repeated(fixed: list[int | None], places: Sequence[Sequence[int]], runs: Sequence[str], end: int) -> None:
    """Gives runs with several places one: first backwards from the first fixed run, then forwards from each."""
    first = next((i for i, at in enumerate(fixed) if at is not None), len(fixed))
    before = fixed[first] if first < len(fixed) else None
    if before is not None:
        for i in range(first - 1, -1, -1):
            n = bisect_right(places[i], before - len(runs[i]))
            if n:
                fixed[i] = before = places[i][n - 1]
    after = _next_starts(fixed, end)
    at_least = 0
    for i, found in enumerate(places):
        if fixed[i] is None and found:
            n = bisect_left(found, at_least)
            fits = n < len(found) and found[n] + len(runs[i]) <= after[i]
            fixed[i] = found[n] if fits else found[0]
        at = fixed[i]
        at_least = at_least if at is None else at + len(runs[i])


def _followed(page: Folded, run: str, start: int, end: int) -> list[Interval]:
    """The parts of a run that stand in a window of the page in order, each of at least ``SEED`` letters."""
    found: list[Interval] = []
    at = tries = 0
    while at + SEED <= len(run) and tries < MAX_SEEDS:
        tries += 1
        place = page.find(run[at : at + SEED], start, end)
        if place < 0:
            at += STEP
            continue
        size = _same(run, at, page.text, place, min(len(run) - at, end - place))
        found.append((place, place + size))
        at += size
        start = place + size
    return found


def _same(one: str, at: int, other: str, place: int, most: int) -> int:
    """How many letters the two have in common from there on, ``most`` at most; by halving, each step one comparison."""
    low, high = SEED, most
    while low < high:
        middle = (low + high + 1) // 2
        if one[at + low : at + middle] == other[place + low : place + middle]:
            low = middle
        else:
            high = middle - 1
    return low
