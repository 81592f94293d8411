"""Blocking: names that may be one bearer's meet, and pairs stay few."""

from __future__ import annotations

import itertools

import pytest

from pipeline.reconcile.block import candidate_pairs, keys_of, meet
from pipeline.reconcile.chains import family_of
from pipeline.schema import Label
from tests.unit.reconcile.marked import read_cases

# A surname, an initial or a generic part is given to its bearer by another road (reconcile.across).
SHORT = (
    "surname",
    "initial and one role",
    "surname with honorific",
    "surname with particles",
    "hyphened surname",
    "possessive",
)


@pytest.mark.parametrize("case", read_cases("pairs_same"), ids=lambda c: f"{c['name_a']}={c['name_b']}")
def test_every_pair_that_is_the_same_shares_a_block(case: dict[str, str]) -> None:
    if case["comment"] in SHORT:
        return
    family = family_of(Label(case["label"]))
    assert meet(keys_of(case["name_a"], family), keys_of(case["name_b"], family))


def test_each_pair_comes_once() -> None:
    keys = [("a", "b"), ("a", "b"), ("b",)]
    assert sorted(candidate_pairs(keys, ["x", "y", "z"], 10)) == [(0, 1), (0, 2), (1, 2)]


def test_pairs_grow_linearly_in_a_block_that_is_too_large() -> None:
    letters = ["".join(x) for x in itertools.product("abcdefghij", repeat=4)]
    counts = {n: sum(1 for _ in candidate_pairs([("k",)] * n, letters[:n], 50)) for n in (1000, 2000, 4000)}
    assert counts[4000] <= 2.2 * counts[2000] <= 5 * counts[1000]
    assert counts[4000] < 4000 * 60


@pytest.mark.parametrize(
    ("keys", "pairs"),
    [
        ([("?a",), ("=a",)], [(0, 1)]),
        ([("=a",), ("?a",), ("?a",)], [(0, 1), (0, 2)]),
        ([("=a",), ("=a",), ("?a",)], [(0, 2), (1, 2)]),
        ([("=a",), ("=a",)], []),
        ([("?a",), ("?a",)], []),
        ([("?a",), ("=b",)], []),
    ],
)
def test_those_who_ask_meet_those_who_answer_and_nobody_else(
    keys: list[tuple[str, ...]], pairs: list[tuple[int, int]]
) -> None:
    assert sorted(candidate_pairs(keys, ["x", "y", "z"][: len(keys)], 10)) == pairs


def test_an_answering_block_of_any_size_gives_few_pairs() -> None:
    names = [f"name {i:05}" for i in range(5000)]
    keys = [("?a",) if i % 100 == 0 else ("=a",) for i in range(5000)]
    assert sum(1 for _ in candidate_pairs(keys, names, 50)) <= 50 * 50
