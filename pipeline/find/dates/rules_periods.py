"""Rules for named stretches of the calendar: quarters, seasons, fiscal years, decades, centuries, holidays."""

from __future__ import annotations

from datetime import date

from pipeline import lexicon
from pipeline.find.dates.choose import holiday_of_year, quarter_of_year, season_of_year
from pipeline.find.dates.holidays import holiday
from pipeline.find.dates.readings import IN_YEAR, STEPS, century_of, dated, relative, unanchored, year_of
from pipeline.find.dates.scene import Hit, Reading, Rule
from pipeline.find.dates.timex import SEASON_MONTHS
from pipeline.schema import Anchor


def _decade(hit: Hit) -> Reading | None:
    word = hit.word("decade")
    digits = "".join(c for c in word.text if c.isdecimal()) if word.kind == "DECADE" else f"{int(word.number)}"
    if len(digits) == 4:
        return dated(digits[:3])
    marked = word.text[0] in "'’"
    if not marked and hit.scene.kind(hit.groups["decade"][0] - 1) not in ("THE", "EARLY", "LATE", "MID", "HYPHEN"):
        return None
    return dated(f"{century_of(hit, int(digits)) // 10:03}")


def _century(hit: Hit) -> Reading | None:
    number = hit.number("ordinal")
    return dated(f"{number - 1:02}") if hit.value("unit") == "CE" and 1 < number < 30 else None


def _quarter(hit: Hit) -> Reading | None:
    if hit.has("token"):
        quarter = int(hit.word("token").text[1])
    elif hit.word("ordinal").kind == "FINAL":
        quarter = 4
    else:
        quarter = hit.number("ordinal")
    if not 1 <= quarter <= 4 or hit.lower("noun") == "period":
        return None
    fiscal = "FY" if hit.has("fiscal") else ""
    if hit.has("year") or hit.has("step"):
        year = year_of(hit)
        anchor = Anchor.NONE if hit.has("year") else Anchor.PUBLISHED
        return unanchored() if year is None else dated(f"{fiscal}{year:04}-Q{quarter}", anchor)
    if fiscal:
        return None
    return relative(hit, lambda day: f"{quarter_of_year(quarter, day, hit.outlook):04}-Q{quarter}")


def _half(hit: Hit) -> Reading | None:
    half = 2 if hit.word("ordinal").kind in ("SECOND", "LAST", "FINAL") else hit.number("ordinal")
    year = year_of(hit)
    if half not in (1, 2):
        return None
    if year is None:
        return unanchored()
    return dated(f"{year:04}-H{half}", Anchor.NONE if hit.has("year") else Anchor.PUBLISHED)


def _fiscal_year(hit: Hit) -> Reading | None:
    if hit.has("token"):
        digits = "".join(c for c in hit.word("token").text if c.isdecimal())
        return dated(f"FY{digits if len(digits) == 4 else century_of(hit, int(digits))}")
    if hit.has("year"):
        return dated(f"FY{hit.number('year'):04}")
    return None


def _season(hit: Hit) -> Reading | None:
    season = hit.value("season")
    if hit.has("year"):
        return dated(f"{hit.number('year'):04}-{season}")
    led = hit.scene.kind(hit.first - 1) in ("IN", "OVER", "BY", "FROM", "TO", "EARLY", "LATE", "MID")
    if not (hit.has("step") or led) or (hit.lower("season") == "fall" and not (hit.has("step") or hit.has("the"))):
        return None

    def value(published: date) -> str | None:
        year = season_of_year(season, published, hit.outlook)
        step = STEPS.get(hit.lower("step"), 0)
        if year is None:
            return None
        if hit.lower("step") == "this":
            year = published.year - (season == "WI" and published.month < 3)
        return f"{_stepped(season, published, step) if step else year:04}-{season}"

    return relative(hit, value)


def _stepped(season: str, published: date, step: int) -> int:
    """The year of the last (step -1) or next (step 1) such season that lies wholly outside the day of publication."""
    month = SEASON_MONTHS[season]
    if step < 0:
        return published.year if published.month >= month + 3 else published.year - 1
    return published.year if published.month < month else published.year + 1


def _holiday(hit: Hit) -> Reading | None:
    name = hit.word("holiday").text
    if hit.scene.lower(hit.last) in lexicon.words("date_holiday_things"):
        return None  # Easter Island, Christmas trees
    if hit.has("year") or hit.lower("step") in ("last", "next"):
        year = hit.number("year") if hit.has("year") else None
        if year is not None:
            day = holiday(name, year)
            return None if day is None else dated(day.isoformat())
    if hit.scene.published is None:
        return unanchored()
    step = STEPS.get(hit.lower("step"))
    published = hit.scene.published
    if step:
        days = [d for y in range(published.year - 4, published.year + 5) if (d := holiday(name, y)) is not None]
        past, ahead = [d for d in days if d < published], [d for d in days if d > published]
        day = past[-1] if step < 0 else ahead[0]
        return dated(day.isoformat(), Anchor.PUBLISHED)
    day = holiday_of_year(name, published, hit.outlook)
    return None if day is None else dated(day.isoformat(), Anchor.PUBLISHED)


RULES = (
    Rule("decade", "THE? (?P<decade>ANYDECADE)", _decade),
    Rule("century", "THE? (?P<ordinal>DAYORD|ORDINAL) HYPHEN? (?P<unit>UNIT)", _century),
    Rule(
        "quarter",
        f"THE? (?P<ordinal>DAYORD|ORDINAL|SECOND|FINAL) HYPHEN? (?P<noun>QUARTER) "
        f"(?: {IN_YEAR} | OF (?P<fiscal>FISCAL) YEARNOUN? (?P<year3>YEAR) )?",
        _quarter,
    ),
    Rule("quarter", "(?P<token>QTOKEN) (?: OF? (?P<year>YEAR))?", _quarter),
    Rule(
        "quarter",
        "(?P<step>LAST|NEXT|THIS) YEARNOUN POSS (?P<ordinal>DAYORD|ORDINAL|SECOND|FINAL) HYPHEN? (?P<noun>QUARTER)",
        _quarter,
    ),
    Rule(
        "quarter",
        "THE? (?P<year>YEAR) POSS? (?P<ordinal>DAYORD|ORDINAL|SECOND|FINAL) HYPHEN? (?P<noun>QUARTER)",
        _quarter,
    ),
    Rule("half", f"THE? (?P<ordinal>ORDINAL|SECOND|LAST|FINAL) HYPHEN? HALF {IN_YEAR}", _half),
    Rule("fiscal_year", "FISCAL HYPHEN? YEARNOUN? (?P<year>YEAR) | FY (?P<year2>YEAR)", _fiscal_year),
    Rule("fiscal_year", "(?P<token>FYTOKEN)", _fiscal_year),
    Rule("fiscal_year", "THE? (?P<year>YEAR) FISCAL HYPHEN? YEARNOUN", _fiscal_year),
    Rule(
        "season",
        "(?P<the>THE)? (?P<step>LAST|NEXT|THIS)? (?P<season>SEASON) (?:OF? (?P<year>YEAR) (?:ANYDASH DAYNUM)?)?",
        _season,
    ),
    Rule("holiday", "(?P<step>LAST|NEXT|THIS)? (?P<holiday>HOLIDAY) (?:COMMA? (?P<year>YEAR))?", _holiday),
)
