"""Pairs of people that share a weak key and are not compared: their names forbid it."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.reconcile.block import keys_of, meet
from pipeline.reconcile.chains import Family
from pipeline.reconcile.compare import VETOES
from pipeline.reconcile.pairs import MOST_SLIPS, candidate_pairs
from pipeline.reconcile.signals import Bearer, name_signal

GIVEN = ("Konstantin", "Mikhail", "Jon", "Geoffrey", "Sara", "Halvor", "Ann")
SURNAMES = ("Halvorsen", "Gaddafi", "Adler", "Petitier", "Roe", "Lindqvist", "Ostrov")


def slipped(word: str, slips: int, chance: random.Random) -> str:
    """The word with so many letters exchanged, left out, put in or replaced, its first and last kept."""
    for _ in range(slips):
        at = chance.randrange(1, max(2, len(word) - 2))
        word = chance.choice(
            (
                word[:at] + word[at + 1 :],
                word[:at] + chance.choice("aeionrst") + word[at:],
                word[:at] + chance.choice("aeionrst") + word[at + 1 :],
                word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
            )
        )
    return word


@settings(max_examples=400, deadline=None)
@given(
    st.sampled_from(GIVEN),
    st.sampled_from(SURNAMES),
    st.integers(0, MOST_SLIPS),
    st.integers(0, MOST_SLIPS),
    st.integers(0, 1 << 30),
)
def test_who_meets_under_a_key_and_is_not_compared_has_another_name(
    first: str, last: str, in_given: int, in_surname: int, seed: int
) -> None:
    if in_given + in_surname > MOST_SLIPS:
        return
    chance = random.Random(seed)
    names = (f"{first} {last}", f"{slipped(first, in_given, chance)} {slipped(last, in_surname, chance)}")
    keys = [keys_of(name, Family.PERSON) for name in names]
    if meet(*keys) and not list(candidate_pairs(keys, names, 200)):
        a, b = (Bearer(name, Family.PERSON) for name in names)
        assert name_signal(a, b).code in VETOES
