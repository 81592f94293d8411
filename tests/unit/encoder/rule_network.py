"""A network of a few rules in place of a trained one: what it says of a word can be read off the word."""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

import numpy as np
import spacy
from spacy.language import Language

import pipeline.encoder.components  # registers the factories
from pipeline.encoder.lemmas import Lexicon
from pipeline.encoder.network import Labels, Output

LABELS: Labels = {
    "names": ("O", "B-ORG", "I-ORG", "E-ORG", "S-ORG"),
    "tags": ("NN", "NNP", "."),
    "morphs": ("POS=NOUN|Number=Sing", "POS=PROPN", "POS=PUNCT"),
    "lemmas": ("l0+", "k0+"),
    "relations": ("root", "nsubj", "nsubj:pass", "obj"),
}


class RulePieces:
    """A piece for each three letters of a word."""

    def of_word(self, word: str) -> tuple[int, ...]:
        return tuple(range(min(12, 1 + len(word) // 3)))


class RuleNetwork:
    """Capitals are names, a sentence starts after a full stop, heads are drawn from the spelling of both words.

    ``windows`` records the words of every window that was read.
    """

    def __init__(self, seed: int = 0) -> None:
        self.labels, self.pieces, self.seed = LABELS, RulePieces(), seed
        self.lexicon = Lexicon({}, {})
        self.windows: list[list[str]] = []

    def read(self, words: Sequence[str], wanted: Sequence[str]) -> Output:
        self.windows.append(list(words))
        return {name: getattr(self, name)(list(words)) for name in wanted}

    def kinds(self, words: list[str]) -> np.ndarray:
        return np.array([1 if w[:1].isupper() else 0 if w.isalnum() else 2 for w in words])

    tags = morphs = kinds

    def lemmas(self, words: list[str]) -> np.ndarray:
        return (self.kinds(words) > 0).astype(np.int64)

    def names(self, words: list[str]) -> np.ndarray:
        capital = np.concatenate(([False], self.kinds(words) == 1, [False]))
        logits = np.zeros((len(words), 5), dtype=np.float32)
        place = np.where(capital[:-2], 1, 0) + np.where(capital[2:], 2, 0)  # 0 alone, 1 last, 2 first, 3 between
        logits[np.arange(len(words)), np.where(capital[1:-1], np.array([4, 3, 1, 2])[place], 0)] = 5
        return logits

    def starts(self, words: list[str]) -> np.ndarray:
        return np.array([1.0 if before == "." else -1.0 for before in ["", *words][:-1]], dtype=np.float32)

    def arcs(self, words: list[str]) -> np.ndarray:
        ids = np.array([crc32(f"{self.seed}{w}".encode()) % 9973 for w in ["ROOT", *words]])
        return ((ids[1:, None] * 31 + ids[None, :] * 17) % 101).astype(np.float32)

    def dependents(self, words: list[str]) -> np.ndarray:
        return np.array([[len(w)] for w in words], dtype=np.float32)

    def governors(self, words: list[str]) -> np.ndarray:
        return self.dependents(["", *words])

    def relations(self, dependents: np.ndarray, governors: np.ndarray) -> np.ndarray:
        """``nsubj`` for short words under long ones, ``obj`` for others; the root is left out, as ``Network`` does."""
        short = (dependents < governors)[:, 0]
        return np.stack([np.full(len(short), -np.inf), short, np.full(len(short), -1.0), ~short], axis=1)


def rule_pipeline(threads: int = 1) -> Language:
    """A pipeline of the encoder, on a ``RuleNetwork``, and its three heads."""
    nlp = spacy.blank("en")
    encoder = nlp.add_pipe("newsledger_encoder", name="encoder", config={"threads": threads})
    encoder._network = RuleNetwork()
    for factory in ("tagger", "parser", "names"):
        nlp.add_pipe(f"newsledger_{factory}", name=factory)
    return nlp


assert pipeline.encoder.components
