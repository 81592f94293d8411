"""A review driven by any keys over any file of judgements: nothing crashes, is lost, or survives its undoing."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Sequence
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from pipeline.reconcile.judgements_file import Sheet
from pipeline.review.cases import read_cases
from pipeline.review.decisions import Review
from pipeline.review.walk import walk
from tests.unit.review.tables import merge, write

NAMES = ("Ann Ames", "Anne Ames", "Anna Ames", "A. Ames", "Ames")
KEYS = ("s", "d", "u", "l", "z", "z", "m", "?", "", "w", 'n two, "brothers"', "d a\rb", "u x\x85y", "s é;,\t")
pairs = st.lists(st.sampled_from(NAMES), min_size=2, max_size=2, unique=True).map(sorted).map(tuple)
lines = st.lists(
    st.tuples(pairs, st.sampled_from(["same", "Different", "unsure"]), st.sampled_from(["", "person", "ORG"]),
              st.sampled_from(["", "a\rb", "he said;\n\"no\""])), max_size=5,
)  # fmt: skip


def contents(path: Path) -> list[tuple[object, ...]]:
    """The decisions in a file, and what stands beside them in columns that nobody knows."""
    if not path.exists():
        return []
    sheet = Sheet.read(path)
    at = [n for n, name in enumerate(sheet.header) if name == "Notes"]
    return [
        (row.pair, row.label, row.decision, row.who, row.when, row.why, row.is_alone, [cells[n] for n in at])
        for cells, row in sheet.rows
        if row is not None
    ]


@settings(max_examples=60, deadline=None)
@given(st.lists(pairs, min_size=1, max_size=6, unique=True), lines, st.sampled_from([",", ";", "\t"]),
       st.lists(st.sampled_from(KEYS), max_size=14))  # fmt: skip
def test_whatever_is_pressed_can_be_taken_back_and_taken_up_again(
    asked: Sequence[tuple[str, ...]], given_lines: Sequence[tuple[tuple[str, ...], str, str, str]], delimiter: str,
    keys: Sequence[str],
) -> None:  # fmt: skip
    with tempfile.TemporaryDirectory() as name:
        tables, path = Path(name) / "out", Path(name) / "judgements.csv"
        write(tables, "merges", [merge(a, b) for a, b in asked])
        rows = [("Notes", "NAME_A", "name_b", "Decision", "label", "why"), *(
            (f"n{i}", *names, decision, label, why) for i, (names, decision, label, why) in enumerate(given_lines)
        )]  # fmt: skip
        if given_lines:
            cells = (delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
            path.write_text("\r\n".join(cells), encoding="utf-8", newline="")
        before = contents(path)
        cases = read_cases(tables)
        review = Review(cases, path, "A. Editor", "2024-05-01")
        given_keys = iter(keys)
        walk(review, Console(file=io.StringIO(), width=100), lambda _: next(given_keys, None))
        resumed = Review(cases, path, "A. Editor", "2024-05-01")
        assert [resumed.answer(case) for case in cases] == [review.answer(case) for case in cases]
        while review.undo() is not None:
            pass
        assert contents(path) == before
