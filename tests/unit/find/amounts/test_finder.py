"""Amounts: every case as data, with and without the language model, and what the finder takes from its context."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import spacy

from pipeline import load_tables
from pipeline.config import AmountsConfig
from pipeline.find.amounts import find_amounts
from pipeline.parse import Parsed
from pipeline.run import run_pipeline
from pipeline.schema import (
    AmountKind,
    AmountMention,
    AmountModifier,
    Anchor,
    DateKind,
    DateMention,
    SegmentKind,
)  # fmt: skip
from pipeline.spans import Span
from tests.builders import make_article, make_parsed
from tests.cases_of import cases_of

BLANK = spacy.blank("en")
FILES = ("peers", "forms", "counts", "durations", "found", "negative", "known-failures")
CONFIG = AmountsConfig()


def blank(text: str) -> Parsed:
    return Parsed(make_article(text), BLANK(text))


def dates_of(case: dict[str, Any]) -> list[DateMention]:
    dates = []
    for text, kind, timex in case.get("dates", []):
        at = case["input"].index(text)
        span = Span(at, at + len(text))
        dates.append(DateMention("a1", span, text, DateKind(kind), timex, None, None, Anchor.NONE, None, "case"))
    return dates


def row(mention: AmountMention) -> dict[str, Any]:
    return {
        "text": mention.text, "kind": mention.kind, "value": mention.value, "low": mention.low, "high": mention.high,
        "currency": mention.currency, "unit": mention.unit, "modifier": mention.modifier,
    }  # fmt: skip


def expected_row(given: dict[str, Any]) -> dict[str, Any]:
    """The case's record with the defaults filled in: exact, low and high equal to the value, no unit or currency."""
    value = Decimal(given["value"])
    full = {"low": given["value"], "high": given["value"], "currency": None, "unit": None, "modifier": "exact"} | given
    bounds = {k: None if full[k] is None else Decimal(full[k]) for k in ("low", "high")}
    return full | bounds | {"value": value}


def check(parsed: Parsed, case: dict[str, Any]) -> None:
    found = find_amounts(parsed, dates_of(case), CONFIG)
    assert [row(m) for m in found.records] == [expected_row(e) for e in case["expected"]]


@pytest.mark.parametrize("case", cases_of("amounts", *FILES))
def test_find_amounts_without_tags(case: dict[str, Any]) -> None:
    if case.get("needs") == "model":
        pytest.skip("needs the parse")
    check(blank(case["input"]), case)


@pytest.mark.model
@pytest.mark.parametrize("case", cases_of("amounts", *FILES))
def test_find_amounts_with_the_model(case: dict[str, Any]) -> None:
    check(make_parsed(case["input"]), case)


def test_record_is_complete_and_its_text_is_the_slice() -> None:
    text = "Riverton spent more than $2 million."
    mention = find_amounts(blank(text), (), CONFIG).records[0]
    assert mention == AmountMention(
        "a1", Span(15, 35), "more than $2 million", AmountKind.MONEY, Decimal(2_000_000), Decimal(2_000_000), None,
        "USD", None, AmountModifier.MORE_THAN, None, None, "money_dollar",
    )  # fmt: skip
    assert mention.span.of(text) == mention.text


def test_config_says_what_a_bare_dollar_means() -> None:
    found = find_amounts(blank("It cost $5 and 30 cents."), (), AmountsConfig(dollar="AUD")).records
    assert [(m.text, m.currency) for m in found] == [("$5 and 30 cents", "AUD")]


@pytest.mark.parametrize("kind", [SegmentKind.BOILERPLATE, SegmentKind.LICENCE, SegmentKind.CREDIT])
def test_furniture_of_the_page_holds_no_amounts(kind: SegmentKind) -> None:
    parsed = blank("Subscribe for $5 a month.\nThe levy is $7.")
    first, second = parsed.article.segments
    article = replace(parsed.article, segments=(replace(first, kind=kind, kept=False), second))
    found = find_amounts(replace(parsed, article=article), (), CONFIG).records
    assert [m.text for m in found] == ["$7"]


def test_no_amount_runs_over_a_line_break() -> None:
    found = find_amounts(blank("It cost $5\nmillion people came"), (), CONFIG).records
    assert [(m.text, m.value) for m in found] == [("$5", Decimal(5))]


def test_duration_without_a_single_unit_is_left_out() -> None:
    case = {"input": "They waited for months.", "dates": [["months", "duration", "PXM"]]}
    assert find_amounts(blank(case["input"]), dates_of(case), CONFIG).records == ()


@pytest.mark.model
@pytest.mark.parametrize("case", cases_of("amounts", "things"))
def test_of_and_owner_come_from_the_parse(case: dict[str, Any]) -> None:
    text = case["input"]
    found = find_amounts(make_parsed(text), (), CONFIG).records
    said = [{"text": m.text, "of": m.of, "owner": m.owner and m.owner.of(text)} for m in found]
    assert said == case["expected"]


@pytest.mark.model
def test_sum_in_the_files_is_the_decimal_of_the_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "A third of it went.\n\nIt cost $0.10 and $1234567890.123 million.\n", encoding="utf-8"
    )
    run_pipeline([tmp_path / "a.txt"], tmp_path / "out")
    values = list(load_tables(tmp_path / "out").amounts["value"])
    assert values == [Decimal("0.333333333333"), Decimal("0.10"), Decimal("1234567890123000.0")]
    assert all(isinstance(value, Decimal) for value in values)


@pytest.mark.model
@pytest.mark.parametrize(
    "text", ["The Rolls-Royce Trent 900 engines failed.", "Delivery of the final 717 ended an era."]
)
def test_numbers_that_are_names_by_the_parse_are_no_amounts(text: str) -> None:
    assert find_amounts(make_parsed(text), (), CONFIG).records == ()
