"""Decisions by people hold in the result whatever the names, the articles, the order and the contradictions."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.config import ReconcileConfig
from pipeline.reconcile.across import resolve
from pipeline.reconcile.chains import Reconciled, family_of
from pipeline.reconcile.judgements import Judgements, fold_name
from pipeline.reconcile.judgements_file import Judgement
from pipeline.reconcile.kinds import settle_kind
from pipeline.reconcile.within import chain_article
from pipeline.schema import Decision, Form, Label, Mention
from pipeline.spans import Span

CONFIG = ReconcileConfig()
PEOPLE = ("Tim Burrow", "Burrow", "Claire Burrow", "Timothy Burrow", "T. Burrow", "Tim Burow", "Ned Amsel", "Amsel")
THINGS = ("NPS", "National Park Service", "Park Service", "the National Parks Service", "Nelson Paper Supplies")
PLACES = ("Dover", "Dover, Del.", "Dover, N.H.", "City of Dover")
LABEL = dict.fromkeys(PEOPLE, Label.PERSON) | dict.fromkeys(THINGS, Label.ORG) | dict.fromkeys(PLACES, Label.GPE)
BEFORE = ("", "said Dover Mayor ", "Ohio senator ", "Michigan senator ")
AFTER = ("", ", Del., said", ", the football coach,", " (NPS) said")

placed = st.tuples(st.integers(0, 4), st.sampled_from([*LABEL]), st.sampled_from(BEFORE), st.sampled_from(AFTER))
judged = st.sampled_from([PEOPLE, THINGS, PLACES]).flatmap(
    lambda names: st.tuples(st.sampled_from(names), st.sampled_from(names), st.sampled_from(list(Decision)))
)
alone = st.booleans()
Placed = tuple[int, str, str, str]


def build(rows: Sequence[Placed], prefix: str = "") -> list[Mention]:
    return [
        Mention(
            f"{prefix}m{i}", f"{prefix}a{article}", Span(i * 40, i * 40 + len(text)), text, LABEL[text], Form.NAME,
            "test", before=before, after=after, published=date(2018, 1, 1) + timedelta(article),
        )
        for i, (article, text, before, after) in enumerate(rows)
    ]  # fmt: skip


def run(mentions: Iterable[Mention], judgements: Judgements) -> Reconciled:
    articles: dict[str, list[Mention]] = {}
    for one in mentions:
        articles.setdefault(one.article_id, []).append(one)
    return resolve([c for ms in articles.values() for c in chain_article(ms)], CONFIG, judgements)


def entities(reconciled: Reconciled, mentions: Sequence[Mention], name: str) -> set[str]:
    """The entities of all mentions that use a name; the state that stands after a place is a part of it.

    "Burrow, Del.," is a place, whatever the tagger said, and no judgement about a person Burrow speaks of it.
    """
    entity = {link.mention_id: link.entity_id for link in reconciled.links}
    family = family_of(LABEL[name])
    found = set()
    # Where an article says of one Dover in which state it lies, it is the article that says what a bare Dover means.
    stated = [m for m in mentions if LABEL[m.text] == Label.GPE and ("," in m.text or m.after.startswith(", Del."))]
    said = {m.article_id for m in stated}
    for m in mentions:
        if LABEL[m.text] == Label.GPE and m.article_id in said and m not in stated:
            continue
        wider = "delaware" if m.after.startswith(", Del.") and "," not in m.text else None
        if settle_kind(m).label == LABEL[name] and fold_name(name, family) == fold_name(m.text, family, wider):
            found.add(entity[m.mention_id])
    return found


def rows_of(given: Sequence[tuple[str, str, Decision]], is_alone: bool = False) -> list[Judgement]:
    return [Judgement(a, b, LABEL[a], d, line=n, is_alone=is_alone) for n, (a, b, d) in enumerate(given, start=2)]


@settings(max_examples=150, deadline=None)
@given(st.lists(placed, min_size=2, max_size=14), st.lists(judged, min_size=1, max_size=5))
def test_what_is_judged_holds_for_every_mention(rows: list[Placed], decided: list[tuple[str, str, Decision]]) -> None:
    mentions, judgements = build(rows), Judgements.of(rows_of(decided))
    reconciled = run(mentions, judgements)
    lines = " ".join(judgements.problems)
    for row in judgements.rows:
        left, right = (entities(reconciled, mentions, name) for name in (row.name_a, row.name_b))
        family = family_of(row.label)
        if row.decision == Decision.DIFFERENT and fold_name(row.name_a, family) != fold_name(row.name_b, family):
            assert not left & right, row
        if row.decision == Decision.SAME and f"line {row.line}:" not in lines and row.label != Label.GPE:
            assert len(left | right) <= 1, row  # of places it holds where no article says which Dover it means


@settings(max_examples=60, deadline=None)
@given(st.lists(placed, max_size=12), st.lists(judged, max_size=6), alone, st.randoms(use_true_random=False))
def test_neither_order_nor_contradictions_matter(
    rows: list[Placed], decided: list[tuple[str, str, Decision]], is_alone: bool, shuffle: random.Random
) -> None:
    mentions, judgements = build(rows), rows_of(decided, is_alone)
    expected = run(mentions, Judgements.of(judgements))
    linked = [link.mention_id for link in expected.links]
    assert sorted(linked) == sorted(m.mention_id for m in mentions)
    shuffle.shuffle(mentions)
    shuffle.shuffle(judgements)
    assert run(mentions, Judgements.of(judgements)) == expected


@settings(max_examples=60, deadline=None)
@given(
    st.lists(placed, min_size=2, max_size=10), st.lists(judged, min_size=1, max_size=3), st.lists(placed, max_size=6)
)
def test_judgements_survive_new_articles(
    rows: list[Placed], decided: list[tuple[str, str, Decision]], more: list[Placed]
) -> None:
    judgements = Judgements.of(rows_of(decided))
    mentions, new = build(rows), build(more, "z")
    reconciled = run([*mentions, *new], judgements)
    for row in judgements.rows:
        a, b = (entities(reconciled, [*mentions, *new], name) for name in (row.name_a, row.name_b))
        family = family_of(row.label)
        if row.decision == Decision.DIFFERENT and fold_name(row.name_a, family) != fold_name(row.name_b, family):
            assert not a & b, row


@settings(max_examples=100, deadline=None)
@given(st.lists(judged, max_size=8))
def test_what_is_judged_different_is_never_one_group(decided: list[tuple[str, str, Decision]]) -> None:
    judgements = Judgements.of(rows_of(decided))
    bound, group = judgements.bound(), judgements.groups()
    assert all(len(pair) == 2 or not pair & bound for pair in judgements.different())
    assert set(group.values()) <= set(group)


@settings(max_examples=80, deadline=None)
@given(st.lists(placed, min_size=2, max_size=12), st.sampled_from([Decision.SAME, Decision.DIFFERENT]))
def test_whatever_a_review_decides_is_not_asked_again(rows: list[Placed], decision: Decision) -> None:
    mentions = build(rows)
    asked = [merge for merge in run(mentions, Judgements()).merges if merge.decision == Decision.UNSURE]
    for merge in asked:
        judgement = Judgement(merge.name_a, merge.name_b, merge.label, decision, is_alone=True)
        again = run(mentions, Judgements.of([judgement]))
        assert not [m for m in again.merges if m.decision == Decision.UNSURE and {m.name_a, m.name_b} == judgement.pair]
        assert not again.issues, "the names of merges are names that articles have"
