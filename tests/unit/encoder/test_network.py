"""The bundled network: loaded, saved and loaded again, the same for an article whatever surrounds it."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.encoder.components import Encoder
from pipeline.encoder.marks import INSIDE, OUTSIDE
from pipeline.encoder.network import FILES, Network
from pipeline.parse import BUNDLED

pytestmark = pytest.mark.model

OUTPUTS = (
    "names", "tags", "morphs", "lemmas", "starts", "arcs", "dependents", "governors", "roles", "sources", "contents",
)  # fmt: skip
ARTICLES = (
    "Harbor board backs the sale\n\nThe board of Port Ellis voted 5-2 on Friday to sell the old ferry terminal.",
    "“It is over,” said Ana Ruiz, who leads the Dock Workers' Union. She did not say when members would vote.",
    "",
    "\n\n",
    "word " * 400,
    "a" * 10_000 + " \U0001f600 \U0001f469\u200d\U0001f692 …!?",
    "Roads in Port Ellis were closed on Friday, and the mayor, Tom Okoye, asked people to stay at home. " * 30,
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.load(BUNDLED)


def encoder_of(nlp: Language) -> Encoder:
    return next(part for _, part in nlp.pipeline if isinstance(part, Encoder))


def contents(doc: Doc) -> bytes:
    attributes = ["TAG", "POS", "MORPH", "LEMMA", "HEAD", "DEP", "SENT_START", "ENT_IOB", "ENT_TYPE"]
    return bytes(doc.to_array(attributes).tobytes()) + doc.spans.to_bytes()


def test_outputs_have_a_row_a_word_and_a_column_a_label(nlp: Language) -> None:
    network = encoder_of(nlp).network
    found = network.read(["Roads", "were", "closed", "\n\n", "."], OUTPUTS)
    assert found["names"].shape == (5, len(network.labels["names"]))
    assert found["arcs"].shape == (5, 6)
    assert [found[name].shape for name in ("tags", "morphs", "lemmas", "starts")] == [(5,)] * 4
    assert (found["dependents"].shape[0], found["governors"].shape[0]) == (5, 6)
    assert found["roles"].shape == (5, len(network.labels["roles"]))
    assert [(found[name].shape, found[name].dtype) for name in ("sources", "contents")] == [((5, 5), np.float32)] * 2
    relations = network.relations(found["dependents"], found["governors"][:5])
    assert relations.shape == (5, len(network.labels["relations"]))
    assert all(0 <= found[n].min() <= found[n].max() < len(network.labels[n]) for n in ("tags", "morphs", "lemmas"))


def test_marks_change_what_depends_on_them_and_nothing_else(nlp: Language) -> None:
    network, words = encoder_of(nlp).network, ARTICLES[1].split()
    outside, inside = (network.read(words, OUTPUTS, np.full(len(words), mark)) for mark in (OUTSIDE, INSIDE))
    changed = {name for name in OUTPUTS if not np.array_equal(outside[name], inside[name])}
    assert changed == {"roles", "sources", "contents"}
    without = network.read(words, OUTPUTS)
    assert all(np.array_equal(without[name], outside[name]) for name in OUTPUTS)


def test_an_output_that_the_network_lacks_is_refused(nlp: Language) -> None:
    with pytest.raises(ValueError, match="the network has no output moods; take a model that was trained with it"):
        encoder_of(nlp).network.read(["It", "rained"], ["names", "moods"])


def test_a_quotation_is_an_attribution_with_its_source_and_cue(nlp: Language) -> None:
    doc = nlp(ARTICLES[1])
    found = {(s.id_, s.label_, s.text) for s in doc.spans["attributions"]}
    assert {("0", "CUE", "said")} < found
    assert any(label == "SOURCE" and "Ana Ruiz" in text for number, label, text in found if number == "0")
    assert any(label == "CONTENT" and "It is over" in text for number, label, text in found if number == "0")


def test_processes_change_no_byte_of_an_article(nlp: Language) -> None:
    together = nlp.pipe(ARTICLES[:3], batch_size=1, n_process=2)
    assert [contents(doc) for doc in together] == [contents(nlp(text)) for text in ARTICLES[:3]]


def test_without_attributions_the_rest_is_the_same(nlp: Language) -> None:
    bare = spacy.load(BUNDLED, exclude=["attributions"])
    doc, whole = bare(ARTICLES[1]), nlp(ARTICLES[1])
    assert list(doc.spans) == []
    del whole.spans["attributions"]
    assert contents(doc) == contents(whole)


@pytest.mark.parametrize("wanted", OUTPUTS)
def test_an_output_is_the_same_alone_as_with_the_others(nlp: Language, wanted: str) -> None:
    network, words = encoder_of(nlp).network, ARTICLES[1].split()
    assert network.read(words, [wanted])[wanted].tobytes() == network.read(words, OUTPUTS)[wanted].tobytes()


def test_batches_and_threads_change_no_byte_of_an_article(nlp: Language) -> None:
    alone = [contents(nlp(text)) for text in ARTICLES]
    encoder = encoder_of(nlp)
    try:
        encoder.threads = 3
        assert [contents(doc) for doc in nlp.pipe(ARTICLES, batch_size=4)] == alone
    finally:
        encoder.threads = 1
    assert [contents(doc) for doc in nlp.pipe(ARTICLES[::-1], batch_size=100)] == alone[::-1]


def test_every_sentence_is_a_tree_and_nothing_is_left_behind(nlp: Language) -> None:
    for doc in nlp.pipe(ARTICLES):
        assert doc.user_data == {}
        for sentence in doc.sents:
            assert [t for t in sentence if t.head == t] == [sentence.root]
            assert {t.i for t in sentence.root.subtree} == set(range(sentence.start, sentence.end))


def test_a_saved_pipeline_is_loaded_as_it_was(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "copy")
    copy = spacy.load(tmp_path / "copy")
    assert [contents(copy(text)) for text in ARTICLES[:2]] == [contents(nlp(text)) for text in ARTICLES[:2]]
    assert encoder_of(copy).network.files == encoder_of(nlp).network.files


def test_an_encoder_is_the_same_from_its_bytes_and_from_a_pickle(nlp: Language) -> None:
    encoder = encoder_of(nlp)
    from_bytes = Encoder(nlp, "copy", 1).from_bytes(encoder.to_bytes()).network
    pickled = pickle.loads(pickle.dumps(encoder.network))
    expected = encoder.network.read(["It", "rained", "."], OUTPUTS)
    for network in (from_bytes, pickled):
        assert all(np.array_equal(network.read(["It", "rained", "."], OUTPUTS)[o], expected[o]) for o in OUTPUTS)


def test_a_folder_without_one_of_the_files_is_refused(nlp: Language, tmp_path: Path) -> None:
    for name in FILES[1:]:
        (tmp_path / name).write_bytes(encoder_of(nlp).network.files[name])
    with pytest.raises(FileNotFoundError, match=FILES[0]):
        Network.load(tmp_path)


def test_labels_have_what_the_components_read(nlp: Language) -> None:
    labels = json.loads(encoder_of(nlp).network.files["labels.json"])
    assert {"names", "tags", "morphs", "lemmas", "relations", "roles"} <= set(labels)
    assert all(label.startswith("POS=") for label in labels["morphs"])


def test_the_folder_loads_in_a_process_that_has_imported_spacy_alone() -> None:
    code = f"import spacy; nlp = spacy.load({str(BUNDLED)!r}); print([t.tag_ != '' for t in nlp('It rained.')])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert found.stdout.strip() == "[True, True, True]", found.stderr
