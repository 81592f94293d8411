"""Three articles, all tables, byte for byte; ``make golden`` rewrites them and the diff is read by a person."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.golden.rewrite import TABLES, golden_tables


@pytest.mark.model
def test_golden_tables_are_the_same_to_the_byte(tmp_path: Path) -> None:
    found = golden_tables(tmp_path)
    kept = {p.name: p.read_bytes() for p in TABLES.iterdir()}
    assert set(found) == set(kept)
    changed = [name for name in sorted(found) if found[name] != kept[name]]
    assert not changed, f"changed: {', '.join(changed)}; run `make golden` and read the diff"
