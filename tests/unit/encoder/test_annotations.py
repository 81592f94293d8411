"""From tokens to the encoder's words and back: white space, sentence starts set before, entities already there."""

from __future__ import annotations

from typing import Any

import pytest
import spacy
from spacy.tokens import Doc, Span

from pipeline.encoder.annotations import words_of
from pipeline.encoder.marks import CLOSES, INSIDE, OPENS, OUTSIDE
from tests.unit.encoder.rule_network import rule_pipeline

NLP = rule_pipeline()


def annotated(words: list[str], **preset: Any) -> Doc:
    """The annotation of words apart by spaces."""
    doc = Doc(NLP.vocab, words=words, spaces=[not w.isspace() for w in words], **preset)
    for _, component in NLP.pipeline:
        doc = component(doc)
    return doc


def test_white_space_without_a_line_break_is_not_read() -> None:
    words = words_of(Doc(NLP.vocab, words=[" ", "New", "  ", "York", "\n\n", "News", "\u200b"]))
    assert words.text.words == ["New", "York", "\n\n", "News", "\u200b"]
    assert words.text.breaks.tolist() == [False, False, True, False, False]
    assert words.tokens.tolist() == [1, 3, 4, 5, 6]
    assert words.spaces.tolist() == [True, False, True, False, True, False, False]


def test_sentence_starts_set_on_tokens_are_read_and_one_on_white_space_moves_to_the_next_word() -> None:
    doc = Doc(NLP.vocab, words=["a", "b", " ", "c", "d"])
    for i, start in ((1, False), (2, True), (4, True)):
        doc[i].is_sent_start = start
    assert words_of(doc).text.fixed.tolist()[1:] == [-1, 1, 1]


def test_tags_parts_features_and_lemmas_are_written() -> None:
    doc = annotated(["Floods", "hit", "Boston", "."])
    assert [(t.tag_, t.pos_, str(t.morph), t.lemma_) for t in doc] == [
        ("NNP", "PROPN", "", "Floods"),
        ("NN", "NOUN", "Number=Sing", "hit"),
        ("NNP", "PROPN", "", "Boston"),
        (".", "PUNCT", "", "."),
    ]
    assert all(doc.has_annotation(x) for x in ("TAG", "POS", "MORPH", "LEMMA", "DEP", "HEAD", "SENT_START", "ENT_IOB"))


def test_white_space_hangs_on_the_token_before_it_and_starts_no_sentence() -> None:
    doc = annotated(["It", " ", "rained", ".", "\n\n", " ", "He", "left"])
    assert [(t.i, t.tag_, t.pos_, t.lemma_, t.dep_, t.head.i) for t in doc if t.is_space] == [
        (1, "_SP", "SPACE", " ", "dep", 0),
        (4, "_SP", "SPACE", "\n\n", "dep", 3),
        (5, "_SP", "SPACE", " ", "dep", 4),
    ]
    assert [s.start for s in doc.sents] == [0, 6]


def test_white_space_at_the_start_belongs_to_the_first_sentence() -> None:
    doc = annotated([" ", "It", "rained"])
    assert [s.start for s in doc.sents] == [0]
    assert (doc[0].head.i, doc[0].dep_) == (1, "dep")


@pytest.mark.parametrize("words", [["\n\n", "It", "rained"], [" ", "\n", " ", "It", "rained"]])
def test_a_line_break_at_the_start_is_a_sentence_of_its_own(words: list[str]) -> None:
    doc = annotated(words)
    assert [s.start for s in doc.sents] == [0, words.index("It")]
    assert (doc[0].head.i, doc[0].dep_) == (0, "ROOT")


def test_every_sentence_is_one_tree_with_one_root() -> None:
    doc = annotated(["It", "rained", ".", "\n\n", "Roads", "in", "Port", "Ellis", "were", "closed", ".", "He", "left"])
    for sentence in doc.sents:
        assert [t for t in sentence if t.head == t] == [sentence.root]
        assert sentence.root.dep_ == "ROOT"
        assert all(t.head in sentence for t in sentence)
        assert {t.i for t in sentence.root.subtree} == set(range(sentence.start, sentence.end))
    assert {t.dep_ for t in doc} <= {"ROOT", "dep", "nsubj", "obj"}


def test_crossed_trees_keep_their_sentence_starts() -> None:
    """Heads drawn at random cross so much that spaCy's own edges of subtrees are not exact."""
    words = [f"w{i * 7919 % 83}" if i % 40 else "." for i in range(400)]
    doc = annotated(words)
    assert [s.start for s in doc.sents] == [0, *range(1, 400, 40)]


def test_names_become_entities_and_cover_white_space_inside_but_no_line_break() -> None:
    doc = annotated(["the", "New", " ", "York", "Board", "\n\n", "Harbour", "News", "of", "Boston"])
    assert [(e.start, e.end, e.label_) for e in doc.ents] == [(1, 5, "ORG"), (6, 8, "ORG"), (9, 10, "ORG")]


def test_entities_already_there_stay_and_names_that_overlap_them_are_left_out() -> None:
    words = ["Mayor", "Tom", "Okoye", "left", "Boston"]
    doc = annotated(words, ents=["O", "B-PERSON", "I-PERSON", "O", "O"])
    assert [(e.text, e.label_) for e in doc.ents] == [("Tom Okoye", "PERSON"), ("Boston", "ORG")]


SAID = ["“", "It", " ", "is", "over", "”", "Ana", " ", "said", ".", "\n\n", "Ben", "said", "“", "No", "”"]


def test_attributions_become_spans_with_their_number_in_order_of_cues() -> None:
    doc = annotated(SAID)
    group = doc.spans["attributions"]
    assert [(s.id_, s.label_, s.start, s.end) for s in group] == [
        ("0", "SOURCE", 6, 7),
        ("0", "CUE", 8, 9),
        ("0", "CONTENT", 1, 5),
        ("1", "SOURCE", 11, 12),
        ("1", "CUE", 12, 13),
        ("1", "CONTENT", 14, 15),
    ]
    assert group.name == "attributions"
    assert [type(score) for score in group.attrs["scores"]] == [float, float]


def test_a_text_without_attributions_has_an_empty_group() -> None:
    for words in (["It", "rained"], ["\n"], []):
        doc = annotated(words)
        assert (list(doc.spans), len(doc.spans["attributions"])) == (["attributions"], 0)
        assert doc.spans["attributions"].attrs == {"scores": []}


def test_attributions_already_there_stay() -> None:
    doc = Doc(NLP.vocab, words=SAID)
    doc.spans["attributions"] = [Span(doc, 1, 2, label="MINE")]
    for _, component in NLP.pipeline:
        doc = component(doc)
    assert [(s.text, s.label_) for s in doc.spans["attributions"]] == [("It", "MINE")]


def test_marks_are_found_only_where_they_are_needed_and_belong_to_words() -> None:
    doc = Doc(NLP.vocab, words=SAID)
    assert words_of(doc).text.marks is None
    words = words_of(doc, with_marks=True)
    expected = {"“": OPENS, "”": CLOSES, "It": INSIDE, "is": INSIDE, "over": INSIDE, "No": INSIDE}
    assert words.text.marks is not None
    assert words.text.marks.tolist() == [expected.get(w, OUTSIDE) for w in words.text.words]


def test_the_parser_keeps_sentence_starts_set_before() -> None:
    doc = annotated(["It", "rained", ".", "He", "left"], sent_starts=[True, False, False, False, True])
    assert [s.start for s in doc.sents] == [0, 4]


@pytest.mark.parametrize(
    "words", [[], [" "], ["\n\n", " ", "\n"], ["."], ["-", "…", "!"], ["\U0001f600"], ["a" * 10_000]]
)
def test_odd_texts_are_annotated_whole(words: list[str]) -> None:
    doc = annotated(words)
    assert [t.text for t in doc] == words
    assert all(t.tag_ and t.pos_ and t.dep_ and t.lemma_ for t in doc)
    assert [t.i for s in doc.sents for t in s] == list(range(len(words)))


def test_labels_outlive_the_memory_zone_in_which_they_were_first_used() -> None:
    nlp = rule_pipeline()
    with nlp.memory_zone():
        assert [t.tag_ for t in nlp("Floods hit")] == ["NNP", "NN"]
    assert [(t.tag_, t.pos_, t.lemma_, t.dep_) for t in nlp("Floods hit")] == [
        (t.tag_, t.pos_, t.lemma_, t.dep_) for t in annotated(["Floods", "hit"])
    ]


def test_annotation_in_another_vocabulary_is_written_with_its_strings() -> None:
    doc = annotated(["Floods", "hit"])
    other = Doc(spacy.blank("en").vocab, words=["Floods", "hit"])
    for _, component in NLP.pipeline:
        other = component(other)
    assert [(t.tag_, t.lemma_, t.dep_) for t in other] == [(t.tag_, t.lemma_, t.dep_) for t in doc]
    assert [Span(other, e.start, e.end, e.label_).text for e in other.ents] == ["Floods"]
