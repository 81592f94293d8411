"""Writes the tables as CSV and Parquet, all or none, and reads them back with the right types."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TextIO, get_args, get_type_hints

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.errors import ConfigError
from pipeline.rows import ROW_TYPES, Row
from pipeline.tables.dictionary import data_dictionary

if TYPE_CHECKING:
    import pandas as pd

STAGING = ".newsledger-new"
PREVIOUS = ".newsledger-old"
MANIFEST = "run.json"
ROW_GROUP = 20_000  # rows of a Parquet row group
ARROW = {
    str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_(), date: pa.date32(),
    Decimal: pa.decimal128(38, 12),
}  # fmt: skip
DTYPES = {str: "string", int: "Int64", float: "Float64", bool: "boolean"}


def column_types(row_type: type[Row]) -> dict[str, type]:
    """Column names of a table and their Python types, in order, nulls apart."""
    hints = get_type_hints(row_type)
    return {f.name: (get_args(hints[f.name]) or (hints[f.name],))[0] for f in fields(row_type)}


def prepare(out: Path) -> None:
    """Make the output folder and see that it can be written; mend what an interrupted run left.

    Raises ``ConfigError`` naming the folder when it cannot be made or written.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        if (out / PREVIOUS).is_dir():
            _restore(out)
        shutil.rmtree(out / STAGING, ignore_errors=True)
        (out / STAGING).mkdir()
    except OSError as error:
        raise ConfigError(f"--out {out}: cannot be written ({error.strerror}); choose another folder") from error


class TableWriter:
    """Writes rows of one table to a CSV and a Parquet file as they come."""

    def __init__(self, folder: Path, row_type: type[Row]) -> None:
        self.name = row_type.table
        self.count = 0
        self._waiting: list[list[object]] = []
        self._types = column_types(row_type)
        self._file: TextIO = (folder / f"{self.name}.csv").open("w", newline="", encoding="utf-8")
        # Every cell in quotation marks: before CPython 3.11.9 a lone carriage return in a bare cell splits the row.
        self._csv = csv.writer(self._file, quoting=csv.QUOTE_ALL, lineterminator="\n")
        self._csv.writerow(list(self._types))
        schema = pa.schema([(name, ARROW[kind]) for name, kind in self._types.items()])
        self._parquet = pq.ParquetWriter(folder / f"{self.name}.parquet", schema)
        self._schema = schema

    def write(self, rows: Iterable[Row]) -> None:
        """Append rows."""
        values = [[getattr(row, name) for name in self._types] for row in rows]
        self.count += len(values)
        self._csv.writerows([[_cell(v) for v in row] for row in values])
        self._waiting += values
        if len(self._waiting) >= ROW_GROUP:
            self._flush()

    def _flush(self) -> None:
        if self._waiting:
            columns = [[_plain(v) for v in column] for column in zip(*self._waiting, strict=True)]
            self._parquet.write_table(pa.table(columns, schema=self._schema))
            self._waiting = []

    def close(self) -> None:
        """Finish both files."""
        if not self._file.closed:
            self._flush()
        self._file.close()
        self._parquet.close()


class TableStore:
    """All tables of one run, written aside and put in place together by ``commit``."""

    def __init__(self, out: Path) -> None:
        self._out = out
        prepare(out)
        self._folder = out / STAGING
        self._writers = {t.table: TableWriter(self._folder, t) for t in ROW_TYPES}

    @property
    def scratch(self) -> Path:
        """A folder for intermediate files, gone after the run."""
        folder = self._folder / "scratch"
        folder.mkdir(exist_ok=True)
        return folder

    def write(self, table: str, rows: Iterable[Row]) -> None:
        """Append rows to a table."""
        self._writers[table].write(rows)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for writer in self._writers.values():
            writer.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def commit(self, manifest: Mapping[str, Any]) -> dict[str, int]:
        """Put the tables in place of the older ones; returns rows a table.

        ``run.json``, written last, holds the manifest with the counts and the SHA-256 of each file.
        """
        for writer in self._writers.values():
            writer.close()
        shutil.rmtree(self._folder / "scratch", ignore_errors=True)
        counts = {name: writer.count for name, writer in self._writers.items()}
        (self._folder / "README.md").write_text(data_dictionary(counts), encoding="utf-8")
        files = {f.name: hashlib.sha256(f.read_bytes()).hexdigest() for f in sorted(self._folder.iterdir())}
        whole = {**manifest, "rows": counts, "files": files}
        text = json.dumps(whole, indent=2, ensure_ascii=False, sort_keys=True)
        (self._folder / MANIFEST).write_text(text + "\n", encoding="utf-8")
        _swap(self._out, [*files, MANIFEST])
        return counts


def write_tables(rows: Iterable[Row], out: Path, manifest: Mapping[str, Any]) -> dict[str, int]:
    """Write rows of any tables in one go; returns rows a table."""
    with TableStore(out) as store:
        for row in rows:
            store.write(row.table, [row])
        return store.commit(manifest)


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of one run as data frames: strings, nullable integers and booleans, days, exact decimals."""

    articles: pd.DataFrame
    segments: pd.DataFrame
    mentions: pd.DataFrame
    entities: pd.DataFrame
    merges: pd.DataFrame
    dates: pd.DataFrame
    amounts: pd.DataFrame
    quotes: pd.DataFrame
    claims: pd.DataFrame
    issues: pd.DataFrame


def load_tables(folder: str | Path = "outputs") -> Tables:
    """The tables in a folder, from their CSV files, with the types of the data dictionary.

    Days are ``datetime64[s]``, decimals ``decimal.Decimal``, missing values null; "NA" and "null" are words. Raises
    ``ConfigError`` naming the file that is missing.
    """
    return Tables(**{t.table: load_table(Path(folder), t) for t in ROW_TYPES})


def load_table(folder: Path, row_type: type[Row]) -> pd.DataFrame:
    """One table with the types of its row class."""
    import pandas as pd  # slow to import, and a run that only writes needs none of it

    path = folder / f"{row_type.table}.csv"
    if not path.is_file():
        raise ConfigError(f"{path}: no such table; run `newsledger extract INPUT --out {folder}` first")
    types = column_types(row_type)
    frame = pd.read_csv(path, dtype="string", keep_default_na=False, na_values=[""], encoding="utf-8")
    for name, kind in types.items():
        frame[name] = _typed(frame[name], kind)
    return frame[list(types)]


def _typed(column: pd.Series[Any], kind: type) -> pd.Series[Any]:
    import pandas as pd

    if kind is date:
        return pd.to_datetime(column, format="%Y-%m-%d").astype("datetime64[s]")
    if kind is Decimal:
        return column.map(Decimal, na_action="ignore").astype("object").where(column.notna(), None)
    if kind is bool:
        return column.map({"true": True, "false": False}).astype("boolean")
    return column.astype(DTYPES[kind])  # type: ignore[call-overload, no-any-return]


def _cell(value: object) -> object:
    """A value as it stands in CSV; days in ISO form, decimals in full, booleans in lower case, None empty."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    return _plain(value)


def _plain(value: object) -> object:
    """A string enum as its value; anything else as it is."""
    return str(value) if isinstance(value, str) else value


def _swap(out: Path, names: list[str]) -> None:
    """Set the older files aside, move the new ones in, ``run.json`` last; on an error put the older ones back."""
    aside = out / PREVIOUS
    aside.mkdir()
    try:
        for name in names:
            if (out / name).exists():
                (out / name).replace(aside / name)
        for name in names:
            (out / STAGING / name).replace(out / name)
    except OSError as error:
        _restore(out)
        raise ConfigError(f"--out {out}: cannot be written ({error.strerror}); the older tables stand") from error
    shutil.rmtree(aside)


def _restore(out: Path) -> None:
    """Undo a half-done swap, unless all new files had arrived (``run.json`` is the last of them)."""
    aside = out / PREVIOUS
    if not ((out / MANIFEST).exists() and (aside / MANIFEST).exists()):
        for path in sorted(aside.iterdir()):
            path.replace(out / path.name)
    shutil.rmtree(aside, ignore_errors=True)
