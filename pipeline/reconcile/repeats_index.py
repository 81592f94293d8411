"""Finds earlier wordings that share a run of words with a new one, without comparing it with all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from zlib import crc32

from pipeline.reconcile.repeats_words import is_content

RUN = 3  # words in a fingerprint
WINDOW = 4  # fingerprints of which one is kept; a shared run of RUN + WINDOW - 1 words with content is never missed
SHORT = 12  # words up to which all fingerprints are kept, since a changed word leaves only short runs
MAX_ROWS = 32  # rows that are kept of one fingerprint, the earliest: a stock phrase leads to no more
MAX_TRIED = 16  # rows that are proposed for comparison, those with most fingerprints shared
MASK = (1 << 57) - 1


class Index:
    """Fingerprints of wordings, as winnowing chooses them (Schleimer, Wilkerson and Aiken 2003).

    What is kept is thinned out, what is looked up is not, so that a short part of a long wording is found.
    Fingerprints are made of checksums, so two processes choose the same ones.
    """

    def __init__(self) -> None:
        self._rows: dict[int, int | list[int]] = {}

    def add(self, row: int, prints: Sequence[int]) -> None:
        """Keep a row under its ``fingerprints``; rows come in ascending order of need, not of number."""
        for mark in prints if len(prints) <= SHORT - RUN + 1 else _winnowed(prints):
            kept = self._rows.setdefault(mark, row)
            if isinstance(kept, list):
                if len(kept) < MAX_ROWS and kept[-1] != row:
                    kept.append(row)
            elif kept != row:
                self._rows[mark] = [kept, row]

    def near(self, prints: Sequence[int]) -> list[int]:
        """The rows that share most of these ``fingerprints``, in ascending order."""
        hits: Counter[int] = Counter()
        for mark in self._rows.keys() & set(prints):
            kept = self._rows[mark]
            hits.update(kept if isinstance(kept, list) else (kept,))
        if len(hits) <= MAX_TRIED:
            return sorted(hits)
        return sorted(sorted(hits, key=lambda row: (-hits[row], row))[:MAX_TRIED])


def fingerprints(words: Sequence[str], owner: str) -> list[int]:
    """A number for each run of ``RUN`` words that has content, other numbers for other owners."""
    marks = [_mark(w) for w in words]
    salt = _mixed(crc32(owner.encode()))
    runs = zip(marks, marks[1:], marks[2:], strict=False)
    return [salt ^ a ^ b * 3 ^ c * 5 for a, b, c in runs if (a | b | c) & 1]


@lru_cache(maxsize=1 << 17)
def _mark(word: str) -> int:
    """A number of 58 bits for a word, odd for one with content."""
    return _mixed(crc32(word.encode())) << 1 | is_content(word)


def _mixed(value: int) -> int:
    value = value * 0x9E3779B97F4A7C15 & MASK  # Fibonacci hashing: 2^64 divided by the golden ratio
    return (value ^ value >> 29) * 0x9E3779B97F4A7C15 & MASK


def _winnowed(prints: Sequence[int]) -> list[int]:
    """The least fingerprint of each window of neighbours."""
    last = max(len(prints) - WINDOW + 1, 1)
    return sorted({min(prints[i : i + WINDOW]) for i in range(last)}) if prints else []
