"""Readings of texts: windows alone, passages in any order, nothing that nobody asked for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from pipeline.encoder.attributions import Attribution
from pipeline.encoder.marks import INSIDE
from pipeline.encoder.readings import PASSAGE, READERS, passages, read_texts
from pipeline.encoder.sentences import Text
from pipeline.encoder.windows import LIMIT
from tests.unit.encoder.rule_network import RuleNetwork

SPEECH = ["Later", "Ruiz", "said", "that", "ROADS", "CLOSED", "in", "town"]
SENTENCE = ["Roads", "in", "Port", "Ellis", "were", "closed", "on", "Friday", "."]


def text_of(words: list[str]) -> Text:
    """Words in capitals stand inside quotations."""
    breaks, marks = np.array([w.isspace() for w in words], dtype=bool), [INSIDE if w.isupper() else 0 for w in words]
    return Text(words, breaks, np.zeros(len(words), dtype=np.int8), np.array(marks, dtype=np.int64))


def bytes_of(results: dict[str, Any]) -> list[bytes]:
    """Every array of the results of a text, byte for byte."""
    arrays = [getattr(results[head], field) for head in ("tags", "syntax") for field in type(results[head]).__slots__]
    return [a.tobytes() for a in arrays] + [repr(results[head]).encode() for head in ("names", "attributions")]


TEXTS = [
    text_of(SENTENCE * 25),
    text_of([]),
    text_of(["\n\n"]),
    text_of(["word", "Board"] * 150),
    text_of(SENTENCE[:-1]),
    text_of(["Headline", "\n\n", *SENTENCE] * 12),
    text_of([*SPEECH, "."] * 40),
]


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_neighbours_and_threads_change_no_byte_of_a_text(threads: int) -> None:
    alone = [bytes_of(next(read_texts(RuleNetwork(), [text], list(READERS)))) for text in TEXTS]
    together = [bytes_of(r) for r in read_texts(RuleNetwork(), TEXTS, list(READERS), threads)]
    assert together == alone
    assert [bytes_of(r) for r in read_texts(RuleNetwork(), TEXTS[::-1], list(READERS), threads)] == alone[::-1]


def test_results_have_a_place_for_every_word() -> None:
    for text, result in zip(TEXTS, read_texts(RuleNetwork(), TEXTS, list(READERS)), strict=True):
        lengths = [len(result["tags"].tags), len(result["syntax"].heads), len(result["syntax"].starts)]
        assert lengths == [len(text.words)] * 3


def test_only_the_outputs_of_the_wanted_heads_are_asked_for() -> None:
    class Asked(RuleNetwork):
        def read(self, words: Any, wanted: Any, marks: Any = None) -> Any:
            assert tuple(wanted) == ("names",)
            return super().read(words, wanted, marks)

    (result,) = read_texts(Asked(), [TEXTS[0]], ["names"])
    assert list(result) == ["names"]


def test_no_wanted_head_reads_nothing() -> None:
    network = RuleNetwork()
    assert list(read_texts(network, TEXTS, [])) == [{}] * len(TEXTS)
    assert network.windows == []


@pytest.mark.parametrize("end", [".", "there"])
def test_each_attribution_of_a_text_is_found_once_whether_its_windows_overlap_or_not(end: str) -> None:
    text = text_of([*SPEECH, end] * 60)
    (result,) = read_texts(RuleNetwork(), [text], ["attributions"])
    runs = [(a.cue, a.source, a.contents) for a in result["attributions"]]
    assert runs == [((i, i + 1), (i - 1, i), ((i + 2, i + 4),)) for i in range(2, len(text.words), 9)]
    assert any(w.start < w.first for run in passages(text, RuleNetwork()) for w in run) == (end == "there")


def test_arguments_may_lie_in_words_that_another_window_keeps() -> None:
    """The windows keep the words to 168 and from there on; the second one reads from word 144."""
    words = ["word"] * 300
    words[165:169] = ["Ruiz", "said", "ROADS", "CLOSED"]
    (result,) = read_texts(RuleNetwork(), [text_of(words)], ["attributions"])
    (found,) = result["attributions"]
    assert (found.cue, found.source, found.contents) == ((166, 167), (165, 166), ((167, 169),))


def test_attributions_are_read_from_the_marks_of_the_whole_text() -> None:
    text = text_of([*SPEECH, "."])
    unmarked = replace(text, marks=np.zeros(len(text.words), dtype=np.int64))
    found, nothing = (r["attributions"] for r in read_texts(RuleNetwork(), [text, unmarked], ["attributions"]))
    assert [type(a) for a in found] == [Attribution]
    assert all(not a.contents for a in nothing)


def test_a_text_without_marks_is_refused_where_a_head_needs_them() -> None:
    text = replace(text_of(SENTENCE), marks=None)
    assert list(next(read_texts(RuleNetwork(), [text], ["names"]))) == ["names"]
    with pytest.raises(ValueError, match=r"no marks, which are needed by one of names, attributions"):
        next(read_texts(RuleNetwork(), [text], ["names", "attributions"]))


def test_windows_that_overlap_are_one_passage_up_to_a_bound() -> None:
    runs = passages(text_of(["word"] * 5000), RuleNetwork())
    assert {len(run) for run in runs[:-1]} == {PASSAGE}
    assert [i for run in runs for w in run for i in range(w.first, w.last)] == list(range(5000))


def test_windows_that_end_at_sentences_are_passages_alone() -> None:
    assert {len(run) for run in passages(text_of(SENTENCE * 200), RuleNetwork())} == {1}


@pytest.mark.parametrize("words", [SENTENCE, ["word"], ["\n\n"], ["."]])
def test_long_texts_take_windows_in_proportion(words: list[str]) -> None:
    network = RuleNetwork()
    text = text_of(words * (10_000 // len(words)))
    (result,) = read_texts(network, [text], ["tags", "names"])
    assert len(result["tags"].tags) == len(text.words)
    assert len(network.windows) <= 4 * len(text.words) / LIMIT * 2
    assert max(map(len, network.windows)) <= LIMIT
