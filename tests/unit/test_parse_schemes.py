"""Pipelines of others: what they lack is lent by the bundled one, what cannot serve is said."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
import spacy

from pipeline.config import ParseConfig
from pipeline.errors import ConfigError
from pipeline.parse import load_model, parse
from tests.builders import make_article, make_parsed

pytestmark = pytest.mark.model
TEXT = "Mayor Tom Okoye said on Friday that the board of Nordel had sold the pier.\n\nShe denied it."


def saved(nlp: spacy.language.Language, folder: Path) -> str:
    nlp.to_disk(folder)
    return str(folder)


def test_blank_pipeline_reads_as_the_bundled_one_does(tmp_path: Path) -> None:
    name = saved(spacy.blank("en"), tmp_path / "blank")
    lent = next(parse([make_article(TEXT)], ParseConfig(model=name))).doc
    own = make_parsed(TEXT).doc
    for read in (
        lambda doc: [(t.text, t.tag_, t.pos_, t.lemma_, t.dep_, t.head.i) for t in doc],
        lambda doc: [(e.text, e.label_) for e in doc.ents],
        lambda doc: [s.text for s in doc.sents],
    ):
        assert read(lent) == read(own)


def test_own_names_stay_and_the_rest_is_lent(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns(  # type: ignore[attr-defined]
        [{"label": "ORGANIZATION", "pattern": "Nordel"}, {"label": "DATE", "pattern": "Friday"}]
    )
    name = saved(nlp, tmp_path / "ruler")
    docs = [p.doc for p in parse([make_article(TEXT), make_article(""), make_article("\n")], ParseConfig(model=name))]
    assert [(e.text, e.label_) for e in docs[0].ents] == [("Nordel", "ORG")]
    assert docs[0][3].dep_ == "ROOT"
    assert [d.text for d in docs[1:]] == ["", "\n"]


def test_neighbours_in_the_batch_do_not_change_what_is_lent(tmp_path: Path) -> None:
    name = saved(spacy.blank("en"), tmp_path / "blank")
    texts = [TEXT.replace("Nordel", f"Firm {n}") for n in range(5)]
    alone = [next(parse([make_article(t)], ParseConfig(model=name))).doc.to_json() for t in texts]
    together = [p.doc.to_json() for p in parse(map(make_article, texts), ParseConfig(model=name, batch_size=3))]
    assert together == alone


def test_pipeline_of_another_language_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"--model .*'de'.*English"):
        load_model(saved(spacy.blank("de"), tmp_path / "german"))


def test_pipeline_that_needs_a_missing_package_is_refused(tmp_path: Path) -> None:
    name = saved(spacy.blank("en"), tmp_path / "broken")
    config = (tmp_path / "broken" / "config.cfg").read_text(encoding="utf-8")
    config = config.replace("pipeline = []", 'pipeline = ["odd"]') + '\n[components.odd]\nfactory = "no_such_factory"\n'
    (tmp_path / "broken" / "config.cfg").write_text(config, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"cannot be loaded .*; install what it needs"):
        load_model(name)


def test_names_of_unknown_kinds_are_announced_and_lent(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "GENE", "pattern": "pier"}])  # type: ignore[attr-defined]
    name = saved(nlp, tmp_path / "genes")
    with caplog.at_level(logging.WARNING):
        doc = next(parse([make_article(TEXT)], ParseConfig(model=name))).doc
    assert "GENE" in caplog.text
    assert [(e.text, e.label_) for e in doc.ents] == [(e.text, e.label_) for e in make_parsed(TEXT).doc.ents]
