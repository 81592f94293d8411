"""Rows of the matrix of bad inputs that are about text: what a file says, whatever it is written with.

The numbers are those of the matrix of 36 inputs and faults in reliability.md; row 15 (regular expressions) is
``tests/property/test_patterns.py``, the other rows are in ``test_matrix_inputs.py``.
"""

from __future__ import annotations

import csv
import json
import time
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pipeline.run import run_pipeline
from pipeline.tables import load_tables
from pipeline.tables.store import Tables

pytestmark = pytest.mark.model
BODY = "The harbour board voted on Monday to close the old pier, and repairs will take about two years."
LETTERS = "".join(chr(97 + n * n % 26) for n in range(5_000))
TEXTS = {
    "r7": f"{BODY}\n\nThey donâ€™t know, Ana Ruiz said on Friday, and the cafÃ© is closed.",
    "r8": f"{BODY}\n\nThe sanc\u00adtuary c\u200bity \u202eheld\u202c on, A\0na Ruiz said on Fri\ufeffday.",
    "r9-crlf": f"{BODY}\r\n\r\nAna Ruiz said on Friday that it was late.\r\n",
    "r9-cr": f"{BODY}\r\rAna Ruiz said on Friday that it was late.\r",
    "r9-separators": f"{BODY}\u2028Ana Ruiz said on Friday\u2029that it was late.\f{BODY} It rained.",
    "r13": LETTERS * 190,
    "r13-prose": f"{BODY}\n\n{LETTERS * 100}\n\nAna Ruiz said on Friday that it was late.",
    "r13-too-long": LETTERS * 240,
    "r14-brackets": f"{BODY}\n\n{'(' * 20_000}\n\nAna Ruiz said on Friday that it was late.",
    "r14-marks": f"{BODY} {chr(34) * 20_000} Ana Ruiz said on Friday that it was late.",
    "r14-nested": f"{'(' * 10_000}a{')' * 10_000} Ana Ruiz said on Friday that it was late.",
    "r25": "\n\n".join([BODY, "Mayor Ana Null resigned.", "NA", "007", "1e5", "2018-01-24", "null", "None", BODY]),
    "r27": f"👩\u200d🚒 {BODY} The cafe\u0301 of 𝐀na, called القاهرة, was shut.\n\nAna Ruiz said on Friday: 👍🏽.",
    "r27-combining": f"e{chr(0x301) * 5_000} {BODY}\n\nAna Ruiz said on Friday that it was late.",
    "r36": (
        "It may rain, Ana Ruiz said. A second man marched on Sunday. They met yesterday and in the year 99999, and on "
        "February 30, 2018, and again in March."
    ),
}  # fmt: skip
SAID = "Ana Ruiz said on Friday"
SECONDS = 10  # for a file of one megabyte, as long as no words are in it


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Tables, float]:
    """All texts extracted at once: the folder of the tables, the tables, and the seconds of the processor."""
    folder = tmp_path_factory.mktemp("matrix")
    raw = folder / "raw"
    raw.mkdir()
    for name, text in TEXTS.items():
        (raw / f"{name}.txt").write_bytes(text.encode())
    start = time.process_time()
    run_pipeline([raw], folder / "out")
    return folder / "out", load_tables(folder / "out"), time.process_time() - start


def rows(tables: Tables, name: str, article: str) -> list[dict[str, Any]]:
    table = getattr(tables, name)
    return list(table[table.article_id == article].to_dict("records"))


def texts(tables: Tables, name: str, article: str) -> list[str]:
    return [row["text"] for row in rows(tables, name, article)]


def test_every_text_is_one_row_with_a_status(run: tuple[Path, Tables, float]) -> None:
    statuses = dict(zip(run[1].articles.article_id, run[1].articles.status, strict=True))
    assert set(statuses) == set(TEXTS)
    assert [name for name, status in statuses.items() if status == "failed"] == ["r13-too-long"]
    (error,) = (e for e in run[1].articles.error[run[1].articles.article_id == "r13-too-long"])
    assert "1200000 characters, over the limit" in error


def test_rows_13_and_14_long_runs_take_bounded_time_and_are_no_text(run: tuple[Path, Tables, float]) -> None:
    assert run[2] < SECONDS * sum(map(len, TEXTS.values())) / 1_000_000
    for name in ("r13", "r13-prose", "r14-brackets", "r14-marks", "r14-nested", "r27-combining"):
        unread = [row for row in rows(run[1], "segments", name) if row["text"] == "\ufffc"]
        assert [(row["kind"], row["kept"]) for row in unread] == [("boilerplate", False)]
        evidence = TEXTS[name][unread[0]["start"] : unread[0]["end"]]
        assert len(evidence) >= 5_000
        assert " " not in evidence


@pytest.mark.parametrize("name", [name for name, text in TEXTS.items() if SAID in text])
def test_what_stands_around_the_fault_is_found_with_exact_offsets(run: tuple[Path, Tables, float], name: str) -> None:
    (date,) = (row for row in rows(run[1], "dates", name) if row["text"] == "Friday")
    (person,) = (row for row in rows(run[1], "mentions", name) if row["text"] == "Ana Ruiz")
    assert TEXTS[name][date["start"] : date["end"]] == "Friday"
    assert TEXTS[name][person["start"] : person["end"]] == "Ana Ruiz"


def test_row_7_mojibake_is_mended_in_the_view_and_stays_in_the_evidence(run: tuple[Path, Tables, float]) -> None:
    segment = rows(run[1], "segments", "r7")[-1]
    assert segment["text"] == "They don’t know, Ana Ruiz said on Friday, and the café is closed."
    assert TEXTS["r7"][segment["start"] : segment["end"]] == TEXTS["r7"].split("\n\n")[1]


def test_row_8_unseen_characters_stand_in_the_evidence_alone(run: tuple[Path, Tables, float]) -> None:
    segment = rows(run[1], "segments", "r8")[-1]
    assert segment["text"] == "The sanctuary city held on, Ana Ruiz said on Friday."
    assert TEXTS["r8"][segment["start"] : segment["end"]] == TEXTS["r8"].split("\n\n")[1]
    (date,) = (row for row in rows(run[1], "dates", "r8") if row["text"] == "Friday")
    assert TEXTS["r8"][date["start"] : date["end"]] == "Fri\ufeffday"


@pytest.mark.parametrize("name", [name for name in TEXTS if name.startswith("r9")])
def test_row_9_line_ends_make_paragraphs_and_break_no_table(run: tuple[Path, Tables, float], name: str) -> None:
    found = rows(run[1], "segments", name)
    assert [row["text"] for row in found][:1] == [BODY]
    assert all(TEXTS[name][row["start"] : row["end"]].split() == row["text"].split() for row in found)


def test_rows_9_and_25_the_csv_and_parquet_files_and_pandas_agree(run: tuple[Path, Tables, float]) -> None:
    out = run[0]
    for name in ("segments", "mentions", "dates", "quotes", "claims", "issues"):
        with (out / f"{name}.csv").open(newline="", encoding="utf-8") as file:
            written = list(csv.DictReader(file))
        parquet = pd.read_parquet(out / f"{name}.parquet")
        loaded = getattr(run[1], name)
        assert len(written) == len(parquet) == len(loaded)
        if "text" in loaded:
            assert [row["text"] for row in written] == list(parquet.text) == list(loaded.text)


def test_row_25_strings_that_look_like_nulls_or_numbers_stay_strings(run: tuple[Path, Tables, float]) -> None:
    found = texts(run[1], "segments", "r25")
    assert {"NA", "007", "1e5", "2018-01-24", "null", "None"} <= set(found)
    assert any(text.endswith("Null") for text in texts(run[1], "mentions", "r25"))


@pytest.mark.parametrize("name", ["r27", "r27-combining"])
def test_row_27_offsets_count_code_points(run: tuple[Path, Tables, float], name: str) -> None:
    for row in rows(run[1], "segments", name):
        if row["text"] != "\ufffc":
            assert TEXTS[name][row["start"] : row["end"]].replace("\n", " ").strip() == row["text"]


def test_row_36_no_date_is_guessed_from_the_clock(run: tuple[Path, Tables, float]) -> None:
    found = {row["text"]: row for row in rows(run[1], "dates", "r36")}
    assert not {"may", "second", "May", "marched"} & set(found)
    assert "yesterday" in found
    assert {row["text"] for row in found.values() if not pd.isna(row["first_day"])} <= {"2018"}
    assert json.loads((run[0] / "run.json").read_text(encoding="utf-8"))["articles"]["failed"] == 1
