"""Names of people as lists write them, the surname first."""

from __future__ import annotations

import pytest

from pipeline.config import ReconcileConfig
from pipeline.reconcile.compare import compare_names
from pipeline.reconcile.people import parse_person
from pipeline.schema import Decision, Label


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("Tarrant, Bob", "Bob Tarrant"),
        ("TARRANT, Robert J.", "Robert J. TARRANT"),
        ("tarrant, bob", "bob tarrant"),
        ("Tarrant Jr., Bob", "Bob Tarrant Jr."),
        ("Tarrant, Bob, Jr.", "Bob Tarrant Jr."),
        ("de Vries, Jan", "Jan de Vries"),
        ("Lugo Ferrer, Gabriel", "Gabriel Lugo Ferrer"),
        ("King, Alma", "Alma King"),
        ("Xi, Jinping", "Xi Jinping"),
    ],
)
def test_a_surname_before_a_comma_is_a_surname(written: str, spoken: str) -> None:
    turned, plain = parse_person(written), parse_person(spoken)
    assert (turned.core, turned.key, turned.surname) == (spoken, plain.key, plain.surname)


@pytest.mark.parametrize(
    "name",
    ["Bob Tarrant, Jr.", "Bob Tarrant, MD", "Tarrant, mayor", "Mayor, Bob Tarrant", "Bob Tarrant, D-Ohio",
     "his father, Bob Tarrant", "Tarrant, Del.", "Bob Tarrant, 54", "Ann, Ben, Cem Tarrant"],
)  # fmt: skip
def test_other_commas_stay(name: str) -> None:
    assert "," in f"{parse_person(name).title} {parse_person(name).core}"


def test_the_two_orders_are_one_name_and_a_title_may_stand_in_it() -> None:
    for a, b in (("Tarrant, Bob", "Robert Tarrant"), ("Tarrant, Sen. Bob", "Bob Tarrant"), ("Tarrant, Bob", "Tarrant")):
        assert compare_names(a, b, Label.PERSON, "", "", ReconcileConfig()).decision is Decision.SAME
    verdict = compare_names("Tarrant, Bob", "Burrow, Bob", Label.PERSON, "", "", ReconcileConfig())
    assert (verdict.decision, verdict.reason) == (Decision.DIFFERENT, "different surnames, Tarrant and Burrow")
