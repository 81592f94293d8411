"""Every kind of input through the real command: files, folders, records, archives, and the same text twice."""

from __future__ import annotations

import gzip
import io
import json
import shutil
from html import unescape
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pipeline import run_pipeline
from tests.end_to_end.test_command_line import newsledger, rows

pytestmark = pytest.mark.model
BODY = (
    "<p>PORT ELLIS &mdash; The harbor board voted Wednesday to sell the cannery for <b>$2.5&nbsp;million</b>.</p>\n"
    "<p>&#8220;We waited {n} years for this,&#8221; said board president Ines Moreau.</p>\n"
)
PAGE = (
    "<!DOCTYPE html>\n<html><head><meta charset='utf-8'><title>Harbor board backs sale | Coast News</title>\n"
    "<meta property='og:site_name' content='Coast News'><meta property='og:title' content='Harbor board backs sale'>\n"
    "<meta property='article:published_time' content='2021-03-03T18:30:00-05:00'>"
    "<meta name='author' content='Ana Ruiz'>\n"
    "</head><body><nav><a href='/'>Home</a></nav><article><h1>Harbor board backs sale</h1>\n"
    + BODY
    + "</article></body></html>"
)


def page(n: int) -> str:
    return PAGE.replace("{n}", str(n))


def write_warc(path: Path, *pages: tuple[str, str]) -> None:
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for url, source in pages:
            head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
            body = io.BytesIO(source.encode())
            writer.write_record(writer.create_warc_record(url, "response", payload=body, http_headers=head))
        head = StatusAndHeaders("404 Not Found", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        writer.write_record(writer.create_warc_record("https://example.org/x", "response", http_headers=head))


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A folder with every kind of input, and its tables."""
    base = tmp_path_factory.mktemp("inputs")
    raw = base / "raw"
    (raw / "2021" / "march").mkdir(parents=True)
    (raw / "a.html").write_text(page(1), encoding="utf-8")
    (raw / "2021" / "march" / "a.htm.gz").write_bytes(gzip.compress(page(2).encode()))
    (raw / "a.txt").write_text("“We waited 3 years for this,” said board president Ines Moreau.", encoding="utf-8")
    (raw / "described.html").write_text(page(4), encoding="utf-8")
    (raw / "articles.csv").write_text(
        "path,title,published,outlet\ndescribed.html,Cannery sold,2021-03-04,The Herald\n"
    )
    records = [
        {"article_id": "j1", "html": page(5)},
        {"article_id": "j2", "html": page(5)},
        {"article_id": "j3", "text": page(6)},
    ]
    (raw / "records.jsonl").write_text("\n".join(map(json.dumps, records)))
    pq.write_table(pa.table({"article_id": ["p1"], "html": [page(7)], "byline": ["Tom Okoye"]}), raw / "table.parquet")
    write_warc(raw / "crawl.warc.gz", ("https://example.org/8", page(8)), ("https://example.org/again", page(1)))
    shutil.copy(raw / "a.html", raw / "copy.html")
    done = newsledger("extract", raw, "--out", base / "out", "--quiet")
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return raw, base / "out"


def test_every_input_is_a_row_with_its_id(run: tuple[Path, Path]) -> None:
    raw, out = run
    found = {r["article_id"]: (r["path"].removeprefix(f"{raw}/"), r["status"]) for r in rows(out / "articles.csv")}
    assert found == {
        "2021/march/a": ("2021/march/a.htm.gz", "ok"),
        "a.html": ("a.html", "ok"),
        "a": ("a.txt", "ok"),
        "copy": ("copy.html", "partial"),
        "crawl/1": ("crawl.warc.gz:1", "ok"),
        "crawl/2": ("crawl.warc.gz:2", "partial"),
        "described": ("described.html", "ok"),
        "j1": ("records.jsonl:1", "ok"),
        "j2": ("records.jsonl:2", "partial"),
        "j3": ("records.jsonl:3", "partial"),
        "p1": ("table.parquet:1", "ok"),
    }


def test_what_is_there_twice_is_read_once(run: tuple[Path, Path]) -> None:
    raw, out = run
    issues = {(r["article_id"], r["code"]): r["message"] for r in rows(out / "issues.csv")}
    assert {key for key in issues if key[1] == "duplicate"} == {(i, "duplicate") for i in ("copy", "crawl/2", "j2")}
    assert f"as a.html ({raw}/a.html)" in issues["crawl/2", "duplicate"]
    errors = {r["article_id"]: r["error"] for r in rows(out / "articles.csv")}
    assert errors["copy"] == issues["copy", "duplicate"]
    speakers = {r["article_id"] for r in rows(out / "quotes.csv")}
    assert speakers == {"2021/march/a", "a", "a.html", "crawl/1", "described", "j1", "j3", "p1"}


def test_records_of_an_archive_that_are_no_pages_are_counted(run: tuple[Path, Path]) -> None:
    (issue,) = [r for r in rows(run[1] / "issues.csv") if r["code"] == "passed_over"]
    assert issue["message"].endswith("crawl.warc.gz: records passed over: 1 response with status 404")


def test_the_input_describes_a_page_before_the_page_itself(run: tuple[Path, Path]) -> None:
    fields = ("title", "outlet", "byline", "published", "published_from")
    found = {r["article_id"]: tuple(r[f] for f in fields) for r in rows(run[1] / "articles.csv")}
    stated = ("Harbor board backs sale", "Coast News", "Ana Ruiz", "2021-03-03", "metadata")
    assert {found[i] for i in ("a.html", "2021/march/a", "j1", "j3", "crawl/1")} == {stated}
    assert found["described"] == ("Cannery sold", "The Herald", "Ana Ruiz", "2021-03-04", "metadata")
    assert found["p1"] == (*stated[:2], "Tom Okoye", *stated[3:])


def test_every_row_of_a_page_is_proved_by_its_source(run: tuple[Path, Path]) -> None:
    raw, out = run
    source = (raw / "a.html").read_text(encoding="utf-8")
    quotes = [r for r in rows(out / "quotes.csv") if r["article_id"] == "a.html"]
    amounts = [r for r in rows(out / "amounts.csv") if r["article_id"] == "a.html"]
    assert [source[int(r["start"]) : int(r["end"])] for r in quotes] == ["We waited 1 years for this,"]
    assert "$2.5&nbsp;million" in [source[int(r["start"]) : int(r["end"])] for r in amounts]
    for row in amounts:
        assert " ".join(unescape(source[int(row["start"]) : int(row["end"])]).split()) == row["text"]


def test_a_file_by_name_has_its_stem_as_id_and_pdf_is_a_failure(run: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "report.pdf").write_bytes(b"%PDF-1.7\n")
    summary = run_pipeline([run[0] / "2021" / "march" / "a.htm.gz", tmp_path / "report.pdf"], tmp_path / "out")
    assert summary.has_failures
    found = {r["article_id"]: (r["status"], r["error"]) for r in rows(tmp_path / "out" / "articles.csv")}
    assert found["a"] == ("ok", "")
    assert found["report"][0] == "failed"
    assert "PDF is not read; save the article as text or as a web page" in found["report"][1]
