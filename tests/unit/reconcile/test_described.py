"""Descriptions that nothing before takes up: the one who holds the office, or nobody."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.reconcile.within import chain_article
from pipeline.schema import Form
from tests.unit.reconcile.marked import mark


def joined_with(text: str, description: str) -> list[str]:
    """The other mentions in the chain of the description."""
    mentions = [replace(m, form=Form.NOMINAL) if m.text == description else m for m in mark(text)]
    said = {m.mention_id: m.text for m in mentions}
    chains = [[said[member.mention_id] for member in chain.members] for chain in chain_article(mentions)]
    return [name for chain in chains if description in chain for name in chain if name != description]


@pytest.mark.parametrize(
    ("text", "description", "expected"),
    [
        ("former Mayor [PERSON Odell Brisk] ran. [PERSON The former mayor] left.", "The former mayor", ["Odell Brisk"]),
        ("former Mayor [PERSON Odell Brisk] spoke. [PERSON The mayor] left.", "The mayor", []),
        ("Mayor [PERSON Odell Brisk] met Mayor [PERSON Thora Hammel]. [PERSON The mayor] left.", "The mayor", []),
        ("[PERSON The mayor] left, said Mayor [PERSON Odell Brisk].", "The mayor", []),
        ("The [ORG Office of Tides] wrote. [ORG The agency] waits.", "The agency", ["Office of Tides"]),
        ("[ORG Office of Tides] and [ORG Bureau of Reefs] wrote. [ORG The agency] waits.", "The agency", []),
        ("Mayor [PERSON Odell Brisk] spoke. [PERSON A mayor] left.", "A mayor", []),
    ],
)  # fmt: skip
def test_a_description_joins_the_only_one_it_fits(text: str, description: str, expected: list[str]) -> None:
    assert joined_with(text, description) == expected
