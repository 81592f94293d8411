"""Days written out with their year, read by dateparser."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache, lru_cache

from dateparser.date import DateDataParser

# Never consulted: a date that has its own day, month and year needs no base. Set so that no clock is read.
NO_CLOCK = datetime(2000, 1, 1)


@cache
def _parser() -> DateDataParser:
    """The one parser of the process; it reads only dates with all three parts, so nothing is guessed."""
    return DateDataParser(
        languages=["en"],
        settings={
            "RELATIVE_BASE": NO_CLOCK,
            "REQUIRE_PARTS": ["day", "month", "year"],
            "PARSERS": ["absolute-time"],
            "PREFER_DATES_FROM": "current_period",
            "DATE_ORDER": "MDY",
        },
    )


@lru_cache(maxsize=4096)
def explicit_day(text: str) -> date | None:
    """The day that a date with day, month and year names, months first in ``3/4/2016``; None where it is none.

    >>> explicit_day("Sept. 3, 2016"), explicit_day("3rd of March, 2016"), explicit_day("February 30, 2016")
    (datetime.date(2016, 9, 3), datetime.date(2016, 3, 3), None)
    """
    found = _parser().get_date_data(text[:40])
    return None if found.date_obj is None else found.date_obj.date()
