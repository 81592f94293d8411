"""Tables of names in every format that is read."""

from __future__ import annotations

import csv
import gzip
import json
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.config import ReconcileConfig
from pipeline.errors import ConfigError, CorpusError
from pipeline.tables.names import compare_file, reconcile_file

CONFIG = ReconcileConfig()
PLACES = [
    ("m1", "a", 0, "Ines Moreau", None),
    ("m2", "a", 40, "Moreau", None),
    ("m3", "b", 0, "Tom Okoye", "2021-03-03"),
]
COLUMNS = ("mention_id", "article_id", "start", "text", "published", "label")
ROWS = [dict(zip(COLUMNS, (*place, "PERSON"), strict=True)) for place in PLACES]


def write(folder: Path, kind: str) -> Path:
    path = folder / f"names.{kind}"
    if kind == "parquet":
        pq.write_table(pa.Table.from_pylist(ROWS), path)
    elif kind == "jsonl":
        path.write_text("\n".join(map(json.dumps, ROWS)) + "\n\n", encoding="utf-8")
    else:
        with path.open("w", newline="", encoding="utf-8-sig") as file:
            writer = csv.DictWriter(file, COLUMNS, delimiter=";" if kind == "txt" else ",")
            writer.writeheader()
            writer.writerows(ROWS)
    return path


@pytest.mark.parametrize("kind", ["csv", "txt", "jsonl", "parquet"])
def test_one_table_gives_one_result_in_every_format(tmp_path: Path, kind: str) -> None:
    reconcile_file(write(tmp_path, kind), tmp_path / "out", CONFIG)
    with (tmp_path / "out" / "mentions.csv").open(newline="", encoding="utf-8") as file:
        found = [(row["mention_id"], row["entity_id"]) for row in csv.DictReader(file)]
    assert found == [("m1", "person:ines-moreau"), ("m2", "person:ines-moreau"), ("m3", "person:tom-okoye")]


def found_in(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("n.csv", b"name,label\nAnn,\n", "column text is missing; the columns are: name, label; needed: text"),
        ("n.csv", b"text,Text\nAnn,Ben\n", "column text stands there twice"),
        ("n.csv", b"", "column text is missing; the columns are: none"),
        ("n.xlsx", b"PK\x03\x04" + bytes(range(200)), "office document.* a table is CSV"),
        ("n.parquet", b"PAR", "is not a Parquet file"),
        ("n.jsonl", b'{"name": "Ben"}\n', "line 1: column text is missing"),
    ],
)
def test_what_is_no_such_table_is_refused_as_a_whole(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(CorpusError, match=message):
        reconcile_file(tmp_path / name, tmp_path / "out", CONFIG)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("n.csv", b"text,label\nBen,PERSON,more\nAnn,PERSON\n", "line 2: 3 cells under 2 columns"),
        ("n.csv", b'text,label\n"Ben "B" Ames",PERSON\nAnn,PERSON\n', "line 2: is no row of a CSV file"),
        ("n.csv", b"text,label\nBen,WIZARD\nAnn,PERSON\n", "line 2: label 'WIZARD'"),
        ("n.jsonl", b'["Ben"]\n{"text": "Ann", "label": "PER"}\n', "line 1: is no JSON object"),
        ("n.jsonl", b'{"text":\n{"text": "Ann", "label": "PER"}\n', "line 1: is no JSON"),
        ("n.jsonl", b"[" * 100_000 + b'\n{"text": "Ann", "label": "PER"}\n', "line 1: is no JSON"),
        ("n.jsonl", b'{"text": ["Ben"]}\n{"text": "Ann", "label": "PER"}\n', "line 1: text must be a text"),
        ("n.jsonl", b'{"text": null}\n{"text": "Ann", "label": "PER"}\n', "line 1: no text"),
    ],
)
def test_a_row_that_cannot_be_used_is_named_and_the_others_go_on(
    tmp_path: Path, name: str, data: bytes, message: str, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / name).write_bytes(data)
    assert reconcile_file(tmp_path / name, tmp_path / "out", CONFIG) == 1
    rows = found_in(tmp_path / "out" / "mentions.csv")
    assert [(row["mention_id"], row["entity_id"]) for row in rows] == [("1", ""), ("2", "person:ann")]
    assert rows[0]["reason"].startswith(message)
    assert f"{tmp_path / name}, {message}" in caplog.text


def test_a_quotation_mark_that_is_never_closed_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "n.csv").write_text('text,label\nAnn,PERSON\n"Ben,PERSON\nCem,PERSON\n')
    assert reconcile_file(tmp_path / "n.csv", tmp_path / "out", CONFIG) == 1
    assert "line 3" in found_in(tmp_path / "out" / "mentions.csv")[1]["reason"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_tables_are_taken_as_spreadsheets_leave_them(tmp_path: Path, encoding: str, delimiter: str) -> None:
    lines = (
        "",
        "Mention_ID,TEXT,Label,context",
        'm1,José Ames,PERSON,"said\nJosé Ames, 54"',
        ",,,",
        "m2,Ames,PERSON,,",
    )
    (tmp_path / "n.csv").write_bytes("\r\n".join(lines).replace(",", delimiter).encode(encoding))
    assert reconcile_file(tmp_path / "n.csv", tmp_path / "out", CONFIG) == 0
    assert [row["entity_id"] for row in found_in(tmp_path / "out" / "mentions.csv")] == ["person:jose-ames"] * 2


def test_packed_tables_and_broken_characters_are_read(tmp_path: Path) -> None:
    (tmp_path / "n.jsonl.gz").write_bytes(gzip.compress(b'{"text": "Ann \\ud800 Ames", "start": NaN}\n'))
    assert reconcile_file(tmp_path / "n.jsonl.gz", tmp_path / "out", CONFIG) == 0
    assert found_in(tmp_path / "out" / "entities.csv")[0]["name"] == "Ann \ufffd Ames"


def test_a_cell_may_be_longer_than_the_csv_module_allows(tmp_path: Path) -> None:
    (tmp_path / "n.csv").write_text(f'text,label,context\nAnn Ames,PERSON,"{"a " * 100_000}"\n')
    assert reconcile_file(tmp_path / "n.csv", tmp_path / "out", CONFIG) == 0


def test_the_line_is_that_of_the_file_where_cells_run_over_lines(tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text('id,name_a,name_b,label\n1,"Ann\nAmes",Ben,PERSON\n2,Cem,Dora,WIZARD\n')
    assert compare_file(tmp_path / "p.csv", tmp_path / "d.csv", CONFIG) == 1
    rows = found_in(tmp_path / "d.csv")
    assert [(row["id"], row["decision"], row["score"]) for row in rows] == [("1", "different", "0.03"), ("2", "", "")]
    assert rows[1]["reason"].startswith("line 4: label 'WIZARD'")


def test_what_is_read_is_never_overwritten(tmp_path: Path) -> None:
    table, judgements = tmp_path / "mentions.csv", tmp_path / "judgements.csv"
    table.write_text("text,name_a,name_b\nAnn,Ann,Ben\n")
    judgements.write_text("name_a,name_b,decision\nAnn,Ben,different\n")
    config = replace(CONFIG, judgements=str(judgements))
    with pytest.raises(ConfigError, match=r"mentions\.csv: is what is read"):
        reconcile_file(table, tmp_path, config)
    for path in (table, judgements):
        with pytest.raises(ConfigError, match="choose another --out"):
            compare_file(table, path, config)
    assert table.read_text().startswith("text")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["judgements.csv", "mentions.csv"]


def test_a_table_without_labels_is_told_what_that_means(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "n.csv").write_text("text\nAnn Ames\n")
    reconcile_file(tmp_path / "n.csv", tmp_path / "out", CONFIG)
    assert "no column label" in caplog.text
