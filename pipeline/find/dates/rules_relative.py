"""Rules for expressions that point from the day of publication, or from a date named before, to another date."""

from __future__ import annotations

from datetime import date, timedelta

from pipeline.find.dates.choose import weekday_near
from pipeline.find.dates.readings import STEPS, dated, lying_in, relative, unanchored
from pipeline.find.dates.scene import Hit, Reading, Rule
from pipeline.find.dates.timex import MONTHS_OF, TIME_UNITS, duration, shift, value_of
from pipeline.schema import Anchor, DateKind, DateModifier

# Words that count from the date named before, where there is one, and not from the day of publication.
TEXT_STEPS = ("previous", "prior", "preceding", "following")


def _deictic(hit: Hit) -> Reading | None:
    at = hit.groups["day"][0]
    if at and hit.word("day").text.istitle() and hit.scene.words[at - 1].text.isupper():
        return None  # a name: USA Today
    offset = 2 if hit.has("after") else -2 if hit.has("before") else int(hit.value("day"))
    return relative(hit, lambda day: (day + timedelta(offset)).isoformat())


def _day_part(hit: Hit) -> Reading | None:
    """ "This morning", "last night", "tonight": a part of the day of publication or of its neighbour."""
    if hit.scene.published is None:
        return unanchored(DateKind.TIME)
    part = "TNI" if hit.has("tonight") else hit.value("part")
    if part.startswith("T") and part[1].isdecimal():
        return None
    day = hit.scene.published + timedelta({"last": -1, "next": 1}.get(hit.lower("step"), 0))
    return Reading(DateKind.TIME, f"{day.isoformat()}{part}", Anchor.PUBLISHED)


def _weekday(hit: Hit) -> Reading | None:
    published = hit.scene.published
    if published is None:
        return unanchored()
    if hit.word("day").kind == "ABBRDAY" and hit.word("day").end - hit.word("day").start < 4:
        return None
    weekday, word = hit.number("day"), hit.lower("step")
    if word in TEXT_STEPS and (base := hit.scene.reference("D")) is not None:
        day = base + timedelta((weekday - base.isoweekday() - 1) % 7 + 1)
        return dated(
            (day if word == "following" else day - timedelta(7 if day - base < timedelta(7) else 14)).isoformat(),
            Anchor.TEXT,
        )
    return dated(_stepped_weekday(weekday, STEPS.get(word), published, hit).isoformat(), Anchor.PUBLISHED)


def _weekday_of_week(hit: Hit) -> Reading | None:
    """ "Tuesday of last week"."""
    if hit.value("unit") != "W":
        return None
    step, weekday = STEPS.get(hit.lower("step"), 0), hit.number("day")
    return relative(hit, lambda day: (day + timedelta(7 * step + weekday - day.isoweekday())).isoformat())


def _stepped_weekday(weekday: int, step: int | None, published: date, hit: Hit) -> date:
    if step is None:
        return weekday_near(weekday, published, hit.outlook)
    if step == 0:
        return published + timedelta(weekday - published.isoweekday())
    if step < 0:
        return published - timedelta((published.isoweekday() - weekday - 1) % 7 + 1)
    return published + timedelta((weekday - published.isoweekday() - 1) % 7 + 1)


def _stepped_unit(hit: Hit) -> Reading | None:
    """ "Last year", "this week", "the following month", "the current quarter"."""
    unit, word = hit.value("unit"), hit.lower("step")
    if unit in TIME_UNITS or hit.word("unit").text.istitle():
        return None  # a capital within marks a title: "This Week"
    modifier = {"earlier": DateModifier.START, "later": DateModifier.END}.get(hit.lower("part"))
    if hit.has("fiscal") and unit == "Y":
        return _fiscal(hit)
    if word == "past" or (word == "last" and hit.has("the") and unit in ("DE", "CE")):
        return anchored_duration(hit, 1, unit, -1)
    if word in TEXT_STEPS and (base := hit.scene.reference(unit)) is not None:
        return lying_in(shift(base, unit, STEPS[word]), unit, Anchor.TEXT, modifier)
    if hit.scene.published is None:
        return unanchored()
    return lying_in(shift(hit.scene.published, unit, STEPS.get(word, 0)), unit, Anchor.PUBLISHED, modifier)


def _fiscal(hit: Hit) -> Reading | None:
    if hit.scene.published is None:
        return unanchored()
    starts = hit.scene.fiscal_year_starts
    day = hit.scene.published
    current = day.year + (starts > 1 and day.month >= starts)
    return dated(f"FY{current + STEPS.get(hit.lower('step'), 0):04}", Anchor.PUBLISHED)


def _same_unit(hit: Hit) -> Reading | None:
    """ "The same day", "that year", "earlier that month": the unit that the date named before lies in."""
    unit = hit.value("unit")
    previous = hit.scene.reference(unit)
    if previous is None or unit in TIME_UNITS or unit == "Q":
        return None
    return dated(value_of(previous, unit), Anchor.TEXT)


EDGES = {"START": DateModifier.START, "EARLY": DateModifier.START, "EARLIER": DateModifier.START,
         "MID": DateModifier.MID, "END": DateModifier.END, "LATE": DateModifier.END,
         "LATER": DateModifier.END}  # fmt: skip
CLOSING = (
    "end",
    "ended",
    "ending",
    "ends",
    "finish",
    "finished",
    "finishing",
    "close",
    "closed",
    "for",
    "in",
    "during",
)


def _edge(hit: Hit) -> Reading | None:
    """ "The end of the month", "late in the day", "year-end": an edge of the unit that publication lies in."""
    unit, modifier = hit.value("unit"), EDGES[hit.word("edge").kind]
    if hit.groups["unit"][0] < hit.groups["edge"][0]:  # "year-end" is a day
        return relative(hit, lambda day: f"{day.year:04}-12-31")
    if unit in TIME_UNITS:
        return None
    base, anchor = hit.scene.published, Anchor.PUBLISHED
    if unit == "D" and (named := hit.scene.reference("D")) is not None:
        base, anchor = named, Anchor.TEXT
    return unanchored() if base is None else dated(value_of(base, unit), anchor, modifier)


def _the_day(hit: Hit) -> Reading | None:
    """ "To end the day", "for the day": the day named before, else that of publication."""
    if hit.value("unit") != "D" or hit.scene.lower(hit.first - 1) not in CLOSING:
        return None
    if hit.scene.lower(hit.last) in ("after", "before", "of", "when", "that", "he", "she", "they", "it"):
        return None
    named = hit.scene.reference("D")
    if named is not None:
        return dated(named.isoformat(), Anchor.TEXT)
    return relative(hit, lambda day: day.isoformat())


def _the_quarter(hit: Hit) -> Reading | None:
    """ "The quarter", "the latest period" after a quarter was named."""
    previous = hit.scene.previous_quarter
    if hit.lower("noun") == "period" and not hit.has("latest"):
        return None
    if previous is None:
        return relative(hit, _ended_quarter) if hit.has("latest") else None
    return dated(previous, Anchor.TEXT)


def _ended_quarter(published: date) -> str | None:
    day = shift(published, "Q", -1)
    return None if day is None else value_of(day, "Q")


def _year_earlier(hit: Hit) -> Reading | None:
    """ "The year-earlier quarter", "the year-ago period": the quarter named before, a year back."""
    previous = hit.scene.previous_quarter
    if hit.has("ordinal") and previous is not None:
        previous = f"{previous[:6]}{hit.number('ordinal')}" if hit.number("ordinal") <= 4 else None
    month = hit.scene.reference("M")
    if previous is None and month is not None and hit.lower("noun") == "period":
        return dated(f"{month.year - 1:04}-{month.month:02}", Anchor.TEXT)
    if previous is None:
        return relative(hit, lambda day: f"{day.year - 1:04}") if hit.scene.published else None
    return dated(f"{int(previous[:4]) - 1:04}{previous[4:]}", Anchor.TEXT)


def _weekend(hit: Hit) -> Reading | None:
    step, published = STEPS.get(hit.lower("step")), hit.scene.published
    if published is None:
        return unanchored()
    if step is None and not hit.outlook.is_future and published.isoweekday() < 6:
        step = -1
    return lying_in(shift(published, "W", step or 0), "WE", Anchor.PUBLISHED)


def _ago(hit: Hit) -> Reading | None:
    """ "Two months ago", "a year earlier", "three days later", "five years from now"."""
    unit, word = hit.value("unit"), hit.lower("way")
    count = count_of(hit)
    sign = -1 if word in ("ago", "earlier", "before", "previously") else 1
    from_text = word in ("earlier", "later", "before", "afterward", "afterwards", "previously")
    if count is None:
        if word == "ago":
            return Reading(DateKind.DATE, "PAST_REF")
        return Reading(DateKind.DURATION, duration(None, unit))
    if unit == "Y" and count == 1 and sign < 0 and hit.scene.previous_quarter is not None:
        return _year_earlier(hit)
    base, anchor = hit.scene.published, Anchor.PUBLISHED
    if from_text and (named := hit.scene.reference(unit)) is not None:
        base, anchor = named, Anchor.TEXT
    if base is None:
        return unanchored()
    if unit in TIME_UNITS:
        return Reading(DateKind.TIME, f"{base.isoformat()}TXX", anchor)
    return _shifted(base, unit, sign * count, anchor, from_text)


def _shifted(base: date, unit: str, count: float, anchor: Anchor, from_text: bool) -> Reading | None:
    factor = {"DE": 10, "CE": 100, "FO": 2}.get(unit, 1)
    small = {"DE": "Y", "CE": "Y", "FO": "W"}.get(unit, unit)
    if count % 1:
        count, small = count * 12 if small == "Y" else count, "M" if small == "Y" else small
    return lying_in(shift(base, small, round(count * factor)), small, anchor)


def count_of(hit: Hit) -> float | None:
    """The number of a hit's count ("a" is one); None for several, few, many."""
    if not hit.has("count"):
        return None if hit.word("unit").kind.endswith("S") else 1.0
    word = hit.word("count")
    if word.kind == "AN":
        return 1.0
    return None if word.value == "X" else word.number


def anchored_duration(hit: Hit, count: float | None, unit: str, sign: int) -> Reading:
    """A duration that ends (sign -1) or begins (sign 1) on the day of publication, with its days."""
    timex, published = duration(count, unit), hit.scene.published
    whole = {"FO": "W"}.get(unit, unit)
    if published is None or count is None or count % 1 or (unit not in MONTHS_OF and unit not in ("D", "W", "FO")):
        return Reading(DateKind.DURATION, timex)
    other = shift(published, whole, sign * int(count) * (2 if unit == "FO" else 1))
    span = (other, published) if sign < 0 else (published, other)
    return Reading(DateKind.DURATION, timex, Anchor.PUBLISHED, days=span)


def _last_units(hit: Hit) -> Reading | None:
    """ "The past two years", "the next few days", "the first nine months"."""
    word = hit.lower("step")
    if word not in STEPS:
        return Reading(DateKind.DURATION, duration(count_of(hit), hit.value("unit")))
    return anchored_duration(hit, count_of(hit), hit.value("unit"), STEPS[word] or -1)


RULES = (
    Rule("deictic_day", "(?:EARLY|EARLIER|LATE|LATER)? (?P<day>DEICTIC)", _deictic),
    Rule("deictic_day", "THE? UNIT (?:(?P<before>BEFORE)|(?P<after>AFTER)) (?P<day>DEICTIC)", _deictic),
    Rule("day_part", "(?:EARLY|EARLIER|LATE|LATER)? (?P<step>THIS|LAST) (?P<part>DAYPART)", _day_part),
    Rule("day_part", "(?:EARLY|EARLIER|LATE|LATER)? (?P<tonight>TONIGHT)", _day_part),
    Rule("weekday_of_week", "(?P<day>ANYDAY) OF (?P<step>LAST|NEXT|THIS) (?P<unit>UNIT)", _weekday_of_week),
    Rule("weekday", "(?:EARLY|EARLIER|LATE|LATER)? THE? (?P<step>LAST|NEXT|THIS)? (?P<day>ANYDAY)", _weekday),
    Rule(
        "relative_unit",
        "(?P<part>EARLY|EARLIER|LATE|LATER)? (?P<the>THE)? (?P<step>LAST|NEXT|THIS|CURRENT)"
        " (?P<fiscal>FISCAL)? (?P<unit>UNITONE|QUARTER)",
        _stepped_unit,
    ),
    Rule("same_unit", "(?:EARLY|EARLIER|LATE|LATER)? (?: THE SAME | THAT SAME?) (?P<unit>UNITONE)", _same_unit),
    Rule("edge_of_unit", "THE? (?P<edge>START|MID|END) OF THE (?P<unit>UNITONE|QUARTER)", _edge),
    Rule("edge_of_unit", "(?P<edge>EARLY|EARLIER|LATE|LATER) IN THE (?P<unit>UNITONE)", _edge),
    Rule("edge_of_unit", "(?P<unit>YEARNOUN) HYPHEN? (?P<edge>END)", _edge),
    Rule(
        "the_day",
        "(?<=IN|OVER|END|OTHERWORD) THE (?P<unit>UNIT) (?=STOP|BREAK|COMMA|PREPOSITION|AT|HYPHEN|OTHERWORD)",
        _the_day,
    ),
    Rule("the_quarter", "THE (?P<latest>LATEST)? (?P<noun>QUARTER)", _the_quarter),
    Rule("year_earlier", "THE? YEARNOUN HYPHEN? (?:EARLIER|AGO) (?P<ordinal>ORDINAL)? QUARTER", _year_earlier),
    Rule("year_earlier", "THE? YEARNOUN HYPHEN (?:EARLIER|AGO)", _year_earlier),
    Rule("year_earlier", "LAST YEARNOUN POSS QUARTER", _year_earlier),
    Rule(
        "year_earlier",
        "THE (?:SAME|OTHERWORD) (?P<noun>QUARTER) (?:LAST YEARNOUN|AN YEARNOUN (?:AGO|EARLIER))",
        _year_earlier,
    ),
    Rule("weekend", "(?:THE|(?P<step>LAST|NEXT|THIS)) (?P<noun>WEEKEND)", _weekend),
    Rule("ago", "MODAPPROX? (?P<count>COUNT|AN)? OF? MORE? (?P<unit>ANYUNIT) (?P<way>AGO|EARLIER|LATER)", _ago),
    Rule("ago", "MODAPPROX? AN? (?P<count>COUNT) OF? MORE? (?P<unit>ANYUNIT) (?P<way>AGO|EARLIER|LATER)", _ago),
    Rule("ago", "AN? (?P<count>COUNT|AN) (?P<unit>ANYUNIT) (?P<way>FROM) (?:NOW|DEICTIC)", _ago),
    Rule(
        "counted_span",
        "THE? (?P<step>LAST|NEXT|ORDINAL|FINAL|LATEST) AN? (?P<count>COUNT) OF? MORE? "
        "(?P<unit>UNITS|QUARTERS|WEEKENDS)",
        _last_units,
    ),
    Rule("counted_span", "THE? (?P<step>LAST|NEXT|LATEST) (?P<unit>UNITS|QUARTERS)", _last_units),
)
