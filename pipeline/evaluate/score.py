"""Scores of a run against gold: counts that add over articles, tables and labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import add
from typing import TypeVar

from pipeline.evaluate.clusters import Prf, b_cubed, ceaf_e, conll, muc, pairwise
from pipeline.evaluate.counts import Accuracy, Counts
from pipeline.evaluate.judge import align_entities, entity_of, judge
from pipeline.evaluate.judged import Judged
from pipeline.evaluate.match import Matching
from pipeline.evaluate.observation import SPECS

A = TypeVar("A", "LabelScore", Accuracy)


@dataclass(frozen=True, slots=True)
class LabelScore:
    """Typed counts of one label, voice or kind: by equal spans, and by overlapping ones."""

    exact: Counts = Counts()
    overlap: Counts = Counts()

    def __add__(self, other: LabelScore) -> LabelScore:
        return LabelScore(self.exact + other.exact, self.overlap + other.overlap)


@dataclass(frozen=True, slots=True)
class TableScore:
    """The scores of one table, of one article or of all.

    ``exact`` and ``overlap`` do not ask for the type, ``labels`` do. ``fields`` are accuracies over matched rows
    (overlapping ones too), ``groups`` counts pairs of matched rows of one article that belong together. ``neutral``
    and ``left_out`` count predicted rows that are not judged: they answer an optional gold row, or are of a form or
    voice that gold does not annotate.
    """

    exact: Counts = Counts()
    overlap: Counts = Counts()
    labels: Mapping[str, LabelScore] = field(default_factory=dict)
    fields: Mapping[str, Accuracy] = field(default_factory=dict)
    groups: Counts | None = None
    neutral: int = 0
    left_out: int = 0

    def __add__(self, other: TableScore) -> TableScore:
        groups = [score.groups for score in (self, other) if score.groups is not None]
        return TableScore(
            self.exact + other.exact,
            self.overlap + other.overlap,
            _merged(self.labels, other.labels, LabelScore()),
            _merged(self.fields, other.fields, Accuracy()),
            reduce(add, groups) if groups else None,
            self.neutral + other.neutral,
            self.left_out + other.left_out,
        )

    @property
    def exact_typed(self) -> Counts:
        """Equal spans of equal type."""
        return reduce(add, (score.exact for score in self.labels.values()), Counts())

    @property
    def overlap_typed(self) -> Counts:
        """Overlapping spans of equal type."""
        return reduce(add, (score.overlap for score in self.labels.values()), Counts())


@dataclass(frozen=True, slots=True)
class EntityScore:
    """How well the mentions of all articles together are clustered into entities.

    The items are the required gold mentions. One that the run lacks, or gives no entity, is a cluster of its own:
    ``n_alone`` of ``n_mentions`` are. Mentions of the run without a gold mention of the same span are left out.
    """

    muc: Prf
    b_cubed: Prf
    ceaf_e: Prf
    n_mentions: int
    n_alone: int
    n_gold_entities: int
    n_entities: int

    @property
    def conll(self) -> float | None:
        """Mean F1 of the three, 0 to 1; None where one is undefined."""
        return conll((self.muc, self.b_cubed, self.ceaf_e))


@dataclass(frozen=True, slots=True)
class ArticleScore:
    """The scores of one article by table; ``traps`` counts the traps that no row of dates or amounts fell into."""

    tables: Mapping[str, TableScore]
    traps: Accuracy = Accuracy()


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores by article, and of the entities of all articles together; None where gold has no mentions."""

    articles: Mapping[str, ArticleScore]
    entities: EntityScore | None

    @property
    def tables(self) -> dict[str, TableScore]:
        """The scores of each table over all articles."""
        totals: dict[str, TableScore] = {}
        for article in self.articles.values():
            for name, score in article.tables.items():
                totals[name] = totals[name] + score if name in totals else score
        return totals

    @property
    def traps(self) -> Accuracy:
        """How many traps of all articles were avoided."""
        return reduce(add, (article.traps for article in self.articles.values()), Accuracy())

    def metrics(self) -> dict[str, float | None]:
        """Every score by its name, 0 to 1, the more the better; None where it is undefined."""
        named: dict[str, float | None] = {}
        for name, score in self.tables.items():
            for kind in ("exact", "exact_typed", "overlap", "overlap_typed"):
                named[f"{name}.{kind}.f1"] = getattr(score, kind).f1
            named |= {f"{name}.{column}": accuracy.value for column, accuracy in sorted(score.fields.items())}
            if score.groups is not None:
                named[f"{name}.groups.f1"] = score.groups.f1
        if self.entities is not None:
            for kind in ("muc", "b_cubed", "ceaf_e"):
                named[f"entities.{kind}.f1"] = getattr(self.entities, kind).f1
            named["entities.conll"] = self.entities.conll
        if self.traps.total:
            named["traps.avoided"] = self.traps.value
        return named


def score(judged: Sequence[Judged]) -> Scores:
    """The scores of matched articles."""
    matchings = [matching for article in judged for matching in article.matchings.values()]
    aligned = align_entities(matchings)
    articles = {
        article.article_id: ArticleScore(
            {name: _table_score(name, matching, aligned) for name, matching in article.matchings.items()},
            Accuracy(article.n_traps - len({trap for _, trap in article.trapped}), article.n_traps),
        )
        for article in judged
    }
    mentions = [article.matchings["mentions"] for article in judged if "mentions" in article.matchings]
    return Scores(articles, _entity_score(mentions) if mentions else None)


def _merged(one: Mapping[str, A], other: Mapping[str, A], zero: A) -> dict[str, A]:
    return {name: one.get(name, zero) + other.get(name, zero) for name in (*one, *(n for n in other if n not in one))}


def _table_score(name: str, matching: Matching, aligned: Mapping[str, str]) -> TableScore:
    fields: dict[str, Accuracy] = {}
    for pair in matching.pairs:
        for verdict in judge(pair, aligned):
            fields[verdict.field] = fields.get(verdict.field, Accuracy()) + Accuracy(verdict.right, 1)
    n_exact, n_pairs = sum(pair.exact for pair in matching.pairs), len(matching.pairs)
    n_gold, n_rows = n_pairs + len(matching.missed), n_pairs + len(matching.false)
    return TableScore(
        Counts(n_exact, n_rows - n_exact, n_gold - n_exact),
        Counts(n_pairs, n_rows - n_pairs, n_gold - n_pairs),
        _label_scores(matching),
        fields,
        _groups(name, matching),
        len(matching.neutral),
        len(matching.left_out),
    )


def _label_scores(matching: Matching) -> dict[str, LabelScore]:
    gold = Counter([pair.gold.type for pair in matching.pairs] + [row.type for row in matching.missed])
    rows = Counter([pair.predicted.type for pair in matching.pairs] + [row.type for row in matching.false])
    right = Counter(pair.gold.type for pair in matching.pairs if pair.same_type)
    exact = Counter(pair.gold.type for pair in matching.pairs if pair.same_type and pair.exact)
    return {
        label: LabelScore(
            *(Counts(tp[label], rows[label] - tp[label], gold[label] - tp[label]) for tp in (exact, right))
        )
        for label in sorted(gold | rows)
    }


def _groups(table: str, matching: Matching) -> Counts | None:
    """Pairs of matched rows that gold, and the run, put into one utterance or proposition."""
    column = SPECS[table].group
    if column is None:
        return None
    gold = {i: str(pair.gold.values.get(column)) for i, pair in enumerate(matching.pairs)}
    return pairwise(gold, {i: str(pair.predicted.values.get(column)) for i, pair in enumerate(matching.pairs)})


def _entity_score(matchings: Sequence[Matching]) -> EntityScore:
    gold: dict[int, str] = {}
    system: dict[int, str] = {}
    for matching in matchings:
        found = [(pair.gold, entity_of(pair.predicted) if pair.exact else None) for pair in matching.pairs]
        for row, entity in found + [(row, None) for row in matching.missed]:
            number = len(gold)
            # Prefixes keep an id of the run apart from a mention that stands alone.
            gold[number] = _cluster(entity_of(row), number)
            system[number] = _cluster(entity, number)
    return EntityScore(
        muc(gold, system),
        b_cubed(gold, system),
        ceaf_e(gold, system),
        n_mentions=len(gold),
        n_alone=sum(name.startswith("alone:") for name in system.values()),
        n_gold_entities=len(set(gold.values())),
        n_entities=len(set(system.values())),
    )


def _cluster(entity_id: str | None, number: int) -> str:
    return f"alone:{number}" if entity_id is None else f"entity:{entity_id}"
