"""What a page states of its article, the best statement of each field first, each with its place in the source."""

from __future__ import annotations

import json
from datetime import date
from functools import partial
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.pages.metadata import stated
from pipeline.pages.records import Stated
from pipeline.pages.tags import folded
from tests.cases_of import cases_of
from tests.growth import is_linear

FIELDS = ("title", "published", "outlet", "byline", "url")


def first(found: tuple[Stated, ...]) -> dict[str, Stated]:
    return {
        field: next(s for s in found if s.field == field) for field in FIELDS if any(s.field == field for s in found)
    }


@pytest.mark.parametrize("case", cases_of("metadata", "pages"))
def test_the_page_states_this_and_nothing_else(case: dict[str, Any]) -> None:
    source = "<!doctype html><html>" + case["page"].replace("{filler}", "<p>comment</p>" * 40)
    found = first(stated(source))
    assert {f: [s.value, s.how] for f, s in found.items()} == {f: e[:2] for f, e in case["expect"].items()}
    for field, (value, _, raw) in case["expect"].items():
        place = found[field].raw_span
        assert place is not None
        text = source[place.start : place.end]
        if raw is None:
            assert all(part in folded(text) for part in value.split(", "))
        else:
            assert text == raw


def test_all_statements_are_given_each_value_once() -> None:
    source = (
        "<title>Pier closed | Coast News</title><meta property=og:title content='Pier closed'>"
        "<meta name=twitter:title content='Storm shuts pier'><meta property='og:site_name' content='Coast News'>"
    )
    assert [(s.value, s.how) for s in stated(source) if s.field == "title"] == [
        ("Pier closed", "og:title"),
        ("Storm shuts pier", "twitter:title"),
    ]


def test_a_relative_address_is_completed() -> None:
    source = "<link rel=canonical href='/pier?a=1&amp;b=2'>"
    assert [s.value for s in stated(source, "https://example.org/x")] == ["https://example.org/pier?a=1&b=2"]
    assert stated(source) == ()


@pytest.mark.parametrize(
    "unit",
    [
        "<!--", "<script>", "<svg>", "<meta ", "<meta name='author' content='", "<h1>", "<title>", "<time pubdate ",
        "<a rel=author>", "<span itemprop=author", "publish-date", " itemprop='author' ", "<svg><a rel=author>",
        "<script type=application/ld+json>",
        "<script type=application/ld+json>{\"@type\":\"Article\",\"headline\":\"</script>",
    ],
)  # fmt: skip
def test_the_time_is_linear_in_the_source(unit: str) -> None:
    assert is_linear(lambda size: partial(stated, unit * (size // len(unit))), 25_000)


@pytest.mark.parametrize("block", ["authors", "articles"])
def test_the_time_is_linear_in_the_strings_of_json_ld(block: str) -> None:
    def source(count: int) -> str:
        people = [{"@type": "Person", "name": f"Ana Ruiz {n}"} for n in range(count)]
        articles = [
            {"@type": "Article", "headline": f"Pier {n}", "publisher": person} for n, person in enumerate(people)
        ]
        one = {"@type": "Article", "headline": "Pier closed", "author": people}
        return f"<script type=application/ld+json>{json.dumps(one if block == 'authors' else articles)}</script>"

    assert is_linear(lambda count: partial(stated, source(count)), 300)


def test_the_time_is_linear_in_titles_and_outlets() -> None:
    def source(count: int) -> str:
        names = ("og:title", "author", "og:site_name")
        return "".join(f"<meta property='{name}' content='Pier {n} | Coast'>" for n in range(count) for name in names)

    assert is_linear(lambda count: partial(stated, source(count)), 300)


@pytest.mark.parametrize(
    "block", ["[" * 50_000, '{"a":' * 50_000, '{"@type":"Article","headline":' + '["x",' * 5_000, '"\\ud800"']
)
def test_json_that_is_no_good_does_no_harm(block: str) -> None:
    source = f"<script type='application/ld+json'>{block}</script><title>Pier closed</title>"
    assert [s.value for s in stated(source)] == ["Pier closed"]


def test_a_lone_surrogate_in_json_reaches_no_value() -> None:
    block = '{"@type":"Article","headline":"Pier \\ud800 closed"}'
    for one in stated(f"<script type='application/ld+json'>{block}</script>"):
        one.value.encode("utf-8")


TEXT = st.text(st.characters(categories=["L", "N", "P", "S"], exclude_characters='<>"\\&'), min_size=1, max_size=60)


@settings(deadline=None, max_examples=60)
@given(TEXT, TEXT, st.dates(date(1971, 1, 1), date(2100, 12, 31)).map(str))
def test_every_value_stands_where_it_is_said_to(title: str, outlet: str, day: str) -> None:
    article = {"@type": "NewsArticle", "headline": title, "datePublished": day}
    source = (
        f'<meta property="og:title" content="{title}"><meta property="og:site_name" content="{outlet}">'
        f"<script type='application/ld+json'>{json.dumps(article, ensure_ascii=False)}</script><title>{title}</title>"
    )
    for one in stated(source):
        assert one.raw_span is not None
        raw = source[one.raw_span.start : one.raw_span.end]
        assert folded(raw) == one.value or one.value in folded(json.loads(f'"{raw}"', strict=False))
    if "published" in (fields := first(stated(source))):
        assert fields["published"].value == day
