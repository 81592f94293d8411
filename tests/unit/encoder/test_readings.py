"""Readings of texts: windows alone, passages in any order, nothing that nobody asked for."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from pipeline.encoder.readings import PASSAGE, READERS, passages, read_texts
from pipeline.encoder.sentences import Text
from pipeline.encoder.windows import LIMIT
from tests.unit.encoder.rule_network import RuleNetwork

SENTENCE = ["Roads", "in", "Port", "Ellis", "were", "closed", "on", "Friday", "."]


def text_of(words: list[str]) -> Text:
    return Text(words, np.array([w.isspace() for w in words], dtype=bool), np.zeros(len(words), dtype=np.int8))


def bytes_of(results: dict[str, Any]) -> list[bytes]:
    """Every array of the results of a text, byte for byte."""
    arrays = [getattr(results[head], field) for head in ("tags", "syntax") for field in type(results[head]).__slots__]
    return [a.tobytes() for a in arrays] + [repr(results["names"]).encode()]


TEXTS = [
    text_of(SENTENCE * 25),
    text_of([]),
    text_of(["\n\n"]),
    text_of(["word", "Board"] * 150),
    text_of(SENTENCE[:-1]),
    text_of(["Headline", "\n\n", *SENTENCE] * 12),
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
        def read(self, words: Any, wanted: Any) -> Any:
            assert tuple(wanted) == ("names",)
            return super().read(words, wanted)

    (result,) = read_texts(Asked(), [TEXTS[0]], ["names"])
    assert list(result) == ["names"]


def test_no_wanted_head_reads_nothing() -> None:
    network = RuleNetwork()
    assert list(read_texts(network, TEXTS, [])) == [{}] * len(TEXTS)
    assert network.windows == []


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
