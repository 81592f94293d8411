"""From a spaCy ``Doc`` to the words that the encoder reads, and from its results back to annotation of tokens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import IDX, IS_SPACE, SENT_START
from spacy.parts_of_speech import IDS as POS_IDS
from spacy.parts_of_speech import NAMES as PART_NAMES
from spacy.tokens import Doc, Span, SpanGroup
from spacy.vocab import Vocab

from pipeline.encoder.attributions import CONTENT, CUE, SOURCE, Attribution
from pipeline.encoder.marks import marks_of
from pipeline.encoder.names import Name
from pipeline.encoder.network import Labels, Network
from pipeline.encoder.readings import Tagging
from pipeline.encoder.sentences import OTHER, ROOT, Syntax, Text
from pipeline.encoder.trees import Indices

CACHE = 50_000  # lemmas remembered, about 10 MB
ATTRIBUTIONS = "attributions"  # the key in Doc.spans
OTHER_RELATION, ROOT_RELATION = "dep", "ROOT"  # of white space, and of roots: as spaCy's parsers have them


@dataclass(frozen=True, slots=True)
class Words:
    """The words that the encoder reads of a ``Doc``, the token of each, and which tokens are white space."""

    text: Text
    tokens: Indices
    spaces: NDArray[np.bool_]


def words_of(doc: Doc, *, with_marks: bool = False) -> Words:
    """All tokens but white space without a line break, which says nothing; a line break ends a paragraph.

    A sentence start set on white space counts for the word after it. The words' places in quotations are found where
    a head needs them (``with_marks``).
    """
    flags = doc.to_array([IS_SPACE, SENT_START]).astype(np.int64).reshape(-1, 2)
    spaces, fixed = flags[:, 0] > 0, flags[:, 1].astype(np.int8)
    words = [token.text for token in doc]
    breaks = np.zeros(len(words), dtype=np.bool_)
    for i in np.flatnonzero(spaces).tolist():
        breaks[i] = "\n" in words[i]
        if fixed[i] > 0 and 0 < i < len(words) - 1:
            fixed[i + 1] = 1
    tokens = np.flatnonzero(~spaces | breaks)
    if len(tokens) < len(words):
        words = [words[i] for i in tokens.tolist()]
    marks = marks_of(doc.text, doc.to_array(IDX)[tokens].tolist()) if with_marks else None
    return Words(Text(words, breaks[tokens], fixed[tokens], marks), tokens, spaces)


@dataclass(frozen=True, slots=True)
class TagCodes:
    """The codes of spaCy for the labels of the network, in their order."""

    tags: NDArray[np.uint64]
    parts: NDArray[np.uint64]
    morphs: NDArray[np.uint64]


class TagWriter:
    """Writes tags, parts of speech, features and lemmas; remembers the codes of labels and the lemmas of words."""

    def __init__(self) -> None:
        """A writer that has seen no labels."""
        self._of: tuple[Vocab, Network] | None = None
        self._codes: TagCodes
        self._lemmas: dict[tuple[str, int, int], str] = {}

    def __call__(self, doc: Doc, words: Words, network: Network, result: Tagging) -> None:
        """Write the tagging of the words; white space gets the tag ``_SP``, the part ``SPACE`` and itself as lemma."""
        if self._of is None or self._of[0] is not doc.vocab or self._of[1] is not network:
            self._of, self._codes, self._lemmas = (doc.vocab, network), _tag_codes(doc.vocab, network.labels), {}
        strings, at = doc.vocab.strings, words.tokens
        table = np.zeros((len(doc), 4), dtype=np.uint64)
        table[at, 0], table[at, 1] = self._codes.tags[result.tags], self._codes.parts[result.morphs]
        table[at, 2] = self._codes.morphs[result.morphs]
        table[at, 3] = [strings.add(lemma) for lemma in self._lemmas_of(words.text.words, network, result)]
        for i in np.flatnonzero(words.spaces).tolist():
            table[i] = strings.add("_SP"), POS_IDS["SPACE"], doc.vocab.morphology.add(""), doc[i].orth
        _write(doc, ["TAG", "POS", "MORPH", "LEMMA"], table)

    def _lemmas_of(self, words: Sequence[str], network: Network, result: Tagging) -> Iterator[str]:
        """The lemma of each word."""
        if len(self._lemmas) > CACHE:
            self._lemmas.clear()
        parts = self._codes.parts[result.morphs].tolist()
        for key in zip(words, parts, result.lemmas.tolist(), strict=True):
            lemma = self._lemmas.get(key)
            if lemma is None:
                word, part, script = key
                lemma = network.lexicon.lemma(word, PART_NAMES[part], network.labels["lemmas"][script])
                self._lemmas[key] = lemma
            yield lemma


def _tag_codes(vocab: Vocab, labels: Labels) -> TagCodes:
    """The codes for the tags and for the morphological classes, such as ``POS=NOUN|Number=Sing``."""
    parts, morphs = [], []
    for label in labels["morphs"]:
        part, _, features = label.removeprefix("POS=").partition("|")
        parts.append(POS_IDS[part])
        morphs.append(vocab.morphology.add(features))
    return TagCodes(*(np.array(x, dtype=np.uint64) for x in (_codes(vocab, labels["tags"]), parts, morphs)))


def _codes(vocab: Vocab, labels: Sequence[str]) -> list[int]:
    """The codes of labels, which outlive a memory zone that they are first used in."""
    strings: Any = vocab.strings  # whose stubs lack the argument
    return [strings.add(label, allow_transient=False) for label in labels]


def write_syntax(doc: Doc, words: Words, network: Network, result: Syntax) -> None:
    """Write heads, relations and sentence starts. White space hangs on the token before it and starts no sentence."""
    real = ~words.text.breaks
    at, above = words.tokens[real], result.heads[real]
    codes = np.array(_codes(doc.vocab, [*network.labels["relations"], OTHER_RELATION, ROOT_RELATION]), dtype=np.uint64)
    heads, relations = np.arange(len(doc)) - 1, np.full(len(doc), codes[OTHER])
    starts = np.zeros(len(doc), dtype=np.bool_)
    heads[at] = np.where(above == ROOT, at, words.tokens[above])
    relations[at], starts[at] = codes[result.relations[real]], result.starts[real]
    _lead(words, heads, starts)
    relations[heads == np.arange(len(doc))] = codes[ROOT]
    shifts = (heads - np.arange(len(doc))).view(np.uint64)
    _write(doc, ["HEAD", "DEP"], np.stack((shifts, relations), axis=1))
    # spaCy has set sentence starts by the left edges of roots, which it leaves inexact in crossed trees.
    _write(doc, ["SENT_START"], np.where(starts, 1, -1).view(np.uint64).reshape(-1, 1))


def _write(doc: Doc, attributes: Sequence[str], table: Any) -> None:
    """Write a table of codes, a row a token and a column an attribute, into a document."""
    if len(doc):
        doc.from_array(list(attributes), table)


def _lead(words: Words, heads: Indices, starts: NDArray[np.bool_]) -> None:
    """White space before the first word: a sentence of its own before a binding start, else part of the first one."""
    first = next(iter(words.tokens[~words.text.breaks].tolist()), len(heads))
    if not first:
        return
    before = int(np.searchsorted(words.tokens, first))
    apart = first == len(heads) or (starts[first] and (before > 0 or words.text.fixed[before] > 0))
    heads[:first] = np.maximum(np.arange(first) - 1, 0) if apart else first
    starts[first : first + 1] &= apart
    starts[0] = True


def write_names(doc: Doc, words: Words, network: Network, result: Sequence[Name]) -> None:
    """Write entities. Those that the document has already stay, and names that overlap them are left out."""
    present = list(doc.ents)
    taken = {i for entity in present for i in range(entity.start, entity.end)}
    tokens = words.tokens
    spans = [Span(doc, int(tokens[n.start]), int(tokens[n.end - 1]) + 1, label=n.label) for n in result]
    new = [s for s in spans if taken.isdisjoint(range(s.start, s.end))] if taken else spans
    doc.set_ents(present + new)


def write_attributions(doc: Doc, words: Words, network: Network, result: Sequence[Attribution]) -> None:
    """Write the group of spans ``ATTRIBUTIONS``, in order of cues; one that the document has already stays.

    Each attribution gives the spans of its source, if any, its cue and its contents, all with its number as their
    ``id_``; ``attrs["scores"]`` of the group has how sure each is.
    """
    if ATTRIBUTIONS in doc.spans:
        return
    tokens, spans = words.tokens, []
    for number, attribution in enumerate(result):
        runs = [(attribution.cue, CUE), *((run, CONTENT) for run in attribution.contents)]
        if attribution.source is not None:
            runs.insert(0, (attribution.source, SOURCE))
        for (start, end), role in runs:
            first, last = int(tokens[start]), int(tokens[end - 1])
            spans.append(Span(doc, first, last + 1, label=role, span_id=str(number)))
    scores = [attribution.score for attribution in result]
    doc.spans[ATTRIBUTIONS] = SpanGroup(doc, name=ATTRIBUTIONS, spans=spans, attrs={"scores": scores})
