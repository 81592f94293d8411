"""Case classes: what capitals tell."""

from __future__ import annotations

import pytest

from pipeline.encoder.cases import COUNT, DIGITS, LOWER, MARKS, MIXED, ONE_CAPITAL, TITLE, UPPER, case_of


@pytest.mark.parametrize(
    ("word", "case"),
    [
        ("council", LOWER),
        ("naïve", LOWER),
        ("Council", TITLE),
        ("Élan", TITLE),
        ("O'Neil", MIXED),
        ("McCoy", MIXED),
        ("iPhone", MIXED),
        ("NATO", UPPER),
        ("U.S.", UPPER),
        ("A", ONE_CAPITAL),
        ("2016", DIGITS),
        ("3.5%", DIGITS),
        ("20th", LOWER),
        ("$", MARKS),
        ("…", MARKS),
        ("", MARKS),
        ("中文", MIXED),
        ("\U0001f600", MARKS),
    ],
)
def test_class_of_a_word(word: str, case: int) -> None:
    assert case_of(word) == case
    assert 0 < case_of(word) < COUNT
