"""Reconciliation on any input: order does not matter, judgements hold, ids stay, nothing crashes."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.config import ReconcileConfig
from pipeline.reconcile.across import resolve
from pipeline.reconcile.block import keys_of, meet
from pipeline.reconcile.chains import Family, Reconciled
from pipeline.reconcile.compare import compare_names
from pipeline.reconcile.judgements import Judgement, Judgements
from pipeline.reconcile.kinds import settle_kind
from pipeline.reconcile.pairs import candidate_pairs
from pipeline.reconcile.within import chain_article
from pipeline.schema import Decision, Form, Label, Mention
from pipeline.spans import Span

CONFIG = ReconcileConfig()
NAMES = (
    "Tim Burrow", "Burrow", "Claire Burrow", "Tim Burrow Jr.", "T. Burrow", "Timothy Burrow", "Tim Burow",
    "Mayor Burrow", "NPS", "National Park Service", "Park Service", "Dover", "Dover, Del.", "Dover, N.H.", "@timburrow",
    "Burrow Foundation",
)  # fmt: skip
BEFORE = ("", "said Dover Mayor ", "Ohio senator ", "Michigan senator ", "the ")
AFTER = ("", ", Del., said", ", the football coach,", " (NPS) said")

mention = st.tuples(
    st.integers(0, 4), st.sampled_from(NAMES), st.sampled_from([*Label, None]), st.sampled_from(list(Form)),
    st.sampled_from(BEFORE), st.sampled_from(AFTER), st.integers(0, 30),
)  # fmt: skip
Row = tuple[int, str, Label | None, Form, str, str, int]


def build(rows: list[Row], label: Label | None = None) -> list[Mention]:
    return [
        Mention(
            f"m{i}", f"a{article}", Span(i * 40, i * 40 + len(text)), text, label or kind, form, "test", before=before,
            after=after, published=date(2018, 1, 1) + timedelta(article), antecedent=f"m{back}" if back < i else None,
        )
        for i, (article, text, kind, form, before, after, back) in enumerate(rows)
    ]  # fmt: skip


def run(mentions: list[Mention], judgements: Judgements = Judgements()) -> Reconciled:  # noqa: B008
    articles: dict[str, list[Mention]] = {}
    for one in mentions:
        articles.setdefault(one.article_id, []).append(one)
    return resolve([c for ms in articles.values() for c in chain_article(ms)], CONFIG, judgements)


@settings(max_examples=60, deadline=None)
@given(st.lists(mention, max_size=14), st.randoms(use_true_random=False))
def test_the_order_of_the_input_does_not_matter(rows: list[Row], shuffle: random.Random) -> None:
    mentions = build(rows)
    shuffled = list(mentions)
    shuffle.shuffle(shuffled)
    assert run(shuffled) == run(mentions)


@settings(max_examples=60, deadline=None)
@given(st.lists(mention, max_size=14))
def test_every_name_gets_one_entity_and_scores_stay_in_bounds(rows: list[Row]) -> None:
    mentions = build(rows)
    reconciled = run(mentions)
    linked = [link.mention_id for link in reconciled.links]
    assert len(linked) == len(set(linked))
    assert {m.mention_id for m in mentions if m.form != Form.PRONOUN} <= set(linked)
    assert {link.entity_id for link in reconciled.links} == {entity.entity_id for entity in reconciled.entities}
    assert len({entity.entity_id for entity in reconciled.entities}) == len(reconciled.entities)
    assert all(0 <= scored.score <= 1 for scored in (*reconciled.links, *reconciled.merges))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(mention, min_size=2, max_size=12), st.sampled_from(NAMES[:8]), st.sampled_from(NAMES[:8]), st.booleans()
)
def test_a_judgement_always_holds(rows: list[Row], name_a: str, name_b: str, is_same: bool) -> None:
    mentions = [m for m in build(rows, Label.PERSON) if m.form == Form.NAME and settle_kind(m).label == Label.PERSON]
    decision = Decision.SAME if is_same else Decision.DIFFERENT
    bare = {"Mayor Burrow": "Burrow"}
    name_a, name_b = bare.get(name_a, name_a), bare.get(name_b, name_b)
    if name_a == name_b:
        return
    entity = {
        link.mention_id: link.entity_id
        for link in run(mentions, Judgements.of([Judgement(name_a, name_b, Label.PERSON, decision)])).links
    }
    left = {entity[m.mention_id] for m in mentions if bare.get(m.text, m.text) == name_a}
    right = {entity[m.mention_id] for m in mentions if bare.get(m.text, m.text) == name_b}
    if is_same and left and right:
        assert len(left | right) == 1
    if not is_same:
        assert not left & right


@settings(max_examples=40, deadline=None)
@given(st.lists(mention, max_size=12))
def test_ids_stay_when_an_unrelated_article_is_added(rows: list[Row]) -> None:
    mentions = build(rows)
    other = [
        Mention(
            "z1",
            "z",
            Span(0, 13),
            "Ingrid Solvang",
            Label.PERSON,
            Form.NAME,
            "test",
            after=" won",
            published=date(2017, 5, 1),
        ),
        Mention("z2", "z", Span(30, 43), "Fjord Council", Label.ORG, Form.NAME, "test", published=date(2017, 5, 1)),
    ]
    before, after = run(mentions), run(mentions + other)
    kept = tuple(link for link in after.links if link.mention_id not in ("z1", "z2"))
    assert kept == before.links


@settings(max_examples=120, deadline=None)
@given(
    st.lists(
        st.tuples(st.text(max_size=60), st.sampled_from([*Label, None]), st.text(max_size=40), st.text(max_size=40)),
        max_size=6,
    )
)
def test_no_text_crashes(texts: list[tuple[str, Label | None, str, str]]) -> None:
    mentions = [
        Mention(
            f"m{i}",
            f"a{i % 2}",
            Span(i * 100, i * 100 + len(text)),
            text,
            label,
            Form.NAME,
            "test",
            before=before,
            after=after,
        )
        for i, (text, label, before, after) in enumerate(texts)
    ]
    assert len(run(mentions).links) == len(mentions)


@settings(max_examples=120, deadline=None)
@given(
    st.text(max_size=60),
    st.text(max_size=60),
    st.sampled_from([*Label, None]),
    st.text(max_size=30),
    st.text(max_size=30),
)
def test_no_pair_crashes_and_order_does_not_matter(
    a: str, b: str, label: Label | None, role_a: str, role_b: str
) -> None:
    one, two = compare_names(a, b, label, role_a, role_b, CONFIG), compare_names(b, a, label, role_b, role_a, CONFIG)
    assert (one.decision, one.score) == (two.decision, two.score)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from(("J. Ostrov", "Jane Ostrov", "John Ostrov", "Ostrov"))),
                max_size=12))  # fmt: skip
def test_no_short_name_bridges_two_full_ones(rows: list[tuple[int, str]]) -> None:
    mentions = build([(article, text, None, Form.NAME, "", "", 99) for article, text in rows], Label.PERSON)
    entity = {link.mention_id: link.entity_id for link in run(mentions).links}
    of = {name: {entity[m.mention_id] for m in mentions if m.text == name} for name in ("Jane Ostrov", "John Ostrov")}
    assert not of["Jane Ostrov"] & of["John Ostrov"]


@settings(max_examples=60, deadline=None)
@given(st.lists(mention, max_size=14), st.integers(1, 4))
def test_ids_do_not_depend_on_the_names_of_articles(rows: list[Row], shift: int) -> None:
    mentions = [m for m in build(rows) if m.form == Form.NAME]
    moved = [replace(m, article_id=f"b{shift}{m.article_id}") for m in mentions]
    assert {x.entity_id for x in run(mentions).entities} == {x.entity_id for x in run(moved).entities}


@settings(max_examples=100, deadline=None)
@given(st.lists(st.frozensets(st.sampled_from(("a", "b", "c", "?a", "=a", "?b", "=b")), max_size=4), max_size=9))
def test_small_blocks_give_exactly_the_pairs_that_meet(keys: list[frozenset[str]]) -> None:
    names = [str(i) for i in range(len(keys))]
    expected = [(i, j) for i in range(len(keys)) for j in range(i + 1, len(keys)) if meet(keys[i], keys[j])]
    assert sorted(candidate_pairs([tuple(sorted(mine)) for mine in keys], names, 50)) == expected


@settings(max_examples=150, deadline=None)
@given(
    st.text("bdgklmnprtvaeiou", min_size=7, max_size=12),
    st.integers(0, 11),
    st.sampled_from("cdfko"),
    st.integers(0, 3),
)
def test_names_of_organisations_at_one_edit_are_compared(word: str, at: int, letter: str, edit: int) -> None:
    at %= len(word) - 1
    slip = (
        word[:at] + word[at + 1 :],  # left out
        word[:at] + letter + word[at:],  # put in
        word[:at] + letter + word[at + 1 :],  # another
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],  # two exchanged
    )[edit]
    a, b = (keys_of(f"{x.title()} Lantern Council", Family.THING) for x in (word, slip))
    assert meet(a, b)


@settings(max_examples=80, deadline=None)
@given(st.lists(mention, max_size=16))
def test_decisions_say_what_entities_show_and_their_contexts_are_of_the_articles(rows: list[Row]) -> None:
    mentions = build(rows)
    reconciled = run(mentions)
    bearers: dict[str, set[str]] = defaultdict(set)
    for entity in reconciled.entities:
        for name in (entity.name, *entity.aliases):
            bearers[name].add(entity.entity_id)
    written: dict[str, list[str]] = defaultdict(list)
    for m in mentions:
        written[m.article_id].append(" ".join(f"{m.before}{m.text}{m.after}".split()))
    for merge in reconciled.merges:
        a, b = bearers[merge.name_a], bearers[merge.name_b]
        if merge.decision == Decision.SAME:
            assert a & b or merge.label in (Label.GPE, Label.LOC), merge  # a place is shown with its state
        elif len(a) == 1:
            assert a != b, merge
        for shown in (merge.evidence_a, merge.evidence_b):
            article_id, _, context = shown.partition(": ")
            assert context in written[article_id]
        assert merge.reason[:1].isupper() or not merge.reason[:1].isalpha()
        assert merge.reason.endswith(".")
