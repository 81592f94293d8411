"""What becomes of the spans that the model finds: mended at marks, kept in a paragraph, without what says nothing."""

from __future__ import annotations

import pytest
from spacy.tokens import SpanGroup

from pipeline.encoder.annotations import ATTRIBUTIONS
from pipeline.find.attributions import find_attributions
from pipeline.parse import Parsed
from pipeline.schema import Attributions
from pipeline.spans import Span
from tests.builders import make_parsed

pytestmark = pytest.mark.model
Roles = tuple[tuple[str, str], ...]  # role and words, the first place of the words counting


def found_in(text: str, *attributions: Roles) -> Attributions:
    """The finder's result where the model has found these attributions and nothing else."""
    parsed = make_parsed(text)
    spans = []
    for number, roles in enumerate(attributions):
        for role, words in roles:
            start = text.index(words)
            span = parsed.doc.char_span(start, start + len(words), label=role, span_id=str(number))
            assert span is not None, words
            spans.append(span)
    parsed.doc.spans[ATTRIBUTIONS] = SpanGroup(parsed.doc, name=ATTRIBUTIONS, spans=spans)
    return find_attributions(Parsed(parsed.article, parsed.doc), [])


def claims_of(text: str, *attributions: Roles) -> list[tuple[str, str | None, str | None]]:
    """Content, source and cue of each claim that is not the article's own."""

    def words(span: Span | None) -> str | None:
        return None if span is None else span.of(text)

    found = found_in(text, *attributions)
    return [(c.text, words(c.source), words(c.cue)) for c in found.claims if c.voice != "article"]


def said(source: str, cue: str, *contents: str) -> Roles:
    return (("SOURCE", source), ("CUE", cue), *(("CONTENT", content) for content in contents))


def test_a_content_that_cuts_through_a_quotation_takes_all_of_it() -> None:
    text = 'Kim said the wall "would never hold again" after May.'
    assert claims_of(text, said("Kim", "said", 'the wall "would never')) == [
        ('the wall "would never hold again"', "Kim", "said")
    ]


def test_a_marked_clause_behind_a_conjunction_is_a_piece_of_its_own() -> None:
    text = 'Kim said the wall was safe, and "you cannot say that of many walls."'
    content = text[text.index("the wall") :]
    assert [c[0] for c in claims_of(text, said("Kim", "said", content))] == [
        "the wall was safe", "you cannot say that of many walls.",
    ]  # fmt: skip


def test_a_closed_quotation_of_the_next_paragraph_is_another_utterance() -> None:
    text = '"It holds," Kim said.\n"It will hold," Ortiz said.'
    got = claims_of(
        text, said("Kim", "said", '"It holds,"', '"It will hold,"'), said("Ortiz", "said", '"It will hold,"')
    )
    assert [(content, source) for content, source, _ in got] == [("It holds,", "Kim"), ("It will hold,", "Ortiz")]


def test_a_direct_quotation_is_left_to_the_narrowest_of_those_that_claim_it() -> None:
    text = '"It holds," Kim said. "It does not," Ortiz replied.'
    got = claims_of(text, said("Kim", "said", '"It holds,"'), said("Ortiz", "replied", '"It holds,"', '"It does not,"'))
    assert got == [("It holds,", "Kim", "said"), ("It does not,", "Ortiz", "replied")]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("The plan, which Kim said, failed.", said("Kim", "said", "which")),
        ("The county responded to requests for comment.", said("The county", "responded to requests for", "comment")),
        ('"We are proud of our city," Kim said.', said("We", "are proud of", "our city")),
    ],
)
def test_contents_that_say_nothing_are_left_out(text: str, roles: Roles) -> None:
    assert roles[2][1] not in [content for content, _, _ in claims_of(text, roles)]


@pytest.mark.parametrize(
    ("text", "roles", "source"),
    [
        ("Kim was told that it failed.", said("Kim", "was told", "it failed"), None),
        ("Kim was quoted as saying that it failed.", said("Kim", "was quoted as saying", "it failed"), "Kim"),
        ("Kim, for her part, said that it failed.", said("Kim, for her part,", "said", "it failed"), "Kim"),
        ("Kim, a nurse, said that it failed.", said("Kim, a nurse,", "said", "it failed"), "Kim, a nurse,"),
        ("Ben Kim Sr. said that it failed.", said("Ben Kim Sr.", "said", "it failed"), "Ben Kim Sr."),
    ],
)
def test_the_source_is_who_speaks_without_asides(text: str, roles: Roles, source: str | None) -> None:
    assert claims_of(text, roles) == [("it failed", source, roles[1][1])]


def test_a_cue_of_nothing_but_marks_is_none() -> None:
    text = 'KIM: "The wall holds."'
    assert claims_of(text, said("KIM", ":", '"The wall holds."')) == [("The wall holds.", "KIM", None)]


def test_marked_words_inside_two_contents_are_one_quote_of_the_nearer_source() -> None:
    text = 'She said the report warned that the wall was "mostly sound" in May.'
    inner = 'the wall was "mostly sound"'
    found = found_in(text, said("She", "said", f"the report warned that {inner}"), said("the report", "warned", inner))
    assert [(q.text, q.source and q.source.of(text)) for q in found.quotes] == [("mostly sound", "the report")]


@pytest.mark.parametrize(
    ("text", "roles", "quotes"),
    [
        ('Kim called the plan a "sham" on Monday.', said("Kim", "called", 'the plan a "sham"'), ["sham"]),
        ('Kim said so-called "safe" walls fail.', said("Kim", "said", 'so-called "safe" walls fail'), []),
        ('Kim bought a "safe" wall.', said("Kim", "bought", 'a "safe" wall'), []),
        ('Kim said "safe" walls fail. No "safe" wall stood.', said("Kim", "said", '"safe" walls fail'), []),
    ],
)
def test_a_marked_word_that_nobody_utters_is_no_quote(text: str, roles: Roles, quotes: list[str]) -> None:
    assert [q.text for q in found_in(text, roles).quotes] == quotes


def test_spans_with_other_labels_are_passed_over() -> None:
    text = "Kim said that it failed on Monday."
    roles = (*said("Kim", "said", "it failed"), ("TIME", "on Monday"))
    assert claims_of(text, roles) == [("it failed", "Kim", "said")]
