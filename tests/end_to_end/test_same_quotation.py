"""Two papers, one statement, one of them with a slip in the name: one person, and the table of merges says why."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import run_pipeline
from tests.end_to_end.test_command_line import rows

pytestmark = pytest.mark.model
STATEMENT = "Nobody asked the crews what the night route means to the people who clean this city"
WALKOUT = f"""\
Ferry crews walk out

DOVER, Jan. 22, 2018 - Ferry crews walked off the job on Monday over a plan to close the night route.

“{STATEMENT},” Jon Addler said. “They will hear from us.”
"""
CLOSING = """\
Night boats to stop in spring

The night boats across the bay will stop running in April, the harbor council decided on Tuesday.

“{said},” said John Adlder, who has worked on the boats for years.
"""


def extract(folder: Path, said: str) -> Path:
    """The tables of both articles, the second of which quotes the man with these words."""
    (folder / "raw").mkdir()
    (folder / "raw" / "courier.txt").write_text(WALKOUT, encoding="utf-8")
    (folder / "raw" / "herald.txt").write_text(CLOSING.format(said=said), encoding="utf-8")
    run_pipeline([folder / "raw"], folder / "out")
    return folder / "out"


def people(out: Path) -> list[str]:
    return sorted(row["aliases"] for row in rows(out / "entities.csv") if row["label"] == "PERSON")


def test_the_same_quotation_makes_one_person_of_two_spellings(tmp_path: Path) -> None:
    out = extract(tmp_path, f"{STATEMENT.replace('Nobody', '[N]obody')} … every night")
    assert people(out) == ["John Adlder; Jon Addler"]
    (merge,) = rows(out / "merges.csv")
    assert (merge["name_a"], merge["name_b"], merge["decision"]) == ("John Adlder", "Jon Addler", "same")
    assert "; both are quoted with the same words; " in merge["reason"]
    speakers = {row["speaker_id"] for row in rows(out / "quotes.csv")}
    assert len(speakers) == 1


def test_other_words_leave_the_two_spellings_to_a_person(tmp_path: Path) -> None:
    out = extract(tmp_path, "The old boats have earned their rest, and so have most of the pilots")
    assert people(out) == ["John Adlder", "Jon Addler"]
    (merge,) = rows(out / "merges.csv")
    assert merge["decision"] == "unsure"
    assert "quoted" not in merge["reason"]
