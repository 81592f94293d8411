"""Annotated attributions become tags of words and links between them; needs the ``train`` extra, skipped without it."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest
import spacy

pytest.importorskip("torch", reason="the train extra is not installed")

from pipeline.encoder.pieces import WordPieces
from pipeline.parse import BUNDLED
from training.attributions import annotated_article
from training.batches import Annotated, Cutter, Respelling, collate
from training.labels import Labels
from training.network import MISSING, Network

TEXT = 'Dam news\n\n"It holds," Ortiz said, adding: "It will\n\n"hold on." Read more.'
LABELS = Labels(["O"], ["NN"], ["POS=NOUN"], ["="], ["root"], ["polnear_train"])
AS_IT_IS = Respelling(0, 0, 0, 0, 0)


def spans(*texts: str) -> list[list[int]]:
    return [[TEXT.index(text), TEXT.index(text) + len(text)] for text in texts]


RECORD: dict[str, Any] = {
    "text": TEXT,
    "attributions": [
        {"source": spans("Ortiz"), "cue": spans("said"), "content": spans('"It holds,"')},
        {"source": spans("Ortiz"), "cue": spans("adding"), "content": [[spans('"It will')[0][0], spans('on."')[0][1]]]},
    ],
    "discard": spans("Read more."),
}


@pytest.fixture(scope="module")
def article() -> Annotated:
    return annotated_article(RECORD, spacy.blank("en"), LABELS, ("polnear_train", 1.0))


def tags(article: Annotated) -> list[tuple[str, str]]:
    named = [(w, LABELS.roles[c]) for w, c in zip(article.words, article.gold["roles"], strict=True) if c != MISSING]
    return [(word, tag) for word, tag in named if tag != "O"]


def test_roles_are_bioes_tags_and_a_shared_source_is_tagged_once(article: Annotated) -> None:
    assert tags(article)[:7] == [
        ('"', "B-CONTENT"), ("It", "I-CONTENT"), ("holds", "I-CONTENT"), (",", "I-CONTENT"), ('"', "E-CONTENT"),
        ("Ortiz", "S-SOURCE"), ("said", "S-CUE"),
    ]  # fmt: skip


def test_a_content_over_paragraphs_is_a_span_in_each(article: Annotated) -> None:
    assert [(w, t[0]) for w, t in tags(article)[8:]] == [
        ('"', "B"), ("It", "I"), ("will", "E"), ('"', "B"), ("hold", "I"), ("on", "I"), (".", "I"), ('"', "E"),
    ]  # fmt: skip


def test_line_breaks_and_what_annotators_left_out_are_unannotated(article: Annotated) -> None:
    missing = [w for w, c in zip(article.words, article.gold["roles"], strict=True) if c == MISSING]
    assert missing == ["\n\n", "\n\n", "Read", "more", "."]


def test_a_window_has_a_row_of_links_for_each_cue_word_and_none_to_words_beyond_it(article: Annotated) -> None:
    cutter = Cutter(WordPieces(BUNDLED / "encoder" / "tokenizer.json"), AS_IT_IS, 96)
    (example,) = cutter.examples(article, random.Random(0))
    assert [article.words[cue] for cue, _ in example.links] == ["said", "adding"]
    links = [[article.words[i] for i in np.flatnonzero(roles == 1)] for _, roles in example.links]
    assert links == [["Ortiz"], ["Ortiz"]]
    batch = collate([example])
    assert batch["links"].shape == (1, 2, len(article.words))
    assert (batch["links"][0, 1] == 2).sum() == 8


def test_attributions_train_the_attribution_head_alone(article: Annotated) -> None:
    pieces = WordPieces(BUNDLED / "encoder" / "tokenizer.json")
    (example,) = Cutter(pieces, AS_IT_IS, 96).examples(article, None)
    network = Network(30_000, LABELS)
    losses = network.losses(collate([example]))
    assert set(losses) == {"attributions"}
    losses["attributions"].backward()
    assert network.encoder.pieces.weight.grad is not None
    assert network.heads["names"].hidden.weight.grad is None  # type: ignore[union-attr]
