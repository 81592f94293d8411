"""Sentences and their dependency trees, from the scores of the windows of one passage of text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.encoder.trees import Indices, best_trees
from pipeline.encoder.windows import Window

ROOT, OTHER = -1, -2  # relations without a label of the network: of a root, and of a link that no window has read
NO_HEAD = -2  # of a line break; the head of a root is ROOT
NONE = np.zeros(0, dtype=np.intp)
Relate = Callable[[NDArray[np.float32], NDArray[np.float32]], NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Text:
    """What the encoder reads of a text: its words, which of them are line breaks, and sentence starts set before.

    ``fixed`` has 1 where a sentence starts, -1 where none does, 0 where the encoder decides. ``marks`` are the words'
    places in quotations (``marks.marks_of``), None where no head reads them.
    """

    words: Sequence[str]
    breaks: NDArray[np.bool_]
    fixed: NDArray[np.int8]
    marks: NDArray[np.int64] | None = None


@dataclass(frozen=True, slots=True)
class Syntax:
    """For each word its head (a word of the text, ``ROOT`` or ``NO_HEAD``), its relation (the number of a label,
    ``ROOT`` or ``OTHER``), and whether a sentence starts with it."""

    heads: Indices
    relations: Indices
    starts: NDArray[np.bool_]


def parse_passage(
    text: Text, passage: Sequence[Window], outputs: Sequence[dict[str, NDArray[Any]]], relate: Relate
) -> Syntax:
    """The sentences and trees of the words that the windows of a passage keep.

    A sentence that runs on from one window to the next is parsed in pieces: the words kept of each window make a tree,
    and the root of a later piece hangs on the word before it that its own window likes best as its head. So every head
    was read together with its word, and the sentence is one tree.
    """
    offset = passage[0].first
    span = slice(offset, passage[-1].last)
    log_odds = [o["starts"][w.first - w.start : w.last - w.start] for w, o in zip(passage, outputs, strict=True)]
    starts = sentence_starts(np.concatenate(log_odds), text.breaks[span], text.fixed[span])
    sentences = np.where(text.breaks[span], -1, np.cumsum(starts))
    heads, relations = np.full(len(starts), NO_HEAD), np.full(len(starts), OTHER)
    for window, output in zip(passage, outputs, strict=True):
        kept = slice(window.first - offset, window.last - offset)
        before = sentences[max(0, window.start - offset) : kept.start]
        columns = _window_heads(output["arcs"], window, sentences[kept], before)
        heads[kept] = np.where(columns > 0, columns - 1 + window.start, ROOT)
        rows = slice(window.first - window.start, window.last - window.start)
        scores = relate(output["dependents"][rows], output["governors"][columns])
        relations[kept] = np.where(columns > 0, scores.argmax(axis=1), ROOT)
    heads[text.breaks[span]], relations[text.breaks[span]] = NO_HEAD, OTHER
    return Syntax(heads, relations, starts)


def sentence_starts(
    log_odds: NDArray[np.floating[Any]], breaks: NDArray[np.bool_], fixed: NDArray[np.int8]
) -> NDArray[np.bool_]:
    """Where sentences start: where the odds say so, at the first word and after a line break; ``fixed`` binds."""
    starts = log_odds > 0
    starts[:1] = True
    starts[1:] |= breaks[:-1]
    return np.asarray(np.where(fixed != 0, fixed > 0, starts) & ~breaks)


def _window_heads(arcs: NDArray[np.float32], window: Window, sentences: Indices, before: Indices) -> Indices:
    """Columns of ``arcs`` that head the kept words of a window; ``before`` has the sentences of words read before."""
    first, last = window.first - window.start, window.last - window.start
    inner = np.concatenate((arcs[first:last, :1], arcs[first:last, 1 + first : 1 + last]), axis=1)
    columns = best_trees(inner, sentences)
    roots = np.flatnonzero((columns == 0) & (sentences >= 0))
    columns = np.where(columns > 0, columns + first, 0)
    if len(before) and len(roots):
        read_before = np.flatnonzero(before == sentences[roots[0]]) + (first - len(before))
        if len(read_before):
            columns[roots[0]] = 1 + read_before[arcs[first + roots[0], 1 + read_before].argmax()]
    return columns


def joined(parts: Sequence[Syntax]) -> Syntax:
    """The syntax of a whole text. Where a sentence may not start but a passage does, one sentence has several roots.

    Then the later ones hang on the first, with the relation ``OTHER``.
    """
    heads, relations = (np.concatenate([NONE, *(getattr(p, f) for p in parts)]) for f in ("heads", "relations"))
    starts = np.concatenate([NONE.astype(np.bool_), *(p.starts for p in parts)])
    roots, sentence = np.flatnonzero(heads == ROOT), np.cumsum(starts)
    _, firsts = np.unique(sentence[roots], return_index=True)
    if len(firsts) < len(roots):
        first_of = np.repeat(roots[firsts], np.diff([*firsts, len(roots)]))
        extra = roots != first_of
        heads[roots[extra]], relations[roots[extra]] = first_of[extra], OTHER
    return Syntax(heads, relations, starts)
