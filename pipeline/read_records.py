"""Records of articles in files: JSON lines, CSV, Parquet; and ``articles.csv``, the metadata of text files."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pipeline.config import ReadConfig
from pipeline.read_checks import SNIFFED, Refusal, sniff
from pipeline.read_gzip import open_bytes

FIELDS: Final = ("published", "title", "outlet", "byline", "url")
CHUNK: Final = 1 << 20  # bytes read at once while skipping an overlong line
MISSING: Final = frozenset({"", "nan", "NaN", "null", "None", "NULL"})  # what spreadsheets write for no value


@dataclass(frozen=True, slots=True)
class Record:
    """One record and its place in the file (``name.jsonl:3``), or the reason why it cannot be used."""

    place: str
    fields: Mapping[str, Any] | None
    refusal: Refusal | None = None


def records(path: Path, place: str, config: ReadConfig) -> Iterator[Record]:
    """Every record of a ``.jsonl``, ``.csv`` or ``.parquet`` file, in the order of the file, one at a time in memory.

    The first two may be packed (``.jsonl.gz``). ``place`` names the file in messages. Raises ``Refusal`` when the file
    as a whole cannot be read, or not to its end.
    """
    readers = {".jsonl": _json_lines, ".csv": _csv_rows, ".parquet": _parquet_rows}
    ending = Path(path.name.lower().removesuffix(".gz")).suffix
    yield from readers[ending](path, place, config)


def _json_lines(path: Path, place: str, config: ReadConfig) -> Iterator[Record]:
    with open_bytes(path) as file:
        sniff(file.peek(SNIFFED))
        number = 0
        while line := file.readline(config.max_bytes + 1):
            number += 1
            where = f"{place}:{number}"
            if len(line) > config.max_bytes:
                while line and not line.endswith(b"\n"):
                    line = file.readline(CHUNK)
                why = f"line {number} is over the limit of {config.max_bytes} bytes; raise read.max_bytes"
                yield Record(where, None, Refusal("too_large", why))
            elif line.strip(b" \t\r\n\xef\xbb\xbf"):
                yield _json_record(line, where, number)


def _json_record(line: bytes, where: str, number: int) -> Record:
    try:
        value = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return Record(where, None, Refusal("encoding", f"line {number} is not UTF-8 at byte {error.start}"))
    except (ValueError, RecursionError) as error:
        return Record(where, None, Refusal("bad_json", f"line {number} is not valid JSON: {error}"))
    if not isinstance(value, dict):
        why = f"line {number} is not an object with article_id and text or html but a {type(value).__name__}"
        return Record(where, None, Refusal("bad_json", why))
    return Record(where, value)


def _csv_rows(path: Path, place: str, config: ReadConfig) -> Iterator[Record]:
    csv.field_size_limit(config.max_bytes)  # the module's own 128 KiB is less than a long article
    with open_bytes(path) as file:
        sniff(file.peek(SNIFFED))
    try:
        with io.TextIOWrapper(open_bytes(path), encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            _require_columns(rows.fieldnames or (), place)
            for row in rows:
                yield Record(f"{place}:{rows.line_num}", _present(row))
    except UnicodeDecodeError as error:
        raise Refusal("encoding", f"not UTF-8 ({error.reason} at byte {error.start}); save it as UTF-8") from error
    except csv.Error as error:
        raise Refusal("bad_csv", f"not valid CSV: {error}") from error


def _parquet_rows(path: Path, place: str, config: ReadConfig) -> Iterator[Record]:
    from pyarrow import ArrowException
    from pyarrow.parquet import ParquetFile

    try:
        with ParquetFile(path) as file:
            _require_columns(tuple(file.schema_arrow.names), place)
            number = 0
            for batch in file.iter_batches(batch_size=256):
                for row in batch.to_pylist():
                    number += 1
                    yield Record(f"{place}:{number}", {k: v for k, v in row.items() if v is not None})
    except (ArrowException, OSError) as error:
        raise Refusal("bad_parquet", f"not a readable Parquet file: {error}") from error


def _require_columns(names: Any, place: str) -> None:
    if "article_id" not in names or not {"text", "html"} & set(names):
        shown = ", ".join(map(str, names)) or "none"
        raise Refusal("bad_columns", f"columns article_id, and text or html, are needed; {place} has: {shown[:200]}")


def _present(row: Mapping[str | None, Any]) -> dict[str, Any]:
    given = ((k, v) for k, v in row.items() if k is not None and v is not None)
    return {k: v for k, v in given if k in ("text", "html") or v not in MISSING}


@dataclass(frozen=True, slots=True)
class Metadata:
    """An ``articles.csv``: the rows by the resolved path of their text, and the columns that nobody knows."""

    path: Path
    rows: Mapping[Path, Mapping[str, Any]]
    unknown: tuple[str, ...]


def is_metadata(path: Path) -> bool:
    """Whether the file is an ``articles.csv`` of metadata and not a table that holds the texts itself."""
    if path.name.lower() != "articles.csv" or not path.is_file():
        return False  # and a pipe of that name is never opened
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            names = next(csv.reader(file), [])
    except (OSError, UnicodeDecodeError, csv.Error):
        return True
    return not {"text", "html"} & set(names)


def metadata(path: Path) -> Metadata:
    """The metadata of the texts beside ``path``; ``Refusal`` (``bad_metadata``) when the file cannot be read."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            names = reader.fieldnames or ()
            rows = [_present(row) for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise Refusal("bad_metadata", f"not a readable UTF-8 CSV file: {error}") from error
    if "path" not in names:
        raise Refusal("bad_metadata", f"no column path; it has: {', '.join(names)[:200] or 'none'}")
    unknown = tuple(name for name in names if name not in {"path", "article_id", *FIELDS})
    by_path: dict[Path, Mapping[str, Any]] = {}
    for row in rows:
        if "path" in row and "\0" not in row["path"]:
            by_path.setdefault(Path(os.path.normpath(path.parent.absolute() / row["path"])), row)
    return Metadata(path, by_path, unknown)
