"""Names put right and found, with the model's own names given by the case: what the rules do, whatever the weights."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.find.entities import find_mentions
from tests.cases_of import cases_of
from tests.names_given import parsed_with


@pytest.mark.parametrize("case", cases_of("entities", "given"))
def test_find_mentions_with_the_models_names_given(case: dict[str, Any]) -> None:
    found = find_mentions(parsed_with(case["input"], case["ents"]))
    assert [[m.text, m.label] for m in found.records] == case["expected"]


def test_a_name_carries_the_rule_that_found_it() -> None:
    found = find_mentions(parsed_with("The Kerrow administration cites 8 USC 1373.", [["Kerrow", "PERSON"]]))
    assert [(m.text, m.rule) for m in found.records] == [
        ("Kerrow administration", "government"),
        ("8 USC 1373", "code"),
    ]
