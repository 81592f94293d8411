"""How many people in the news may bear a name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reconcile.people import parse_person
from pipeline.reconcile.rarity import band, bearers, is_given, is_surname
from pipeline.reconcile.signals import weights


@pytest.mark.parametrize(
    ("rarer", "more_frequent"),
    [("Leon Panetta", "Leon Brown"), ("Zbigniew Brown", "John Brown"), ("Anna Ruiz Weiss-Ortega", "Anna Ruiz")],
)
def test_names_of_rare_parts_have_fewer_bearers(rarer: str, more_frequent: str) -> None:
    assert bearers(parse_person(rarer)) < bearers(parse_person(more_frequent))


def test_names_frequent_elsewhere_are_not_rare() -> None:
    assert band(bearers(parse_person("Igor Ivanov"))) == "name_common"
    assert [is_surname(word) for word in ("ivanov", "zhang", "tarrantt")] == [True, True, False]
    assert [is_given(word) for word in ("misha", "christoper")] == [True, False]


@given(st.text(max_size=60))
def test_every_name_has_a_band_with_a_weight(name: str) -> None:
    assert band(bearers(parse_person(name))) in weights()
