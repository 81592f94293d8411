"""Whom the sources of quotes and claims name or take up."""

from __future__ import annotations

import re
from typing import Any

import pytest

from pipeline.find.sources import find_sources
from pipeline.find.sources.heads import role_nouns
from pipeline.lexicon import table, words
from pipeline.schema import Act, Attributions, Claim, Form, Label, Mention, Quote, QuoteKind, Sources, Voice
from pipeline.spans import Span
from tests.builders import PUBLISHED, make_parsed
from tests.cases_of import cases_of
from tests.unit.find.markup import Marked, read_marked


def names_of(marked: Marked) -> list[Mention]:
    return [
        Mention(f"a1:{s.start}-{s.end}:m", "a1", s, s.of(marked.text), Label(kind), Form.NAME, "test")
        for kind, s in marked.spans
        if kind.isupper()
    ]


def attributions_of(marked: Marked) -> Attributions:
    """A claim for each ``{s1 source}`` with its ``{c1 content}``; a quote where the content stands in marks."""
    spans = dict(marked.spans)
    quotes, claims = [], []
    for kind, source in marked.spans:
        if not re.fullmatch(r"s\d", kind):
            continue
        content = spans["c" + kind[1]]
        claims.append(
            Claim("a1", content, "", 0, Voice.REPORTED, Act.ASSERT, source, None, None, False, False, None, "t")
        )
        if marked.text[content.start - 1] == '"':
            quotes.append(Quote("a1", content, "", QuoteKind.DIRECT, 0, source, None, None, 0, "t"))
    return Attributions(tuple(quotes), tuple(claims))


def resolve(text: str) -> tuple[Sources, list[Mention]]:
    marked = read_marked(text)
    names = names_of(marked)
    return find_sources(make_parsed(marked.text), names, attributions_of(marked)), names


def described(text: str) -> list[str]:
    """Each source in the order of the text: "name X", or form, label, text and what it takes up."""
    sources, names = resolve(text)
    by_id = {m.mention_id: m for m in (*names, *sources.mentions)}
    out = []
    for _, mention_id in sources.mention_of:
        m = by_id[mention_id]
        if m.form == Form.NAME:
            out.append(f"name {m.text}")
            continue
        kind = "group" if m.rule == "group" else m.form.value
        label = f" {m.label}" if m.label is not None else ""
        taken_up = f" -> {by_id[m.antecedent].text}" if m.antecedent is not None else ""
        out.append(f"{kind}{label}: {m.text}{taken_up}")
    return out


@pytest.mark.model
@pytest.mark.parametrize("case", cases_of("sources", "found", "known-failures"))
def test_find_sources(case: dict[str, Any]) -> None:
    assert described(case["input"]) == case["expected"]


@pytest.mark.model
def test_new_mention_carries_place_context_rule_and_score() -> None:
    sources, names = resolve("{PERSON Ann Lee} spoke. {s1 She} said {c1 it was over}.")
    assert sources == Sources(
        (
            Mention(
                "a1:15-18:m", "a1", Span(15, 18), "She", Label.PERSON, Form.PRONOUN, "pronoun_ranked", 1.0,
                before="Ann Lee spoke. ", after=" said it was over.", published=PUBLISHED,
                antecedent=names[0].mention_id,
            ),
        ),
        ((Span(15, 18), "a1:15-18:m"),),
    )  # fmt: skip


@pytest.mark.model
def test_no_attributions_no_sources() -> None:
    assert find_sources(make_parsed("It rained."), (), Attributions((), ())) == Sources((), ())


@pytest.mark.model
def test_order_of_the_records_changes_nothing() -> None:
    marked = read_marked(
        "{s1 {PERSON Ann Lee}} said {c1 it was over}. {s2 She} said {c2 all was well}. {s3 The mayor} said {c3 so}."
    )
    parsed, names, given = make_parsed(marked.text), names_of(marked), attributions_of(marked)
    turned = Attributions(given.quotes[::-1], given.claims[::-1])
    assert find_sources(parsed, names[::-1], turned) == find_sources(parsed, names, given)


@pytest.mark.model
def test_one_mention_for_a_source_of_several_claims() -> None:
    text = "He said it was over and that all was well."
    claims = tuple(
        Claim("a1", Span(a, b), "", 0, Voice.REPORTED, Act.ASSERT, Span(0, 2), None, None, False, False, None, "t")
        for a, b in ((8, 19), (29, 41))
    )
    sources = find_sources(make_parsed(text), (), Attributions((), claims))
    assert [m.text for m in sources.mentions] == ["He"]
    assert sources.mention_of == ((Span(0, 2), "a1:0-2:m"),)


@pytest.mark.model
def test_any_span_as_a_source_is_survived() -> None:
    marked = read_marked(
        'Mayor {PERSON Ann Lee} (D), who won, told {ORG Acme}: "We left," and its\n\nstaff of 12 agreed.'
    )
    n = len(marked.text)
    claims = tuple(
        Claim("a1", Span(b, n), "", 0, Voice.REPORTED, Act.ASSERT, Span(a, b), None, None, False, False, None, "t")
        for a in range(n)
        for b in range(a, n)
    )
    sources = find_sources(make_parsed(marked.text), names_of(marked), Attributions((), claims))
    known = {m.mention_id for m in (*names_of(marked), *sources.mentions)}
    assert {mention_id for _, mention_id in sources.mention_of} <= known
    assert {m.antecedent for m in sources.mentions} - {None} <= known
    assert all(m.text == m.span.of(marked.text) for m in sources.mentions)


def test_word_lists_hold_known_values_only() -> None:
    assert {label for label, _ in role_nouns().values()} == {Label.PERSON, Label.ORG, Label.GPE}
    assert {row["gender"] for row in table("given_names")} == {"m", "f"}
    assert {row["kind"] for row in table("pronouns")} == {"first", "second", "third", "relative"}
    assert {noun for noun in words("role_generic") if role_nouns()[noun][0] != Label.ORG} == set()
