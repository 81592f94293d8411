"""Cuts a text of any length into windows that the encoder reads at once, at ends of paragraphs and sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LIMIT = 192  # pieces of a window, about 150 words; names do best so, and longer ones worse (docs/quality.md)
OVERLAP = 48  # pieces read twice where no sentence ends, so that each word is read with something on both sides
STOPS = frozenset({".", "!", "?", "…", "..."})
CLOSERS = frozenset("\"'”’)]") | {"''"}


@dataclass(frozen=True, slots=True)
class Window:
    """Words ``start`` to ``end`` are read, the results of ``first`` to ``last`` kept. Windows keep each word once."""

    start: int
    end: int
    first: int
    last: int


def windows(words: Sequence[str], sizes: Sequence[int], limit: int = LIMIT) -> list[Window]:
    """The windows of a text, in order; ``sizes`` has the pieces of each word, none above ``limit - OVERLAP``.

    A window ends at the last paragraph break of its second half, else at the last sentence end there, else at
    ``limit`` pieces, and then the next one reads ``OVERLAP`` pieces again. Linear in the words.
    """
    found: list[Window] = []
    start = first = 0
    while first < len(words):
        end, half = _reach(sizes, start, limit)
        cut = end if end == len(words) else _last_end(words, max(half, first + 1), end)
        if cut is not None:
            found.append(Window(start, cut, first, cut))
            start = first = cut
            continue
        again = _back(sizes, end, OVERLAP)
        middle = _back(sizes, end, OVERLAP // 2)
        found.append(Window(start, end, first, middle))
        start, first = again, middle
    return found


def _reach(sizes: Sequence[int], start: int, limit: int) -> tuple[int, int]:
    """How far a window from ``start`` can reach, and where its second half begins."""
    end, half, total = start, start, 0
    while end < len(sizes) and (total + sizes[end] <= limit or end == start):
        total += sizes[end]
        end += 1
        if total <= limit // 2:
            half = end
    return end, half


def _last_end(words: Sequence[str], half: int, end: int) -> int | None:
    """The last place from ``half`` to ``end`` after which a paragraph ends, else a sentence; None where none does."""
    sentence = None
    for at in range(end, half, -1):
        word = words[at - 1]
        if "\n" in word:
            return at
        stops = word in STOPS or (word in CLOSERS and at > 1 and words[at - 2] in STOPS)
        if sentence is None and stops and _may_begin(words[at]):
            sentence = at
    return sentence


def _may_begin(word: str) -> bool:
    """Whether a sentence may begin with a word: "wait ... what", "U.S. . he" and '?" he asked' go on."""
    return word not in CLOSERS and word not in STOPS and not word[:1].islower()


def _back(sizes: Sequence[int], end: int, pieces: int) -> int:
    """The word that begins at most ``pieces`` pieces before ``end``; at least one word is gone back."""
    at, total = end - 1, sizes[end - 1]
    while at > 0 and total + sizes[at - 1] <= pieces:
        at -= 1
        total += sizes[at]
    return at
