"""One-to-one pairs of greatest total weight between two sets of things, for matching rows and aligning clusters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

import numpy as np
from scipy.optimize import linear_sum_assignment

Pair = tuple[int, int]

# Exact assignment is cubic and needs a dense matrix: 1,500 x 1,500 is 18 MB and under a second. Connected pieces of
# real tables have a handful of members; only a degenerate run (one entity for everything) comes near the limit.
MAX_SIDE = 1500


def best_pairs(weights: Mapping[Pair, float]) -> tuple[Pair, ...]:
    """The pairs (left, right), each side used once at most, whose weights sum highest; in order.

    ``weights`` holds the positive weights; a pair that it lacks cannot be chosen. Each connected piece is solved
    exactly (Hungarian method); a piece with more than ``MAX_SIDE`` members on a side is paired greedily, heaviest
    first. Equal weights are settled by the numbers of left and right, so sort the things before numbering them.

    >>> best_pairs({(0, 0): 0.9, (0, 1): 0.8, (1, 0): 0.8})
    ((0, 1), (1, 0))
    """
    chosen: list[Pair] = []
    for piece in _pieces(weights):
        lefts = sorted({left for left, _ in piece})
        rights = sorted({right for _, right in piece})
        if max(len(lefts), len(rights)) > MAX_SIDE:
            chosen += _greedy(piece, weights)
            continue
        matrix = np.zeros((len(lefts), len(rights)))
        row = {left: i for i, left in enumerate(lefts)}
        column = {right: j for j, right in enumerate(rights)}
        for left, right in piece:
            matrix[row[left], column[right]] = weights[left, right]
        for i, j in zip(*linear_sum_assignment(matrix, maximize=True), strict=True):
            if matrix[i, j] > 0:
                chosen.append((lefts[i], rights[j]))
    return tuple(sorted(chosen))


def _pieces(weights: Mapping[Pair, float]) -> Iterator[list[Pair]]:
    """The pairs of each connected piece of the bipartite graph, pieces and pairs in order."""
    of_left: dict[int, list[Pair]] = defaultdict(list)
    of_right: dict[int, list[Pair]] = defaultdict(list)
    for pair in sorted(weights):
        of_left[pair[0]].append(pair)
        of_right[pair[1]].append(pair)
    done: set[Pair] = set()
    for first in sorted(weights):
        if first in done:
            continue
        done.add(first)
        piece, todo = [], [first]
        while todo:
            pair = todo.pop()
            piece.append(pair)
            # Each side's list is emptied when walked, so that every pair is looked at twice and no more.
            for near in of_left.pop(pair[0], []) + of_right.pop(pair[1], []):
                if near not in done:
                    done.add(near)
                    todo.append(near)
        yield sorted(piece)


def _greedy(piece: list[Pair], weights: Mapping[Pair, float]) -> list[Pair]:
    lefts: set[int] = set()
    rights: set[int] = set()
    chosen = []
    for left, right in sorted(piece, key=lambda pair: (-weights[pair], pair)):
        if left not in lefts and right not in rights:
            lefts.add(left)
            rights.add(right)
            chosen.append((left, right))
    return chosen
