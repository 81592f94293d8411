"""Which encoding a page is in: its mark, then its bytes, then what it declares; and what of that is said."""

from __future__ import annotations

import codecs
from typing import Any

import pytest

from pipeline.config import ReadConfig
from pipeline.read_checks import Refusal
from pipeline.read_encoding import declared, decode_page, has_tags, is_page, starts_page
from tests.cases_of import cases_of


@pytest.mark.parametrize("case", cases_of("encodings", "pages"))
def test_a_page_is_decoded_and_a_wrong_declaration_is_said(case: dict[str, Any]) -> None:
    mark = codecs.BOM_UTF8 if case.get("mark") else b""
    source = case["head"] + case["text"]
    data = mark + source.encode(case["written_in"])
    text, encoding, doubt = decode_page(data, ReadConfig(), case.get("header"))
    assert (text, encoding, doubt) == (source, case["encoding"], case["doubt"])


@pytest.mark.parametrize("case", [c for c in cases_of("encodings", "pages") if c.values[0]["doubt"]])
def test_strict_refuses_what_would_be_a_guess(case: dict[str, Any]) -> None:
    data = (case["head"] + case["text"]).encode(case["written_in"])
    with pytest.raises(Refusal, match="strict"):
        decode_page(data, ReadConfig(encoding="strict"), case.get("header"))


def test_bytes_that_windows_1252_leaves_open_are_control_characters() -> None:
    assert decode_page(b"<meta charset=latin1>caf\xe9 \x81", ReadConfig())[0] == "<meta charset=latin1>café \x81"


def test_damaged_utf8_is_counted_whatever_is_declared() -> None:
    data = "<meta charset=windows-1252>“No,” he said. “Never.”".encode() + b"\xe2\x80"
    text, encoding, doubt = decode_page(data, ReadConfig())
    assert (text[-2:], encoding, doubt) == (
        "”\ufffd", "utf-8", "1 stray bytes read as U+FFFD; the file is damaged UTF-8"
    )  # fmt: skip


def test_a_page_that_is_no_text_is_refused() -> None:
    with pytest.raises(Refusal) as caught:
        decode_page("<html><p>One</p></html>".encode("utf-16-le"), ReadConfig())
    assert caught.value.code == "binary"


@pytest.mark.parametrize(
    ("head", "label"),
    [
        (b'<?xml version="1.0" encoding="ISO-8859-2"?><html>', "ISO-8859-2"),
        (b"<META HTTP-EQUIV=Content-Type CONTENT='text/html; charset=koi8-r'>", "koi8-r"),
        (b'<meta name="description" content="how charset=big5 works"><meta charset="utf-8">', "utf-8"),
        (b"<!-- <meta charset=big5> -->", None),
        (b"<!-- <meta charset=big5>", None),
        (b" " * 16_384 + b"<meta charset=big5>", None),
        (b"", None),
    ],
)
def test_the_declaration_is_found_in_the_head(head: bytes, label: str | None) -> None:
    assert declared(head) == label


@pytest.mark.parametrize("label", ["rot13", "base64", "utf-7", "unicode_escape", "idna", "", "x" * 40])
def test_labels_that_no_page_means_are_none(label: str) -> None:
    data = f"<meta charset={label}>".encode() + b"caf\xe9"
    assert decode_page(data, ReadConfig())[1] == "windows-1252"


def test_only_the_start_makes_a_text_a_page() -> None:
    assert is_page('\ufeff\n<?xml version="1.0"?>\n<!doctype HTML>')
    assert is_page("<html lang=en>")
    assert not is_page("The tag <html> opens a page.")
    assert not is_page("<htmlish>")
    assert starts_page("\ufeff<html>".encode("utf-16"))
    assert has_tags("one <br> two")
    assert not has_tags("1 < 2 and 3 > 2; <3")
