"""Rules for quarters that hang on a quarter named before: "the quarter", "the year-ago period"."""

from __future__ import annotations

from datetime import date

from pipeline.find.dates.readings import dated, relative
from pipeline.find.dates.scene import Hit, Reading, Rule
from pipeline.find.dates.timex import shift, value_of
from pipeline.schema import Anchor


def _the_quarter(hit: Hit) -> Reading | None:
    """ "The quarter", "the latest period" after a quarter was named."""
    previous = hit.scene.previous_quarter
    if hit.has("latest") and hit.scene.published is not None:
        return relative(hit, _ended_quarter)
    if previous is None or hit.lower("noun") == "period":
        return None
    return dated(previous, Anchor.TEXT)


def _ended_quarter(published: date) -> str | None:
    day = shift(published, "Q", -1)
    return None if day is None else value_of(day, "Q")


def year_earlier(hit: Hit) -> Reading | None:
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


RULES = (
    Rule("the_quarter", "THE (?P<latest>LATEST)? (?P<noun>QUARTER)", _the_quarter),
    Rule("year_earlier", "THE? YEARNOUN HYPHEN? (?:EARLIER|AGO) (?P<ordinal>ORDINAL)? QUARTER", year_earlier),
    Rule("year_earlier", "THE? YEARNOUN HYPHEN (?:EARLIER|AGO)", year_earlier),
    Rule("year_earlier", "LAST YEARNOUN POSS QUARTER", year_earlier),
    Rule(
        "year_earlier",
        "THE (?:SAME|OTHERWORD) (?P<noun>QUARTER) (?:LAST YEARNOUN|AN YEARNOUN (?:AGO|EARLIER))",
        year_earlier,
    ),
)
