"""A WARC file: its pages are articles, everything else in it is counted."""

from __future__ import annotations

import gzip
import io
import random
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pipeline.config import ReadConfig
from pipeline.read import DuplicateArticle, FailedArticle, read_corpus
from pipeline.schema import RawArticle

PAGE = b"<!DOCTYPE html><title>Pier</title><p>The pier closed on Monday.</p>"
HTML = ("Content-Type", "text/html; charset=utf-8")
Header = tuple[str, str]


class Archive:
    """Writes a WARC file record by record."""

    def __init__(self, path: Path, *, packed: bool = True) -> None:
        self.path = path
        self._file = io.BytesIO()
        self._writer = WARCWriter(self._file, gzip=packed)

    def add(self, kind: str, url: str, body: bytes, status: str = "200 OK", *headers: Header) -> Archive:
        http = None
        if kind == "request":
            http = StatusAndHeaders("GET / HTTP/1.1", [("Host", "example.org")], is_http_request=True)
        elif kind in ("response", "revisit"):
            http = StatusAndHeaders(status, list(headers), protocol="HTTP/1.1")
        record = self._writer.create_warc_record(url, kind, payload=io.BytesIO(body), http_headers=http)
        self._writer.write_record(record)
        return self

    def page(self, url: str, body: bytes = PAGE, *headers: Header) -> Archive:
        return self.add("response", url, body, "200 OK", *(headers or (HTML,)))

    def done(self, cut: int = 0) -> Path:
        data = self._file.getvalue()
        self.path.write_bytes(data[: len(data) - cut])
        return self.path


def read(path: Path, **limits: int | str) -> list[RawArticle | FailedArticle | DuplicateArticle]:
    return list(read_corpus([path], ReadConfig(**limits)))  # type: ignore[arg-type]


def page(path: Path) -> RawArticle:
    (article,) = read(path)
    assert isinstance(article, RawArticle), article
    return article


@pytest.mark.parametrize("packed", [True, False])
def test_pages_are_articles_and_the_rest_is_counted(tmp_path: Path, packed: bool) -> None:
    archive = Archive(tmp_path / ("crawl.warc.gz" if packed else "crawl.warc"), packed=packed)
    archive.add("warcinfo", "", b"software: none")
    archive.page("https://example.org/1")
    archive.add("request", "https://example.org/1", b"")
    archive.add("response", "https://example.org/old", b"", "301 Moved", ("Location", "/1"), HTML)
    archive.add("response", "https://example.org/logo", b"\x89PNG", "200 OK", ("Content-Type", "image/png"))
    archive.add("response", "https://example.org/x", PAGE, "200 OK")
    archive.page("https://example.org/2", PAGE.replace(b"Pier", b"Dock"))
    archive.add("revisit", "https://example.org/2", b"")
    first, second = read(archive.done())
    assert isinstance(first, RawArticle)
    assert isinstance(second, RawArticle)
    assert (first.article_id, first.path, first.url) == ("crawl/2", f"{archive.path}:2", "https://example.org/1")
    assert (first.raw, first.is_html, first.issues) == (PAGE.decode(), True, ())
    assert second.article_id == "crawl/7"
    assert [(i.stage, i.code) for i in second.issues] == [("archive", "passed_over")]
    counted = second.issues[0].message.split("passed over: ")[1]
    assert counted == (
        "1 request record, 1 response of type image/png, 1 response of type unknown, 1 response with status 301, "
        "1 revisit record, 1 warcinfo record"
    )


@pytest.mark.parametrize("coding", ["identity", "gzip", "x-gzip", "deflate"])
@pytest.mark.parametrize("chunked", [True, False])
def test_content_codings_and_chunks_are_undone(tmp_path: Path, coding: str, chunked: bool) -> None:
    import zlib

    body = {"gzip": gzip.compress, "x-gzip": gzip.compress, "deflate": zlib.compress}.get(coding, bytes)(PAGE)
    if chunked:
        body = b"%x\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n" % (10, body[:10], len(body) - 10, body[10:])
    headers = [HTML, ("Content-Encoding", coding)] + ([("Transfer-Encoding", "chunked")] if chunked else [])
    assert (
        page(Archive(tmp_path / "a.warc.gz").page("https://example.org/", body, *headers).done()).raw == PAGE.decode()
    )


def test_the_header_names_the_encoding(tmp_path: Path) -> None:
    body = "<p>Łódź</p>".encode("iso8859-2")
    kind = ("Content-Type", 'application/xhtml+xml; charset="ISO-8859-2"')
    article = page(Archive(tmp_path / "a.warc").page("https://example.org/", body, kind).done())
    assert (article.raw, article.encoding, article.issues) == ("<p>Łódź</p>", "iso8859-2", ())


@pytest.mark.parametrize(
    ("body", "coding", "code"),
    [
        (gzip.compress(bytes(5_000_000)), "gzip", "too_compressed"),
        (gzip.compress(PAGE)[:-12], "gzip", "bad_gzip"),
        (b"\x1b\x00", "br", "content_encoding"),
        (random.Random(7).randbytes(3_000_000), "identity", "too_large"),
        (b"\x89PNG\r\n", "identity", "binary"),
    ],
)
def test_a_bad_page_fails_alone(tmp_path: Path, body: bytes, coding: str, code: str) -> None:
    archive = Archive(tmp_path / "a.warc.gz").page("https://example.org/1", body, HTML, ("Content-Encoding", coding))
    failed, good = read(archive.page("https://example.org/2").done(), max_bytes=2_500_000)
    assert isinstance(failed, FailedArticle)
    assert (failed.article_id, failed.code, good.__class__) == ("a/1", code, RawArticle)


def test_a_bomb_around_the_archive_is_stopped_and_earlier_pages_stay(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "a.warc.gz").page("https://example.org/1")
    archive.page("https://example.org/2", bytes(20_000_000))
    results = read(archive.done())
    assert [getattr(r, "code", "ok") for r in results] == ["ok", "too_compressed", "too_compressed"]
    assert len({r.article_id for r in results if not isinstance(r, DuplicateArticle)}) == 3


def test_an_archive_that_is_cut_off_says_so(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "a.warc", packed=False).page("https://example.org/1").page("https://example.org/2")
    first, second = read(archive.done(cut=20))
    assert [getattr(first, "issues", None), [i.code for i in getattr(second, "issues", ())]] == [(), ["truncated"]]


def test_an_archive_that_is_cut_off_anywhere_says_so_and_keeps_what_stands_before(tmp_path: Path) -> None:
    size = Archive(tmp_path / "one.warc", packed=False).page("https://example.org/1").done().stat().st_size
    archive = Archive(tmp_path / "a.warc", packed=False).page("https://example.org/1").page("https://example.org/2")
    for cut in range(5, archive.done().stat().st_size - size):
        first, *rest = read(archive.done(cut))
        assert isinstance(first, RawArticle)
        assert any(
            isinstance(r, FailedArticle) or "truncated" in {i.code for i in getattr(r, "issues", ())} for r in rest
        ), cut


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "bad_warc"),
        (b"no archive at all\n", "bad_warc"),
        (b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: nine\r\n\r\n", "no_pages"),
        (gzip.compress(b"WARC/1.0\r\n")[:-9], "bad_gzip"),
    ],
)
def test_what_is_no_archive_fails(tmp_path: Path, data: bytes, code: str) -> None:
    (tmp_path / "a.warc").write_bytes(data)
    (failed,) = read(tmp_path / "a.warc")
    assert isinstance(failed, FailedArticle)
    assert (failed.article_id, failed.code) == ("a", code)


def test_an_archive_without_pages_fails_and_tells_what_is_in_it(tmp_path: Path) -> None:
    (failed,) = read(Archive(tmp_path / "a.warc.gz").add("resource", "https://example.org/", PAGE).done())
    assert isinstance(failed, FailedArticle)
    assert (failed.code, "1 resource record" in failed.message) == ("no_pages", True)
