"""TIMEX3 values: the days that a value covers, and calendar arithmetic that yields values."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache

Days = tuple[date | None, date | None]

NO_DAYS: Days = (None, None)
# Meteorological seasons of the northern hemisphere: first month, and months until the end of the season.
SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
MONTHS_OF = {"M": 1, "Q": 3, "H": 6, "Y": 12, "DE": 120, "CE": 1200}
DAYS_OF = {"D": 1, "W": 7, "FO": 14, "WE": 7}
TIME_UNITS = {"TH": "H", "TM": "M", "TS": "S"}


def month_days(year: int, month: int, months: int = 1) -> Days:
    """First and last day of ``months`` months from a month on; the month may lie outside 1 to 12.

    >>> month_days(2015, 10, 12)
    (datetime.date(2015, 10, 1), datetime.date(2016, 9, 30))
    """
    first_year, first_month = year + (month - 1) // 12, (month - 1) % 12 + 1
    end = month + months - 1
    last_year, last_month = year + (end - 1) // 12, (end - 1) % 12 + 1
    try:
        last = date(last_year, last_month, monthrange(last_year, last_month)[1])
        return date(first_year, first_month, 1), last
    except (ValueError, IndexError):
        return NO_DAYS


def _week(year: str, week: str, weekend: str | None) -> Days:
    monday = date.fromisocalendar(int(year), int(week), 1)
    return monday + timedelta(5 if weekend else 0), monday + timedelta(6)


def _fiscal(year: str, quarter: str | None, starts: int) -> Days:
    first = int(year) if starts == 1 else int(year) - 1
    if quarter is None:
        return month_days(first, starts, 12)
    return month_days(first, starts + 3 * (int(quarter) - 1), 3)


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], int], Days]], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (r"(\d{4}-\d\d-\d\d)(?:T.*)?", lambda m, _: (date.fromisoformat(m[1]), date.fromisoformat(m[1]))),
        (r"(\d{4})-(0[1-9]|1[0-2])", lambda m, _: month_days(int(m[1]), int(m[2]))),
        (r"(\d{4})", lambda m, _: month_days(int(m[1]), 1, 12)),
        (r"(\d{3})", lambda m, _: month_days(int(m[1]) * 10, 1, 120)),
        (r"(\d{2})", lambda m, _: month_days(int(m[1]) * 100, 1, 1200)),
        (r"(\d{4})-W(\d\d)(-WE)?", lambda m, _: _week(m[1], m[2], m[3])),
        (r"(\d{4})-Q([1-4])", lambda m, _: month_days(int(m[1]), 3 * int(m[2]) - 2, 3)),
        (r"(\d{4})-H([12])", lambda m, _: month_days(int(m[1]), 6 * int(m[2]) - 5, 6)),
        (r"(\d{4})-(SP|SU|FA|WI)", lambda m, _: month_days(int(m[1]), SEASON_MONTHS[m[2]], 3)),
        (r"FY(\d{4})(?:-Q([1-4]))?", lambda m, starts: _fiscal(m[1], m[2], starts)),
    )
)


@lru_cache(maxsize=4096)
def days(timex: str | None, fiscal_year_starts: int = 10) -> Days:
    """First and last day, inclusive, of a TIMEX3 value; ``A/B`` runs from A to B; none for no calendar value.

    >>> days("2018-W04-WE")
    (datetime.date(2018, 1, 27), datetime.date(2018, 1, 28))
    >>> days("FY2016")
    (datetime.date(2015, 10, 1), datetime.date(2016, 9, 30))
    >>> days("P2M")
    (None, None)
    """
    if timex is None:
        return NO_DAYS
    if "/" in timex:
        first, _, last = timex.partition("/")
        return days(first, fiscal_year_starts)[0], days(last, fiscal_year_starts)[1]
    for pattern, read in _FORMS:
        found = pattern.fullmatch(timex)
        if found is not None:
            try:
                return read(found, fiscal_year_starts)
            except ValueError:
                return NO_DAYS
    return NO_DAYS


def shift(day: date, unit: str, count: int) -> date | None:
    """The day ``count`` units later (earlier when negative); the month's last day where it is too short.

    None outside the years that a date can hold.

    >>> shift(date(2018, 3, 31), "M", -1)
    datetime.date(2018, 2, 28)
    """
    try:
        if unit in DAYS_OF:
            return day + timedelta(DAYS_OF[unit] * count)
        months = day.year * 12 + day.month - 1 + MONTHS_OF[unit] * count
        year, month = months // 12, months % 12 + 1
        return date(year, month, min(day.day, monthrange(year, month)[1]))
    except (ValueError, OverflowError, IndexError):
        return None


def value_of(day: date, unit: str) -> str:
    """The TIMEX3 value of the unit that a day lies in.

    >>> [value_of(date(2018, 1, 24), unit) for unit in ("D", "W", "WE", "M", "Q", "Y", "DE", "CE")]
    ['2018-01-24', '2018-W04', '2018-W04-WE', '2018-01', '2018-Q1', '2018', '201', '20']
    """
    year, week, _ = day.isocalendar()
    forms = {
        "W": f"{year:04}-W{week:02}",
        "FO": f"{year:04}-W{week:02}",
        "WE": f"{year:04}-W{week:02}-WE",
        "M": day.isoformat()[:7],
        "Q": f"{day.year:04}-Q{(day.month + 2) // 3}",
        "H": f"{day.year:04}-H{(day.month + 5) // 6}",
        "Y": f"{day.year:04}",
        "DE": f"{day.year:04}"[:3],
        "CE": f"{day.year:04}"[:2],
    }
    return forms.get(unit, day.isoformat())


def duration(count: float | None, unit: str) -> str:
    """The TIMEX3 value of so many units; ``None`` units are an unknown number, written X.

    >>> duration(48, "TH"), duration(2.5, "Y"), duration(None, "M"), duration(2, "DE")
    ('PT48H', 'P2.5Y', 'PXM', 'P20Y')
    """
    times = {"DE": (10, "Y"), "CE": (100, "Y"), "FO": (2, "W"), "H": (6, "M"), "WE": (1, "WE")}
    factor, letter = times.get(unit, (1, unit))
    if count is None:
        return f"PX{unit}" if unit in ("DE", "CE") else f"P{'T' if unit in TIME_UNITS else ''}X{letter[-1]}"
    number = f"{count * factor:.10g}"
    return f"PT{number}{TIME_UNITS[unit]}" if unit in TIME_UNITS else f"P{number}{letter}"
