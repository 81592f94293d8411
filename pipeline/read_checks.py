"""What an input must be to count as an article: decodable text, a usable id, a real date, a size within the limits."""

from __future__ import annotations

import codecs
import re
from datetime import date
from typing import Final

from pipeline.config import ReadConfig
from pipeline.errors import CorpusError

MAX_ID: Final = 200  # characters; a file name may have 255 bytes, and shards add their own endings
SNIFFED: Final = 65_536  # bytes looked at before decoding; binary formats show themselves long before
CONTROL_SHARE: Final = 0.02  # of the sniffed bytes; text has next to none, UTF-16 without a mark about half

MAGIC: Final = (
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"%PDF-", "a PDF file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"PK\x03\x04", "a zip archive or office document"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x7fELF", "a program (ELF)"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3\x00", "an SQLite database"),
)
CONTROLS: Final = bytes(b for b in range(32) if b not in b"\t\n\r\f\v\x1b") + b"\x7f"
SURROGATE: Final = re.compile("[\ud800-\udfff]")
BAD_IN_ID: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
ROOTED: Final = re.compile(r"^(?:[/\\~]|[A-Za-z]:[/\\])|(?:^|[/\\])\.\.(?:[/\\]|$)")
ISO_DAY: Final = re.compile(r"\s*(\d{4}-\d\d-\d\d)(?:[T ].{0,40})?\s*", re.DOTALL)
NAME_DAY: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_.])(\d\d)\2(\d\d)(?!\d)")


class Refusal(CorpusError):
    """One input cannot be used: ``code`` for programs, the message for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def sniff(data: bytes) -> None:
    """Raises ``Refusal`` (``binary``) when the bytes are not text; looks at the first 64 KiB only."""
    for magic, what in MAGIC:
        if data.startswith(magic):
            raise Refusal("binary", f"this is {what}, not text; convert it to UTF-8 text first")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return
    head = data[:SNIFFED]
    if head and len(head) - len(head.translate(None, CONTROLS)) > CONTROL_SHARE * len(head):
        nul = "; it may be UTF-16 without a byte order mark" if b"\0" in head else ""
        raise Refusal("binary", f"too many control characters for text{nul}; save it as UTF-8")


def without_surrogates(text: str) -> tuple[str, int]:
    """The text with each lone surrogate replaced by U+FFFD, one for one, and how many there were."""
    return SURROGATE.subn("\ufffd", text)


def check_text(text: str, config: ReadConfig, *, is_page: bool = False) -> None:
    """Raises ``Refusal`` for a text without content (``empty``) or over its limit (``too_large``).

    The source of a web page has a limit of its own; the text that is found in it has that of texts.
    """
    limit, key = (config.max_page_chars, "max_page_chars") if is_page else (config.max_chars, "max_chars")
    if len(text) > limit:
        why = f"{len(text)} characters, over the limit of {limit}; split it or raise read.{key}"
        raise Refusal("too_large", why)
    if not text.strip("\x00\ufeff\u200b" + " \t\r\n\f\v\xa0"):
        raise Refusal("empty", "no text in it but white space")


def check_id(article_id: str) -> str:
    """The id itself; raises ``Refusal`` (``bad_id``) when it cannot be used as an id.

    >>> check_id("2018-01-24_city-hall")
    '2018-01-24_city-hall'
    """
    why = None
    if not article_id.strip():
        why = "is empty"
    elif len(article_id) > MAX_ID:
        why = f"has {len(article_id)} characters"
    elif BAD_IN_ID.search(article_id):
        why = "holds control characters, line breaks or broken characters"
    elif ROOTED.search(article_id):
        why = "is a path that leads elsewhere"
    if why is None:
        return article_id
    raise Refusal(
        "bad_id",
        f"article_id {article_id[:80]!a} {why}; allowed: 1 to {MAX_ID} printable characters, not starting with / \\ ~ "
        "or a drive, without ..",
    )


def day(value: str) -> date | None:
    """The calendar day of an ISO date or date-time; None when it is not one, as it stands, with no guess.

    >>> day("2018-01-24T18:30:00-05:00")
    datetime.date(2018, 1, 24)
    >>> day("24.1.18"), day("2018-02-30")
    (None, None)
    """
    found = ISO_DAY.fullmatch(value)
    return _real(*found[1].split("-")) if found else None


def day_in_name(stem: str) -> date | None:
    """The day written in a file name as year, month and day with -, _ or . between.

    >>> day_in_name("gazette_2018-01-24_city-hall")
    datetime.date(2018, 1, 24)
    """
    found = NAME_DAY.search(stem)
    return _real(found[1], found[3], found[4]) if found else None


def _real(year: str, month: str, day_of_month: str) -> date | None:
    try:
        return date(int(year), int(month), int(day_of_month))
    except ValueError:
        return None
