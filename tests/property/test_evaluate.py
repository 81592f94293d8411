"""What must hold for the scores of any gold and any run."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.evaluate.assign import best_pairs
from pipeline.evaluate.clusters import b_cubed, ceaf_e, muc, pairwise
from pipeline.evaluate.gold import GoldArticle
from pipeline.evaluate.gold_rows import Trap
from pipeline.evaluate.judged import Judged, judge_articles
from pipeline.evaluate.mistakes import list_mistakes
from pipeline.evaluate.observation import SPECS, Observation, Value
from pipeline.evaluate.predicted import Predicted
from pipeline.evaluate.score import Scores, score

QUICK = settings(max_examples=25, deadline=None)
TYPES = {
    "mentions": ("PERSON", "ORG", None),
    "dates": ("date", "time"),
    "amounts": ("money", "count"),
    "quotes": ("direct", "mixed"),
    "claims": ("quoted", "reported", "article"),
}
IDS = st.sampled_from(["a", "b", "c", "a|b", None])
Rows = Mapping[str, tuple[Observation, ...]]


@st.composite
def values(draw: st.DrawFn, table: str) -> dict[str, Value]:
    """The scored columns of a row, filled at random."""
    spec = SPECS[table]
    found: dict[str, Value] = {spec.type_column: draw(st.sampled_from(TYPES[table]))}
    found |= {column: draw(st.sampled_from(["x", "y", Decimal(1), None])) for column in spec.values}
    for prefix in spec.spans:
        start = draw(st.integers(0, 20) | st.none())
        end = None if start is None else start + draw(st.integers(1, 5))
        found |= {f"{prefix}_start": start, f"{prefix}_end": end, f"{prefix}_text": "w" if start else None}
    found |= {column: draw(IDS) for column in (spec.entity,) if column}
    found |= {column: draw(st.sampled_from("uvw")) for column in (spec.group,) if column}
    if spec.part and spec.part not in found:
        found[spec.part] = draw(st.sampled_from(["name", "pronoun"]))
    return found


@st.composite
def observations(draw: st.DrawFn, article_id: str, optional: bool = False) -> Rows:
    """Rows of every table of one article, each different from the others."""
    rows: dict[str, tuple[Observation, ...]] = {}
    for table in SPECS:
        spans = draw(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9)), max_size=4))
        found = [
            Observation(
                table, article_id, start, start + size, "w", draw(values(table)), optional and draw(st.booleans())
            )
            for start, size in spans
        ]
        rows[table] = tuple({row.sort_key: row for row in found}.values())
    return rows


@st.composite
def golds(draw: st.DrawFn) -> tuple[GoldArticle, ...]:
    """One to three annotated articles."""
    names = ("a1", "a2", "a3")[: draw(st.integers(1, 3))]
    trap = st.integers(0, 30).map(lambda start: Trap(start, start + 3, "w", "trap"))
    return tuple(
        GoldArticle(name, None, None, None, draw(observations(name, True)), tuple(draw(st.lists(trap, max_size=2))))
        for name in names
    )


@st.composite
def runs(draw: st.DrawFn) -> dict[str, Rows]:
    """The rows of a run by article."""
    return {name: draw(observations(name)) for name in ("a1", "a2", "a3")}


def predicted(run: Mapping[str, Rows]) -> Predicted:
    return Predicted({table: {name: rows[table] for name, rows in run.items()} for table in SPECS})


def judge(gold: Sequence[GoldArticle], run: Mapping[str, Rows]) -> tuple[tuple[Judged, ...], Scores]:
    judged = judge_articles(gold, predicted(run))
    return judged, score(judged)


@given(golds())
@QUICK
def test_gold_against_itself_scores_a_hundred(gold: tuple[GoldArticle, ...]):
    itself = {
        article.article_id: {t: tuple(r for r in rows if not r.optional) for t, rows in article.rows.items()}
        for article in gold
    }
    judged, scores = judge(gold, itself)
    wrong = {name: value for name, value in scores.metrics().items() if value not in (None, 1.0)}
    assert {name: value for name, value in wrong.items() if abs(value - 1) > 1e-9} == {}
    assert list_mistakes(judged) == ()


@given(golds(), runs(), st.randoms(use_true_random=False))
@QUICK
def test_the_order_of_rows_and_articles_does_not_matter(
    gold: tuple[GoldArticle, ...], run: dict[str, Rows], dice: random.Random
):
    def shuffled(items: Sequence[Observation]) -> tuple[Observation, ...]:
        return tuple(dice.sample(list(items), len(items)))

    mixed = [
        GoldArticle(a.article_id, None, None, None, {t: shuffled(rows) for t, rows in a.rows.items()}, a.traps)
        for a in dice.sample(list(gold), len(gold))
    ]
    other_run = {name: {t: shuffled(rows[t]) for t in rows} for name, rows in run.items()}
    judged, scores = judge(gold, run)
    judged_mixed, scores_mixed = judge(mixed, other_run)
    assert scores_mixed == scores
    assert list_mistakes(judged_mixed) == list_mistakes(judged)


@given(golds(), runs())
@QUICK
def test_counts_of_articles_scored_alone_add_up(gold: tuple[GoldArticle, ...], run: dict[str, Rows]):
    whole = judge(gold, run)[1].tables
    alone = [judge([article], run)[1].tables for article in gold]
    for table in ("dates", "amounts", "quotes"):  # those without forms or voices that other articles may annotate
        added = alone[0][table]
        for tables in alone[1:]:
            added = added + tables[table]
        assert (added.exact, added.overlap, added.groups, added.neutral) == (
            whole[table].exact, whole[table].overlap, whole[table].groups, whole[table].neutral,
        )  # fmt: skip
        assert dict(added.labels) == dict(whole[table].labels)


@given(golds(), runs())
@QUICK
def test_every_row_is_counted_once_and_every_score_lies_between_0_and_1(
    gold: tuple[GoldArticle, ...], run: dict[str, Rows]
):
    _, scores = judge(gold, run)
    assert all(value is None or 0 <= value <= 1 + 1e-9 for value in scores.metrics().values())
    for article in gold:
        for table, found in scores.articles[article.article_id].tables.items():
            required = sum(not row.optional for row in article.rows[table])
            rows = len(run[article.article_id][table])
            for counts in (found.exact, found.exact_typed, found.overlap, found.overlap_typed):
                assert (counts.gold, counts.predicted + found.neutral + found.left_out) == (required, rows)
            assert found.exact_typed.tp <= found.exact.tp <= found.overlap.tp
            assert found.exact_typed.tp <= found.overlap_typed.tp <= found.overlap.tp


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("stuv")), min_size=1, max_size=12))
@QUICK
def test_cluster_scores_are_symmetric_and_bounded(pairs: list[tuple[str, str]]):
    gold = dict(enumerate(g for g, _ in pairs))
    system = dict(enumerate(s for _, s in pairs))
    for function in (muc, b_cubed, ceaf_e):
        there, back = function(gold, system), function(system, gold)
        assert (there.precision, there.recall) == (pytest.approx(back.recall), pytest.approx(back.precision))
        assert all(x is None or 0 <= x <= 1 + 1e-9 for x in (there.precision, there.recall, there.f1))
    counts = pairwise(gold, system)
    assert (counts.fp, counts.fn) == (pairwise(system, gold).fn, pairwise(system, gold).fp)


@given(
    st.dictionaries(
        st.tuples(st.integers(0, 3), st.integers(0, 3)), st.integers(1, 9).map(float), min_size=1, max_size=9
    )
)
@QUICK
def test_the_assignment_is_the_best_of_all(weights: dict[tuple[int, int], float]):
    pairs = best_pairs(weights)
    assert len({left for left, _ in pairs}) == len({right for _, right in pairs}) == len(pairs)
    best = max(
        sum(weights.get(pair, 0.0) for pair in zip(range(4), order, strict=True)) for order in permutations(range(4))
    )
    assert sum(weights[pair] for pair in pairs) == best
