"""Reconciliation of any table of names: CSV in, CSV out, by the same code as a whole run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path

from pipeline.config import ReconcileConfig
from pipeline.errors import ConfigError, CorpusError
from pipeline.files import replace_file
from pipeline.reconcile.judgements import Judgements
from pipeline.reconcile.table import compare_rows, reconcile_rows

MENTION_COLUMNS = ("mention_id", "article_id", "start", "text")
PAIR_COLUMNS = ("id", "name_a", "name_b", "label")


def reconcile_file(mentions: Path, out: Path, config: ReconcileConfig) -> None:
    """Write ``mentions.csv`` (with entity ids), ``entities.csv`` and ``merges.csv`` into the folder ``out``.

    Raises ``ConfigError`` for a file or folder that cannot be used, ``CorpusError`` for a row that does not fit.
    """
    judgements = Judgements() if config.judgements is None else Judgements.read(config.judgements)
    rows, reconciled = reconcile_rows(_rows(mentions, MENTION_COLUMNS), config, judgements)
    entities = [{**asdict(e), "aliases": "; ".join(e.aliases)} for e in reconciled.entities]
    _write(out / "mentions.csv", rows, ("mention_id", "entity_id", "method", "score", "reason"))
    _write(out / "entities.csv", entities, ("entity_id", "name", "label", "role", "aliases"))
    columns = ("name_a", "name_b", "label", "decision", "decided_by", "score", "reason", "evidence_a", "evidence_b")
    _write(out / "merges.csv", (asdict(m) for m in reconciled.merges), columns)


def compare_file(pairs: Path, out: Path, config: ReconcileConfig) -> None:
    """Write one row of ``out`` a pair: id, decision, score, reason."""
    _write(out, compare_rows(_rows(pairs, PAIR_COLUMNS), config), ("id", "decision", "score", "reason"))


def _rows(path: Path, needed: Iterable[str]) -> Iterator[dict[str, str]]:
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            reader = csv.DictReader(file)
            missing = [name for name in needed if name not in (reader.fieldnames or ())]
            if missing:
                raise CorpusError(f"{path}: column {', '.join(missing)} is missing; needed: {', '.join(needed)}")
            yield from reader
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror}); check the path") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise CorpusError(f"{path}: is not a CSV file in UTF-8: {error}") from error


def _write(path: Path, rows: Iterable[Mapping[str, object]], columns: tuple[str, ...]) -> None:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    replace_file(path, text.getvalue())
