"""Web pages in a WARC file: the responses with HTML, one by one, and a count of everything else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Final

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecordLoader

from pipeline.config import ReadConfig
from pipeline.read_checks import Refusal
from pipeline.read_gzip import inflated, limited, open_bytes, too_large

HTML: Final = frozenset({"text/html", "application/xhtml+xml"})
SHOWN: Final = 12  # kinds of records named in a message


@dataclass(frozen=True, slots=True)
class Capture:
    """One page of an archive: the number of its record in the file, its address, and its bytes or why there are none.

    ``charset`` is the label in the HTTP header; ``is_cut`` says that the crawler cut the page off.
    """

    number: int
    url: str | None
    data: bytes | None = field(repr=False)
    charset: str | None = None
    is_cut: bool = False
    refusal: Refusal | None = None


def captures(path: Path, config: ReadConfig, passed: Counter[str]) -> Iterator[Capture]:
    """Every response with HTML and status 200 of a ``.warc`` or ``.warc.gz`` file, in order, one at a time in memory.

    All other records are counted in ``passed``, by what they are. Raises ``Refusal`` (``bad_warc``, ``bad_gzip``,
    ``too_compressed``) where the file cannot be read further.
    """
    number, is_told = 0, False
    with open_bytes(path) as file:
        ending = _Ending(file)
        try:
            archive = ArchiveIterator(ending)
            archive.loader = loader = _Loader()
            for record in archive:
                number += 1
                why = _passed_over(record)
                if why is None:
                    capture = _capture(record, number, config)
                    is_told = capture.is_cut
                    yield capture
                else:
                    passed[why] += 1
        except (ArchiveLoadFailed, ValueError, AttributeError, UnicodeError) as error:
            why = f"not a readable WARC file after record {number}: {error}"
            raise Refusal("bad_warc", " ".join(why.split())[:300]) from error
    if not number:
        raise Refusal("bad_warc", "no records in it; is this a WARC file?")
    if (loader.is_cut or not ending.last.endswith((b"\r\n\r\n", b"\n\n"))) and not is_told:
        raise Refusal("bad_warc", f"cut off after record {number}; get the whole file")


class _Loader(ArcWarcRecordLoader):  # type: ignore[misc]
    """The loader of warcio, which takes a record that ends in its head for the end of the file."""

    def __init__(self) -> None:
        super().__init__(verify_http=False, arc2warc=False)
        self.is_cut = False

    def parse_record_stream(self, stream: Any, statusline: Any = None, *args: Any, **options: Any) -> Any:
        """The next record, of which ``statusline`` may have been read; raises ``EOFError`` where there is none."""
        try:
            return super().parse_record_stream(stream, statusline, *args, **options)
        except EOFError:
            self.is_cut = bool(statusline)
            raise


class _Ending:
    """A stream that remembers its last bytes: every record ends with two line ends, and warcio does not look."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._at = 0
        self.last = b""

    def read(self, size: int = -1) -> bytes:
        """Up to ``size`` bytes."""
        data = self._file.read(size)
        self._at += len(data)
        self.last = (self.last + data)[-4:]
        return data

    def tell(self) -> int:
        """The number of bytes read."""
        return self._at


def summary(passed: Counter[str]) -> str:
    """What was passed over, in words: ``3 request, 2 response with status 404``."""
    named = [f"{count} {what}" for what, count in sorted(passed.items(), key=lambda item: (-item[1], item[0]))]
    rest = sum(sorted(passed.values(), reverse=True)[SHOWN:])
    return ", ".join([*named[:SHOWN], *([f"{rest} others"] if rest else [])])


def _passed_over(record: Any) -> str | None:
    """What a record is that is no page; None for a page."""
    if record.rec_type != "response" or record.http_headers is None:
        return f"{record.rec_type} record"[:40]
    status = record.http_headers.get_statuscode()
    if status != "200":
        return f"response with status {status}"[:40]
    kind = _content_type(record)[0]
    return None if kind in HTML else f"response of type {kind or 'unknown'}"[:60]


def _content_type(record: Any) -> tuple[str, str | None]:
    kind, *parameters = (record.http_headers.get_header("Content-Type") or "").split(";")
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return kind.strip().lower(), value.strip().strip("\"'")[:40] or None
    return kind.strip().lower(), None


def _capture(record: Any, number: int, config: ReadConfig) -> Capture:
    url = record.rec_headers.get_header("WARC-Target-URI")
    is_cut = record.rec_headers.get_header("WARC-Truncated") is not None
    try:
        data = _body(record, config)
        is_cut = is_cut or getattr(record.raw_stream, "limit", 0) > 0  # the file ends before the record does
        return Capture(number, url, data, _content_type(record)[1], is_cut)
    except Refusal as refusal:
        return Capture(number, url, None, refusal=refusal)


def _body(record: Any, config: ReadConfig) -> bytes:
    header = record.http_headers.get_header
    if (record.length or 0) > config.max_bytes:
        raise too_large(f"{record.length} bytes", config)
    is_chunked = (header("Transfer-Encoding") or "").lower() == "chunked"
    data = limited(ChunkedDataReader(record.raw_stream) if is_chunked else record.raw_stream, config)
    for coding in reversed((header("Content-Encoding") or "").lower().replace("x-gzip", "gzip").split(",")):
        if coding.strip() in ("", "identity"):
            continue
        if coding.strip() not in ("gzip", "deflate"):
            why = f"the page is packed as {coding.strip()[:20]!a}, which is not read; unpack it first"
            raise Refusal("content_encoding", why)
        data = inflated(data, coding.strip(), config)
    return data
