"""Tables that somebody else made, row by row: CSV as spreadsheets leave it, JSON lines, Parquet."""

from __future__ import annotations

import codecs
import csv
import io
import json
import logging
import math
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.errors import ConfigError, CorpusError
from pipeline.read_checks import SNIFFED, sniff, without_surrogates
from pipeline.read_gzip import open_bytes
from pipeline.reconcile.table import Unread

log = logging.getLogger(__name__)
MOST_CHARS = 1 << 27  # characters of one cell; the csv module's own 128 KiB is less than a long context
CHUNK = 1 << 20
HOW = "a table is CSV, JSON lines (.jsonl) or Parquet (.parquet)"
Rows = Iterator[Mapping[str, str] | Unread]


@dataclass(slots=True)
class GivenTable:
    """A table whose columns ``needed`` must be there and ``known`` may be; others are passed over.

    Names of columns may be in any capitals.
    """

    path: Path
    needed: tuple[str, ...]
    known: tuple[str, ...]
    line: int = 0  # where the row read last ends, or where it begins if it cannot be read; 0 without lines
    lines: array[int] = field(default_factory=lambda: array("q"))  # those of all rows that were read
    columns: frozenset[str] = field(default=frozenset())  # those of ``needed`` and ``known`` that were found

    def where(self, n: int) -> str:
        """Where in the file the ``n``th row stands that was read, from 1."""
        return f"line {self.lines[n - 1]}" if self.lines[n - 1] else f"row {n}"

    def rows(self) -> Rows:
        """The rows in order, and in place of one that cannot be read what is known of it, and why.

        Raises ``ConfigError`` for a file that is not there, ``CorpusError`` for one that is no such table.
        """
        readers: dict[str, Callable[[], Rows]] = {".jsonl": self._json_lines, ".parquet": self._parquet}
        ending = Path(self.path.name.lower().removesuffix(".gz")).suffix
        try:
            for row in readers.get(ending, self._csv)():
                self.lines.append(self.line)
                yield row
        except OSError as error:
            raise ConfigError(f"{self.path}: cannot be read ({error.strerror or error}); check the path") from error

    def _encoding(self) -> str:
        """UTF-8, UTF-16 with a mark, or else Windows-1252; raises ``CorpusError`` for what is no text."""
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            with open_bytes(self.path) as file:
                sniff(head := file.peek(SNIFFED))
                if head[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
                    return "utf-16"
                while chunk := file.read(CHUNK):
                    decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            log.warning("%s: is not UTF-8; read as Windows-1252", self.path)
            return "cp1252"
        except CorpusError as error:
            raise CorpusError(f"{self.path}: {error}; {HOW}") from error
        return "utf-8-sig"

    def _open(self, encoding: str) -> io.TextIOWrapper:
        return io.TextIOWrapper(open_bytes(self.path), encoding=encoding, errors="replace", newline="")

    def _csv(self) -> Rows:
        csv.field_size_limit(MOST_CHARS)
        encoding = self._encoding()
        with self._open(encoding) as file:
            first = next((line for line in file if line.strip()), "")
        with self._open(encoding) as file:
            reader = csv.reader(file, delimiter=max(",;\t", key=first.count), strict=True)
            header = self._header(reader)
            while True:
                begins = reader.line_num + 1
                try:
                    cells = next(reader)
                except StopIteration:
                    return
                except csv.Error as error:
                    self.line = begins
                    yield Unread({}, f"line {self.line}: is no row of a CSV file: {_said(error)}")
                    continue
                self.line = reader.line_num
                if any(map(str.strip, cells)):
                    yield self._row(header, cells)

    def _header(self, reader: Iterator[list[str]]) -> list[str]:
        try:
            cells = next((cells for cells in reader if any(map(str.strip, cells))), [])
        except csv.Error as error:
            raise CorpusError(f"{self.path}, line 1: is no line of a CSV file: {_said(error)}; {HOW}") from error
        header = [_plain(cell) for cell in cells]
        self._find(header)
        return header

    def _row(self, header: list[str], cells: list[str]) -> Mapping[str, str] | Unread:
        row = dict.fromkeys(self.columns, "")
        row |= {name: cell for name, cell in zip(header, cells, strict=False) if name in row}
        if any(map(str.strip, cells[len(header) :])):
            why = (
                f"{len(cells)} cells under {len(header)} columns; a cell with the delimiter in it needs quotation marks"
            )
            return Unread(row, f"line {self.line}: {why}")
        return row

    def _json_lines(self) -> Rows:
        with self._open(self._encoding()) as file:
            for self.line, text in enumerate(file, start=1):
                if text.strip():
                    yield self._json_row(text)

    def _json_row(self, text: str) -> Mapping[str, str] | Unread:
        try:
            record = json.loads(text)
        except (ValueError, RecursionError) as error:
            return Unread({}, f"line {self.line}: is no JSON: {getattr(error, 'msg', error)}")
        if not isinstance(record, dict):
            return Unread({}, f"line {self.line}: is no JSON object but {text[:40].strip()!r}")
        given = {_plain(name): value for name, value in record.items()}
        if not self.columns:
            self._find(given)
        missing = [name for name in self.needed if name not in given]
        if missing:
            return Unread(self._cells(given), f"line {self.line}: {_missing(missing, given)}")
        self.columns |= given.keys() & {*self.needed, *self.known}
        nested = [name for name in self.columns if isinstance(given.get(name), (list, dict))]
        if nested:
            why = f"{', '.join(sorted(nested))} must be a text or a number"
            return Unread(self._cells(given), f"line {self.line}: {why}")
        return self._cells(given)

    def _parquet(self) -> Rows:
        import pyarrow as pa
        import pyarrow.parquet as pq

        try:
            with pq.ParquetFile(self.path) as file:
                names = file.schema_arrow.names
                self._find(map(_plain, names))
                wanted = [name for name in names if _plain(name) in self.columns]
                for batch in file.iter_batches(columns=wanted):
                    for record in batch.to_pylist():
                        yield self._cells({_plain(name): value for name, value in record.items()})
        except pa.ArrowException as error:
            raise CorpusError(f"{self.path}: is not a Parquet file: {error}") from error

    def _cells(self, record: Mapping[str, object]) -> dict[str, str]:
        return {name: _cell(record[name]) for name in (*self.needed, *self.known) if name in record}

    def _find(self, columns: Iterable[str]) -> None:
        """Note which columns there are; raises ``CorpusError`` where one is missing or stands there twice."""
        counts = Counter(list(columns))  # not the values of a mapping
        missing = [name for name in self.needed if name not in counts]
        twice = [name for name in (*self.needed, *self.known) if counts[name] > 1]
        if missing or twice:
            at = f"{self.path}, line {self.line}" if self.line else str(self.path)
            wrong = _missing(missing, counts) if missing else f"column {', '.join(twice)} stands there twice; keep one"
            raise CorpusError(f"{at}: {wrong}; needed: {', '.join(self.needed)}; known: {', '.join(self.known)}")
        self.columns = frozenset(counts.keys() & {*self.needed, *self.known})


def _missing(missing: Iterable[str], columns: Iterable[str]) -> str:
    has = ", ".join(columns)[:200] or "none"
    return f"column {', '.join(missing)} is missing; the columns are: {has}"


def _plain(name: object) -> str:
    return str(name).strip().lower()


def _said(error: csv.Error) -> str:
    """What the csv module found, in words for those who never heard of it."""
    text = str(error)
    if "unexpected end" in text:
        return "a quotation mark that opens here is never closed, so that all that follows was taken for one cell"
    return "a quotation mark stands inside a cell; write it twice" if "expected after" in text else text


def _cell(value: object) -> str:
    """A value as a spreadsheet would show it; nothing for no value."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return without_surrogates(str(value))[0]
