"""Rewrites the golden tables: ``python -m tests.golden.rewrite``; a person reads the diff."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from pipeline.config import Config
from pipeline.run import run_pipeline

HERE = Path(__file__).parent
CORPUS = HERE.parent.parent / "corpus" / "raw"
# A wire story with a list, a city paper's page with caption and byline, a weekly's opinionated piece.
ARTICLES = ("01-wire-letters.txt", "02-courier-meeting.txt", "06-commons-buried.txt")
TABLES = HERE / "tables"


def golden_tables(work: Path) -> dict[str, bytes]:
    """The CSV tables of the golden articles and their data dictionary, by file name."""
    source = work / "raw"
    source.mkdir()
    for name in ARTICLES:
        shutil.copy(CORPUS / name, source / name)
    lines = (CORPUS / "articles.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if line.startswith(("path,", *ARTICLES))]
    (source / "articles.csv").write_text("".join(kept), encoding="utf-8")
    run_pipeline([source], work / "out", Config())
    found = {p.name: p.read_bytes() for p in sorted((work / "out").glob("*.csv"))}
    found["README.md"] = (work / "out" / "README.md").read_bytes()
    # The input's folder is a temporary one: it is no part of the result.
    found["articles.csv"] = found["articles.csv"].replace(str(source).encode(), b"corpus/raw")
    return found


def main() -> None:
    """Write the tables."""
    TABLES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        for name, content in golden_tables(Path(work)).items():
            (TABLES / name).write_bytes(content)


if __name__ == "__main__":
    main()
