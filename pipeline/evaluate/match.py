"""Which predicted row answers which gold row of one table of one article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from pipeline.evaluate.assign import best_pairs
from pipeline.evaluate.observation import Observation

SAME_TYPE = 1e-6  # settles equal overlaps in favour of the row of the same type; too small to outweigh one character


class Stretch(Protocol):
    """Anything with half-open offsets."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@dataclass(frozen=True, slots=True)
class RowPair:
    """A gold row and the predicted row that answers it."""

    gold: Observation
    predicted: Observation

    @property
    def exact(self) -> bool:
        """Whether the two have the same offsets."""
        return (self.gold.start, self.gold.end) == (self.predicted.start, self.predicted.end)

    @property
    def same_type(self) -> bool:
        """Whether the two agree in the type of their table."""
        return self.gold.type == self.predicted.type


@dataclass(frozen=True, slots=True)
class Matching:
    """Every row of one table of one article in exactly one place, in order of offsets.

    ``pairs`` are matched; ``missed`` gold rows and ``false`` predicted rows are not. ``neutral`` predicted rows
    answer an optional gold row; ``left_out`` are of a form or voice that gold does not annotate.
    """

    pairs: tuple[RowPair, ...] = ()
    missed: tuple[Observation, ...] = ()
    false: tuple[Observation, ...] = ()
    neutral: tuple[Observation, ...] = ()
    left_out: tuple[Observation, ...] = ()


def dice(a: Stretch, b: Stretch) -> float:
    """Twice the shared characters over the characters of both: 1 for equal stretches, 0 for disjoint ones."""
    shared = min(a.end, b.end) - max(a.start, b.start)
    return 2 * shared / (a.end - a.start + b.end - b.start) if shared > 0 else 0.0


def match_rows(
    gold: Sequence[Observation], predicted: Sequence[Observation], parts: frozenset[str] | None = None
) -> Matching:
    """The one-to-one matching of the rows of one table of one article; the order of the rows has no influence.

    Rows whose form or voice is not among ``parts`` are left out (None: none is). A predicted row belongs to the gold
    row that it shares most with (by Dice); where that row is optional, the predicted row is neutral. Of the rest, equal
    spans are paired first, those of equal type before others, and then overlapping rows so that the sum of their Dice
    overlaps is greatest.
    """
    gold = sorted(gold, key=lambda row: row.sort_key)
    predicted = sorted(predicted, key=lambda row: row.sort_key)
    left_out = tuple(row for row in predicted if parts is not None and row.part not in parts)
    judged = [row for row in predicted if parts is None or row.part in parts]
    is_neutral = _neutral(gold, judged)
    rest = [row for row, neutral in zip(judged, is_neutral, strict=True) if not neutral]
    required = [row for row in gold if not row.optional]
    pairs = _exact(required, rest)
    free_gold = _without(required, {i for i, _ in pairs})
    free_rows = _without(rest, {j for _, j in pairs})
    pairs += [(free_gold[i], free_rows[j]) for i, j in _overlapping(required, rest, (free_gold, free_rows))]
    return Matching(
        pairs=tuple(RowPair(required[i], rest[j]) for i, j in sorted(pairs)),
        missed=tuple(required[i] for i in _without(required, {i for i, _ in pairs})),
        false=tuple(rest[j] for j in _without(rest, {j for _, j in pairs})),
        neutral=tuple(row for row, neutral in zip(judged, is_neutral, strict=True) if neutral),
        left_out=left_out,
    )


def overlaps(left: Sequence[Stretch], right: Sequence[Stretch]) -> Iterator[tuple[int, int]]:
    """The numbers of every two stretches that share a character; both sides must be sorted by their start."""
    active: list[int] = []
    following = 0
    for j, stretch in enumerate(right):
        while following < len(left) and left[following].start < stretch.end:
            active.append(following)
            following += 1
        active = [i for i in active if left[i].end > stretch.start]
        for i in active:
            if left[i].start < stretch.end:
                yield i, j


def _neutral(gold: Sequence[Observation], predicted: Sequence[Observation]) -> list[bool]:
    """For each predicted row whether an optional gold row is its nearest; equal spans of a required row come first."""
    optional = [0.0] * len(predicted)
    required = [0.0] * len(predicted)
    for i, j in overlaps(gold, predicted):
        best = optional if gold[i].optional else required
        best[j] = max(best[j], dice(gold[i], predicted[j]))
    return [o > 0 and o >= r and r < 1 for o, r in zip(optional, required, strict=True)]


def _exact(gold: Sequence[Observation], predicted: Sequence[Observation]) -> list[tuple[int, int]]:
    """Pairs of equal spans, those of equal type first."""
    free: dict[tuple[int, int], list[int]] = defaultdict(list)
    for j, row in enumerate(predicted):
        free[row.start, row.end].append(j)
    pairs, later = [], []
    for i, row in enumerate(gold):
        same = [j for j in free[row.start, row.end] if predicted[j].type == row.type]
        if same:
            pairs.append((i, same[0]))
            free[row.start, row.end].remove(same[0])
        else:
            later.append(i)
    for i in later:
        rest = free[gold[i].start, gold[i].end]
        if rest:
            pairs.append((i, rest.pop(0)))
    return pairs


def _overlapping(
    gold: Sequence[Observation], predicted: Sequence[Observation], free: tuple[list[int], list[int]]
) -> tuple[tuple[int, int], ...]:
    """Pairs of positions in ``free`` whose rows overlap, chosen for the greatest sum of Dice overlaps."""
    left = [gold[i] for i in free[0]]
    right = [predicted[j] for j in free[1]]
    return best_pairs(
        {
            (i, j): dice(left[i], right[j]) + SAME_TYPE * (left[i].type == right[j].type)
            for i, j in overlaps(left, right)
        }
    )


def _without(rows: Sequence[Observation], used: set[int]) -> list[int]:
    return [i for i in range(len(rows)) if i not in used]
