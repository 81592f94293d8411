"""An article that is there twice is read once, and said."""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path

import pytest

from pipeline.config import ReadConfig
from pipeline.read import DuplicateArticle, FailedArticle, read_corpus
from pipeline.schema import RawArticle

LONG = "The pier closed on Monday, and nobody could say when it would open again. " * 4
Outcomes = list[RawArticle | FailedArticle | DuplicateArticle]


def read(*inputs: Path) -> Outcomes:
    return list(read_corpus(inputs, ReadConfig()))


def copies(results: Outcomes) -> list[tuple[str, str]]:
    """Each repetition with what its message says that it repeats."""
    found = [r for r in results if isinstance(r, DuplicateArticle)]
    return [(r.source.article_id, r.message.split(" as ")[1].split(" ")[0]) for r in found]


def test_the_first_in_path_order_is_read_whatever_the_order_of_the_inputs(tmp_path: Path) -> None:
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(LONG)
    for inputs in permutations([tmp_path / "a.txt", tmp_path / "b.txt", tmp_path / "c.txt"]):
        results = read(*inputs)
        assert [r.article_id for r in results if isinstance(r, RawArticle)] == ["a"]
        assert copies(results) == [("b", "a"), ("c", "a")]


def test_a_repetition_keeps_its_metadata_but_not_its_text(tmp_path: Path) -> None:
    records = [{"article_id": i, "text": LONG, "outlet": o, "published": "2018-01-24"} for i, o in ("xA", "yB")]
    (tmp_path / "r.jsonl").write_text("\n".join(map(json.dumps, records)))
    _, copy = read(tmp_path)
    assert isinstance(copy, DuplicateArticle)
    assert (copy.source.outlet, copy.source.raw, copy.n_chars, copy.source.path) == (
        "B", "", len(LONG), f"{tmp_path}/r.jsonl:2"
    )  # fmt: skip
    assert copy.message == (
        f"{tmp_path}/r.jsonl:2: the same text and date as x ({tmp_path}/r.jsonl:1), which is read instead"
    )


def test_white_space_and_encoding_make_no_difference(tmp_path: Path) -> None:
    text = LONG.replace("pier", "café")
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(text.replace(". ", ".\r\n\r\n").encode("utf-16"))
    (tmp_path / "c.jsonl").write_text(json.dumps({"article_id": "r", "text": f" {text}"}))
    assert copies(read(tmp_path)) == [("b", "a"), ("r", "a")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"text": LONG, "published": "2018-01-24"}, {"text": LONG, "published": "2018-01-25"}),
        ({"text": LONG, "published": "2018-01-24"}, {"text": LONG}),
        ({"text": LONG}, {"text": LONG + "Again."}),
        ({"text": LONG[:199]}, {"text": LONG[:199]}),
    ],
    ids=["another day", "no day", "another text", "a short text"],
)
def test_what_is_not_the_same_is_read(tmp_path: Path, one: object, other: object) -> None:
    lines = [json.dumps({"article_id": f"r{i}", **r}) for i, r in enumerate([one, other])]  # type: ignore[dict-item]
    (tmp_path / "r.jsonl").write_text("\n".join(lines))
    assert copies(read(tmp_path)) == []


def test_a_repetition_with_an_id_that_is_taken_is_still_an_error(tmp_path: Path) -> None:
    (tmp_path / "r.jsonl").write_text("\n".join([json.dumps({"article_id": "r", "text": LONG})] * 2))
    assert [getattr(r, "code", "ok") for r in read(tmp_path)] == ["ok", "duplicate_id"]
