"""Roles in apposition: a noun phrase after a name, or before it and a comma."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.reconcile.appositions import role_after, role_before_comma
from tests.cases_of import cases_of
from tests.growth import Work, is_linear


@pytest.mark.parametrize("case", cases_of("reconcile", "appositions"))
def test_a_role_is_a_noun_phrase_that_ends_where_a_clause_begins(case: dict[str, Any]) -> None:
    found = [role_after(case["after"]), role_before_comma(case["before"], case["after"])]
    assert [role for role in found if role] == case["roles"]


@pytest.mark.parametrize("context", ["Mayor ", ", the mayor and ", "the "])
def test_time_does_not_grow_faster_than_the_context(context: str) -> None:
    def both_sides(n: int) -> Work:
        text = context * n
        return lambda: [(role_after(", " + text), role_before_comma(text + ", ", ".")) for _ in range(3)]

    assert is_linear(both_sides, 100)
