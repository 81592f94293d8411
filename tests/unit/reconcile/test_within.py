"""Chains of one article."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from pipeline.reconcile import generations, surnames, within
from pipeline.reconcile.chains import Chain
from pipeline.reconcile.within import chain_article
from pipeline.schema import Form, Label, Mention
from pipeline.spans import Span
from tests.growth import Work, is_linear
from tests.unit.reconcile.marked import mark, read_cases, sorted_groups


def groups_of(mentions: list[Mention], chains: tuple[Chain, ...]) -> list[list[str]]:
    text = {mention.mention_id: mention.text for mention in mentions}
    return [[text[member.mention_id] for member in chain.members] for chain in chains]


@pytest.mark.parametrize("case", read_cases("within"), ids=lambda c: c["comment"])
def test_names_of_one_article_are_chained(case: dict[str, Any]) -> None:
    mentions = mark(case["text"])
    assert sorted_groups(groups_of(mentions, chain_article(mentions))) == sorted_groups(case["chains"])


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("said interim Dover Mayor [PERSON Tim Burrow].", ("interim Dover Mayor",)),
        ("and acting HBA director [PERSON Tim Burrow] left", ("acting HBA director",)),
        ("[PERSON Tim Burrow], the acting director of HBA, left", ("acting director of HBA",)),
        ("[PERSON Harbour Bureau Director Tim Burrow] left", ("Harbour Bureau Director",)),
        ("sent by [PERSON Tim Burrow] in the Office of Harbour Grants.", ("Office of Harbour Grants",)),
        ("with the acting director of HBA, [PERSON Tim Burrow], today", ("acting director of HBA",)),
        ("[PERSON Mr. Burrow] left", ()),
        ("Council President Ned Amsel and interim Mayor [PERSON Tim Burrow] met", ("interim Mayor",)),
        ("Minister of Trade and Industry [PERSON Tim Burrow] met", ()),
        ("Here's mayor-elect [PERSON Tim Burrow] again", ("mayor-elect",)),
        ("At 9:47 PM [PERSON Tim Burrow] left", ()),
        ("[PERSON Tim Burrow], who left the mayor, is here", ()),
    ],
)
def test_roles_are_read_beside_a_name(text: str, roles: tuple[str, ...]) -> None:
    assert chain_article(mark(text))[0].roles == roles


def test_organisations_in_roles_are_kept() -> None:
    assert chain_article(mark("said Harbour Bureau Director [PERSON Tim Burrow]."))[0].related == ("harbour bureau",)


def test_the_state_of_a_place_is_kept() -> None:
    albany, state = chain_article(mark("[GPE Albany], [GPE N.Y.], voted"))
    assert (albany.wider, state.kind) == ("new york", "state")


@pytest.mark.parametrize(
    ("text", "wider"),
    [
        ("in [GPE Harlow], U.S. Attorney Jan Roe said", None),
        ("bombings in [LOC East Africa], U.S. forces struck", None),
        ("from [ORG x] to [GPE Berenberg], Germany's largest port", None),
        ("in [GPE Harlow], Ohio, on Monday", "ohio"),
    ],
)
def test_the_region_behind_a_place_opens_no_further_phrase(text: str, wider: str | None) -> None:
    assert chain_article(mark(text))[-1].wider == wider


def test_the_capital_is_one_place_in_all_its_names_and_not_the_state() -> None:
    text = "[GPE Washington], [GPE D.C.], slept. [GPE Washington] woke; [GPE DC] rose. So does [GPE Kent], [GPE Wash.]"
    capital = chain_article(mark(text))[0]
    assert (len(capital.members), capital.kind) == (4, None)


@pytest.mark.parametrize("text", ["[EVENT Corvane Watch Series 3] (GPS)", "[ORG Harlow Bank] (Canada)"])
def test_what_stands_in_brackets_is_not_always_an_abbreviation(text: str) -> None:
    assert chain_article(mark(text))[0].acronyms == ()


def test_a_known_abbreviation_means_another_body_where_the_article_has_it() -> None:
    text = "[ORG Anglers for Ponds] met. [ORG AFP] voted."  # elsewhere AFP is Agence France-Presse
    assert len(chain_article(mark(text))) == 1


def test_forms_come_fullest_first_with_counts() -> None:
    chain = chain_article(mark("[PERSON Burrow] is [PERSON Tim Burrow]. [PERSON Burrow] left."))[0]
    assert chain.forms == (("Tim Burrow", 1), ("Burrow", 2))
    assert [member.method for member in chain.members] == ["surname", "name", "surname"]


def follow(text: str, form: Form, antecedent: str | None, start: int) -> Mention:
    name = mark("[PERSON x]")[0]
    return replace(name, mention_id=f"m{start}", text=text, form=form, antecedent=antecedent,
                   span=type(name.span)(start, start + len(text)))  # fmt: skip


def test_nominals_and_pronouns_follow_their_antecedents() -> None:
    names = mark("[PERSON Tim Burrow] left.")
    mayor = follow("the mayor", Form.NOMINAL, names[0].mention_id, 20)
    he = follow("he", Form.PRONOUN, "m20", 40)
    assert groups_of([*names, mayor, he], chain_article([*names, mayor, he])) == [["Tim Burrow", "the mayor", "he"]]


def test_a_nominal_without_antecedent_is_a_chain_and_a_pronoun_is_none() -> None:
    official, he = follow("a senior official", Form.NOMINAL, None, 0), follow("she", Form.PRONOUN, "m0", 30)
    lone = follow("they", Form.PRONOUN, None, 50)
    chains = chain_article([official, he, lone])
    assert groups_of([official, he, lone], chains) == [["a senior official", "she"]]
    assert not chains[0].is_name


def test_a_ring_of_antecedents_ends() -> None:
    ring = [follow("he", Form.PRONOUN, "m10", 0), follow("him", Form.PRONOUN, "m0", 10)]
    assert chain_article(ring) == ()


def test_a_person_that_a_tagger_once_took_for_an_organisation_stays_one_chain() -> None:
    text = "[PERSON Tim Burrow] met [PERSON Burrow]. [ORG Burrow]’s department and [PERSON Burrow] left."
    assert len(chain_article(mark(text))) == 1


def test_the_majority_label_wins() -> None:
    text = "[ORG Harbour House] fell. [FAC Harbour House] rose. [FAC Harbour House] shone."
    assert [chain.label for chain in chain_article(mark(text))] == [Label.FAC]


def test_the_reason_names_the_fullest_form_of_the_bearer() -> None:
    text = "[PERSON Tim Burrow] came. [PERSON Timothy Burrow] spoke. [PERSON Burrow] left."
    assert chain_article(mark(text))[0].members[2].reason == "Burrow is the surname of Timothy Burrow"


def _of_one_surname(n: int) -> list[str]:
    return ["Ann Smith", "Bob Smith", *["Smith"] * n]


def _many_of_one_surname(n: int) -> list[str]:
    given = [
        f"{a}{b}{c}" for a in "BDKLMNRT" for b in "aeiou" for c in ("bel", "dor", "kin", "mar", "nel", "rik", "tan")
    ]
    return [f"{given[i % 280]} {given[i // 280]} Smith{' Jr.' if i % 3 == 0 else ''}" for i in range(n)] + ["Smith"] * n


@pytest.mark.parametrize("made", [_of_one_surname, _many_of_one_surname])
def test_time_grows_with_the_names_of_an_article(
    made: Callable[[int], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(within, "MOST_PEOPLE", 2)  # bounds that few names reach already
    monkeypatch.setattr(surnames, "MOST_BEARERS", 10)
    monkeypatch.setattr(generations, "MOST_RIVALS", 5)

    def article(n: int) -> Work:
        mentions = [
            Mention(f"a:{i}", "a", Span(40 * i, 40 * i + len(name)), name, Label.PERSON, Form.NAME, "given")
            for i, name in enumerate(made(n))
        ]
        return partial(chain_article, mentions)

    assert is_linear(article, 300)  # from where the bounds are reached
