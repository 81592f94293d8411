"""Names that their form proves: governments, places with their state, people with Jr., partners."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from pipeline.find.entities.candidates import HYPHENS, SUFFIXES, Candidate
from pipeline.find.entities.columns import Columns
from pipeline.find.entities.kinds import is_place, is_state, is_state_abbreviation
from pipeline.lexicon import table, words
from pipeline.schema import Label

GOVERNMENTS = frozenset({"City", "Town", "Village", "Borough", "County", "State", "Commonwealth"})
OPENING, CLOSING = frozenset('"“'), frozenset('"”')
ROMAN = frozenset({"II", "III", "IV"})
MAX_NAME = 4  # words of a place's or a person's name that are looked at
MAX_STATE = 3  # words of a state's name: "District of Columbia"
SHORT_REGION = re.compile(r"[A-Z][a-z]{1,4}\.")
PLACES = frozenset({Label.GPE, Label.LOC, Label.FAC})
POSTAL = 2  # letters of a postal code


def formed_names(columns: Columns, modelled: Sequence[Candidate]) -> list[Candidate]:
    """The names of an article that need no model, but for where the name before a state begins."""
    cover = {i: candidate for candidate in modelled for i in range(candidate.start, candidate.end)}
    present = set(columns.texts)
    found: list[Candidate] = []
    if present & GOVERNMENTS:
        found += _governments(columns, cover)
    if present & SUFFIXES:
        found += _with_suffix(columns)
    if "&" in present:
        found += _partnerships(columns, cover)
    return [*found, *_in_states(columns, cover)]


def abbreviated(columns: Columns) -> list[Candidate]:
    """States and unions by their initials, "US", "UN", in ordinary lines; not the currency "US$"."""
    labels = _abbreviations()
    return [
        Candidate(at, at + 1, labels[text], "abbreviation")
        for at, text in enumerate(columns.texts)
        if text in labels and not columns.headline[at] and columns.texts[at + 1 : at + 2] != ["$"]
    ]


@cache
def _abbreviations() -> dict[str, Label]:
    return {row["name"]: Label(row["label"]) for row in table("entity_abbreviations")}


def _is_name_word(text: str) -> bool:
    return text[:1].isupper() and text[-1:].isalnum()


def _run_after(columns: Columns, start: int) -> int:
    """The end of the run of capitalised words, with their hyphens, that starts at a token."""
    end = start
    while end < len(columns.texts) and end - start < MAX_NAME:
        is_hyphenated = columns.texts[end] in HYPHENS and columns.is_glued(end) and columns.is_glued(end + 1)
        if not _is_name_word(columns.texts[end]) and not (is_hyphenated and end > start):
            break
        end += 1
    return end


def _run_before(columns: Columns, end: int) -> int:
    """The start of the run of capitalised words and initials that ends before a token."""
    start = end
    while start > 0 and end - start < MAX_NAME and columns.texts[start - 1][:1].isupper():
        start -= 1
    return start


def _governments(columns: Columns, cover: Mapping[int, Candidate]) -> Iterator[Candidate]:
    """ "City of X", "State of X", "City and County of X", X up to four capitalised words."""
    texts = columns.texts
    for start, text in enumerate(texts):
        if text not in GOVERNMENTS:
            continue
        at = start + 3 if texts[start + 1 : start + 2] == ["and"] and texts[start + 2] in GOVERNMENTS else start + 1
        if texts[at : at + 1] != ["of"]:
            continue
        end = _run_after(columns, at + 1)
        covering = cover.get(start)
        is_inside = covering is not None and covering.start < start and covering.end > at
        if end > at + 1 and not is_inside:
            yield Candidate(start, end, Label.GPE, "place_form")


def _with_suffix(columns: Columns) -> Iterator[Candidate]:
    """People with a generational suffix: "Martin Luther King Jr."; a title before the name stays outside."""
    texts = columns.texts
    for at, text in enumerate(texts):
        if text not in SUFFIXES or columns.headline[at]:
            continue
        start = _person_before(columns, at)
        counts = text in ROMAN and (
            texts[at - 1] in words("entity_numbered") or (texts[at + 1 : at + 2] and _is_name_word(texts[at + 1]))
        )  # "World War II", "Abdullah II Airbase"
        if at - start > 0 and not counts:
            end = at + 1 + _has_stop(columns, at + 1, text in {"Jr", "Sr"})
            yield Candidate(start, end, Label.PERSON, "person_form")


def _person_before(columns: Columns, end: int) -> int:
    """The start of the person's name that ends before a token, a nickname in marks included."""
    start = _run_before(columns, end)
    texts = columns.texts
    if start == end - 1 and start > 2 and texts[start - 1] in CLOSING and texts[start - 3] in OPENING:
        start = _run_before(columns, start - 3)
    first = columns.doc[end - 1].sent.start
    start = max(start, first)  # "... in April. Ann Lee Jr."
    while start < end - 1 and texts[start] in words("entity_titles"):
        start += 1
    return start


def _partnerships(columns: Columns, cover: Mapping[int, Candidate]) -> Iterator[Candidate]:
    """Firms named after two partners, "Johnson & Johnson", that are no part of a longer name."""
    texts = columns.texts
    for at in range(1, len(texts) - 1):
        if texts[at] != "&" or columns.headline[at]:
            continue
        covering = [cover[i] for i in (at - 1, at, at + 1) if i in cover]
        is_part = any(c.start < at - 1 or c.end > at + 2 for c in covering)
        if not is_part and texts[at - 1].istitle() and texts[at + 1].istitle():
            yield Candidate(at - 1, at + 2, Label.ORG, "partnership")


def _in_states(columns: Columns, cover: Mapping[int, Candidate]) -> Iterator[Candidate]:
    """A state behind a comma, and the place before it: "Albany, New York", "Lawrence, Mass."."""
    for at, text in enumerate(columns.texts):
        if text != "," or at == 0:
            continue
        end = _state_after(columns, at + 1)
        if end is None:
            end = _short_region_after(columns, at, cover)
        if end is None:
            continue
        is_postal = columns.end_of(end - 1) - columns.starts[at + 1] == POSTAL
        place = _place_before(columns, at, cover, may_be_person=is_postal)
        if is_postal and place is None:
            continue  # "Ann Lee, MD"
        yield Candidate(at + 1, end, Label.GPE, "place_form")
        if place is not None:
            yield place


def _short_region_after(columns: Columns, at: int, cover: Mapping[int, Candidate]) -> int | None:
    """The end of the short form of a region unknown to the gazetteer, after a place and a comma: "Guelph, Ont., ...".

    The full stop must not be a sentence's, so a mark or a small letter follows it.
    """
    place, texts = cover.get(at - 1), columns.texts
    if place is None or place.end != at or place.label not in PLACES or at + 1 >= len(texts):
        return None
    end = at + 2 if texts[at + 1].endswith(".") else at + 3
    text = columns.text(at + 1, end) if end < len(texts) else ""
    is_short = SHORT_REGION.fullmatch(text) is not None and text not in words("entity_months")
    return end if is_short and (texts[end] in {",", ";", ")"} or texts[end].islower()) else None


def _state_after(columns: Columns, start: int) -> int | None:
    """The end of the name of a state that starts at a token, its full stop included; None where none does."""
    texts = columns.texts
    if start >= len(texts) or not texts[start][0].isupper():
        return None
    end = start + 1
    while end < len(texts) and texts[end][0].isupper() and end - start <= MAX_STATE:
        end += 1
    name = columns.text(start, end)
    if not is_state(name):
        return None
    return end + _has_stop(columns, end, is_state_abbreviation(f"{name}."))


def _has_stop(columns: Columns, end: int, is_short: bool) -> bool:
    """Whether a full stop that the tokenizer cut off belongs to the short form that ends before a token."""
    return is_short and columns.texts[end : end + 1] == ["."] and columns.is_glued(end)


def _place_before(
    columns: Columns, at: int, cover: Mapping[int, Candidate], *, may_be_person: bool
) -> Candidate | None:
    """The place before a comma and a state: the model's name, else the longest that the gazetteer knows."""
    modelled = cover.get(at - 1)
    if modelled is not None and modelled.end == at:
        is_person = modelled.label == Label.PERSON and may_be_person
        if modelled.label == Label.ORG or (is_person and not is_place(columns.text(modelled.start, at))):
            return None
        return modelled._replace(label=Label.GPE)
    for start in range(_run_before(columns, at), at):
        if is_place(columns.text(start, at)):
            return Candidate(start, at, Label.GPE, "place_form")
    return None
