"""Given names in other languages, by-names and aliases."""

from __future__ import annotations

import pytest

from pipeline.reconcile.given_names import (
    are_aliases,
    are_other_names,
    is_clipped,
    is_foreign_form,
    is_one_family,
    is_translation,
    plain_given,
)
from pipeline.reconcile.people import parse_person


@pytest.mark.parametrize(("a", "b"), [("sergei", "serhiy"), ("yitzhak", "isaac"), ("enrique", "heinrich")])
def test_one_name_in_two_languages(a: str, b: str) -> None:
    assert is_translation(a, b)
    assert is_translation(b, a)
    assert not are_other_names(a, b)


@pytest.mark.parametrize(("a", "b"), [("hassan", "hussein"), ("mikhail", "nikolai"), ("stefan", "stanislav")])
def test_two_names_that_look_alike(a: str, b: str) -> None:
    assert are_other_names(a, b)
    assert not is_translation(a, b)


def test_a_short_form_belongs_to_the_name_in_every_language() -> None:
    assert is_foreign_form("misha", "mykhailo")
    assert is_foreign_form("evgeni", "zhenya")
    assert not is_foreign_form("misha", "mykola")


def test_the_beginning_of_a_name_is_a_form_of_it_but_not_of_a_womans() -> None:
    assert is_clipped("newt", "newton")
    assert not is_clipped("daniel", "danielle")
    assert not is_clipped("al", "alan")


def test_family_names_in_two_romanisations() -> None:
    assert is_one_family("park", "pak")
    assert is_one_family("chou", "zhou")
    assert not is_one_family("chou", "zhao")


@pytest.mark.parametrize(
    ("a", "b"),
    [("Pope Paul VI", "Giovanni Battista Montini"), ("Abu Mazen", "Mahmoud Abbas"), ("Jay-Z", "Shawn Carter")],
)
def test_known_names_of_one_person(a: str, b: str) -> None:
    assert are_aliases(parse_person(a), parse_person(b))
    assert are_aliases(parse_person(b), parse_person(a))


def test_a_title_is_part_of_an_alias() -> None:
    assert are_aliases(parse_person("Prince Harry"), parse_person("Duke of Sussex"))
    assert not are_aliases(parse_person("Harry"), parse_person("Duke of Sussex"))


@pytest.mark.parametrize(
    ("given", "plain"),
    [
        (("abdel", "rahman"), ("abdulrahman",)),
        (("abdurrahman",), ("abdulrahman",)),
        (("seif", "al", "islam"), ("seif", "islam")),
        (("al",), ("al",)),
        (("grant", "t"), ("grant", "t")),
    ],
)
def test_arabic_compounds_are_one_word(given: tuple[str, ...], plain: tuple[str, ...]) -> None:
    assert plain_given(given) == plain
