"""Names: spans, kinds, and names seen elsewhere, by the bundled model."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.find.entities import find_mentions
from pipeline.find.entities.kinds import mapped_label, table_label
from pipeline.schema import Form, Label
from tests.builders import make_parsed
from tests.cases_of import cases_of

pytestmark = pytest.mark.model


@pytest.mark.parametrize("case", cases_of("entities", "found", "known-failures"))
def test_find_mentions(case: dict[str, Any]) -> None:
    found = find_mentions(make_parsed(case["input"]))
    assert [[m.text, m.label] for m in found.records] == case["expected"]


def test_mention_carries_place_context_and_form() -> None:
    mention = find_mentions(make_parsed("On Friday the mayor of Boston resigned.")).records[0]
    assert (mention.text, mention.form, mention.label) == ("Boston", Form.NAME, Label.GPE)
    assert mention.mention_id == "a1:23-29:m"
    assert (mention.before, mention.after) == ("On Friday the mayor of ", " resigned.")


@pytest.mark.parametrize(
    ("text", "label", "expected"),
    [
        ("Chicago", "GPE", Label.GPE),
        ("Supreme Court", "ORG", Label.ORG),
        ("Lincoln Tunnel", "LOC", Label.FAC),
        ("Treaty of Lisbon", "MISC", Label.LAW),
        ("World Cup", "MISC", Label.EVENT),
        ("F-35", "MISC", Label.PRODUCT),
        ("Socialists", "MISC", Label.NORP),
        ("The Great Gatsby", "MISC", None),
        ("California", "ORG", Label.GPE),
        ("Middle East", "GPE", Label.LOC),
    ],
)
def test_table_label_tells_kinds_apart(text: str, label: str, expected: Label | None) -> None:
    assert table_label(text, label) == expected


def test_mapped_label_knows_three_schemes_and_drops_the_rest() -> None:
    assert [mapped_label(x) for x in ("PERSON", "PER", "FAC", "MISC", "DATE", "NEWKIND")] == [
        "PERSON", "PERSON", "FAC", "MISC", None, None,
    ]  # fmt: skip
