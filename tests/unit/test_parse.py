"""The language model: loaded once, any spaCy pipeline, sentences that keep to their segment."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy import displacy

from pipeline.config import ParseConfig
from pipeline.errors import ConfigError
from pipeline.parse import load_model, model_facts, parse, tokenize
from tests.builders import make_article, make_parsed

pytestmark = pytest.mark.model


def test_bundled_model_fills_tags_lemmas_parse_and_names() -> None:
    doc = make_parsed("The mayor of Boston resigned on Friday.").doc
    assert [(t.text, t.pos_, t.lemma_, t.dep_) for t in doc][4] == ("resigned", "VERB", "resign", "ROOT")
    assert [(e.text, e.label_) for e in doc.ents] == [("Boston", "LOC")]


def test_no_sentence_runs_over_a_line_break() -> None:
    doc = make_parsed("Harbor board backs the sale\n\nThe board voted on Friday\n\nto sell").doc
    assert [s.text.strip() for s in doc.sents] == [
        "Harbor board backs the sale",
        "The board voted on Friday",
        "to sell",
    ]


def test_text_of_the_parse_is_the_text_of_the_article() -> None:
    text = "  Two  spaces,\ttab.\n\n\n\u201cQuote\u201d \U0001f600 caf\u00e9\u200b end "
    assert make_parsed(text).doc.text == text


@pytest.mark.parametrize("text", ["(" * 5000, '"' * 3000 + " said " + "[" * 3000, "a" * 10_000, "x." * 2000 + "\n\ny"])
def test_long_runs_are_cut_before_the_tokenizer_and_kept_whole(text: str) -> None:
    doc = tokenize(load_model(None), text)
    assert doc.text == text
    assert max(map(len, doc)) <= 200


def test_short_text_is_tokenised_as_spacy_does() -> None:
    nlp = load_model(None)
    text = "Officials (unnamed) paid $2.5m - see https://example.org/a?b=c#d - didn't they?"
    assert [t.text for t in tokenize(nlp, text)] == [t.text for t in nlp.make_doc(text)]


def test_neighbours_in_the_batch_do_not_change_an_article() -> None:
    texts = [f"Mayor Tom Okoye said on Friday that {n} roads were closed in Boston." for n in range(20)]
    alone = [make_parsed(t).doc.to_json() for t in texts]
    together = [p.doc.to_json() for p in parse([make_article(t) for t in texts], ParseConfig(batch_size=7))]
    assert together == alone


def test_any_saved_pipeline_can_be_named(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "GPE", "pattern": "Port Ellis"}])  # type: ignore[attr-defined]
    nlp.to_disk(tmp_path / "mine")
    parsed = next(parse([make_article("In Port Ellis it rained.")], ParseConfig(model=str(tmp_path / "mine"))))
    assert [(e.text, e.label_) for e in parsed.doc.ents] == [("Port Ellis", "GPE")]
    assert "entity_ruler" in model_facts(str(tmp_path / "mine"))["pipeline"]


def test_unknown_model_names_value_and_remedy() -> None:
    with pytest.raises(ConfigError, match=r"--model no_such.*installed package.*meta\.json"):
        load_model("no_such")


def test_model_is_loaded_once() -> None:
    assert load_model(None) is load_model(None)


def test_displacy_draws_the_parse_and_the_names() -> None:
    doc = make_parsed("The mayor of Boston resigned.").doc
    assert "nsubj" in displacy.render(doc, style="dep", jupyter=False)
    assert "Boston" in displacy.render(doc, style="ent", jupyter=False)


def test_threads_of_the_configuration_change_no_parse() -> None:
    articles = [make_article("The mayor of Boston resigned. " * n) for n in (1, 40, 90)]
    one, two = ([p.doc.to_json() for p in parse(articles, ParseConfig(threads=n))] for n in (1, 2))
    assert one == two


def test_fewer_than_one_thread_is_refused() -> None:
    with pytest.raises(ConfigError, match=r"parse\.threads = 0: give 1 or more"):
        next(parse([make_article("A text.")], ParseConfig(threads=0)))
