"""Pairs of names of organisations, places and laws: one line a case in tests/cases/reconcile/things*.json."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.config import ReconcileConfig
from pipeline.reconcile.across import resolve
from pipeline.reconcile.block import keys_of, meet, short_keys
from pipeline.reconcile.chains import family_of
from pipeline.reconcile.compare import compare_names
from pipeline.reconcile.judgements import Judgements
from pipeline.reconcile.nodes import identity
from pipeline.reconcile.within import chain_article
from pipeline.schema import Decision, Label
from tests.unit.reconcile.marked import mark, read_cases, sorted_groups

CONFIG = ReconcileConfig()
# Second names that a corpus does not bring together with the first: abbreviations with two letters of a word, slips in
# words of four letters or in first letters, an abbreviation behind what it is.
UNMET = frozenset({"United Nations Special Commission", "Southeastern Pennsylvania Transportation Authority",
                   "Goldman Sacks", "Jalta", "German public broadcaster ARD"})  # fmt: skip


def decide(case: dict[str, Any]) -> Decision:
    label = Label(case["label"])
    return compare_names(case["name_a"], case["name_b"], label, case["role_a"], case["role_b"], CONFIG).decision


def of(case: dict[str, Any]) -> str:
    return f"{case['name_a']} / {case['name_b']}"


@pytest.mark.parametrize("case", read_cases("things_same"), ids=of)
def test_two_names_of_one_thing_are_the_same(case: dict[str, Any]) -> None:
    assert decide(case) == Decision.SAME


@pytest.mark.parametrize("case", read_cases("things_not_same"), ids=of)
def test_names_of_two_things_are_never_the_same(case: dict[str, Any]) -> None:
    assert decide(case) != Decision.SAME


@pytest.mark.xfail(strict=True, reason="known failure")
@pytest.mark.parametrize("case", read_cases("things-known-failures"), ids=of)
def test_known_failures_of_things(case: dict[str, Any]) -> None:
    assert (decide(case) == Decision.SAME) == (case["expected"] == "same")


def test_the_order_of_two_things_does_not_matter() -> None:
    turned = {"name_a": "name_b", "name_b": "name_a", "role_a": "role_b", "role_b": "role_a"}
    for case in read_cases("things_same") + read_cases("things_not_same"):
        assert decide(case) == decide(case | {key: case[other] for key, other in turned.items()}), of(case)


def test_two_names_of_one_thing_meet_in_a_corpus() -> None:
    cases = [case for case in read_cases("things_same") if case["name_b"] not in UNMET]
    assert not [of(case) for case in cases if not do_meet(case)]


def do_meet(case: dict[str, Any]) -> bool:
    names, family = (case["name_a"], case["name_b"]), family_of(Label(case["label"]))
    (key_a, short_a), (key_b, short_b) = (identity(name, family, None, None) for name in names)
    if key_a == key_b:
        return True
    if short_a or short_b:
        return not set(short_keys(names[0], family)).isdisjoint(short_keys(names[1], family))
    return meet(keys_of(names[0], family), keys_of(names[1], family))


@pytest.mark.parametrize("case", read_cases("things_across"), ids=lambda c: c["comment"])
def test_things_are_joined_across_articles(case: dict[str, Any]) -> None:
    articles = [mark(text, f"a{i}") for i, text in enumerate(case["articles"])]
    reconciled = resolve([chain for mentions in articles for chain in chain_article(mentions)], CONFIG, Judgements())
    entity = {link.mention_id: link.entity_id for link in reconciled.links}
    groups: dict[str, list[str]] = {}
    for mention in (mention for mentions in articles for mention in mentions):
        groups.setdefault(entity[mention.mention_id], []).append(mention.text)
    assert sorted_groups(list(groups.values())) == sorted_groups(case["entities"])
