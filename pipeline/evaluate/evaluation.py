"""The evaluation of a folder of tables against a gold file, its errors, and what a second folder changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from pipeline.evaluate.gold import GoldArticle, read_gold
from pipeline.evaluate.judged import judge_articles
from pipeline.evaluate.mistakes import ErrorKind, Mistake, list_mistakes
from pipeline.evaluate.observation import SPECS
from pipeline.evaluate.predicted import Predicted, read_predicted
from pipeline.evaluate.score import Scores, score


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Scores and errors of a run. ``gold_digest`` is the SHA-256 of the gold file.

    ``notes`` say in plain words what a reader of the scores must know: articles that the run lacks, texts that were
    not at hand, other texts under the same id.
    """

    scores: Scores
    mistakes: tuple[Mistake, ...]
    gold_digest: str
    n_articles: int
    notes: tuple[str, ...] = ()


class Change(StrEnum):
    """What a second run does to one row: gold rows found (gained) or missed (lost), false rows, wrong fields."""

    GAINED = "gained"
    LOST = "lost"
    FALSE_GONE = "false row gone"
    FALSE_NEW = "false row new"
    FIXED = "field fixed"
    BROKEN = "field broken"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What another run changes: row by row, and in every score that differs (name, base, other)."""

    changes: tuple[tuple[Change, Mistake], ...]
    scores: tuple[tuple[str, float | None, float | None], ...]


def evaluate(gold_path: str | Path, tables_path: str | Path, texts: Mapping[str, str] | None = None) -> Evaluation:
    """The evaluation of the CSV tables in ``tables_path`` against the gold file.

    ``texts`` gives raw texts by article id, against which gold is checked; without it they are looked up by the path
    that gold names. Raises ``ConfigError`` for missing files and ``GoldError`` for a gold file that is wrong.
    """
    gold = read_gold(gold_path, texts)
    wanted = {name for article in gold for name in article.rows}
    predicted = read_predicted(tables_path, [name for name in SPECS if name in wanted])
    judged = judge_articles(gold, predicted)
    digest = sha256(Path(gold_path).read_bytes()).hexdigest()
    return Evaluation(score(judged), list_mistakes(judged), digest, len(gold), tuple(_notes(gold, predicted)))


def compare(base: Evaluation, other: Evaluation) -> Comparison:
    """What ``other`` changes against ``base``, both scored by the same gold.

    A wrong field is compared only where both runs found the row: a row found anew is a gain, whatever its fields.
    """
    before, after = _by_key(base.mistakes), _by_key(other.mistakes)
    missed = [{key[:4] for key in side if key[4] is ErrorKind.MISS} for side in (before, after)]
    changes = [
        *((_GONE[m.kind_of_error], m) for key, m in before.items() if key not in after and _both_found(key, missed[1])),
        *((_NEW[m.kind_of_error], m) for key, m in after.items() if key not in before and _both_found(key, missed[0])),
    ]
    old, new = base.scores.metrics(), other.scores.metrics()
    names = dict.fromkeys((*old, *new))
    differing = ((name, old.get(name), new.get(name)) for name in names if old.get(name) != new.get(name))
    return Comparison(tuple(sorted(changes, key=lambda change: (change[1], change[0]))), tuple(differing))


_GONE = {
    ErrorKind.MISS: Change.GAINED, ErrorKind.FALSE: Change.FALSE_GONE, ErrorKind.WRONG_FIELD: Change.FIXED,
}  # fmt: skip
_NEW = {
    ErrorKind.MISS: Change.LOST, ErrorKind.FALSE: Change.FALSE_NEW, ErrorKind.WRONG_FIELD: Change.BROKEN,
}  # fmt: skip

Key = tuple[str, str, int, int, ErrorKind, str, str]


def _by_key(mistakes: Iterable[Mistake]) -> dict[Key, Mistake]:
    """The errors by what makes them the same in two runs: everything but the wrong value itself."""
    return {(m.table, m.article_id, m.start, m.end, m.kind_of_error, m.label, m.field): m for m in mistakes}


def _both_found(key: Key, missed: set[tuple[str, str, int, int]]) -> bool:
    return key[4] is not ErrorKind.WRONG_FIELD or key[:4] not in missed


def _notes(gold: Iterable[GoldArticle], predicted: Predicted) -> Iterable[str]:
    for article in gold:
        if article.article_id not in predicted.articles:
            yield f"{article.article_id}: not among the articles of the run; all its rows count as missed"
        elif article.sha256 and predicted.articles[article.article_id] not in (None, article.sha256.lower()):
            yield f"{article.article_id}: the run read another text than the annotated one (sha256 differs)"
        if not article.checked:
            yield f"{article.article_id}: its text was not at hand, so gold was not checked against it"
