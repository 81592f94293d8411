"""Calendar days in the values by which pages state them: ISO 8601, RFC 2822, and days in English."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Final

MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH: Final = r"(?P<{}>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{{0,6}}\.?"
_CLOCK: Final = (
    r"(?:[T ,]{1,3}(?P<hour>\d\d):?(?P<minute>\d\d)(?::?(?P<second>\d\d)(?:[.,]\d{1,9})?)?"
    r"\s?(?P<zone>Z|[+-]\d\d:?\d\d|UTC|GMT)?)?"
)
DAY: Final = re.compile(
    r"\s*(?:(?:first\s)?(?:published|posted)(?:\son)?:?\s{1,3})?(?:\d{1,2}:\d\d\s?[ap]\.?m\.?\s(?:[a-z]{2,4}\s)?)?"
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?\s{1,3})?(?:"
    r"(?P<y1>\d{4})(?P<mark>[-/.]?)(?P<m1>\d\d)(?P=mark)(?P<d1>\d\d)(?!\d)"
    rf"|{_MONTH.format('m2')}\s{{1,3}}(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s{{1,3}}(?P<y2>\d{{4}})(?!\d)"
    rf"|(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?[\s-]{{1,3}}{_MONTH.format('m3')},?[\s-]{{1,3}}(?P<y3>\d{{4}})(?!\d)"
    r"|(?P<n1>\d{1,2})/(?P<n2>\d{1,2})/(?P<y4>\d{4})(?!\d)"
    rf"){_CLOCK}",
    re.IGNORECASE,
)
FIRST_YEAR: Final = 1971  # pages are younger than the web; 0001 and 1970 are what empty database fields turn into
LAST_YEAR: Final = 2100
WEST: Final = timedelta(hours=12)
EAST: Final = timedelta(hours=14)


@dataclass(frozen=True, slots=True)
class StatedDay:
    """A day as a page states it, in the zone in which it states it; ``instant`` is in UTC, None without a zone.

    ``is_local`` says that the zone is stated and not UTC.
    """

    day: date
    instant: datetime | None
    is_local: bool

    def may_be(self, day: date) -> bool:
        """Whether the instant falls on that other day somewhere on earth (UTC-12 to UTC+14)."""
        if self.instant is None:
            return False
        return (self.instant - WEST).date() <= day <= (self.instant + EAST).date()


def stated_day(value: str) -> StatedDay | None:
    """The day with which a value begins; None where it begins with none, or the order of day and month is unclear.

    >>> stated_day("2019-10-30T23:30:00-04:00").day, stated_day("Wed, 30 Oct 2019 12:00:00 GMT").day
    (datetime.date(2019, 10, 30), datetime.date(2019, 10, 30))
    >>> stated_day("Published 7:07 PM EST Nov 19, 2019").day
    datetime.date(2019, 11, 19)
    >>> stated_day("10/11/2019"), stated_day("yesterday"), stated_day("0001-01-01")
    (None, None, None)
    """
    found = DAY.match(value)
    if found is None:
        return None
    day = _day(found)
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        return None
    zone = (found["zone"] or "").upper()
    if not zone:
        return StatedDay(day, None, is_local=False)
    away = timedelta() if zone in ("Z", "UTC", "GMT") else _offset(zone)
    try:
        clock = (int(found["hour"]), int(found["minute"]), int(found["second"] or 0))
        instant = datetime(day.year, day.month, day.day, *clock, tzinfo=timezone(away)).astimezone(UTC)
    except (ValueError, OverflowError):
        return StatedDay(day, None, is_local=False)
    return StatedDay(day, instant, is_local=bool(away))


def _day(found: re.Match[str]) -> date | None:
    year = next(int(found[g]) for g in ("y1", "y2", "y3", "y4") if found[g])
    if found["m1"]:
        month, day = int(found["m1"]), int(found["d1"])
    elif found["n1"]:
        month, day = int(found["n1"]), int(found["n2"])
        if month > 12:
            month, day = day, month
        elif day <= 12 and day != month:
            return None  # 10/11/2019: October in Boston, November in London
    else:
        month = MONTHS.index((found["m2"] or found["m3"]).lower()) + 1
        day = int(found["d2"] or found["d3"])
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _offset(zone: str) -> timedelta:
    digits = zone[1:].replace(":", "")
    away = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return -away if zone[0] == "-" else away
