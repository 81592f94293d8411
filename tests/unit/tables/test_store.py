"""Tables are written whole or not at all, and come back with the right types."""

from __future__ import annotations

import csv
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from pipeline.errors import ConfigError
from pipeline.rows import ROW_TYPES, AmountRow, ArticleRow, QuoteRow
from pipeline.tables import store
from pipeline.tables.store import TableStore, load_tables, write_tables

ARTICLE = ArticleRow(
    article_id="007", path="raw/NA.txt", sha256=None, outlet="null", title='=1+1 "x", y\r z', byline="Ann Null",
    published=date(2023, 10, 11), published_from="text", language="en", n_chars=10, n_words=2, n_sentences=1,
    n_kept_chars=8, status="ok", error=None,
)  # fmt: skip
AMOUNT = AmountRow(
    amount_id="007:1-3:a", article_id="007", start=1, end=3, text="$0.1", kind="money", value=Decimal("0.1"),
    low=Decimal("0.1"), high=None, currency="USD", unit=None, modifier="at_least", of=None, entity_id=None,
    claim_id=None,
)  # fmt: skip
QUOTE = QuoteRow(
    quote_id="007:1-9:q", utterance_id="007:u1", article_id="007", start=1, end=9, text="NA", kind="direct",
    speaker_start=None, speaker_end=None, speaker_text=None, speaker_id=None, cue_start=3, cue_end=7, cue_text="said",
    venue=None, claim_id=None, same_as=None,
)  # fmt: skip


def test_round_trip_keeps_words_numbers_days_decimals_and_nulls(tmp_path: Path) -> None:
    counts = write_tables([ARTICLE, AMOUNT, QUOTE], tmp_path / "out", {"run": 1})
    tables = load_tables(tmp_path / "out")
    article = {name: None if pd.isna(v) else v for name, v in tables.articles.iloc[0].items()}
    assert article == {f: getattr(ARTICLE, f) for f in tables.articles.columns} | {
        "published": pd.Timestamp("2023-10-11")
    }
    amount = tables.amounts.iloc[0]
    assert (amount["value"], amount["low"], amount["high"]) == (Decimal("0.1"), Decimal("0.1"), None)
    assert tables.quotes["text"].tolist() == ["NA"]
    assert tables.quotes["speaker_start"].isna().all()
    assert tables.claims.empty
    assert {name: n for name, n in counts.items() if n} == {"articles": 1, "amounts": 1, "quotes": 1}


def test_plain_pandas_and_parquet_read_the_same_rows(tmp_path: Path) -> None:
    write_tables([ARTICLE, AMOUNT], tmp_path, {})
    assert pd.read_csv(tmp_path / "amounts.csv")["value"].tolist() == [0.1]
    assert pq.read_table(tmp_path / "amounts.parquet").to_pylist()[0]["value"] == Decimal("0.1")
    assert len(pd.read_csv(tmp_path / "articles.csv")) == 1


def test_every_table_is_written_with_its_columns_even_when_empty(tmp_path: Path) -> None:
    write_tables([], tmp_path, {})
    for row_type in ROW_TYPES:
        with (tmp_path / f"{row_type.table}.csv").open(newline="") as file:
            header = next(csv.reader(file))
        assert header == list(store.column_types(row_type))
        assert pq.read_table(tmp_path / f"{row_type.table}.parquet").column_names == header


def test_manifest_holds_the_digest_of_every_file(tmp_path: Path) -> None:
    write_tables([ARTICLE], tmp_path, {"config": {"a": 1}})
    manifest = json.loads((tmp_path / "run.json").read_text())
    assert manifest["config"] == {"a": 1}
    assert manifest["rows"]["articles"] == 1
    assert set(manifest["files"]) == {p.name for p in tmp_path.iterdir()} - {"run.json"}


def test_failed_run_leaves_older_tables_as_they_were(tmp_path: Path) -> None:
    write_tables([ARTICLE], tmp_path, {})
    before = {p.name: p.read_bytes() for p in tmp_path.iterdir()}

    def fail() -> None:
        with TableStore(tmp_path) as tables:
            tables.write("quotes", [QUOTE])
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == before


@pytest.mark.parametrize("moved", range(0, 44, 6))
def test_run_killed_while_tables_are_swapped_is_undone_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moved: int
) -> None:
    write_tables([ARTICLE], tmp_path, {})
    before = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    replace = Path.replace
    calls = iter(range(10_000))

    def dies(self: Path, target: Path) -> Path:
        if next(calls) >= moved:
            raise KeyboardInterrupt
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", dies)
    with pytest.raises(KeyboardInterrupt):
        write_tables([QUOTE], tmp_path, {})
    monkeypatch.undo()
    store.prepare(tmp_path)
    (tmp_path / store.STAGING).rmdir()
    after = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    assert after == before


def test_output_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("x")
    with pytest.raises(ConfigError, match=r"--out .*out"):
        write_tables([], tmp_path / "out", {})


def test_loading_a_folder_without_tables_names_file_and_command(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"articles\.csv.*newsledger extract"):
        load_tables(tmp_path)
