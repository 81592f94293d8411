"""Rows of one article: offsets, ids, joins between quotes, claims and amounts, and what cannot be written."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from pipeline.errors import InvariantError
from pipeline.schema import (
    Act,
    AmountKind,
    AmountMention,
    AmountModifier,
    Attributions,
    Claim,
    Form,
    Label,
    Link,
    Mention,
    Quote,
    QuoteKind,
    Sources,
    Voice,
)
from pipeline.spans import Span
from pipeline.tables.assemble import Findings, assemble_rows, failed_rows, with_entities
from tests.builders import make_article

TEXT = 'Mayor Lee said the city paid "only $5" for it.'
LEE = Mention("a1:6-9:m", "a1", Span(6, 9), "Lee", Label.PERSON, Form.NAME, "model")


def amount(span: Span, value: str) -> AmountMention:
    """A sum of money that Lee owns."""
    number = Decimal(value)
    return AmountMention(
        "a1", span, span.of(TEXT), AmountKind.MONEY, number, number, number, "USD", None, AmountModifier.EXACT, None,
        Span(0, 9), "test",
    )  # fmt: skip


def claim(start: int, end: int, proposition: int) -> Claim:
    """A reported claim by Lee."""
    span = Span(start, end)
    return Claim(
        "a1", span, span.of(TEXT), proposition, Voice.REPORTED, Act.ASSERT, Span(0, 9), Span(10, 14), "say", False,
        False, None, "test",
    )  # fmt: skip


def findings(claims: tuple[Claim, ...], quotes: tuple[Quote, ...], amounts: tuple[AmountMention, ...]) -> Findings:
    """Findings of the one-sentence article."""
    return Findings(
        article=make_article(TEXT), mentions=(LEE,), dates=(), amounts=amounts,
        attributions=Attributions(quotes, claims), sources=Sources((), ((Span(0, 9), LEE.mention_id),)), chains=(),
        issues=(), n_words=9, n_sentences=1,
    )  # fmt: skip


QUOTE = Quote("a1", Span(30, 37), "only $5", QuoteKind.MIXED, 0, Span(0, 9), Span(10, 14), None, 1, "test")


def test_quote_joins_the_claim_of_its_proposition_and_amount_the_narrowest_claim() -> None:
    rows = assemble_rows(findings((claim(15, 45, 1), claim(24, 45, 2)), (QUOTE,), (amount(Span(35, 37), "5"),)))
    assert rows.quotes[0].claim_id == "a1:15-45:c"
    assert rows.amounts[0].claim_id == "a1:24-45:c"
    assert [c.proposition_id for c in rows.claims] == ["a1:p1", "a1:p2"]
    assert (rows.quotes[0].speaker_text, rows.quotes[0].cue_text) == ("Mayor Lee", "said")


def test_entities_reach_speakers_claimants_and_owners() -> None:
    rows = assemble_rows(findings((claim(15, 45, 1),), (QUOTE,), (amount(Span(35, 37), "5"),)))
    linked = with_entities(rows, {LEE.mention_id: Link(LEE.mention_id, "person:lee", "name", 1.0, "its name")})
    assert linked.quotes[0].speaker_id == linked.claims[0].claimant_id == linked.amounts[0].entity_id == "person:lee"
    assert (linked.mentions[0].entity_id, linked.mentions[0].method) == ("person:lee", "name")
    assert with_entities(rows, {}).quotes[0].speaker_id is None


@pytest.mark.parametrize(
    ("owner", "wanted"),
    [
        ("Lodi and Reno", "lodi|reno"),
        ("Lodi, Reno and the Hague", "lodi|reno|hague"),
        ("both Lodi and Reno", "lodi|reno"),
        ("Lodi, Reno", "reno"),
        ("the mayor of Lodi", "lodi"),
        ("Lodi, the rival of Reno and Hague", "reno|hague"),
    ],
)
def test_names_joined_by_and_own_an_amount_together(owner: str, wanted: str) -> None:
    text = f"{owner} paid $5."
    span = Span(text.index("$"), text.index("$") + 2)
    names = [
        Mention(f"m:{n}", "a1", Span(text.index(n), text.index(n) + len(n)), n, Label.GPE, Form.NAME, "model")
        for n in ("Lodi", "Reno", "Hague")
        if n in owner
    ]
    own = replace(amount(span, "5"), text="$5", owner=Span(0, len(owner)))
    whole = replace(
        findings((), (), (own,)), article=make_article(text), mentions=tuple(names), sources=Sources((), ())
    )
    links = {m.mention_id: Link(m.mention_id, m.text.lower(), "name", 1.0, "its name") for m in names}
    assert with_entities(assemble_rows(whole), links).amounts[0].entity_id == wanted


def test_two_claims_of_one_place_have_two_ids() -> None:
    rows = assemble_rows(findings((claim(15, 45, 1), claim(15, 45, 2)), (), ()))
    assert [c.claim_id for c in rows.claims] == ["a1:15-45:c", "a1:15-45:c-2"]


@pytest.mark.parametrize("value", ["1" + "0" * 26, "0.0000000000001"])
def test_number_that_no_column_holds_is_an_issue_and_not_a_row(value: str) -> None:
    rows = assemble_rows(findings((), (), (amount(Span(35, 37), value),)))
    assert rows.amounts == ()
    assert [(i.code, i.start, i.end) for i in rows.issues] == [("amount_too_long", 35, 37)]


def test_row_that_proves_nothing_is_a_broken_promise() -> None:
    with pytest.raises(InvariantError, match=r"a1.*proves nothing"):
        assemble_rows(findings((claim(15, 15, 1),), (), ()))


def test_failed_article_is_one_row_and_one_issue() -> None:
    rows = failed_rows("x", "raw/x.txt", None, "empty", "raw/x.txt: is empty")
    assert (rows.article.status, rows.article.error) == ("failed", "raw/x.txt: is empty")
    assert [(i.stage, i.code) for i in rows.issues] == [("read", "empty")]
    assert not rows.mentions
