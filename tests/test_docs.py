"""Documents that cannot lag: what README, Makefile help and data dictionary say exists, and the reverse."""

from __future__ import annotations

import csv
import re
import subprocess
from dataclasses import fields
from pathlib import Path

import pytest
from typer.main import get_command

from pipeline.cli import app
from pipeline.rows import ROW_TYPES
from pipeline.tables.dictionary import data_dictionary

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = [
    "help", "setup", "extract", "evaluate", "gate", "report", "notebooks", "golden", "bench", "train", "card", "test",
    "lint", "types", "check", "clean",
]  # fmt: skip


def test_readme_shows_every_command_and_no_other() -> None:
    commands = set(get_command(app).commands)  # type: ignore[attr-defined]
    assert set(re.findall(r"^    newsledger (\w+)", README, re.M)) == commands


def test_readme_shows_only_options_that_exist() -> None:
    for name, command in get_command(app).commands.items():  # type: ignore[attr-defined]
        for line in re.findall(rf"^    newsledger {name}.*$", README, re.M):
            shown = set(re.findall(r"--[a-z]+", line))
            known = {o for p in command.params for o in p.opts}
            assert shown <= known, f"{name}: {shown - known}"


def test_readme_lists_every_table() -> None:
    section = README.split("## The tables")[1].split("## ")[0]
    assert re.findall(r"^\| (\w+) \|", section, re.M)[1:] == [t.table for t in ROW_TYPES]


def test_readme_is_short_and_names_every_dependency() -> None:
    assert len(README.splitlines()) < 150
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    block = text.split("dependencies = [")[1].split("]")[0]
    missing = [d for d in re.findall(r'"([A-Za-z0-9-]+)', block) if d.lower() not in README.lower()]
    assert not missing


def test_readme_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / target).exists(), target


@pytest.mark.parametrize("target", TARGETS)
def test_makefile_has_target_with_help(target: str) -> None:
    assert re.search(rf"^{target}:.*## \S", MAKEFILE, re.M)


def test_make_without_target_prints_help() -> None:
    done = subprocess.run(["make", "-s"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert [line.split()[0] for line in done.stdout.splitlines()] == TARGETS


@pytest.mark.parametrize("row_type", ROW_TYPES, ids=lambda t: t.table)
def test_data_dictionary_explains_every_column(row_type: type) -> None:
    section = data_dictionary({}).split(f"\n## {row_type.table}\n")[1].split("\n## ")[0]
    assert re.findall(r"^\| (\w+) \|", section, re.M)[1:] == [f.name for f in fields(row_type)]


def test_no_path_of_a_machine_stands_in_tracked_files() -> None:
    done = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("not a git checkout")
    bad = re.compile(r"(?:^|[^A-Za-z0-9_.])/(?:home|Users|root)/")
    for name in done.stdout.splitlines():
        path = ROOT / name
        if path.suffix in {".py", ".md", ".toml", ".txt", ".cfg", ".json", ".yml", ""} and path.is_file():
            assert not bad.search(path.read_text(encoding="utf-8", errors="replace")), name


def test_readme_example_shows_rows_that_the_run_writes() -> None:
    section = README.split("## Three lines")[0]
    shown = re.findall(r"^\| (\w+) \| (\d+)–(\d+) \| (.+?) \|", section, re.M)
    assert len(shown) >= 5
    for table, start, end, text in shown:
        with (ROOT / "tests" / "golden" / "tables" / f"{table}.csv").open(newline="", encoding="utf-8") as file:
            found = {
                (r["start"], r["end"], r["text"]) for r in csv.DictReader(file) if r["article_id"].startswith("01")
            }
        assert (start, end, text) in found, f"README shows a row of {table} that is not there"
