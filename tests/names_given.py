"""Articles with the names that a model would have found, without a model."""

from __future__ import annotations

from collections.abc import Sequence

import spacy

from pipeline.parse import Parsed
from tests.builders import make_article

NLP = spacy.blank("en")
NLP.add_pipe("sentencizer")


def parsed_with(text: str, names: Sequence[Sequence[str]]) -> Parsed:
    """The article with the given names, each a text and a label, in their order in the text.

    Raises ``ValueError`` where a name does not stand in the text after the one before it or covers no whole tokens.
    """
    doc, at, spans = NLP(text), 0, []
    for name, label in names:
        at = text.index(name, at)
        span = doc.char_span(at, at + len(name), label=label)
        if span is None:
            raise ValueError(f"{name!r} covers no whole tokens of {text!r}")
        spans.append(span)
        at += len(name)
    doc.set_ents(spans)
    return Parsed(make_article(text), doc)
