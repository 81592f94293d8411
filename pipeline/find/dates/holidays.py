"""The days of named holidays that US news uses."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from pipeline import lexicon


@cache
def holiday_rules() -> dict[str, str]:
    """The rule of each holiday in ``lexicon/holidays.csv`` by its name in lower case, apostrophes straight."""
    return {row["name"].lower(): row["rule"] for row in lexicon.table("holidays")}


def nth_weekday(year: int, month: int, weekday: int, n: int) -> date:
    """The n-th given ISO weekday of a month; the last one for n = -1.

    >>> nth_weekday(2018, 11, 4, 4), nth_weekday(2018, 5, 1, -1)
    (datetime.date(2018, 11, 22), datetime.date(2018, 5, 28))
    """
    if n < 0:
        last = date(year + month // 12, month % 12 + 1, 1) - timedelta(1)
        return last - timedelta((last.isoweekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta((weekday - first.isoweekday()) % 7 + 7 * (n - 1))


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, after the anonymous algorithm (Meeus 1991, chapter 8).

    >>> easter(2018)
    datetime.date(2018, 4, 1)
    """
    century, rest = divmod(year, 100)
    leap, century_rest = divmod(century, 4)
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * (year % 19) + century - leap - moon + 15) % 30
    quarter, left = divmod(rest, 4)
    weekday = (32 + 2 * century_rest + 2 * quarter - epact - left) % 7
    shift = (year % 19 + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def holiday(name: str, year: int) -> date | None:
    """The day of a holiday in a year; None for an unknown name or a year without it.

    >>> holiday("Election Day", 2018), holiday("Inauguration Day", 2018)
    (datetime.date(2018, 11, 6), None)
    """
    rule = holiday_rules().get(name.lower().replace("’", "'"))
    if rule is None or not 1 < year < 9999:
        return None
    kind, *given = rule.split()
    numbers = [int(n) for n in given]
    if kind == "day":
        return date(year, numbers[0], numbers[1])
    if kind == "nth":
        return nth_weekday(year, *numbers[:3]) + timedelta(sum(numbers[3:]))
    if kind == "easter":
        return easter(year) + timedelta(numbers[0])
    if kind == "election":  # the Tuesday after the first Monday in November
        return nth_weekday(year, 11, 1, 1) + timedelta(1)
    return date(year, 1, 20) if year % 4 == 1 else None  # inauguration
