"""Matches a whole run with gold: each article's rows in their places, and the rows that fell into a trap."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.evaluate.gold import GoldArticle
from pipeline.evaluate.gold_rows import Trap
from pipeline.evaluate.match import Matching, dice, match_rows
from pipeline.evaluate.observation import SPECS, Observation
from pipeline.evaluate.predicted import Predicted

TRAPPED_TABLES: Final = ("dates", "amounts")  # the tables that the traps of gold are laid for


@dataclass(frozen=True, slots=True)
class Judged:
    """One article with its matchings by table, and the predicted rows that fell into a trap."""

    article_id: str
    matchings: Mapping[str, Matching]
    trapped: tuple[tuple[Observation, Trap], ...] = ()
    n_traps: int = 0


def judge_articles(gold: Sequence[GoldArticle], predicted: Predicted) -> tuple[Judged, ...]:
    """The matchings of every gold article, in order of their ids; articles that only the run has are not looked at."""
    parts = {name: annotated_parts(gold, name) for name in SPECS}
    judged = []
    for article in sorted(gold, key=lambda a: a.article_id):
        matchings = {
            name: match_rows(rows, predicted.rows[name].get(article.article_id, ()), parts[name])
            for name, rows in article.rows.items()
        }
        trapped = tuple(_trapped(article, matchings))
        judged.append(Judged(article.article_id, matchings, trapped, len(article.traps)))
    return tuple(judged)


def annotated_parts(gold: Iterable[GoldArticle], table: str) -> frozenset[str] | None:
    """The forms (mentions) or voices (claims) that gold annotates anywhere; None for a table that has no such parts."""
    if SPECS[table].part is None:
        return None
    found = frozenset(str(row.part) for article in gold for row in article.rows.get(table, ()))
    return found or SPECS[table].parts


def _trapped(article: GoldArticle, matchings: Mapping[str, Matching]) -> Iterable[tuple[Observation, Trap]]:
    """The predicted rows of dates and amounts that lie within or over a trap and answer no gold row."""
    for name in TRAPPED_TABLES:
        for row in matchings[name].false if name in matchings else ():
            for trap in article.traps:
                within = trap.start <= row.start and row.end <= trap.end
                if dice(row, trap) and (within or (row.start <= trap.start and trap.end <= row.end)):
                    yield row, trap
