"""Names grouped into bearers: agglomeration from the surest pair down, held back by everything that keeps two apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from pipeline.config import ReconcileConfig
from pipeline.reconcile.chains import PairVerdict
from pipeline.schema import Decision

SAMPLE = 6  # names of a group that are compared with those of another before the two are joined


@dataclass(frozen=True, slots=True)
class Edge:
    """A compared pair of positions, the smaller first."""

    a: int
    b: int
    verdict: PairVerdict


@dataclass(slots=True)
class Groups:
    """Disjoint groups of positions; each is known by its smallest position."""

    members: dict[int, list[int]]
    of: list[int]

    @classmethod
    def singletons(cls, n: int) -> Groups:
        """Every position for itself."""
        return cls({i: [i] for i in range(n)}, list(range(n)))

    def join(self, a: int, b: int) -> None:
        """Make one group of the groups of two positions."""
        keep, gone = sorted((self.of[a], self.of[b]))
        if keep == gone:
            return
        moved = self.members.pop(gone)
        self.members[keep] = sorted(self.members[keep] + moved)
        for i in moved:
            self.of[i] = keep


Apart = Callable[[Sequence[int], Sequence[int]], str | None]
Score = Callable[[int, int], PairVerdict]


def agglomerate(
    groups: Groups, edges: Iterable[Edge], apart: Apart, score: Score, config: ReconcileConfig
) -> list[Edge]:
    """Join groups along the edges, surest first; returns the edges whose "same" was held back, with the reason.

    Two groups are joined when nothing keeps them apart (``apart`` gives the reason or None), no pair of their names
    is different, and their names are on average not less alike than "unsure". So one bridge name never chains two
    people: connected components would. Depends on the positions only through their order.
    """
    held: list[Edge] = []
    for edge in sorted(edges, key=lambda e: (-e.verdict.score, e.a, e.b)):
        if edge.verdict.decision != Decision.SAME or groups.of[edge.a] == groups.of[edge.b]:
            continue
        left, right = groups.members[groups.of[edge.a]], groups.members[groups.of[edge.b]]
        why = apart(left, right) or _unlike(left, right, edge, score, config)
        if why is None:
            groups.join(edge.a, edge.b)
        else:
            verdict = PairVerdict(
                Decision.UNSURE, min(edge.verdict.score, config.same_score), f"{edge.verdict.reason}; but {why}"
            )
            held.append(Edge(edge.a, edge.b, verdict))
    return held


def _unlike(left: Sequence[int], right: Sequence[int], edge: Edge, score: Score, config: ReconcileConfig) -> str | None:
    if len(left) == len(right) == 1:
        return None
    verdicts = [
        edge.verdict if {i, j} == {edge.a, edge.b} else score(i, j) for i in left[:SAMPLE] for j in right[:SAMPLE]
    ]
    against = [v for v in verdicts if v.decision == Decision.DIFFERENT and v.score < 0.1]
    if against:
        return min(against, key=lambda v: (v.score, v.reason)).reason
    if sum(v.score for v in verdicts) / len(verdicts) < config.unsure_score:
        return "the other names of the two are less alike"
    return None
