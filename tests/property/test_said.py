"""Fingerprints of quotations, whatever the words: shared runs are found, and nothing depends on order or marks."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.config import ReconcileConfig
from pipeline.reconcile.across import resolve
from pipeline.reconcile.chains import Chain, Member
from pipeline.reconcile.judgements import Judgements
from pipeline.reconcile.said import MOST, RUN, WINDOW, fingerprints
from pipeline.schema import Label

CONTENT = ("dam", "harbor", "bridge", "river", "crew", "budget", "teacher", "ballot", "pier", "orchard")
SMALL = ("the", "of", "not", "we", "will", "to", "a")
words = st.lists(st.sampled_from(CONTENT + SMALL), max_size=40)
telling = st.lists(st.permutations(CONTENT), min_size=2, max_size=2).map(lambda two: [*two[0], *two[1]])
quotations = st.lists(st.lists(st.sampled_from(CONTENT + SMALL + ("…", "[sic]", "[he]")), max_size=30), max_size=6)


@settings(deadline=None, max_examples=80)
@given(st.tuples(words, words), telling, st.tuples(words, words))
def test_a_shared_run_of_the_length_that_is_promised_is_always_found(
    here: tuple[list[str], list[str]], run: list[str], there: tuple[list[str], list[str]]
) -> None:
    shared = run[: RUN + WINDOW - 1]
    a, b = ({*fingerprints([" ".join((*before, *shared, *after))])} for before, after in (here, there))
    assert a & b


@settings(deadline=None, max_examples=60)
@given(quotations, st.randoms(use_true_random=False))
def test_the_order_of_the_quotations_does_not_matter(texts: list[list[str]], chance: random.Random) -> None:
    said = [" ".join(text) for text in texts]
    shuffled = chance.sample(said, len(said))
    assert fingerprints(shuffled) == fingerprints([*said, *said])


@settings(deadline=None, max_examples=60)
@given(words, st.lists(st.sampled_from((" ", " — ", ", ", "! ", " “", "” ", " [sic] ", "\n")), min_size=1))
def test_marks_and_case_do_not_matter(text: list[str], marks: list[str]) -> None:
    marked = "".join(f"{word.upper()}{marks[i % len(marks)]}" for i, word in enumerate(text))
    assert fingerprints([marked]) == fingerprints([" ".join(text)])


@settings(deadline=None, max_examples=60)
@given(st.lists(st.text(max_size=300), max_size=4))
def test_any_texts_have_few_numbers_in_ascending_order(texts: list[str]) -> None:
    marks = fingerprints(texts)
    assert list(marks) == sorted(set(marks))
    assert len(marks) <= MOST


NAMES = ("Jon Addler", "John Adlder", "Addler", "J. Addler", "Ned Amsel", "Ned Ansel", "Amsel")


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(NAMES),
            st.frozensets(st.integers(0, 5), max_size=3),
            st.sampled_from(("", "Ohio senator", "Iowa senator")),
        ),
        max_size=10,
    ),
    st.randoms(use_true_random=False),
)
def test_who_is_who_does_not_depend_on_the_order_of_the_quoted(
    rows: list[tuple[str, frozenset[int], str]], chance: random.Random
) -> None:
    chains = [
        Chain(
            f"a{i}", Label.PERSON, ((name, 1),), (Member(f"m{i}", "name", 1.0, "", name),), (role,) if role else (),
            said=tuple(sorted(said)),
        )
        for i, (name, said, role) in enumerate(rows)
    ]  # fmt: skip
    shuffled = chance.sample(chains, len(chains))
    assert resolve(shuffled, ReconcileConfig(), Judgements()) == resolve(chains, ReconcileConfig(), Judgements())
