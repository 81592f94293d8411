"""From tables to a review to the next run: decisions bind, whoever reads, and wherever the table comes from."""

from __future__ import annotations

import sys
from io import StringIO
from os import environ
from pathlib import Path
from subprocess import run
from sys import executable

import pytest

from pipeline.cli import main
from pipeline.reconcile.judgements_file import read_judgements
from tests.end_to_end.test_command_line import rows

BY = ("--by", "A. Editor", "--today", "2024-05-01")
NAMES = """\
mention_id,article_id,start,text,label,published,context
m1,a,0,Bob Tarrant,PERSON,2021-03-03,Bob Tarrant sang
m2,b,0,Robert Tarrant,PERSON,2021-03-03,Robert Tarrant swam
m3,c,0,Robert J. Tarrant,PERSON,2021-03-04,Robert J. Tarrant ran
m4,d,0,Tarrant,PERSON,2021-03-04,Tarrant won
"""


def piped(folder: Path, keys: str) -> str:
    """What a review in a process of its own shows, with keys from a pipe, a line each."""
    return run(
        [executable, "-m", "pipeline", "review", "out", "--all", *BY],
        cwd=folder, input="".join(f"{key}\n" for key in keys), capture_output=True, text=True, timeout=120, check=True,
        env={**environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    ).stdout  # fmt: skip


class Door:
    """The command line in this process, run in a folder: its exit code, and what it said."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch, said: pytest.CaptureFixture[str]) -> None:
        self.folder, self._patch, self._said = folder, patch, said
        patch.chdir(folder)
        self.out = self.err = ""

    def __call__(self, *args: str, keys: str = "") -> int:
        self._patch.setattr(sys, "argv", ["newsledger", *args])
        self._patch.setattr(sys, "stdin", StringIO("".join(f"{key}\n" for key in keys)))
        code: object = 0
        try:
            main()
        except SystemExit as done:
            code = done.code
        self.out, self.err = self._said.readouterr()
        return int(code or 0)  # type: ignore[call-overload]


def entities(folder: Path) -> dict[str, str]:
    """The entity of each mention."""
    return {row["mention_id"]: row["entity_id"] for row in rows(folder / "out" / "mentions.csv")}


@pytest.fixture
def door(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Door:
    """The command line in a folder with a table of names, reconciled once."""
    (tmp_path / "names.csv").write_text(NAMES, encoding="utf-8")
    door = Door(tmp_path, monkeypatch, capsys)
    assert door("reconcile", "names.csv", "--out", "out") == 0
    assert len(set(entities(tmp_path).values())) == 1
    return door


def test_a_rejected_pair_stays_apart_through_third_parties_and_new_rows(door: Door) -> None:
    (door.folder / "judgements.csv").write_text("name_a,name_b,decision\nBob Tarrant,Robert J. Tarrant,Different\n")
    with (door.folder / "names.csv").open("a", encoding="utf-8") as table:
        table.write("m5,e,0,Bob Tarrant,PERSON,2021-03-05,Bob Tarrant and friends\n")
    assert door("reconcile", "names.csv", "--out", "out") == 0
    assert "decisions by people: judgements.csv" in door.err
    entity = entities(door.folder)
    assert entity["m1"] == entity["m5"] != entity["m3"]
    merges = {(m["name_a"], m["name_b"]): m["decided_by"] for m in rows(door.folder / "out" / "merges.csv")}
    assert merges["Bob Tarrant", "Robert J. Tarrant"] == "person"


def test_a_review_from_a_pipe_writes_resumes_and_binds_the_next_run(door: Door) -> None:
    folder = door.folder
    piped(folder, "q")
    assert not (folder / "judgements.csv").exists()
    piped(folder, "xsq")
    first, second = read_judgements(folder / "judgements.csv")
    assert (first.decision, first.who, first.when, second.decision) == ("different", "A. Editor", "2024-05-01", "same")
    assert "2 of" in piped(folder, "").splitlines()[2]
    assert door("reconcile", "names.csv", "--out", "out") == 0
    entity = entities(folder)
    ids = {"Bob Tarrant": "m1", "Robert Tarrant": "m2", "Robert J. Tarrant": "m3", "Tarrant": "m4"}
    assert entity[ids[first.name_a]] != entity[ids[first.name_b]]
    assert entity[ids[second.name_a]] == entity[ids[second.name_b]]
    merges = rows(folder / "out" / "merges.csv")
    assert {first.pair, second.pair} <= {
        frozenset((m["name_a"], m["name_b"])) for m in merges if m["decided_by"] == "person"
    }


def test_a_file_that_is_named_takes_the_decisions_and_binds(door: Door) -> None:
    assert door("review", "out", "--all", "--judgements", "desk/decided.csv", *BY, keys="x") == 0
    assert "decisions go to desk/decided.csv" in door.out
    (first,) = read_judgements(door.folder / "desk" / "decided.csv")
    (door.folder / "odd.csv").write_text(f"id,name_a,name_b\n1,{first.name_b},{first.name_a}\n")
    assert door("compare", "odd.csv", "--out", "d.csv", "--judgements", "desk/decided.csv") == 0
    assert [(r["decision"], r["reason"]) for r in rows(door.folder / "d.csv")] == [("different", "judged by a person")]


def test_in_a_project_with_a_corpus_decisions_lie_beside_it(door: Door) -> None:
    (door.folder / "corpus").mkdir()
    assert door("review", "out", "--all", *BY, keys="u") == 0
    assert [row.decision for row in read_judgements(door.folder / "corpus" / "judgements.csv")] == ["unsure"]


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (["review", "nowhere"], ["merges.csv", "newsledger extract"]),
        (["review", "out", "--today", "tomorrow"], ["--today", "YYYY-MM-DD"]),
        (["review", "out", "--judgements", "names.csv"], ["names.csv, line 1", "decision"]),
        (["reconcile", "broken.jsonl", "--out", "x"], ["broken.jsonl, line 1", "JSON"]),
        (["compare", "names.csv", "--out", "x.csv"], ["names.csv", "name_a"]),
        (["compare", "none.csv", "--out", "x.csv"], ["none.csv"]),
        (["reconcile", "names.csv", "--out", "x", "--judgements", "bad.csv"], ["bad.csv, line 1", "name_a"]),
    ],
)
def test_mistakes_are_one_line_that_names_file_line_and_value(door: Door, command: list[str], words: list[str]) -> None:
    (door.folder / "bad.csv").write_text("mention_id,article_id,start,text\nm1,a,0,Ann\n")
    (door.folder / "broken.jsonl").write_text("text\n")
    assert door(*command) == 2
    assert all(word in door.err for word in words), door.err
    assert not (door.folder / "x").exists()


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (["reconcile", "bad.csv", "--out", "x"], ["bad.csv, line 3", "start 'x'", "1 row could", "x/mentions.csv"]),
        (["reconcile", "bad.jsonl", "--out", "x"], ["bad.jsonl, line 2", "WIZARD"]),
        (["compare", "pairs.csv", "--out", "x.csv"], ["pairs.csv, line 3", "name_b", "1 row could", "x.csv"]),
    ],
)
def test_a_row_that_cannot_be_used_is_named_and_the_others_are_written(
    door: Door, command: list[str], words: list[str]
) -> None:
    (door.folder / "bad.csv").write_text("mention_id,article_id,start,text\nm1,a,0,Ann\nm2,a,x,Ben\n")
    (door.folder / "bad.jsonl").write_text('{"text": "Ann"}\n{"text": "Ben", "label": "WIZARD"}\n')
    (door.folder / "pairs.csv").write_text("name_a,name_b\nAnn,Anne\nBen,\n")
    assert door(*command) == 1
    assert all(word in door.err for word in words), door.err
    written = rows(door.folder / "x.csv" if command[0] == "compare" else door.folder / "x" / "mentions.csv")
    assert [row.get("entity_id") == "" or row.get("decision") == "" for row in written] == [False, True]


@pytest.mark.model
def test_extract_holds_to_the_judgements_beside_its_input_and_warns_of_unused_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    raw = tmp_path / "corpus" / "raw"
    raw.mkdir(parents=True)
    (raw / "a.txt").write_text("Mayor Ines Moreau resigned on Friday.", encoding="utf-8")
    (raw / "b.txt").write_text("Mayor Ines Moreaux resigned on Friday. Her deputy Tom Okoye stays.", encoding="utf-8")
    (tmp_path / "corpus" / "judgements.csv").write_text(
        "name_a,name_b,decision,who\nInes Moreau,Ines Moreaux,same,A. Editor\nTom Okoye,Zoe Zander,same,\n"
    )
    door = Door(tmp_path, monkeypatch, capsys)
    assert door("extract", "corpus/raw", "--out", "out") == 0
    assert "judgements.csv" in door.err
    assert "Zoe Zander" in door.err
    entity = {r["text"]: r["entity_id"] for r in rows(tmp_path / "out" / "mentions.csv") if r["form"] == "name"}
    assert entity["Ines Moreau"] == entity["Ines Moreaux"]
    assert "person" in {row["decided_by"] for row in rows(tmp_path / "out" / "merges.csv")}
