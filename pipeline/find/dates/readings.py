"""What the rules share: how a value becomes a reading, and words that step from one unit to its neighbour."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from pipeline.find.dates.scene import Hit, Reading
from pipeline.find.dates.timex import value_of
from pipeline.schema import Anchor, DateKind, DateModifier

# Two digits of a year: the century that puts it at most this many years after publication.
AHEAD = 20
STEPS = {"last": -1, "past": -1, "previous": -1, "prior": -1, "preceding": -1, "next": 1, "coming": 1, "upcoming": 1,
         "following": 1, "this": 0, "current": 0}  # fmt: skip
# Words that count from the date named before, where there is one, and not from the day of publication.
TEXT_STEPS = ("previous", "prior", "preceding", "following")
# The year of a month or quarter, in rules.
IN_YEAR = "(?: (?:COMMA|OF|IN)? (?P<year>YEAR) | (?:OF|IN)? (?P<step>LAST|NEXT|THIS) YEARNOUN )"


def dated(timex: str | None, anchor: Anchor = Anchor.NONE, modifier: DateModifier | None = None) -> Reading | None:
    """A reading of kind date; None for a value that could not be made."""
    return None if timex is None else Reading(DateKind.DATE, timex, anchor, modifier)


def unanchored(kind: DateKind = DateKind.DATE) -> Reading:
    """The reading of an expression that hangs on a publication date that is not known."""
    return Reading(kind, None)


def relative(hit: Hit, value: Callable[[date], str | None]) -> Reading | None:
    """The reading of an expression whose value follows from the day of publication."""
    if hit.scene.published is None:
        return unanchored()
    return dated(value(hit.scene.published), Anchor.PUBLISHED)


def year_of(hit: Hit) -> int | None:
    """The year that a hit names in words or relative to publication ("last year"); None where it cannot be known."""
    if hit.has("year"):
        return hit.number("year")
    published = hit.scene.published
    if hit.has("step") and published is not None:
        return published.year + STEPS.get(hit.lower("step"), 0)
    return None


def lying_in(day: date | None, unit: str, anchor: Anchor, modifier: DateModifier | None = None) -> Reading | None:
    """A reading of the unit that a day lies in; None for no day."""
    return None if day is None else dated(value_of(day, unit), anchor, modifier)


def century_of(hit: Hit, two_digits: int) -> int:
    """The year that two digits stand for: the last such year up to ``AHEAD`` years after publication."""
    limit = (hit.scene.published or date(2050, 1, 1)).year + AHEAD
    year = limit - limit % 100 + two_digits
    return year if year <= limit else year - 100
