"""Edit scripts: regular endings, irregular forms, capitals kept or not."""

from __future__ import annotations

import pytest

from pipeline.encoder.lemmas import Lexicon, apply_script, script_of


@pytest.mark.parametrize(
    ("form", "lemma", "script"),
    [
        ("votes", "vote", "l1+"),
        ("Votes", "vote", "l1+"),
        ("cities", "city", "l3+y"),
        ("Paris", "Paris", "k0+"),
        ("Greeks", "Greek", "k1+"),
        ("went", "go", "=go"),
        ("-", "-", "l0+"),
        ("n't", "not", "l2+ot"),
    ],
)
def test_script_of_a_form_and_its_lemma(form: str, lemma: str, script: str) -> None:
    assert script_of(form, lemma) == script
    assert apply_script(script, form) == lemma


def test_a_script_is_applied_to_forms_never_seen() -> None:
    assert [apply_script("l3+y", word) for word in ("Batteries", "Flurries")] == ["battery", "flurry"]


def test_a_script_that_would_cut_all_of_a_word_leaves_it() -> None:
    assert (apply_script("l3+y", "Ye"), apply_script("k2+", "ab")) == ("ye", "ab")


def test_an_added_plus_sign_is_kept() -> None:
    assert apply_script(script_of("a+b", "a+c"), "a+b") == "a+c"


LEXICON = Lexicon(
    {"NOUN": {"people": "person"}, "VERB": {"went": "go"}},
    {"NOUN": frozenset({"study", "class", "goose"}), "VERB": frozenset({"evolve", "try"})},
)


@pytest.mark.parametrize(
    ("form", "part", "script", "lemma"),
    [
        ("people", "NOUN", "l0+", "person"),  # a known form
        ("Went", "VERB", "l1+", "go"),  # in any casing
        ("studies", "NOUN", "l1+", "study"),  # the script's lemma is no word, an ending's is
        ("classes", "NOUN", "l1+", "class"),
        ("evolved", "VERB", "l2+", "evolve"),
        ("tried", "VERB", "l1+", "try"),
        ("blorps", "NOUN", "l1+", "blorp"),  # nobody knows the word: the script decides
        ("quickly", "ADV", "l0+", "quickly"),  # a part of speech without known lemmas
        ("Studies", "NOUN", "k0+", "Studies"),  # part of a name
    ],
)
def test_lemma(form: str, part: str, script: str, lemma: str) -> None:
    assert LEXICON.lemma(form, part, script) == lemma
