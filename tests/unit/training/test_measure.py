"""Counting and scoring on small documents made by hand; no model and no corpus."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
import spacy
from spacy.scorer import Scorer
from spacy.tokens import Doc, Span
from spacy.training import Example

from training.names import Name, _answers_optional, measure_names
from training.syntax import measure_syntax
from training.tallies import Tally, Units

VOCAB = spacy.blank("en").vocab
WORDS = ["Ann", "Lee", "of", "Acme", "met", "Finns", "."]


def named(*names: tuple[int, int, str], missing: Sequence[int] = ()) -> Doc:
    """A document with names; tokens in ``missing`` are unannotated."""
    doc = Doc(VOCAB, words=WORDS)
    spans = [Span(doc, start, end, label=label) for start, end, label in names]
    doc.set_ents(spans, missing=[doc[i : i + 1] for i in missing], default="outside")
    return doc


def parsed(deps: Sequence[str], heads: Sequence[int], words: Sequence[str] = ("It", "was", "built", ".")) -> Doc:
    """A parsed document."""
    return Doc(VOCAB, words=list(words), deps=list(deps), heads=list(heads), pos=["X"] * len(words))


def values(tally: Tally) -> dict[str, float]:
    """F1 of each measure."""
    return {name: score.f1.value for name, score in tally.scores().items()}


def test_a_kind_that_the_corpus_lacks_is_left_out_but_one_that_a_document_lacks_is_wrong() -> None:
    golds = [named((0, 2, "PERSON")), named((3, 4, "ORG"))]
    found = [named((0, 2, "PERSON"), (3, 4, "ORG")), named((3, 4, "ORG"), (5, 6, "NORP"))]
    scores = measure_names(golds, found).scores()
    assert (scores["ORG"].right, scores["ORG"].predicted, scores["ORG"].gold) == (1, 2, 1)
    assert "NORP" not in scores


def test_a_name_on_an_unannotated_token_is_left_out() -> None:
    gold = named((0, 2, "PERSON"), missing=[3])
    score = measure_names([gold], [named((0, 2, "PERSON"), (3, 4, "PERSON"))]).scores()["all"]
    assert (score.right, score.predicted, score.gold) == (1, 1, 1)


def test_labels_of_other_schemes_are_read_as_the_five_kinds() -> None:
    gold = named((0, 2, "PERSON"), (3, 4, "LOC"))
    assert values(measure_names([gold], [named((0, 2, "PER"), (3, 4, "GPE"), (5, 6, "DATE"))]))["all"] == 100


def test_extent_forgives_the_kind_and_overlap_the_ends() -> None:
    gold = named((0, 2, "PERSON"), (3, 4, "ORG"))
    found = values(measure_names([gold], [named((0, 1, "PERSON"), (3, 4, "PERSON"))]))
    assert (found["all"], found["extent"], found["overlap"]) == (0, 50, 100)


def test_a_name_answers_the_optional_gold_name_that_it_shares_most_with() -> None:
    required, optional = [Name(0, 20, "ORG")], [Name(0, 5, "PERSON")]
    assert _answers_optional(Name(0, 5, "PERSON"), required, optional)
    assert not _answers_optional(Name(0, 20, "ORG"), required, optional)
    assert not _answers_optional(Name(30, 35, "ORG"), required, optional)


def test_las_counts_subtypes_and_punctuation() -> None:
    gold = parsed(["nsubj:pass", "aux:pass", "ROOT", "punct"], [2, 2, 2, 2])
    found = values(measure_syntax([gold], [parsed(["nsubj", "aux:pass", "ROOT", "punct"], [2, 2, 2, 1])]))
    assert found["uas"] == 75
    assert found["las"] == 50
    assert found["las of universal relations"] == 75
    assert found["las without punctuation"] == pytest.approx(66.67)


def test_a_sentence_split_in_two_costs_one_head_and_agrees_with_spacy() -> None:
    gold = parsed(["nsubj", "cop", "ROOT", "punct"], [2, 2, 2, 2])
    found = parsed(["nsubj", "ROOT", "ROOT", "punct"], [1, 1, 2, 2])
    scores = measure_syntax([gold], [found]).scores()
    theirs = Scorer.score_deps([Example(found, gold)], "dep")
    assert scores["uas"].f1.value == pytest.approx(100 * theirs["dep_uas"])
    assert scores["las"].f1.value == pytest.approx(100 * theirs["dep_las"])
    assert (scores["sentences"].right, scores["sentences"].predicted, scores["sentences"].gold) == (0, 2, 1)


def test_white_space_is_no_word_and_no_end_of_a_sentence() -> None:
    words = ["Go", "\n", "Stop"]
    gold = Doc(VOCAB, words=words, deps=["ROOT", "", "ROOT"], heads=[0, 0, 2], sent_starts=[True, False, True])
    found = Doc(VOCAB, words=words, deps=["ROOT", "dep", "ROOT"], heads=[0, 2, 2], sent_starts=[True, True, False])
    scores = measure_syntax([gold], [found]).scores()
    assert scores["uas"].gold == 2
    assert scores["sentences"].f1.value == 100


def test_few_documents_are_drawn_in_stretches_and_many_whole() -> None:
    few, many = Units.of([450, 10], 200), Units.of([450] * 10, 200)
    assert (few.count, few.at(0, 449), few.at(1, 0)) == (4, 2, 3)
    assert (many.count, many.at(9, 449)) == (10, 9)


def test_the_interval_is_repeatable_holds_the_score_and_closes_where_units_agree() -> None:
    def of(rights: Sequence[bool]) -> Tally:
        tally = Tally(Units.of([5] * len(rights), 200))
        for unit, right in enumerate(rights):
            tally.answer("pos", unit, right=right)
            tally.answer("pos", unit, right=True)
        return tally

    mixed = of([True, False] * 10).scores()["pos"]
    assert mixed == of([True, False] * 10).scores()["pos"]
    assert mixed.f1.low < mixed.f1.value < mixed.f1.high
    alike = of([False] * 20).scores()["pos"].f1
    assert (alike.value, alike.low, alike.high) == (50, 50, 50)
