"""What a pipeline's labels say: in which schemes it parses, tags and names, and what of it cannot be used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from spacy.language import Language

from pipeline.lexicon import table
from pipeline.schemes.parts import is_penn

# Each label occurs in no other scheme of the enum. Relations of version 1 of Universal Dependencies count as CLEAR,
# whose conversion renames them.
CLEAR_ONLY = frozenset(
    {
        "acomp",
        "attr",
        "auxpass",
        "csubjpass",
        "dative",
        "dobj",
        "npadvmod",
        "nsubjpass",
        "pcomp",
        "pobj",
        "poss",
        "prep",
    }
)
UNIVERSAL_ONLY = frozenset({"aux:pass", "cop", "fixed", "flat", "iobj", "nmod:poss", "nsubj:pass", "obj", "obl"})


class Dependencies(StrEnum):
    """Schemes of dependencies that can be read."""

    UNIVERSAL = "universal"
    CLEAR = "clear"


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels that a pipeline's components can give to dependencies, tags and names; empty where it has none."""

    dependencies: frozenset[str]
    tags: frozenset[str]
    names: frozenset[str]


def labels_of(nlp: Language) -> Labels:
    """The labels of the pipeline's active components, by what each component says that it assigns."""
    found: dict[str, set[str]] = {"token.dep": set(), "token.tag": set(), "doc.ents": set()}
    for name, component in nlp.pipeline:
        for attribute in found.keys() & set(nlp.get_pipe_meta(name).assigns):
            found[attribute].update(getattr(component, "labels", ()))
    return Labels(frozenset(found["token.dep"]), frozenset(found["token.tag"]), frozenset(found["doc.ents"]))


def dependencies_of(labels: frozenset[str]) -> Dependencies | None:
    """The scheme of a parser's labels; None for another scheme, such as those of other languages, and for no labels.

    >>> dependencies_of(frozenset({"ROOT", "nsubj", "dobj"})), dependencies_of(frozenset({"ROOT", "sb", "oa"}))
    (<Dependencies.CLEAR: 'clear'>, None)
    """
    clear, universal = len(labels & CLEAR_ONLY), len(labels & UNIVERSAL_ONLY)
    if clear == universal == 0:
        return None
    return Dependencies.CLEAR if clear >= universal else Dependencies.UNIVERSAL


def names_of(labels: frozenset[str]) -> Mapping[str, str]:
    """What the finders call each label of an entity recogniser, "" for what is no entity; unknown labels are left out.

    >>> names_of(frozenset({"PER", "LOC"})) == {"PER": "PERSON", "LOC": "LOC"}
    True
    >>> names_of(frozenset({"GPE", "LOC", "DATE"})) == {"GPE": "GPE", "LOC": "LOC_ONLY", "DATE": ""}
    True
    """
    rows = [row for row in table("scheme_entities") if row["label"] in labels]
    general = {row["label"]: row["name"] for row in rows if not row["beside"]}
    return general | {row["label"]: row["name"] for row in rows if row["beside"] in labels}


def unusable(labels: Labels) -> dict[str, str]:
    """Annotation of the pipeline that the finders cannot read, each with the reason in words."""
    found = {}
    if labels.dependencies and dependencies_of(labels.dependencies) is None:
        found["DEP"] = f"its parser's relations ({_some(labels.dependencies)}) are of no scheme that is known"
    if labels.tags and not is_penn(labels.tags):
        found["TAG"] = f"its tagger's tags ({_some(labels.tags)}) are not those of the Penn Treebank"
    if labels.names and not any(names_of(labels.names).values()):
        found["ENT_IOB"] = f"its kinds of names ({_some(labels.names)}) are of no scheme that is known"
    return found


def _some(labels: frozenset[str]) -> str:
    shown = sorted(labels)[:6]
    return ", ".join(shown) + (", ..." if len(labels) > len(shown) else "")
