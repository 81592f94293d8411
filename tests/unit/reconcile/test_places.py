"""Places: regions read behind a name, lists of places, and names that a larger city bears."""

from __future__ import annotations

import pytest

from pipeline.reconcile.drafts import read_mention
from pipeline.reconcile.places import lies_elsewhere, match_places, parse_place
from tests.unit.reconcile.marked import mark


@pytest.mark.parametrize(
    ("text", "wider"),
    [
        ("A town hall in [GPE Berlin], New Hampshire, was full.", "new hampshire"),
        ("In Concord, N.H., [GPE Berlin], N.H., and Manchester it rained.", "new hampshire"),
        ("They met in [GPE Paris], France, and talked.", "france"),
        ("They met in [GPE Paris], France, Germany and Italy.", "france"),
        ("There is turmoil in [GPE Paris], Ukraine, Libya and Syria.", None),
        ("He flew to London, [GPE Paris], Ukraine, and home.", None),
        ("On Monday, [GPE Paris], Texas, voted.", "texas"),
    ],
)
def test_a_region_is_read_behind_a_place_but_not_from_a_list_of_places(text: str, wider: str | None) -> None:
    [mention] = mark(text)
    assert read_mention(mention).wider == wider


@pytest.mark.parametrize(
    ("name", "region", "expected"),
    [
        ("berlin", "new hampshire", True),
        ("berlin", "germany", False),
        ("springfield", "illinois", True),
        ("saint louis", "missouri", False),
        ("cleveland", "united states", False),
        ("birmingham", "england", False),
        ("birmingham", "alabama", True),
        ("tamarack", "minnesota", False),
    ],
)
def test_a_large_city_of_the_name_lies_elsewhere(name: str, region: str, expected: bool) -> None:
    assert lies_elsewhere(name, region) is expected


@pytest.mark.parametrize("tail", ["River", "Airport", "Mountains", "Sea", "Province"])
def test_what_is_named_after_a_known_place_is_not_that_place(tail: str) -> None:
    assert match_places(parse_place(f"Tennessee {tail}"), parse_place("Tennessee")).code == "other_name"
    assert match_places(parse_place(f"Zembla {tail}"), parse_place("Zembla")).code == "place_tail"


def test_the_reason_names_where_the_larger_city_lies() -> None:
    found = match_places(parse_place("Berlin"), parse_place("Berlin, N.H."))
    assert found.code == "other_home"
    assert "Germany" in found.reason
