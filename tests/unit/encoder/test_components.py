"""The components in a pipeline: any head can be left out, nothing stays behind, batches and threads change nothing."""

from __future__ import annotations

import numpy as np
import pytest
import spacy
from spacy import displacy
from spacy.tokens import Doc, DocBin

from pipeline.encoder import annotations
from pipeline.encoder.components import KEY
from tests.unit.encoder.rule_network import rule_pipeline

TEXTS = [
    f"Mayor Tom Okoye said on Friday “that {n} roads” of Port Ellis were closed.\n\nHe left. " * (n + 1)
    for n in range(9)
]
SPEECH = "“It is over,” said Ana Ruiz.\n\nBen Okoye said “it never was” on Friday, and Ruiz said “perhaps”."
HEADS = ["tagger", "parser", "names", "attributions"]
WRITES = {"tagger": "TAG", "parser": "DEP", "names": "ENT_IOB"}  # the others write spans


NLP = rule_pipeline()


def contents(doc: Doc) -> bytes:
    attributes = ["TAG", "POS", "MORPH", "LEMMA", "HEAD", "DEP", "SENT_START", "ENT_IOB", "ENT_TYPE"]
    return bytes(doc.to_array(attributes).tobytes()) + doc.spans.to_bytes()


@pytest.mark.parametrize("batch_size", [1, 2, 50])
@pytest.mark.parametrize("threads", [1, 3])
def test_batches_and_threads_change_no_byte_of_an_article(batch_size: int, threads: int) -> None:
    nlp = rule_pipeline(threads)
    assert [contents(d) for d in nlp.pipe(TEXTS, batch_size=batch_size)] == [contents(NLP(text)) for text in TEXTS]


def test_processes_change_no_byte_of_an_article() -> None:
    together = NLP.pipe(TEXTS, batch_size=2, n_process=2)
    assert [contents(d) for d in together] == [contents(NLP(text)) for text in TEXTS]


@pytest.mark.parametrize("left_out", [[], *([h] for h in HEADS), ["tagger", "names"], HEADS[:-1], HEADS])
def test_heads_can_be_left_out_and_leave_nothing_behind(left_out: list[str]) -> None:
    whole = NLP(TEXTS[2])
    with NLP.select_pipes(disable=left_out):
        doc = NLP(TEXTS[2])
    assert doc.user_data == {}
    assert [doc.has_annotation(WRITES[h]) for h in WRITES] == [h not in left_out for h in WRITES]
    assert ("attributions" in doc.spans) == ("attributions" not in left_out)
    kept = [WRITES[h] for h in WRITES if h not in left_out]
    assert not kept or np.array_equal(doc.to_array(kept), whole.to_array(kept))


@pytest.mark.parametrize("head", HEADS)
def test_a_head_without_the_encoder_says_what_is_missing(head: str) -> None:
    with NLP.select_pipes(enable=[head]), pytest.raises(ValueError, match=f"{head}: no component newsledger_encoder"):
        NLP("It rained.")


def test_an_encoder_without_a_network_says_how_to_load_one() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("newsledger_encoder")
    nlp.add_pipe("newsledger_tagger")
    with pytest.raises(ValueError, match=r"newsledger_encoder: no network is loaded; call from_disk .*encoder\.onnx"):
        nlp("It rained.")


def test_less_than_one_thread_is_refused() -> None:
    with pytest.raises(ValueError, match="threads is 0; give 1 or more"):
        rule_pipeline(0)


def test_heads_may_follow_in_any_order_and_under_any_name() -> None:
    nlp = rule_pipeline()
    expected = contents(NLP(TEXTS[3]))
    nlp.rename_pipe("names", "ner")
    nlp.remove_pipe("tagger")
    nlp.add_pipe("newsledger_tagger", name="pos", last=True)
    doc = nlp(TEXTS[3])
    assert contents(doc) == expected
    assert KEY not in doc.user_data


def said(doc: Doc) -> list[tuple[str, str, int, int]]:
    return [(s.id_, s.label_, s.start, s.end) for s in doc.spans["attributions"]]


def test_attributions_survive_bytes_and_a_docbin_in_another_vocabulary() -> None:
    doc = NLP(SPEECH)
    assert {label for _, label, _, _ in said(doc)} == {"SOURCE", "CUE", "CONTENT"}
    blank = spacy.blank("en").vocab
    copies = [
        Doc(blank).from_bytes(doc.to_bytes()),
        *DocBin().from_bytes(DocBin(docs=[doc]).to_bytes()).get_docs(blank),
    ]
    for copy in copies:
        assert said(copy) == said(doc)
        assert copy.spans["attributions"].attrs == doc.spans["attributions"].attrs
        assert len(copy.spans["attributions"].attrs["scores"]) == 3


def test_displacy_shows_attributions() -> None:
    html = displacy.render(NLP(SPEECH), style="span", options={"spans_key": "attributions"}, jupyter=False)
    assert all(label in html for label in ("SOURCE", "CUE", "CONTENT"))


def test_attributions_outlive_the_memory_zone_in_which_they_were_first_found() -> None:
    nlp = rule_pipeline()
    with nlp.memory_zone():
        within = said(nlp(SPEECH))
    assert said(nlp(SPEECH)) == within == said(NLP(SPEECH))


def test_marks_are_not_looked_for_without_a_head_that_needs_them(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(annotations, "marks_of", lambda text, starts: asked.append(text) or np.zeros(len(starts), int))
    with NLP.select_pipes(disable=["attributions"]):
        NLP(SPEECH)
    assert asked == []
    NLP(SPEECH)
    assert asked == [SPEECH]
