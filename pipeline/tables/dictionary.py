"""The data dictionary: what each table and column of the output folder means, from the row classes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import get_args, get_type_hints

from pipeline.rows import ROW_TYPES, Row

NAMES = {str: "text", int: "integer", float: "number", bool: "boolean", date: "day", Decimal: "decimal"}
HEAD = """\
# Data dictionary

Each table is written as `NAME.csv` and `NAME.parquet`; `run.json` says how they were made. `start` and `end` are
half-open offsets in Unicode code points into the raw file as read (after a byte order mark), so `raw[start:end]` is the
evidence of the row. The raw file of a web page is its source: there `text` is the slice without tags, its references
decoded and its white space folded. Missing is empty in CSV and null in Parquet. Load all tables with the right types:

```python
from pipeline import load_tables

tables = load_tables("outputs")
```
"""


def data_dictionary(counts: Mapping[str, int]) -> str:
    """The dictionary as Markdown, with the number of rows of each table."""
    return HEAD + "".join(_section(t, counts.get(t.table, 0)) for t in ROW_TYPES)


def _section(row_type: type[Row], count: int) -> str:
    title = (row_type.__doc__ or "").strip().rstrip(".")
    lines = [f"\n## {row_type.table}\n\nA row is: {title[:1].lower()}{title[1:]}. Rows in this run: {count}.\n\n"]
    lines += ["| column | type | meaning |\n|---|---|---|\n"]
    hints = get_type_hints(row_type)
    for f in fields(row_type):
        args = get_args(hints[f.name]) or (hints[f.name],)
        kind = NAMES[args[0]] + (", may be missing" if type(None) in args else "")
        lines.append(f"| {f.name} | {kind} | {f.metadata['doc']} |\n")
    return "".join(lines)
