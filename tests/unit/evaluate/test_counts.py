"""Counts that add, and what is undefined."""

from pipeline.evaluate.counts import Accuracy, Counts


def test_scores_come_from_the_counts():
    counts = Counts(tp=6, fp=2, fn=4)
    assert (counts.gold, counts.predicted) == (10, 8)
    assert (counts.precision, counts.recall, counts.f1) == (0.75, 0.6, 12 / 18)


def test_without_gold_every_score_is_undefined_and_never_zero():
    counts = Counts(fp=3)
    assert (counts.precision, counts.recall, counts.f1) == (None, None, None)


def test_with_gold_and_no_rows_only_precision_is_undefined():
    counts = Counts(fn=3)
    assert (counts.precision, counts.recall, counts.f1) == (None, 0.0, 0.0)


def test_sums_weigh_every_row_the_same():
    assert Counts(1, 0, 0) + Counts(0, 2, 3) == Counts(1, 2, 3)
    assert (Accuracy(1, 1) + Accuracy(0, 3)).value == 0.25


def test_accuracy_of_no_case_is_undefined():
    assert Accuracy().value is None
