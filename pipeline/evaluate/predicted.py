"""Reads the tables of a run for scoring: the columns that scores hang on, from the CSV files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from pipeline.errors import ConfigError
from pipeline.evaluate.observation import SPECS, Observation, TableSpec, Value, column_types, read_value

REMEDY = "make the tables with: newsledger extract INPUT --out"


@dataclass(frozen=True, slots=True)
class Predicted:
    """The rows of a run by table and article. ``articles`` maps each article of the run to its sha256."""

    rows: Mapping[str, Mapping[str, tuple[Observation, ...]]]
    articles: Mapping[str, str | None] = field(default_factory=dict)


def read_predicted(folder: str | Path, tables: Iterable[str]) -> Predicted:
    """The named tables, and the list of articles, of a folder of tables.

    Raises ``ConfigError`` for a missing file or column and for a cell that cannot be read.
    """
    folder = Path(folder)
    articles = read_csv(folder, "articles")
    check_columns(articles, ("article_id", "sha256"), folder / "articles.csv")
    digests = {str(row.article_id): str(row.sha256) or None for row in articles.itertuples()}
    return Predicted({name: _read_table(folder, SPECS[name]) for name in tables}, digests)


def read_csv(folder: Path, name: str) -> pd.DataFrame:
    """A table as text, cell by cell, with empty cells as empty texts; raises ``ConfigError`` where it is missing."""
    path = folder / f"{name}.csv"
    try:
        return pd.read_csv(path, dtype=str, keep_default_na=False, na_filter=False, encoding="utf-8")
    except FileNotFoundError as error:
        raise ConfigError(f"{path}: no such table; {REMEDY} {folder}") from error
    except (OSError, ValueError) as error:
        raise ConfigError(f"{path}: cannot be read as a table ({error}); {REMEDY} {folder}") from error


def check_columns(frame: pd.DataFrame, needed: Iterable[str], path: Path) -> None:
    """Raise ``ConfigError`` unless the table has the needed columns."""
    missing = [name for name in needed if name not in frame.columns]
    if missing:
        raise ConfigError(f"{path}: no column {', '.join(missing)}; {REMEDY} {path.parent}")


def _read_table(folder: Path, spec: TableSpec) -> dict[str, tuple[Observation, ...]]:
    path = folder / f"{spec.name}.csv"
    frame = read_csv(folder, spec.name)
    check_columns(frame, spec.scored, path)
    types, scored_columns = column_types(spec.row), spec.scored[4:]
    columns = {name: _values(frame[name], types[name], path) for name in spec.scored if name != "text"}
    rows: dict[str, list[Observation]] = defaultdict(list)
    for i, text in enumerate(frame["text"]):
        article_id, start, end = (columns[name][i] for name in ("article_id", "start", "end"))
        if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start <= end:
            raise ConfigError(f"{path}: row {i + 1}: start {start} and end {end} are not offsets")
        values = {name: columns[name][i] for name in scored_columns}
        rows[str(article_id)].append(Observation(spec.name, str(article_id), start, end, text, values))
    return {article_id: tuple(found) for article_id, found in rows.items()}


def _values(cells: pd.Series[str], kind: str, path: Path) -> list[Value]:
    values: list[Value] = []
    for number, cell in enumerate(cells, 1):
        try:
            values.append(read_value(cell, kind))
        except ValueError as error:
            raise ConfigError(f"{path}: row {number}: {cells.name} = {cell!r}: {error}") from error
    return values
