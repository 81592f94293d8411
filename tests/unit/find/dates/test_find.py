"""One-line cases as data, and what the records of ``find_dates`` carry beyond them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
import spacy

from pipeline.config import DatesConfig
from pipeline.find.dates import find_dates
from pipeline.parse import Parsed
from pipeline.schema import Anchor, DateKind, DateMention, DateModifier, Found, Issue
from pipeline.spans import Span
from tests.builders import PUBLISHED, make_article, make_parsed

CASES = Path(__file__).parents[3] / "cases" / "dates"
BLANK = spacy.blank("en")


def found(text: str, published: date | None = PUBLISHED, config: DatesConfig | None = None) -> Found[DateMention]:
    """The dates of a text whose parse has no tags."""
    parsed = Parsed(make_article(text, published=published), BLANK(text))
    return find_dates(parsed, config or DatesConfig())


def cases(name: str) -> list[pytest.param]:
    """The cases of a file, each under its label."""
    rows = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    return [pytest.param(row, id=row["label"]) for row in rows]


def in_short(records: tuple[DateMention, ...]) -> list[dict[str, str]]:
    """The records in the form of a case."""
    rows = []
    for record in records:
        row = {"text": record.text, "timex": record.timex, "kind": str(record.kind)}
        rows.append(row | ({"modifier": str(record.modifier)} if record.modifier else {}))
    return rows


@pytest.mark.parametrize("case", cases("found") + cases("negative"))
def test_expressions_and_values_without_tags(case: dict) -> None:
    published = date.fromisoformat(case.get("published", PUBLISHED.isoformat()))
    assert in_short(found(case["input"], published).records) == case["expected"]


@pytest.mark.parametrize("case", cases("known-failures"))
@pytest.mark.xfail(strict=True, reason="known failure")
def test_known_failures(case: dict) -> None:
    assert in_short(found(case["input"]).records) == case["expected"]


@pytest.mark.model
@pytest.mark.parametrize("case", cases("parsed"))
def test_the_present_tense_and_names_need_the_model(case: dict) -> None:
    assert in_short(find_dates(make_parsed(case["input"]), DatesConfig()).records) == case["expected"]


@pytest.mark.model
def test_the_model_reads_the_cases_as_words_alone_do() -> None:
    rows = [param.values[0] for param in cases("found") + cases("negative")]
    wrong = []
    for row in rows:
        published = date.fromisoformat(row.get("published", PUBLISHED.isoformat()))
        parsed = make_parsed(row["input"], published=published)
        if in_short(find_dates(parsed, DatesConfig()).records) != row["expected"]:
            wrong.append(row["label"])
    assert wrong == []


def test_a_record_carries_days_anchor_and_rule() -> None:
    assert found("Thieves struck last week.").records == (
        DateMention(
            "a1",
            Span(15, 24),
            "last week",
            DateKind.DATE,
            "2018-W03",
            date(2018, 1, 15),
            date(2018, 1, 21),
            Anchor.PUBLISHED,
            None,
            "relative_unit",
        ),
    )


def test_a_deadline_keeps_the_day_itself() -> None:
    (record,) = found("Firms must answer by Feb. 23 in writing.").records
    assert (record.text, record.modifier) == ("Feb. 23", DateModifier.BEFORE)
    assert (record.first_day, record.last_day) == (date(2018, 2, 23), date(2018, 2, 23))


def test_a_full_date_hangs_on_nothing() -> None:
    (record,) = found("The bank fell on March 3, 2009.", published=None).records
    assert (record.anchor, record.first_day) == (Anchor.NONE, date(2009, 3, 3))


def test_an_expression_of_the_text_hangs_on_the_text() -> None:
    _, record = found("The ship left May 3, 2016, and sank two days later.", published=None).records
    assert (record.timex, record.anchor) == ("2016-05-05", Anchor.TEXT)


@pytest.mark.parametrize(
    "expression",
    ["yesterday", "last week", "Tuesday", "on May 3", "in October", "two months ago", "this morning", "at 9:30 a.m."],
)
def test_without_a_publication_date_a_relative_expression_has_no_value(expression: str) -> None:
    result = found(f"Two men were held {expression} in Reno.", published=None)
    (record,) = result.records
    assert (record.timex, record.first_day, record.last_day, record.anchor) == (None, None, None, Anchor.NONE)
    message = f"{record.text!r} needs a publication date, and the article has none"
    assert result.issues == (Issue("a1", "dates", "no_anchor", message, record.span),)


@pytest.mark.parametrize("year", [1, 9999])
def test_an_impossible_publication_year_counts_as_none(year: int) -> None:
    (record,) = found("It sank yesterday.", published=date(year, 1, 1)).records
    assert (record.text, record.timex) == ("yesterday", None)


def test_an_expression_that_counts_from_the_text_has_no_value_where_the_text_names_no_date() -> None:
    result = found("Two days later the lights came back.")
    (record,) = result.records
    assert (record.timex, record.first_day, record.anchor) == (None, None, Anchor.NONE)
    message = "'Two days later' needs a date before it in the text, and the article has none"
    assert result.issues == (Issue("a1", "dates", "no_anchor", message, record.span),)


def test_sentences_without_a_word_of_time_do_not_change_what_the_others_say() -> None:
    plain = "Nobody came to the old brick house.\u0020"
    (record,) = found(f"{plain * 3}Thieves struck last week. {plain * 3}").records
    assert (record.text, record.timex) == ("last week", "2018-W03")


def test_an_hour_alone_hangs_on_the_day_named_before_in_the_paragraph_only() -> None:
    same = found("The vote was on Jan. 9, 2018. Polls closed at 8 p.m.").records
    other = found("The vote was on Jan. 9, 2018.\nPolls closed at 8 p.m.").records
    assert [(r.timex, r.anchor) for r in same][1] == ("2018-01-09T20:00", Anchor.TEXT)
    assert [(r.timex, r.anchor) for r in other][1] == ("2018-01-24T20:00", Anchor.PUBLISHED)


def test_the_past_two_years_end_on_the_day_of_publication() -> None:
    (record,) = found("Rents doubled over the past two years.").records
    assert (record.first_day, record.last_day) == (date(2016, 1, 24), date(2018, 1, 24))


def test_an_unanchored_duration_has_no_days() -> None:
    (record,) = found("The siege lasted 48 hours.").records
    assert (record.first_day, record.last_day, record.anchor) == (None, None, Anchor.NONE)


def test_a_range_of_days_has_the_days_of_both_ends() -> None:
    (record,) = found("The fair runs March 27-28 in Tampa.").records
    assert (record.first_day, record.last_day) == (date(2018, 3, 27), date(2018, 3, 28))


@pytest.mark.parametrize(
    ("starts", "first", "last"),
    [
        (10, date(2015, 10, 1), date(2016, 9, 30)),
        (7, date(2015, 7, 1), date(2016, 6, 30)),
        (1, date(2016, 1, 1), date(2016, 12, 31)),
    ],
)
def test_the_fiscal_year_follows_the_configuration(starts: int, first: date, last: date) -> None:
    (record,) = found("The grant was cut in fiscal year 2016.", config=DatesConfig(fiscal_year_starts=starts)).records
    assert (record.timex, record.first_day, record.last_day) == ("FY2016", first, last)


def test_no_expression_runs_over_the_edge_of_a_segment() -> None:
    records = found("Held over from May\n5 people died").records
    assert [record.text for record in records] == ["May"]


def test_both_apostrophes_are_read() -> None:
    assert [r.timex for r in found("Since ’82 and before New Year’s Eve 2016.").records] == ["1982", "2016-12-31"]
