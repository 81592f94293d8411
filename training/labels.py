"""The classes that the heads predict, collected from the training data."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from spacy.tokens import Doc, Token

from pipeline.encoder.lemmas import script_of

KINDS = ("PERSON", "ORG", "LOC", "NORP", "MISC")
ROLES = ("SOURCE", "CUE", "CONTENT")
MIN_SCRIPT = 2  # an edit script seen once is a slip or an oddity


@dataclass(frozen=True, slots=True)
class Labels:
    """Names of classes in the order of the heads' outputs; ``annotators`` are the corpora."""

    names: list[str]
    tags: list[str]
    morphs: list[str]
    lemmas: list[str]
    relations: list[str]
    annotators: list[str]

    @property
    def roles(self) -> list[str]:
        """The tags of the words of an attribution."""
        return bioes(ROLES)

    def write(self, path: Path) -> None:
        """Write as JSON."""
        path.write_text(json.dumps(asdict(self), indent=0, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> Labels:
        """Read what ``write`` wrote."""
        stored = json.loads(path.read_text(encoding="utf-8"))
        return cls(**{f.name: stored[f.name] for f in fields(cls)})


def bioes(kinds: Iterable[str]) -> list[str]:
    """The tags of spans of some kinds: outside, and a beginning, inside, end and single word of each."""
    return ["O", *(f"{place}-{kind}" for kind in kinds for place in "BIES")]


def morph_of(token: Token) -> str:
    """Universal part of speech and features as one class, as spaCy's morphologizer writes them."""
    return f"POS={token.pos_}" + (f"|{token.morph}" if str(token.morph) else "")


def relation_of(token: Token) -> str:
    """The relation in lower case; spaCy writes the root as ``ROOT``."""
    return "root" if token.dep_ == "ROOT" else token.dep_


def collect(docs: Iterable[Doc], annotators: Iterable[str]) -> Labels:
    """The classes of parsed documents; those of names and roles are BIOES tags."""
    tags: Counter[str] = Counter()
    morphs: Counter[str] = Counter()
    lemmas: Counter[str] = Counter()
    relations: Counter[str] = Counter()
    for doc in docs:
        for token in doc:
            if not token.is_space:
                tags[token.tag_] += 1
                morphs[morph_of(token)] += 1
                lemmas[script_of(token.text, token.lemma_)] += 1
                relations[relation_of(token)] += 1
    scripts = [s for s, n in sorted(lemmas.items()) if n >= MIN_SCRIPT]
    return Labels(bioes(KINDS), sorted(tags), sorted(morphs), scripts, sorted(relations), sorted(annotators))
