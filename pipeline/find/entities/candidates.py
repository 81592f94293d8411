"""Candidates for names, as token offsets, before they become mentions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pipeline.lexicon import words
from pipeline.schema import Label

SUFFIXES = frozenset({"Jr", "Sr", "Jr.", "Sr.", "II", "III", "IV"})
HYPHENS = frozenset({"-", "–"})


class Candidate(NamedTuple):
    """A name from token ``start`` up to, not including, token ``end``; ``rule`` says what found it.

    ``label`` is None for a name of a kind that the tables do not have, such as a film: nothing inside it is a name.
    """

    start: int
    end: int
    label: Label | None
    rule: str


def without_overlaps(found: Iterable[Candidate], first: Sequence[Candidate] = ()) -> list[Candidate]:
    """The candidates in order, without those that overlap one of ``first``, a longer or an earlier one."""
    taken: set[int] = set()
    kept = []
    sure = set(first)
    for candidate in sorted(set(found), key=lambda c: (c not in sure, c.start - c.end, c.start, c.rule)):
        tokens = range(candidate.start, candidate.end)
        if taken.isdisjoint(tokens):
            taken.update(tokens)
            kept.append(candidate)
    return sorted(kept, key=lambda c: c.start)


def surname(name: Sequence[str]) -> tuple[str, ...] | None:
    """The last name of a full name with its particles and hyphens; None for a single word.

    >>> surname(["Anna", "van", "Houten"]), surname(["Ann", "Lee", "-", "Ray", "Jr."]), surname(["Houten"])
    (('van', 'Houten'), ('Lee', '-', 'Ray'), None)
    """
    tokens = list(name)
    while tokens and tokens[-1] in SUFFIXES | {","}:
        tokens.pop()
    at = len(tokens) - 1
    while at > 1 and tokens[at - 1] in HYPHENS:
        at -= 2
    while at > 1 and tokens[at - 1] in words("entity_particles"):
        at -= 1
    return tuple(tokens[at:]) if at > 0 else None
