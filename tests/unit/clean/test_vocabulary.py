from __future__ import annotations

import pytest

from pipeline.clean.vocabulary import is_word


@pytest.mark.parametrize("text", ["the", "Dozens", "investigated", "closing", "ports", "statement", "bigger"])
def test_forms_of_words_are_words(text: str) -> None:
    assert is_word(text)


@pytest.mark.parametrize("text", ["gation", "txt", "Okoro", "mendedup", "juridictions", "s", ""])
def test_fragments_names_and_misspellings_are_none(text: str) -> None:
    assert not is_word(text)
