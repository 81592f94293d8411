"""Rules for days, months and years of the calendar."""

from __future__ import annotations

from datetime import date

from pipeline.find.dates.choose import day_of_month, month_of_year
from pipeline.find.dates.explicit import explicit_day
from pipeline.find.dates.readings import AHEAD, IN_YEAR, STEPS, century_of, dated, relative, unanchored, year_of
from pipeline.find.dates.scene import Hit, Reading, Rule, Scene
from pipeline.find.dates.timex import shift
from pipeline.schema import Anchor, DateKind

# A bare number of four digits is read as a year within these bounds; outside them only after a preposition.
BARE_YEARS = range(1900, 2051)
CITED = ("c", "sec", "secs", "no", "nos", "art", "ch", "p", "pp", "rte")
YEAR_MARKS = ("people", "percent", "miles", "jobs", "workers", "dollars", "feet", "points", "votes", "meters", "pounds")


def _iso(hit: Hit) -> Reading | None:
    text = hit.word("iso").text
    try:
        date.fromisoformat(text[:10])
    except ValueError:
        return None
    return Reading(DateKind.TIME if "T" in text else DateKind.DATE, text)


def _full(hit: Hit) -> Reading | None:
    day = explicit_day(f"{hit.number('month')}/{hit.number('day')}/{hit.number('year'):04}")
    return None if day is None else dated(day.isoformat())


def _slash(hit: Hit) -> Reading | None:
    day = explicit_day(hit.word("slash").text)
    published = hit.scene.published
    if day is not None and published is not None and day.year > published.year + AHEAD and day.year >= 2000:
        day = shift(day, "Y", -100)
    return None if day is None else dated(day.isoformat())


def _month_day(hit: Hit) -> Reading | None:
    if hit.scene.is_person(hit.groups["month"][0]) or hit.scene.kind(hit.last) == "PERCENT":
        return None
    month, number = hit.number("month"), hit.number("day")
    if explicit_day(f"{month}/{number}/2000") is None:
        return None

    def value(published: date) -> str | None:
        if hit.has("step"):
            year = year_of(hit)
            return f"{year:04}-{month:02}-{number:02}"
        weekday = hit.number("weekday") if hit.has("weekday") else None
        day = day_of_month(month, number, published, hit.outlook, weekday)
        return None if day is None else day.isoformat()

    return relative(hit, value)


def _day_range(hit: Hit) -> Reading | None:
    """Days of one month, "March 27-28": one expression, because the second number cannot stand alone."""
    month, first, last = hit.number("month"), hit.number("day"), hit.number("until")
    if hit.has("to") and not hit.has("year") and hit.scene.kind(hit.last) == "OTHERWORD":
        return None  # "sent on Oct. 11 to 14 recipients"
    if first >= last or explicit_day(f"{month}/{last}/2000") is None:
        return None
    if hit.has("year"):
        prefix = f"{hit.number('year'):04}-{month:02}"
        return dated(f"{prefix}-{first:02}/{prefix}-{last:02}")

    def value(published: date) -> str | None:
        start = day_of_month(month, first, published, hit.outlook)
        return None if start is None else f"{start}/{start.isoformat()[:8]}{last:02}"

    return relative(hit, value)


def _further_day(hit: Hit) -> Reading | None:
    """The second day of "April 24 and 25"."""
    named = hit.scene.reference("D")
    if named is None or named.day >= hit.number("day"):
        return None
    day = explicit_day(f"{named.month}/{hit.number('day')}/{named.year:04}")
    return None if day is None else dated(day.isoformat(), Anchor.TEXT)


def _month_year(hit: Hit) -> Reading | None:
    year = year_of(hit)
    if year is None:
        return unanchored()
    anchor = Anchor.NONE if hit.has("year") else Anchor.PUBLISHED
    return dated(f"{year:04}-{hit.number('month'):02}", anchor)


def _month(hit: Hit) -> Reading | None:
    at = hit.groups["month"][0]
    if hit.scene.is_person(at) or (hit.word("month").kind != "MONTH" and not _is_led(hit, at)):
        return None

    def value(published: date) -> str | None:
        month, step = hit.number("month"), STEPS.get(hit.lower("step"))
        if step is not None and step < 0:
            year = published.year if month < published.month else published.year - 1
            return f"{year:04}-{month:02}"
        if step is not None and step > 0:
            year = published.year if month > published.month else published.year + 1
            return f"{year:04}-{month:02}"
        if step == 0:
            return f"{published.year:04}-{month:02}"
        first = month_of_year(month, published, hit.outlook)
        return None if first is None else first.isoformat()[:7]

    return relative(hit, value)


CLEAR_MONTHS = ("april", "june", "august", "march")
LEADS = ("IN", "OF", "BY", "FROM", "TO", "BETWEEN", "OVER", "BEFORE", "AFTER", "EARLY", "LATE", "EACH", "MID")


def _is_led(hit: Hit, at: int) -> bool:
    """Whether a word before an ambiguous month (May, March, Mar.) says that it is a time."""
    scene = hit.scene
    before = scene.kind(at - 1)
    if hit.lower("month") == "march" and before not in LEADS and _is_event(scene, at):
        return False
    if before == "THE":
        return True
    if hit.lower("month") in CLEAR_MONTHS and before not in ("STOP", "BREAK", "PUNCT", ""):
        return not any(scene.kind(i) == "OTHERWORD" and scene.words[i].text[0].isupper() for i in (at - 1, at + 1))
    if before in ("HYPHEN", "AND", "OR"):
        return hit.scene.kind(at - 2) in (*LEADS, "MONTH", "NAMEMONTH", "ABBRMONTH")
    return before in LEADS or hit.has("step")


def _is_event(scene: Scene, at: int) -> bool:
    """ "The annual March for Life", "the Women's March", "the March on Washington"."""
    follows = (
        scene.kind(at + 1) in ("ON", "OVER") and scene.words.surface(at + 2)[:1].isupper()
        if at + 2 < len(scene.words)
        else False
    )
    return scene.kind(at - 1) == "POSS" or follows


def _year(hit: Hit) -> Reading | None:
    year, at = hit.number("year"), hit.groups["year"][0]
    scene = hit.scene
    before, after = scene.kind(at - 1), scene.kind(at + 1)
    if before in ("CURRENCY", "FRACTION") or after in ("PERCENT", "SCALE", "UNITS", "UNIT"):
        return None
    if after == "HYPHEN" and scene.kind(at + 2) in ("DAYNUM", "NUM", "YEAR"):
        return None
    if before in ("STOP", "PUNCT") and scene.lower(at - 2) in CITED:
        return None  # 42 U.S.C. 1983, Sec. 1983
    if scene.lower(at + 1) in YEAR_MARKS or scene.lower(at - 1) in ("usc", "section", "no", "page", "route", "c", "§"):
        return None
    if before == "HYPHEN" and scene.kind(at - 2) in ("MID", "EARLY", "LATE", "MONTH"):
        return dated(f"{year:04}")
    if (
        before in ("HYPHEN", "PUNCT")
        and scene.words[at - 1].end == scene.words[at].start
        and scene.words[at - 1].text not in "(—[\"'“‘"
    ):
        return None
    led = before in (*LEADS, "THE", "MODAPPROX", "AND") or scene.lower(at - 1) in ("year", "circa")
    return dated(f"{year:04}") if year in BARE_YEARS or (led and year < 2150) else None


def _short_year(hit: Hit) -> Reading | None:
    if hit.scene.kind(hit.first - 1) not in ("IN", "FROM", "OF", "BY", "MODAPPROX", "BETWEEN", "AND", "OVER"):
        return None
    return dated(f"{century_of(hit, int(hit.word('year').text[1:])):04}")


def _year_range(hit: Hit) -> Reading | None:
    """Years joined by a dash, "2013-2016" or "2013-16"."""
    first, last = hit.number("year"), hit.number("until")
    last = first - first % 100 + last if last < 100 else last
    return dated(f"{first:04}/{last:04}") if first < last < first + 100 and first in BARE_YEARS else None


RULES = (
    Rule("iso_date", "(?P<iso>ISODATE)", _iso),
    Rule("slash_date", "(?P<slash>SLASHDATE)", _slash),
    Rule("full_date", "(?:ANYDAY COMMA?)? (?P<month>ANYMONTH) (?P<day>DAY) COMMA? (?P<year>YEAR)", _full),
    Rule("full_date", "(?:ANYDAY COMMA?)? THE? (?P<day>DAY) OF? (?P<month>ANYMONTH) COMMA? (?P<year>YEAR)", _full),
    Rule(
        "day_range",
        "(?P<month>ANYMONTH) (?P<day>DAY) (?:ANYDASH|(?P<to>TO)) (?P<until>DAY) (?:COMMA? (?P<year>YEAR))?",
        _day_range,
    ),
    Rule(
        "month_day",
        "(?:(?P<weekday>ANYDAY) COMMA?)? (?P<month>ANYMONTH) (?P<day>DAY)"
        " (?:COMMA? OF? (?P<step>LAST|NEXT|THIS) YEARNOUN)?",
        _month_day,
    ),
    Rule("month_day", "(?:(?P<weekday>ANYDAY) COMMA?)? THE? (?P<day>DAY|ORDINAL) OF? (?P<month>ANYMONTH)", _month_day),
    Rule(
        "further_day",
        "(?<= ANYMONTH DAY (?:AND|TO)) (?P<day>DAYNUM) (?=COMMA|STOP|BREAK|YEAR|PUNCT|PREPOSITION)",
        _further_day,
    ),
    Rule("month_year", f"(?P<month>ANYMONTH) {IN_YEAR}", _month_year),
    Rule("month", "(?P<step>LAST|NEXT|THIS)? (?P<month>ANYMONTH)", _month),
    Rule("year_range", "(?P<year>YEAR) ANYDASH (?P<until>YEAR|DAYNUM|NUM)", _year_range),
    Rule("year", "(?P<year>YEAR)", _year),
    Rule("short_year", "(?P<year>SHORTYEAR)", _short_year),
)
