"""The best dependency trees under arc scores: one tree with one root for each sentence."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.floating[Any]]
Indices = NDArray[np.intp]
ROOTS = 3  # tried one by one; nearly always the first is the best


def best_trees(arcs: Scores, sentences: Indices) -> Indices:
    """The head of each word: 0 for the root of its sentence, ``j + 1`` for word ``j``.

    ``arcs[i, j + 1]`` is the score of word ``j`` as head of word ``i``, ``arcs[i, 0]`` that of the root; ``sentences``
    numbers the sentence of each word from 0, words of -1 stand outside and get head 0. Taking the best head of every
    word is nearly always a tree already, and then it is the best one; only the other sentences are searched.
    """
    inside = (sentences[:, None] == sentences[None, :]) & (sentences >= 0)[:, None]
    np.fill_diagonal(inside, False)
    allowed = np.full(arcs.shape, -np.inf, dtype=arcs.dtype)
    allowed[:, 0] = arcs[:, 0]
    np.copyto(allowed[:, 1:], arcs[:, 1:], where=inside)
    heads = np.asarray(allowed.argmax(axis=1))
    heads[sentences < 0] = 0
    for sentence in _not_trees(heads, sentences):
        words = np.flatnonzero(sentences == sentence)
        columns = np.concatenate(([0], words + 1))
        heads[words] = columns[best_tree(arcs[words[:, None], columns])]
    return heads


def _not_trees(heads: Indices, sentences: Indices) -> Indices:
    """The sentences whose heads hold a cycle, or any number of roots but one."""
    above = np.concatenate(([0], heads))
    for _ in range(len(heads).bit_length()):
        above = above[above]  # after k rounds, the word 2**k steps above; the root stands above itself
    known = sentences >= 0
    count = int(sentences.max(initial=-1)) + 1
    words = np.bincount(sentences[known], minlength=count)
    roots = np.bincount(sentences[known & (heads == 0)], minlength=count)
    circling = np.bincount(sentences[known & (above[1:] != 0)], minlength=count)
    return np.flatnonzero((words > 0) & ((roots != 1) | (circling > 0)))


def best_tree(arcs: Scores) -> Indices:
    """The heads of the best tree with one root over all words of ``arcs``, at least one, numbered as in ``best_trees``.

    Chu and Liu's and Edmonds' contraction of cycles, the likeliest words as root one by one, until no other can win:
    no tree is better than its root with the best head of every other word. Where ``ROOTS`` words do not settle it, arcs
    from the root are made so dear that no tree with two of them wins, which changes nothing among trees with one
    (Stanojević and Cohen 2021, "A Root of the Problem"), but takes up to as many contractions as there are words.
    """
    words = np.arange(1, len(arcs) + 1)
    if len(words) == 1:
        return np.zeros(1, dtype=np.intp)
    scores = np.full((len(words) + 1, len(words) + 1), -np.inf)
    scores[1:] = arcs
    np.fill_diagonal(scores, -np.inf)
    highest = scores[1:, 1:].max(axis=1)
    bounds = highest.sum() - highest + scores[1:, 0]
    roots = np.argsort(-bounds, kind="stable")
    found: list[tuple[float, Indices]] = []
    for rank, root in enumerate(roots[:ROOTS].tolist()):
        heads = _with_root(scores, root + 1)[1:]
        found.append((float(scores[words, heads].sum()), heads))
        total, heads = max(found, key=lambda tree: tree[0])
        if rank + 1 == len(roots) or total >= bounds[roots[rank + 1]]:
            return heads
    scores[1:, 0] -= (arcs.max() - arcs.min() + 1.0) * (len(words) + 1)
    return _arborescence(scores)[1:]


def _with_root(scores: NDArray[np.float64], root: int) -> Indices:
    """The heads of the best tree in which ``root`` and no other node hangs on node 0."""
    rooted = scores.copy()
    rooted[:, 0], rooted[root] = -np.inf, -np.inf
    rooted[root, 0] = 0.0
    return _arborescence(rooted)


def _arborescence(scores: NDArray[np.float64]) -> Indices:
    """The head of each node, node 0 being the root; ``scores[i, j]`` is that of ``j`` as head of ``i``."""
    heads = np.asarray(scores.argmax(axis=1))
    cycle = _cycle(heads)
    if not len(cycle):
        return heads
    outside = np.ones(len(scores), dtype=np.bool_)
    outside[cycle] = False
    rest = np.flatnonzero(outside)
    into = scores[cycle[:, None], rest] - scores[cycle, heads[cycle]][:, None]
    out = scores[rest[:, None], cycle]
    smaller = np.full((len(rest) + 1, len(rest) + 1), -np.inf)  # the cycle is its last node
    smaller[:-1, :-1] = scores[rest[:, None], rest]
    smaller[:-1, -1], smaller[-1, :-1] = out.max(axis=1), into.max(axis=0)
    found = _arborescence(smaller)
    by_cycle = found[:-1] == len(rest)
    heads[rest] = np.where(by_cycle, cycle[out.argmax(axis=1)], rest[np.minimum(found[:-1], len(rest) - 1)])
    entry = found[-1]
    heads[cycle[into[:, entry].argmax()]] = rest[entry]
    return heads


def _cycle(heads: Indices) -> Indices:
    """The nodes of one cycle, in rising order; none where every path leads to node 0."""
    above = heads.tolist()
    seen = [0] * len(above)  # the number of the walk that came by; node 0 ends every walk
    for walk in range(1, len(above)):
        at = walk
        while at and not seen[at]:
            seen[at] = walk
            at = above[at]
        if at and seen[at] == walk:
            ring = [at]
            while above[ring[-1]] != at:
                ring.append(above[ring[-1]])
            return np.array(sorted(ring), dtype=np.intp)
    return np.zeros(0, dtype=np.intp)
