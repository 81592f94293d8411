"""Learns which constructions are attributions and writes ``pipeline/lexicon/cue_weights.csv``.

    python training/cues.py DATA_DIR pipeline/lexicon/cue_weights.csv

DATA_DIR holds ``polnear_train.jsonl`` and ``polnear_dev.jsonl`` (Newell et al. 2018, LREC): one article a line, with
``text`` and ``attributions``, whose ``source``, ``cue`` and ``content`` are lists of [start, end) character offsets.
Each proposal that the parse gives is right when it has the source and the content of an annotated attribution with the
same cue; a logistic regression with an L2 penalty learns from the features what makes it right. The bundled model
parses, so the weights are to be learned again whenever it changes. Takes about four minutes on one core.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from spacy.tokens import Doc

from pipeline.find.attributions.contents import Run, trimmed
from pipeline.find.attributions.cues import Proposal, propose
from pipeline.find.attributions.quotation_marks import Quotation, find_quotations
from pipeline.find.attributions.sources_of import source_span
from pipeline.find.attributions.weights import features
from pipeline.parse import load_model, tokenize
from pipeline.spans import Span

L2 = 2.0  # strength of the penalty; 0.5 to 4 differ by 0.4 points of F1 on the development part
MIN_COUNT = 4  # times that a feature must be seen; what is rarer only repeats single articles
MIN_WEIGHT = 0.1  # weights nearer to 0 are left out: they move no probability by 3 points, and the file stays small
RIGHT = 0.5  # least overlap (Dice) of words, at which a content counts as found; the usual one for this corpus
MAX_STEPS = 150  # of the optimiser; the loss stands still by then
THRESHOLDS = (0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6)  # probabilities for which precision and recall are shown
BATCH = 32  # articles that are parsed together
WORD = re.compile(r"\w+")
LINE = re.compile(r"[^\n]+")

Words = frozenset[int]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A proposal: its features, its predicate (article and token), and how well it covers an annotated content."""

    features: tuple[str, ...]
    head: tuple[int, int]
    overlap: float


@dataclass(frozen=True, slots=True)
class Gold:
    """An annotated attribution as the numbers of its words."""

    source: Words
    cue: Words
    content: Words


class Numbered:
    """The words of a text, numbered, so that spans compare whatever their marks and blanks."""

    def __init__(self, text: str) -> None:
        self.spans = [m.span() for m in WORD.finditer(text)]
        self.starts = [start for start, _ in self.spans]

    def __call__(self, stretches: Sequence[Sequence[int]]) -> Words:
        """The numbers of the words that overlap any of the [start, end) stretches."""
        found = set()
        for start, end in stretches:
            i = max(0, bisect_right(self.starts, start) - 1)
            while i < len(self.spans) and self.spans[i][0] < end:
                if self.spans[i][1] > start:
                    found.add(i)
                i += 1
        return frozenset(found)


def dice(a: Words, b: Words) -> float:
    """Twice the shared words over all words, 0 to 1."""
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def candidates(path: Path) -> tuple[list[Candidate], int]:
    """The proposals of every article of a file, and the number of its annotated attributions."""
    with path.open(encoding="utf-8") as file:
        records = [json.loads(line) for line in file]
    nlp = load_model()
    docs = nlp.pipe((tokenize(nlp, record["text"]) for record in records), batch_size=BATCH)
    found = [
        candidate
        for i, (record, doc) in enumerate(zip(records, docs, strict=True))
        for candidate in _of_article(i, record, doc)
    ]
    return found, sum(len(record["attributions"]) for record in records)


def _of_article(number: int, record: dict[str, Any], doc: Doc) -> Iterator[Candidate]:
    text, words = record["text"], Numbered(record["text"])
    gold = [Gold(words(a["source"]), words(a["cue"]), words(a["content"])) for a in record["attributions"]]
    lines = [Span(*m.span()) for m in LINE.finditer(text)]
    quotations, _ = find_quotations(text, lines)
    body = [token for token in doc if token.idx >= lines[0].end]  # the first line is the title, which is not read
    for proposal in propose(doc, body):
        runs = [run for run in (trimmed(doc, r) for r in proposal.contents) if run is not None]
        if runs:
            named = tuple(features(proposal, runs[0], _is_inside(proposal.head.idx, quotations)))
            overlap = _overlap(doc, proposal, runs, (words, gold))
            yield Candidate(named, (number, proposal.head.i), overlap)


def _is_inside(offset: int, quotations: Sequence[Quotation]) -> bool:
    at = bisect_right(quotations, offset, key=lambda q: q.outer.start) - 1
    return at >= 0 and offset < quotations[at].outer.end


def _overlap(doc: Doc, proposal: Proposal, runs: Sequence[Run], known: tuple[Numbered, Sequence[Gold]]) -> float:
    """The overlap with the best annotated content that has this source and a word of this cue, 0 below ``RIGHT``."""
    words, gold = known
    span = source_span(doc, proposal.source, proposal.head.i + (proposal.frame == "according"))
    source = words([] if span is None else [(span.start, span.end)])
    cue, content = words([_of(doc, proposal.cue)]), words([_of(doc, run) for run in runs])
    fits = [g.content for g in gold if g.cue & cue and _is_source(source, g.source)]
    best = max((dice(content, annotated) for annotated in fits), default=0.0)
    return best if best >= RIGHT else 0.0


def _is_source(found: Words, annotated: Words) -> bool:
    """Whether two sources are the same expression, or the one found is a part of the annotated."""
    return found == annotated or (bool(found) and found <= annotated) or dice(found, annotated) >= RIGHT


def _of(doc: Doc, run: Run) -> tuple[int, int]:
    last = doc[run[1] - 1]
    return doc[run[0]].idx, last.idx + len(last.text)


def labels(found: Sequence[Candidate]) -> NDArray[np.float64]:
    """1 for the proposals that are right and the best of their predicate, 0 for the others."""
    best: dict[tuple[int, int], float] = {}
    for candidate in found:
        best[candidate.head] = max(best.get(candidate.head, 0.0), candidate.overlap)
    return np.array([float(0 < c.overlap >= best[c.head]) for c in found])


def learn(found: Sequence[Candidate]) -> dict[str, float]:
    """The weight of every feature that is seen often enough and weighs enough."""
    counts = Counter(name for candidate in found for name in set(candidate.features))
    columns = {name: i for i, name in enumerate(sorted(n for n, seen in counts.items() if seen >= MIN_COUNT))}
    rows = [sorted({columns[name] for name in c.features if name in columns}) for c in found]
    ends = np.cumsum([0, *map(len, rows)])
    shape = (len(rows), len(columns))
    matrix = csr_matrix((np.ones(ends[-1]), np.concatenate(rows), ends), shape=shape)
    transposed, y = matrix.T.tocsr(), labels(found)

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        z = matrix @ weights
        gradient = transposed @ (1 / (1 + np.exp(-z)) - y) + L2 * weights
        return float((np.logaddexp(0, z) - y * z).sum() + L2 / 2 * weights @ weights), gradient

    result = minimize(loss, np.zeros(len(columns)), jac=True, method="L-BFGS-B", options={"maxiter": MAX_STEPS})
    return {name: float(w) for name, i in columns.items() if abs(w := result.x[i]) >= MIN_WEIGHT}


def write(weights: dict[str, float], path: Path, n_articles: str) -> None:
    """Write the file, sorted by feature."""
    with path.open("w", newline="", encoding="utf-8") as file:
        file.write(
            f"# source: logistic regression (L2 = {L2:g}) over the training part of PolNeAR (Newell et al. 2018,\n"
            f"# LREC): {n_articles}, parsed with the bundled model; features seen {MIN_COUNT} times or more,\n"
            f"# weights of {MIN_WEIGHT} or more; none of the corpus text is here. Made by training/cues.py.\n"
        )
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("feature", "weight"))
        writer.writerows((name, f"{weights[name]:.2f}") for name in sorted(weights))


def show(weights: dict[str, float], found: Sequence[Candidate], total: int) -> None:
    """Print precision, recall and F1 of the best proposal of each predicate, at each threshold."""
    best: dict[tuple[int, int], tuple[float, float]] = {}
    for candidate, y in zip(found, labels(found), strict=True):
        score = 1 / (1 + np.exp(-sum(weights.get(name, 0.0) for name in candidate.features)))
        best[candidate.head] = max(best.get(candidate.head, (-1.0, 0.0)), (score, y))
    for threshold in THRESHOLDS:
        kept = [y for score, y in best.values() if score >= threshold]
        right = sum(kept)
        precision, recall, f1 = right / len(kept), right / total, 2 * right / (len(kept) + total)
        print(f"threshold {threshold:.2f}: precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f} of {len(kept)}")


def main(data: Path, path: Path) -> None:
    """Learn from the training part, write the weights, show what they do on the development part."""
    found, total = candidates(data / "polnear_train.jsonl")
    weights = learn(found)
    n_articles = len({c.head[0] for c in found})
    write(weights, path, f"{n_articles} articles, {total:,} attributions")
    print(f"{len(found)} proposals, {int(labels(found).sum())} right; {len(weights)} weights in {path}")
    show(weights, *candidates(data / "polnear_dev.jsonl"))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
