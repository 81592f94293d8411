"""A common word is one that English writes in lower case, and that WordNet knows."""

from __future__ import annotations

from training.common_words import common


def test_frequent_words_in_lower_case_are_common_and_names_are_not() -> None:
    said = {"harbor": -11.0, "Harbor": -11.5, "vuwalm": -14.0, "Vuwalm": -11.0, "ferries": -13.0, "quay": -17.0}
    assert list(common(said, frozenset({"harbor", "vuwalm", "ferry", "quay"}))) == ["harbor", "ferries"]


def test_a_word_that_wordnet_does_not_know_is_none() -> None:
    assert list(common({"tamarackish": -9.0}, frozenset({"tamarack"}))) == []
