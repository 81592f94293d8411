"""Kinds of names: from a model's labels to the tables', by gazetteer and head words."""

from __future__ import annotations

import re
from functools import cache

from pipeline.lexicon import table, words
from pipeline.schema import Label

# Machines by a type's code, "F-35", "AR-15"; not "G-20" (states), "K-12" (schools) or "U-21" (players).
TYPE_CODE = re.compile(r"^(?:[A-Z][\w-]*\ ){0,2}(?![GKU]-?\d)[A-Z]{1,3}-?\d{1,4}[A-Z]?$|^iP(?:hone|ad|od)\b")
ABBREVIATION_LENGTH = 2  # postal codes
MISTAKABLE = frozenset({"PERSON", "ORG", "GPE", "LOC", "LOC_ONLY", "MISC"})  # what models call a nationality
YEAR = re.compile(r"(?:1[5-9]|20)\d\d$")


def mapped_label(model_label: str) -> str | None:
    """The tables' label (or LOC_ONLY, MISC) for a model's label; None for kinds that are no entities or are unknown.

    >>> mapped_label("PER"), mapped_label("CARDINAL")
    ('PERSON', None)
    """
    return _labels().get(model_label) or None


def table_label(text: str, label: str) -> Label | None:
    """The kind of a name that the model called ``label`` (PERSON, ORG, GPE, LOC, LOC_ONLY, FAC, NORP, MISC, ...).

    A place that the gazetteer knows is GPE; else the head word decides, the last word or the one before "of"; else
    a place is GPE and a MISC name has no kind in the tables: None. A LOC_ONLY place, of a model that tells GPE from
    LOC, is LOC unless its head word says otherwise.

    >>> [str(table_label(t, "LOC")) for t in ("Chicago", "Lake Erie", "Snohomish River", "Harbor Bridge", "Zzyzx")]
    ['GPE', 'LOC', 'LOC', 'FAC', 'GPE']
    >>> str(table_label("Zzyzx", "LOC_ONLY")), str(table_label("Harbor Bridge", "LOC_ONLY"))
    ('LOC', 'FAC')
    >>> table_label("Clean Harbors Act", "MISC"), table_label("Democratic", "MISC"), table_label("Blue Velvet", "MISC")
    (<Label.LAW: 'LAW'>, <Label.NORP: 'NORP'>, None)
    """
    if text in _known():
        return _known()[text]
    if label in MISTAKABLE and is_group(text) and not is_place(text):
        return Label.NORP
    if label in {"LOC", "GPE"} and text in words("entity_regions"):
        return Label.LOC
    if label in {"LOC", "GPE"} and is_place(text):
        return Label.GPE
    if label == "ORG" and (
        text in _gazetteer_of("state") or text in _gazetteer_of("country") or text in _short_places()
    ):
        return Label.GPE  # a place that speaks for its government stays that place
    is_loc_only = label == "LOC_ONLY"
    label = "LOC" if is_loc_only else label
    for head in _heads(text):
        if label in _head_labels().get(head, {}):
            return _head_labels()[head][label]
    if label == "LOC":
        return Label.LOC if is_loc_only else Label.GPE
    if label == "MISC":
        return _miscellaneous(text)
    return Label(label)


def is_place(text: str) -> bool:
    """Whether the gazetteer holds a country, state, county or city of that name."""
    return text in _gazetteer()


def is_group(text: str) -> bool:
    """Whether the word is a nationality, a party's member or a faith, as adjective or noun, in one or more.

    >>> [is_group(t) for t in ("Kenyan", "Kenyans", "Republicans", "Kenya")]
    [True, True, True, False]
    """
    groups = _groups()
    return text in groups or (text.endswith("s") and text[:-1] in groups)


def is_company(word: str) -> bool:
    """Whether the word ends companies' names: a legal form ("Inc.") or a word of business ("Holdings")."""
    lower = word.lower().rstrip(".")
    return lower in words("org_forms") or lower in words("org_business")


def is_head(word: str) -> bool:
    """Whether the word ends names of some kind, as "County" does."""
    return word.lower() in _head_labels()


def is_state(text: str) -> bool:
    """Whether the text is a US state, in full or shortened as newspapers and the post do.

    >>> is_state("New Mexico"), is_state("N.M."), is_state("Mexico")
    (True, True, False)
    """
    return text in _gazetteer_of("state") or is_state_abbreviation(text)


def is_state_abbreviation(text: str) -> bool:
    """Whether the token is a US postal code or a newspaper's short form of a state, with or without its full stop.

    >>> [is_state_abbreviation(t) for t in ("Mass.", "Vt", "NY", "He")]
    [True, True, True, False]
    """
    forms = _gazetteer_of("state_abbreviation")
    return text in forms or (len(text) > 1 and f"{text}." in forms)


def _miscellaneous(text: str) -> Label | None:
    if text.startswith("The ") and text.split()[-1] in words("entity_papers"):
        return Label.ORG
    first, *rest = text.split()
    if TYPE_CODE.match(text) or (first in words("entity_makers") and any(c.isdigit() for c in "".join(rest))):
        return Label.PRODUCT
    if text.endswith(("ish", "ese", "ian", "ican", "crat", "crats", "cratic", "cans", "ists", "ism")):
        return Label.NORP
    return None


def _heads(text: str) -> list[str]:
    """Words that may head the name, likeliest first: before "of" and the like, the last two, the last, the first.

    A year or a number at the end heads nothing: "Data Act 2015", "Fire Station No. 3".
    """
    tokens = [t.strip(".,'’\"“”()").lower() for t in text.split()]
    while len(tokens) > 2 and (YEAR.match(tokens[-1]) or tokens[-1].isdigit() or tokens[-1] == "no"):
        tokens.pop()
    heads = [tokens[i - 1] for i, t in enumerate(tokens) if t in {"of", "on", "for", "between"} and i > 0][:1]
    if tokens:
        heads += [" ".join(tokens[-2:]), tokens[-1]]
        heads += [tokens[0]] if tokens[0] in {"lake", "mount", "hurricane", "typhoon", "interstate", "gulf"} else []
    return heads if len(tokens) > 1 else []


@cache
def _labels() -> dict[str, str]:
    return {row["label"]: row["name"] for row in table("scheme_entities") if not row["beside"]}


@cache
def _head_labels() -> dict[str, dict[str, Label]]:
    return {row["head"]: dict.fromkeys(row["of"].split(), Label(row["label"])) for row in table("entity_heads")}


@cache
def _known() -> dict[str, Label]:
    return {row["name"]: Label(row["label"]) for row in table("entity_known")}


@cache
def _groups() -> frozenset[str]:
    return words("entity_groups") | words("entity_demonyms")


@cache
def _short_places() -> frozenset[str]:
    """Other names of places, as written: "NYC"; those of two letters without full stops say too little."""
    found = {name for row in table("name_places") for name in row["aliases"].split(";")}
    return frozenset(name for name in found if len(name) > ABBREVIATION_LENGTH)


@cache
def _gazetteer() -> frozenset[str]:
    return frozenset(row["name"] for row in table("places") if row["kind"] != "state_abbreviation")


@cache
def _gazetteer_of(kind: str) -> frozenset[str]:
    return frozenset(row["name"] for row in table("places") if row["kind"] == kind)
