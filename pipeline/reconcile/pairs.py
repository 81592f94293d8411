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
from rapidfuzz.process import cpdist

from pipeline.reconcile.block import ANSWER, ASK, TWO_SLIPS, WEAK
from pipeline.reconcile.spelling import fold

WINDOW = 10  # neighbours in sorted order that are compared where a block is too large even after splitting
MOST_SLIPS = 3  # edits between two names that meet under a weak key only: two in the one word, one in the other
HALF = 32  # bits of a pair's code for each of its two positions
LOW = (1 << HALF) - 1
AT_ONCE = 1 << 16  # pairs that are unpacked or measured at a time
Numbers = npt.NDArray[np.int64]


def candidate_pairs(keys: Iterable[Iterable[str]], names: Sequence[str], max_block: int) -> Iterator[tuple[int, int]]:
    """Pairs of positions that meet under a key, smaller position first, in order and each once.

    A block of more than ``max_block`` names is split by the first letters of the name; a part that is still too
    large is sorted, and each name is compared with the next few only. So pairs grow linearly with names. Under a key
    that many answer ("=word group": every long name that ends so) and few ask, a key gives no more pairs than a full
    block, or each name that asks meets at most ``max_block``: such a block may hold any number of names.

    Under a weak key ("~...") only names that are spelt nearly alike make a pair. Keys are held as 64-bit hashes: two
    keys with one hash (a chance of one in a million for ten million keys) make one block, and a few pairs more are
    compared.
    """
    codes = _codes(keys, names, max_block)
    for start in range(0, len(codes), AT_ONCE):
        for code in codes[start : start + AT_ONCE].tolist():
            yield code >> HALF, code & LOW


def _codes(keys: Iterable[Iterable[str]], names: Sequence[str], max_block: int) -> Numbers:
    entries = _Entries.read(keys)
    asked = array("q")
    for asking, answering in entries.answered():
        asked.extend(_code(i, j) for i, j in _asked(asking, answering, names, max_block))
    strong = np.unique(np.concatenate((entries.plain.pairs(names, max_block), _numbers(asked))))
    weak = np.setdiff1d(entries.weak.pairs(names, max_block), strong)
    return np.union1d(strong, weak[_alike(weak, names)])


def _code(i: int, j: int) -> int:
    return (i << HALF) | j if i < j else (j << HALF) | i


def _numbers(found: array[int]) -> Numbers:
    return np.frombuffer(found, dtype=np.int64) if found else np.empty(0, np.int64)


@dataclass(slots=True)
class _Column:
    """Hashed keys and beside each the position of the name that has it, in order of positions."""

    keys: array[int] = field(default_factory=lambda: array("q"))
    positions: array[int] = field(default_factory=lambda: array("q"))

    def sorted(self) -> tuple[Numbers, Numbers]:
        """Keys and positions in order of keys, positions under one key in order."""
        keys = _numbers(self.keys)
        order = np.argsort(keys, kind="stable")
        return keys[order], _numbers(self.positions)[order]

    def pairs(self, names: Sequence[str], max_block: int) -> Numbers:
        """The codes of the pairs that share a key, those that share several more than once."""
        keys, positions = self.sorted()
        starts, sizes = _runs(keys)
        starts, sizes = starts[sizes > 1], sizes[sizes > 1]
        found = [np.empty(0, np.int64)]
        for size in np.unique(sizes[sizes <= max_block]).tolist():
            blocks = positions[starts[sizes == size][:, None] + np.arange(size)]
            first, second = np.triu_indices(size, 1)
            found.append((blocks[:, first] << HALF | blocks[:, second]).ravel())
        for start, size in zip(starts[sizes > max_block].tolist(), sizes[sizes > max_block].tolist(), strict=True):
            block = positions[start : start + size].tolist()
            found.append(_numbers(array("q", [_code(i, j) for i, j in _split(block, names, max_block)])))
        return np.concatenate(found)


@dataclass(slots=True)
class _Entries:
    """All keys of all names: those that are shared, those that ask and those that answer."""

    plain: _Column = field(default_factory=_Column)
    weak: _Column = field(default_factory=_Column)
    asking: _Column = field(default_factory=_Column)
    answering: _Column = field(default_factory=_Column)

    @classmethod
    def read(cls, keys: Iterable[Iterable[str]]) -> _Entries:
        entries = cls()
        columns = {ASK: entries.asking, ANSWER: entries.answering, WEAK: entries.weak}
        plain, where = entries.plain.keys.append, entries.plain.positions.append
        for i, mine in enumerate(keys):
            for key in mine:
                column = columns.get(key[0])
                if column is None:
                    plain(hash(key))
                    where(i)
                else:
                    column.keys.append(hash(key[1:]))
                    column.positions.append(i)
        return entries

    def answered(self) -> Iterator[tuple[list[int], list[int]]]:
        """Who asks and who answers under each key under which somebody does either."""
        asking, who = self.asking.sorted()
        answering, them = self.answering.sorted()
        starts, sizes = _runs(asking)
        left = np.searchsorted(answering, asking[starts], "left")
        right = np.searchsorted(answering, asking[starts], "right")
        for n in np.flatnonzero(left < right).tolist():
            yield who[starts[n] : starts[n] + sizes[n]].tolist(), them[left[n] : right[n]].tolist()


def _runs(keys: Numbers) -> tuple[Numbers, Numbers]:
    """Where each run of equal numbers begins, in order, and how long it is."""
    starts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1]))) if len(keys) else np.empty(0, np.int64)
    return starts, np.diff(np.append(starts, len(keys)))


def _alike(codes: Numbers, names: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Which pairs are spelt nearly alike: at most ``MOST_SLIPS`` edits between their first and last words together.

    Where the first word is the same, the last has no more slips than ``spelling.likeness`` lets pass: two surnames of
    one sound share another key. Given names have forms that no count of edits tells.
    """
    found = np.zeros(len(codes), np.bool_)
    for start in range(0, len(codes), AT_ONCE):
        part = codes[start : start + AT_ONCE]
        left, right = ([_ends(names[i]) for i in side.tolist()] for side in (part >> HALF, part & LOW))
        slips = _slips([" ".join(x) for x in left], [" ".join(x) for x in right])
        most = [_most_slips(a, b) for a, b in zip(left, right, strict=True)]
        found[start : start + AT_ONCE] = slips <= np.array(most)
    return found


def _most_slips(a: tuple[str, str], b: tuple[str, str]) -> int:
    """How many edits the first and last words of two names may differ by."""
    if a[0] != b[0]:
        return MOST_SLIPS
    return 1 if min(len(a[1]), len(b[1])) < TWO_SLIPS else 2


def _slips(left: list[str], right: list[str]) -> Numbers:
    """The edits between the words of each pair; more than ``MOST_SLIPS`` are not counted."""
    return cpdist(left, right, scorer=OSA.distance, score_cutoff=MOST_SLIPS, dtype=np.int64)


def _ends(name: str) -> tuple[str, str]:
    words = fold(name).split()
    return (words[0], words[-1]) if words else ("", "")


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
