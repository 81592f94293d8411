"""The pairs and stories of ``benchmarks/names``, written by people who had not seen the code: floors, no targets."""

from __future__ import annotations

import pytest

from benchmarks.names import SETS, cluster_stories, judge_pairs, read_story, score_pairs, score_stories
from pipeline.evaluate.clusters import conll

MOST_FALSE = 0.02  # of the pairs of two different bearers


@pytest.mark.parametrize(("name", "least"), [("learned", 94.0), ("held_out", 92.0)])
def test_pairs_are_told_apart_and_few_are_joined_wrongly(name: str, least: float) -> None:
    _, _, f1, false, different = score_pairs(judge_pairs(SETS / name))
    assert f1 >= least
    assert false <= MOST_FALSE * different


@pytest.mark.parametrize(("name", "least"), [("learned", 0.90), ("held_out", 0.89)])
def test_names_of_stories_are_put_together(name: str, least: float) -> None:
    _, gold, ours = cluster_stories(SETS / name)
    assert (conll([score for _, score in score_stories(gold, ours)]) or 0) >= least


@pytest.mark.parametrize("path", sorted(SETS.glob("*/stories/*.txt")), ids=lambda path: f"{path.parts[-3]} {path.stem}")
def test_every_mark_of_a_story_is_read(path) -> None:  # type: ignore[no-untyped-def]
    rows, entities = read_story(path)
    assert len(rows) == len(entities) == path.read_text(encoding="utf-8").count("[[") > 0
    assert all("[" not in row["text"] and row["text"] in row["context"] for row in rows)
