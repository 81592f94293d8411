"""One-to-one assignment."""

from __future__ import annotations

import pytest

from pipeline.evaluate import assign


def test_the_greatest_sum_wins_over_the_greatest_pair():
    assert assign.best_pairs({(0, 0): 10.0, (0, 1): 9.0, (1, 0): 9.0}) == ((0, 1), (1, 0))


def test_separate_pieces_are_all_solved():
    assert assign.best_pairs({(0, 5): 1.0, (3, 2): 1.0, (3, 1): 2.0}) == ((0, 5), (3, 1))


def test_nothing_to_pair_gives_nothing():
    assert assign.best_pairs({}) == ()


def test_a_pair_without_weight_is_never_chosen():
    """The Hungarian method fills a square; what it puts where no weight was given is no pair."""
    assert assign.best_pairs({(0, 0): 1.0, (0, 1): 1.0, (1, 0): 1.0, (2, 0): 1.0}) == ((0, 1), (1, 0))


def test_oversized_pieces_are_paired_greedily_one_to_one(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(assign, "MAX_SIDE", 1)
    assert assign.best_pairs({(0, 0): 10.0, (0, 1): 9.0, (1, 0): 9.0, (1, 1): 1.0}) == ((0, 0), (1, 1))
