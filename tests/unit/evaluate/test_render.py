"""The scores as text and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.errors import ConfigError
from pipeline.evaluate import evaluate, render_comparison, render_text, write_errors, write_json
from pipeline.evaluate.evaluation import Evaluation
from tests.unit.evaluate.build import gold_article, write_gold, write_tables

TEXT = "The council met in May and again in June."
MAY = {"start": 19, "end": 22, "text": "May", "kind": "date", "timex": "2018-05"}
JUNE = {"start": 36, "end": 40, "text": "June", "kind": "date", "timex": "2018-06"}


@pytest.fixture
def evaluations(tmp_path: Path) -> tuple[Evaluation, Evaluation]:
    """A run that finds May with a wrong value, and one that finds June."""
    gold = write_gold(tmp_path / "gold.jsonl", gold_article(TEXT, dates=[MAY, JUNE], amounts=[]))
    tables = [[{**MAY, "timex": "2017-05"}], [JUNE]]
    folders = [write_tables(tmp_path / f"run{i}", {"dates": rows}) for i, rows in enumerate(tables)]
    first, second = (evaluate(gold, folder, {"a1": TEXT}) for folder in folders)
    return first, second


def test_text_has_a_line_for_each_table_with_scores_and_counts(evaluations: tuple[Evaluation, Evaluation]):
    assert render_text(evaluations[0]) == (
        "                       gold  rows      P     R    F1  tp  fp  fn\n"
        "dates exact               2     1  100.0  50.0  66.7   1   0   1\n"
        "dates exact typed         2     1  100.0  50.0  66.7   1   0   1\n"
        "dates overlap             2     1  100.0  50.0  66.7   1   0   1\n"
        "dates overlap typed       2     1  100.0  50.0  66.7   1   0   1\n"
        "amounts exact             0     0    n/a   n/a   n/a   0   0   0\n"
        "amounts exact typed       0     0    n/a   n/a   n/a   0   0   0\n"
        "amounts overlap           0     0    n/a   n/a   n/a   0   0   0\n"
        "amounts overlap typed     0     0    n/a   n/a   n/a   0   0   0\n"
        "\n"
        "field of matched rows  right  of  share\n"
        "dates.kind                 1   1  100.0\n"
        "dates.timex                0   1    0.0\n"
    )


@pytest.mark.parametrize(("by", "start"), [("article", "a1 dates exact"), ("label", "dates date exact")])
def test_text_can_be_broken_down(evaluations: tuple[Evaluation, Evaluation], by: str, start: str):
    lines = render_text(evaluations[0], by).splitlines()
    assert any(line.split()[: len(start.split())] == start.split() and " 66.7 " in line for line in lines)


def test_an_unknown_breakdown_is_refused(evaluations: tuple[Evaluation, Evaluation]):
    with pytest.raises(ConfigError, match="--by day: allowed are table, article, label"):
        render_text(evaluations[0], "day")


def test_notes_stand_under_the_scores(tmp_path: Path):
    gold = write_gold(tmp_path / "gold.jsonl", gold_article(TEXT, dates=[MAY]))
    text = render_text(evaluate(gold, write_tables(tmp_path / "run", {})))
    assert text.endswith("\na1: its text was not at hand, so gold was not checked against it\n")


def test_comparison_shows_scores_and_rows(evaluations: tuple[Evaluation, Evaluation]):
    lines = [line.split() for line in render_comparison(*evaluations).splitlines()]
    assert ["dates.timex", "0.0", "100.0"] in lines
    assert ["lost", "dates", "a1", "19-22", "date", "May"] in lines
    assert ["gained", "dates", "a1", "36-40", "date", "June"] in lines


def test_equal_runs_are_said_to_be_equal(evaluations: tuple[Evaluation, Evaluation]):
    assert render_comparison(evaluations[0], evaluations[0]) == "no score differs\n\nno row gained or lost\n"


def test_json_holds_counts_and_null_for_what_is_undefined(evaluations: tuple[Evaluation, Evaluation], tmp_path: Path):
    write_json(evaluations[0], tmp_path / "new" / "scores.json")
    document = json.loads((tmp_path / "new" / "scores.json").read_text())
    exact = {"tp": 1, "fp": 0, "fn": 1, "precision": 1.0, "recall": 0.5, "f1": 2 / 3}
    assert document["tables"]["dates"]["exact"] == exact
    assert document["articles"]["a1"]["tables"]["dates"]["fields"]["timex"] == {"right": 0, "total": 1, "share": 0.0}
    assert document["metrics"]["amounts.exact.f1"] is None


def test_errors_go_to_a_file_and_no_partial_file_stays(evaluations: tuple[Evaluation, Evaluation], tmp_path: Path):
    folder = tmp_path / "out"
    write_errors(evaluations[1], folder / "errors.csv")
    assert [path.name for path in folder.iterdir()] == ["errors.csv"]
    assert (folder / "errors.csv").read_text().splitlines()[1:] == ["dates,a1,19,22,miss,May,date,,May,"]


def test_a_file_that_cannot_be_written_is_named(evaluations: tuple[Evaluation, Evaluation], tmp_path: Path):
    (tmp_path / "taken").mkdir()
    with pytest.raises(ConfigError, match="taken: cannot be written"):
        write_json(evaluations[0], tmp_path / "taken")
