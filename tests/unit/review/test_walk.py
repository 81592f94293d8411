"""The walk in the terminal, driven by keys and lines."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from rich.console import Console

from pipeline.reconcile.judgements_file import read_judgements
from pipeline.review.cases import read_cases
from pipeline.review.decisions import Review
from pipeline.review.keys import Keyboard
from pipeline.review.walk import review_tables, walk
from tests.unit.review.tables import MERGE, merge, write

ROWS = [MERGE, merge("Ned Amsel", "Ted Amsel", score="0.6"), merge("Bob Tarrant", "Rob Tarrant", score="0.5")]


def drive(folder: Path, lines: Iterable[str], rows: list[dict[str, str]] = ROWS) -> tuple[str, list[str]]:
    """What the terminal showed, and the decisions in the file."""
    write(folder / "out", "merges", rows)
    path = folder / "judgements.csv"
    screen = io.StringIO()
    given = iter(lines)
    review = Review(read_cases(folder / "out"), path, "A. Editor", "2024-05-01")
    walk(review, Console(file=screen, width=100, highlight=False), lambda _: next(given, None))
    return screen.getvalue(), path.read_text(encoding="utf-8").splitlines()[1:] if path.exists() else []


def test_a_case_shows_names_reasons_and_contexts_with_the_names_marked(tmp_path: Path) -> None:
    shown, _ = drive(tmp_path, [])
    for text in (
        "0 of 3 decided · PERSON · score 0.70", "A  Jon Addler", "B  John Adlder",
        "… said »Jon Addler«, who runs …  [a1]",
        "»John  Adlder«", "· May be a slip of the pen.", "· Both have to do with harbour.", "[s]ame",
    ):  # fmt: skip
        assert text in shown


def test_keys_decide_and_the_walk_ends_with_the_cases(tmp_path: Path) -> None:
    shown, decided = drive(tmp_path, ["s\n", "DIFFERENT\n", "u not clear\n", "s\n"])
    assert decided == [
        "Jon Addler,John Adlder,PERSON,same,A. Editor,2024-05-01,,alone",
        "Ned Amsel,Ted Amsel,PERSON,different,A. Editor,2024-05-01,,alone",
        "Bob Tarrant,Rob Tarrant,PERSON,unsure,A. Editor,2024-05-01,not clear,alone",
    ]
    assert shown.count("[s]ame") == 3


def test_a_note_goes_with_the_next_decision_only(tmp_path: Path) -> None:
    _, decided = drive(tmp_path, ["n one byline", "s", "d"])
    assert [line.split(",")[6] for line in decided] == ["one byline", ""]


def test_undo_and_later_and_quit(tmp_path: Path) -> None:
    shown, decided = drive(tmp_path, ["z", "s", "z", "l", "d", "q", "s"])
    assert decided == ["Ned Amsel,Ted Amsel,PERSON,different,A. Editor,2024-05-01,,alone"]
    assert "nothing to undo" in shown
    assert "Jon Addler / John Adlder: taken back" in shown


def test_unknown_keys_and_help_decide_nothing(tmp_path: Path) -> None:
    shown, decided = drive(tmp_path, ["w", "", "?", "42"])
    assert decided == []
    assert "'w' is no key of the review" in shown
    assert "q  quit" in shown


def test_more_shows_every_context(tmp_path: Path) -> None:
    rows = [merge("Addler", "Jon Addler", evidence_a=f"a{i}: Addler sang song {i}.") for i in range(4)]
    before, _ = drive(tmp_path, [], rows)
    assert "song 1" in before
    assert "song 2" not in before
    assert "2 contexts more" in before
    after, _ = drive(tmp_path, ["m"], rows)
    assert "song 3" in after


def test_what_follows_is_told(tmp_path: Path) -> None:
    rows = [merge("A B", "A C", score="0.7"), merge("A C", "A D", score="0.6"), merge("A B", "A D", score="0.5")]
    shown, decided = drive(tmp_path, ["s", "s"], rows)
    assert "A B / A D: the same, which follows" in shown
    assert len(decided) == 2


def test_words_of_an_article_do_not_steer_the_terminal(tmp_path: Path) -> None:
    shown, _ = drive(tmp_path, [], [merge("Ann", "Anna", evidence_a="a1: Ann \x1b[2Jsaid [bold]no[/bold]")])
    assert "\x1b" not in shown
    assert "[bold]no[/bold]" in shown


@pytest.mark.parametrize(
    ("typed", "keys"), [(b"s", ["s"]), (b"zs", ["z", "s"]), (b"\x1b[Ad", ["d"]), (b"\n", [""]), (b"\x04", [None])]
)
def test_a_terminal_gives_single_keys(typed: bytes, keys: list[str | None], monkeypatch: pytest.MonkeyPatch) -> None:
    pty = pytest.importorskip("pty", reason="no terminals on this system")
    ours, theirs = pty.openpty()
    with open(theirs, encoding="utf-8", closefd=False) as stdin, open(ours, "wb", buffering=0) as fingers:  # noqa: PTH123
        monkeypatch.setattr("sys.stdin", stdin)
        keyboard = Keyboard()
        fingers.write(typed)
        assert [keyboard("> ") for _ in keys] == keys


def test_a_review_without_stdin_ends_as_one_whose_input_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "out", "merges", ROWS)
    monkeypatch.setattr("sys.stdin", None)
    screen = io.StringIO()
    review_tables(tmp_path / "out", tmp_path / "j.csv", "A", "2024-05-01", console=Console(file=screen, width=100))
    assert "0 of 3 decided" in screen.getvalue()
    assert not (tmp_path / "j.csv").exists()


def test_bytes_that_are_no_text_end_no_review(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "out", "merges", ROWS)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"s a\xffb\n"), encoding="utf-8"))
    out = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(out, encoding="ascii"))
    review_tables(tmp_path / "out", tmp_path / "j.csv", "A", "2024-05-01")
    sys.stdout.flush()
    assert b"1 of 3 decided" in out.getvalue()
    assert [row.why for row in read_judgements(tmp_path / "j.csv")] == ["a\ufffdb"]
