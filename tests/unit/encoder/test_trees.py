"""Trees: the best heads, one root a sentence, also where the best head of every word makes a circle."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.encoder.trees import best_tree, best_trees


def test_best_heads_are_kept_where_they_are_a_tree() -> None:
    arcs = np.array([[0, 0, 9, 0], [9, 0, 0, 0], [0, 0, 9, 0]], dtype=np.float32)
    assert best_trees(arcs, np.zeros(3, dtype=int)).tolist() == [2, 0, 2]


def test_a_circle_is_broken_where_it_costs_least() -> None:
    arcs = np.array([[1, 0, 9, 0], [5, 9, 0, 0], [0, 0, 9, 0]], dtype=np.float32)
    assert best_trees(arcs, np.zeros(3, dtype=int)).tolist() == [2, 0, 2]


def test_of_two_roots_the_dearer_one_is_given_up() -> None:
    arcs = np.array([[9, 0, 1], [9, 6, 0]], dtype=np.float32)
    assert best_trees(arcs, np.zeros(2, dtype=int)).tolist() == [0, 1]


def test_heads_stay_inside_their_sentence() -> None:
    arcs = np.array([[0, 0, 0, 9, 0], [0, 0, 0, 9, 0], [0, 9, 0, 0, 0], [0, 9, 0, 0, 1]], dtype=np.float32)
    heads = best_trees(arcs, np.array([0, 0, 1, 1]))
    assert set(heads[:2].tolist()) in ({0, 1}, {0, 2})
    assert set(heads[2:].tolist()) in ({0, 3}, {0, 4})


def test_words_outside_any_sentence_have_no_head_and_head_nothing() -> None:
    arcs = np.full((3, 4), 5, dtype=np.float32)
    arcs[:, 2] = 9
    assert best_trees(arcs, np.array([0, -1, 0])).tolist()[1] == 0
    assert 2 not in best_trees(arcs, np.array([0, -1, 0])).tolist()


def test_no_words_have_no_heads() -> None:
    assert best_trees(np.zeros((0, 1), dtype=np.float32), np.zeros(0, dtype=int)).tolist() == []


@pytest.mark.parametrize("words", [1, 2, 190])
def test_a_whole_window_of_circles_becomes_one_tree(words: int) -> None:
    """Every word likes its right neighbour best and the last one the first, so all words are one circle."""
    arcs = np.random.default_rng(0).random((words, words + 1))
    arcs[np.arange(words), 1 + (np.arange(words) + 1) % words] += 100
    heads = best_tree(arcs)
    assert np.flatnonzero(heads == 0).tolist() == [arcs[:, 0].argmax()] if words > 1 else heads.tolist() == [0]
    at = np.arange(1, words + 1)
    for _ in range(words):
        at = np.concatenate(([0], heads))[at]
    assert not at.any()
