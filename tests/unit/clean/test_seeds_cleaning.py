"""What people marked in three real articles as furniture, metadata, repairs and look-alikes, where a checkout has it
beside it: all of it comes out as marked."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pipeline.clean import clean_article
from pipeline.schema import Article, RawArticle, Segment, SegmentKind

SHARED = Path(__file__).parents[3].parent / "shared"
GOLD = SHARED / "gold" / "seeds_cleaning.jsonl"
if not GOLD.is_file():
    pytest.skip("the cleaning gold of the seeds is not beside the checkout", allow_module_level=True)
RECORDS = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]


@cache
def article(doc: str) -> Article:
    """The clean article of a seed."""
    path = next((SHARED / "seeds").rglob(f"{doc}.txt"))
    return clean_article(RawArticle(doc, path.name, "", path.read_bytes().decode("utf-8")))


def touched(record: dict[str, Any]) -> list[Segment]:
    """The segments that share a character other than white space with a record."""
    raw, start, end = article(record["doc"]).source.raw, record["start"], record["end"]
    spans = ((s, max(start, s.raw_span.start), min(end, s.raw_span.end)) for s in article(record["doc"]).segments)
    return [segment for segment, first, last in spans if raw[first:last].strip()]


def is_repaired(record: dict[str, Any]) -> bool:
    """Whether the clean text has what the record wants in place of its raw characters."""
    found = article(record["doc"])
    if record["to"] == "":  # a bullet: the item begins behind it
        return any(s.raw_span.start == record["end"] and s.kind is SegmentKind.LIST_ITEM for s in found.segments)
    if not record["to"].strip("\n"):  # a break between paragraphs
        pairs = zip(found.segments, found.segments[1:], strict=False)
        return any(a.raw_span.end <= record["start"] and b.raw_span.start >= record["end"] for a, b in pairs)
    return record["to"] in found.text and record["text"] not in found.text


@pytest.mark.parametrize("record", RECORDS, ids=lambda r: f"{r['doc'][:3]}-{r['start']}-{r['action']}")
def test_every_record_comes_out_as_marked(record: dict[str, Any]) -> None:
    if record["action"] == "repair":
        assert is_repaired(record)
        return
    segments = touched(record)
    assert segments
    assert [s.kept for s in segments] == [record["action"] == "keep"] * len(segments)
    if record["action"] == "keep":
        assert record["text"] in article(record["doc"]).text
