"""Small gold files and folders of tables for tests of the evaluation."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from pipeline.rows import ROW_TYPES

Row = Mapping[str, Any]
SCORED = ("mentions", "dates", "amounts", "quotes", "claims")


def gold_article(text: str, article_id: str = "a1", **arrays: Sequence[Row]) -> dict[str, Any]:
    """A gold article; each row's ``text`` is filled in from the article's text."""
    whole = {name: [{**row, "text": text[row["start"] : row["end"]]} for row in rows] for name, rows in arrays.items()}
    return {"article_id": article_id, "path": None, "sha256": None, "published": "2018-01-24", **whole}


def write_gold(path: Path, *articles: Mapping[str, Any]) -> Path:
    """A gold file of the articles."""
    path.write_text("".join(json.dumps(article) + "\n" for article in articles), encoding="utf-8")
    return path


def write_tables(folder: Path, rows: Mapping[str, Sequence[Row]], articles: Sequence[str] = ("a1",)) -> Path:
    """A folder with every table as CSV; columns that a row lacks are empty, an unnamed article is ``a1``."""
    folder.mkdir(parents=True, exist_ok=True)
    given = {"articles": [{"article_id": name, "status": "ok"} for name in articles], **rows}
    for row_type in ROW_TYPES:
        with (folder / f"{row_type.table}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, [f.name for f in fields(row_type)], extrasaction="ignore", restval="")
            writer.writeheader()
            for row in given.get(row_type.table, ()):
                writer.writerow({"article_id": "a1", **{name: _cell(value) for name, value in row.items()}})
    return folder


def as_tables(*articles: Mapping[str, Any]) -> dict[str, list[Row]]:
    """The rows of gold articles as the rows of a run that found exactly them, the optional ones apart."""
    return {
        name: [
            {**row, "article_id": article["article_id"]}
            for article in articles
            for row in article.get(name, ())
            if not row.get("optional")
        ]
        for name in SCORED
    }


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else value
