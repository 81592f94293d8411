from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from pipeline.clean import clean_article
from pipeline.schema import Article, Segment
from pipeline.spans import RawSpan
from tests.builders import make_raw
from tests.cases_of import cases_of

BODY = "The harbour board voted on Monday to close the old pier, and repairs will take about two years."


def cleaned(text: str) -> Article:
    return clean_article(make_raw(text, published=None))


def as_case(article: Article, segment: Segment) -> dict[str, Any]:
    case: dict[str, Any] = {
        "kind": segment.kind.value,
        "kept": segment.kept,
        "reason": segment.reason,
        "text": segment.span.of(article.text),
    }
    return case | ({"copy_of": segment.copy_of.of(article.text)} if segment.copy_of else {})


@pytest.mark.parametrize("case", cases_of("clean", "found", "negative", "known-failures"))
def test_each_paragraph_is_what_the_case_says(case: dict[str, Any]) -> None:
    article = cleaned(case["input"])
    assert [as_case(article, segment) for segment in article.segments] == case["expected"]


def test_an_empty_text_gives_an_article_without_segments() -> None:
    article = cleaned(" \n\t")
    assert (article.text, article.segments) == ("", ())


def test_segments_lead_back_to_the_raw_file() -> None:
    raw = f"\ufeff Old pier to close \r\n\r\n\r\n{BODY}\t (Photo: Ana Ruiz)\n· one\n"
    article = cleaned(raw)
    assert [s.raw_span.of(raw) for s in article.segments] == ["Old pier to close", BODY, "(Photo: Ana Ruiz)", "one"]
    assert article.segments[0].raw_span == RawSpan(2, 19)
    assert article.text == f"Old pier to close\n\n{BODY}\n\n(Photo: Ana Ruiz)\n\none"


def test_metadata_of_the_text_fill_what_the_input_leaves_open() -> None:
    text = f"The Guardian\nOld pier to close\nBy Ana Ruiz and Lin Wei\nPublished: 24 Jan 2018 10.15 GMT\n\n{BODY}"
    article = cleaned(text)
    assert (article.title, article.byline, article.outlet) == (
        "Old pier to close",
        "Ana Ruiz and Lin Wei",
        "The Guardian",
    )
    assert (article.published, article.published_from) == (date(2018, 1, 24), "text")


def test_metadata_of_the_input_win_over_the_text_but_a_file_name_does_not() -> None:
    text = f"Old pier to close\nJanuary 24, 2018\n\n{BODY}"
    given = replace(make_raw(text, published=date(2018, 2, 1)), title="Pier", outlet="Gazette", byline="A. B.")
    article = clean_article(given)
    assert (article.title, article.outlet, article.byline) == ("Pier", "Gazette", "A. B.")
    assert (article.published, article.published_from) == (date(2018, 2, 1), "metadata")
    article = clean_article(replace(given, published_from="filename"))
    assert (article.published, article.published_from) == (date(2018, 1, 24), "text")


def test_nothing_stated_stays_none() -> None:
    article = cleaned(f"{BODY}\n\nThe Guardian asked the board for comment in February, and it did not answer.")
    assert (article.title, article.byline, article.outlet, article.published) == (None, None, None, None)


def test_a_headline_that_ends_in_a_full_stop_is_found_by_the_title_of_the_input() -> None:
    text = f"The harbour board closes its old pier for two years.\n\n{BODY}"
    assert [(s.kind, s.kept) for s in cleaned(text).segments] == [("body", True), ("body", True)]
    article = clean_article(replace(make_raw(text), title="The harbour board closes its old pier for two years"))
    assert [(s.kind, s.kept) for s in article.segments] == [("title", False), ("body", True)]


def test_a_date_of_update_counts_only_without_a_date_of_publication() -> None:
    both = f"Old pier to close\nUpdated: January 26, 2018\nPublished: January 24, 2018\n\n{BODY}"
    assert cleaned(both).published == date(2018, 1, 24)
    only = f"Old pier to close\nUpdated: January 26, 2018\n\n{BODY}"
    assert cleaned(only).published == date(2018, 1, 26)
