"""Attributions of short texts as data, and what the finder reads, skips and reports."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pipeline.find.attributions import find_attributions
from pipeline.parse import Parsed
from pipeline.schema import Attributions, Issue, SegmentKind, Voice
from pipeline.spans import Span
from tests.builders import make_parsed
from tests.cases_of import cases_of

pytestmark = pytest.mark.model
SPEECH = '"The dam will hold," Ortiz said.'


def in_short(text: str, found: Attributions) -> dict[str, Any]:
    """The records in the form of a case: kind or voice, text, source, cue, number of the group."""

    def words(span: Span | None) -> str | None:
        return None if span is None else span.of(text)

    claims = [c for c in found.claims if c.voice is not Voice.ARTICLE]
    return {
        "quotes": [[str(q.kind), q.text, words(q.source), words(q.cue), q.utterance] for q in found.quotes],
        "claims": [[str(c.voice), c.text, words(c.source), words(c.cue), c.proposition] for c in claims],
    }


def with_first_segment(text: str, **changes: Any) -> Parsed:
    """The parsed text, its first segment changed."""
    parsed = make_parsed(text)
    first, *others = parsed.article.segments
    return Parsed(replace(parsed.article, segments=(replace(first, **changes), *others)), parsed.doc)


@pytest.mark.parametrize("case", cases_of("attributions", "found", "negative", "known-failures"))
def test_quotes_and_claims_of_a_text(case: dict[str, Any]) -> None:
    found = find_attributions(make_parsed(case["input"]), [])
    assert in_short(case["input"], found) == {"quotes": case["quotes"], "claims": case["claims"]}


@pytest.mark.parametrize("kind", [SegmentKind.BOILERPLATE, SegmentKind.CREDIT, SegmentKind.LICENCE, SegmentKind.TITLE])
def test_what_is_no_prose_of_the_article_is_not_read(kind: SegmentKind) -> None:
    assert find_attributions(with_first_segment(SPEECH, kind=kind), []) == Attributions((), ())


def test_a_repeated_segment_is_not_read_again() -> None:
    parsed = with_first_segment(f"{SPEECH}\n{SPEECH}", copy_of=Span(33, 65))
    assert [q.span for q in find_attributions(parsed, []).quotes] == [Span(34, 52)]


@pytest.mark.parametrize(("kind", "reason"), [(SegmentKind.TITLE, "standfirst"), (SegmentKind.CAPTION, "caption")])
def test_a_standfirst_and_a_caption_are_read(kind: SegmentKind, reason: str) -> None:
    found = find_attributions(with_first_segment(SPEECH, kind=kind, reason=reason), [])
    assert [q.text for q in found.quotes] == ["The dam will hold,"]


def test_a_mark_without_partner_is_an_issue_and_spoils_no_other_paragraph() -> None:
    text = f'The dam" will hold.\n{SPEECH}'
    found = find_attributions(make_parsed(text), [])
    assert [q.text for q in found.quotes] == ["The dam will hold,"]
    message = "a quotation mark without a partner; quotations of its paragraph may be missing or too long"
    assert found.issues == (Issue("a1", "attributions", "unbalanced_quotation", message, Span(7, 8)),)


def test_a_quoted_claim_has_the_span_cue_and_number_of_its_quote() -> None:
    found = find_attributions(make_parsed(SPEECH), [])
    quote, claim = found.quotes[0], found.claims[0]
    assert (quote.span, quote.cue, quote.proposition) == (claim.span, claim.cue, claim.proposition)


def test_a_claim_tells_its_act_negation_and_lemma() -> None:
    claim = find_attributions(make_parsed("The union vowed to fight the plan."), []).claims[0]
    assert (str(claim.act), claim.cue_lemma, claim.is_negated) == ("commit", "vow", False)
