"""Messy plain text, one line a case: how it is laid out, joined, listed and written."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.clean import clean_article
from pipeline.spans import Span
from tests.builders import make_raw
from tests.cases_of import cases_of

CASES = cases_of("clean", "lines", "joins", "lists", "characters")


@pytest.mark.parametrize("case", CASES)
def test_messy_text_comes_out_as_the_case_says(case: dict[str, Any]) -> None:
    article = clean_article(make_raw(case["input"], published=None))
    assert article.text == case["clean"]
    if "kinds" in case:
        assert [segment.kind.value for segment in article.segments] == case["kinds"]


@pytest.mark.parametrize("case", CASES)
def test_each_letter_of_messy_text_leads_back_to_itself_or_to_what_it_was_mended_from(case: dict[str, Any]) -> None:
    article = clean_article(make_raw(case["input"], published=None))
    for i, character in enumerate(article.text):
        evidence = article.raw_span(Span(i, i + 1)).of(case["input"])
        if character.isascii() and character.isalnum():
            assert character in evidence
        assert evidence or character in " \n"


@pytest.mark.parametrize("case", CASES)
def test_clean_text_of_a_case_is_clean(case: dict[str, Any]) -> None:
    if "&" not in case["clean"]:
        assert clean_article(make_raw(case["clean"], published=None)).text == case["clean"]
