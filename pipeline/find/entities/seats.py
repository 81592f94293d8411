"""Seats of power, "White House": an organisation that speaks and acts, or the building where somebody is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.find.entities.candidates import Candidate
from pipeline.find.entities.columns import Columns
from pipeline.lexicon import words
from pipeline.schema import Label

PLACES = frozenset({Label.GPE, Label.LOC, Label.FAC})


def seats(columns: Columns, found: Iterable[Candidate]) -> Iterator[Candidate]:
    """The candidates; a seat is a building after a word of place or before an occasion, else an organisation."""
    for c in found:
        if c.label not in PLACES | {Label.ORG} or columns.text(c.start, c.end) not in words("entity_seats"):
            yield c
            continue
        before = c.start - 1 if c.start > 0 and columns.texts[c.start - 1].lower() != "the" else c.start - 2
        is_place = before >= 0 and columns.texts[before].lower() in words("entity_place_prepositions")
        is_place |= c.end < len(columns.texts) and columns.texts[c.end] in words("entity_occasions")
        yield c._replace(label=Label.FAC if is_place else Label.ORG, rule="seat")
