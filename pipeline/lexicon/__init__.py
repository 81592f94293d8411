"""Word lists as data files; the loader only reads. Each file says in its head where its words come from."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent


def _lines(name: str) -> list[str]:
    text = (HERE / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


@cache
def words(name: str) -> frozenset[str]:
    """The entries of ``NAME.txt``: one a line, lines that start with # are comments."""
    return frozenset(line.strip() for line in _lines(f"{name}.txt"))


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of ``NAME.csv`` as dictionaries; lines that start with # are comments."""
    return tuple(csv.DictReader(_lines(f"{name}.csv")))
