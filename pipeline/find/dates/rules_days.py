"""Rules for weekdays, today and its neighbours, and parts of such days."""

from __future__ import annotations

from datetime import date, timedelta

from pipeline.find.dates.choose import weekday_near
from pipeline.find.dates.cues import near_words
from pipeline.find.dates.readings import STEPS, TEXT_STEPS, dated, relative, unanchored
from pipeline.find.dates.scene import Hit, Reading, Rule
from pipeline.schema import Anchor, DateKind

# "A brighter tomorrow" is no day.
BETTER = frozenset({"better", "brighter", "new", "safer"})


def _is_title(hit: Hit, at: int) -> bool:
    """Whether "Today" ends a name: Russia Today, USA TODAY."""
    word, surface = hit.word("day").text, hit.scene.words.surface
    if not word[0].isupper() or at == 0 or hit.scene.kind(at - 1) != "OTHERWORD" or not surface(at - 1)[0].isupper():
        return False
    in_capitals = word.isupper() and at > 1 and surface(at - 2).isupper()  # a headline in capitals
    return not in_capitals


def _deictic(hit: Hit) -> Reading | None:
    at = hit.groups["day"][0]
    if _is_title(hit, at) or hit.scene.lower(at - 1) in BETTER:
        return None
    offset = 2 if hit.has("after") else -2 if hit.has("before") else int(hit.value("day"))
    return relative(hit, lambda day: (day + timedelta(offset)).isoformat())


def _day_part(hit: Hit) -> Reading | None:
    """ "This morning", "last night", "tonight": a part of the day of publication or of its neighbour."""
    if hit.scene.published is None:
        return unanchored(DateKind.TIME)
    part = "TNI" if hit.has("tonight") else hit.value("part")
    if part.startswith("T") and part[1].isdecimal():
        return None
    day = hit.scene.published + timedelta({"last": -1}.get(hit.lower("step"), 0))
    return Reading(DateKind.TIME, f"{day.isoformat()}{part}", Anchor.PUBLISHED)


def _that_day_part(hit: Hit) -> Reading | None:
    """ "That night", "the next morning", "the previous evening": a part of a day that hangs on the day named before."""
    named, part = hit.scene.reference("D"), hit.value("part")
    if named is None or part[1].isdecimal():
        return None
    day = named + timedelta(STEPS.get(hit.lower("step"), 0))
    return Reading(DateKind.TIME, f"{day.isoformat()}{part}", Anchor.TEXT)


def _weekday(hit: Hit) -> Reading | None:
    published = hit.scene.published
    if published is None:
        return unanchored()
    if hit.scene.in_name(hit.groups["day"][0]):
        return None
    if hit.word("day").kind == "ABBRDAY" and hit.word("day").end - hit.word("day").start < 4:
        return None
    weekday, word = hit.number("day"), hit.lower("step")
    if word == "following" and hit.scene.kind(hit.last) == "POSS":
        return None  # "following Monday's debate" says after it
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
        day = weekday_near(weekday, published, hit.day_outlook)
        named = hit.scene.reference("D")
        is_last = named is not None and _ends_range(hit) and day < named <= day + timedelta(7)
        return day + timedelta(7) if is_last else day
    if step == 0:
        return published + timedelta(weekday - published.isoweekday())
    if step < 0:
        return published - timedelta((published.isoweekday() - weekday - 1) % 7 + 1)
    return published + timedelta((weekday - published.isoweekday() - 1) % 7 + 1)


def _ends_range(hit: Hit) -> bool:
    """Whether a weekday ends what another one begins: "Monday through Thursday", "begins Monday and ends Thursday"."""
    scene = hit.scene
    for at in near_words(scene.words, range(hit.first - 1, max(-1, hit.first - 8), -1)):
        if scene.kind(at) in ("WEEKDAY", "ABBRDAY"):
            return any(scene.kind(i) in ("TO", "HYPHEN", "DASH", "AND") for i in range(at + 1, hit.first))
    return False


RULES = (
    Rule("deictic_day", "(?:EARLY|EARLIER|LATE|LATER)? (?P<day>DEICTIC)", _deictic),
    Rule("deictic_day", "THE? UNIT (?:(?P<before>BEFORE)|(?P<after>AFTER)) (?P<day>DEICTIC)", _deictic),
    Rule("day_part", "(?:EARLY|EARLIER|LATE|LATER)? (?P<step>THIS|LAST) (?P<part>DAYPART)", _day_part),
    Rule("day_part", "(?:EARLY|EARLIER|LATE|LATER)? (?P<tonight>TONIGHT)", _day_part),
    Rule("that_day_part", "(?:THAT SAME?|THE SAME|THE (?P<step>LAST|NEXT)) (?P<part>DAYPART)", _that_day_part),
    Rule("weekday_of_week", "(?P<day>ANYDAY) OF (?P<step>LAST|NEXT|THIS) (?P<unit>UNIT)", _weekday_of_week),
    Rule("weekday", "(?:EARLY|EARLIER|LATE|LATER)? THE? (?P<step>LAST|NEXT|THIS)? (?P<day>ANYDAY)", _weekday),
    Rule("weekday", "(?P<day>ANYDAY) (?=POSS)", _weekday),
)
