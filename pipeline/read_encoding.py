"""Bytes to text: byte order marks, declarations of web pages, and what the bytes themselves show."""

from __future__ import annotations

import codecs
import re
from typing import Final

from pipeline.config import ReadConfig
from pipeline.read_checks import Refusal, sniff

MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
HEAD: Final = 16_384  # bytes searched for a declaration; browsers look at 1,024 and, while parsing, further on
XML_LABEL: Final = re.compile(
    r"\s{0,64}<\?xml\b[^>]{0,200}?\bencoding\s{0,8}=\s{0,8}[\"']([\w.:-]{1,40})", re.IGNORECASE
)
META: Final = re.compile(r"<meta\b[^>]{0,1000}>", re.IGNORECASE)
CHARSET: Final = re.compile(r"\bcharset\s{0,8}=\s{0,8}[\"']?\s{0,8}([\w.:+-]{1,40})", re.IGNORECASE)
# Labels that mean another encoding than their name says: the WHATWG Encoding Standard, section 4.2.
LABELS: Final = {
    **dict.fromkeys(
        ("iso-8859-1", "iso8859-1", "iso88591", "iso_8859-1", "latin1", "latin-1", "l1", "ascii", "us-ascii", "cp819",
         "ibm819", "x-cp1252", "cp1252", "windows-1252", "ansi_x3.4-1968"), "cp1252"
    ),
    **dict.fromkeys(("utf8", "utf-8", "unicode-1-1-utf-8", "utf-16", "utf-16le", "utf-16be"), "utf-8"),
    **dict.fromkeys(("gb2312", "gb_2312-80", "gbk", "x-gbk", "chinese"), "gb18030"),
    **dict.fromkeys(("shift_jis", "shift-jis", "x-sjis", "sjis", "ms_kanji"), "cp932"),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987", "korean"), "cp949"),
    **dict.fromkeys(("iso-8859-9", "latin5"), "cp1254"),
    **dict.fromkeys(("iso-8859-11", "tis-620"), "cp874"),
    **dict.fromkeys(("big5", "big5-hkscs"), "big5hkscs"),
}  # fmt: skip
CODECS: Final = re.compile(
    r"utf-8|iso8859-\d\d?|cp125\d|cp8(?:66|74)|koi8-[ru]|mac-(?:roman|cyrillic)|gb18030|big5hkscs|cp932|cp949"
    r"|euc_jp|iso2022_jp"
)
PAGE_START: Final = re.compile(
    r"[\s\ufeff]*(?:<\?xml\b[^>]{0,400}>\s*)?(?:<!doctype\s+html\b|<html[\s>])", re.IGNORECASE
)
TAG: Final = re.compile(r"<(?:/?[A-Za-z]|!(?:--|doctype))", re.IGNORECASE)


def _c1(error: UnicodeError) -> tuple[str, int]:
    """The five bytes that Windows-1252 leaves open, as the control characters of the same number."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error("newsledger-c1", _c1)


def decode(data: bytes, config: ReadConfig) -> tuple[str, str, str | None]:
    """The text, the name of its encoding, and what was doubtful about it (None when nothing was).

    A byte order mark decides and is no part of the text, so offsets count after it. Without one: UTF-8; else
    Windows-1252, when every byte is defined there and the file is not evidently damaged UTF-8 (more valid multi-byte
    characters than stray bytes), which is read with U+FFFD in place of each stray byte. ``config.encoding`` =
    ``strict`` allows marks and UTF-8 only. Raises ``Refusal`` (``binary``, ``encoding``).
    """
    sniff(data)
    read = _marked(data) or _utf8(data) or _damaged(data) or _windows(data)
    return _allowed(read, config)


def decode_page(data: bytes, config: ReadConfig, header: str | None = None) -> tuple[str, str, str | None]:
    """The source of a web page, the name of its encoding, and what was doubtful about it (None when nothing was).

    A byte order mark decides, as in browsers. Else bytes that are valid UTF-8 are UTF-8, whatever is declared: text in
    another encoding is so by chance next to never. Else the declared encoding, when all bytes are valid in it: that of
    the HTTP ``header`` (a label such as ``iso-8859-1``) before that of the XML declaration or the ``meta`` tags. Else
    damaged UTF-8 as in ``decode``; else Windows-1252 with the open bytes as control characters (WHATWG). What the page
    declares wrongly, or should have declared, is the doubt; ``strict`` refuses it. Raises ``Refusal`` as ``decode``.
    """
    sniff(data)
    marked = _marked(data)
    if marked:
        return _allowed(marked, config)
    label = header or declared(data)
    codec = _codec(label)
    says = f"declared as {label}" if label else "no encoding declared"
    read = _utf8(data)
    if read:
        at_odds = codec not in (None, "utf-8") and not data.isascii()
        doubt = f"{says}, but UTF-8; read as UTF-8" if at_odds else None
        return _allowed((*read[:2], doubt), config)
    damaged = _damaged(data)
    if damaged:
        return _allowed(damaged, config)
    if codec not in (None, "utf-8"):
        text = _as_declared(data, codec or "")
        if text is not None:
            return text, _name(codec or ""), None
    text = data.decode("cp1252", "newsledger-c1")
    return _allowed((text, "windows-1252", f"{says}, not UTF-8; read as Windows-1252"), config)


def declared(data: bytes) -> str | None:
    """The label of the encoding that a page declares in its first 16 KiB, None where it declares none.

    >>> declared(b'<!-- <meta charset=big5> --><META http-equiv=Content-Type content="text/html; charset=ISO-8859-1">')
    'ISO-8859-1'
    """
    head = data[:HEAD].decode("latin-1")
    found = XML_LABEL.match(head)
    if found:
        return found[1]
    for tag in META.finditer(_without_comments(head)):
        found = CHARSET.search(tag[0])
        if found and ("http-equiv" in tag[0].lower() or "content" not in tag[0][: found.start()].lower()):
            return found[1]
    return None


def is_page(text: str) -> bool:
    """Whether a text starts as a web page does: with a doctype or an ``html`` tag.

    >>> is_page(" <!DOCTYPE html><title>x</title>"), is_page("He wrote <html> on the board.")
    (True, False)
    """
    return PAGE_START.match(text) is not None


def starts_page(data: bytes) -> bool:
    """Whether undecoded bytes start as a web page does."""
    head = data[:2048]
    name = next((name for mark, name in MARKS if data.startswith(mark)), "latin-1")
    return is_page(head.decode(name, "ignore").removeprefix("\ufeff"))


def has_tags(text: str) -> bool:
    """Whether there is anything in a text that could be HTML."""
    return TAG.search(text) is not None


# --------------------------------------------------------------------------------------------- attempts


def _marked(data: bytes) -> tuple[str, str, str | None] | None:
    for mark, name in MARKS:
        if data.startswith(mark):
            body = data[len(mark) :]
            try:
                return body.decode(name), name, None
            except UnicodeDecodeError:
                text = body.decode(name, "replace")
                return text, name, f"damaged {name}; {text.count(chr(0xFFFD))} broken characters read as U+FFFD"
    return None


def _utf8(data: bytes) -> tuple[str, str, str | None] | None:
    try:
        return data.decode("utf-8"), "utf-8", None
    except UnicodeDecodeError:
        return None


def _damaged(data: bytes) -> tuple[str, str, str | None] | None:
    text = data.decode("utf-8", "replace")
    stray = text.count("\ufffd")
    if sum(len(run) for run in re.findall(r"[^\x00-\x7f\ufffd]+", text)) <= stray:
        return None
    return text, "utf-8", f"{stray} stray bytes read as U+FFFD; the file is damaged UTF-8"


def _windows(data: bytes) -> tuple[str, str, str | None]:
    try:
        return data.decode("cp1252"), "windows-1252", "not UTF-8; read as Windows-1252"
    except UnicodeDecodeError as error:
        raise Refusal("encoding", f"neither UTF-8 nor Windows-1252 (byte {error.start}); save it as UTF-8") from error


def _as_declared(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec, "newsledger-c1" if codec == "cp1252" else "strict")
    except UnicodeDecodeError:
        return None


def _allowed(read: tuple[str, str, str | None], config: ReadConfig) -> tuple[str, str, str | None]:
    if read[2] is not None and config.encoding == "strict":
        raise Refusal("encoding", f"{read[2]} would be a guess, and read.encoding is 'strict'")
    return read


def _codec(label: str | None) -> str | None:
    """The name of Python's codec for a label, None for labels that no web page means."""
    if label is None:
        return None
    try:
        name = LABELS.get(label.strip().lower()) or codecs.lookup(label.strip().lower()).name
    except LookupError:
        return None
    return name if CODECS.fullmatch(name) else None


def _name(codec: str) -> str:
    return codec.replace("cp125", "windows-125") if codec.startswith("cp125") else codec.replace("_", "-")


def _without_comments(head: str) -> str:
    kept, at = [], 0
    while (start := head.find("<!--", at)) >= 0:
        kept.append(head[at:start])
        end = head.find("-->", start)
        if end < 0:
            return "".join(kept)
        at = end + 3
    return "".join([*kept, head[at:]])
