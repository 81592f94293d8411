"""Small tables to review, written by hand."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

MERGE = {
    "name_a": "Jon Addler", "name_b": "John Adlder", "label": "PERSON", "decision": "unsure", "decided_by": "rule",
    "score": "0.7", "reason": "May be a slip of the pen; both have to do with harbour.",
    "evidence_a": "a1: said Jon Addler, who runs", "evidence_b": "a2: and John  Adlder went",
}  # fmt: skip


def merge(name_a: str, name_b: str, **change: str) -> dict[str, str]:
    """A row of merges about two people; each stands in an article of its own."""
    shown = {"evidence_a": f"a1: here is {name_a}.", "evidence_b": f"a2: there is {name_b}."}
    return MERGE | {"name_a": name_a, "name_b": name_b} | shown | change


def write(folder: Path, name: str, rows: Sequence[Mapping[str, str]]) -> None:
    """One table as CSV."""
    folder.mkdir(exist_ok=True)
    with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]), quoting=csv.QUOTE_ALL)
        writer.writeheader()
        writer.writerows(rows)
