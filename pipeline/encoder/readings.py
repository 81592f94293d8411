"""What the heads of the network say of whole texts, which are read window by window on one thread or several."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.encoder.attributions import Attribution, Run, find_attributions
from pipeline.encoder.names import Name, Scheme, find_names
from pipeline.encoder.network import Network, Output
from pipeline.encoder.sentences import Syntax, Text, joined, parse_passage
from pipeline.encoder.windows import Window, windows

PASSAGE = 8  # windows, about 1,000 words: only a text in which no sentence ends for so long is cut there
Passage = tuple[Window, ...]
_scheme = lru_cache(maxsize=4)(Scheme.of_tags)


@dataclass(frozen=True, slots=True)
class Tagging:
    """For each word the number of its tag, of its morphological class and of its lemma's edit script."""

    tags: NDArray[np.int64]
    morphs: NDArray[np.int64]
    lemmas: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Reader:
    """How a head is read: the outputs that it needs, the result for a passage, and the result for a text of several.

    ``needs_marks`` where an output depends on the words' places in quotations, which cost time to find. A new head is
    one more entry of ``READERS`` and a component that writes its result.
    """

    outputs: tuple[str, ...]
    read: Callable[[Network, Text, Passage, Sequence[Output]], Any]
    join: Callable[[Sequence[Any]], Any]
    needs_marks: bool = False


def passages(text: Text, network: Network) -> list[Passage]:
    """The windows of a text in runs that overlap, so that each run can be read without the others."""
    found: list[list[Window]] = []
    for window in windows(text.words, [len(network.pieces.of_word(word)) for word in text.words]):
        if window.start < window.first and len(found[-1]) < PASSAGE:
            found[-1].append(window)
        else:
            found.append([window])
    return [tuple(run) for run in found]


def read_texts(
    network: Network, texts: Sequence[Text], heads: Sequence[str], threads: int = 1
) -> Iterator[dict[str, Any]]:
    """The results of the named heads for each text, in order.

    Each window is read alone, so neither the other texts nor the number of threads change a result. Raises
    ``ValueError`` for a head that the network lacks, and where a head needs the marks of a text without them.
    """
    if any(READERS[head].needs_marks for head in heads) and any(text.marks is None for text in texts):
        raise ValueError(f"a text has no marks, which are needed by one of {', '.join(heads)}")
    of_texts = [passages(text, network) if heads else [] for text in texts]
    jobs = [(text, passage) for text, runs in zip(texts, of_texts, strict=True) for passage in runs]

    def read(job: tuple[Text, Passage]) -> dict[str, Any]:
        return _read_passage(network, *job, heads)

    if threads == 1 or len(jobs) < 2:
        yield from _by_text(map(read, jobs), of_texts, heads)
        return
    with ThreadPoolExecutor(threads) as pool:
        yield from _by_text(pool.map(read, jobs), of_texts, heads)


def _read_passage(network: Network, text: Text, passage: Passage, heads: Sequence[str]) -> dict[str, Any]:
    """The results of the heads for one passage; the large outputs of the network end here."""
    wanted = tuple(dict.fromkeys(name for head in heads for name in READERS[head].outputs))
    marks = [None if text.marks is None else text.marks[w.start : w.end] for w in passage]
    outputs = [
        network.read(text.words[w.start : w.end], wanted, of_words) for w, of_words in zip(passage, marks, strict=True)
    ]
    return {head: READERS[head].read(network, text, passage, outputs) for head in heads}


def _by_text(
    results: Iterator[dict[str, Any]], of_texts: Sequence[Sequence[Passage]], heads: Sequence[str]
) -> Iterator[dict[str, Any]]:
    for runs in of_texts:
        parts = list(islice(results, len(runs)))
        yield {head: READERS[head].join([part[head] for part in parts]) for head in heads}


def _kept(passage: Passage, outputs: Sequence[Output], name: str) -> NDArray[Any]:
    """The rows of an output for the words that the windows of a passage keep."""
    rows = [o[name][w.first - w.start : w.last - w.start] for w, o in zip(passage, outputs, strict=True)]
    return rows[0] if len(rows) == 1 else np.concatenate(rows)


def _read_tags(network: Network, text: Text, passage: Passage, outputs: Sequence[Output]) -> Tagging:
    return Tagging(*(_kept(passage, outputs, name) for name in READERS["tags"].outputs))


def _join_tags(parts: Sequence[Tagging]) -> Tagging:
    none = np.zeros(0, dtype=np.int64)
    return Tagging(*(np.concatenate([none, *(getattr(p, name) for p in parts)]) for name in READERS["tags"].outputs))


def _read_syntax(network: Network, text: Text, passage: Passage, outputs: Sequence[Output]) -> Syntax:
    return parse_passage(text, passage, outputs, network.relations)


def _read_names(network: Network, text: Text, passage: Passage, outputs: Sequence[Output]) -> list[Name]:
    first, last = passage[0].first, passage[-1].last
    found = find_names(_kept(passage, outputs, "names"), _scheme(network.labels["names"]), text.breaks[first:last])
    return [Name(first + name.start, first + name.end, name.label) for name in found]


def _read_attributions(network: Network, text: Text, passage: Passage, outputs: Sequence[Output]) -> list[Attribution]:
    """Those of each window whose cue begins in words that it keeps; arguments may lie in words that it only read."""
    scheme, found = _scheme(network.labels["roles"]), []
    for window, output in zip(passage, outputs, strict=True):
        roles, sources, contents = (output[name] for name in READERS["attributions"].outputs)
        of_window = find_attributions(roles, sources, contents, scheme, text.breaks[window.start : window.end])
        moved = (_moved(attribution, window.start) for attribution in of_window)
        found += [attribution for attribution in moved if window.first <= attribution.cue[0] < window.last]
    return found


def _moved(attribution: Attribution, words: int) -> Attribution:
    """The attribution with its runs further back by a number of words."""

    def moved(run: Run) -> Run:
        return run[0] + words, run[1] + words

    source = None if attribution.source is None else moved(attribution.source)
    contents = tuple(moved(run) for run in attribution.contents)
    return replace(attribution, cue=moved(attribution.cue), source=source, contents=contents)


def _chained(parts: Sequence[list[Any]]) -> list[Any]:
    return [one for part in parts for one in part]


READERS = {
    "tags": Reader(("tags", "morphs", "lemmas"), _read_tags, _join_tags),
    "syntax": Reader(("starts", "arcs", "dependents", "governors"), _read_syntax, joined),
    "names": Reader(("names",), _read_names, _chained),
    "attributions": Reader(("roles", "sources", "contents"), _read_attributions, _chained, needs_marks=True),
}
