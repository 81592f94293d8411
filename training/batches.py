"""Annotated documents to batches of windows; what a pass over a corpus sees differs from pass to pass."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from spacy.tokens import Doc
from torch import Tensor

from pipeline.encoder.lemmas import script_of
from pipeline.encoder.pieces import Pieces, WordPieces
from pipeline.encoder.windows import LIMIT, Window, windows
from training.labels import Labels, morph_of, relation_of
from training.network import MISSING

GOLD = ("names", "tags", "morphs", "lemmas", "starts", "heads", "relations", "roles")
POOL = 400  # windows sorted by length together, so that a batch holds windows of like length


@dataclass(frozen=True, slots=True)
class Attribution:
    """Indices of the words of a cue, of its source and of its content."""

    cue: NDArray[np.int64]
    source: NDArray[np.int64]
    content: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Annotated:
    """The words of a document and, for each task, a class a word (``MISSING`` where unannotated).

    ``heads`` are indices of words in the document plus one, zero for a root; ``marks`` are the words' places in
    quotations (all outside where nothing reads them).
    """

    words: list[str]
    gold: dict[str, NDArray[np.int64]]
    corpus: int
    weight: float
    marks: NDArray[np.int64]
    attributions: tuple[Attribution, ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """One window, ready to be put into a batch."""

    pieces: Pieces
    gold: dict[str, NDArray[np.int64]]
    corpus: int
    weight: float
    marks: NDArray[np.int64]
    links: tuple[tuple[int, NDArray[np.int64]], ...]  # a word of a cue, and what every word is to it


def annotated(doc: Doc, labels: Labels, corpus: str, weight: float) -> Annotated:
    """The words and classes of a document; white space without a line break is dropped, as at run time."""
    kept = [t for t in doc if not t.is_space or "\n" in t.text]
    place = {t.i: i for i, t in enumerate(kept)}
    index = {name: {v: i for i, v in enumerate(getattr(labels, name))} for name in GOLD if hasattr(labels, name)}
    gold = {name: np.full(len(kept), MISSING, dtype=np.int64) for name in GOLD}
    parsed = doc.has_annotation("DEP")
    for i, token in enumerate(kept):
        if token.is_space:
            continue
        gold["names"][i] = _name_class(doc, token.i, index["names"])
        if not parsed:
            continue
        if token.tag_:
            gold["tags"][i] = index["tags"].get(token.tag_, MISSING)
        if token.pos_:
            gold["morphs"][i] = index["morphs"].get(morph_of(token), MISSING)
        if token.lemma_:
            gold["lemmas"][i] = index["lemmas"].get(script_of(token.text, token.lemma_), MISSING)
        if token.dep_:
            head = 0 if token.head.i == token.i else place.get(token.head.i, -1) + 1
            if head or token.head.i == token.i:
                gold["heads"][i] = head
                gold["relations"][i] = index["relations"].get(relation_of(token), MISSING)
        if token.is_sent_start is not None:
            gold["starts"][i] = int(token.is_sent_start)
    for i in range(1, len(kept)):  # after a line break the first word starts the sentence, whatever the token says
        if parsed and kept[i - 1].is_space and not kept[i].is_space:
            gold["starts"][i] = 1
    nowhere = np.zeros(len(kept), dtype=np.int64)
    return Annotated([t.text for t in kept], gold, labels.annotators.index(corpus), weight, nowhere)


def _name_class(doc: Doc, i: int, index: dict[str, int]) -> int:
    token = doc[i]
    if token.ent_iob == 0:
        return MISSING
    if token.ent_iob == 2:
        return index["O"]
    begins = token.ent_iob == 3
    ends = i + 1 == len(doc) or doc[i + 1].ent_iob != 1
    place = "S" if begins and ends else "B" if begins else "E" if ends else "I"
    return index[f"{place}-{token.ent_type_}"]


@dataclass(frozen=True, slots=True)
class Respelling:
    """Shares of windows that are respelt: capitals, title case, small letters, curly marks, no line breaks."""

    upper: float
    title: float
    lower: float
    curly: float
    flat: float

    def words(self, words: list[str], rng: random.Random) -> list[str]:
        """The words as they are, or in another casing or with typographic marks."""
        if rng.random() < self.curly:
            words = _curled(words, rng)
        draw = rng.random()
        if draw < self.upper:
            return [w.upper() for w in words]
        if draw < self.upper + self.title:
            return [w[:1].upper() + w[1:] for w in words]
        if draw < self.upper + self.title + self.lower:
            return [w.lower() for w in words]
        return words


def _curled(words: list[str], rng: random.Random) -> list[str]:
    """Typographic quotation marks and apostrophes in place of straight ones."""
    out, is_open = [], rng.random() < 0.1  # a window may begin inside a quotation
    for word in words:
        if word in {'"', "``", "''"}:
            out.append("\u201d" if is_open else "\u201c")
            is_open = not is_open
        else:
            out.append(word.replace("'", "\u2019"))
    return out


def without_breaks(doc: Annotated) -> Annotated:
    """The document as one paragraph: its line breaks left out."""
    keep = np.array([not w.isspace() for w in doc.words], dtype=bool)
    new_place = np.concatenate([[0], np.cumsum(keep)])  # place + 1 of each kept word, 0 for the root
    gold = {k: v[keep] for k, v in doc.gold.items()}
    heads = gold["heads"]
    gold["heads"] = np.where(heads > 0, new_place[np.maximum(heads, 0)], heads)
    return Annotated([w for w in doc.words if not w.isspace()], gold, doc.corpus, doc.weight, doc.marks[keep])


@dataclass(frozen=True, slots=True)
class Cutter:
    """Cuts documents into examples for training (respelt, of varied length) or as at run time (``rng`` None)."""

    pieces: WordPieces
    respelling: Respelling
    shortest: int

    def examples(self, doc: Annotated, rng: random.Random | None) -> Iterator[Example]:
        """Yield the windows of a document."""
        if rng is not None and not doc.attributions and rng.random() < self.respelling.flat:
            doc = without_breaks(doc)
        limit = LIMIT if rng is None else rng.randint(self.shortest, LIMIT)
        sizes = [len(self.pieces.of_word(w)) for w in doc.words]
        for window in windows(doc.words, sizes, limit):
            words = doc.words[window.start : window.end]
            if rng is not None:
                words = self.respelling.words(words, rng)
            gold = {k: v[window.start : window.end].copy() for k, v in doc.gold.items()}
            heads = gold["heads"]
            inside = (heads > window.start) & (heads <= window.end)
            gold["heads"] = np.where(inside, heads - window.start, np.where(heads > 0, MISSING, heads))
            gold["relations"] = np.where(gold["heads"] == MISSING, MISSING, gold["relations"])
            links = tuple(_links(doc, window))
            marks = doc.marks[window.start : window.end]
            yield Example(self.pieces.of_window(words), gold, doc.corpus, doc.weight, marks, links)


def _links(doc: Annotated, window: Window) -> Iterator[tuple[int, NDArray[np.int64]]]:
    """Each cue word in the window, and what the window's words are to it: nothing, source or content."""
    for attribution in doc.attributions:
        for cue in attribution.cue.tolist():
            if window.start <= cue < window.end:
                roles = np.zeros(window.end - window.start, dtype=np.int64)
                for role, at in ((1, attribution.source), (2, attribution.content)):
                    roles[at[(at >= window.start) & (at < window.end)] - window.start] = role
                yield cue - window.start, roles


def batches(examples: Iterable[Example], size: int, rng: random.Random) -> Iterator[dict[str, Tensor]]:
    """Yield batches of about ``size`` pieces, padding counted, of windows of like length in random order."""
    items = list(examples)
    rng.shuffle(items)
    for start in range(0, len(items), POOL):
        pool = sorted(items[start : start + POOL], key=lambda e: len(e.pieces.ids))
        groups: list[list[Example]] = []
        for example in pool:
            if groups and len(example.pieces.ids) * (len(groups[-1]) + 1) <= size:
                groups[-1].append(example)
            else:
                groups.append([example])
        rng.shuffle(groups)
        yield from map(collate, groups)


def collate(examples: list[Example]) -> dict[str, Tensor]:
    """One batch: padded arrays of pieces and words; padded words are unannotated and not ``real``."""
    n, length = len(examples), max(len(e.pieces.ids) for e in examples)
    count = max(len(e.pieces.firsts) for e in examples)
    batch = {k: torch.zeros(n, length, dtype=torch.long) for k in ("ids", "cases")}
    batch["mask"] = torch.zeros(n, length, dtype=torch.bool)
    batch["firsts"] = torch.zeros(n, count, dtype=torch.long)
    batch["marks"] = torch.zeros(n, count, dtype=torch.long)
    batch["real"] = torch.zeros(n, count, dtype=torch.bool)
    cues = max(len(e.links) for e in examples)
    batch["cues"] = torch.full((n, cues), MISSING, dtype=torch.long)
    batch["links"] = torch.full((n, cues, count), MISSING, dtype=torch.long)
    batch |= {k: torch.full((n, count), MISSING, dtype=torch.long) for k in GOLD}
    for i, example in enumerate(examples):
        size, words = len(example.pieces.ids), len(example.pieces.firsts)
        batch["ids"][i, :size] = torch.tensor(example.pieces.ids)
        batch["cases"][i, :size] = torch.tensor(example.pieces.cases)
        batch["mask"][i, :size] = True
        batch["firsts"][i, :words] = torch.tensor(example.pieces.firsts)
        batch["real"][i, :words] = True
        batch["marks"][i, :words] = torch.from_numpy(example.marks)
        for k in GOLD:
            batch[k][i, :words] = torch.from_numpy(example.gold[k])
        for j, (cue, roles) in enumerate(example.links):
            batch["cues"][i, j] = cue
            batch["links"][i, j, :words] = torch.from_numpy(roles)
    batch["annotator"] = torch.tensor([e.corpus for e in examples])
    batch["weight"] = torch.tensor([e.weight for e in examples])
    return batch
