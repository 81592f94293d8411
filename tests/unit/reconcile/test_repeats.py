"""The same words in several papers: joined by words and speaker, never across two people."""

from __future__ import annotations

from pipeline.reconcile.repeats import Repeats


def test_marks_dashes_and_case_make_no_difference() -> None:
    repeats = Repeats()
    rows = [
        ("a", "“We won’t -- ever -- sell the dam,”", "person:x"),
        ("b", "We won't — ever — sell the dam.", "person:x"),
        ("c", "we won't ever sell the dam", "person:x"),
    ]
    assert list(repeats.mark(rows)) == [None, "a", "a"]


def test_two_speakers_and_unknown_ones_stay_apart() -> None:
    repeats = Repeats()
    rows = [
        ("a", "The water is safe to drink.", "person:x"),
        ("b", "The water is safe to drink.", "person:y"),
        ("c", "The water is safe to drink.", None),
        ("d", "The water is safe to drink.", None),
    ]
    assert list(repeats.mark(rows)) == [None, None, None, "c"]


def test_short_stretches_recur_by_chance() -> None:
    repeats = Repeats()
    assert list(repeats.mark([("a", "Enough is enough", "person:x"), ("b", "Enough is enough", "person:x")])) == [
        None, None,
    ]  # fmt: skip
