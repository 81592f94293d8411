"""The time of a clause by its parse, on parses written out here."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from pipeline.find.dates.clause import Direction, Outlook, outlook_of

LEMMAS = {"says": "say", "meets": "meet"}
VOCAB = spacy.blank("en").vocab
# Each row: word, tag, part of speech, head's place, relation.
WILL_BE_PAID = """Dividends NNS NOUN 3 nsubj:pass | will MD AUX 3 aux | be VB AUX 3 aux:pass | paid VBN VERB 3 ROOT
    | Friday NNP PROPN 3 obl"""
WOULD_HAVE = """They PRP PRON 3 nsubj | would MD AUX 3 aux | have VB AUX 3 aux | left VBN VERB 3 ROOT
    | Friday NNP PROPN 3 obl"""
IS_HELD = "It PRP PRON 2 nsubj:pass | is VBZ AUX 2 aux:pass | held VBN VERB 2 ROOT | Friday NNP PROPN 2 obl"
FRONTED = "Friday NNP PROPN 2 obl | they PRP PRON 2 nsubj | left VBD VERB 2 ROOT | hoping VBG VERB 2 advcl"
BEHIND = "They PRP PRON 1 nsubj | left VBD VERB 1 ROOT | Friday NNP PROPN 1 obl"
MEETS = "It PRP PRON 1 nsubj | meets VBZ VERB 1 ROOT | Friday NNP PROPN 1 obl"
SAYS = "It PRP PRON 1 nsubj | says VBZ VERB 1 ROOT | Friday NNP PROPN 1 obl"
IS_ON = "Voting NN NOUN 2 nsubj | is VBZ AUX 2 cop | Friday NNP PROPN 2 ROOT"
WAS_ON = "Voting NN NOUN 2 nsubj | was VBD AUX 2 cop | Friday NNP PROPN 2 ROOT"
OF_A_NOUN = """The DT DET 1 det | vote NN NOUN 4 nsubj:pass | Friday NNP PROPN 1 nmod | was VBD AUX 4 aux:pass
    | planned VBN VERB 4 ROOT"""


def outlook(rows: str) -> Outlook:
    """The outlook of "Friday"."""
    words, tags, parts, heads, relations = zip(*(row.split() for row in rows.split("|")), strict=True)
    doc = Doc(VOCAB, words=list(words), tags=list(tags), pos=list(parts), heads=[int(h) for h in heads],
              deps=list(relations), lemmas=[LEMMAS.get(w, w.lower()) for w in words])  # fmt: skip
    return outlook_of(doc[words.index("Friday")])


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            WILL_BE_PAID, Outlook(Direction.FUTURE, is_close=True), id="a participle has the time of its modal"
        ),
        pytest.param(WOULD_HAVE, Outlook(is_close=True), id="a modal of the past does not look ahead"),
        pytest.param(IS_HELD, Outlook(Direction.FUTURE, is_close=True), id="present passive tells a plan"),
        pytest.param(FRONTED, Outlook(Direction.PAST, is_close=True), id="in front of a past verb"),
        pytest.param(
            BEHIND, Outlook(is_close=True), id="behind a past verb the words tell, and are sure if they agree"
        ),
        pytest.param(MEETS, Outlook(Direction.PLAN, is_close=True), id="the present tense tells a plan"),
        pytest.param(SAYS, Outlook(), id="the present tense of a verb of saying tells nothing"),
        pytest.param(IS_ON, Outlook(Direction.PLAN, is_close=True), id="what is on a day is planned"),
        pytest.param(WAS_ON, Outlook(Direction.PAST, is_close=True), id="what was on a day is past"),
        pytest.param(OF_A_NOUN, Outlook(), id="a noun has a time of its own"),
    ],
)
def test_outlook_of_an_expression_by_its_clause(rows: str, expected: Outlook) -> None:
    assert outlook(rows) == expected


def test_without_a_parse_the_outlook_is_unknown() -> None:
    assert outlook_of(spacy.blank("en")("They left Friday")[2]) == Outlook()
