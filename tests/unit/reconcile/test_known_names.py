"""Listed bodies and laws: each name means one of them, and every row is found."""

from __future__ import annotations

from collections import defaultdict

import pytest

from pipeline import lexicon
from pipeline.reconcile.known_names import TABLES, bearers_of, listed
from pipeline.reconcile.organisations import parse_org
from pipeline.reconcile.spelling import fold

ROWS = [row for table in TABLES for row in lexicon.table(table)]


def forms(row: dict[str, str]) -> list[str]:
    return [row["name"], *(form for form in row["also"].split(";") if form)]


def test_no_name_is_listed_for_two_bodies() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for row in ROWS:
        for form in forms(row):
            owners[fold(form)].add(row["name"])
    assert not [name for name, rows in owners.items() if len(rows) > 1]


def test_every_listed_name_is_read_as_its_body() -> None:
    for row in ROWS:
        assert {parse_org(form).known for form in forms(row)} == {parse_org(row["name"]).known} != {None}, row["name"]


def test_every_abbreviation_is_one_of_its_body() -> None:
    for row in ROWS:
        for short in filter(None, row["short"].split(";")):
            assert fold(short).replace(" ", "") in parse_org(row["name"]).initials, (row["name"], short)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Israel's Mossad", True),
        ("the Mossad agency", True),
        ("Syriza party", True),
        ("Wal-Mart Stores Inc.", True),
        ("Germany's Federal Constitutional Court", True),
        ("Turkish Hezbollah", False),
        ("Turkey's Federal Constitutional Court", False),
        ("Supreme Court", False),
    ],
)
def test_a_country_or_kind_beside_a_listed_name_changes_nothing_where_the_name_is_one_by_itself(
    written: str, expected: bool
) -> None:
    assert (parse_org(written).known is not None) == expected


def test_what_is_listed_in_capitals_is_found_in_capitals_only() -> None:
    assert parse_org("ERISA").known is not None
    assert parse_org("Erisa").known is None
    assert listed("erisa", False) is None


def test_an_abbreviation_may_be_that_of_several_bodies() -> None:
    assert len(bearers_of("cbi")) > 1
    assert bearers_of("xqz") == frozenset()
