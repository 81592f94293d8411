"""Which files are read, and the ids that their paths make."""

from __future__ import annotations

import os
from itertools import permutations
from pathlib import Path

import pytest

from pipeline.config import ReadConfig
from pipeline.errors import ConfigError
from pipeline.read import read_corpus
from pipeline.read_files import sources_of
from pipeline.schema import RawArticle


def touch(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"The pier of {name} closed on Monday.", encoding="utf-8")


def ids(*inputs: Path) -> dict[str, str]:
    base = os.path.commonpath(inputs) if len(inputs) > 1 else inputs[0]
    return {os.path.relpath(source.path, base): source.article_id for source in sources_of(inputs)}


def test_an_id_is_the_path_below_the_input_folder_without_its_ending(tmp_path: Path) -> None:
    touch(tmp_path, "a/b/x.txt", "a/y.html.gz", "z.2018.htm", "w.warc.gz")
    assert ids(tmp_path) == {"a/b/x.txt": "a/b/x", "a/y.html.gz": "a/y", "z.2018.htm": "z.2018", "w.warc.gz": "w"}
    assert ids(tmp_path / "a") == {"b/x.txt": "b/x", "y.html.gz": "y"}
    assert [s.article_id for s in sources_of([tmp_path / "a" / "b" / "x.txt"])] == ["x"]


def test_files_of_one_id_are_told_apart_by_their_endings_and_the_text_keeps_it(tmp_path: Path) -> None:
    touch(tmp_path, "x.html", "x.htm")
    assert ids(tmp_path) == {"x.html": "x", "x.htm": "x.htm"}
    touch(tmp_path, "x.txt", "x.txt.gz", "x.html.txt", "y.txt")
    assert ids(tmp_path) == {
        "x.txt": "x",
        "x.html.txt": "x.html",
        "x.html": f"{tmp_path.name}/x",
        "x.htm": "x.htm",
        "x.txt.gz": "x.txt.gz",
        "y.txt": "y",
    }


def test_files_of_two_folders_are_told_apart_by_the_folder(tmp_path: Path) -> None:
    touch(tmp_path, "may/x.txt", "june/x.txt", "june/y.txt", "other/june/x.txt")
    expected = {"may/x.txt": "may/x", "june/x.txt": "x", "june/y.txt": "y"}
    for inputs in permutations([tmp_path / "may", tmp_path / "june"]):
        assert ids(*inputs) == expected
    found = ids(tmp_path / "may", tmp_path / "june", tmp_path / "other" / "june")
    assert found.pop("other/june/x.txt") == "june/x"
    assert found == expected


def test_a_file_named_twice_is_read_once_and_the_outer_folder_names_it(tmp_path: Path) -> None:
    touch(tmp_path, "a/x.txt")
    given = [tmp_path / "a" / "x.txt", tmp_path, tmp_path / "a", tmp_path / "a" / ".." / "a"]
    for inputs in permutations(given):
        assert [s.article_id for s in sources_of(inputs)] == ["a/x"]


def test_added_files_change_no_id(tmp_path: Path) -> None:
    touch(tmp_path, "m/x.txt", "m/y.html", "x.jsonl")
    before = ids(tmp_path)
    touch(tmp_path, "a.txt", "m/x.html", "m/y.htm", "a/x.txt", "m/m/x.txt", "m.txt")
    assert {path: i for path, i in ids(tmp_path).items() if path in before} == before


@pytest.mark.parametrize("name", ["x" * 240 + ".txt", "line\nfeed.txt"])
def test_a_name_that_can_be_no_id_becomes_a_hash_of_it(tmp_path: Path, name: str) -> None:
    touch(tmp_path / "a", name)
    touch(tmp_path / "b", name)
    (one,), (other,) = ids(tmp_path / "a").values(), ids(tmp_path / "b").values()
    assert one == other
    assert one.startswith("file-")
    (article,) = read_corpus([tmp_path / "a"], ReadConfig())
    assert isinstance(article, RawArticle)
    assert [issue.code for issue in article.issues] == ["made_id"]


def test_the_parts_that_a_browser_saves_beside_a_page_are_no_articles(tmp_path: Path) -> None:
    touch(tmp_path, "story.html", "story_files/frame.html", "other_files/page.html")
    assert ids(tmp_path) == {"story.html": "story", "other_files/page.html": "other_files/page"}


def test_a_folder_of_pdf_files_is_told_of(tmp_path: Path) -> None:
    touch(tmp_path, "a.pdf", "b.png")
    assert [getattr(r, "code", None) for r in read_corpus([tmp_path], ReadConfig())] == ["pdf_unsupported"]


def test_a_folder_without_articles_names_what_would_be_one(tmp_path: Path) -> None:
    touch(tmp_path, "b.png")
    with pytest.raises(ConfigError, match=r"\.txt, \.html, \.htm, \.xhtml, \.jsonl, \.csv, \.parquet, \.warc"):
        sources_of([tmp_path])
