"""The real gold, where a checkout has it beside it: it must fit its format and score 100 against itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.evaluate.evaluation import evaluate
from pipeline.evaluate.gold import read_gold
from tests.unit.evaluate.build import as_tables, write_tables

SEEDS = Path(__file__).parents[3].parent / "shared" / "gold" / "seeds.jsonl"
pytestmark = pytest.mark.skipif(not SEEDS.is_file(), reason="the gold of the seeds is not beside the checkout")


def test_every_row_fits_its_text():
    assert all(article.checked for article in read_gold(SEEDS))


def test_gold_against_itself_scores_a_hundred(tmp_path: Path):
    articles = [json.loads(line) for line in SEEDS.read_text(encoding="utf-8").splitlines()]
    tables = as_tables(*articles)
    tables["mentions"] = [{**row, "label": row["label"].replace("GROUP", "NORP")} for row in tables["mentions"]]
    folder = write_tables(tmp_path, tables, [article["article_id"] for article in articles])
    evaluation = evaluate(SEEDS, folder)
    assert evaluation.mistakes == ()
    assert set(evaluation.scores.metrics().values()) == {1.0}
