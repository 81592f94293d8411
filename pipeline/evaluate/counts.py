"""Counts that add: precision, recall and F1 from true positives, false positives and false negatives; accuracies."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows found (tp), found wrongly (fp) and missed (fn). Without gold (tp + fn = 0) every score is None, never 0.

    >>> total = Counts(tp=3, fp=1, fn=0) + Counts(tp=0, fp=0, fn=3)
    >>> total.precision, total.recall, total.f1
    (0.75, 0.5, 0.6)
    >>> Counts(fp=2).precision is None
    True
    """

    tp: int = 0
    fp: int = 0
    fn: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.tp + other.tp, self.fp + other.fp, self.fn + other.fn)

    @property
    def gold(self) -> int:
        """How many rows gold has."""
        return self.tp + self.fn

    @property
    def predicted(self) -> int:
        """How many rows the run has, those left out of the score apart."""
        return self.tp + self.fp

    @property
    def precision(self) -> float | None:
        """Share of the predicted rows that are right, 0 to 1; None without gold or without predictions."""
        return self.tp / self.predicted if self.gold and self.predicted else None

    @property
    def recall(self) -> float | None:
        """Share of the gold rows that were found, 0 to 1; None without gold."""
        return self.tp / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of the two, 0 to 1; 0 where gold has rows and the run none; None without gold."""
        return 2 * self.tp / (self.gold + self.predicted) if self.gold else None


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How many of ``total`` cases are right.

    >>> (Accuracy(1, 2) + Accuracy(2, 2)).value, Accuracy().value is None
    (0.75, True)
    """

    right: int = 0
    total: int = 0

    def __add__(self, other: Accuracy) -> Accuracy:
        return Accuracy(self.right + other.right, self.total + other.total)

    @property
    def value(self) -> float | None:
        """The share that is right, 0 to 1; None without cases."""
        return self.right / self.total if self.total else None
