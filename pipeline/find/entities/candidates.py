"""Candidates for names, as token offsets, before they become mentions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from spacy.tokens import Doc

from pipeline.lexicon import words
from pipeline.schema import Label

SUFFIXES = frozenset({"Jr", "Sr", "Jr.", "Sr.", "II", "III", "IV"})


class Candidate(NamedTuple):
    """A name from token ``start`` up to, not including, token ``end``; ``rule`` says what found it."""

    start: int
    end: int
    label: Label
    rule: str


def token_span(doc: Doc, start: int, end: int) -> tuple[int, int] | None:
    """Token offsets of a stretch of characters, None where it covers no whole token."""
    span = doc.char_span(start, end, alignment_mode="contract")
    return None if span is None else (span.start, span.end)


def without_overlaps(found: Iterable[Candidate], first: Sequence[Candidate] = ()) -> list[Candidate]:
    """The candidates in order, without those that overlap one of ``first``, a longer or an earlier one."""
    taken: set[int] = set()
    kept = []
    sure = set(first)
    for candidate in sorted(set(found), key=lambda c: (c not in sure, c[0] - c[1], c[0], c[3])):
        tokens = range(candidate[0], candidate[1])
        if not taken.intersection(tokens):
            taken.update(tokens)
            kept.append(candidate)
    return sorted(kept)


def surname(doc: Doc, start: int, end: int) -> tuple[str, ...] | None:
    """The last name of a full name with its particles and hyphens; None for a single word."""
    tokens = [token.text for token in doc[start:end]]
    while tokens and tokens[-1] in SUFFIXES | {","}:
        tokens.pop()
    at = len(tokens) - 1
    while at > 1 and tokens[at - 1] in {"-", "–"}:
        at -= 2
    while at > 1 and tokens[at - 1] in words("entity_particles"):
        at -= 1
    return tuple(tokens[at:]) if at > 0 else None
