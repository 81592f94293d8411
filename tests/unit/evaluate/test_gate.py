"""Floors hold, rise by themselves and fall only when told."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from pipeline.errors import ConfigError
from pipeline.evaluate.evaluation import Evaluation, evaluate
from pipeline.evaluate.gate import Baseline, check, pin, read_baseline, write_baseline
from tests.unit.evaluate.build import gold_article, write_gold, write_tables

TEXT = "one two three"
ROWS = [
    {"start": start, "end": end, "text": TEXT[start:end], "kind": "count", "value": str(value)}
    for value, (start, end) in enumerate([(0, 3), (4, 7), (8, 13)], 1)
]


@pytest.fixture
def run(tmp_path: Path):
    """The evaluation of a run that found the given rows of three."""

    def scored(found: Sequence[int], gold_rows: int = 3) -> Evaluation:
        gold = write_gold(tmp_path / "gold.jsonl", gold_article(TEXT, amounts=ROWS[:gold_rows]))
        return evaluate(gold, write_tables(tmp_path / "run", {"amounts": [ROWS[i] for i in found]}), {"a1": TEXT})

    return scored


def test_floors_are_the_scores_rounded_down_without_undefined_ones(run):
    evaluation = run([0, 1])
    assert pin(evaluation, None) == Baseline(
        evaluation.gold_digest,
        {"amounts.exact.f1": 0.8, "amounts.exact_typed.f1": 0.8, "amounts.kind": 1.0, "amounts.overlap.f1": 0.8,
         "amounts.overlap_typed.f1": 0.8, "amounts.value": 1.0},
    )  # fmt: skip
    assert pin(run([0]), None).floors["amounts.exact.f1"] == 0.5
    two_thirds = run([0], gold_rows=2)
    assert pin(two_thirds, None).floors["amounts.exact.f1"] == 0.6666
    assert check(two_thirds, pin(two_thirds, None)) == []


def test_a_score_at_its_floor_holds(run):
    evaluation = run([0, 1])
    assert check(evaluation, pin(evaluation, None)) == []


def test_a_drop_fails_with_score_floor_and_remedy(run):
    failures = check(run([0]), pin(run([0, 1]), None))
    assert failures[0].startswith("amounts.exact.f1 fell to 0.5000, its floor is 0.8000; if the change is meant, pin")
    assert len(failures) == 4


def test_a_score_that_is_gone_fails(run):
    baseline = pin(run([0]), None)
    assert [f.split(";")[0] for f in check(run([]), baseline) if "value" in f] == [
        "amounts.value is undefined, its floor is 1.0000"
    ]


def test_other_gold_fails(run):
    baseline = pin(run([0, 1]), None)
    failures = check(run([0, 1], gold_rows=2), baseline)
    assert len(failures) == 1
    assert failures[0].startswith("the gold is not the one of the floors")


def test_pinning_raises_floors_and_never_lowers_them(run):
    high = pin(run([0, 1]), None)
    assert pin(run([0]), high).floors == high.floors
    assert pin(run([]), high).floors == high.floors
    assert pin(run([0, 1, 2]), high).floors["amounts.exact.f1"] == 1.0


def test_pinning_lowers_floors_with_permission(run):
    low = run([0])
    assert pin(low, pin(run([0, 1]), None), allow_lower=True) == pin(low, None)


def test_a_baseline_survives_its_file(run, tmp_path: Path):
    baseline = pin(run([0, 1]), None)
    write_baseline(baseline, tmp_path / "baseline.json")
    assert read_baseline(tmp_path / "baseline.json") == baseline


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("{", "not valid JSON"),
        ("[]", "not a baseline"),
        ('{"gold": "x"}', "not a baseline"),
        ('{"gold": "x", "floors": {"a": 80}}', "the floor of a is 80; floors lie between 0 and 1"),
    ],
)
def test_a_file_that_is_no_baseline_is_refused(tmp_path: Path, content: str, reason: str):
    (tmp_path / "b.json").write_text(content)
    with pytest.raises(ConfigError, match=reason):
        read_baseline(tmp_path / "b.json")


def test_a_missing_baseline_is_the_callers_error(tmp_path: Path):
    with pytest.raises(ConfigError, match="no baseline"):
        read_baseline(tmp_path / "b.json")
