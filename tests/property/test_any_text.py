"""From any text to the tables and back: nothing is raised, offsets are exact, no row is lost."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzzing import NOISE, broken_promise, mutated

pytestmark = pytest.mark.model
CORPUS = Path(__file__).parents[2] / "corpus" / "raw"
ANY = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=120),
    st.lists(st.sampled_from(("Ana Ruiz said", " the pier", "“It is over,” ", "$2 million", *NOISE)), max_size=12).map(
        "".join
    ),
)


@settings(max_examples=3, deadline=None)
@given(st.lists(ANY, min_size=1, max_size=8))
def test_any_texts_come_through_to_the_tables(texts: list[str]) -> None:
    assert broken_promise(texts) is None


def test_mutated_articles_come_through_to_the_tables() -> None:
    originals = [path.read_text(encoding="utf-8") for path in sorted(CORPUS.glob("*.txt"))]
    assert broken_promise([mutated(originals, random.Random(seed), most=600) for seed in range(16)]) is None
