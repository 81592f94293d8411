"""Right, predicted and gold cases, counted by measure and by unit of text; scores with bootstrap intervals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 1000
SEED = 20260101
FEW = 10  # documents; the spread between fewer than these says little about other documents


@dataclass(frozen=True, slots=True)
class Estimate:
    """A score in percent with its 95% interval (percentiles of the bootstrap); all 0 where there are no cases."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1 of one measure, and its cases. Where each case has one answer all three are accuracy."""

    precision: Estimate
    recall: Estimate
    f1: Estimate
    right: int
    predicted: int
    gold: int


@dataclass(frozen=True, slots=True)
class Units:
    """What the bootstrap draws: documents, or stretches of ``stretch`` places where there are fewer than ``FEW``.

    Stretches take in the variation inside the few documents, not that between documents: read them as a lower bound.
    """

    firsts: tuple[int, ...]
    count: int
    stretch: int | None
    place: str

    @classmethod
    def of(cls, lengths: Sequence[int], stretch: int, place: str = "tokens") -> Units:
        """The units of documents with ``lengths`` places, which are tokens or, say, characters."""
        few = len(lengths) < FEW
        parts = [max(1, -(-length // stretch)) if few else 1 for length in lengths]
        ends = list(accumulate(parts, initial=0))
        return cls(tuple(ends[:-1]), ends[-1], stretch if few else None, place)

    def at(self, document: int, place: int) -> int:
        """The unit that a place of a document, counted from 0, belongs to."""
        return self.firsts[document] + (place // self.stretch if self.stretch else 0)

    @property
    def kind(self) -> str:
        """What a unit is, in words."""
        return "documents" if self.stretch is None else f"stretches of {self.stretch} {self.place}"


class Tally:
    """Counts of one set, to be scored when all are in."""

    def __init__(self, units: Units) -> None:
        self.units = units
        self._cases: Counter[tuple[str, int, bool, bool, bool]] = Counter()

    def gold(self, measures: Iterable[str], unit: int, *, right: bool) -> None:
        """Count a gold case under each of the measures; ``right``: the prediction has it."""
        for measure in measures:
            self._cases[measure, unit, right, False, True] += 1

    def predicted(self, measures: Iterable[str], unit: int) -> None:
        """Count a predicted case, right or wrong; right ones are counted by ``gold``."""
        for measure in measures:
            self._cases[measure, unit, False, True, False] += 1

    def answer(self, measure: str, unit: int, *, right: bool) -> None:
        """Count a case that has exactly one answer in gold and in the prediction."""
        self._cases[measure, unit, right, True, True] += 1

    def scores(self) -> dict[str, Score]:
        """The score of each measure, in alphabetical order; equal counts give equal intervals (seeded)."""
        measures = sorted({measure for measure, *_ in self._cases})
        if not measures:
            return {}
        rows = {measure: i for i, measure in enumerate(measures)}
        counts = np.zeros((self.units.count, len(measures), 3))
        for (measure, unit, *columns), n in self._cases.items():
            counts[unit, rows[measure]] += n * np.array(columns)
        drawn = resampled(counts)
        return {name: _score(counts.sum(axis=0)[i], drawn[:, i]) for name, i in rows.items()}


def resampled(counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Sums over as many units, drawn with replacement, as there are: [units, ...] to [``RESAMPLES``, ...]."""
    n = len(counts)
    weights = np.random.default_rng(SEED).multinomial(n, np.full(n, 1 / n), size=RESAMPLES)
    return np.tensordot(weights.astype(float), counts, axes=1)


def _score(total: NDArray[np.float64], drawn: NDArray[np.float64]) -> Score:
    whole, parts = _rates(total[None])[0], _rates(drawn)
    precision, recall, f1 = (_estimate(whole[i], parts[:, i]) for i in range(3))
    right, predicted, gold = (int(x) for x in total)
    return Score(precision, recall, f1, right, predicted, gold)


def _estimate(value: float, drawn: NDArray[np.float64]) -> Estimate:
    """To two decimals; draws without cases tell nothing."""
    known = drawn[~np.isnan(drawn)]
    low, high = np.percentile(known, [2.5, 97.5]) if len(known) else (0.0, 0.0)
    return Estimate(*(round(float(np.nan_to_num(x)), 2) for x in (value, low, high)))


def _rates(counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Precision, recall and F1 in percent of rows (right, predicted, gold); not a number where there are no cases."""
    right, predicted, gold = counts.T
    with np.errstate(invalid="ignore", divide="ignore"):
        return 100 * np.stack([right / predicted, right / gold, 2 * right / (predicted + gold)], axis=1)
