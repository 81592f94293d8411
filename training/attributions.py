"""Reads the attributions of PolNeAR for training: the role and place of each word, and what belongs to what."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language

from pipeline.encoder.annotations import words_of
from pipeline.encoder.marks import marks_of
from pipeline.parse import tokenize
from training.batches import GOLD, Annotated, Attribution
from training.labels import ROLES, Labels
from training.network import MISSING

POLNEAR = "polnear_train"  # the corpus; not among the documents of spaCy but beside the public test sets


def read_attributions(path: Path, nlp: Language, labels: Labels, corpus: str, weight: float) -> list[Annotated]:
    """The articles of a file of one JSON object a line: PolNeAR (Newell et al. 2018, LREC) as the test sets have it.

    ``text`` is the article; each of ``attributions`` has ``source``, ``cue`` and ``content``, lists of [start, end)
    character offsets. Words are those of the tokenizer of ``nlp``. What was left out (``discard``) is unannotated.
    """
    with path.open(encoding="utf-8") as file:
        records = [json.loads(line) for line in file]
    return [annotated_article(record, nlp, labels, (corpus, weight)) for record in records]


def annotated_article(record: dict[str, Any], nlp: Language, labels: Labels, of: tuple[str, float]) -> Annotated:
    """One article; ``of`` is the name of its corpus and its weight."""
    doc = tokenize(nlp, record["text"])
    words = words_of(doc)
    tokens = [doc[i] for i in words.tokens.tolist()]
    starts, ends = [t.idx for t in tokens], [t.idx + len(t.text) for t in tokens]
    gold = {name: np.full(len(tokens), MISSING, dtype=np.int64) for name in GOLD}
    attributions = []
    tags = ["O"] * len(tokens)
    for stored in record["attributions"]:
        runs = {r: [_words(starts, ends, s) for s in stored[r.lower()]] for r in ROLES}
        runs = {
            role: [piece for run in of_role for piece in _paragraphs(run, words.text.breaks)]
            for role, of_role in runs.items()
        }
        for role in ROLES:
            for run in runs[role]:
                _tag(tags, run, role)
        source, cue, content = (np.array([i for run in runs[r] for i in run], dtype=np.int64) for r in ROLES)
        attributions.append(Attribution(cue, source, content))
    index = {tag: i for i, tag in enumerate(labels.roles)}
    gold["roles"][:] = [index[tag] for tag in tags]
    gold["roles"][words.text.breaks] = MISSING
    for span in record.get("discard", ()):
        gold["roles"][list(_words(starts, ends, span))] = MISSING
    name, weight = of
    marks = marks_of(record["text"], starts)
    return Annotated(list(words.text.words), gold, labels.annotators.index(name), weight, marks, tuple(attributions))


def _words(starts: Sequence[int], ends: Sequence[int], span: Sequence[int]) -> range:
    """The words that overlap a span of characters."""
    return range(bisect_right(ends, span[0]), bisect_left(starts, span[1]))


def _paragraphs(run: Iterable[int], breaks: NDArray[np.bool_]) -> list[list[int]]:
    """A run of words cut at line breaks."""
    pieces: list[list[int]] = [[]]
    for i in run:
        if not breaks[i]:
            pieces[-1].append(i)
        elif pieces[-1]:
            pieces.append([])
    return [piece for piece in pieces if piece]


def _tag(tags: list[str], run: Sequence[int], role: str) -> None:
    """Write a span's tags, where no other span has written: each word has one role (a source may serve many cues)."""
    if any(tags[i] != "O" for i in run):
        return
    for i in run:
        tags[i] = f"I-{role}"
    tags[run[0]], tags[run[-1]] = f"B-{role}", f"E-{role}"
    if len(run) == 1:
        tags[run[0]] = f"S-{role}"
