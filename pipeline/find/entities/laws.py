"""Laws, cases, storms and games that their form proves, whatever the model saw."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.find.entities.candidates import Candidate
from pipeline.find.entities.columns import Columns
from pipeline.lexicon import table
from pipeline.schema import Label


@dataclass(frozen=True, slots=True)
class Citation:
    """A form of names; ``needles`` are strings of which each of them holds one, found faster than the pattern."""

    rule: str
    label: Label
    needles: tuple[str, ...]
    pattern: re.Pattern[str]


@cache
def citations() -> tuple[Citation, ...]:
    """The forms of ``entity_citations.csv``, in its order."""
    return tuple(
        Citation(
            row["rule"],
            Label(row["label"]),
            tuple(needle.replace("_", " ") for needle in row["needles"].split()),
            re.compile(row["pattern"]),
        )
        for row in table("entity_citations")
    )


def cited_names(columns: Columns, modelled: Sequence[Candidate]) -> list[Candidate]:
    """The names of an article that match a form; events only where they are no part of a longer name of the model's."""
    text = columns.article
    found = [
        Candidate(*columns.tokens(*match.span()), citation.label, citation.rule)
        for citation in citations()
        if any(needle in text for needle in citation.needles)
        for match in citation.pattern.finditer(text)
    ]
    cover = {i: c for c in modelled for i in range(c.start, c.end) if c.label != Label.PERSON}
    return [c for c in found if c.label == Label.LAW or not _is_part(c, cover)]


def _is_part(c: Candidate, cover: Mapping[int, Candidate]) -> bool:
    """Whether a longer name holds the candidate whole: "Tokyo Olympics"."""
    whole = cover.get(c.start)
    return whole is not None and whole.end >= c.end and whole.end - whole.start > c.end - c.start
