"""The parts of a role."""

from __future__ import annotations

import pytest

from pipeline.reconcile.roles import parse_role


@pytest.mark.parametrize(
    ("text", "offices"),
    [
        ("daughter of the vice president", {"child"}),
        ("aide to Vice President Ortega", {"adviser"}),
        ("the vice president's aide", {"adviser"}),
        ("Senator Tim Burrow's wife", {"spouse"}),
        ("secretary of state", {"secretary of state"}),
        ("attorney general of Ohio", {"attorney general"}),
        ("chairman of the board and chief executive", {"chair", "chief executive"}),
        ("brother of President Ortega and head of Harlow's armed forces", {"sibling", "head"}),
        ("former top press official in Mr. Ortega's office", {"official"}),
    ],
)
def test_an_office_is_its_bearers_and_not_that_of_whom_the_role_names_besides(text: str, offices: set[str]) -> None:
    assert parse_role(text).offices == offices
