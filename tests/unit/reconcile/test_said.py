"""What somebody is quoted as saying, as numbers, and what it does to who is who."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from pipeline.config import ReconcileConfig
from pipeline.reconcile.across import resolve
from pipeline.reconcile.chains import Chain, Member, Reconciled
from pipeline.reconcile.compare import compare, lone_bearer
from pipeline.reconcile.judgements import Judgements
from pipeline.reconcile.nodes import make_bearer
from pipeline.reconcile.said import MOST, fingerprints, utterances_of
from pipeline.reconcile.signals import quotation_signal
from pipeline.reconcile.within import chain_article
from pipeline.schema import Decision, Form, Label, Quote, QuoteKind
from pipeline.spans import Span
from tests.unit.reconcile.marked import mark

CONFIG = ReconcileConfig()
SPEECH = "Nobody asked the crews what the night route means to the people who clean this city."
OTHER = "The old boats have earned their rest by now, and so have most of the pilots."


def is_shared(a: str, b: str) -> bool:
    return not set(fingerprints([a])).isdisjoint(fingerprints([b]))


# ------------------------------------------------------------------------------------------------- fingerprints


@pytest.mark.parametrize(
    "other",
    [
        "“NOBODY asked the crews — what the night route means!",
        "[N]obody asked the crews what the night route means",
        "nobody asked the crews what the night route means [sic]",
        "Well, nobody asked the crews (applause) what the night route means",
    ],
)
def test_marks_case_and_brackets_make_no_difference(other: str) -> None:
    assert is_shared(SPEECH, other)


@pytest.mark.parametrize(
    "other",
    [
        "asked the crews what the … night route means to the",
        "asked the crews what the [late] night route means to the",
        OTHER,
    ],
)
def test_no_run_leads_over_a_cut_or_an_editors_words(other: str) -> None:
    assert not is_shared(SPEECH, other)


@pytest.mark.parametrize("slogan", ["Make the river great again!", "Enough is enough", "Stronger together, now"])
def test_slogans_are_nobodys_own_words(slogan: str) -> None:
    assert fingerprints([slogan]) == ()


def test_the_small_change_of_every_talk_says_nothing() -> None:
    assert fingerprints(["I do not know if I am or what it is to you, and that is it"]) == ()


def test_the_numbers_are_the_same_in_every_process() -> None:
    assert fingerprints(["We will not sell the old dam to any bank"]) == NUMBERS


NUMBERS = (19452486574340420, 20012511468967703)


def test_a_long_speech_keeps_a_bounded_sample_that_a_part_of_it_meets() -> None:
    speech = " ".join(f"word{n} harbor" for n in range(2000))
    assert len(fingerprints([speech])) == MOST
    assert is_shared(speech, " ".join(speech.split()[1000:2000]))


# ------------------------------------------------------------------------------------------------- whose words


def quote(start: int, text: str, source: Span | None, utterance: int = 1) -> Quote:
    span = Span(start, start + len(text))
    return Quote("a1", span, text, QuoteKind.DIRECT, utterance, source, None, None, utterance, "test")


def test_the_stretches_of_one_utterance_are_one_text_in_order() -> None:
    he, official = Span(20, 22), Span(90, 98)
    quotes = [quote(30, "give up the dam.", he), quote(0, "We will not", he), quote(60, "It holds.", he, 2),
              quote(100, "No.", official, 3), quote(110, "Who knows?", None, 4)]  # fmt: skip
    assert utterances_of(quotes, [(he, "m1")]) == {"m1": ("We will not give up the dam.", "It holds.")}


def test_a_chain_has_the_words_of_its_names_pronouns_and_nominals() -> None:
    names = mark("[PERSON Jon Addler] and [PERSON Tessa Marlow]")
    he = replace(
        names[0], mention_id="he", span=Span(90, 92), text="he", form=Form.PRONOUN, antecedent=names[0].mention_id
    )
    chains = chain_article([*names, he], {"he": [SPEECH], names[0].mention_id: [OTHER], "nobody": ["What?"]})
    assert [chain.said for chain in chains] == [fingerprints([OTHER, SPEECH]), ()]


def test_somebody_without_a_name_has_no_words_to_compare() -> None:
    official = replace(mark("[PERSON an official]")[0], form=Form.NOMINAL)
    assert [chain.said for chain in chain_article([official], {official.mention_id: [SPEECH]})] == [()]


# ------------------------------------------------------------------------------------------------- evidence


def test_shared_words_are_a_finding_and_other_words_are_none() -> None:
    a, b, c = (replace(lone_bearer("Jon Addler", Label.PERSON, ""), said=frozenset(x)) for x in ({1, 2}, {2, 3}, {4}))
    found = quotation_signal(a, b)
    assert found is not None
    assert (found.code, found.reason) == ("same_quotation", "both are quoted with the same words")
    assert found.weight > 0
    assert quotation_signal(a, c) is quotation_signal(a, lone_bearer("Jon Addler", Label.PERSON, "")) is None


@pytest.mark.parametrize(
    ("name", "other", "before", "after"),
    [
        ("Jon Addler", "John Adlder", Decision.UNSURE, Decision.SAME),
        ("Ned Amsel", "Ned Amsel Jr.", Decision.UNSURE, Decision.SAME),
        ("N. Amsel", "Ned Amsel", Decision.UNSURE, Decision.SAME),
        ("Ned Amsel", "Ted Amsel", Decision.DIFFERENT, Decision.DIFFERENT),
        ("Ned Amsel Sr.", "Ned Amsel Jr.", Decision.DIFFERENT, Decision.DIFFERENT),
    ],
)
def test_shared_words_support_what_the_names_allow(name: str, other: str, before: Decision, after: Decision) -> None:
    a, b = (lone_bearer(x, Label.PERSON, "") for x in (name, other))
    assert compare(a, b, CONFIG).decision == before
    verdict = compare(replace(a, said=frozenset({1})), replace(b, said=frozenset({1})), CONFIG)
    assert verdict.decision == after


def test_the_bearer_of_a_name_has_the_words_of_all_articles() -> None:
    member = Member("m1", "name", 1.0, "first named here")
    chains = [Chain(f"a{i}", Label.PERSON, (("Jon Addler", 1),), (member,), said=(i, i + 1)) for i in range(3)]
    assert make_bearer(chains, {}).said == {0, 1, 2, 3}
    assert make_bearer(chains[:1], {}).said == {0, 1}


def run(texts: Sequence[str], said: Mapping[str, Sequence[str]]) -> Reconciled:
    """The articles a0, a1, ... reconciled; ``said`` by the id of a mention, ARTICLE:START."""
    articles = [mark(text, f"a{i}", None) for i, text in enumerate(texts)]
    return resolve([c for mentions in articles for c in chain_article(mentions, said)], CONFIG, Judgements())


def test_one_quotation_bridges_a_misspelling_and_the_decision_says_so() -> None:
    texts = ["[PERSON Jon Addler] sang.", "[PERSON John Adlder] swam."]
    assert len(run(texts, {"a0:0": [SPEECH], "a1:0": [OTHER]}).entities) == 2
    reconciled = run(texts, {"a0:0": [SPEECH], "a1:0": [OTHER, SPEECH]})
    assert [entity.aliases for entity in reconciled.entities] == [("John Adlder", "Jon Addler")]
    assert "both are quoted with the same words" in reconciled.merges[0].reason


def test_two_people_who_read_one_statement_stay_two() -> None:
    texts = ["[PERSON Jon Addler] and [PERSON John Adlder] wrote.", "[PERSON Tessa Marlow] read."]
    assert len(run(texts, {mention: [SPEECH] for mention in ("a0:0", "a0:15", "a1:0")}).entities) == 3


NAMESAKES = ["Ohio congressman [PERSON Ned Amsel] voted.", "Michigan congressman [PERSON Ned Amsel] voted.",
             "[PERSON Ned Amsel] left."]  # fmt: skip


def test_one_quotation_outweighs_roles_that_contradict() -> None:
    assert len(run(NAMESAKES, {}).entities) == 2
    assert len(run(NAMESAKES, {"a0:17": [SPEECH], "a1:21": [SPEECH]}).entities) == 1


def test_a_namesake_without_a_role_goes_with_whom_it_is_quoted_like() -> None:
    for same in ("a0:17", "a1:21"):
        links = {x.mention_id: x.entity_id for x in run(NAMESAKES, {same: [SPEECH], "a2:0": [SPEECH]}).links}
        assert links["a2:0"] == links[same]
        assert len(set(links.values())) == 2
