"""Kinds of names: from a model's labels to the tables', by gazetteer and head words."""

from __future__ import annotations

import re
from functools import cache

from pipeline.lexicon import table, words
from pipeline.schema import Label

# US Code, Code of Federal Regulations, statutes at large, bills of both houses, titles and sections, state codes.
LEGAL = re.compile(
    r"""
      \b\d{1,3}\ (?:U\.?S\.?C\.?(?:A\.?)?|USC|CFR|C\.F\.R\.|Stat\.)\ (?:§{1,2}\ ?)?\d{1,6}(?:\([a-z0-9]{1,3}\))*
    | \b(?:H\.R\.|S\.B\.|H\.B\.|SB|HB|AB)\ ?\d{1,5}\b
    | \bTitle\ (?:[IVX]{1,5}|\d{1,2})\b(?=\ of\b|\ (?:funding|rules|complaint|investigation|protections))
    | \bSection\ \d{1,5}(?:\([a-z0-9]{1,3}\))*\ of\ the\ (?:[A-Z][\w’'-]{0,20}\ ){1,6}(?:Act|Code|Law)\b
    | \b(?:First|Second|Fourth|Fifth|Sixth|Eighth|Tenth|Fourteenth|1st|2nd|4th|5th|6th|8th|10th|14th)\ Amendment\b
    """,
    re.VERBOSE,
)
# A law or programme by its form, whatever the model called it: capitalised words up to such a head.
PRODUCT_FORM = re.compile(r"^(?:[A-Z][\w-]*\ ){0,2}[A-Z]{1,3}-?\d{1,4}[A-Z]?$|^iP(?:hone|ad|od)\b")
ABBREVIATION_LENGTH = 2  # postal codes


def mapped_label(model_label: str) -> str | None:
    """The tables' label (or MISC) for a model's label; None for kinds that are no entities here or are unknown.

    >>> mapped_label("PER"), mapped_label("CARDINAL")
    ('PERSON', None)
    """
    return _labels().get(model_label) or None


def table_label(text: str, label: str) -> Label | None:
    """The kind of a name that the model called ``label`` (PERSON, ORG, GPE, LOC, FAC, NORP, MISC, ...).

    A place that the gazetteer knows is GPE; else the head word decides, the last word or the one before "of"; else
    a place is GPE and a MISC name has no kind in the tables: None.

    >>> [str(table_label(t, "LOC")) for t in ("Chicago", "Lake Erie", "Snohomish River", "Harbor Bridge", "Zzyzx")]
    ['GPE', 'LOC', 'LOC', 'FAC', 'GPE']
    >>> table_label("Clean Harbors Act", "MISC"), table_label("Democratic", "MISC"), table_label("Blue Velvet", "MISC")
    (<Label.LAW: 'LAW'>, <Label.NORP: 'NORP'>, None)
    """
    if label in {"LOC", "GPE"} and text in words("entity_regions"):
        return Label.LOC
    if label in {"LOC", "GPE"} and is_place(text):
        return Label.GPE
    if label == "ORG" and (
        text in _gazetteer_of("state") or text in _gazetteer_of("country") or text in _short_places()
    ):
        return Label.GPE  # a place that speaks for its government stays that place
    for head in _heads(text):
        if label in _head_labels().get(head, {}):
            return _head_labels()[head][label]
    if label == "LOC":
        return Label.GPE
    if label == "MISC":
        return _miscellaneous(text)
    return Label(label)


def is_place(text: str) -> bool:
    """Whether the gazetteer holds a country, state, county or city of that name."""
    return text in _gazetteer()


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
    if PRODUCT_FORM.match(text):
        return Label.PRODUCT
    if text.endswith(("ish", "ese", "ian", "ican", "crat", "crats", "cratic", "cans", "ists", "ism")):
        return Label.NORP
    return None


def _heads(text: str) -> list[str]:
    """Words that may head the name, likeliest first: before "of" and the like, the last, the first."""
    tokens = [t.strip(".,'’\"“”()").lower() for t in text.split()]
    heads = [tokens[i - 1] for i, t in enumerate(tokens) if t in {"of", "on", "for", "between"} and i > 0][:1]
    if tokens:
        heads += [tokens[-1]]
        heads += [tokens[0]] if tokens[0] in {"lake", "mount", "hurricane", "port", "interstate", "gulf"} else []
    return heads if len(tokens) > 1 else []


@cache
def _labels() -> dict[str, str]:
    return {row["model"]: row["table"] for row in table("entity_labels")}


@cache
def _head_labels() -> dict[str, dict[str, Label]]:
    return {row["head"]: dict.fromkeys(row["of"].split(), Label(row["label"])) for row in table("entity_heads")}


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
