"""Scores as plain text for a terminal, and as JSON; both are the same bytes for the same scores."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from pipeline.errors import ConfigError
from pipeline.evaluate.clusters import Prf
from pipeline.evaluate.counts import Accuracy, Counts
from pipeline.evaluate.evaluation import Evaluation, compare
from pipeline.evaluate.score import EntityScore, LabelScore, Scores, TableScore

BREAKDOWNS = ("table", "article", "label")
KINDS = ("exact", "exact_typed", "overlap", "overlap_typed")
HEADER = ("", "gold", "rows", "P", "R", "F1", "tp", "fp", "fn")
Line = Sequence[str]


def render_text(evaluation: Evaluation, by: str = "table") -> str:
    """The scores as aligned columns, in percent; ``by`` is table, article or label. n/a means that gold has none."""
    if by not in BREAKDOWNS:
        raise ConfigError(f"--by {by}: allowed are {', '.join(BREAKDOWNS)}")
    scores = evaluation.scores
    blocks = [_columns([HEADER, *_rows(scores, by)])]
    if by != "label":
        blocks += [_columns([("field of matched rows", "right", "of", "share"), *_field_rows(scores, by)])]
        blocks += list(_entity_block(scores.entities))
        blocks += [f"traps avoided: {_accuracy(scores.traps)}"] if scores.traps.total else []
        blocks += list(_unjudged(scores))
    blocks += ["\n".join(evaluation.notes)] if evaluation.notes else []
    return "\n\n".join(blocks) + "\n"


def render_comparison(base: Evaluation, other: Evaluation) -> str:
    """What the second run changes against the first, scores first, then row by row."""
    comparison = compare(base, other)
    scores = [(name, _percent(old), _percent(new)) for name, old, new in comparison.scores]
    changes = [
        (str(change), m.table, m.article_id, f"{m.start}-{m.end}", m.label, m.field, _short(m.text))
        for change, m in comparison.changes
    ]
    blocks = [_columns([("score", "first", "second"), *scores])] if scores else ["no score differs"]
    blocks += [_columns(changes)] if changes else ["no row gained or lost"]
    return "\n\n".join(blocks) + "\n"


def to_json(evaluation: Evaluation) -> str:
    """All scores as a JSON document: metrics by name, and counts by table, label and article; undefined is null."""
    scores = evaluation.scores
    document = {
        "gold": {"sha256": evaluation.gold_digest, "articles": evaluation.n_articles},
        "metrics": scores.metrics(),
        "tables": {name: _table_json(table) for name, table in scores.tables.items()},
        "articles": {
            article_id: {
                "tables": {name: _table_json(table) for name, table in article.tables.items()},
                "traps": _accuracy_json(article.traps),
            }
            for article_id, article in scores.articles.items()
        },
        "entities": None if scores.entities is None else _entity_json(scores.entities),
        "traps": _accuracy_json(scores.traps),
        "notes": evaluation.notes,
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _rows(scores: Scores, by: str) -> Iterator[Line]:
    if by == "label":
        for name, table in scores.tables.items():
            for label, label_score in table.labels.items():
                yield _count_row(f"{name} {label} exact", label_score.exact)
                yield _count_row(f"{name} {label} overlap", label_score.overlap)
        return
    for prefix, tables in _parts(scores, by):
        for name, table in tables.items():
            for kind in KINDS:
                yield _count_row(f"{prefix}{name} {kind.replace('_', ' ')}", getattr(table, kind))
            if table.groups is not None:
                yield _count_row(f"{prefix}{name} pairs grouped", table.groups)


def _field_rows(scores: Scores, by: str) -> Iterator[Line]:
    for prefix, tables in _parts(scores, by):
        for name, table in tables.items():
            for column, accuracy in table.fields.items():
                yield f"{prefix}{name}.{column}", str(accuracy.right), str(accuracy.total), _percent(accuracy.value)


def _parts(scores: Scores, by: str) -> Iterable[tuple[str, dict[str, TableScore]]]:
    if by == "table":
        return [("", scores.tables)]
    return [(f"{article_id} ", dict(article.tables)) for article_id, article in scores.articles.items()]


def _count_row(name: str, counts: Counts) -> Line:
    parts = (counts.precision, counts.recall, counts.f1)
    return (
        name, str(counts.gold), str(counts.predicted), *(_percent(part) for part in parts),
        str(counts.tp), str(counts.fp), str(counts.fn),
    )  # fmt: skip


def _entity_block(entities: EntityScore | None) -> Iterator[str]:
    if entities is None:
        return
    lines: list[Line] = [("who is who, gold mentions", "P", "R", "F1")]
    for name, prf in (("MUC", entities.muc), ("B-cubed", entities.b_cubed), ("CEAF-e", entities.ceaf_e)):
        lines.append((name, _percent(prf.precision), _percent(prf.recall), _percent(prf.f1)))
    lines.append(("CoNLL mean", "", "", _percent(entities.conll)))
    yield _columns(lines)
    yield (
        f"{entities.n_mentions} gold mentions of {entities.n_gold_entities} entities, all articles together; "
        f"{entities.n_alone} that the run lacks or gives no entity count as entities of their own; "
        "mentions that only the run has are left out"
    )


def _unjudged(scores: Scores) -> Iterator[str]:
    for name, table in scores.tables.items():
        if table.neutral or table.left_out:
            yield (
                f"{name}: {table.neutral} rows answer an optional gold row and are not judged; "
                f"{table.left_out} rows of a form or voice that gold does not annotate are left out"
            )


def _columns(lines: Iterable[Line]) -> str:
    """The lines with their columns aligned: the first to the left, numbers to the right."""
    table = [tuple(line) for line in lines]
    widths = [max(len(cell) for cell in column) for column in zip(*table, strict=True)]
    numeric = [all(_is_figure(line[i]) for line in table[1:]) for i in range(len(widths))]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(line, widths, numeric, strict=True)
        ).rstrip()
        for line in table
    )


def _is_figure(cell: str) -> bool:
    return cell in ("", "n/a") or cell.replace(".", "", 1).isdigit()


def _percent(value: float | None) -> str:
    return "n/a" if value is None else f"{100 * value:.1f}"


def _accuracy(accuracy: Accuracy) -> str:
    return f"{accuracy.right} of {accuracy.total} ({_percent(accuracy.value)}%)"


def _short(text: str, limit: int = 60) -> str:
    folded = " ".join(text.split())
    return folded if len(folded) <= limit else folded[: limit - 3] + "..."


def _table_json(table: TableScore) -> dict[str, object]:
    return {
        **{kind: _counts_json(getattr(table, kind)) for kind in KINDS},
        "labels": {label: _label_json(score) for label, score in table.labels.items()},
        "fields": {name: _accuracy_json(accuracy) for name, accuracy in table.fields.items()},
        "groups": None if table.groups is None else _counts_json(table.groups),
        "neutral": table.neutral,
        "left_out": table.left_out,
    }


def _label_json(score: LabelScore) -> dict[str, object]:
    return {"exact": _counts_json(score.exact), "overlap": _counts_json(score.overlap)}


def _counts_json(counts: Counts) -> dict[str, object]:
    scores = {"precision": counts.precision, "recall": counts.recall, "f1": counts.f1}
    return {"tp": counts.tp, "fp": counts.fp, "fn": counts.fn, **scores}


def _accuracy_json(accuracy: Accuracy) -> dict[str, object]:
    return {"right": accuracy.right, "total": accuracy.total, "share": accuracy.value}


def _entity_json(entities: EntityScore) -> dict[str, object]:
    parts = {"muc": entities.muc, "b_cubed": entities.b_cubed, "ceaf_e": entities.ceaf_e}
    counts = ("n_mentions", "n_alone", "n_gold_entities", "n_entities")
    return {
        **{name: _prf_json(prf) for name, prf in parts.items()},
        "conll": entities.conll,
        **{name: getattr(entities, name) for name in counts},
    }


def _prf_json(prf: Prf) -> dict[str, object]:
    return {"precision": prf.precision, "recall": prf.recall, "f1": prf.f1}
