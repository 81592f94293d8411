"""Rules for expressions that point from the day of publication, or from a date named before, to another date."""

from __future__ import annotations

from datetime import date

from pipeline.find.dates.cues import REACH, names_day, near_words
from pipeline.find.dates.readings import STEPS, TEXT_STEPS, dated, lying_in, relative, unanchored
from pipeline.find.dates.rules_quarters import year_earlier
from pipeline.find.dates.scene import Hit, Reading, Rule
from pipeline.find.dates.timex import MONTHS_OF, TIME_UNITS, duration, shift, value_of
from pipeline.schema import Anchor, DateKind, DateModifier


def _unit_off(hit: Hit) -> Reading | None:
    """ "The day before", "a month after", with nothing to follow: counted from the date named before."""
    unit, named = hit.value("unit"), hit.scene.reference(hit.value("unit"))
    count = count_of(hit)
    if named is None or count is None or unit in TIME_UNITS:
        return None
    return _shifted(named, unit, count if hit.word("way").kind == "AFTER" else -count, Anchor.TEXT, True)


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
    is_next_day = unit == "D" and word == "next" and hit.has("the")
    if (is_next_day or word in TEXT_STEPS) and (base := hit.scene.reference(unit)) is not None:
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
    if unit == "Q":
        return None if hit.scene.previous_quarter is None else dated(hit.scene.previous_quarter, Anchor.TEXT)
    previous = hit.scene.reference(unit)
    if previous is None or unit in TIME_UNITS:
        return None
    return dated(value_of(previous, unit), Anchor.TEXT)


EDGES = {"START": DateModifier.START, "EARLY": DateModifier.START, "EARLIER": DateModifier.START,
         "MID": DateModifier.MID, "END": DateModifier.END, "LATE": DateModifier.END,
         "LATER": DateModifier.END, "REST": DateModifier.END}  # fmt: skip
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
    if unit == "D" and hit.scene.kind(hit.groups["unit"][0] - 2) == "IN" and not _names_day_before(hit):
        return None  # "late in the day" says little without the day beside it
    base, anchor = hit.scene.published, Anchor.PUBLISHED
    if unit == "D" and (named := hit.scene.reference("D")) is not None:
        base, anchor = named, Anchor.TEXT
    return unanchored() if base is None else dated(value_of(base, unit), anchor, modifier)


def _names_day_before(hit: Hit) -> bool:
    words = hit.scene.words
    return any(
        names_day(words, at, at + 1)
        for at in near_words(words, range(hit.first - 1, max(-1, hit.first - 1 - 2 * REACH), -1))
    )


def _the_day(hit: Hit) -> Reading | None:
    """ "To end the day", "for the day": the day named before, else that of publication."""
    if hit.value("unit") != "D" or hit.scene.lower(hit.first - 1) not in CLOSING:
        return None
    if hit.scene.kind(hit.first - 2) in ("EARLY", "EARLIER", "LATE", "LATER"):
        return None
    if hit.scene.lower(hit.last) in ("to", "after", "before", "of", "when", "that", "he", "she", "they", "it"):
        return None
    named = hit.scene.reference("D")
    if named is not None:
        return dated(named.isoformat(), Anchor.TEXT)
    return relative(hit, lambda day: day.isoformat())


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
        return year_earlier(hit)
    base, anchor = hit.scene.published, Anchor.PUBLISHED
    if from_text and (named := hit.scene.reference(unit)) is not None:
        base, anchor = named, Anchor.TEXT
    if base is None or (sign > 0 and from_text and anchor is Anchor.PUBLISHED):
        return unanchored()  # "two days later" never counts from the day of publication
    if unit in TIME_UNITS:
        return Reading(DateKind.TIME, f"{base.isoformat()}TXX", anchor)
    return _shifted(base, unit, sign * count, anchor, from_text)


def _shifted(base: date, unit: str, count: float, anchor: Anchor, from_text: bool) -> Reading | None:
    factor = {"DE": 10, "CE": 100, "FO": 2}.get(unit, 1)
    small = {"DE": "Y", "CE": "Y", "FO": "W"}.get(unit, unit)
    total = count * factor
    if total % 1 and small == "Y":
        total, small = total * 12, "M"
    return lying_in(shift(base, small, round(total)), small, anchor)


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
    Rule(
        "unit_off",
        "(?:THE|AN|(?P<count>CARDINAL|DAYNUM)) (?P<unit>ANYUNIT) (?P<way>BEFORE|AFTER) (?=COMMA|STOP|BREAK)",
        _unit_off,
    ),
    Rule("unit_off", "THE (?P<unit>UNITONE) (?P<way>LAST)", _unit_off),
    Rule(
        "relative_unit",
        "(?P<part>EARLY|EARLIER|LATE|LATER)? (?P<the>THE)? (?P<step>LAST|NEXT|THIS|CURRENT)"
        " (?P<fiscal>FISCAL)? (?P<unit>UNITONE|QUARTER)",
        _stepped_unit,
    ),
    Rule("same_unit", "(?:EARLY|EARLIER|LATE|LATER)? (?: THE SAME | THAT SAME?) (?P<unit>UNITONE|QUARTER)", _same_unit),
    Rule("edge_of_unit", "THE? (?P<edge>START|MID|END|REST) OF THE (?P<unit>UNITONE|QUARTER)", _edge),
    Rule("edge_of_unit", "(?P<edge>EARLY|EARLIER|LATE|LATER) IN THE (?P<unit>UNITONE)", _edge),
    Rule("edge_of_unit", "(?P<unit>YEARNOUN) HYPHEN? (?P<edge>END)", _edge),
    Rule(
        "the_day",
        "(?<=IN|OVER|END|OTHERWORD) THE (?P<unit>UNIT) (?=STOP|BREAK|COMMA|PREPOSITION|AT|HYPHEN|OTHERWORD)",
        _the_day,
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
    Rule("counted_span", "THE (?P<step>ORDINAL|EARLY|FINAL) (?P<unit>UNITS)", _last_units),
)
