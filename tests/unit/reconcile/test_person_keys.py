"""Keys under which forms of one name meet that share no sound."""

from __future__ import annotations

import pytest

from pipeline.reconcile.block import ANSWER, ASK, meet
from pipeline.reconcile.people import parse_person
from pipeline.reconcile.person_keys import form_keys


def do_meet(a: str, b: str) -> bool:
    return meet(form_keys(parse_person(a)), form_keys(parse_person(b)))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Mykola Tarrant", "Nikolai Tarrant"),
        ("Misha Tarrant", "Mykhailo Tarrant"),
        ("Zhou Mingwei", "Chou Ming-wei"),
        ("Rosa Ellery", "Rosa Ellery Quesada"),
        ("Rosa Ellery", "Rosa Ellery-Quesada"),
        ("Pope Paul VI", "Giovanni Montini"),
    ],
)
def test_forms_of_one_name_meet(a: str, b: str) -> None:
    assert do_meet(a, b)
    assert do_meet(b, a)


def test_other_names_do_not_meet() -> None:
    assert not do_meet("Mykola Tarrant", "Sergei Tarrant")
    assert not do_meet("Rosa Ellery Quesada", "Rosa Ellery Marlow")  # they ask the short name, not each other


def test_a_name_has_few_keys_more() -> None:
    keys = form_keys(parse_person("Grant Tarrant"))
    assert len(keys) <= 2
    assert all(key[0] in (ASK, ANSWER) for key in keys)
