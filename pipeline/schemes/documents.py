"""Writes what was converted into spaCy's documents: trees, parts of speech, names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from spacy.tokens import Doc, Span

from pipeline.schemes.clear import to_universal
from pipeline.schemes.parts import universal_part
from pipeline.schemes.tree import Tree


def set_tree(doc: Doc, heads: Sequence[int], relations: Sequence[str]) -> None:
    """Give the document governors (positions of tokens) and relations; its sentences become those of the trees."""
    rows = np.zeros((len(doc), 2), dtype=np.uint64)
    rows[:, 0] = (np.asarray(heads, dtype=np.int64) - np.arange(len(doc))).astype(np.uint64)
    rows[:, 1] = [doc.vocab.strings.add(relation) for relation in relations]
    doc.from_array(["HEAD", "DEP"], rows)  # type: ignore[arg-type]  # spaCy's stub leaves out its own uint64


def convert_tree(doc: Doc) -> None:
    """Rewrite a CLEAR parse as Universal Dependencies; sentences keep their words."""
    tree = Tree(
        [t.text for t in doc], [t.tag_ for t in doc], [t.head.i for t in doc], [t.dep_ for t in doc]
    )  # fmt: skip
    people = [(e.start, e.end) for e in doc.ents if e.label_ == "PERSON"]
    to_universal(tree, people)
    set_tree(doc, tree.heads, tree.relations)


def set_parts(doc: Doc) -> None:
    """Give each token the universal part of speech that follows from its tag and relation."""
    for token in doc:
        token.pos_ = universal_part(token.tag_, token.text, token.dep_)


def rename_entities(doc: Doc, names: Mapping[str, str]) -> None:
    """Give the entities the finders' labels; those that ``names`` does not hold, or holds as "", are dropped."""
    kept = [(entity, names[entity.label_]) for entity in doc.ents if names.get(entity.label_)]
    doc.ents = tuple(Span(doc, e.start, e.end, label=label, kb_id=e.kb_id, span_id=e.id) for e, label in kept)
