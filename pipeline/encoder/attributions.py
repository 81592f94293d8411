"""Who said what, from the scores of a window: cues, and the sources and contents that are their arguments.

First the cues are read off the roles of the words. Then each cue is asked by itself, as in semantic role labelling,
which words are its source and its content: a best sequence over the words, in which the links to the cue decide what
belongs to it and the roles where spans begin and end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.encoder.names import Name, Scheme, find_names

SOURCE, CUE, CONTENT = "SOURCE", "CUE", "CONTENT"
# Chosen on the development part of PolNeAR, with what each brings in docs/quality.md.
CUE_BIAS = 0.5  # log-odds for a cue: the model is shy of the rare ones
SOURCE_BIAS = 0.8  # for a source: most cues have one
RIVALRY = 2.0  # weight of what a better cue for the same word has ahead: contents, unlike sources, are not shared
UNNAMED = 0.7  # least probability of a cue without a source
NEVER = -20.0
TINY = 1e-4
Scores = NDArray[np.float32]
Run = tuple[int, int]  # first word, word after the last


@dataclass(frozen=True, slots=True)
class Attribution:
    """A cue, its source (None where nobody is named) and the pieces of its content, as runs of words.

    ``score`` is the probability of the cue, 0 to 1.
    """

    cue: Run
    source: Run | None
    contents: tuple[Run, ...]
    score: float


def find_attributions(
    roles: Scores, sources: Scores, contents: Scores, scheme: Scheme, breaks: NDArray[np.bool_]
) -> list[Attribution]:
    """The attributions of one window in order of their cues; runs are of its words.

    ``roles`` has a row of logits a word in the order of ``scheme``; ``sources`` and ``contents`` have a row a word as
    part of a cue and a column a word as its argument: the log-odds that it is its source or content and not nothing to
    it. No run covers a word of ``breaks``.
    """
    tags = _log_softmax(roles)
    of = {label: tags[:, _columns(scheme, label)] for label in (SOURCE, CUE, CONTENT)}
    is_role = {label: np.logaddexp.reduce(of[label], axis=1) for label in of}
    no_cue = np.logaddexp.reduce(np.stack([tags[:, scheme.outside], is_role[SOURCE], is_role[CONTENT]], 1), axis=1)
    cues = find_names(np.column_stack([no_cue - CUE_BIAS, of[CUE]]), _scheme(CUE), breaks)
    if not cues:
        return []
    rows = tuple(np.stack([links[c.start : c.end].mean(0) for c in cues]) for links in (sources, contents))
    arguments = _arguments(rows, (is_role[SOURCE], is_role[CONTENT]))
    places = np.column_stack([of[label] - is_role[label][:, None] for label in (SOURCE, CONTENT)])
    sure = np.exp(is_role[CUE])
    found = []
    for cue, rest, links in zip(cues, *arguments, strict=True):
        source, pieces = _spans(cue, rest, links, (places, breaks))
        score = float(sure[cue.start : cue.end].mean())
        if pieces and (source is not None or score >= UNNAMED):
            found.append(Attribution((cue.start, cue.end), source, pieces, score))
    return found


@cache
def _scheme(*labels: str) -> Scheme:
    return Scheme.of_tags(["O", *(f"{place}-{label}" for label in labels for place in "BIES")])


def _columns(scheme: Scheme, label: str) -> list[int]:
    """The columns of a label's tags, in the order of ``_scheme``."""
    i = scheme.labels.index(label)
    return [int(part[i]) for part in (scheme.begin, scheme.inside, scheme.end, scheme.single)]


def _log_softmax(scores: NDArray[Any]) -> NDArray[np.float64]:
    scores = scores.astype(np.float64)
    return np.asarray(scores - np.logaddexp.reduce(scores, axis=-1, keepdims=True))


def _arguments(rows: Sequence[Scores], is_role: Sequence[NDArray[np.float64]]) -> tuple[NDArray[np.float64], ...]:
    """For each cue and word the log-probabilities that the word is nothing to the cue, and its source or content."""
    source, content = rows
    links = _log_softmax(np.stack([np.zeros_like(source), source, content], axis=-1))
    behind = content - content.max(axis=0)
    is_best = behind >= 0  # the words' own roles count where no cue fits a word better than this one
    rest = links[..., 0] + is_best * np.log(np.maximum(TINY, -np.expm1(np.minimum(is_role[1], -TINY))))
    of_content = links[..., 2] + RIVALRY * behind + is_best * is_role[1]
    return rest, np.stack([links[..., 1] + SOURCE_BIAS, of_content], axis=-1)


def _spans(
    cue: Name,
    rest: NDArray[np.float64],
    links: NDArray[np.float64],
    shared: tuple[NDArray[np.float64], NDArray[np.bool_]],
) -> tuple[Run | None, tuple[Run, ...]]:
    """The source and the pieces of the content of a cue: its best sequence of words."""
    places, breaks = shared
    logits = np.column_stack([rest, np.repeat(links, 4, axis=1) + places])
    logits[cue.start : cue.end, 1:] = NEVER
    spans = find_names(logits.astype(np.float32), _scheme(SOURCE, CONTENT), breaks)
    sources = [(s.start, s.end) for s in spans if s.label == SOURCE]
    source = max(sources, key=lambda run: float(links[run[0] : run[1], 0].mean()), default=None)
    return source, tuple((s.start, s.end) for s in spans if s.label == CONTENT)
