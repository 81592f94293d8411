"""``--model`` with a pipeline in other schemes: the tables are those that Universal Dependencies give."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline.config import Config
from pipeline.run import run_pipeline
from pipeline.schemes.documents import set_tree
from pipeline.tables import load_tables
from pipeline.tables.store import Tables
from tests.unit.schemes.train import clear_pipeline, written
from tests.unit.schemes.trees import read_trees

pytestmark = pytest.mark.model
SENTENCES = {tuple(word.text for word in sentence.words): sentence for sentence in read_trees()}
ASSIGNS = ["token.tag", "token.lemma", "token.dep", "token.head", "doc.ents"]


@Language.component("hand_made_trees", assigns=ASSIGNS)
def hand_made_trees(doc: Doc) -> Doc:
    """Annotates the sentences of ``trees.txt``, one a paragraph, with their trees in Universal Dependencies."""
    heads, relations, entities = list(range(len(doc))), ["dep"] * len(doc), ["O"] * len(doc)
    start = 0
    for end in [t.i for t in doc if t.is_space] + [len(doc)]:
        words = SENTENCES[tuple(t.text for t in doc[start:end])].words
        for token, word in zip(doc[start:end], words, strict=True):
            token.tag_, token.lemma_ = word.tag, word.lemma
            heads[token.i], relations[token.i] = start + word.universal_head, word.universal
            entities[token.i] = word.entity
        if end < len(doc):
            doc[end].tag_, heads[end] = "_SP", end - 1
        start = end + 1
    set_tree(doc, heads, relations)
    names = Doc(doc.vocab, [t.text for t in doc], ents=entities)
    doc.ents = [Span(doc, e.start, e.end, label=e.label_) for e in names.ents]
    return doc


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    """An article of all sentences (the first reads as its headline), a trained CLEAR pipeline, the hand-made trees."""
    base = tmp_path_factory.mktemp("models")
    (base / "story.txt").write_text("\n\n".join(map(written, read_trees())), encoding="utf-8")
    clear_pipeline().to_disk(base / "clear")
    nlp = spacy.blank("en")
    nlp.add_pipe("hand_made_trees")
    nlp.to_disk(base / "universal")
    return base / "story.txt", base / "clear", base / "universal"


def tables(story: Path, model: Path, out: Path) -> Tables:
    """The tables of a run with ``--model``."""
    run_pipeline([story], out, Config.from_mapping({"parse": {"model": str(model)}}, "test"))
    return load_tables(out)


@pytest.fixture(scope="module")
def clear(folders: tuple[Path, Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Tables:
    """The tables with the trained pipeline."""
    return tables(folders[0], folders[1], tmp_path_factory.mktemp("clear"))


@pytest.fixture(scope="module")
def universal(folders: tuple[Path, Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Tables:
    """The tables with the hand-made trees."""
    return tables(folders[0], folders[2], tmp_path_factory.mktemp("universal"))


@pytest.mark.parametrize("table", ["mentions", "dates", "amounts", "quotes", "claims", "entities"])
def test_tables_are_those_of_universal_dependencies(clear: Tables, universal: Tables, table: str) -> None:
    found, wanted = getattr(clear, table), getattr(universal, table)
    assert found.astype(str).to_dict("records") == wanted.astype(str).to_dict("records")


def test_quote_has_its_speaker_and_the_claims_their_sources(clear: Tables) -> None:
    quotes = clear.quotes
    assert quotes[["text", "cue_text", "speaker_text"]].to_numpy().tolist() == [
        ["We will appeal,", "said", "Mayor Tom Okoye"]
    ]
    claims = {(c.text, c.claimant_text, c.cue_text) for c in clear.claims.itertuples() if c.voice == "reported"}
    assert {
        ("the city paid $2.5 million", "Mayor Tom Okoye", "said"),
        ("The bridge was closed", "the police", "according to"),
        ("to cut taxes", "The governor", "promised"),
    } <= claims


def test_amount_has_its_value_and_currency(clear: Tables) -> None:
    money = clear.amounts[clear.amounts.kind == "money"]
    assert list(zip(money.value, money.currency, strict=True)) == [(Decimal(2_500_000), "USD")]


def test_names_of_every_kind_have_the_labels_of_the_tables(clear: Tables) -> None:
    labels = {(m.text, m.label) for m in clear.mentions.itertuples() if m.form == "name"}
    assert {
        ("Tom Okoye", "PERSON"),
        ("Nordel", "ORG"),
        ("Boston", "GPE"),
        ("French", "NORP"),
        ("Harbor Bridge", "FAC"),
        ("Lake Erie", "LOC"),
        ("Clean Harbors Act", "LAW"),
    } <= labels
    assert not {text for text, _ in labels} & {"Monday", "20", "1990", "last year"}
