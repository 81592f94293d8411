"""Blocking: names that may be one bearer's meet."""

from __future__ import annotations

import pytest

from pipeline.reconcile.block import key_set, keys_of, meet
from pipeline.reconcile.chains import Family, family_of
from pipeline.schema import Label
from tests.unit.reconcile.marked import read_cases

# A surname, an initial or a generic part is given to its bearer by another road (reconcile.across).
SHORT = (
    "surname",
    "initial and one role",
    "surname with honorific",
    "surname with particles",
    "hyphened surname",
    "possessive",
)


@pytest.mark.parametrize("case", read_cases("pairs_same"), ids=lambda c: f"{c['name_a']}={c['name_b']}")
def test_every_pair_that_is_the_same_shares_a_block(case: dict[str, str]) -> None:
    if case["comment"] in SHORT:
        return
    family = family_of(Label(case["label"]))
    assert meet(keys_of(case["name_a"], family), keys_of(case["name_b"], family))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Kestrel Group", "Kestral Group"),  # a letter for another
        ("Kestrel Group", "Ketsrel Group"),  # two exchanged,
        ("Kestrel Group", "Kesrtel Group"),  # also in the middle
        ("Kestrel Group", "Kestrl Group"),  # one left out
        ("Kestrel Group", "Kesttrel Group"),  # one too many
        ("Kestrel Group", "Vestrel Group"),  # at the very beginning
        ("Harbor Lighting Union", "Harbor Lihgting Union"),
        ("Asia Relief Fund", "Asian Relief Fund"),  # a place and its people
    ],
)
def test_a_slip_in_one_long_word_of_an_organisation_is_found(a: str, b: str) -> None:
    assert meet(keys_of(a, Family.THING), keys_of(b, Family.THING))


@pytest.mark.parametrize(
    ("a", "b"),
    [("Kestrel Group", "Keswick Group"), ("Kestrel Group", "Kestrel Bureau"), ("Harbor Group", "Garden Group")],
)
def test_organisations_with_one_word_in_common_are_not_compared(a: str, b: str) -> None:
    assert not meet(keys_of(a, Family.THING), keys_of(b, Family.THING))


@pytest.mark.parametrize(
    ("a", "b"),
    [("Margit Halvorsen", "Margret Halvorson"), ("Jon Addler", "John Adlder"), ("Ann Petitioner", "Ann Petitier")],
)
def test_two_slips_in_a_name_of_a_person_are_found(a: str, b: str) -> None:
    assert meet(keys_of(a, Family.PERSON), keys_of(b, Family.PERSON))


@pytest.mark.parametrize("family", list(Family))
@pytest.mark.parametrize(
    "name", ["Jo Ann Halvorsen-Roe", "@JoRoe", "U.S. Harbor Bureau", "NYC Council", "Washington", ""]
)
def test_keys_for_a_long_walk_are_those_of_the_name(name: str, family: Family) -> None:
    assert keys_of(name, family, ("hb",)) == tuple(sorted(key_set(name, family, ("hb",))))
