"""Pairs of names to compare: each once, and few, however many names share a key."""

from __future__ import annotations

import itertools

import pytest

from pipeline.reconcile.pairs import candidate_pairs


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


def test_pairs_come_in_order_whatever_the_keys_are_called() -> None:
    keys = [("z", "m"), ("a",), ("m", "a"), ("z",)]
    assert list(candidate_pairs(keys, list("wxyz"), 10)) == [(0, 2), (0, 3), (1, 2)]


def test_names_without_keys_meet_nobody() -> None:
    assert list(candidate_pairs([(), (), ("?a",)], ["x", "y", "z"], 10)) == []


def test_keys_may_be_made_as_they_are_read() -> None:
    assert list(candidate_pairs((("k",) for _ in range(3)), ["x", "y", "z"], 10)) == [(0, 1), (0, 2), (1, 2)]


def test_under_a_weak_key_only_names_spelt_nearly_alike_meet() -> None:
    names = ["Margit Halvorsen", "Margret Halvorson", "Malcolm Tortenson", "Margit Halvorsen"]
    assert list(candidate_pairs([("~k",)] * 4, names, 10)) == [(0, 1), (0, 3), (1, 3)]
    assert len(list(candidate_pairs([("k",)] * 4, names, 10))) == 6


@pytest.mark.parametrize(
    ("a", "b", "is_pair"),
    [
        ("Margit Halvorsen", "Margit Halversun", True),  # two slips in a long surname
        ("Margit Halvorsen", "Margit Helversun", False),  # three
        ("Margit Addler", "Margit Atler", False),  # two in a short one are another name
        ("Margit Addler", "Margit Adler", True),
        ("Konstantin Adler", "Kostyantyn Adler", True),  # forms of a given name differ more than its slips
        ("Konstantin Adler", "Kostyantyn Addler", False),  # four in all
    ],
)
def test_one_surname_is_no_slip_of_another_that_is_too_far_from_it(a: str, b: str, is_pair: bool) -> None:
    assert list(candidate_pairs([("~k",)] * 2, [a, b], 10)) == [(0, 1)] * is_pair


def test_pairs_under_a_weak_key_are_found_also_where_the_block_is_too_large() -> None:
    names = [f"Margit Halvor{x}{y}" for x in "bcdfg" for y in "bcdfg"]
    assert (0, 1) in list(candidate_pairs([("~k",)] * 25, names, 10))
