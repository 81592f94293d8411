"""The same words in several papers: joined by words and speaker, never across two people."""

from __future__ import annotations

from time import process_time

import pytest

from pipeline.reconcile.repeats import Repeats, Said
from pipeline.reconcile.repeats_compare import QUOTED, STATED, same_words
from pipeline.reconcile.repeats_words import wording

WHOLE = "Look, we will rebuild every bridge in Harlow County by the fall of 2030, and they won't cost taxpayers a dime."

SAME = {
    "other marks": "“Look — we will rebuild every bridge in Harlow County by the fall of 2030 – and they won’t cost "
    "taxpayers a dime,”",
    "cut beginning": "every bridge in Harlow County by the fall of 2030, and they won't cost taxpayers a dime",
    "cut end": "[W]e will rebuild every bridge in Harlow County by the fall of 2030",
    "cut middle": "We will rebuild every bridge ... and they won't cost taxpayers a dime",
    "spaced ellipsis": "We will rebuild every bridge . . . by the fall of 2030, and they won't cost taxpayers a dime",
    "sic": "we will rebuild every bridge in Harlow County by the fall [sic] of 2030, and they won't cost taxpayers",
    "brackets for a pronoun": "we will rebuild every bridge in Harlow County by the fall of 2030, and [the bridges] "
    "won't cost taxpayers a dime",
    "contraction written out": "we'll rebuild every bridge in Harlow County by the fall of 2030, and they will not "
    "cost taxpayers a dime",
    "a small word more": "Look, we will rebuild every bridge in the Harlow County by the fall of 2030, and they won't "
    "cost taxpayers a dime",
    "another word heard": "Look, we will repair every bridge in Harlow County by the fall of 2030, and they won't cost "
    "taxpayers a dime",
    "said twice": "we will rebuild every bridge, every bridge in Harlow County by the fall of 2030",
    "ends that overlap": "rebuild every bridge in Harlow County by the fall of 2030, and they won't cost taxpayers a "
    "dime. That is what this office is for.",
}  # fmt: skip

OTHER = {
    "number": "we will rebuild every bridge in Harlow County by the fall of 2040",
    "name": "we will rebuild every bridge in Dunmore County by the fall of 2030",
    "negation": "we will not rebuild every bridge in Harlow County by the fall of 2030",
    "negation lost": "we will rebuild every bridge in Harlow County by the fall of 2030, and they will cost "
    "taxpayers a dime",
    "modal": "we may rebuild every bridge in Harlow County by the fall of 2030",
    "quantifier": "we will rebuild some bridge in Harlow County by the fall of 2030",
    "negation against another word": "They never will rebuild every bridge in Harlow County by the fall of 2030",
    "short part": "every bridge in the",
    "number at the end": "Look, we will rebuild every bridge in Harlow County by the fall of 20",
    "number in brackets for a number": "we will rebuild every bridge in Harlow County by the fall of [2040], and they "
    "won't cost taxpayers a dime",
}  # fmt: skip


@pytest.mark.parametrize("text", SAME.values(), ids=SAME.keys())
def test_a_quotation_joins_what_another_paper_made_of_it(text: str) -> None:
    repeats = Repeats()
    assert list(repeats.mark([Said("a", WHOLE, "person:x"), Said("b", text, "person:x")])) == [None, "a"]
    assert list(Repeats().mark([Said("b", text, "person:x"), Said("a", WHOLE, "person:x")])) == [None, "b"]


@pytest.mark.parametrize("text", OTHER.values(), ids=OTHER.keys())
def test_a_changed_statement_stays_apart(text: str) -> None:
    assert list(Repeats().mark([Said("a", WHOLE, "person:x"), Said("b", text, "person:x")])) == [None, None]
    assert list(Repeats().mark([Said("b", text, "person:x"), Said("a", WHOLE, "person:x")])) == [None, None]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("The ministry’s programme favours 22 neighbouring harbours", "The ministry's program favors twenty-two "
         "neighboring harbors"),
        ("It cost 40 per cent of the U.S. budget", "It cost 40% of the US budget"),
        ("It was a great, great evening for Ann Lee and the museum", "It was a great evening for Lee and the museum"),
        ("The long-term plan for the e-mail archive stands", "The long term plan for the email archive stands"),
        ("(Laughter) The harbour café will reopen in spring", "The harbor cafe will reopen in spring [applause]"),
    ],
)  # fmt: skip
def test_spelling_division_and_notes_make_no_difference(one: str, two: str) -> None:
    assert same_words(wording(one), wording(two), QUOTED)


@pytest.mark.parametrize(
    ("one", "two", "is_same"),
    [
        ("[within two decades]", "[within six decades]", False),
        ("[in 2014]", "[in 2016]", False),
        ("[by Ann Lee]", "[by Quill]", False),
        ("[by Ann Lee]", "[by Lee]", True),
        ("[by Ann Lee]", "[by the mayor]", True),
        ("[in 2014]", "", True),
    ],
)
def test_editors_may_explain_otherwise_but_not_with_another_number_or_name(one: str, two: str, is_same: bool) -> None:
    said = "The harbor was rebuilt {} and the council never paid for the old lighthouse {}"
    for places in ((one, ""), ("", one)):
        other = said.format(*(two if place else "" for place in places))
        assert same_words(wording(said.format(*places)), wording(other), QUOTED) is is_same
        rows = [Said("a", said.format(*places), "person:x"), Said("b", other, "person:x")]
        assert list(Repeats().mark(rows)) == [None, "a" if is_same else None]


def test_long_wordings_are_compared_in_little_time_and_alike() -> None:
    words = [f"{c}{v}{d}{n}" for n in "xyz" for c in "bdfgklmn" for v in "aeiou" for d in "lrst"] * 5
    changed = [*words[:900], "um", *words[900:1200], "...", *words[1400:]]
    start = process_time()
    assert same_words(wording(" ".join(words)), wording(" ".join(changed)))
    assert not same_words(wording(" ".join(words)), wording(" ".join([*words[:900], "not", *words[900:]])))
    assert process_time() - start < 2.0


def test_two_speakers_stay_apart_and_short_wording_needs_a_speaker() -> None:
    rows = [
        Said("a", "The water is safe to drink.", "person:x"),
        Said("b", "The water is safe to drink.", "person:y"),
        Said("c", "The water is safe to drink.", None),
        Said("d", "The water is safe to drink.", None),
    ]
    assert list(Repeats().mark(rows)) == [None, None, None, None]


def test_a_row_without_a_named_speaker_joins_by_identical_long_wording_only() -> None:
    rows = [
        Said("a", WHOLE, "person:x"),
        Said("b", WHOLE.upper(), None),
        Said("c", WHOLE, "person:an-official/2", "2", is_named=False),
        Said("d", WHOLE.replace("fall", "end"), None),
    ]
    assert list(Repeats().mark(rows)) == [None, "a", "a", None]


def test_an_unknown_speaker_never_joins_two_people() -> None:
    rows = [
        Said("a", WHOLE, None),
        Said("b", WHOLE, "person:x"),
        Said("c", WHOLE, "person:y"),
        Said("d", WHOLE, None),
        Said("e", SAME["cut end"], "person:x"),
        Said("f", SAME["cut end"], "person:y"),
    ]
    assert list(Repeats().mark(rows)) == [None, "a", None, None, "a", "c"]


def test_short_stretches_recur_by_chance_but_not_within_an_article() -> None:
    texts = ("Enough is enough", "I don't think so, no", "I love you all", "We are here for you")
    for text in texts:
        assert list(Repeats().mark([Said("a", text, "person:x", "1"), Said("b", text, "person:x", "2")])) == [None] * 2
    long = "They opened the vault for the first time since the flood, and a hell of a lot of sand came out of it."
    part = "A Hell of a Lot of Sand"
    for article, joined in (("1", "a"), ("2", None)):
        rows = [Said("a", long, "person:x", "1"), Said("b", part, "person:x", article)]
        assert list(Repeats().mark(rows)) == [None, joined]


def test_rows_are_compared_with_the_first_and_do_not_drift() -> None:
    words = [f"{c}{v}{d}" for c in "bdfgklmn" for v in "aeiou" for d in "lrst"][:60]
    rows = [Said(str(n), " ".join(words[n : n + 30]), "person:x") for n in range(0, 30, 3)]
    first_of = list(Repeats().mark(rows))
    assert first_of[1] == "0"
    for said, first in zip(rows, first_of, strict=True):
        if first is not None:
            shared = set(said.text.split()) & set(rows[int(first) // 3].text.split())
            assert len(shared) >= 15


def test_a_statement_is_the_same_as_a_whole_and_in_one_stance() -> None:
    def joined(one: Said, two: Said) -> bool:
        return list(Repeats(STATED, STATED).mark([one, two])) == [None, one.row_id]

    said = Said("a", "the mayor will sell the old harbor to a bank", "person:x")
    assert joined(said, Said("b", "the mayor will sell the old harbour to a bank", "person:x"))
    assert joined(said, Said("b", "the mayor would sell the old harbor to a bank", "person:x", is_reported=True))
    assert not joined(said, Said("b", "the mayor would sell the old harbor to a bank", "person:x"))
    assert not joined(said, Said("b", said.text, "person:x", stance="not "))
    assert not joined(said, Said("b", f"{said.text} unless the council votes for a loan first", "person:x"))
    assert not joined(said, Said("b", f"it is a lie that {said.text} never", "person:x"))
