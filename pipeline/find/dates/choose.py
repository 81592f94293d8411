"""Which of the days that an incomplete date could mean is meant."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from pipeline.find.dates.clause import Direction, Outlook
from pipeline.find.dates.holidays import holiday
from pipeline.find.dates.timex import SEASON_MONTHS, month_days

# Against the tense: a day more than FAR days off on the side of the tense loses to one within NEAR days on the other
# side, unless the verb stands right before: a month named without its year lies close by, and a verb further off may
# belong to another clause. Set on TimeBank and AQUAINT (2026-11: value F1 80.9 against 79.4 without).
FAR, NEAR = 200, 90


def choose(candidates: Iterable[date | None], published: date, outlook: Outlook) -> date | None:
    """The candidate nearest to the publication day in the direction that the clause looks, that day included.

    >>> days = [date(year, 2, 23) for year in (2017, 2018, 2019)]
    >>> choose(days, date(2018, 1, 24), Outlook(Direction.FUTURE))
    datetime.date(2018, 2, 23)
    >>> choose(days, date(2018, 4, 24), Outlook(Direction.PAST))
    datetime.date(2018, 2, 23)
    """
    known = [day for day in candidates if day is not None]
    nearest = min(known, key=lambda day: (abs(day - published), day), default=None)
    sided = [day for day in known if day == published or (day > published) == (outlook.is_future)]
    side = min(sided, key=lambda day: abs(day - published), default=None)
    if nearest is None or side is None or outlook.direction in (Direction.UNKNOWN, Direction.PLAN):
        return nearest
    is_sure = outlook.is_close and outlook.direction is Direction.PAST
    far_off = not is_sure and abs(side - published) > timedelta(FAR) and abs(nearest - published) <= timedelta(NEAR)
    return nearest if far_off else side


def _safe(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def day_of_month(month: int, day: int, published: date, outlook: Outlook, weekday: int | None = None) -> date | None:
    """The day meant by a month and day without a year; a weekday named with it tells the year where one fits."""
    if outlook.direction is Direction.PLAN:
        outlook = Outlook(Direction.FUTURE)
    years = range(published.year - 1, published.year + 2)
    # 29 February may be up to eight years off
    leap = range(published.year - 8, published.year + 9) if (month, day) == (2, 29) else years
    days = [found for year in leap if (found := _safe(year, month, day)) is not None]
    fitting = [found for found in days if found.isoweekday() == weekday]
    return fitting[0] if len(fitting) == 1 else choose(days, published, outlook)


def month_of_year(month: int, published: date, outlook: Outlook) -> date | None:
    """The first day of the month meant by a month's name alone; the month of publication counts on both sides."""
    if month == published.month:
        return published.replace(day=1)
    return choose((_safe(year, month, 1) for year in _years(published)), published, outlook)


def season_of_year(season: str, published: date, outlook: Outlook) -> int | None:
    """The year in which the season that is meant begins."""
    starts = [_safe(year, SEASON_MONTHS[season], 1) for year in _years(published)]
    for start in starts:
        if start is not None:
            first, last = month_days(start.year, start.month, 3)
            if first is not None and last is not None and first <= published <= last:
                return start.year
    found = choose(starts, published, outlook)
    return None if found is None else found.year


def quarter_of_year(quarter: int, published: date, outlook: Outlook) -> int | None:
    """The year of the quarter that is meant: the last that has begun; with a look ahead one to come.

    A quarter that ended in the three months before counts as near even then: "will report third-quarter results". One
    that ended more than half a year before, and begins within three months, is one to come.
    """
    months_since = (published.month - 3 * quarter) % 12
    is_sure = outlook.is_close and outlook.direction is Direction.PAST
    if 8 <= months_since <= 9 and not is_sure:
        return published.year if 3 * quarter >= published.month else published.year + 1
    if outlook.is_future and not 1 <= months_since <= 3:
        return published.year if 3 * quarter >= published.month else published.year + 1
    return published.year if 3 * quarter - 2 <= published.month else published.year - 1


def holiday_of_year(name: str, published: date, outlook: Outlook) -> date | None:
    """The day of a holiday that is named without its year."""
    reach = range(published.year - 4, published.year + 5)  # a holiday may come every fourth year
    return choose((holiday(name, year) for year in reach if 1 <= year <= 9998), published, outlook)


def weekday_near(weekday: int, published: date, outlook: Outlook) -> date:
    """The ISO weekday that is meant: the last up to the day of publication, with a look ahead the next from it."""
    if outlook.is_planned:
        return published + timedelta((weekday - published.isoweekday()) % 7)
    return published - timedelta((published.isoweekday() - weekday) % 7)


def _years(published: date) -> range:
    return range(published.year - 1, published.year + 2)
