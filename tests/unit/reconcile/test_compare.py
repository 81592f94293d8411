"""Pairs of names: one line a case in tests/cases/reconcile."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pipeline.config import ReconcileConfig
from pipeline.reconcile.compare import VETOES, compare_names
from pipeline.reconcile.signals import SIGNALS, weights
from pipeline.schema import Decision, Label
from tests.unit.reconcile.marked import read_cases

CONFIG = ReconcileConfig()


def decide(case: dict[str, Any]) -> Decision:
    return compare_names(
        case["name_a"], case["name_b"], Label(case["label"]), case["role_a"], case["role_b"], CONFIG
    ).decision


@pytest.mark.parametrize("case", read_cases("pairs_same"), ids=lambda c: f"{c['name_a']}={c['name_b']}")
def test_forms_of_one_name_are_the_same(case: dict[str, Any]) -> None:
    assert decide(case) == Decision.SAME


@pytest.mark.parametrize("case", read_cases("pairs_not_same"), ids=lambda c: f"{c['name_a']}/{c['name_b']}")
def test_names_of_two_bearers_are_never_the_same(case: dict[str, Any]) -> None:
    assert decide(case) != Decision.SAME


@pytest.mark.xfail(strict=True, reason="known failure")
@pytest.mark.parametrize("case", read_cases("known-failures"), ids=lambda c: f"{c['name_a']}={c['name_b']}")
def test_known_failures(case: dict[str, Any]) -> None:
    assert decide(case) == case["expected"]


@pytest.mark.parametrize("case", read_cases("pairs_same") + read_cases("pairs_not_same"))
def test_the_order_of_the_two_names_does_not_matter(case: dict[str, Any]) -> None:
    turned = case | {
        "name_a": case["name_b"],
        "name_b": case["name_a"],
        "role_a": case["role_b"],
        "role_b": case["role_a"],
    }
    assert decide(case) == decide(turned)


def test_a_verdict_says_why() -> None:
    verdict = compare_names("Ned Amsel", "Ned Amsel", Label.PERSON, "Ohio congressman", "Michigan congressman", CONFIG)
    assert "the same office in different places" in verdict.reason


def test_thresholds_come_from_the_configuration() -> None:
    names = ("Hannah Ostrander", "Hannah Ostrandar", Label.PERSON, "", "")
    strict = replace(CONFIG, same_score=0.99, unsure_score=0.1)
    assert [compare_names(*names, config).decision for config in (CONFIG, strict)] == [Decision.SAME, Decision.UNSURE]


def test_no_finding_is_both_weighed_and_a_veto() -> None:
    assert not VETOES & weights().keys()
    assert SIGNALS
