"""Values, their days, and steps of the calendar."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.find.dates.timex import days, shift


@pytest.mark.parametrize(
    ("timex", "first", "last"),
    [
        ("2018-01-24", date(2018, 1, 24), date(2018, 1, 24)),
        ("2018-01-24TMO", date(2018, 1, 24), date(2018, 1, 24)),
        ("2018-02", date(2018, 2, 1), date(2018, 2, 28)),
        ("2018", date(2018, 1, 1), date(2018, 12, 31)),
        ("199", date(1990, 1, 1), date(1999, 12, 31)),
        ("18", date(1800, 1, 1), date(1899, 12, 31)),
        ("2020-W53", date(2020, 12, 28), date(2021, 1, 3)),
        ("2017-Q4", date(2017, 10, 1), date(2017, 12, 31)),
        ("2017-H1", date(2017, 1, 1), date(2017, 6, 30)),
        ("2017-WI", date(2017, 12, 1), date(2018, 2, 28)),
        ("FY2018-Q1", date(2017, 10, 1), date(2017, 12, 31)),
        ("2013/2016", date(2013, 1, 1), date(2016, 12, 31)),
    ],
)
def test_a_calendar_value_covers_its_days(timex: str, first: date, last: date) -> None:
    assert days(timex) == (first, last)


@pytest.mark.parametrize("timex", [None, "PAST_REF", "P2M", "2018-02-30", "2019-W53", "XXXX-WXX-2", "2018-13"])
def test_other_values_cover_none(timex: str | None) -> None:
    assert days(timex) == (None, None)


def test_a_step_out_of_the_calendar_gives_none() -> None:
    assert (shift(date(1, 1, 1), "CE", -1), shift(date(9999, 12, 31), "D", 1)) == (None, None)


def test_a_step_keeps_to_the_end_of_a_short_month() -> None:
    assert shift(date(2016, 2, 29), "Y", 1) == date(2017, 2, 28)
