"""Decisions on disk: at once, undone, resumed, checked."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.reconcile.judgements_file import read_judgements
from pipeline.review.cases import read_cases
from pipeline.review.decisions import Review
from pipeline.schema import Decision
from tests.unit.review.tables import merge, write

SAME, DIFFERENT, UNSURE = Decision.SAME, Decision.DIFFERENT, Decision.UNSURE
ROWS = [
    merge("Ann Ames", "Anne Ames", score="0.79"), merge("Anne Ames", "Anna Ames", score="0.78"),
    merge("Ann Ames", "Anna Ames", score="0.77"), merge("Burrow", "Tim Burrow", score="0.6"),
]  # fmt: skip
HEAD = "name_a,name_b,label,decision,who,when,why,where\n"


@pytest.fixture
def start(tmp_path: Path):  # type: ignore[no-untyped-def]
    """Starts a review of the same tables and the same file, as often as asked."""
    write(tmp_path / "out", "merges", ROWS)
    return lambda: Review(read_cases(tmp_path / "out"), tmp_path / "judgements.csv", "A. Editor", "2024-05-01")


def names(review: Review) -> tuple[str, str] | None:
    case = review.current()
    return None if case is None else (case.a.name, case.b.name)


def test_each_decision_is_on_disk_at_once_and_not_asked_again(start, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    review = start()
    review.decide(review.current(), SAME, "one byline")
    line = "Ann Ames,Anne Ames,PERSON,same,A. Editor,2024-05-01,one byline,alone\n"
    assert (tmp_path / "judgements.csv").read_text() == HEAD + line
    assert names(review) == names(start()) == ("Anne Ames", "Anna Ames")


def test_nothing_is_written_before_the_first_decision(start, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    review = start()
    review.put_off(review.current())
    assert not (tmp_path / "judgements.csv").exists()
    assert names(review) == ("Anne Ames", "Anna Ames")
    assert names(start()) == ("Ann Ames", "Anne Ames")


def test_what_follows_from_decisions_is_not_asked(start) -> None:  # type: ignore[no-untyped-def]
    review = start()
    review.decide(review.current(), SAME)
    review.decide(review.current(), DIFFERENT)
    assert names(review) == ("Burrow", "Tim Burrow")
    assert review.count() == {SAME: 1, DIFFERENT: 2, UNSURE: 0, None: 1}


def test_a_decision_speaks_of_names_that_stand_alone(start, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    review = start()
    review.decide(review.cases[3], DIFFERENT)
    assert (tmp_path / "judgements.csv").read_text() == HEAD + (
        "Burrow,Tim Burrow,PERSON,different,A. Editor,2024-05-01,,alone\n"
    )


def test_an_unsure_pair_comes_again_another_day_and_last(start, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    review = start()
    review.decide(review.current(), UNSURE, "ask the desk")
    assert names(review) == ("Anne Ames", "Anna Ames")
    later = start()
    for case in later.cases[1:]:
        later.decide(case, DIFFERENT)
    assert names(later) == ("Ann Ames", "Anne Ames")
    later.decide(later.current(), SAME)
    assert [row.decision for row in read_judgements(tmp_path / "judgements.csv")] == [SAME] + [DIFFERENT] * 3
    assert names(later) is None


def test_every_step_can_be_taken_back(start, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    review = start()
    review.decide(review.current(), UNSURE, "ask the desk")
    before = (tmp_path / "judgements.csv").read_text()
    again = start()
    again.decide(again.cases[0], SAME)
    again.put_off(again.cases[1])
    assert again.undo() is again.cases[1]
    assert again.undo() is again.cases[0]
    assert (tmp_path / "judgements.csv").read_text() == before
    assert again.undo() is None
    assert review.undo() is review.cases[0]
    assert (tmp_path / "judgements.csv").read_text() == HEAD


def test_lines_that_others_write_meanwhile_stay(start, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    review = start()
    review.decide(review.current(), SAME)
    path = tmp_path / "judgements.csv"
    path.write_text(path.read_text() + "Zoe,Zoë,PERSON,same,B. Editor,,,\n", encoding="utf-8")
    review.decide(review.current(), SAME)
    review.undo()
    assert [row.name_a for row in read_judgements(path)] == ["Ann Ames", "Zoe"]


def test_contradictions_are_told_when_they_arise_and_the_walk_goes_on(start, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "judgements.csv"
    path.write_text(HEAD + "Ann Ames,Anna Ames,PERSON,different,,,,\n", encoding="utf-8")
    review = start()
    assert review.decide(review.cases[0], SAME) == []
    path.write_text(path.read_text() + "anna ames,anne  ames,PERSON,same,,,,\n", encoding="utf-8")
    review = start()
    assert names(review) == ("Anne Ames", "Anna Ames")
    problems = review.decide(review.cases[0], SAME)
    assert len(problems) == 1
    assert all(text in problems[0] for text in ("line 2", "line 3", "line 4"))
    assert names(review) == ("Anne Ames", "Anna Ames")
