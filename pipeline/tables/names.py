"""Reconciliation of any table of names: CSV, JSON lines or Parquet in, CSV out, by the same code as a whole run."""

from __future__ import annotations

import csv
import io
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from pipeline.config import ReconcileConfig
from pipeline.errors import ConfigError, CorpusError
from pipeline.files import replace_file
from pipeline.reconcile.judgements import Judgements
from pipeline.reconcile.table import FAILED, Progress, compare_rows, reconcile_rows
from pipeline.tables.given import GivenTable

log = logging.getLogger(__name__)
MERGE_COLUMNS = ("name_a", "name_b", "label", "decision", "decided_by", "score", "reason", "evidence_a", "evidence_b")
TOLD = 20  # rows that cannot be used that are logged; all are in the result


def reconcile_file(mentions: Path, out: Path, config: ReconcileConfig, *, progress: Progress | None = None) -> int:
    """Write ``mentions.csv`` (with entity ids), ``entities.csv`` and ``merges.csv`` into the folder ``out``.

    Returns how many rows could not be used: each stands in ``mentions.csv`` without an entity and with the reason, and
    is logged. Raises ``ConfigError`` for a file or folder that cannot be used, ``CorpusError`` for what is no table, or
    one without a row that can be used.
    """
    names = ("mentions.csv", "entities.csv", "merges.csv")
    _keep([mentions, *_given(config)], [out / name for name in names])
    table = GivenTable(mentions, ("text",), ("mention_id", "article_id", "start", "label", "published", "context"))
    judgements = _judgements(config)
    rows, reconciled = reconcile_rows(table.rows(), config, judgements, table.where, progress)
    failed = _failed(table, [row["reason"] for row in rows if row["method"] == FAILED])
    entities = [{**asdict(e), "aliases": "; ".join(e.aliases)} for e in reconciled.entities]
    texts = (
        _csv(rows, ("mention_id", "entity_id", "method", "score", "reason")),
        _csv(entities, ("entity_id", "name", "label", "role", "aliases")),
        _csv((asdict(m) for m in reconciled.merges), MERGE_COLUMNS),
    )
    for name, text in zip(names, texts, strict=True):
        replace_file(out / name, text)
    return failed


def compare_file(pairs: Path, out: Path, config: ReconcileConfig, *, progress: Progress | None = None) -> int:
    """Write one row of ``out`` a pair: id, decision, score, reason.

    Returns how many pairs could not be used: each has a row without a decision and with the reason, and is logged.
    Raises as ``reconcile_file`` does.
    """
    _keep([pairs, *_given(config)], [out])
    table = GivenTable(pairs, ("name_a", "name_b"), ("id", "label", "role_a", "role_b"))
    verdicts = list(compare_rows(list(table.rows()), config, _judgements(config), table.where, progress))
    failed = _failed(table, [row["reason"] for row in verdicts if not row["decision"]])
    replace_file(out, _csv(verdicts, ("id", "decision", "score", "reason")))
    return failed


def _judgements(config: ReconcileConfig) -> Judgements:
    return Judgements() if config.judgements is None else Judgements.read(config.judgements)


def _given(config: ReconcileConfig) -> list[Path]:
    return [] if config.judgements is None else [Path(config.judgements)]


def _keep(given: Iterable[Path], written: Iterable[Path]) -> None:
    """Raises ``ConfigError`` where a file that is read would be overwritten."""
    for path in written:
        if any(path.exists() and other.exists() and path.samefile(other) for other in given):
            raise ConfigError(f"{path}: is what is read, and would be overwritten; choose another --out")


def _failed(table: GivenTable, problems: Sequence[str]) -> int:
    """How many rows could not be used, and log them; raises ``CorpusError`` where there is no other."""
    if problems and len(problems) == len(table.lines):
        raise CorpusError(f"{table.path}, {problems[0]}; no row of the file could be used")
    if "label" not in table.columns:
        log.warning("%s: no column label; names without a label are compared as those of organisations", table.path)
    for problem in problems[:TOLD]:
        log.warning("%s, %s", table.path, problem)
    if len(problems) > TOLD:
        log.warning("%s: and %d more rows that cannot be used", table.path, len(problems) - TOLD)
    return len(problems)


def _csv(rows: Iterable[Mapping[str, object]], columns: tuple[str, ...]) -> str:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
