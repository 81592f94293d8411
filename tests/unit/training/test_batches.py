"""Training sees what the run time sees; needs the ``train`` extra, and is skipped with a message without it."""

from __future__ import annotations

import json
import random
from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc, Span

pytest.importorskip("torch", reason="the train extra is not installed")

from pipeline.encoder.pieces import WordPieces
from pipeline.parse import BUNDLED
from training.batches import Annotated, Cutter, Respelling, annotated, batches, without_breaks
from training.labels import collect
from training.network import MISSING, Network

WORDS = ["Mayor", "Ada", "Okoye", "left", ".", "\n\n", "Oslo", "slept", "."]
HEADS = [2, 2, 3, 3, 3, 4, 7, 7, 7]
DEPS = ["compound", "flat", "nsubj", "ROOT", "punct", "dep", "nsubj", "ROOT", "punct"]
AS_IT_IS = Respelling(0, 0, 0, 0, 0)


@pytest.fixture(scope="module")
def doc() -> Doc:
    tags = ["NN", "NNP", "NNP", "VBD", ".", "_SP", "NNP", "VBD", "."]
    pos = ["NOUN", "PROPN", "PROPN", "VERB", "PUNCT", "SPACE", "PROPN", "VERB", "PUNCT"]
    lemmas = ["mayor", "Ada", "Okoye", "leave", ".", "\n\n", "Oslo", "sleep", "."]
    made = Doc(spacy.blank("en").vocab, WORDS, heads=HEADS, deps=DEPS, tags=tags, pos=pos, lemmas=lemmas)
    made.set_ents([Span(made, 1, 3, "PERSON"), Span(made, 6, 7, "LOC")], missing=[Span(made, 7, 8)], default="outside")
    return made


@pytest.fixture(scope="module")
def pieces() -> WordPieces:
    return WordPieces(BUNDLED / "encoder" / "tokenizer.json")


def read(doc: Doc) -> Annotated:
    return annotated(doc, collect([doc, doc], ["gum_train"]), "gum_train", 1.0)


def test_names_become_bioes_tags_and_unannotated_words_have_no_class(doc: Doc) -> None:
    labels = collect([doc, doc], ["gum_train"])
    got = [None if c == MISSING else labels.names[c] for c in read(doc).gold["names"]]
    assert got == ["O", "B-PERSON", "E-PERSON", "O", "O", None, "S-LOC", None, "O"]


def test_heads_count_from_one_with_zero_for_the_root(doc: Doc) -> None:
    assert read(doc).gold["heads"].tolist() == [3, 3, 4, 0, 4, MISSING, 8, 0, 8]


def test_a_sentence_starts_after_a_line_break(doc: Doc) -> None:
    assert [i for i, start in enumerate(read(doc).gold["starts"]) if start == 1] == [0, 6]


def test_without_line_breaks_every_word_keeps_its_head(doc: Doc) -> None:
    flat = without_breaks(read(doc))
    words = [w for w in WORDS if not w.isspace()]
    governors = [None if h == 0 else words[h - 1] for h in flat.gold["heads"]]
    assert governors == ["Okoye", "Okoye", "left", None, "left", "slept", None, "slept"]


def test_a_head_outside_the_window_is_unannotated(doc: Doc, pieces: WordPieces) -> None:
    times = 60
    offsets = np.repeat(np.arange(times) * len(WORDS), len(WORDS))
    gold = {k: np.tile(v, times) for k, v in read(doc).gold.items()}
    gold["heads"] = np.where(gold["heads"] > 0, gold["heads"] + offsets, gold["heads"])
    gold["heads"][::7] = 1  # far away, but for the first window
    examples = list(
        Cutter(pieces, AS_IT_IS, 96).examples(
            Annotated(WORDS * times, gold, 0, 1.0, np.zeros(len(WORDS) * times, dtype=np.int64)), None
        )
    )
    assert len(examples) > 2
    for example in examples:
        heads = example.gold["heads"]
        assert heads.max() <= len(heads)
        assert (example.gold["relations"][heads == MISSING] == MISSING).all()
    assert (examples[-1].gold["heads"] == MISSING).any()


def test_a_batch_leads_to_a_loss_of_every_head(doc: Doc, pieces: WordPieces) -> None:
    labels = collect([doc, doc], ["gum_train"])
    network = Network(
        len(json.loads(Path(BUNDLED / "encoder" / "tokenizer.json").read_text())["model"]["vocab"]), labels
    )
    examples = list(Cutter(pieces, AS_IT_IS, 96).examples(read(doc), random.Random(0)))
    (batch,) = batches(examples, 100, random.Random(0))
    losses = network.losses(batch)
    assert set(losses) == set(network.heads) - {"attributions"}  # nobody has annotated them here
    assert all(loss.item() > 0 for loss in losses.values())
    sum(losses.values()).backward()  # type: ignore[union-attr]
    assert network.encoder.pieces.weight.grad is not None
