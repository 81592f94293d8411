"""Which entity a pronoun or a nominal takes up, by a trained ranking; None rather than a guess."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline import lexicon
from pipeline.find.sources.discourse import Discourse, Entity
from pipeline.find.sources.expressions import Expression
from pipeline.find.sources.features import Anaphor, features, is_by_noun, is_possible, null_features, of_one_time
from pipeline.schema import Form, Label

GROUPS = ("he", "they", "it", "nominal")
# Probability from which the best entity is taken, by kind of expression: bare and owned nouns ("officials", "his
# lawyer") are mostly new, and at 0.5 half of what they took up in the documents kept out was wrong.
THRESHOLDS = {"he": 0.4, "they": 0.5, "it": 0.5, "the": 0.5, "this": 0.5, "owned": 0.6, "bare": 0.7}
# For a person whom the article has not called by the noun ("the nurse"): a wrong one misleads the pronouns after it.
# Bodies keep the lower threshold, as "the company" is mostly one that has been named only.
NOT_CALLED = 0.7
MARGIN = 0.1  # a nominal with a rival nearer than this in probability stays open; costs nothing in those documents


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity that an expression may take up, None for none at all, with its features."""

    entity: Entity | None
    features: tuple[str, ...]


Choice = tuple[Entity, float] | None
Chooser = Callable[[Anaphor, Sequence[Candidate]], Choice]


def group_of(anaphor: Anaphor) -> str:
    """The kind of expression whose own weights apply beside the shared ones: he, they, it or nominal."""
    return "nominal" if anaphor.expression.form == Form.NOMINAL else anaphor.expression.kind


def candidates(anaphor: Anaphor, discourse: Discourse) -> list[Candidate]:
    """The possible antecedents, most recent first, and at the end the one that stands for none."""
    e = anaphor.expression
    seen = discourse.candidates(e) if not is_by_noun(e) or discourse.has(e.noun) else ()
    possible = of_one_time(e, [entity for entity in seen if is_possible(anaphor, entity)])
    found = [Candidate(x, tuple(features(anaphor, x, i, discourse))) for i, x in enumerate(possible)]
    return [*found, Candidate(None, tuple(null_features(anaphor, len(found), discourse)))]


@cache
def _weights() -> dict[str, dict[str, float]]:
    """By kind of expression, the weight of each feature: the shared one and that of the kind."""
    by_kind: dict[str, dict[str, float]] = {kind: defaultdict(float) for kind in GROUPS}
    for row in lexicon.table("antecedent_weights"):
        for kind in by_kind if row["kind"] == "any" else [row["kind"]]:
            by_kind[kind][row["feature"]] += float(row["weight"])
    return {kind: dict(weights) for kind, weights in by_kind.items()}


def choose(anaphor: Anaphor, found: Sequence[Candidate]) -> Choice:
    """The entity with the highest probability, and that probability; None below the threshold."""
    if len(found) == 1:
        return None
    weights = _weights()[group_of(anaphor)]
    scores = [sum(weights.get(name, 0.0) for name in c.features) for c in found]
    top = max(scores)
    total = sum(math.exp(score - top) for score in scores)
    best = max(range(len(found) - 1), key=lambda i: scores[i])
    probability = math.exp(scores[best] - top) / total
    entity = found[best].entity
    if entity is None or probability < _threshold(anaphor.expression, entity):
        return None
    if anaphor.expression.form == Form.NOMINAL:
        rival = max((score for i, score in enumerate(scores[:-1]) if i != best), default=-math.inf)
        if probability - math.exp(rival - top) / total < MARGIN:
            return None
    return entity, probability


def _threshold(e: Expression, entity: Entity) -> float:
    is_guess = e.form == Form.NOMINAL and e.label == Label.PERSON and e.noun not in entity.nouns
    return NOT_CALLED if is_guess else THRESHOLDS[e.kind]
