"""Limits of the parse: a text that cleaning made longer than spaCy's own limit is read all the same."""

from __future__ import annotations

import pytest

from pipeline.parse import load_model, tokenize


@pytest.mark.model
def test_a_text_over_the_limit_of_spacy_is_tokenised_whole() -> None:
    nlp = load_model(None)
    text = "harbour\n\n" * (nlp.max_length // 9 + 10)
    assert len(text) > nlp.max_length
    assert tokenize(nlp, text).text == text
