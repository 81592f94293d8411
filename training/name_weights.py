"""Learns how much each sign about two names counts and writes ``pipeline/lexicon/name_weights.csv``.

    python -m training.name_weights name_pairs_open.csv xdoc_open.jsonl pipeline/lexicon/name_weights.csv \\
        [--also MORE_PAIRS.csv ...] [--show]

A logistic regression without intercept over the codes of ``reconcile/signals.py``, so that the sum of the weights is
the log-odds that one bearer has both names. Each weight is drawn (L2) to its prior, which was set by hand from what the
code means: a code that the data hold twice stays near it, one that they hold a hundred times goes where they say.
Agreement never counts against, and contradiction never for, two names; what the names alone say has no such bound.
``--show`` compares what was predicted with what was observed, five-fold over whole collections of articles and groups
of pairs, and writes nothing.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from training.name_pairs import Pair, is_vetoed, listed_pairs, mentioned_pairs

HEAD = """\
# source: log-odds that each sign adds for one bearer of two names, fitted by training/name_weights.py on open pairs of
# names, on pairs written for it and on open collections of articles with known entities; prior: set by hand; pairs:
# how many pairs had the sign
# same_quotation: these have no quotations; in PolNeAR's open part (Newell et al. 2018) it is e^4 times likelier of two
# chains with one surname than of others; the prior is less, since papers and attribution now and then mistake a speaker
"""
SPREAD = 1.0  # standard deviation of the weights about their priors; chosen by --show among 0.5, 1 and 2
FOLDS = 5
SHARE = {"listed": 1.0, "names": 1.0, "short": 1.0, "equal": 0.1}  # pairs of equal names are many, and easy
AROUND = (
    "name_",
    "formal_name",
    "one_number",
    "role_",
    "same_body",
    "same_quotation",
    "companions_",
    "dates_",
    "common_",
    "rare_",
    "both_",
    "one_unattested",
    "one_of_several",
    "unspelled",
)
BINS = (0.0, 0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.95, 0.98, 1.001)
Vector = NDArray[np.float64]


def fit(pairs: Sequence[Pair], priors: Mapping[str, float]) -> dict[str, float]:
    """The weight of every code that has a prior."""
    codes = list(priors)
    x, y, share = _matrix(pairs, codes)
    start = np.array([priors[code] for code in codes])

    def loss(w: Vector) -> tuple[float, Vector]:
        z = x @ w
        value = (
            float(share @ np.logaddexp(0, np.where(y == 1, -z, z))) + 0.5 * float(((w - start) ** 2).sum()) / SPREAD**2
        )
        slope = x.T @ (share * (1 / (1 + np.exp(-z)) - y)) + (w - start) / SPREAD**2
        return value, slope

    bounds = [_bounds(code, priors[code]) for code in codes]
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds)
    return dict(zip(codes, (round(float(w), 2) + 0.0 for w in found.x), strict=True))


def _bounds(code: str, prior: float) -> tuple[float | None, float | None]:
    if not code.startswith(AROUND):
        return None, None
    return (0.0, None) if prior > 0 else (None, 0.0)


def _matrix(pairs: Sequence[Pair], codes: Sequence[str]) -> tuple[Vector, Vector, Vector]:
    column = {code: i for i, code in enumerate(codes)}
    x = np.zeros((len(pairs), len(codes)))
    for row, pair in enumerate(pairs):
        x[row, [column[code] for code in pair.codes]] = 1
    share = np.array([SHARE[pair.kind] for pair in pairs])
    return x, np.array([float(pair.is_same) for pair in pairs]), share


def predict(pair: Pair, weights: Mapping[str, float]) -> float:
    """The probability that one bearer has both names."""
    return float(1 / (1 + np.exp(-sum(weights[code] for code in pair.codes))))


def cross_predict(pairs: Sequence[Pair], priors: Mapping[str, float]) -> list[float]:
    """For each pair what the weights say that were fitted on the other folds."""
    fold = [int(sha256(pair.group.encode()).hexdigest(), 16) % FOLDS for pair in pairs]
    weights = [fit([p for p, f in zip(pairs, fold, strict=True) if f != k], priors) for k in range(FOLDS)]
    return [predict(pair, weights[f]) for pair, f in zip(pairs, fold, strict=True)]


def reliability(pairs: Sequence[Pair], scores: Sequence[float]) -> list[tuple[str, int, float, float]]:
    """For each band of scores: its name, how many pairs, the mean score and the share that is one bearer's."""
    rows = []
    for low, high in pairwise(BINS):
        inside = [(s, p.is_same) for p, s in zip(pairs, scores, strict=True) if low <= s < high]
        if inside:
            mean, share = (sum(column) / len(inside) for column in zip(*inside, strict=True))
            rows.append((f"{low:.2f}-{min(high, 1):.2f}", len(inside), mean, share))
    return rows


def show(pairs: Sequence[Pair], priors: Mapping[str, float]) -> None:
    """Print Brier score and log loss by hand and as fitted, and the reliability of each kind of pair."""
    by_hand, fitted = [predict(pair, priors) for pair in pairs], cross_predict(pairs, priors)
    for name in ("all", *SHARE):
        rows = [i for i, pair in enumerate(pairs) if name in ("all", pair.kind)]
        mine = [pairs[i] for i in rows]
        print(f"{name}: {len(mine)} pairs, {sum(pair.is_same for pair in mine)} same")
        for how, scores in (("by hand", by_hand), ("fitted", fitted)):
            print(f"  {how}: {_errors(mine, [scores[i] for i in rows])}")
        for band, n, mean, share in reliability(mine, [fitted[i] for i in rows]):
            print(f"  {band}  {n:5}  predicted {mean:.3f}  observed {share:.3f}")


def _errors(pairs: Sequence[Pair], scores: Sequence[float]) -> str:
    p, y = np.clip(np.array(scores), 1e-6, 1 - 1e-6), np.array([float(pair.is_same) for pair in pairs])
    loss = -(y * np.log(p) + (1 - y) * np.log(1 - p)).mean()
    return f"Brier {((p - y) ** 2).mean():.4f}, log loss {loss:.4f}"


def read_priors(path: Path) -> dict[str, float]:
    """The priors in a file of weights."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return {row["code"]: float(row["prior"]) for row in csv.DictReader(lines)}


def write(path: Path, priors: Mapping[str, float], weights: Mapping[str, float], counts: Mapping[str, int]) -> None:
    """Write priors, weights and how often each code was seen."""
    rows = [f"{code},{prior},{weights[code]},{counts.get(code, 0)}" for code, prior in priors.items()]
    path.write_text("\n".join([HEAD + "code,prior,weight,pairs", *rows, ""]), encoding="utf-8")


def main() -> None:
    """Learn and write the weights, or show how well scores are calibrated."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("listed", type=Path)
    parser.add_argument("mentioned", type=Path)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--also", type=Path, nargs="*", default=[], help="more tables of pairs")
    parser.add_argument("--show", action="store_true")
    args = parser.parse_args()
    found = [
        *(pair for path in (args.listed, *args.also) for pair in listed_pairs(path)),
        *mentioned_pairs(args.mentioned),
    ]
    vetoed = [pair for pair in found if is_vetoed(pair)]
    pairs = [pair for pair in found if not is_vetoed(pair)]
    priors = read_priors(args.weights)
    if args.show:
        print(f"vetoed: {len(vetoed)} pairs, {sum(pair.is_same for pair in vetoed)} same")
        show(pairs, priors)
        return
    write(args.weights, priors, fit(pairs, priors), Counter(code for pair in pairs for code in pair.codes))


if __name__ == "__main__":
    main()
