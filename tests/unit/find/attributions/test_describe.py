"""What kind of saying an attribution is, where it was said, and what is worth checking."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

import pytest

from pipeline.find.attributions.checkworthy import CHECKABLE, SIGNALS
from pipeline.find.attributions.describe import article_claims, checkworthiness, describe_cue, venue_of
from pipeline.lexicon import table, words
from pipeline.parse import Parsed
from pipeline.schema import Act, Claim, Form, Label, Mention, SegmentKind, Voice
from pipeline.spans import Span
from tests.builders import make_parsed
from tests.cases_of import cases_of
from tests.unit.find.markup import read_marked

VENUES = {
    "statement", "tweet", "interview", "letter", "hearing", "speech", "briefing", "report", "court", "post",
}  # fmt: skip


def named(start: int, end: int) -> Mention:
    return Mention(f"a1:{start}-{end}:m", "a1", Span(start, end), "X", Label.ORG, Form.NAME, "test")


def score(text: str, mentions: tuple[Mention, ...] = ()) -> float:
    return checkworthiness(make_parsed(text).doc, Span(0, len(text)), mentions)


@pytest.mark.model
@pytest.mark.parametrize("case", cases_of("describe", "found", "known-failures"))
def test_describe_cue(case: dict[str, Any]) -> None:
    marked = read_marked(case["input"])
    content = marked.only("content")
    assert content is not None
    described = asdict(describe_cue(make_parsed(marked.text).doc, marked.only("cue"), content))
    assert {key: described[key] for key in case["expected"]} == case["expected"]


@pytest.mark.model
@pytest.mark.parametrize("case", cases_of("describe", "venues"))
def test_venue_of(case: dict[str, Any]) -> None:
    marked = read_marked(case["input"])
    content = marked.only("content")
    assert content is not None
    doc = make_parsed(marked.text).doc
    assert venue_of(doc, marked.only("source"), marked.only("cue"), content) == case["expected"]["venue"]


@pytest.mark.model
def test_venue_is_unknown_without_a_cue() -> None:
    assert venue_of(make_parsed("In a statement: it is over.").doc, None, None, Span(16, 27)) is None


@pytest.mark.model
def test_any_span_as_a_cue_is_survived() -> None:
    parsed = make_parsed('Ann said: "We won\'t go, Acme may."\nSo?')
    n = len(parsed.doc.text)
    for cut in range(n):
        for cue, content in (
            (Span(0, cut), Span(cut, n)),
            (Span(cut, n), Span(0, cut)),
            (Span(cut, cut), Span(cut, cut)),
        ):
            assert describe_cue(parsed.doc, cue, content).act in Act
            assert venue_of(parsed.doc, cue, cue, content) in VENUES | {None}
            assert 0.0 <= checkworthiness(parsed.doc, content, ()) <= 1.0


def test_word_lists_hold_known_values_only() -> None:
    assert {row["act"] for row in table("act_cues")} <= {act.value for act in Act}
    assert {row["takes"] for row in table("act_cues")} == {"", "infinitive", "as"}
    assert {row["venue"] for name in ("venue_nouns", "venue_cues") for row in table(name)} == VENUES
    assert not words("hedge_words") & words("hedge_verbs")


@pytest.mark.model
@pytest.mark.parametrize(
    ("more", "less"),
    [
        ("The city spent $3 million on the bridge last year.", "The city spent money on the bridge last year."),
        ("Crime fell faster in the north than in the south.", "Crime was a topic in the north and in the south."),
        ("All schools in the county closed on Friday.", "The schools in the county looked pretty on Friday."),
        ("The fund lost 40 percent of its value.", "The fund will lose 40 percent of its value."),
        ("The fund lost 40 percent of its value.", "Did the fund lose 40 percent of its value?"),
        ("The fund lost 40 percent of its value.", "We lost 40 percent of our value."),
        ("The fund lost 40 percent of its value.", "The fund perhaps lost 40 percent of its value."),
        ("The new bridge is longer than the old one.", "The new bridge is wonderful and the view is great."),
    ],
)
def test_checkworthiness_ranks_what_can_be_looked_up_higher(more: str, less: str) -> None:
    assert score(more) > score(less)


@pytest.mark.model
def test_checkworthiness_rises_with_names_and_stays_within_bounds() -> None:
    text = "Acme paid Beta $3 million in 2016, more than all others paid."
    none, one, two = score(text), score(text, (named(0, 4),)), score("Acme met Beta.", (named(0, 4), named(9, 13)))
    assert 0.0 <= two < none <= one <= 1.0
    assert score("Beautiful!") == 0.0


@pytest.mark.model
def test_checkworthiness_of_a_span_without_words_is_zero() -> None:
    assert checkworthiness(make_parsed("It rained.").doc, Span(0, 0), ()) == 0.0


def test_every_signal_has_a_weight_and_a_reason() -> None:
    assert all(signal.weight and signal.reason for signal in SIGNALS)
    assert sum(s.weight for s in SIGNALS if s.weight > 0) >= 1.0


ARTICLE = (
    "The city spent $3 million on two bridges in 2016.\n"
    "The mayor said the city spent $4 million on two tunnels.\n"
    "What a wonderful and charming little town it is.\n"
    "It rained."
)


@pytest.mark.model
def test_article_claims_leave_attributed_and_uncheckable_sentences() -> None:
    parsed = make_parsed(ARTICLE)
    taken = [Span(ARTICLE.index("the city spent $4"), ARTICLE.index(" tunnels"))]
    claims = article_claims(parsed, taken, (), 7)
    assert [replace(c, checkworthy=None) for c in claims] == [
        Claim("a1", Span(0, 49), ARTICLE[:49], 7, Voice.ARTICLE, Act.ASSERT, None, None, None, False, False, None,
              "article_voice")
    ]  # fmt: skip
    assert claims[0].checkworthy is not None
    assert claims[0].checkworthy >= CHECKABLE


def with_segment(parsed: Parsed, **changes: Any) -> Parsed:
    first, *rest = parsed.article.segments
    return replace(parsed, article=replace(parsed.article, segments=(replace(first, **changes), *rest)))


@pytest.mark.model
@pytest.mark.parametrize(
    "changes",
    [{"kept": False}, {"copy_of": Span(50, 60)}, {"kind": SegmentKind.STATEMENT}, {"kind": SegmentKind.TITLE}],
)
def test_article_claims_leave_what_is_not_the_body(changes: dict[str, Any]) -> None:
    parsed = make_parsed("The city spent $3 million on two bridges in 2016.\nIt rained.")
    assert [c.text for c in article_claims(parsed, (), (), 0)] == ["The city spent $3 million on two bridges in 2016."]
    assert article_claims(with_segment(parsed, **changes), (), (), 0) == ()


@pytest.mark.model
def test_article_claims_number_on_and_join_overlapping_taken_spans() -> None:
    text = (
        "The city spent $3 million on two bridges. The county sold 40 farms in 2015. The state built nine dams in 2014."
    )
    claims = article_claims(make_parsed(text), [Span(0, 20), Span(10, 41)], (), 3)
    assert [(c.proposition, c.text[:10]) for c in claims] == [(3, "The county"), (4, "The state ")]
