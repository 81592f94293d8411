"""Scores of clusterings of the same items: MUC, B-cubed, CEAF-e and their mean, the CoNLL score.

Definitions: MUC, Vilain et al. 1995; B-cubed, Bagga and Baldwin 1998; CEAF-e with phi4, Luo 2005; the mean of the
three, Pradhan et al. 2012. A clustering maps each item to the name of its cluster; both must hold the same items.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum

from pipeline.errors import InvariantError
from pipeline.evaluate.assign import best_pairs
from pipeline.evaluate.counts import Counts

Clustering = Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Prf:
    """Precision, recall and F1, 0 to 1, of a score whose parts are no counts of rows; None where undefined."""

    precision: float | None
    recall: float | None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of the two; None where recall is undefined."""
        if self.recall is None:
            return None
        p, r = self.precision or 0.0, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0


def muc(gold: Clustering, system: Clustering) -> Prf:
    """Links: of the n - 1 links that hold a cluster of n together, how many the other side keeps.

    Undefined where every cluster has one item, since then there is no link to find.
    """
    cells = _cells(gold, system)
    golds, systems = Counter(gold.values()), Counter(system.values())
    n = len(gold)
    kept = n - len(cells)  # summed over clusters: size less the number of pieces that the other side makes of it
    gold_links, system_links = n - len(golds), n - len(systems)
    return Prf(kept / system_links if system_links else None, kept / gold_links if gold_links else None)


def b_cubed(gold: Clustering, system: Clustering) -> Prf:
    """The mean over items of how much of the item's cluster is shared with its cluster on the other side."""
    if not gold:
        return Prf(None, None)
    cells = _cells(gold, system)
    golds, systems = Counter(gold.values()), Counter(system.values())
    precision = fsum(n * n / systems[s] for (_, s), n in cells.items()) / len(gold)
    recall = fsum(n * n / golds[g] for (g, _), n in cells.items()) / len(gold)
    return Prf(precision, recall)


def ceaf_e(gold: Clustering, system: Clustering) -> Prf:
    """Whole clusters: similarity 2|G and S| / (|G| + |S|) under the best one-to-one alignment, over the clusters."""
    if not gold:
        return Prf(None, None)
    golds, systems = Counter(gold.values()), Counter(system.values())
    gold_number, system_number = _numbers(golds), _numbers(systems)
    phi4 = {
        (gold_number[g], system_number[s]): 2 * n / (golds[g] + systems[s])
        for (g, s), n in _cells(gold, system).items()
    }
    total = fsum(phi4[pair] for pair in best_pairs(phi4))
    return Prf(total / len(systems), total / len(golds))


def conll(scores: Sequence[Prf]) -> float | None:
    """The mean F1 of the given scores; None where one of them is undefined."""
    values = [score.f1 for score in scores]
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known and len(known) == len(values) else None


def pairwise(gold: Clustering, system: Clustering) -> Counts:
    """Pairs of items that belong together: found (tp), joined wrongly (fp), torn apart (fn)."""
    both = sum(n * (n - 1) // 2 for n in _cells(gold, system).values())
    in_gold = sum(n * (n - 1) // 2 for n in Counter(gold.values()).values())
    in_system = sum(n * (n - 1) // 2 for n in Counter(system.values()).values())
    return Counts(both, in_system - both, in_gold - both)


def align(agreements: Mapping[tuple[str, str], int]) -> dict[str, str]:
    """The gold id that stands for each system id: the one-to-one alignment on which most cases agree.

    ``agreements`` counts, for (gold id, system id), the cases where the two stand for the same thing. A system id
    that stands for no gold id has no entry.

    >>> align({("g1", "s1"): 3, ("g2", "s1"): 1, ("g2", "s2"): 1})
    {'s1': 'g1', 's2': 'g2'}
    """
    golds = sorted({gold for gold, _ in agreements})
    systems = sorted({system for _, system in agreements})
    gold_number, system_number = _numbers(golds), _numbers(systems)
    weights = {(gold_number[g], system_number[s]): float(n) for (g, s), n in agreements.items()}
    return {systems[s]: golds[g] for g, s in best_pairs(weights)}


def _cells(gold: Clustering, system: Clustering) -> Counter[tuple[str, str]]:
    if gold.keys() != system.keys():
        raise InvariantError("the clusterings to be compared hold different items")
    return Counter((gold[item], system[item]) for item in gold)


def _numbers(names: Iterable[str]) -> dict[str, int]:
    return {name: i for i, name in enumerate(sorted(names))}
