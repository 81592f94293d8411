"""Rules for durations, repeated times, clock times, and words that only say past, present or future."""

from __future__ import annotations

from pipeline.find.dates.rules_relative import count_of
from pipeline.find.dates.scene import Hit, Reading, Rule
from pipeline.find.dates.timex import duration
from pipeline.schema import DateKind

ZONES = {"utc": "Z", "gmt": "Z"}


def _duration(hit: Hit) -> Reading | None:
    scene = hit.scene
    follow = 1 if scene.kind(hit.last) == "HYPHEN" else 0
    if scene.lower(hit.last + follow) == "old" or scene.kind(hit.first - 1) == "CURRENCY":
        return None  # an age, a price
    if hit.has("count") and hit.word("count").kind == "AN" and follow:
        return None  # "a day-long siege", "a year-end bonus"
    if not hit.has("count") or hit.word("count").kind == "AN":
        if scene.kind(hit.first - 1) in ("PERCENT", "DAYNUM", "NUM", "SCALE", "TIMES", "ONCE", "TWICE"):
            return Reading(DateKind.SET, duration(1, hit.value("unit")))
        if scene.lower(hit.first - 1) in (
            "percent",
            "million",
            "billion",
            "trillion",
            "dollars",
            "people",
            "jobs",
            "share",
        ):
            return Reading(DateKind.SET, duration(1, hit.value("unit")))
    return Reading(DateKind.DURATION, duration(count_of(hit), hit.value("unit")))


def _count_range(hit: Hit) -> Reading | None:
    """ "60 to 90 days": a duration of at least the first number; "between 60 and 90 days" names two."""
    if hit.scene.kind(hit.first - 1) in ("CURRENCY", "ANYMONTH", "MONTH", "NAMEMONTH", "ABBRMONTH"):
        return None
    if hit.has("until") and hit.number("count") >= hit.word("until").number:
        return None
    return Reading(DateKind.DURATION, duration(count_of(hit), hit.value("unit")))


def _long(hit: Hit) -> Reading | None:
    if hit.lower("long") != "long":
        return None
    return Reading(DateKind.DURATION, duration(1, hit.value("unit")))


def _vague_duration(hit: Hit) -> Reading | None:
    return Reading(DateKind.DURATION, duration(None, hit.value("unit")))


def _year_ended(hit: Hit) -> Reading | None:
    """ "The year ended March 31": twelve months that begin on any day."""
    if hit.scene.lower(hit.last) not in ("ended", "ending", "ends", "through"):
        return None
    return Reading(DateKind.DURATION, duration(1, hit.value("unit")))


def _set_word(hit: Hit) -> Reading | None:
    word = hit.word("set")
    scene, at = hit.scene, hit.groups["set"][0]
    capital = word.text[0].isupper()
    if word.value == "P3M" and scene.kind(at + 1) in ("OTHERWORD", "HYPHEN"):
        return None  # "quarterly results" are those of one quarter
    neighbours = [scene.words[i].text for i in (at - 1, at + 1) if 0 <= i < len(scene.words)]
    if capital and any(text[:1].isupper() for text in neighbours):
        return None  # part of a name: Daily Herald
    return Reading(DateKind.SET, word.value)


def _every(hit: Hit) -> Reading | None:
    """ "Every Tuesday", "each July", "every other week", "every two years"."""
    other = 2 if hit.has("other") else 1
    if hit.has("nth"):
        return Reading(DateKind.SET, duration(hit.number("nth"), hit.value("unit")))
    if hit.has("unit"):
        return Reading(DateKind.SET, duration(other * (count_of(hit) or 1), hit.value("unit")))
    if hit.has("weekend"):
        return Reading(DateKind.SET, "P2W" if other == 2 else "XXXX-WXX-WE")
    if hit.has("day"):
        part = hit.value("part") if hit.has("part") else ""
        return Reading(DateKind.SET, "P2W" if other == 2 else f"XXXX-WXX-{hit.value('day')}{part}")
    if hit.has("month"):
        return Reading(DateKind.SET, f"XXXX-{hit.number('month'):02}")
    if hit.has("season"):
        return Reading(DateKind.SET, f"XXXX-{hit.value('season')}")
    return Reading(DateKind.SET, f"XXXX-XX-XX{hit.value('part')}")


def _per(hit: Hit) -> Reading | None:
    return Reading(DateKind.SET, duration(1, hit.value("unit")))


def _clock(hit: Hit) -> Reading | None:
    """A time of day by the clock, as a part that waits for its day."""
    meridiem = hit.lower("meridiem")[:1]
    hour, _, rest = (hit.word("clock").text.replace(".", ":") if hit.has("clock") else hit.value("hour")).partition(":")
    number = int(hour)
    if ":" in rest and not meridiem and not hit.has("zone"):
        return None  # 1:37:22 is how long something took
    if number > 24 or (meridiem and not 1 <= number <= 12):
        return None
    led = hit.scene.kind(hit.first - 1) in (
        "AT",
        "BY",
        "FROM",
        "TO",
        "BETWEEN",
        "BEFORE",
        "AFTER",
        "MODAPPROX",
        "COMMA",
    )
    if not meridiem and not hit.has("zone") and not hit.has("oclock") and not led:
        return None
    if meridiem:
        number = number % 12 + (12 if meridiem == "p" else 0)
    zone = ZONES.get(hit.lower("zone"), "")
    return Reading(DateKind.TIME, f"T{number:02}:{rest or '00'}{zone}", is_part=True)


def _military(hit: Hit) -> Reading | None:
    text = hit.word("military").text
    if len(text) != 4 or not text.isdecimal() or int(text[:2]) > 24 or int(text[2:]) > 59:
        return None
    return Reading(DateKind.TIME, f"T{text[:2]}:{text[2:]}{ZONES.get(hit.lower('zone'), '')}", is_part=True)


def _day_part(hit: Hit) -> Reading | None:
    word = hit.word("part")
    if word.text.istitle() and hit.scene.words.surface(hit.last)[:1].isupper():
        return None  # Monday Night Football
    return Reading(DateKind.TIME, word.value, is_part=True)


RULES = (
    Rule("duration", "(?P<count>COUNT|AN) HYPHEN? OF? MORE? HYPHEN? (?P<unit>ANYUNIT)", _duration),
    Rule("duration", "AN (?P<count>VAGUE|SCALE) HYPHEN? OF? MORE? HYPHEN? (?P<unit>ANYUNIT)", _duration),
    Rule("duration", "(?P<count>COUNT) MORE (?P<unit>QUARTERS) | (?P<count2>VAGUE) (?P<unit2>QUARTERS)", _duration),
    Rule(
        "count_range",
        "(?P<count>DAYNUM|NUM|CARDINAL) (?=AND (?:DAYNUM|NUM|CARDINAL) (?P<unit>UNITS))",
        _count_range,
    ),
    Rule(
        "count_range",
        "(?P<count>DAYNUM|NUM|CARDINAL) (?:TO|OR|ANYDASH) (?P<until>DAYNUM|NUM|CARDINAL) (?P<unit>UNITS)",
        _count_range,
    ),
    Rule("long", "(?P<unit>UNITONE) HYPHEN (?P<long>OLD)", _long),
    Rule("vague_duration", "(?<= OVER|IN ) THE (?P<unit>UNITS)", _vague_duration),
    Rule("vague_duration", "(?<= OVER|IN|OF ) (?P<unit>UNITS)", _vague_duration),
    Rule("vague_duration", "(?P<unit>UNITS) (?=OF)", _vague_duration),
    Rule("year_ended", "THE FISCAL? (?P<unit>YEARNOUN) (?=OTHERWORD)", _year_ended),
    Rule("set_word", "(?P<set>SET)", _set_word),
    Rule("every", "EACH (?P<other>OTHER)? (?P<count>COUNT)? (?P<unit>ANYUNIT|QUARTER)", _every),
    Rule("every", "EACH (?P<nth>ORDINAL|SECOND|DAYORD) (?P<unit>UNITONE)", _every),
    Rule("every", "EACH (?P<other>OTHER)? (?P<day>WEEKDAY) (?P<part>DAYPART)?", _every),
    Rule("every", "EACH (?P<month>ANYMONTH)", _every),
    Rule("every", "EACH (?P<season>SEASON)", _every),
    Rule("every", "EACH (?P<part>DAYPART)", _every),
    Rule("weekdays", "(?P<day>WEEKDAYS)", _every),
    Rule("weekdays", "EACH (?P<other>OTHER)? (?P<weekend>WEEKEND) | (?P<weekend2>WEEKENDS)", _every),
    Rule("weekdays", "(?P<day>WEEKDAY) (?P<part>DAYPARTS)", _every),
    Rule("frequency", "(?:ONCE|TWICE|(?:DAYNUM|CARDINAL) TIMES) AN (?P<unit>UNITONE)", _per),
    Rule("frequency", "PER (?P<unit>UNITONE)", _per),
    Rule("clock", "(?P<clock>CLOCK) (?P<meridiem>AMPM)? (?P<zone>TZ)?", _clock),
    Rule("clock", "(?P<hour>DAYNUM) (?P<meridiem>AMPM) (?P<zone>TZ)?", _clock),
    Rule("clock", "(?P<military>NUM|YEAR) (?P<zone>TZ)", _military),
    Rule("clock", "(?P<hour>DAYNUM|CARDINAL) (?P<oclock>OCLOCK)", _clock),
    Rule("part_of_day", "(?P<part>DAYPART)", _day_part),
)
