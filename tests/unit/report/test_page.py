"""The report: what it shows, and that nothing in an article can act in it."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import ConfigError
from pipeline.report import write_report
from tests.unit.evaluate.build import write_tables

VOID = {"meta", "br"}


class Page(HTMLParser):
    """Collects elements, attributes, visible text and table rows, and checks that elements nest."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.rows: list[list[str]] = []
        self.text = ""
        self.feed(source)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data
        if {"td", "th"} & set(self.open):
            self.rows[-1][-1] += data


def page(folder: Path, rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> Page:
    tables = write_tables(folder / "tables", rows)
    write_report(tables, folder / "report.html")
    return Page((folder / "report.html").read_text(encoding="utf-8"))


def quote(start: int, text: str, **values: Any) -> dict[str, Any]:
    return {"start": start, "end": start + len(text), "text": text, "kind": "direct", **values}


ADA = {"entity_id": "e1", "name": "Ada Byrd", "label": "PERSON", "role": "mayor", "n_quotes": 2}
MAX = {"entity_id": "e2", "name": "Max Roe", "label": "PERSON"}
SAID = {"cue_start": 30, "cue_end": 34, "cue_text": "said"}
SHE = {"speaker_start": 26, "speaker_end": 29, "speaker_text": "she", "speaker_id": "e1"}


def test_a_quote_stands_with_speaker_cue_and_offsets(tmp_path: Path):
    found = page(tmp_path, {"quotes": [quote(4, "We will pay.", **SHE, **SAID, venue="letter")], "entities": [ADA]})
    assert ["We will pay.", "she = Ada Byrd26–29", "said30–34", "direct, letter", "4–16"] in found.rows


def test_a_quote_of_nobody_says_so(tmp_path: Path):
    found = page(tmp_path, {"quotes": [quote(4, "We will pay.")]})
    assert ["We will pay.", "nobody named", "", "direct", "4–16"] in found.rows


def test_claims_amounts_and_dates_stand_under_their_article(tmp_path: Path):
    found = page(
        tmp_path,
        {
            "claims": [
                {"start": 0, "end": 5, "text": "It rains", "voice": "article", "act": "assert", "is_hedged": True},
                {"start": 9, "end": 12, "text": "he paid", "voice": "reported", "act": "deny", "claimant_text": "Roe"},
            ],
            "amounts": [
                {"start": 1, "end": 2, "text": "5 to 9 euros", "kind": "money", "value": "5", "low": "5", "high": "9",
                 "currency": "EUR", "modifier": "range", "of": "bread"},
            ],
            "dates": [
                {"start": 1, "end": 2, "text": "in May", "kind": "date", "timex": "2018-05",
                 "first_day": "2018-05-01", "last_day": "2018-05-31", "anchor": "published"},
            ],
        },
    )  # fmt: skip
    rows = [[" ".join(cell.split()) for cell in row] for row in found.rows]
    assert ["It rains", "the article", "", "article, assert, hedged", "0–5"] in rows
    assert ["he paid", "Roe", "", "reported, deny", "9–12"] in rows
    assert ["5 to 9 euros", "money", "range 5 EUR (5 to 9)", "bread", "", "1–2"] in rows
    assert ["in May", "date", "2018-05", "2018-05-01 to 2018-05-31", "published", "1–2"] in rows


def test_who_speaks_most_comes_first(tmp_path: Path):
    quotes = [quote(i, "No.", speaker_id="e2", article_id=f"a{i % 2}") for i in range(3)]
    claims = [{"start": 0, "end": 1, "voice": "reported", "act": "assert", "claimant_id": "e1"}]
    silent = {"entity_id": "e3", "name": "Silent Sue", "label": "PERSON"}
    found = page(tmp_path, {"quotes": quotes, "claims": claims, "entities": [silent, ADA, MAX]})
    assert found.rows[:3] == [
        ["name", "kind", "role", "quotes", "claims", "articles"],
        ["Max Roe", "PERSON", "", "3", "0", "2"],
        ["Ada Byrd", "PERSON", "mayor", "0", "1", "1"],
    ]
    assert "Silent Sue" not in found.text


def test_unsure_merges_come_first_with_their_reasons(tmp_path: Path):
    merges = [
        {"name_a": "A", "name_b": "B", "decision": decision, "decided_by": "rule", "score": score, "reason": reason}
        for decision, score, reason in (("same", 0.9, "initials"), ("different", 0.1, "x"), ("unsure", 0.6, "nickname"))
    ]
    found = page(tmp_path, {"merges": merges})
    assert [row[4] for row in found.rows if row[0] == "A"] == ["nickname", "initials", "x"]
    assert "unsure: 1, to be decided by a person" in found.text


def test_problems_lead_to_their_article(tmp_path: Path):
    found = page(tmp_path, {"issues": [{"stage": "read", "code": "no_date", "message": "no day found"}]})
    assert ["no_date", "no day found", "read", "a1", ""] in found.rows
    targets = {attrs["id"] for _, attrs in found.tags if "id" in attrs}
    links = {str(attrs["href"]) for tag, attrs in found.tags if tag == "a"}
    assert {link.removeprefix("#") for link in links} <= targets


def test_failed_articles_show_the_reason(tmp_path: Path):
    found = page(tmp_path, {"articles": [{"article_id": "a1", "status": "failed", "error": "not text"}]})
    assert "no date, failed" in found.text
    assert "not text" in found.text


NASTY = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><a href=javascript:alert(3)>&amp;\x07{{ 7*7 }}"


def test_nothing_in_a_table_can_act_in_the_page(tmp_path: Path):
    every = {"text": NASTY, "speaker_text": NASTY, "speaker_id": "e1", "cue_text": NASTY, "venue": NASTY}
    found = page(
        tmp_path,
        {
            "articles": [{"article_id": "a1", "title": NASTY, "path": NASTY, "outlet": NASTY, "status": NASTY,
                          "error": NASTY, "byline": NASTY, "published": NASTY}],
            "quotes": [{"start": 1, "end": 2, **every, "kind": NASTY}],
            "claims": [{"start": 1, "end": 2, "text": NASTY, "claimant_text": NASTY, "voice": NASTY, "act": NASTY}],
            "entities": [{"entity_id": "e1", "name": NASTY, "label": NASTY, "role": NASTY}],
            "merges": [{"name_a": NASTY, "name_b": NASTY, "decision": NASTY, "reason": NASTY, "evidence_a": NASTY}],
            "amounts": [{"start": 1, "end": 2, "text": NASTY, "kind": NASTY, "of": NASTY, "value": NASTY}],
            "dates": [{"start": 1, "end": 2, "text": NASTY, "kind": NASTY, "timex": NASTY}],
            "issues": [{"article_id": NASTY, "code": NASTY, "stage": NASTY, "message": NASTY}],
        },
    )  # fmt: skip
    assert {tag for tag, _ in found.tags} <= {
        "html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "nav", "a", "details", "summary", "table",
        "caption", "thead", "tbody", "tr", "th", "td", "span", "bdi", "br",
    }  # fmt: skip
    assert all(name in {"id", "class", "href", "open", "scope", "lang", "charset", "http-equiv", "content", "name"}
               for _, attrs in found.tags for name in attrs)  # fmt: skip
    assert all(str(attrs["href"]).startswith("#") for tag, attrs in found.tags if tag == "a")
    assert "\x07" not in found.text
    assert NASTY.replace("\x07", "\ufffd") in found.text


def test_the_policy_allows_the_pages_own_style_and_nothing_else(tmp_path: Path):
    page(tmp_path, {})
    source = (tmp_path / "report.html").read_text(encoding="utf-8")
    style = re.search(r"<style>(.*?)</style>", source, re.DOTALL)
    assert style is not None
    digest = b64encode(sha256(style[1].encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert f'<meta http-equiv="Content-Security-Policy" content="{policy}">' in source
    assert not re.search(r"url\(|@import|https?:", style[1])


@pytest.mark.parametrize(("n", "is_open"), [(10, True), (1000, False)])
def test_long_reports_open_folded(tmp_path: Path, n: int, is_open: bool):
    found = page(tmp_path, {"quotes": [quote(i, "No.") for i in range(n)]})
    article = next(attrs for tag, attrs in found.tags if tag == "details" and "id" in attrs)
    assert ("open" in article) == is_open
    assert sum(row[0] == "No." for row in found.rows) == n


def test_same_tables_same_bytes(tmp_path: Path):
    tables = write_tables(tmp_path / "tables", {"quotes": [quote(4, "We will pay.", **SHE)], "entities": [ADA]})
    for name in ("one.html", "two.html"):
        write_report(tables, tmp_path / name)
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()


def test_a_missing_table_names_its_path_and_the_remedy(tmp_path: Path):
    tables = write_tables(tmp_path / "tables", {})
    (tables / "merges.csv").unlink()
    with pytest.raises(ConfigError, match=r"merges\.csv: no such table; make the tables with: newsledger extract"):
        write_report(tables, tmp_path / "report.html")
    assert not (tmp_path / "report.html").exists()
