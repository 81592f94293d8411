"""What is lent: annotation that is missing, by the components that give it, never in place of a pipeline's own."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline.schemes.lend import Lender
from tests.unit.encoder.rule_network import rule_pipeline

TEXT = "“It is over,” said Ana.\n\nBen Okoye said “it never was” on Friday."
LENDING = rule_pipeline()


@pytest.fixture
def lender() -> Lender:
    found = Lender()
    found.source = lambda: LENDING
    return found


def blank(text: str = TEXT) -> Doc:
    return spacy.blank("en")(text)


def said(doc: Doc) -> list[tuple[str, str, str]]:
    return [(s.id_, s.label_, s.text) for s in doc.spans["attributions"]]


def test_attributions_are_lent_with_their_numbers_and_scores(lender: Lender) -> None:
    doc, own = lender(blank()), LENDING(TEXT)
    assert said(doc) == said(own) != []
    assert doc.spans["attributions"].attrs == own.spans["attributions"].attrs
    assert doc.spans["attributions"][0].doc is doc


def test_attributions_of_a_pipeline_itself_stay(lender: Lender) -> None:
    doc = blank()
    doc.spans["attributions"] = [Span(doc, 1, 4, label="CONTENT", span_id="7")]
    assert said(lender(doc)) == [("7", "CONTENT", "It is over")]
    assert doc.has_annotation("DEP")


def test_only_what_is_missing_is_read_and_the_lender_has_all_its_components_again(lender: Lender) -> None:
    read: list[str] = []

    @Language.component("newsledger_test_spy", assigns=["token.tag"])
    def spy(doc: Doc) -> Doc:
        read.append(doc.text)
        return doc

    LENDING.add_pipe("newsledger_test_spy", name="spy")
    try:
        complete = LENDING(TEXT)
        del complete.spans["attributions"]
        read.clear()
        assert said(lender(complete)) == said(LENDING(TEXT))
        assert read == [TEXT]  # by the line above, not by the lender
        assert LENDING.disabled == []
        lender(blank())
        assert read == [TEXT] * 2
    finally:
        LENDING.remove_pipe("spy")


def test_documents_that_lack_different_things_are_lent_what_each_lacks(lender: Lender) -> None:
    complete, without = LENDING(TEXT), LENDING(TEXT)
    del without.spans["attributions"]
    complete.spans["attributions"] = []
    docs = list(lender.pipe([without, blank(""), blank(), complete]))
    assert [said(d) if "attributions" in d.spans else None for d in docs] == [
        said(LENDING(TEXT)),
        None,
        said(docs[0]),
        [],
    ]
    assert all(d.has_annotation("TAG") for d in (docs[0], docs[2], docs[3]))


def test_a_document_that_has_everything_needs_no_lender() -> None:
    doc = Lender()(LENDING(TEXT))
    assert said(doc) == said(LENDING(TEXT))
