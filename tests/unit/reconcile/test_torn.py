"""Pieces of longer names that the tagger took for people."""

from __future__ import annotations

import pytest

from pipeline.reconcile.chains import Chain
from pipeline.reconcile.kinds import agree_on_kinds
from pipeline.reconcile.torn import mend_torn
from pipeline.reconcile.within import chain_article
from pipeline.schema import Label, Mention
from tests.unit.reconcile.marked import mark


def chains_of(*articles: list[Mention]) -> list[Chain]:
    return [chain for mentions in articles for chain in chain_article(mentions)]


WHOLE = mark("[GPE Harlow Falls] voted, [ORG Clean Taps Harlow] said.", "a0")


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("The grant went to [PERSON Harlow] Falls.", "Harlow Falls", Label.GPE),
        ("It was filed by Clean Taps [PERSON Harlow] today.", "Clean Taps Harlow", Label.ORG),
        ("[PERSON Harlow] spoke.", "Harlow", Label.PERSON),
        ("[PERSON Harlow] Falls fell. Harlow wept.", "Harlow", Label.PERSON),  # stands alone there too
        (
            "[PERSON Harlow] Falls fell. [PERSON Harlow] Falls rose.",
            "Harlow",
            Label.PERSON,
        ),  # two mentions, one context
        ("Mayor [PERSON Harlow] Falls", "Harlow", Label.PERSON),
    ],
)
def test_a_piece_gets_the_whole_name_that_it_stands_in(text: str, name: str, label: Label) -> None:
    chains = [chain for chain in mend_torn(chains_of(WHOLE, mark(text, "a1"))) if chain.article_id == "a1"]
    assert [(chain.name, chain.label) for chain in chains] == [(name, label)]


def test_a_word_that_is_proved_to_be_a_surname_is_no_piece() -> None:
    chains = chains_of(WHOLE, mark("[PERSON Jean Harlow] sang.", "a1"), mark("[PERSON Harlow] Falls fell.", "a2"))
    assert mend_torn(chains) == chains


def test_a_name_nested_in_the_whole_one_stays() -> None:
    whole = mark("The [ORG Croucher Foundation] paid.", "a1")
    inner = mark("The [PERSON Croucher] Foundation paid.", "a1")
    chains = [chain for mentions in (whole, inner) for chain in chain_article(mentions)]
    assert mend_torn(chains) == chains


def test_a_mended_name_joins_the_whole_one_of_its_article() -> None:
    torn = mark(f"By [PERSON Harlow] Falls officials{', they said' * 12}. [GPE Harlow Falls] voted.", "a1")
    chains = [chain for chain in agree_on_kinds(chains_of(torn)) if chain.name == "Harlow Falls"]
    assert [len(chain.members) for chain in chains] == [2]
