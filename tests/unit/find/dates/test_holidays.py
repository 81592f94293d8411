"""Days of holidays, against published calendars."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.find.dates.holidays import holiday, holiday_rules


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("Thanksgiving", date(2017, 11, 23)),
        ("Black Friday", date(2017, 11, 24)),
        ("Cyber Monday", date(2017, 11, 27)),
        ("Labor Day", date(2017, 9, 4)),
        ("Memorial Day", date(2017, 5, 29)),
        ("Martin Luther King Jr. Day", date(2017, 1, 16)),
        ("Election Day", date(2016, 11, 8)),
        ("Inauguration Day", date(2017, 1, 20)),
        ("Easter", date(2024, 3, 31)),
        ("Good Friday", date(2019, 4, 19)),
        ("Ash Wednesday", date(2018, 2, 14)),
        ("New Year’s Day", date(2018, 1, 1)),
    ],
)
def test_holidays_fall_on_their_days(name: str, day: date) -> None:
    assert holiday(name, day.year) == day


def test_every_rule_of_the_list_can_be_read() -> None:
    assert [name for name in holiday_rules() if holiday(name, 2017) is None] == []


def test_an_unknown_name_is_no_holiday() -> None:
    assert holiday("Feast of the Ledger", 2017) is None
