"""The rows of the matrix of bad inputs that concern reading: each ends as a row with its reason, in bounded time.

The cases stand in ``tests/cases/matrix/inputs.json``, with the number of the row of the matrix that they prove.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import time
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pipeline import Config, load_tables, run_pipeline
from pipeline.config import ReadConfig
from pipeline.tables.store import Tables
from tests.cases_of import cases_of

pytestmark = pytest.mark.model
GOOD = "Mayor Tom Okoye resigned on Friday. “I am tired,” he said. The council paid him $2 million in 2019.\n"
CASES = [parameter.values[0] for parameter in cases_of("matrix", "inputs")]
PER_ARTICLE = ("segments", "mentions", "dates", "amounts", "quotes", "claims")


def prose(paragraphs: int) -> str:
    """Paragraphs of about 500 characters, no two alike."""
    chosen = random.Random(7)
    syllables = ("ba", "le", "mo", "ri", "tu", "ka", "ne", "do", "si", "va")
    words = ["".join(parts) for parts in product(syllables, repeat=3)]
    return "".join(f"<p>{' '.join(chosen.choices(words, k=72)).capitalize()}.</p>" for _ in range(paragraphs))


def write(folder: Path, case: dict[str, Any]) -> Path:
    """The file of a case."""
    path = folder / case["file"]
    if "sparse" in case:
        with path.open("wb") as file:
            file.truncate(case["sparse"])
        return path
    if "hex" in case:
        data = bytes.fromhex(case["hex"])
    else:
        unit, times = case.get("repeat", ("", 0))
        text = case.get("before", "") + case.get("text", "") + unit * times + prose(case.get("paragraphs", 0))
        text += case.get("after", "")
        data = text.encode(case.get("encoding", "utf-8"))
    for _ in range(case.get("gzip", 0)):
        data = gzip.compress(data, mtime=0)
    path.write_bytes(data)
    return path


@dataclass(frozen=True)
class Run:
    """The tables of a run, by article."""

    tables: Tables

    def article(self, file: str) -> Any:
        """The row of the article of a file."""
        rows = self.tables.articles
        (row,) = rows[rows.path.str.endswith(f"/{file}")].itertuples()
        return row

    def codes(self, article_id: str) -> list[str]:
        """What the reading of an article met."""
        issues = self.tables.issues
        return list(issues[(issues.article_id == article_id) & (issues.stage == "read")].code)

    def rows(self, article_id: str) -> dict[str, pd.DataFrame]:
        """The rows of an article without the entities, which hang on other articles."""
        found = {}
        for name in PER_ARTICLE:
            table = getattr(self.tables, name)
            kept = [
                c
                for c in table.columns
                if c not in ("entity_id", "speaker_id", "claimant_id", "same_as", "score", "method")
            ]
            found[name] = table[table.article_id == article_id][kept].reset_index(drop=True)
        return found


def extract(folder: Path, out: Path, **read: Any) -> Run:
    run_pipeline([folder], out, Config(read=ReadConfig(**read)))
    return Run(load_tables(out))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[Run, Run, Run]:
    """The small inputs together with a good one: as usual, strictly; and the good one alone."""
    base = tmp_path_factory.mktemp("matrix")
    for name in ("all", "strict", "good"):
        (base / name).mkdir()
        (base / name / "good.txt").write_text(GOOD, encoding="utf-8")
    for case in CASES:
        if "seconds" not in case:
            write(base / "all", case)
        if "strict" in case:
            write(base / "strict", case)
    return (
        extract(base / "all", base / "o1"),
        extract(base / "strict", base / "o2", encoding="strict"),
        extract(base / "good", base / "o3"),
    )


@pytest.mark.parametrize("case", [pytest.param(c, id=f"{c['row']}: {c['label']}") for c in CASES if "seconds" not in c])
def test_every_input_is_one_row_with_its_reason(small: tuple[Run, Run, Run], case: dict[str, Any]) -> None:
    run, strict, _ = small
    row = run.article(case["file"])
    assert row.status in case.get("statuses", [case.get("status")]), row.error
    if "codes" in case:
        assert run.codes(row.article_id) == case["codes"]
        assert row.error
    if "strict" in case:
        assert strict.article(case["file"]).status == case["strict"]
    if "mention" in case:
        mentions = run.tables.mentions[run.tables.mentions.article_id == row.article_id]
        assert tuple(case["mention"]) in set(zip(mentions.text, mentions.start, strict=True))
    if "absent" in case:
        for name in (*PER_ARTICLE, "articles", "issues"):
            assert case["absent"] not in getattr(run.tables, name).to_csv()


def test_the_other_articles_are_untouched(small: tuple[Run, Run, Run]) -> None:
    run, strict, alone = small
    for other in (run, strict):
        for name, rows in alone.rows("good").items():
            pd.testing.assert_frame_equal(other.rows("good")[name], rows)
    assert len(alone.rows("good")["quotes"]) == 1


@pytest.mark.parametrize("case", [pytest.param(c, id=f"{c['row']}: {c['label']}") for c in CASES if "seconds" in c])
def test_a_large_input_is_one_row_within_its_time(tmp_path: Path, case: dict[str, Any]) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    write(folder, case)
    started = time.process_time()
    run = extract(folder, tmp_path / "out", **case.get("limits", {}))
    assert time.process_time() - started < case["seconds"]
    row = run.article(case["file"])
    assert row.status in case.get("statuses", [case.get("status")]), row.error
    assert row.status == "ok" or row.error
    assert run.codes(row.article_id) == case.get("codes", [])


def test_row_21_ids_and_names_of_files_stay_data(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    ids = ["../../x", "/abs", "a\0b", "x" * 300, "a\nb", "NUL", "=2+2"]
    lines = [json.dumps({"article_id": i, "text": f"{GOOD} Number {n}."}) for n, i in enumerate(ids)]
    (folder / "r.jsonl").write_text("\n".join(lines), encoding="utf-8")
    for name in (b"caf\xe9.txt", b"line\nfeed.txt", b"CON.txt", b"-rf.txt", b"=1+1.html", b"<b>.txt"):
        try:
            Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_text(f"{GOOD} {name!r}", encoding="utf-8")
        except OSError:
            continue  # this file system has no such names
    before = {path for path in tmp_path.rglob("*") if out not in path.parents}
    articles = extract(folder, out).tables.articles
    assert {path for path in tmp_path.rglob("*") if out not in path.parents} == before | {out}
    failed = articles[articles.status == "failed"]
    assert len(failed) == 5
    assert failed.article_id.str.fullmatch("failed-[0-9a-f]{12}").all()
    for given, message in zip(
        ["../../x", "/abs", "a\\x00b", "xxx", "a\\nb"], failed.sort_values("path").error, strict=True
    ):
        assert given in message
    read = set(articles[articles.status != "failed"].article_id)
    assert {"NUL", "=2+2", "CON", "=1+1", "-rf", "<b>"} <= read
    assert len(articles) == len(ids) + sum(1 for path in folder.iterdir() if path.name != "r.jsonl")
    assert articles.article_id.is_unique


def test_row_22_what_is_no_file_of_the_corpus_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "deep").mkdir(parents=True)
    (tmp_path / "secret.html").write_text("<p>Mayor Secret resigned on Friday.</p>")
    (folder / "good.txt").write_text(GOOD, encoding="utf-8")
    (folder / "out.html").symlink_to(tmp_path / "secret.html")
    (folder / "loop.html").symlink_to(folder / "loop.html")
    (folder / "deep" / "again").symlink_to(folder)
    (folder / "deep" / "elsewhere").symlink_to(tmp_path)
    (folder / "folder.html").mkdir()
    os.mkfifo(folder / "pipe.html")
    os.mkfifo(folder / "pipe.warc.gz")
    os.mkfifo(folder / "deep" / "articles.csv")
    (folder / "closed.html").write_text("<p>Closed")
    (folder / "closed.html").chmod(0)
    run = extract(folder, tmp_path / "out")
    found = {row.article_id: (row.status, run.codes(row.article_id)) for row in run.tables.articles.itertuples()}
    if os.geteuid() != 0:  # the superuser may read everything
        assert found.pop("closed") == ("failed", ["unreadable"])
    assert found.pop("good") == ("ok", [])
    found.pop("closed", None)
    assert {article_id: codes for article_id, (status, codes) in found.items() if status == "failed"} == {
        "out": ["outside"],
        "loop": ["unreadable"],
        "folder": ["not_a_file"],
        "pipe": ["not_a_file"],
        "pipe.warc.gz": ["not_a_file"],
        "deep/elsewhere": ["outside"],
        "deep/articles": ["not_a_file"],
    }
    assert "Secret" not in run.tables.mentions.to_csv()


def test_row_23_one_id_twice_and_one_text_twice(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    long = GOOD * 3
    for name in ("a.txt", "b.txt", "a.html"):
        (folder / name).write_text(long if name.endswith("txt") else f"<!doctype html><p>{long}", encoding="utf-8")
    lines = [
        {"article_id": "r", "text": long.upper()},
        {"article_id": "r", "text": "Another one."},
        {"article_id": "s", "text": long},
    ]
    (folder / "r.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    summary = run_pipeline([folder], tmp_path / "out")
    run = Run(load_tables(tmp_path / "out"))
    rows = {row.path.split("/")[-1]: (row.article_id, row.status) for row in run.tables.articles.itertuples()}
    assert rows.pop("r.jsonl:2")[1] == "failed"
    assert rows == {
        "a.txt": ("a", "ok"),
        "a.html": ("a.html", "ok"),
        "b.txt": ("b", "partial"),
        "r.jsonl:1": ("r", "ok"),
        "r.jsonl:3": ("s", "partial"),
    }
    assert run.codes("b") == run.codes("s") == ["duplicate"]
    assert "the same text and date as a " in run.article("b.txt").error
    assert set(run.tables.mentions.article_id) == {"a", "a.html", "r"}
    assert summary.articles == {"ok": 3, "partial": 2, "failed": 1}


def test_row_24_cells_that_look_like_formulas_are_kept_as_they_are(tmp_path: Path) -> None:
    titles = ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "'quoted", '"q"', "a,b;c"]
    folder = tmp_path / "in"
    folder.mkdir()
    lines = [
        json.dumps({"article_id": f"=r{n}", "text": f"{GOOD}{n}", "title": t, "outlet": f"\t{t}\r"})
        for n, t in enumerate(titles)
    ]
    (folder / "=r.jsonl").write_text("\n".join(lines), encoding="utf-8")
    articles = extract(folder, tmp_path / "out").tables.articles
    assert list(articles.title) == list(articles.outlet) == titles
    assert list(articles.article_id) == [f"=r{n}" for n in range(len(titles))]
    assert list(pd.read_csv(tmp_path / "out" / "articles.csv").title) == titles
