"""Judges the fields of a matched row: which of its values agree with gold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pipeline.evaluate.clusters import align
from pipeline.evaluate.match import Matching, RowPair
from pipeline.evaluate.observation import Observation, Value
from pipeline.rows import TOGETHER


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether one field of a matched row is right, with what gold and the run have, as a reader wants it."""

    field: str
    right: bool
    gold: str
    predicted: str


def align_entities(matchings: Iterable[Matching]) -> dict[str, str]:
    """The gold entity id that stands for each entity id of the run.

    The ids of a run are its own; they are aligned one to one so that most cases agree, over all matched mentions and
    the speakers and claimants of all matched rows, of all articles together.
    """
    agreements: Counter[tuple[str, str]] = Counter()
    for matching in matchings:
        for pair in matching.pairs:
            gold, predicted = entity_of(pair.gold), entity_of(pair.predicted)
            if gold is not None and predicted is not None:
                agreements[gold, predicted] += 1
    return align(agreements)


def entity_of(row: Observation) -> str | None:
    """The id of the entity that the row is, or whose words it holds."""
    column = row.spec.entity
    value = None if column is None else row.values.get(column)
    return None if value is None else str(value)


def same_entity(gold: str | None, predicted: str | None, aligned: Mapping[str, str]) -> bool:
    """Whether the id of a run stands for the gold id.

    A gold id ``a|b`` means both together: right is the entity aligned with the pair, or a pair of the entities aligned
    with each. Null is right where gold has null.
    """
    if gold is None or predicted is None:
        return gold is predicted
    if aligned.get(predicted) == gold:
        return True
    parts = [aligned.get(part) for part in predicted.split(TOGETHER)]
    return set(parts) == set(gold.split(TOGETHER))


def judge(pair: RowPair, aligned: Mapping[str, str]) -> Iterator[Verdict]:
    """A verdict on each field that gold gives for the matched row, the type of the table first."""
    spec = pair.gold.spec
    for column in (spec.type_column, *spec.values):
        if column in pair.gold.values:
            gold, predicted = pair.gold.values[column], pair.predicted.values.get(column)
            yield Verdict(column, gold == predicted, show(gold), show(predicted))
    for prefix in spec.spans:
        if f"{prefix}_start" in pair.gold.values:
            yield from _judge_span(pair, prefix)
    if spec.entity is not None and spec.entity in pair.gold.values:
        wanted, given = entity_of(pair.gold), entity_of(pair.predicted)
        yield Verdict(spec.entity, same_entity(wanted, given, aligned), show(wanted), show(given))


def _judge_span(pair: RowPair, prefix: str) -> Iterator[Verdict]:
    """Two verdicts on a speaker, claimant or cue: on equal offsets, and on a shared character."""
    gold, predicted = pair.gold.span_of(prefix), pair.predicted.span_of(prefix)
    texts = tuple(show(row.values.get(f"{prefix}_text")) for row in (pair.gold, pair.predicted))
    yield Verdict(f"{prefix}_span", gold == predicted, *texts)
    if gold is None or predicted is None:
        touches = gold is predicted
    else:
        touches = gold[0] < predicted[1] and predicted[0] < gold[1]
    yield Verdict(f"{prefix}_overlap", touches, *texts)


def show(value: Value) -> str:
    """A value as the tables write it; empty for null."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)
