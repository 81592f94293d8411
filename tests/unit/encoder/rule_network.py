"""A network of a few rules in place of a trained one: what it says of a word can be read off the word."""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

import numpy as np
import spacy
from spacy.language import Language

import pipeline.encoder.components  # registers the factories
from pipeline.encoder.lemmas import Lexicon
from pipeline.encoder.marks import INSIDE
from pipeline.encoder.network import Labels, Output

LABELS: Labels = {
    "names": ("O", "B-ORG", "I-ORG", "E-ORG", "S-ORG"),
    "tags": ("NN", "NNP", "."),
    "morphs": ("POS=NOUN|Number=Sing", "POS=PROPN", "POS=PUNCT"),
    "lemmas": ("l0+", "k0+"),
    "relations": ("root", "nsubj", "nsubj:pass", "obj"),
    "roles": ("O", *(f"{place}-{role}" for role in ("SOURCE", "CUE", "CONTENT") for place in "BIES")),
}


class RulePieces:
    """A piece for each three letters of a word."""

    def of_word(self, word: str) -> tuple[int, ...]:
        return tuple(range(min(12, 1 + len(word) // 3)))


class RuleNetwork:
    """Capitals are names, a sentence starts after a full stop, heads are drawn from the spelling of both words.

    "said" is a cue, a capitalised word before it its source, words in quotations are content of the nearest cue.
    ``windows`` records the words of every window that was read.
    """

    def __init__(self, seed: int = 0) -> None:
        self.labels, self.pieces, self.seed = LABELS, RulePieces(), seed
        self.lexicon = Lexicon({}, {})
        self.windows: list[list[str]] = []

    def read(self, words: Sequence[str], wanted: Sequence[str], marks: np.ndarray | None = None) -> Output:
        self.windows.append(list(words))
        given = {name: getattr(self, name)(list(words)) for name in wanted if name != "roles"}
        places = np.zeros(len(words), dtype=np.int64) if marks is None else marks
        return {name: given[name] if name != "roles" else self.roles(list(words), places) for name in wanted}

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

    def roles(self, words: list[str], marks: np.ndarray) -> np.ndarray:
        logits = np.zeros((len(words), len(LABELS["roles"])), dtype=np.float32)
        kinds = [
            "CUE"
            if w == "said"
            else "CONTENT"
            if mark == INSIDE
            else "SOURCE"
            if after == "said" and w.istitle()
            else ""
            for w, after, mark in zip(words, [*words[1:], ""], marks.tolist(), strict=True)
        ]
        for i, kind in enumerate(kinds):
            goes_on, came_on = kinds[i + 1 : i + 2] == [kind], i > 0 and kinds[i - 1] == kind
            place = ("I" if goes_on else "E") if came_on else ("B" if goes_on else "S")
            logits[i, LABELS["roles"].index(f"{place}-{kind}") if kind else 0] = 5
        return logits

    def sources(self, words: list[str]) -> np.ndarray:
        places = np.arange(len(words))
        return np.where(places[None] == places[:, None] - 1, 5, -5).astype(np.float32)

    def contents(self, words: list[str]) -> np.ndarray:
        found = np.full((len(words), len(words)), -5, dtype=np.float32)
        cues = [i for i, word in enumerate(words) if word == "said"]
        for i in range(len(words) if cues else 0):
            found[min(cues, key=lambda cue: abs(cue - i)), i] = 5
        return found

    def dependents(self, words: list[str]) -> np.ndarray:
        return np.array([[len(w)] for w in words], dtype=np.float32)

    def governors(self, words: list[str]) -> np.ndarray:
        return self.dependents(["", *words])

    def relations(self, dependents: np.ndarray, governors: np.ndarray) -> np.ndarray:
        """``nsubj`` for short words under long ones, ``obj`` for others; the root is left out, as ``Network`` does."""
        short = (dependents < governors)[:, 0]
        return np.stack([np.full(len(short), -np.inf), short, np.full(len(short), -1.0), ~short], axis=1)


def rule_pipeline(threads: int = 1) -> Language:
    """A pipeline of the encoder, on a ``RuleNetwork``, and its heads."""
    nlp = spacy.blank("en")
    encoder = nlp.add_pipe("newsledger_encoder", name="encoder", config={"threads": threads})
    encoder._network = RuleNetwork()
    for factory in ("tagger", "parser", "names", "attributions"):
        nlp.add_pipe(f"newsledger_{factory}", name=factory)
    return nlp


assert pipeline.encoder.components
