"""Pairs of names to compare, from blocks of bounded size: names that share a key, sorted together as numbers."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA

from pipeline.reconcile.block import ANSWER, ASK, WEAK
from pipeline.reconcile.spelling import fold

WINDOW = 10  # neighbours in sorted order that are compared where a block is too large even after splitting
MOST_SLIPS = 3  # edits between two names that meet under a weak key only: two in the given name, one in the surname
HALF = 32  # bits of a pair's code for each of its two positions
Numbers = npt.NDArray[np.int64]


def candidate_pairs(keys: Iterable[Sequence[str]], names: Sequence[str], max_block: int) -> Iterator[tuple[int, int]]:
    """Pairs of positions that meet under a key, smaller position first, in order and each once.

    A block of more than ``max_block`` names is split by the first letters of the name; a part that is still too
    large is sorted, and each name is compared with the next few only. So pairs grow linearly with names. Under a key
    that many answer ("=word group": every long name that ends so) and few ask, a key gives no more pairs than a full
    block, or each name that asks meets at most ``max_block``: such a block may hold any number of names.

    Under a weak key ("~...") only names that are spelt nearly alike make a pair. Keys are held as 64-bit hashes: two
    keys with one hash (a chance of one in a million for ten million keys) make one block, and a few pairs more are
    compared.
    """
    entries = _Entries.read(keys)
    found = array("q")
    for block in _shared(entries.plain):
        found.extend(_code(i, j) for i, j in _within(block, names, max_block))
    for block in _shared(entries.weak):
        found.extend(_code(i, j) for i, j in _alike(block, names, max_block))
    for asking, answering in entries.answered():
        found.extend(_code(i, j) for i, j in _asked(asking, answering, names, max_block))
    codes = np.unique(np.frombuffer(found, dtype=np.int64)) if found else np.empty(0, np.int64)
    low = (1 << HALF) - 1
    for start in range(0, len(codes), 1 << 16):
        for code in codes[start : start + (1 << 16)].tolist():
            yield code >> HALF, code & low


def _code(i: int, j: int) -> int:
    return (i << HALF) | j if i < j else (j << HALF) | i


@dataclass(slots=True)
class _Column:
    """Hashed keys and beside each the position of the name that has it, in order of positions."""

    keys: array[int] = field(default_factory=lambda: array("q"))
    positions: array[int] = field(default_factory=lambda: array("q"))

    def add(self, key: int, position: int) -> None:
        """Note that a name has a key."""
        self.keys.append(key)
        self.positions.append(position)

    def sorted(self) -> tuple[Numbers, Numbers]:
        """Keys and positions in order of keys, positions under one key in order."""
        if not self.keys:
            return np.empty(0, np.int64), np.empty(0, np.int64)
        keys = np.frombuffer(self.keys, dtype=np.int64)
        order = np.argsort(keys, kind="stable")
        return keys[order], np.frombuffer(self.positions, dtype=np.int64)[order]


@dataclass(slots=True)
class _Entries:
    """All keys of all names: those that are shared, those that ask and those that answer."""

    plain: _Column = field(default_factory=_Column)
    weak: _Column = field(default_factory=_Column)
    asking: _Column = field(default_factory=_Column)
    answering: _Column = field(default_factory=_Column)

    @classmethod
    def read(cls, keys: Iterable[Sequence[str]]) -> _Entries:
        entries = cls()
        columns = {ASK: entries.asking, ANSWER: entries.answering, WEAK: entries.weak}
        for i, mine in enumerate(keys):
            for key in mine:
                column = columns.get(key[0])
                if column is None:
                    entries.plain.add(hash(key), i)
                else:
                    column.add(hash(key[1:]), i)
        return entries

    def answered(self) -> Iterator[tuple[list[int], list[int]]]:
        """Who asks and who answers under each key under which somebody does either."""
        asking, who = self.asking.sorted()
        answering, them = self.answering.sorted()
        left = np.searchsorted(answering, asking, "left")
        right = np.searchsorted(answering, asking, "right")
        for first, last in _runs(asking):
            if left[first] < right[first]:
                yield who[first:last].tolist(), them[left[first] : right[first]].tolist()


def _shared(column: _Column) -> Iterator[list[int]]:
    """The positions under each key that two or more have."""
    keys, positions = column.sorted()
    for first, last in _runs(keys):
        if last - first > 1:
            yield positions[first:last].tolist()


def _runs(keys: Numbers) -> Iterator[tuple[int, int]]:
    """Where each run of equal numbers begins and ends, in order."""
    if len(keys):
        starts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
        ends = np.append(starts[1:], len(keys))
        yield from zip(starts.tolist(), ends.tolist(), strict=True)


def _within(block: Sequence[int], names: Sequence[str], max_block: int) -> Iterator[tuple[int, int]]:
    if len(block) <= max_block:
        yield from ((i, j) for n, i in enumerate(block) for j in block[n + 1 :])
    else:
        yield from _split(block, names, max_block)


def _alike(block: Sequence[int], names: Sequence[str], max_block: int) -> Iterator[tuple[int, int]]:
    """The pairs of a block whose first and last words are at most ``MOST_SLIPS`` edits from each other."""
    ends = {i: " ".join([*words[:1], *words[-1:]]) for i in block for words in [fold(names[i]).split()]}
    for i, j in _within(block, names, max_block):
        if OSA.distance(ends[i], ends[j], score_cutoff=MOST_SLIPS) <= MOST_SLIPS:
            yield i, j


def _asked(
    asking: Sequence[int], answering: Sequence[int], names: Sequence[str], max_block: int
) -> Iterator[tuple[int, int]]:
    """Everyone who asks with everyone who answers; where they are too many, with the next few in the order of names."""
    if len(asking) * len(answering) <= max_block * max_block // 2:
        yield from ((i, j) for i in asking for j in answering if i != j)
        return
    order = sorted(answering, key=lambda i: (fold(names[i]), i))
    at = [fold(names[i]) for i in order]
    for i in asking:
        first = bisect_left(at, fold(names[i]))
        yield from ((i, j) for j in order[first : first + max_block] if i != j)


def _split(block: Sequence[int], names: Sequence[str], max_block: int) -> Iterator[tuple[int, int]]:
    parts: dict[str, list[int]] = defaultdict(list)
    for i in block:
        parts[fold(names[i])[:3]].append(i)
    for part in parts.values():
        if len(part) <= max_block // 4 or len(part) < WINDOW:
            yield from ((i, j) for n, i in enumerate(part) for j in part[n + 1 :])
            continue
        part.sort(key=lambda i: (fold(names[i]), i))
        yield from ((i, j) for n, i in enumerate(part) for j in part[n + 1 : n + 1 + WINDOW])
