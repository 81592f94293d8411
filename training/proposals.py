"""The proposals that the parse gives for annotated articles, and how well each covers an annotated attribution.

Parses are kept in a folder, in files named after the texts and everything that a parse depends on: a change of the
model or of its code parses again, a change of the features or of the regression does not.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from itertools import chain
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import spacy
from spacy.tokens import Doc, DocBin

import pipeline.encoder
import pipeline.parse
from pipeline.find.attributions.contents import Run, trimmed
from pipeline.find.attributions.cues import Proposal, propose
from pipeline.find.attributions.quotation_marks import Quotation, find_quotations
from pipeline.find.attributions.sources_of import source_span
from pipeline.find.attributions.weights import features
from pipeline.parse import BUNDLED, load_model, tokenize
from pipeline.spans import Span

RIGHT = 0.5  # least overlap (Dice) of words, at which a content counts as found; the usual one for this corpus
BATCH = 24  # articles that are parsed together and kept in one file
KEPT = ("TAG", "POS", "LEMMA", "HEAD", "DEP", "SENT_START", "ENT_IOB", "ENT_TYPE")  # what the finders read of a parse
WORD = re.compile(r"\w+")
LINE = re.compile(r"[^\n]+")

Words = frozenset[int]
Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A proposal: its features, its predicate (article and token), and how well it covers an annotated content."""

    features: tuple[str, ...]
    head: tuple[int, int]
    overlap: float


@dataclass(frozen=True, slots=True)
class Gold:
    """An annotated attribution as the numbers of its words."""

    source: Words
    cue: Words
    content: Words


class Numbered:
    """The words of a text, numbered, so that spans compare whatever their marks and blanks."""

    def __init__(self, text: str) -> None:
        self.spans = [m.span() for m in WORD.finditer(text)]
        self.starts = [start for start, _ in self.spans]

    def __call__(self, stretches: Sequence[Sequence[int]]) -> Words:
        """The numbers of the words that overlap any of the [start, end) stretches."""
        found = set()
        for start, end in stretches:
            i = max(0, bisect_right(self.starts, start) - 1)
            while i < len(self.spans) and self.spans[i][0] < end:
                if self.spans[i][1] > start:
                    found.add(i)
                i += 1
        return frozenset(found)


def dice(a: Words, b: Words) -> float:
    """Twice the shared words over all words, 0 to 1."""
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def candidates(path: Path, parses: Path, jobs: int) -> tuple[list[Candidate], int]:
    """The proposals of every article of a file, and the number of its annotated attributions.

    ``parses`` is the folder of kept parses; ``jobs`` processes share the work, which changes no result.
    """
    with path.open(encoding="utf-8") as file:
        records = [json.loads(line) for line in file]
    parses.mkdir(parents=True, exist_ok=True)
    work = partial(_of_batch, parses=parses, model=_model_digest())
    batches = [(i, records[i : i + BATCH]) for i in range(0, len(records), BATCH)]
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        found = list(chain.from_iterable(pool.map(work, batches)))
    return found, sum(len(record["attributions"]) for record in records)


def _of_batch(batch: tuple[int, Sequence[Record]], parses: Path, model: bytes) -> list[Candidate]:
    """The proposals of a few articles, the first of which has the number given with them."""
    first, records = batch
    texts = [record["text"] for record in records]
    path = parses / f"{sha256(model + json.dumps(texts).encode()).hexdigest()[:24]}.spacy"
    docs = _kept(path) if path.exists() else _parsed(texts, path)
    numbered = enumerate(zip(records, docs, strict=True), start=first)
    return [candidate for i, (record, doc) in numbered for candidate in _of_article(i, record, doc)]


def _kept(path: Path) -> Iterable[Doc]:
    return DocBin().from_disk(path).get_docs(spacy.blank("en").vocab)


def _parsed(texts: Sequence[str], path: Path) -> Iterable[Doc]:
    nlp = load_model()
    docs = nlp.pipe((tokenize(nlp, text) for text in texts), batch_size=BATCH)
    DocBin(attrs=KEPT, docs=docs).to_disk(path)
    return _kept(path)  # and not the documents themselves, so that both ways give the same


def _model_digest() -> bytes:
    """A digest of the bundled model and of the code that parses with it."""
    digest = sha256()
    code = (Path(pipeline.parse.__file__), *Path(pipeline.encoder.__file__).parent.glob("*.py"))
    for path in sorted((*code, *(p for p in BUNDLED.rglob("*") if p.is_file()))):
        digest.update(sha256(path.read_bytes()).digest())
    return digest.digest()


def _of_article(number: int, record: Record, doc: Doc) -> Iterator[Candidate]:
    text, words = record["text"], Numbered(record["text"])
    gold = [Gold(words(a["source"]), words(a["cue"]), words(a["content"])) for a in record["attributions"]]
    lines = [Span(*m.span()) for m in LINE.finditer(text)]
    quotations, _ = find_quotations(text, lines)
    body = [token for token in doc if token.idx >= lines[0].end]  # the first line is the title, which is not read
    for proposal in propose(doc, body):
        runs = [run for run in (trimmed(doc, r) for r in proposal.contents) if run is not None]
        if runs:
            named = tuple(features(proposal, runs[0], _is_inside(proposal.head.idx, quotations)))
            overlap = _overlap(doc, proposal, runs, (words, gold))
            yield Candidate(named, (number, proposal.head.i), overlap)


def _is_inside(offset: int, quotations: Sequence[Quotation]) -> bool:
    at = bisect_right(quotations, offset, key=lambda q: q.outer.start) - 1
    return at >= 0 and offset < quotations[at].outer.end


def _overlap(doc: Doc, proposal: Proposal, runs: Sequence[Run], known: tuple[Numbered, Sequence[Gold]]) -> float:
    """The overlap with the best annotated content that has this source and a word of this cue, 0 below ``RIGHT``."""
    words, gold = known
    cue = words([_of(doc, proposal.cue)])
    near = [g for g in gold if g.cue & cue]
    if not near:
        return 0.0
    span = source_span(doc, proposal.source, proposal.head.i + (proposal.frame == "according"))
    source = words([] if span is None else [(span.start, span.end)])
    content = words([_of(doc, run) for run in runs])
    fits = [g.content for g in near if _is_source(source, g.source)]
    best = max((dice(content, annotated) for annotated in fits), default=0.0)
    return best if best >= RIGHT else 0.0


def _is_source(found: Words, annotated: Words) -> bool:
    """Whether two sources are the same expression, or the one found is a part of the annotated."""
    return found == annotated or (bool(found) and found <= annotated) or dice(found, annotated) >= RIGHT


def _of(doc: Doc, run: Run) -> tuple[int, int]:
    last = doc[run[1] - 1]
    return doc[run[0]].idx, last.idx + len(last.text)
