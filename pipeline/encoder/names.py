"""Names from the logits of their tags: the best sequence in which every name begins, goes on and ends rightly."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SLACK = 1e-3  # logits; above all rounding in sums over a text, and costs nothing but a few words more to search


@dataclass(frozen=True, slots=True)
class Name:
    """Words ``start`` to ``end`` (half-open) are a name with this label."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Scheme:
    """The columns of the tags: outside, and for each label the tags of a beginning, inside, end and single word."""

    labels: tuple[str, ...]
    outside: int
    begin: NDArray[np.intp]
    inside: NDArray[np.intp]
    end: NDArray[np.intp]
    single: NDArray[np.intp]

    @classmethod
    def of_tags(cls, tags: Sequence[str]) -> Scheme:
        """The scheme of tags in the order of their columns. Raises ``ValueError`` where a label lacks one of its tags.

        >>> Scheme.of_tags(["O", "B-ORG", "I-ORG", "E-ORG", "S-ORG"]).labels
        ('ORG',)
        """
        labels = tuple(dict.fromkeys(tag[2:] for tag in tags if tag != "O"))
        column = {tag: i for i, tag in enumerate(tags)}
        missing = [t for t in ("O", *(f"{p}-{x}" for x in labels for p in "BIES")) if t not in column]
        if missing:
            raise ValueError(f"the tags of names lack {', '.join(missing)}")
        columns = (np.array([column[f"{p}-{x}"] for x in labels], dtype=np.intp) for p in "BIES")
        return cls(labels, column["O"], *columns)


def find_names(logits: NDArray[np.float32], scheme: Scheme, breaks: NDArray[np.bool_]) -> list[Name]:
    """The names of the best tag sequence, in order; ``logits`` has a row a word, no name covers a word of ``breaks``.

    Where the sum of what names of several words can gain over single-word tags is negative for every stretch around a
    word, no best sequence has such a name there, so only the other words, a few in a hundred of news, are searched.
    """
    if not len(logits) or not scheme.labels:
        return []
    alone = logits[:, scheme.single]
    label, outside = alone.argmax(axis=1), logits[:, scheme.outside]
    best = alone[np.arange(len(alone)), label]
    single = (best > outside) & ~breaks
    several = np.concatenate((scheme.begin, scheme.inside, scheme.end))
    gains = (logits[:, several].max(axis=1) - np.where(single, best, outside)).astype(np.float64)
    gains[breaks] = -1.0 - np.maximum(gains, 0.0).sum()
    found: list[Name] = []
    for start, end in _stretches(_best_around(gains) >= -SLACK):
        found += _search(logits[start:end], scheme, start)
        single[start:end] = False
    found += (Name(i, i + 1, scheme.labels[label[i]]) for i in np.flatnonzero(single).tolist())
    return sorted(found, key=lambda name: name.start)


def _best_around(gains: NDArray[np.float64]) -> NDArray[np.float64]:
    """For each place, the largest sum of a run of ``gains`` that covers it."""
    sums = np.concatenate(([0.0], np.cumsum(gains)))
    highest_end = np.maximum.accumulate(sums[:0:-1])[::-1]
    return np.asarray(highest_end - np.minimum.accumulate(sums[:-1]))


def _stretches(chosen: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """Start and end of the runs of chosen places that could hold two words."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], chosen, [False])).astype(np.int8)))
    pairs = edges.reshape(-1, 2).tolist()
    yield from ((start, end) for start, end in pairs if end - start > 1)


def _search(logits: NDArray[np.float32], scheme: Scheme, offset: int) -> list[Name]:
    """The names of the best sequence of a stretch, by dynamic programming over the ways to be inside a name or not.

    In plain numbers, since arrays of a few labels cost more to call than to add.
    """
    begin, inside, end, single = (
        logits[:, c].astype(np.float64) for c in (scheme.begin, scheme.inside, scheme.end, scheme.single)
    )
    label, alone = single.argmax(axis=1).tolist(), single.max(axis=1).tolist()
    outside = logits[:, scheme.outside].astype(np.float64).tolist()
    rows = zip(begin.tolist(), inside.tolist(), end.tolist(), alone, outside, label, strict=True)
    total = 0.0  # of the best sequence that is outside any name after the last word
    open_total = [-math.inf] * len(scheme.labels)  # and of the best one inside a name of each label
    opened = [0] * len(scheme.labels)  # and the word at which that name began
    last: list[tuple[int, int] | None] = []  # for each word, the first word and label of the name that ends there
    for i, (begins, insides, ends, one, out, best) in enumerate(rows):
        closings = [at + end_score for at, end_score in zip(open_total, ends, strict=True)]
        closed = max(closings)
        which = closings.index(closed)
        flat = total + max(one, out)
        is_end = closed > flat
        last.append((opened[which], which) if is_end else (i, best) if one > out else None)
        for k, (start, stay) in enumerate(zip(begins, insides, strict=True)):
            fresh, going_on = total + start, open_total[k] + stay
            if fresh >= going_on:
                opened[k] = i
            open_total[k] = max(fresh, going_on)
        total = closed if is_end else flat
    return list(_backwards(last, scheme, offset))


def _backwards(last: Sequence[tuple[int, int] | None], scheme: Scheme, offset: int) -> Iterator[Name]:
    """The names on the best path, from its end to its start."""
    at = len(last)
    while at:
        name = last[at - 1]
        if name is not None:
            yield Name(offset + name[0], offset + at, scheme.labels[name[1]])
        at = at - 1 if name is None else name[0]
