"""Trains a small pipeline on the hand-made trees: in a few seconds it knows these sentences by heart."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import fix_random_seed

from tests.unit.schemes.trees import Sentence, read_trees

ROUNDS = 30
PART = 6  # sentences of one example
WIDTH = 48


def written(sentence: Sentence) -> str:
    """The sentence as a newspaper prints it."""
    text = " ".join(word.text for word in sentence.words)
    for mark in (",", ".", "'s"):
        text = text.replace(f" {mark}", mark)
    return text.replace("$ ", "$").replace('" We', '"We').replace(', "', ',"')


def gold(nlp: Language, sentences: Sequence[Sentence]) -> Example:
    """The sentences as paragraphs of an article, with their tags, CLEAR parses and OntoNotes names."""
    blank = nlp.make_doc("\n\n".join(map(written, sentences)))
    tags, heads, deps, entities = [], [], [], []
    for sentence in sentences:
        start = len(tags) + bool(tags)
        if tags:  # the line break hangs on the mark before it
            tags, heads, deps, entities = [*tags, "_SP"], [*heads, start - 2], [*deps, "dep"], [*entities, "O"]
        tags += [w.tag for w in sentence.words]
        heads += [start + w.clear_head for w in sentence.words]
        deps += [w.clear for w in sentence.words]
        entities += [w.entity for w in sentence.words]
    words, spaces = [t.text for t in blank], [bool(t.whitespace_) for t in blank]
    return Example(blank, Doc(nlp.vocab, words, spaces, tags=tags, heads=heads, deps=deps, ents=entities))


def clear_pipeline() -> Language:
    """A pipeline as spaCy's English ones are: but with tags, CLEAR parses and OntoNotes names only."""
    fix_random_seed(1)
    nlp = spacy.blank("en")
    embed: dict[str, Any] = {
        "@architectures": "spacy.HashEmbedCNN.v2", "width": WIDTH, "depth": 2, "embed_size": 1000, "window_size": 1,
        "maxout_pieces": 2, "subword_features": True, "pretrained_vectors": None,
    }  # fmt: skip
    nlp.add_pipe("tok2vec", config={"model": embed})
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": WIDTH}
    nlp.add_pipe("tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": listener}})
    for name in ("parser", "ner"):
        model = {
            "@architectures": "spacy.TransitionBasedParser.v2", "state_type": name, "extra_state_tokens": False,
            "hidden_width": WIDTH, "maxout_pieces": 2, "use_upper": True, "tok2vec": listener,
        }  # fmt: skip
        nlp.add_pipe(name, config={"model": model, **({"min_action_freq": 1} if name == "parser" else {})})
    sentences = read_trees()
    parts = [sentences[at : at + PART] for at in range(0, len(sentences), PART)]
    examples = [gold(nlp, part) for part in [*parts, sentences]]
    optimizer = nlp.initialize(lambda: examples)
    order = random.Random(1)
    for _ in range(ROUNDS):
        order.shuffle(examples)
        for example in examples:
            nlp.update([example], sgd=optimizer)
    return nlp
