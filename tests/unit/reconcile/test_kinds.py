"""A name that one article takes for another kind than others do."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.reconcile.chains import Chain
from pipeline.reconcile.kinds import agree_on_kinds, settle_kind
from pipeline.reconcile.within import chain_article
from pipeline.schema import Label
from tests.unit.reconcile.marked import mark, read_cases


def agreed(texts: list[str]) -> list[Chain]:
    return agree_on_kinds([chain for i, text in enumerate(texts) for chain in chain_article(mark(text, f"a{i}"))])


@pytest.mark.parametrize("case", read_cases("kinds"), ids=lambda c: c["comment"])
def test_a_name_has_the_kind_that_its_articles_show(case: dict[str, Any]) -> None:
    chains = [chain for chain in agreed(case["articles"]) if chain.name == case["name"]]
    assert [chain.label for chain in chains] == [Label(label) for label in case["labels"]]


def test_the_relabelled_name_joins_its_bearer_in_the_article() -> None:
    other = "[PERSON Vuwalm] left"
    chains = agreed([other, other, other, "[PERSON Jan Vuwalm] spoke. [ORG Vuwalm] left."])
    assert [(c.name, len(c.members)) for c in chains if c.article_id == "a3"] == [("Jan Vuwalm", 2)]


def test_the_order_of_articles_does_not_matter() -> None:
    for case in read_cases("kinds"):
        chains = [c for i, text in enumerate(case["articles"]) for c in chain_article(mark(text, f"a{i}"))]
        there, back = agree_on_kinds(chains), agree_on_kinds(chains[::-1])
        assert {(c.chain_id, c.label) for c in there} == {(c.chain_id, c.label) for c in back}


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("[PERSON Lincoln], Neb., has a zoo.", Label.GPE),
        ("a plant in [ORG Tolland], Ohio, today", Label.GPE),
        ("[ORG Tamarack] Attorney General Jo Roe sued.", Label.GPE),
        ("[PERSON Marlow] Police Chief Jo Roe agreed.", Label.GPE),
        ("[ORG Senate] Attorney General Jo Roe", Label.ORG),
        ("[ORG HBA] Fire Chief Jo Roe", Label.ORG),
        ("[ORG Corvane] Chief Executive Jo Roe", Label.ORG),
        ("[PERSON Marlow], Ohio’s new governor,", Label.PERSON),
        ("[PERSON Marlow], Jo Roe and Ned Amsel", Label.PERSON),
        ("[PERSON Jo Marlow], Ohio, wrote.", Label.PERSON),
    ],
)
def test_the_words_after_a_name_prove_a_place(text: str, label: Label) -> None:
    assert settle_kind(mark(text)[0]).label == label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("[PERSON Calif.]", Label.GPE),
        ("[ORG Va.]", Label.GPE),
        ("[ORG N.J.]", Label.GPE),
        ("[ORG V.A.]", Label.ORG),
        ("[ORG N.Y.]", Label.GPE),
        ("[PERSON St.] Clair", Label.PERSON),
        ("[NORP Slovenia]", Label.GPE),
        ("[NORP Slovenian] troops", Label.NORP),
        ("the [GPE Federal Reserve]", Label.ORG),
        ("the [GPE U.N.] said", Label.ORG),
        ("[PERSON Al Qaeda] said", Label.ORG),
        ("[GPE Corvane Corp.]", Label.ORG),
        ("[GPE Hoang Sa]", Label.GPE),
        ("[PERSON Coke]", Label.PERSON),
    ],
)
def test_a_name_that_is_known_has_its_kind_whatever_the_tagger_says(text: str, label: Label) -> None:
    assert settle_kind(mark(text)[0]).label == label
