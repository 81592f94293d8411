"""Every miss, every false row and every wrong field, as rows for a person to read."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from enum import StrEnum

from pipeline.evaluate.judge import align_entities, judge
from pipeline.evaluate.judged import Judged
from pipeline.evaluate.match import RowPair
from pipeline.evaluate.observation import Observation


class ErrorKind(StrEnum):
    """What went wrong: a gold row without an answer, a row that answers none, a matched row with a wrong value."""

    MISS = "miss"
    FALSE = "false"
    WRONG_FIELD = "wrong_field"


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """One error. Offsets and text are those of the gold row, of the predicted row where the error is a false one.

    ``label`` is the row's label, kind or voice. ``field`` names the wrong column of a wrong field (``span`` where the
    offsets differ) and is ``trap`` where a false row fell into a trap, whose reason ``gold`` then gives.
    """

    table: str
    article_id: str
    start: int
    end: int
    kind_of_error: ErrorKind
    text: str
    label: str
    field: str = ""
    gold: str = ""
    predicted: str = ""


def list_mistakes(judged: Sequence[Judged]) -> tuple[Mistake, ...]:
    """All errors in order of table, article and place. A row matched by overlap is no miss but has a wrong span."""
    aligned = align_entities(matching for article in judged for matching in article.matchings.values())
    return tuple(sorted(mistake for article in judged for mistake in _of_article(article, aligned)))


def to_csv(mistakes: Iterable[Mistake]) -> str:
    """The errors as a CSV table with a header."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(f.name for f in fields(Mistake))
    writer.writerows(astuple(mistake) for mistake in mistakes)
    return out.getvalue()


def _of_article(article: Judged, aligned: Mapping[str, str]) -> Iterator[Mistake]:
    trapped = {id(row): trap for row, trap in article.trapped}
    for matching in article.matchings.values():
        for row in matching.missed:
            yield _mistake(row, ErrorKind.MISS, gold=row.text)
        for row in matching.false:
            trap = trapped.get(id(row))
            field, why = ("", "") if trap is None else ("trap", trap.why)
            yield _mistake(row, ErrorKind.FALSE, field=field, gold=why, predicted=row.text)
        for pair in matching.pairs:
            yield from _of_pair(pair, aligned)


def _of_pair(pair: RowPair, aligned: Mapping[str, str]) -> Iterator[Mistake]:
    if not pair.exact:
        span = {"field": "span", "gold": pair.gold.text, "predicted": pair.predicted.text}
        yield _mistake(pair.gold, ErrorKind.WRONG_FIELD, **span)
    for verdict in judge(pair, aligned):
        # A span that is wrong by overlap is wrong by its offsets too, and one row says so.
        if not verdict.right and not verdict.field.endswith("_overlap"):
            values = {"field": verdict.field, "gold": verdict.gold, "predicted": verdict.predicted}
            yield _mistake(pair.gold, ErrorKind.WRONG_FIELD, **values)


def _mistake(row: Observation, kind: ErrorKind, field: str = "", gold: str = "", predicted: str = "") -> Mistake:
    return Mistake(row.table, row.article_id, row.start, row.end, kind, row.text, row.type, field, gold, predicted)
