"""Entities across articles."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from pipeline.config import ReconcileConfig
from pipeline.reconcile.across import resolve
from pipeline.reconcile.chains import Reconciled
from pipeline.reconcile.judgements import Judgement, Judgements
from pipeline.reconcile.within import chain_article
from pipeline.schema import DecidedBy, Decision, Form, Label, Mention
from tests.unit.reconcile.marked import mark, read_cases, sorted_groups

CONFIG = ReconcileConfig()


def run(texts: list[str], *judged: Judgement) -> tuple[Reconciled, list[Mention]]:
    articles = [mark(text, f"a{i}", date(2018, 1, 20 + i)) for i, text in enumerate(texts)]
    chains = [chain for mentions in articles for chain in chain_article(mentions)]
    return resolve(chains, CONFIG, Judgements.of(judged)), [m for mentions in articles for m in mentions]


def groups_of(result: tuple[Reconciled, list[Mention]]) -> list[list[str]]:
    reconciled, mentions = result
    entity = {link.mention_id: link.entity_id for link in reconciled.links}
    groups: dict[str, list[str]] = {}
    for mention in mentions:
        groups.setdefault(entity[mention.mention_id], []).append(mention.text)
    return sorted_groups(list(groups.values()))


@pytest.mark.parametrize("case", read_cases("across"), ids=lambda c: c["comment"])
def test_names_are_joined_across_articles(case: dict[str, Any]) -> None:
    groups = groups_of(run(case["articles"]))
    for expected in sorted_groups(case["entities"]):
        assert expected in groups


def test_no_decision_keeps_apart_what_a_third_name_joined() -> None:
    people = "[PERSON Tessa Marlow] of the [ORG Ferry Union] and [PERSON Lena Ortiz] objected."
    reconciled, _ = run([
        f"[ORG Corvane Harbour Group] won. [ORG Corvane] billed the city. {people}",
        f"A foreman for [ORG Corvain Harbour] spoke. {people}",
        f"[ORG Corvane] fell. {people}",
    ])  # fmt: skip
    company = next(e for e in reconciled.entities if e.name == "Corvane Harbour Group")
    assert set(company.aliases) == {"Corvane Harbour Group", "Corvane", "Corvain Harbour"}
    assert {m.decision for m in reconciled.merges} == {Decision.SAME}  # not: "Corvain Harbour" differs from "Corvane"


BRIDGE = read_cases("across")[0]["articles"]


def test_a_bridged_slip_keeps_both_spellings_and_says_why() -> None:
    reconciled, _ = run(BRIDGE)
    person = next(e for e in reconciled.entities if e.entity_id == "person:jon-addler")
    assert (person.name, person.aliases) == ("Jon Addler", ("John Adlder", "Jon Addler"))
    assert person.role == "Harbour Bureau Director"
    merge = next(m for m in reconciled.merges if {m.name_a, m.name_b} == {"Jon Addler", "John Adlder"})
    assert (merge.decision, merge.decided_by) == (Decision.SAME, DecidedBy.RULE)
    assert "roles share harbour" in merge.reason


def test_a_slip_without_support_is_not_bridged() -> None:
    result = run(["[PERSON Jon Addler] sang.", "[PERSON John Adlder] swam."])
    assert groups_of(result) == [["John Adlder"], ["Jon Addler"]]


def test_a_judgement_same_joins_what_rules_keep_apart() -> None:
    texts = ["[PERSON Ned Amsel] sang.", "[PERSON Tessa Marlow] swam."]
    judged = Judgement("Ned Amsel", "Tessa Marlow", Label.PERSON, Decision.SAME, "A. Editor")
    assert groups_of(run(texts, judged)) == [["Ned Amsel", "Tessa Marlow"]]


def test_a_judgement_different_parts_what_rules_join() -> None:
    texts = ["[PERSON Bob Tarrant] sang.", "[PERSON Robert Tarrant] swam."]
    judged = Judgement("Robert Tarrant", "Bob Tarrant", Label.PERSON, Decision.DIFFERENT)
    assert (len(groups_of(run(texts))), len(groups_of(run(texts, judged)))) == (1, 2)


def test_a_judgement_parts_names_that_one_article_joined() -> None:
    texts = ["[PERSON Bob Tarrant] sang. [PERSON Robert Tarrant] swam. [PERSON Robert Tarrant] won."]
    judged = Judgement("Robert Tarrant", "Bob Tarrant", Label.PERSON, Decision.DIFFERENT)
    assert groups_of(run(texts, judged)) == [["Bob Tarrant"], ["Robert Tarrant", "Robert Tarrant"]]


def test_judgements_bind_through_third_names() -> None:
    texts = ["[PERSON Ned Amsel] sang.", "[PERSON Tessa Marlow] swam.", "[PERSON Ines Okafor] ran."]
    first = Judgement("Ned Amsel", "Tessa Marlow", Label.PERSON, Decision.SAME)
    second = Judgement("Tessa Marlow", "Ines Okafor", Label.PERSON, Decision.SAME)
    assert groups_of(run(texts, first, second)) == [["Ines Okafor", "Ned Amsel", "Tessa Marlow"]]


def test_unsure_decisions_come_first() -> None:
    reconciled, _ = run(["[PERSON Bob Tarrant] sang.", "[PERSON Robert Tarrant] swam.", "[PERSON Jon Addler] ran.",
                         "[PERSON John Adlder] ran."])  # fmt: skip
    assert [merge.decision for merge in reconciled.merges] == [Decision.UNSURE, Decision.SAME]


def test_namesakes_get_ids_of_their_own() -> None:
    reconciled, _ = run(
        ["Ohio congressman [PERSON Ned Amsel] voted.", "Michigan congressman [PERSON Ned Amsel] voted."]
    )
    assert [entity.entity_id for entity in reconciled.entities] == ["person:ned-amsel", "person:ned-amsel-2"]


def test_nominals_are_never_joined_across_articles() -> None:
    official = replace(mark("[PERSON an official]")[0], form=Form.NOMINAL)
    other = replace(official, mention_id="b", article_id="a2")
    chains = [*chain_article([official]), *chain_article([other])]
    reconciled = resolve(chains, CONFIG, Judgements())
    assert [entity.entity_id for entity in reconciled.entities] == ["person:an-official/a1", "person:an-official/a2"]


def test_the_latest_role_is_the_role() -> None:
    reconciled, _ = run(["Dover Mayor [PERSON Ned Amsel] voted.", "former Dover Mayor [PERSON Ned Amsel] voted."])
    assert [entity.role for entity in reconciled.entities] == ["former Dover Mayor"]


def test_an_entity_is_called_by_a_whole_name_and_not_by_an_abbreviation() -> None:
    reconciled, _ = run(["[GPE Ore.] won.", "[GPE Ore.] lost.", "[GPE Oregon] voted."])
    assert [(entity.entity_id, entity.aliases) for entity in reconciled.entities] == [
        ("gpe:oregon", ("Ore.", "Oregon"))
    ]
