"""Learns which constructions are attributions and writes ``pipeline/lexicon/cue_weights.csv``.

    python training/cues.py DATA_DIR pipeline/lexicon/cue_weights.csv [--jobs N] [--parses DIR]

DATA_DIR holds ``polnear_train.jsonl`` and ``polnear_dev.jsonl`` (Newell et al. 2018, LREC): one article a line, with
``text`` and ``attributions``, whose ``source``, ``cue`` and ``content`` are lists of [start, end) character offsets.
Each proposal that the parse gives is right when it has the source and the content of an annotated attribution with the
same cue; a logistic regression with an L2 penalty learns from the features what makes it right. The bundled model
parses, so the weights are to be learned again whenever it changes: about three minutes on two cores, one where the
parses are kept from before.
"""

from __future__ import annotations

import argparse
import csv
import os
from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from training.proposals import Candidate, candidates

L2 = 2.0  # strength of the penalty; 0.5 to 4 differ by 0.4 points of F1 on the development part
MIN_COUNT = 4  # times that a feature must be seen; what is rarer only repeats single articles
MIN_WEIGHT = 0.1  # weights nearer to 0 are left out: they move no probability by 3 points, and the file stays small
MAX_STEPS = 150  # of the optimiser; the loss stands still by then
THRESHOLDS = (0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6)  # probabilities for which precision and recall are shown
PARSES = Path(__file__).parent / "build" / "parses"


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


def main() -> None:
    """Learn from the training part, write the weights, show what they do on the development part."""
    parser = argparse.ArgumentParser(description="Learn the weights of the cues from PolNeAR.")
    parser.add_argument(
        "data", type=Path, metavar="DATA_DIR", help="folder of polnear_train.jsonl and polnear_dev.jsonl"
    )
    parser.add_argument("weights", type=Path, help="the file to write")
    parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)), help="processes (all cores)")
    parser.add_argument("--parses", type=Path, default=PARSES, help="folder in which parses are kept")
    args = parser.parse_args()
    proposals = partial(candidates, parses=args.parses, jobs=args.jobs)
    found, total = proposals(args.data / "polnear_train.jsonl")
    weights = learn(found)
    n_articles = len({c.head[0] for c in found})
    write(weights, args.weights, f"{n_articles} articles, {total:,} attributions")
    print(f"{len(found)} proposals, {int(labels(found).sum())} right; {len(weights)} weights in {args.weights}")
    show(weights, *proposals(args.data / "polnear_dev.jsonl"))


if __name__ == "__main__":
    main()
