"""Pairs of people of many countries: how many of each kind are told right (tests/cases/reconcile/people_pairs.csv).

Some stay open for good, such as a by-name that nothing derives; so each kind has a floor, and wrong joins a ceiling.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from functools import lru_cache

import pytest

from pipeline.config import ReconcileConfig
from pipeline.reconcile.compare import compare_names
from pipeline.schema import Decision, Label
from tests.unit.reconcile.marked import CASES

MOST_JOINED = 0.02  # of the pairs of two people
FLOORS = {
    "diacritics": 1.0, "format": 0.85, "initials": 0.8, "maiden_hyphen": 0.95, "nickname": 0.8, "phonetic": 0.95,
    "same_name": 0.75, "suffix_same": 0.85, "surname_only": 0.5, "title": 0.9, "transliteration": 0.95,
    "typo_transposition": 0.85,
}  # fmt: skip
Row = dict[str, str]


@lru_cache(maxsize=1)
def rows() -> list[Row]:
    with (CASES / "people_pairs.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def is_joined(row: Row) -> bool:
    names = row["name_a"], row["name_b"]
    verdict = compare_names(*names, Label(row["type"]), row["role_a"], row["role_b"], ReconcileConfig())
    return verdict.decision == Decision.SAME


def test_hardly_any_two_people_are_joined() -> None:
    different = [row for row in rows() if row["label"] == "different"]
    joined = [(row["name_a"], row["role_a"], row["role_b"]) for row in different if is_joined(row)]
    assert len(joined) <= MOST_JOINED * len(different), joined


@pytest.mark.parametrize("kind", FLOORS)
def test_most_names_of_one_person_are_joined(kind: str) -> None:
    same = [row for row in rows() if row["label"] == "same" and row["why"] == kind]
    missed = [(row["name_a"], row["name_b"]) for row in same if not is_joined(row)]
    assert len(missed) <= (1 - FLOORS[kind]) * len(same), missed


def test_every_kind_has_a_floor() -> None:
    found: dict[str, int] = defaultdict(int)
    for row in rows():
        found[row["why"]] += row["label"] == "same"
    assert {kind for kind, n in found.items() if n > 1} == FLOORS.keys()


def test_the_order_of_the_two_names_does_not_matter() -> None:
    turned = {"name_a": "name_b", "name_b": "name_a", "role_a": "role_b", "role_b": "role_a"}
    rows_turned = [row | {key: row[other] for key, other in turned.items()} for row in rows()]
    assert list(map(is_joined, rows())) == list(map(is_joined, rows_turned))
