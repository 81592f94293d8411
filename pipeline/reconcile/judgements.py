"""Decisions by people about pairs of names: what follows from them, and where they contradict each other."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Self

from pipeline.reconcile.chains import Family, family_of
from pipeline.reconcile.judgements_file import Judgement, read_judgements
from pipeline.reconcile.people import parse_person
from pipeline.reconcile.places import parse_place
from pipeline.reconcile.spelling import fold
from pipeline.schema import Decision, Label

# Family, folded name, and whether only names are meant that stand alone: without a fuller name in their article.
NameKey = tuple[Family, str, bool]
Edge = tuple[NameKey, NameKey, int]  # two keys that line n of the file judges same


@lru_cache(maxsize=200_000)
def fold_name(name: str, family: Family, wider: str | None = None) -> str:
    """What two spellings of one judged name share: no title, article, accent or possessive; places with their state.

    >>> fold_name("Mayor Tim Burrow", Family.PERSON), fold_name("the NPS", Family.THING)
    ('tim burrow', 'nps')
    """
    if family == Family.PERSON:
        name = parse_person(name).core or name
    if family == Family.PLACE and (place := parse_place(name, wider)).wider is not None:
        return " | ".join(filter(None, (place.kind, place.name, place.wider)))
    folded = fold(name)
    return folded.removeprefix("the ") or folded or name.strip()


@dataclass(frozen=True, slots=True)
class Judgements:
    """All decisions, with what follows from them: same is transitive, different holds between whole groups.

    ``problems`` says in words where the lines contradict each other, ``origin`` where all lines stand. What is judged
    different stays apart; the lines that join the two, directly or through third names, bind nothing until a person
    solves it.
    """

    rows: tuple[Judgement, ...] = ()
    problems: tuple[str, ...] = ()
    origin: str = "judgements"
    _group: Mapping[NameKey, NameKey] = field(default_factory=dict, repr=False)
    _different: frozenset[frozenset[NameKey]] = frozenset()
    _bound: frozenset[NameKey] = frozenset()
    _loose: frozenset[Judgement] = frozenset()

    @classmethod
    def of(cls, rows: Iterable[Judgement], origin: str = "judgements") -> Self:
        """The decisions in any order; ``origin`` names them in ``problems``."""
        rows = tuple(sorted(rows, key=lambda r: (r.line, r.name_a, r.name_b, r.label or "", r.decision, r.is_alone)))
        apart = [(n, a, b) for n, row in enumerate(rows) for a, b in _parted(row)]
        linked = [e for n, r in enumerate(rows) for e in _linked(r, n)]
        edges, problems = _without_contradictions(rows, linked, apart)
        loose = frozenset(rows[n] for n in {e[2] for e in linked} - {e[2] for e in edges})
        group: dict[NameKey, NameKey] = {}
        for a, b in [(a, b) for a, b, _ in edges] + [(x, x) for _, *pair in apart for x in pair]:
            old, new = sorted((_find(group, a), _find(group, b)))
            group[new] = old
        group = {key: _find(group, key) for key in group}
        different = frozenset(frozenset((group[a], group[b])) for _, a, b in apart)
        bound = frozenset(group[a] for a, _, _ in edges)
        told = tuple(f"{origin}, {problem}" for problem in problems)
        return cls(rows, told, origin, group, different, bound, loose)

    @classmethod
    def read(cls, path: str | Path) -> Self:
        """The decisions in a CSV file; raises ``ConfigError`` with file and line for one that cannot be understood."""
        return cls.of(read_judgements(Path(path)), str(path))

    def groups(self) -> Mapping[NameKey, NameKey]:
        """For each judged name the name that stands for its group."""
        return self._group

    def different(self) -> frozenset[frozenset[NameKey]]:
        """The pairs of groups that must stay apart; one group alone: namesakes that roles tell apart stay apart."""
        return self._different

    def between(self, name_a: str, name_b: str, label: Label | None) -> Decision | None:
        """What people say of two names, directly or through third names; None where nothing follows."""
        a, b = (self._groups_of(name, label) for name in (name_a, name_b))
        if not a or not b:
            return None
        if any(frozenset((x, y)) in self._different for x in a for y in b):
            return Decision.DIFFERENT
        return Decision.SAME if a & b & self._bound else None

    def _groups_of(self, name: str, label: Label | None) -> set[NameKey]:
        families = tuple(Family) if label is None else (family_of(label),)
        keys = ((family, fold_name(name, family), is_alone) for family in families for is_alone in (False, True))
        return {self._group[key] for key in keys if key in self._group}

    def is_loose(self, row: Judgement) -> bool:
        """Whether a line judges two names the same and binds nothing, because other lines contradict it."""
        return row in self._loose

    def bound(self) -> frozenset[NameKey]:
        """The groups whose names are one bearer's, wherever they stand."""
        return self._bound


def families_of(row: Judgement) -> tuple[Family, ...]:
    """The families that a decision speaks of; all where it has no label."""
    return tuple(Family) if row.label is None else (family_of(row.label),)


def _keys(row: Judgement, is_alone: bool) -> Iterator[tuple[NameKey, NameKey]]:
    for family in families_of(row):
        yield (family, fold_name(row.name_a, family), is_alone), (family, fold_name(row.name_b, family), is_alone)


def _linked(row: Judgement, n: int) -> Iterator[Edge]:
    """What a line joins. A name that is meant everywhere is also meant where it stands alone."""
    if row.decision != Decision.SAME:
        return
    for a, b in _keys(row, row.is_alone):
        yield a, b, n
        if not row.is_alone:
            yield from ((key, (*key[:2], True), n) for key in (a, b))


def _parted(row: Judgement) -> Iterator[tuple[NameKey, NameKey]]:
    if row.decision != Decision.DIFFERENT:
        return
    for a, b in _keys(row, row.is_alone):
        levels = (True,) if row.is_alone else (True, False)
        yield from (((*a[:2], x), (*b[:2], y)) for x in levels for y in levels if x == y or a != b)


def _without_contradictions(
    rows: tuple[Judgement, ...], edges: list[Edge], apart: list[tuple[int, NameKey, NameKey]]
) -> tuple[list[Edge], list[str]]:
    """The edges that bind, and in words why the others do not; the order of the lines does not matter."""
    problems: dict[str, None] = {}
    near: dict[NameKey, dict[NameKey, set[int]]] = defaultdict(lambda: defaultdict(set))
    for a, b, n in edges:
        near[a][b].add(n)
        near[b][a].add(n)
    dropped: set[int] = set()
    for n, a, b in sorted(apart, key=lambda x: (x[1], x[2])):
        while lines := _path(near, a, b, dropped):
            dropped |= lines
            problems[_contradiction(rows, n, lines)] = None
    return [edge for edge in edges if edge[2] not in dropped], sorted(problems)


def _path(
    near: Mapping[NameKey, Mapping[NameKey, set[int]]], start: NameKey, goal: NameKey, dropped: set[int]
) -> set[int]:
    """The lines along the shortest way from one name to another; those at the name itself where the two are one."""
    if start not in near or goal not in near:
        return set()
    if start == goal:
        return {n for lines in near[start].values() for n in lines} - dropped
    came: dict[NameKey, tuple[NameKey, set[int]]] = {}
    queue = deque([start])
    while queue and goal not in came:
        here = queue.popleft()
        for there in sorted(near[here]):
            lines = near[here][there] - dropped
            if lines and there not in came and there != start:
                came[there] = (here, lines)
                queue.append(there)
    found: set[int] = set()
    while goal in came:
        goal, lines = came[goal]
        found |= lines
    return found


def _contradiction(rows: tuple[Judgement, ...], n: int, lines: Iterable[int]) -> str:
    same = sorted((rows[i] for i in lines), key=lambda row: (row.line, row.name_a, row.name_b))
    said = "; ".join(f"line {row.line}: {row.name_a!r} = {row.name_b!r}" for row in same)
    row = rows[n]
    return (
        f"line {row.line}: {row.name_a!r} and {row.name_b!r} are judged different, but others judge them same "
        f"({said}); "
        "they stay apart, and those lines do not bind until one of all these is changed or removed"
    )


def _find(group: dict[NameKey, NameKey], key: NameKey) -> NameKey:
    while group.setdefault(key, key) != key:
        group[key] = group[group[key]]
        key = group[key]
    return key
