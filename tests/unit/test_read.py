"""Every input ends as exactly one article or one failure, and nothing blocks or raises in between."""

from __future__ import annotations

import codecs
import gzip
import json
import os
import re
from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.config import ReadConfig
from pipeline.errors import ConfigError
from pipeline.read import DuplicateArticle, FailedArticle, read_corpus
from pipeline.schema import RawArticle

TEXT = "The council met on Monday. “No comment,” the mayor said."


def read(*inputs: Path, **limits: int | str) -> list[RawArticle | FailedArticle]:
    results = list(read_corpus(inputs, ReadConfig(**limits)))  # type: ignore[arg-type]
    return [result for result in results if not isinstance(result, DuplicateArticle)]


def one(path: Path, **limits: int | str) -> RawArticle:
    (article,) = read(path, **limits)
    assert isinstance(article, RawArticle), article
    return article


def failure(path: Path, **limits: int | str) -> FailedArticle:
    (failed,) = read(path, **limits)
    assert isinstance(failed, FailedArticle), failed
    return failed


def outcomes(results: Iterable[RawArticle | FailedArticle]) -> list[tuple[str, str]]:
    return [(r.article_id, r.code if isinstance(r, FailedArticle) else "ok") for r in results]


def jsonl(path: Path, *records: object) -> Path:
    path.write_text("\n".join(r if isinstance(r, str) else json.dumps(r) for r in records), encoding="utf-8")
    return path


# ------------------------------------------------------------------------------------------ plain texts


def test_a_text_file_is_read_whole_with_newlines_untouched(tmp_path: Path) -> None:
    path = tmp_path / "a1.txt"
    data = b"One.\r\nTwo.\rThree.\n"
    path.write_bytes(data)
    assert one(path) == RawArticle("a1", str(path), sha256(data).hexdigest(), "One.\r\nTwo.\rThree.\n")


@pytest.mark.parametrize(
    ("mark", "codec", "name"),
    [
        (codecs.BOM_UTF8, "utf-8", "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be"),
    ],
)
def test_a_byte_order_mark_decides_and_is_no_part_of_the_text(
    tmp_path: Path, mark: bytes, codec: str, name: str
) -> None:
    path = tmp_path / "a1.txt"
    path.write_bytes(mark + TEXT.encode(codec))
    article = one(path)
    assert (article.raw, article.encoding, article.issues) == (TEXT, name, ())


def test_windows_1252_is_recognised_and_said(tmp_path: Path) -> None:
    path = tmp_path / "a1.txt"
    path.write_bytes(TEXT.encode("cp1252"))
    article = one(path)
    assert (article.raw, article.encoding) == (TEXT, "windows-1252")
    assert [issue.code for issue in article.issues] == ["encoding"]


def test_strict_encoding_refuses_windows_1252(tmp_path: Path) -> None:
    path = tmp_path / "a1.txt"
    path.write_bytes(TEXT.encode("cp1252"))
    assert failure(path, encoding="strict").code == "encoding"


def test_damaged_utf8_is_not_taken_for_windows_1252(tmp_path: Path) -> None:
    path = tmp_path / "a1.txt"
    path.write_bytes(TEXT.encode() + b" cut \xe2\x80")
    article = one(path)
    assert article.raw == TEXT + " cut \ufffd"
    assert [issue.code for issue in article.issues] == ["encoding"]


def test_bytes_that_no_encoding_explains_fail(tmp_path: Path) -> None:
    path = tmp_path / "a1.txt"
    path.write_bytes(b"caf\x81 \x8d closed on Monday")
    assert failure(path).code == "encoding"


def test_surrogates_in_bytes_never_become_surrogates_in_text(tmp_path: Path) -> None:
    path = tmp_path / "a1.txt"
    path.write_bytes("Čeština žije v Brně. ".encode() + b"\xed\xa0\x80")
    assert not any("\ud800" <= c <= "\udfff" for c in one(path).raw)


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        b"%PDF-1.7\n1 0 obj",
        gzip.compress(b"text"),
        b"\x7fELF\x02\x01\x01",
        b"PK\x03\x04rest",
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        bytes(range(256)) * 8,
    ],
)
def test_what_is_no_text_fails_as_binary(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a1.txt"
    path.write_bytes(data)
    failed = failure(path)
    assert (failed.article_id, failed.code, failed.sha256) == ("a1", "binary", sha256(data).hexdigest())


def test_a_single_nul_does_not_make_a_text_binary(tmp_path: Path) -> None:
    path = tmp_path / "a1.txt"
    path.write_text(TEXT + "\0" + TEXT, encoding="utf-8")
    assert one(path).raw == TEXT + "\0" + TEXT


@pytest.mark.parametrize("text", ["", " \n\t\r\n ", "\ufeff"])
def test_a_text_without_content_fails_as_empty(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a1.txt"
    path.write_text(text, encoding="utf-8", newline="")
    assert failure(path).code == "empty"


def test_limits_name_the_size_the_limit_and_the_remedy(tmp_path: Path) -> None:
    path = tmp_path / "a1.txt"
    path.write_text("x" * 101)
    by_chars, by_bytes = failure(path, max_chars=100), failure(path, max_bytes=100)
    assert by_chars.code == by_bytes.code == "too_large"
    assert "101 characters, over the limit of 100; split it or raise read.max_chars" in by_chars.message
    assert "101 bytes, over the limit of 100; split it or raise read.max_bytes" in by_bytes.message


def test_a_date_in_the_file_name_is_the_last_resort(tmp_path: Path) -> None:
    path = tmp_path / "gazette_2018-01-24_harbour.txt"
    path.write_text(TEXT, encoding="utf-8")
    article = one(path)
    assert (article.published, article.published_from) == (date(2018, 1, 24), "filename")


@pytest.mark.parametrize("stem", ["a_2018-13-24", "12018-01-24", "20180124", "a_2018-01_24"])
def test_numbers_in_the_file_name_that_are_no_date_are_none(tmp_path: Path, stem: str) -> None:
    path = tmp_path / f"{stem}.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert one(path).published is None


# ---------------------------------------------------------------------------------------- articles.csv


def test_articles_csv_describes_the_texts_beside_it(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "articles.csv").write_text(
        "path,article_id,published,title,outlet,byline,url\n"
        "x.txt,a7,2018-01-24,Council meets,Gazette,Ana Ruiz,https://example.org/7\n"
    )
    (article,) = read(tmp_path)
    assert isinstance(article, RawArticle)
    assert (article.article_id, article.published, article.published_from) == ("a7", date(2018, 1, 24), "metadata")
    described = (article.title, article.outlet, article.byline, article.url)
    assert described == ("Council meets", "Gazette", "Ana Ruiz", "https://example.org/7")


def test_articles_csv_above_the_texts_counts_and_so_does_one_for_a_single_file(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    text = tmp_path / "sub" / "x.txt"
    text.write_text(TEXT, encoding="utf-8")
    (tmp_path / "articles.csv").write_text("path,outlet\n./sub/x.txt,Gazette\n")
    assert [a.outlet for a in read(tmp_path) if isinstance(a, RawArticle)] == ["Gazette"]
    (tmp_path / "sub" / "articles.csv").write_text("path,outlet\nx.txt,Herald\nnot-there.txt,Herald\n")
    assert one(text).outlet == "Herald"


def test_articles_csv_that_names_a_missing_text_makes_a_failure_for_it(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "articles.csv").write_text("path,article_id\nx.txt,a1\ny.txt,a2\n")
    assert outcomes(read(tmp_path)) == [("a2", "missing"), ("a1", "ok")]


def test_odd_metadata_becomes_issues_and_no_failure(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "articles.csv").write_text("path,published,mood\nx.txt,24.1.18,glad\n")
    (article,) = read(tmp_path)
    assert isinstance(article, RawArticle)
    assert article.published is None
    assert [issue.code for issue in article.issues] == ["unknown_column", "bad_published"]


def test_an_unreadable_articles_csv_fails_alone(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "articles.csv").write_bytes(b"path,title\nx.txt,\xff\xfe\n")
    assert outcomes(read(tmp_path)) == [("articles", "bad_metadata"), ("x", "ok")]


# --------------------------------------------------------------------------------------------- records


def test_json_lines_are_articles_with_their_metadata(tmp_path: Path) -> None:
    path = jsonl(
        tmp_path / "a.jsonl",
        {"article_id": "r1", "text": TEXT, "published": "2018-01-24T10:00:00Z", "title": " A\ntitle ", "mood": 1},
        "",
        {"article_id": 2, "text": TEXT, "outlet": None},
    )
    digest = sha256(TEXT.encode()).hexdigest()
    assert read(path) == [
        RawArticle(
            "r1", f"{path}:1", digest, TEXT, title="A title", published=date(2018, 1, 24), published_from="metadata"
        ),
        RawArticle("2", f"{path}:3", digest, TEXT),
    ]


def test_bad_lines_fail_with_their_number_and_the_others_go_on(tmp_path: Path) -> None:
    path = jsonl(
        tmp_path / "a.jsonl",
        '{"article_id": "r1", "text": ',
        "[1, 2]",
        "[" * 100_000,
        '{"article_id": "r4", "text": NaN}',
        {"article_id": "r5"},
        {"text": TEXT},
        {"article_id": "r7", "html": "<p>One</p>"},
        {"article_id": "r8", "text": "  "},
        {"article_id": "r9", "text": TEXT},
    )
    results = read(path)
    codes = [r.code if isinstance(r, FailedArticle) else "ok" for r in results]
    assert codes == [
        "bad_json",
        "bad_json",
        "bad_json",
        "bad_record",
        "bad_record",
        "bad_id",
        "ok",
        "empty",
        "ok",
    ]
    assert [r.path for r in results] == [f"{path}:{n}" for n in range(1, 10)]
    assert len({r.article_id for r in results}) == 9


def test_a_line_that_is_no_utf8_or_too_long_fails_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    good = json.dumps({"article_id": "r", "text": "One."}).encode()
    path.write_bytes(b'{"article_id": "\xff"}\n' + b'{"text": "' + b"x" * 5000 + b'"}\n' + good)
    assert [r.code if isinstance(r, FailedArticle) else "ok" for r in read(path, max_bytes=1000)] == [
        "encoding",
        "too_large",
        "ok",
    ]


def test_lone_surrogates_in_json_are_replaced_and_said(tmp_path: Path) -> None:
    path = jsonl(tmp_path / "a.jsonl", '{"article_id": "r1", "text": "One \\ud800 two.", "title": "\\udfff"}')
    article = one(path)
    assert (article.raw, article.title) == ("One \ufffd two.", "\ufffd")
    assert [issue.code for issue in article.issues] == ["encoding"]


def test_csv_and_parquet_tables_hold_articles(tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_text('article_id,text,published\nc1,"One.\nTwo.",2018-01-24\nc2,Three.,\n', encoding="utf-8")
    pq.write_table(pa.table({"article_id": ["p1", "p2"], "text": ["One.", None]}), tmp_path / "b.parquet")
    results = read(tmp_path)
    assert outcomes(results) == [("c1", "ok"), ("c2", "ok"), ("p1", "ok"), ("p2", "bad_record")]
    assert [r.raw for r in results if isinstance(r, RawArticle)] == ["One.\nTwo.", "Three.", "One."]


def test_tables_that_hold_no_articles_fail_with_their_columns(tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_text("name,price\nplum,2\n")
    failed = failure(table)
    assert failed.code == "bad_columns"
    assert "name, price" in failed.message
    (tmp_path / "b.parquet").write_bytes(b"no parquet")
    assert failure(tmp_path / "b.parquet").code == "bad_parquet"


# ------------------------------------------------------------------------------------------------- ids


@pytest.mark.parametrize(
    "article_id", ["../x", "a/../../x", "/etc/x", "\\x", "C:\\x", "a\0b", "a\nb", "a\u202fb\x85", "", " ", "x" * 201]
)
def test_ids_that_are_unsafe_are_refused_with_the_value(tmp_path: Path, article_id: str) -> None:
    failed = failure(jsonl(tmp_path / "a.jsonl", {"article_id": article_id, "text": TEXT}))
    assert failed.code == "bad_id"
    assert ascii(article_id[:80]) in failed.message
    assert failed.article_id.startswith("failed-")


@pytest.mark.parametrize("article_id", ["007", "1e5", "CON", "Null", "ä b=+-@", "news/2018/x", "a..b", "x" * 200])
def test_odd_ids_that_do_no_harm_stay(tmp_path: Path, article_id: str) -> None:
    assert one(jsonl(tmp_path / "a.jsonl", {"article_id": article_id, "text": TEXT})).article_id == article_id


def test_a_given_id_is_used_once_and_the_first_in_path_order_has_it(tmp_path: Path) -> None:
    first = jsonl(tmp_path / "a.jsonl", {"article_id": "x", "text": TEXT})
    second = jsonl(tmp_path / "b.jsonl", {"article_id": "x", "text": "Another text."})
    for inputs in [(first, second), (second, first), (tmp_path,)]:
        article, failed = read(*inputs)
        assert isinstance(article, RawArticle)
        assert isinstance(failed, FailedArticle)
        assert (article.path, failed.path, failed.code) == (f"{first}:1", f"{second}:1", "duplicate_id")
        assert f"{first}:1" in failed.message
        assert f"{second}:1" in failed.message
        assert failed.article_id != article.article_id


def test_an_id_that_was_only_made_gives_way_to_a_given_one(tmp_path: Path) -> None:
    jsonl(tmp_path / "a.jsonl", {"article_id": "x", "text": TEXT})
    (tmp_path / "x.txt").write_text("Another text.", encoding="utf-8")
    given, made = read(tmp_path)
    assert isinstance(made, RawArticle)
    assert given.article_id == "x"
    assert re.fullmatch(r"x~[0-9a-f]{8}", made.article_id)


# ----------------------------------------------------------------------------------- files and folders


def test_folders_are_read_to_the_bottom_in_order_without_hidden_and_other_files(tmp_path: Path) -> None:
    for name in ["b.txt", "a.TXT", "sub/c.txt", ".hidden.txt", ".git/d.txt", "notes.md", "picture.png"]:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(TEXT, encoding="utf-8")
    assert outcomes(read(tmp_path)) == [("a", "ok"), ("b", "ok"), ("sub/c", "ok")]


def test_what_is_no_plain_file_inside_the_folder_fails_and_never_blocks(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "ok.txt").write_text(TEXT, encoding="utf-8")
    (folder / "folder.txt").mkdir()
    (folder / "inside.txt").symlink_to(folder / "ok.txt")
    (folder / "outside.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "loop.txt").symlink_to(folder / "loop.txt")
    (folder / "up.txt").symlink_to(tmp_path)
    os.mkfifo(folder / "pipe.txt")
    assert outcomes(read(folder)) == [
        ("folder", "not_a_file"),
        ("inside", "ok"),
        ("loop", "unreadable"),
        ("ok", "ok"),
        ("outside", "outside"),
        ("pipe", "not_a_file"),
        ("up", "outside"),
    ]


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_without_permission_fails_alone(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.txt").chmod(0)
    assert outcomes(read(tmp_path)) == [("a", "unreadable"), ("b", "ok")]


def test_a_file_that_cannot_be_read_fails_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    whole = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return whole(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert outcomes(read(tmp_path)) == [("a", "unreadable"), ("b", "ok")]


def test_a_folder_that_cannot_be_opened_fails_and_is_not_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "closed").mkdir()
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    scan = os.scandir

    def refuse(path: str) -> object:
        if path.endswith("closed"):
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert outcomes(read(tmp_path)) == [("b", "ok"), ("closed", "unreadable")]


def test_kinds_that_are_not_read_fail_with_the_remedy(tmp_path: Path) -> None:
    for name, code in [("a.pdf", "pdf_unsupported"), ("a.docx", "unsupported"), ("a.html.gz.gz", "nested_archive")]:
        (tmp_path / name).write_text("<p>One</p>")
        assert failure(tmp_path / name).code == code
    assert [code for _, code in outcomes(read(tmp_path))] == ["nested_archive", "pdf_unsupported"]


def test_a_file_name_that_can_be_no_id_is_replaced_by_a_hash(tmp_path: Path) -> None:
    try:
        path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
        path.write_text(TEXT, encoding="utf-8")
    except OSError:
        path = tmp_path / "caf\n.txt"  # this file system takes UTF-8 names only
        path.write_text(TEXT, encoding="utf-8")
    article = one(path)
    assert re.fullmatch("file-[0-9a-f]{12}", article.article_id)
    assert [issue.code for issue in article.issues] == ["made_id"]
    article.path.encode("utf-8")


def test_a_missing_input_and_a_folder_without_articles_are_the_callers_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such file or folder"):
        read_corpus([tmp_path / "none"], ReadConfig())
    with pytest.raises(ConfigError, match="no articles in this folder"):
        read_corpus([tmp_path], ReadConfig())
    with pytest.raises(ConfigError, match="no input"):
        read_corpus([], ReadConfig())


# ------------------------------------------------------------------------------------------- web pages


PAGE = "<!DOCTYPE html><html><head><title>Pier</title></head><body><p>The pier closed on Monday.</p></body></html>"


@pytest.mark.parametrize("name", ["a.html", "a.htm", "a.XHTML", "a.html.gz", "a.htm.gz"])
def test_a_page_keeps_its_source_and_says_that_it_is_one(tmp_path: Path, name: str) -> None:
    data = PAGE.encode()
    (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    article = one(tmp_path / name)
    assert (article.article_id, article.raw, article.is_html, article.issues) == ("a", PAGE, True, ())
    assert article.sha256 == sha256((tmp_path / name).read_bytes()).hexdigest()


def test_packed_texts_and_records_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(TEXT.encode()))
    line = json.dumps({"article_id": "r1", "text": TEXT}).encode()
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(line + b"\n") + gzip.compress(line.replace(b"r1", b"r2")))
    (tmp_path / "c.csv.gz").write_bytes(gzip.compress(f"article_id,text\nc1,{TEXT.replace(',', '')}\n".encode()))
    assert outcomes(read(tmp_path)) == [("a", "ok"), ("r1", "ok"), ("r2", "ok"), ("c1", "ok")]


def test_a_column_html_is_read_where_there_is_no_text(tmp_path: Path) -> None:
    both = {"article_id": "r1", "text": TEXT, "html": PAGE}
    records = [both, {"article_id": "r2", "text": " ", "html": PAGE}, {"article_id": "r3", "html": PAGE, "url": "u"}]
    jsonl(tmp_path / "a.jsonl", *records)
    (tmp_path / "b.csv").write_text(f"article_id,html\nc1,{PAGE}\n", encoding="utf-8")
    table = pa.table(
        {"article_id": ["p1", "p2"], "html": [PAGE.encode("utf-16"), "Gr\xfc\xdfe <b>!".encode("latin-1")]}
    )
    pq.write_table(table, tmp_path / "c.parquet")
    articles = [a for a in read(tmp_path) if isinstance(a, RawArticle)]
    assert [(a.article_id, a.is_html, a.encoding) for a in articles] == [
        ("r1", False, "utf-8"),
        ("r2", True, "utf-8"),
        ("r3", True, "utf-8"),
        ("c1", True, "utf-8"),
        ("p1", True, "utf-16-le"),
        ("p2", True, "windows-1252"),
    ]
    assert [a.raw for a in articles][4:] == [PAGE, "Grüße <b>!"]


def test_html_that_is_no_text_fails(tmp_path: Path) -> None:
    assert failure(jsonl(tmp_path / "a.jsonl", {"article_id": "r1", "html": 7})).code == "bad_record"


def test_a_text_that_starts_as_a_page_is_read_as_one_and_the_reverse(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_bytes(PAGE.replace("Pier", "Caf\xe9").encode("latin-1"))
    (tmp_path / "plain.html").write_text(TEXT, encoding="utf-8")
    jsonl(tmp_path / "r.jsonl", {"article_id": "r1", "text": "\n " + PAGE})
    found = [(a.article_id, a.is_html, [i.code for i in a.issues]) for a in read(tmp_path) if isinstance(a, RawArticle)]
    assert found == [
        ("page", True, ["encoding", "web_page"]),
        ("plain", False, ["no_web_page"]),
        ("r1", True, ["web_page"]),
    ]


def test_a_page_has_its_own_limit_of_characters(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE)
    assert one(tmp_path / "a.html", max_chars=10).is_html
    failed = failure(tmp_path / "a.html", max_page_chars=50)
    assert (failed.code, "read.max_page_chars" in failed.message) == ("too_large", True)


def test_articles_csv_describes_pages_too(tmp_path: Path) -> None:
    (tmp_path / "x.html").write_text(PAGE)
    (tmp_path / "articles.csv").write_text("path,article_id,published,title\nx.html,a7,2018-01-24,Pier shut\n")
    (article,) = read(tmp_path)
    assert isinstance(article, RawArticle)
    assert (article.article_id, article.title, article.published) == ("a7", "Pier shut", date(2018, 1, 24))


def test_articles_csv_that_leads_out_of_the_folder_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("root:x:0:0\n")
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "x.txt").write_text(TEXT, encoding="utf-8")
    (folder / "articles.csv").symlink_to(tmp_path / "secret")
    failed, article = read(folder)
    assert isinstance(failed, FailedArticle)
    assert (failed.code, article.article_id) == ("outside", "x")
    assert "x:0:0" not in failed.message


def test_a_pipe_named_articles_csv_does_not_block(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(TEXT, encoding="utf-8")
    os.mkfifo(tmp_path / "articles.csv")
    assert outcomes(read(tmp_path)) == [("articles", "not_a_file"), ("x", "ok")]
