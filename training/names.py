"""Scores of a pipeline's names against annotated documents and against the articles with checked gold."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.clean import clean_article
from pipeline.config import ReadConfig
from pipeline.evaluate.match import dice
from pipeline.parse import tokenize
from pipeline.read import read_corpus
from pipeline.schema import Article, RawArticle
from pipeline.spans import Span
from training.tallies import Tally, Units

# The corpora's five kinds for the labels of other schemes (CoNLL 2003, OntoNotes 5) and of the tables.
KIND_OF = {
    "PER": "PERSON", "GPE": "LOC", "FAC": "LOC", "LOC_ONLY": "LOC", "GROUP": "NORP",
    "LAW": "MISC", "EVENT": "MISC", "PRODUCT": "MISC", "WORK_OF_ART": "MISC", "LANGUAGE": "MISC",
}  # fmt: skip
THREE = ("PERSON", "ORG", "LOC")  # what RECIPE.md beside the training data gives figures for
FOUR = (*THREE, "NORP")
WORDS_STRETCH, CHARACTERS_STRETCH = 200, 1000  # a few paragraphs


@dataclass(frozen=True, slots=True)
class Name:
    """A name with half-open offsets (tokens of a document, or characters of a raw file) and one of the five kinds."""

    start: int
    end: int
    kind: str


def kind_of(label: str) -> str:
    """One of the five kinds for a label of any scheme; a label without one ("DATE") as it is."""
    return KIND_OF.get(label, label)


def names_of(doc: Doc) -> list[Name]:
    """The names of a document in tokens."""
    return [Name(e.start, e.end, kind_of(e.label_)) for e in doc.ents]


def measure_names(golds: Sequence[Doc], predicted: Sequence[Doc]) -> Tally:
    """Names with exact spans and equal kind, by kind and over groups of kinds.

    "all" is every kind that the corpus annotates anywhere. A predicted name is left out where its kind is none of these
    or where it touches a token that the corpus leaves unannotated. Sums over documents, not means of documents.
    """
    kinds = {name.kind for gold in golds for name in names_of(gold)}
    tally = Tally(Units.of([len(gold) for gold in golds], WORDS_STRETCH))
    for i, (gold, doc) in enumerate(zip(golds, predicted, strict=True)):
        found = [n for n in names_of(doc) if n.kind in kinds and all(gold[t].ent_iob for t in range(n.start, n.end))]
        _count(tally, i, names_of(gold), found)
    return tally


def _count(tally: Tally, document: int, gold: Sequence[Name], found: Sequence[Name]) -> None:
    """Count names of one document, and what became of each gold name and of the names that are none."""
    exact = set(found)
    extents = {(n.start, n.end) for n in found}
    for name in gold:
        unit = tally.units.at(document, name.start)
        tally.gold(_measures(name.kind), unit, right=name in exact)
        for fate, holds in (
            ("extent", (name.start, name.end) in extents),  # found, whatever its kind
            ("overlap", any(n.start < name.end and name.start < n.end for n in found)),  # found at least in part
        ):
            tally.gold((fate,), unit, right=holds)
    for name in found:
        unit = tally.units.at(document, name.start)
        tally.predicted((*_measures(name.kind), "extent", "overlap"), unit)


def _measures(kind: str) -> Iterator[str]:
    yield kind
    yield "all"
    if kind in THREE:
        yield "PERSON ORG LOC"
    if kind in FOUR:
        yield "PERSON ORG LOC NORP"


# ------------------------------------------------------------------------------- articles with checked gold


def measure_articles(shared: Path, nlp: Language) -> Tally:
    """The bare pipeline's names in the articles of ``shared/gold/seeds.jsonl``, exact offsets in the raw files.

    The articles are read and cleaned as the pipeline does; nothing comes after the model. Names that the gold marks as
    optional are neither asked for nor counted against the model, nor is a name that shares most with one of them.
    Laws and the like count as MISC, in "all" and by themselves only; places of every kind as LOC. Raises
    ``ValueError`` where an article is not the one that was annotated.
    """
    records = [json.loads(line) for line in (shared / "gold" / "seeds.jsonl").open(encoding="utf-8")]
    gold = {record["article_id"]: record for record in records}
    articles = list(_articles([shared / record["path"] for record in records], gold))
    kinds = {kind_of(m["label"]) for record in records for m in record["mentions"]}
    lengths = [len(article.source.raw) for article in articles]
    tally = Tally(Units.of(lengths, CHARACTERS_STRETCH, "characters"))
    docs = nlp.pipe([tokenize(nlp, article.text) for article in articles])
    for i, (article, doc) in enumerate(zip(articles, docs, strict=True)):
        mentions = [m for m in gold[article.source.article_id]["mentions"] if m["form"] == "name"]
        required = [_mention(m) for m in mentions if not m.get("optional")]
        optional = [_mention(m) for m in mentions if m.get("optional")]
        found = [n for n in _raw_names(article, doc) if n.kind in kinds]
        _count(tally, i, required, [n for n in found if not _answers_optional(n, required, optional)])
    return tally


def _articles(paths: Sequence[Path], gold: Mapping[str, Mapping[str, str]]) -> Iterator[Article]:
    for raw in read_corpus(paths, ReadConfig()):
        if not isinstance(raw, RawArticle) or raw.sha256 != gold[raw.article_id]["sha256"]:
            raise ValueError(f"{raw.path}: cannot be read, or is not the text that was annotated")
        yield clean_article(raw)


def _mention(row: Mapping[str, str]) -> Name:
    return Name(int(row["start"]), int(row["end"]), kind_of(row["label"]))


def _raw_names(article: Article, doc: Doc) -> Iterator[Name]:
    """The document's names, their offsets in the raw file."""
    for entity in doc.ents:
        raw = article.raw_span(Span(entity.start_char, entity.end_char))
        yield Name(raw.start, raw.end, kind_of(entity.label_))


def _answers_optional(name: Name, required: Iterable[Name], optional: Iterable[Name]) -> bool:
    """Whether the gold name that shares most with a predicted one (by Dice) is an optional one, as in evaluation.md."""
    best = max((dice(name, other) for other in optional), default=0.0)
    return best > 0 and best >= max((dice(name, other) for other in required), default=0.0)
