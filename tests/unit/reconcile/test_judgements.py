"""Decisions by people."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import ConfigError
from pipeline.reconcile.judgements import Judgement, Judgements
from pipeline.schema import Decision, Label

HEAD = "name_a,name_b,label,decision,who,when,why\n"


def write(folder: Path, *lines: str) -> Path:
    path = folder / "judgements.csv"
    path.write_text(HEAD + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    path = write(tmp_path, "Ned Amsel,Ted Amsel,PERSON,different,A. Editor,2024-05-01,two brothers")
    expected = Judgement(
        "Ned Amsel", "Ted Amsel", Label.PERSON, Decision.DIFFERENT, "A. Editor", "2024-05-01", "two brothers", 2
    )
    assert Judgements.read(path).rows == (expected,)


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["A,B,PERSON,same,,,", "B,A,PERSON,different,,,"], "line 3"),
        (["A,B,PERSON,same,,,", "B,C,PERSON,same,,,", "A,C,PERSON,different,,,"], "line 4"),
        (["A,A,PERSON,different,,,"], "line 2"),
        (["A,B,PERSON,maybe,,,"], "maybe"),
        (["A,B,HUMAN,same,,,"], "HUMAN"),
        (["A,,PERSON,same,,,"], "line 2"),
    ],
)
def test_contradictions_and_slips_are_refused_with_their_line(tmp_path: Path, lines: list[str], message: str) -> None:
    with pytest.raises(ConfigError, match=message) as caught:
        Judgements.read(write(tmp_path, *lines))
    assert "judgements.csv" in str(caught.value)


def test_missing_columns_are_named(tmp_path: Path) -> None:
    path = tmp_path / "judgements.csv"
    path.write_text("name_a,name_b\nA,B\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="label, decision"):
        Judgements.read(path)


def test_a_missing_file_is_a_configuration_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"reconcile\.judgements"):
        Judgements.read(tmp_path / "none.csv")


def test_names_of_different_kinds_do_not_touch() -> None:
    rows = [
        Judgement("Dover", "Kent", Label.PERSON, Decision.SAME),
        Judgement("Dover", "Kent", Label.GPE, Decision.DIFFERENT),
    ]
    assert Judgements.of(rows).rows == tuple(rows)
