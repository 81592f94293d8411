"""Tables of names of any content: rows are read or named, none is lost, and what is written agrees with itself."""

from __future__ import annotations

import csv
import random
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.config import ReconcileConfig
from pipeline.errors import PipelineError
from pipeline.reconcile.judgements_file import Judgement, Sheet
from pipeline.schema import Decision
from pipeline.tables.names import compare_file, reconcile_file

T = TypeVar("T")
CONFIG = ReconcileConfig()
PIECES = (
    '"', ",", ";", "\t", "\n", "\r\n", "\r", " ", "text", "label", "start", "name_a", "name_b", "decision", "same",
    "different", "PERSON", "wizard", "Tim Burrow", "Burrow", "Tim  “Bo” Burrow", "NPS", "Dover, Del.", "-1", "7.0",
    "nan", "2018-01-24", "2018-02-30", "\0", "😀", "…", "محمد", "É", "\u202e", "x" * 400,
)  # fmt: skip
cells = st.sampled_from(["", "Tim Burrow", "Burrow", "Ms. Burrow", "T. Burrow", "…", "😀", "Tim\nBurrow", "a\rb", '"'])
junk = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)
heads = st.sampled_from(["text,label,start,mention_id\n", "text;label\r\n", "TEXT\tcontext\n", ""])


def read(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def said(work: Callable[[], T]) -> T | str:
    """What comes of it, or in what words it is refused."""
    try:
        return work()
    except PipelineError as error:
        return str(error)


@settings(max_examples=150, deadline=None)
@given(heads, junk, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]))
def test_any_file_is_read_row_by_row_or_refused_in_words(head: str, text: str, encoding: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        table, out = Path(name) / "t.csv", Path(name) / "out"
        table.write_bytes(f"{head}{text}".encode(encoding, "replace"))
        failed = said(lambda: reconcile_file(table, out, CONFIG))
        if isinstance(failed, str):
            assert str(table) in failed
            assert not out.exists()
            return
        mentions, entities = read(out / "mentions.csv"), read(out / "entities.csv")
        assert sum(not row["entity_id"] for row in mentions) == failed
        assert all(row["reason"] for row in mentions)
        assert {row["entity_id"] for row in mentions} - {""} == {row["entity_id"] for row in entities}
        names = {name for row in entities for name in (row["name"], *row["aliases"].split("; "))}
        assert {row["name_a"] for row in read(out / "merges.csv")} <= names


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(cells, st.sampled_from(["PER", "ORG", "", "wizard"]), cells), max_size=8))
def test_each_row_comes_back_in_its_place(rows: list[tuple[str, str, str]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        table, out = Path(name) / "t.csv", Path(name) / "out"
        with table.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file, quoting=csv.QUOTE_ALL)
            writer.writerow(["id", "mention_id", "text", "name_a", "label", "name_b"])
            writer.writerows([n, f"m{n}", a, a, label, b] for n, (a, label, b) in enumerate(rows))
        bad = [not a.strip() or label == "wizard" for a, label, _ in rows]
        if rows and all(bad):
            assert "no row of the file could be used" in str(said(lambda: reconcile_file(table, out, CONFIG)))
            return
        failed = reconcile_file(table, out, CONFIG)
        found = read(out / "mentions.csv")
        assert [row["mention_id"] for row in found] == [f"m{n}" for n in range(len(rows))]
        assert [not row["entity_id"] for row in found] == bad
        assert failed == sum(bad)
        bad = [is_bad or not b.strip() for is_bad, (_, _, b) in zip(bad, rows, strict=True)]
        if rows and all(bad):
            return
        failed = compare_file(table, out / "pairs.csv", CONFIG)
        found = read(out / "pairs.csv")
        assert [row["id"] for row in found] == [str(n) for n in range(len(rows))]
        assert [not row["decision"] for row in found] == bad
        assert failed == sum(bad)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), cells.filter(str.strip)), min_size=1, max_size=10),
       st.randoms(use_true_random=False))  # fmt: skip
def test_the_order_of_the_rows_changes_no_entity_and_no_decision(
    rows: list[tuple[int, str]], shuffle: random.Random
) -> None:
    given_rows = [[f"m{n}", f"a{article}", n * 30, text, "PERSON"] for n, (article, text) in enumerate(rows)]
    written = []
    with tempfile.TemporaryDirectory() as name:
        table, out = Path(name) / "t.csv", Path(name) / "out"
        for _ in range(2):
            with table.open("w", newline="", encoding="utf-8") as file:
                writer = csv.writer(file, quoting=csv.QUOTE_ALL)
                writer.writerows([["mention_id", "article_id", "start", "text", "label"], *given_rows])
            reconcile_file(table, out, CONFIG)
            links = sorted(tuple(row.values()) for row in read(out / "mentions.csv"))
            written.append((links, (out / "entities.csv").read_bytes(), (out / "merges.csv").read_bytes()))
            shuffle.shuffle(given_rows)
    assert written[0] == written[1]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["name_a,name_b,decision\n", "Name_B;decision;name_a;why;Notes\r\n", ""]), junk,
       st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]), cells)  # fmt: skip
def test_any_file_of_judgements_is_refused_in_words_or_kept_as_it_stands(
    head: str, text: str, encoding: str, why: str
) -> None:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "j.csv"
        path.write_bytes(f"{head}{text}".encode(encoding, "replace"))
        sheet = said(lambda: Sheet.read(path))
        if isinstance(sheet, str):
            assert str(path) in sheet
            return
        sheet.write(path)
        assert [cells for cells, _ in Sheet.read(path).rows] == [cells for cells, _ in sheet.rows]
        more = Judgement("Ann", "Anne", None, Decision.SAME, why=" ".join(why.split()))
        sheet.with_judgement(more, None).write(path)
        rows = Sheet.read(path).judgements
        assert [row.pair for row in rows] == [*(row.pair for row in sheet.judgements), more.pair]
        assert rows[-1].why == more.why
