"""The file of decisions by people: read as people leave it, changed without loss."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import ConfigError
from pipeline.reconcile.judgements import Judgements
from pipeline.reconcile.judgements_file import Judgement, Sheet, find_judgements, read_judgements
from pipeline.schema import Decision, Label

HEAD = "name_a,name_b,label,decision,who,when,why\n"
AMSEL = Judgement("Ned Amsel", "Ted Amsel", Label.PERSON, Decision.DIFFERENT, "A. Editor", "2024-05-01", "brothers", 2)

ROW = "Ned Amsel,Ted Amsel,PERSON,different,A. Editor,2024-05-01,brothers\n"
SHUFFLED = """\
Decision,NAME_B,name_a,by,Date,Label,why
 Different ,Ted Amsel, Ned  Amsel,A. Editor,2024-05-01,person,brothers
,,,,,,
"""


def write(folder: Path, *lines: str, head: str = HEAD) -> Path:
    path = folder / "judgements.csv"
    path.write_text(head + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    path = write(tmp_path, ROW.strip())
    assert Judgements.read(path).rows == (AMSEL,)


@pytest.mark.parametrize(
    "data",
    [
        ("\ufeff" + (HEAD + ROW).replace("\n", "\r\n")).encode(),
        (HEAD + ROW).replace(",", ";").encode(),
        SHUFFLED.encode(),
        (HEAD.replace("name_b", "seen,name_b") + ROW.replace("Ted", "yes,Ted")).encode(),
        (HEAD + ROW).replace(",", "\t").encode("utf-16"),
    ],
    ids=["byte order mark", "semicolons", "other capitals and order", "further column", "UTF-16 and tabs"],
)
def test_what_spreadsheets_leave_is_understood(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "judgements.csv"
    path.write_bytes(data)
    assert read_judgements(path) == (AMSEL,)


def test_windows_1252_is_read(tmp_path: Path) -> None:
    path = tmp_path / "judgements.csv"
    path.write_bytes("name_a,name_b,decision\nJosé Peña,Jose Pena,same\n".encode("cp1252"))
    assert read_judgements(path) == (Judgement("José Peña", "Jose Pena", None, Decision.SAME, line=2, is_alone=True),)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("A,B,PERSON,maybe,,,", "line 3: decision 'maybe'; allowed: same, different, unsure"),
        ("A,B,HUMAN,same,,,", "line 3: label 'HUMAN'"),
        ("A,,PERSON,same,,,", "line 3: no name_b"),
        ("A,B,PERSON,,,,", "line 3: decision ''"),
    ],
)
def test_slips_are_refused_with_file_line_and_value(tmp_path: Path, line: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message) as caught:
        read_judgements(write(tmp_path, "Ned,Ted,PERSON,same,,,", line))
    assert "judgements.csv" in str(caught.value)


@pytest.mark.parametrize(
    ("decision", "where", "is_alone"),
    [("same", "Alone", True), ("same", "", True), ("same", "everywhere", False), ("different", "", False),
     ("different", "alone", True)],
)  # fmt: skip
def test_where_a_judgement_holds_is_read(tmp_path: Path, decision: str, where: str, is_alone: bool) -> None:
    path = write(tmp_path, f"A,B,{decision},{where}", head="name_a,name_b,decision,where\n")
    assert read_judgements(path) == (Judgement("A", "B", None, Decision(decision), line=2, is_alone=is_alone),)


def test_an_unknown_where_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="line 2: where 'here'; allowed: alone, everywhere, or empty"):
        read_judgements(write(tmp_path, "A,B,same,here", head="name_a,name_b,decision,where\n"))


def test_missing_columns_are_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="line 1: no column decision"):
        read_judgements(write(tmp_path, "A,B", head="name_a,name_b\n"))


def test_an_empty_file_lacks_its_columns(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no column name_a"):
        read_judgements(write(tmp_path, head=""))


def test_a_missing_file_is_a_configuration_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"reconcile\.judgements"):
        read_judgements(tmp_path / "none.csv")


def test_a_new_decision_leaves_the_other_lines_as_people_wrote_them(tmp_path: Path) -> None:
    path = tmp_path / "judgements.csv"
    path.write_text("\ufeffName_A;name_b;seen;decision\nÉva ;Eva;yes;SAME\n;;;\nX;Y;no;unsure\n", encoding="utf-8")
    sheet = Sheet.read(path)
    decided = Judgement("X", "Y", Label.ORG, Decision.DIFFERENT, "A. Editor", "2024-05-01", "two; really")
    sheet.with_judgement(decided, sheet.judgements[1]).with_judgement(AMSEL, None).write(path)
    assert path.read_text(encoding="utf-8") == (
        "\ufeffName_A;name_b;seen;decision;label;who;when;why;where\n"
        "Éva ;Eva;yes;SAME\n;;;\n"
        'X;Y;no;different;ORG;A. Editor;2024-05-01;"two; really";everywhere\n'
        "Ned Amsel;Ted Amsel;;different;PERSON;A. Editor;2024-05-01;brothers;everywhere\n"
    )
    assert [row.decision for row in read_judgements(path)] == ["same", "different", "different"]


def test_a_decision_is_taken_out_again(tmp_path: Path) -> None:
    path = write(tmp_path, ROW.strip(), "A,B,,same,,,")
    sheet = Sheet.read(path)
    sheet.without(sheet.judgements[0]).write(path)
    assert path.read_text() == HEAD + "A,B,,same,,,\n"


def test_the_file_beside_an_input_is_found(tmp_path: Path) -> None:
    (tmp_path / "corpus" / "raw").mkdir(parents=True)
    assert find_judgements([tmp_path / "corpus" / "raw"]) is None
    path = write(tmp_path / "corpus")
    assert find_judgements([tmp_path / "corpus" / "raw", tmp_path / "corpus" / "more.jsonl"]) == path
    (tmp_path / "other").mkdir()
    write(tmp_path / "other")
    with pytest.raises(ConfigError, match="--judgements"):
        find_judgements([tmp_path / "corpus" / "raw", tmp_path / "other" / "a.txt"])


def test_the_file_of_judgements_may_lie_in_the_input_folder(tmp_path: Path):
    path = tmp_path / "judgements.csv"
    path.write_text("name_a,name_b,decision\n", encoding="utf-8")
    assert find_judgements([tmp_path]) == path
    assert find_judgements([path]) is None  # named as an input, it is a table to read


def test_a_carriage_return_in_a_note_splits_no_line(tmp_path: Path) -> None:
    path = write(tmp_path, "Ann,Anne,,same,,,")
    row = Judgement("Ned", "Ted", None, Decision.DIFFERENT, why="two\rbrothers")
    Sheet.read(path).with_judgement(row, None).write(path)
    assert [(row.name_a, row.why) for row in read_judgements(path)] == [("Ann", ""), ("Ned", "two brothers")]
