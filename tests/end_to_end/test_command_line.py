"""The real command on small corpora in temporary folders: outputs, exit codes, one clear line for each mistake."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.tables import load_tables

pytestmark = pytest.mark.model
STORY = """\
Harbor board backs sale

PORT ELLIS, March 3, 2021 (Coast News) — The harbor board voted on Wednesday to sell the old cannery for $2.5 million.

"We waited nine years for this," said board president Ines Moreau. She said the money would pay for a new pier.

Moreau, 61, denied that the price was too low. About 40 percent of residents oppose the sale, according to a survey.
"""


def newsledger(*args: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "pipeline", *map(str, args)],
        capture_output=True, text=True, cwd=cwd, timeout=240, check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )  # fmt: skip


def rows(path: Path) -> list[dict[str, str]]:
    """Rows of a CSV file."""
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """A folder with good articles and every kind of bad one, extracted once."""
    base = tmp_path_factory.mktemp("mixed")
    raw = base / "raw"
    raw.mkdir()
    (raw / "good.txt").write_text(STORY, encoding="utf-8")
    (raw / "latin.txt").write_bytes("The café’s owner, Ana Ruiz, said “no” on Friday.".encode("cp1252"))
    (raw / "bom.txt").write_text("\ufeffMayor Tom Okoye resigned on Friday.", encoding="utf-8")
    (raw / "wide.txt").write_bytes("Mayor Tom Okoye resigned on Friday.".encode("utf-16"))
    (raw / "empty.txt").write_bytes(b"")
    (raw / "binary.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    (raw / "undecodable.txt").write_bytes(b"caf\xe9 \x81\x8d\x8f\x90\x9d said on Friday")
    (raw / "long.txt").write_text("word " * 300_000, encoding="utf-8")
    records = [
        {"article_id": "r1", "text": STORY, "published": "2021-03-03"},
        {"article_id": "r1", "text": "A second article with the same id said so on Friday."},
        {"article_id": "../escape", "text": "An id that leaves the folder."},
        {"article_id": "r2", "text": "Mayor Tom Okoye resigned on Friday.", "published": "yesterday"},
    ]
    lines = [json.dumps(r) for r in records]
    lines.insert(1, '{"article_id": "broken", "text": ')
    (raw / "records.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return base / "out", newsledger("extract", raw, "--out", base / "out", "--quiet")


def test_bad_inputs_become_rows_and_the_others_go_on(
    mixed: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    out, done = mixed
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    articles = {r["article_id"]: r for r in rows(out / "articles.csv")}
    failed = {r["path"].split("/")[-1].split(":")[0] for r in articles.values() if r["status"] == "failed"}
    assert failed == {"empty.txt", "binary.txt", "undecodable.txt", "long.txt", "records.jsonl"}
    assert all(r["error"] for r in articles.values() if r["status"] == "failed")
    assert {"good", "latin", "bom", "wide", "r2"} <= {i for i, r in articles.items() if r["status"] != "failed"}
    codes = {(r["stage"], r["code"]) for r in rows(out / "issues.csv")}
    assert {("read", c) for c in ("empty", "binary", "too_large", "bad_id", "duplicate_id")} <= codes


def test_every_row_is_proved_by_its_raw_characters(mixed: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    out, _ = mixed
    for table in ("segments", "mentions", "dates", "amounts", "quotes", "claims"):
        for row in rows(out / f"{table}.csv"):
            if row["article_id"] == "good":
                assert " ".join(STORY[int(row["start"]) : int(row["end"])].split()) == row["text"], (table, row)


def test_story_yields_its_quote_amount_and_day(mixed: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    tables = load_tables(mixed[0])
    quotes = tables.quotes[tables.quotes.article_id == "good"]
    assert quotes[["text", "cue_text"]].to_numpy().tolist() == [["We waited nine years for this,", "said"]]
    speaker = quotes.speaker_id.iloc[0]
    assert tables.entities.set_index("entity_id").loc[speaker, "name"] == "Ines Moreau"
    amounts = tables.amounts[tables.amounts.article_id == "good"]
    money = amounts[amounts.kind == "money"]
    assert list(zip(money.value, money.currency, strict=True)) == [(Decimal(2_500_000), "USD")]
    assert "2021-03-03" in set(tables.dates[tables.dates.article_id == "good"].timex)


def test_runs_are_equal_to_the_byte_for_any_number_of_jobs(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    for i in range(40):
        (raw / f"a{i:02d}.txt").write_text(STORY.replace("nine", str(i + 2)), encoding="utf-8")
    assert newsledger("extract", raw, "--out", tmp_path / "one").returncode == 0
    assert newsledger("extract", raw, "--out", tmp_path / "two", "--jobs", 2).returncode == 0
    one = {p.name: p.read_bytes() for p in (tmp_path / "one").iterdir()}
    two = {p.name: p.read_bytes() for p in (tmp_path / "two").iterdir()}
    assert one == two


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["extract", "nowhere", "--out", "out"], ["nowhere"]),
        (["extract", "hollow", "--out", "out"], ["hollow", ".txt"]),
        (["extract", "raw", "--out", "taken"], ["taken", "--out"]),
        (["extract", "raw", "--out", "out", "--config", "odd.toml"], ["odd.toml", "read.colour"]),
        (["extract", "raw", "--out", "out", "--model", "no_such_model"], ["no_such_model", "--model"]),
        (["extract", "raw"], ["--out"]),
        (["evaluate", "--gold", "gold.jsonl", "--tables", "raw"], ["gold.jsonl", "1"]),
        (["report", "hollow", "--out", "r.html"], ["hollow"]),
        (["review", "hollow"], ["merges.csv", "newsledger extract"]),
        (["compare", "pairs.csv", "--out", "x.csv"], ["pairs.csv", "name_b"]),
    ],
)
def test_wrong_usage_is_exit_code_2_and_one_clear_line(tmp_path: Path, args: list[str], words: list[str]) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "hollow").mkdir()
    (tmp_path / "raw" / "a.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "taken").write_text("a file")
    (tmp_path / "odd.toml").write_text("[read]\ncolour = 1\n")
    (tmp_path / "gold.jsonl").write_text('{"article_id": 3}\n')
    (tmp_path / "pairs.csv").write_text("id,name_a\n1,Ann\n")
    done = newsledger(*args, cwd=tmp_path)
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert all(word in done.stderr for word in words), done.stderr
    assert not (tmp_path / "out" / "articles.csv").exists()


def test_failed_run_leaves_older_output(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY, encoding="utf-8")
    assert newsledger("extract", tmp_path / "a.txt", "--out", tmp_path / "out").returncode == 0
    before = {p.name: p.read_bytes() for p in (tmp_path / "out").iterdir()}
    done = newsledger("extract", tmp_path / "gone", "--out", tmp_path / "out")
    assert done.returncode == 2
    assert {p.name: p.read_bytes() for p in (tmp_path / "out").iterdir()} == before


def test_evaluate_of_tables_as_their_own_gold_is_perfect_for_dates(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY, encoding="utf-8")
    assert newsledger("extract", tmp_path / "a.txt", "--out", tmp_path / "out").returncode == 0
    keys = ("text", "kind", "timex", "first_day", "last_day", "modifier")
    dates = [
        {"start": int(r["start"]), "end": int(r["end"]), **{k: r[k] or None for k in keys}}
        for r in rows(tmp_path / "out" / "dates.csv")
    ]
    for date in dates:
        date["text"] = STORY[date["start"] : date["end"]]
    article = {"article_id": "a", "path": "a.txt", "sha256": None, "published": None, "dates": dates}
    (tmp_path / "gold.jsonl").write_text(json.dumps(article) + "\n")
    done = newsledger(
        "evaluate", "--gold", tmp_path / "gold.jsonl", "--tables", tmp_path / "out", "--json", tmp_path / "s.json"
    )
    assert done.returncode == 0, done.stderr
    scored = {line[:22].strip(): line[22:].split() for line in done.stdout.splitlines()}
    assert scored["dates exact typed"][2:5] == ["100.0"] * 3
    assert "quotes exact typed" not in scored, "gold says nothing of quotes, so nothing is scored"
    assert len(dates) >= 2


def test_reconcile_and_compare_are_thin_doors(tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_text(
        "mention_id,article_id,start,text,label,published,context\n"
        "m1,a,0,Ines Moreau,PERSON,2021-03-03,Ines Moreau said so\n"
        "m2,a,40,Moreau,PERSON,2021-03-03,Moreau denied it\n"
        "m3,b,0,Tom Okoye,PERSON,2021-03-04,Mayor Tom Okoye said no\n"
    )
    done = newsledger("reconcile", tmp_path / "m.csv", "--out", tmp_path / "r")
    assert done.returncode == 0, done.stderr
    entity = {r["mention_id"]: r["entity_id"] for r in rows(tmp_path / "r" / "mentions.csv")}
    assert entity["m1"] == entity["m2"] != entity["m3"]
    (tmp_path / "p.csv").write_text(
        "id,name_a,name_b,label,role_a,role_b\n1,Tom Okoye,Tom Okoye,PERSON,,\n2,Tom Okoye,Ines Moreau,PERSON,,\n"
    )
    assert newsledger("compare", tmp_path / "p.csv", "--out", tmp_path / "d.csv").returncode == 0
    decided = {r["id"]: r["decision"] for r in rows(tmp_path / "d.csv")}
    assert decided == {"1": "same", "2": "different"}


def test_help_names_every_command() -> None:
    shown = newsledger("--help").stdout
    assert all(f" {name} " in shown for name in ("extract", "evaluate", "reconcile", "compare", "report", "review"))
