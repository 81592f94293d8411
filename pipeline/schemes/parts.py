"""Universal parts of speech from Penn tags, for pipelines that tag but give no parts of speech."""

from __future__ import annotations

from functools import cache

from pipeline.lexicon import table
from pipeline.schemes.clear import BE

AUXILIARY = frozenset({"aux", "aux:pass", "cop"})
NOT = frozenset({"not", "n't", "n’t"})


def is_penn(tags: frozenset[str]) -> bool:
    """Whether these are the labels of a tagger of English in the Penn Treebank's scheme."""
    return {"NN", "VBD"} <= tags or len(tags & {row["tag"] for row in table("scheme_tags")} - {"X", "SYM"}) > len(
        tags
    ) / 2


def universal_part(tag: str, word: str, relation: str) -> str:
    """The universal part of speech of a word with a Penn tag and a relation of Universal Dependencies; X if unknown.

    >>> universal_part("VBD", "was", "aux:pass"), universal_part("IN", "that", "mark"), universal_part("IN", "in", "")
    ('AUX', 'SCONJ', 'ADP')
    """
    if tag.startswith("VB") and (relation in AUXILIARY or word.lower() in BE):
        return "AUX"
    if tag == "RB" and word.lower() in NOT:
        return "PART"
    parts = _parts()
    return parts.get((tag, relation)) or parts.get((tag, ""), "X")


@cache
def _parts() -> dict[tuple[str, str], str]:
    return {(row["tag"], row["relation"]): row["pos"] for row in table("scheme_tags")}
