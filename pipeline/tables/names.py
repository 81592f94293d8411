"""Reconciliation of any table of names: CSV, JSON lines or Parquet in, CSV out, by the same code as a whole run."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from pipeline.config import ReconcileConfig
from pipeline.errors import ConfigError, CorpusError
from pipeline.files import replace_file
from pipeline.reconcile.judgements import Judgements
from pipeline.reconcile.table import compare_rows, reconcile_rows

MENTION_COLUMNS = ("text",)
PAIR_COLUMNS = ("name_a", "name_b")
MERGE_COLUMNS = ("name_a", "name_b", "label", "decision", "decided_by", "score", "reason", "evidence_a", "evidence_b")
Progress = Callable[[int], None]


def reconcile_file(mentions: Path, out: Path, config: ReconcileConfig, *, progress: Progress | None = None) -> None:
    """Write ``mentions.csv`` (with entity ids), ``entities.csv`` and ``merges.csv`` into the folder ``out``.

    Raises ``ConfigError`` for a file or folder that cannot be used, ``CorpusError`` for a row that does not fit.
    """
    table = _Table(mentions, MENTION_COLUMNS)
    rows, reconciled = reconcile_rows(table.rows(), config, _judgements(config), table.where, progress)
    entities = [{**asdict(e), "aliases": "; ".join(e.aliases)} for e in reconciled.entities]
    _write(out / "mentions.csv", rows, ("mention_id", "entity_id", "method", "score", "reason"))
    _write(out / "entities.csv", entities, ("entity_id", "name", "label", "role", "aliases"))
    _write(out / "merges.csv", (asdict(m) for m in reconciled.merges), MERGE_COLUMNS)


def compare_file(pairs: Path, out: Path, config: ReconcileConfig, *, progress: Progress | None = None) -> None:
    """Write one row of ``out`` a pair: id, decision, score, reason."""
    table = _Table(pairs, PAIR_COLUMNS)
    verdicts = compare_rows(table.rows(), config, _judgements(config), table.where, progress)
    _write(out, verdicts, ("id", "decision", "score", "reason"))


def _judgements(config: ReconcileConfig) -> Judgements:
    return Judgements() if config.judgements is None else Judgements.read(config.judgements)


@dataclass(slots=True)
class _Table:
    """A table that somebody else made, read row by row; ``line`` is where the last row read ends."""

    path: Path
    needed: tuple[str, ...]
    line: int = 0

    def where(self, n: int) -> str:
        """File and place of the row that was read last, the ``n``th."""
        return f"{self.path}, line {self.line}" if self.line else f"{self.path}, row {n}"

    def rows(self) -> Iterator[Mapping[str, str]]:
        """The rows; raises ``ConfigError`` for a file that cannot be read, ``CorpusError`` for what it holds."""
        readers = {".jsonl": self._json_lines, ".parquet": self._parquet}
        try:
            yield from readers.get(self.path.suffix.lower(), self._csv)()
        except OSError as error:
            raise ConfigError(f"{self.path}: cannot be read ({error.strerror or error}); check the path") from error
        except (UnicodeDecodeError, csv.Error) as error:
            raise CorpusError(f"{self.where(0)}: is not a CSV file in UTF-8: {error}") from error

    def _csv(self) -> Iterator[Mapping[str, str]]:
        with self.path.open(newline="", encoding="utf-8-sig") as file:
            first = file.readline()
            file.seek(0)
            reader = csv.reader(file, delimiter=max(",;\t", key=first.count), strict=True)
            header = [name.strip() for name in next(reader, [])]
            self._check(header)
            for cells in reader:
                self.line = reader.line_num
                if len(cells) > len(header):
                    raise CorpusError(f"{self.where(0)}: {len(cells)} cells under {len(header)} columns")
                if cells:
                    yield dict(zip(header, [*cells, *[""] * (len(header) - len(cells))], strict=True))

    def _json_lines(self) -> Iterator[Mapping[str, str]]:
        with self.path.open(encoding="utf-8-sig") as file:
            for self.line, text in enumerate(file, start=1):
                if not text.strip():
                    continue
                try:
                    record = json.loads(text)
                except ValueError as error:
                    raise CorpusError(f"{self.where(0)}: is no JSON: {error}") from error
                if not isinstance(record, dict):
                    raise CorpusError(f"{self.where(0)}: is no JSON object but {text[:40].strip()!r}")
                self._check(record)
                yield {name: _text(value) for name, value in record.items()}

    def _parquet(self) -> Iterator[Mapping[str, str]]:
        import pyarrow as pa
        import pyarrow.parquet as pq

        try:
            file = pq.ParquetFile(self.path)
        except pa.ArrowInvalid as error:
            raise CorpusError(f"{self.path}: is not a Parquet file: {error}") from error
        self._check(file.schema_arrow.names)
        for batch in file.iter_batches():
            for record in batch.to_pylist():
                yield {name: _text(value) for name, value in record.items()}

    def _check(self, columns: Iterable[str]) -> None:
        missing = [name for name in self.needed if name not in columns]
        if missing:
            at = f"{self.path}, line {self.line}" if self.line else str(self.path)
            raise CorpusError(f"{at}: column {', '.join(missing)} is missing; needed: {', '.join(self.needed)}")


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _write(path: Path, rows: Iterable[Mapping[str, object]], columns: tuple[str, ...]) -> None:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    replace_file(path, text.getvalue())
