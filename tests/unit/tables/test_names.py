"""Tables of names in every format that is read."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.config import ReconcileConfig
from pipeline.errors import CorpusError
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


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("n.csv", b"text,label\nAnn,PERSON\nBen,PERSON,more\n", "line 3: 3 cells under 2 columns"),
        ("n.csv", b"name\nAnn\n", "column text is missing"),
        ("n.csv", b'text\n"Ann\n', "line 0|not a CSV"),
        ("n.csv", b"text\nJos\xe9\n", "UTF-8"),
        ("n.jsonl", b'{"text": "Ann"}\n["Ben"]\n', "line 2: is no JSON object"),
        ("n.jsonl", b'{"text": "Ann"}\n{"name": "Ben"}\n', "line 2: column text is missing"),
        ("n.parquet", b"PAR", "is not a Parquet file"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(CorpusError, match=message):
        reconcile_file(tmp_path / name, tmp_path / "out", CONFIG)
    assert not (tmp_path / "out").exists()


def test_the_line_is_that_of_the_file_where_cells_run_over_lines(tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text('id,name_a,name_b,label\n1,"Ann\nAmes",Ben,PERSON\n2,Cem,Dora,WIZARD\n')
    with pytest.raises(CorpusError, match=r"p\.csv, line 4: label 'WIZARD'"):
        compare_file(tmp_path / "p.csv", tmp_path / "d.csv", CONFIG)
