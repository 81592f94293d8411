"""Whom a name of one word means within one article."""

from __future__ import annotations

import pytest

from pipeline.config import ReconcileConfig
from pipeline.reconcile.across import resolve
from pipeline.reconcile.chains import Chain
from pipeline.reconcile.judgements import Judgements
from pipeline.reconcile.within import chain_article
from tests.unit.reconcile.marked import mark

LATER = (
    "Much was said that day of the harbour, its two cranes, the price of salt, and the ferry that nobody had paid for."
)


def chain_of(text: str, n: int) -> Chain:
    """The chain of the n-th marked name; of the last one for -1."""
    mentions = mark(text)
    wanted = mentions[n].mention_id
    return next(chain for chain in chain_article(mentions) if wanted in [m.mention_id for m in chain.members])


@pytest.mark.parametrize(
    ("text", "n", "bearer"),
    [
        pytest.param(
            "[PERSON John Brisk] came. [PERSON Brisk] ate. [PERSON Brisk] slept. "
            f"[PERSON Mary Brisk], his wife, ran. [PERSON Mary] bowed. [PERSON Mary] sat. {LATER} [PERSON Brisk] ran.",
            -1, "John Brisk", id="who is called so before, though the other one was named last",
        ),
        pytest.param(
            "[PERSON Pia Ortega], 6, sat. [PERSON Pia] ate. [PERSON Pia] slept. Her uncle, [PERSON Ramon Ortega], ran. "
            "[PERSON Pia] smiled. [PERSON Ortega] wept.",
            -1, "Ramon Ortega", id="no one whom the article calls by the given name",
        ),
        pytest.param(
            "[PERSON Brisk] wins again\n\n[PERSON John Brisk] won. [PERSON Brisk] smiled. [PERSON Brisk] spoke. "
            "[PERSON Mary Brisk], his wife, cheered.",
            0, "John Brisk", id="in a headline, who is called so after",
        ),
        pytest.param(
            f"[PERSON John Brisk] met [PERSON Mary Brisk]. {LATER} Mr. [PERSON Brisk] left.",
            -1, "John Brisk", id="a Mr. before the name is a man",
        ),
        pytest.param(
            f"[PERSON Mary Brisk] met [PERSON John Brisk]. {LATER} Afterwards Mrs. [PERSON Brisk] left.",
            -1, "Mary Brisk", id="and a Mrs. a woman, whoever was named last",
        ),
        pytest.param(
            f"Dr. [PERSON Odell Brisk] met [PERSON Jan Brisk]. {LATER} Dr. [PERSON Brisk] left.",
            -1, "Odell Brisk", id="who is addressed alike",
        ),
        pytest.param(
            "[PERSON Bill Ortega] spoke. A [PERSON bill] failed.", -1, "bill", id="a word in lower case is no name"
        ),
        pytest.param("[PERSON Ann] and [PERSON Tim Burrow] met.", 0, "Ann Burrow", id="two who share a surname"),
        pytest.param(
            "[PERSON Ann Lee] ran with Tim. [PERSON Ann] and [PERSON Tim Burrow] won.",
            1, "Ann Lee", id="unless the given name is somebody's who is named in full",
        ),
        pytest.param(
            "Sen. [PERSON Clinton] and [PERSON Tim Burrow] met.", 0, "Clinton", id="or what follows a title, a surname"
        ),
        pytest.param(
            "Sir [PERSON John] rose. [PERSON John Egan] sat. Sir [PERSON John] spoke.", -1, "John Egan",
            id="a Sir goes by his given name",
        ),
        pytest.param(
            "[PERSON John Biddle] came. [PERSON John] ate. [PERSON John] slept. His son is [PERSON Hugh Biddle]. "
            f"{LATER} [PERSON John Biddle] spoke. Then Vice President [PERSON Biddle] left.",
            -1, "John Biddle", id="whoever has an office may be called by the given name elsewhere",
        ),
        pytest.param(
            "Mayor [PERSON Tom Burrow] quit. His wife is [PERSON Jill Burrow]. The firm paid Mrs. [PERSON Burrow]. "
            "[PERSON Burrow] left.",
            -1, "Tom Burrow", id="a wife who is called Mrs. is not meant by the bare surname",
        ),
        pytest.param(
            f"[PERSON Yvonne Tate] came. {LATER} [PERSON Marcus Tate Jr.] spoke. Then [PERSON Tate] left.",
            -1, "Marcus Tate Jr.", id="a Jr. goes by the bare surname like anybody else",
        ),
        pytest.param(
            "Exit for [PERSON Tate]\n\n[PERSON Marcus Tate Jr.] rose. [PERSON Tate] left. [PERSON Ann Tate] sat.",
            0, "Marcus Tate Jr.", id="a headline's surname is that of the one named first and called so after",
        ),
    ],
)  # fmt: skip
def test_a_name_of_one_word_goes_to_the_bearer_whom_the_article_means(text: str, n: int, bearer: str) -> None:
    assert chain_of(text, n).name == bearer


def test_a_headline_is_nobodys_where_the_article_calls_both_so() -> None:
    text = (
        "[PERSON Brisk] wins again\n\nMr. [PERSON John Brisk] won. Mr. [PERSON Brisk] smiled. Mr. [PERSON Brisk] left. "
        "[PERSON Mary Brisk] lost. Mrs. [PERSON Brisk] wept. Mrs. [PERSON Brisk] left."
    )
    assert chain_of(text, 0).name == "Brisk"


def test_a_man_and_a_woman_of_one_surname_are_two_where_neither_is_named_in_full() -> None:
    chains = chain_article(mark("Mr. [PERSON Marlow] spoke. Mrs. [PERSON Marlow] sang. Mr. [PERSON Marlow] left."))
    assert sorted(len(chain.members) for chain in chains) == [1, 2]


def test_a_surname_is_lent_without_the_suffix() -> None:
    assert chain_of("[PERSON Ann] and [PERSON Tim Burrow Jr.] met.", 0).name == "Ann Burrow"


def test_other_initials_are_other_people_within_an_article_and_across() -> None:
    text = "[PERSON Grant W. Burrow] spoke. [PERSON Grant P. Burrow] did not. [PERSON Grant Burrow] left."
    assert [len(chain.members) for chain in chain_article(mark(text))] == [1, 1, 1]
    chains = [
        c for i, name in enumerate(("W", "P")) for c in chain_article(mark(f"[PERSON Grant {name}. Burrow]", f"a{i}"))
    ]
    assert len(resolve(chains, ReconcileConfig(), Judgements.of(())).entities) == 2


def test_a_surname_that_cannot_be_the_one_bearers_of_its_article_may_be_anothers() -> None:
    texts = (
        "Mr. [PERSON Obeid], the president of Ohio, met [PERSON Mary Obeid].",
        "[PERSON John Obeid], the president of Ohio, spoke.",
    )
    chains = [c for i, text in enumerate(texts) for c in chain_article(mark(text, f"a{i}"))]
    names = {e.name: set(e.aliases) for e in resolve(chains, ReconcileConfig(), Judgements.of(())).entities}
    assert names == {"Mary Obeid": {"Mary Obeid"}, "John Obeid": {"John Obeid", "Obeid"}}
