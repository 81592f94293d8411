"""Text nodes of a page's source to the text that a reader sees: references decoded, white space folded."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from html import unescape
from html.entities import html5
from typing import Final

SPACES: Final = " \t\n\f\r"
TOKEN: Final = re.compile(
    r"(?P<space>[ \t\n\f\r]+)"
    r"|(?P<reference>&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[a-zA-Z][a-zA-Z0-9]{1,31};?))"
    r"|[^ \t\n\f\r&]+(?: [^ \t\n\f\r&]+)*|&"  # words with single spaces are one part
)
LONGEST_NUMBER: Final = 12  # characters of a numeric reference without leading zeros; a longer one is no character
TAG: Final = re.compile(r"</?[a-zA-Z][^<>]*>")
LONG_NUMBER: Final = re.compile(r"&#[xX]?[0-9a-fA-F]{13}")
REPLACEMENT: Final = "\ufffd"

Part = tuple[str, int, int]


def rendered(source: str, nodes: Iterable[tuple[int, int]]) -> list[Part]:
    """The parts of the text of some nodes: a text with its start and end in the source.

    A part as long as its stretch of the source stands for it character by character, another as a whole. White space
    is folded to single spaces, each at its first place, with none at the edges.
    """
    found: list[Part] = []
    pending: Part | None = None
    for start, end in nodes:
        for text, first, last in _tokens(source, start, end):
            if not text.strip(SPACES):
                pending = pending or (" ", first, last)
                continue
            if pending and found:
                found.append(pending)
            pending = None
            found.append((text, first, last))
    return found


def plain(source: str, nodes: Iterable[tuple[int, int]]) -> str:
    """The text of some nodes, references decoded, white space as it stands."""
    text = "".join([source[start:end] for start, end in nodes])
    if "&" not in text:
        return text
    if LONG_NUMBER.search(text):
        return "".join(part for part, _, _ in rendered(source, nodes))
    return unescape(text)


def shown(raw: str, how: str) -> str:
    """The words of a place that states something, without tags; ``how`` is the markup that states it.

    >>> shown("Pier to close, mayor\\u2019s office says", "json_ld")
    'Pier to close, mayor’s office says'
    >>> shown("Pier <b>to</b> close &amp; open", "h1")
    'Pier to close & open'
    """
    if how.startswith("json"):
        with suppress(ValueError):
            raw = str(json.loads(f'"{raw}"', strict=False))
    bare = TAG.sub("", raw)
    return " ".join(plain(bare, [(0, len(bare))]).split())


def _tokens(source: str, start: int, end: int) -> Iterator[Part]:
    for token in TOKEN.finditer(source, start, end):
        first, last = token.span()
        if token.lastgroup == "space":
            yield " ", first, last
        elif token.lastgroup == "reference":
            text, size = decoded(token[0])
            if text:
                yield text, first, first + size
            if first + size < last:
                yield source[first + size : last], first + size, last
        else:
            yield token[0], first, last


def decoded(reference: str) -> tuple[str, int]:
    """What a character reference stands for, and how many of its characters are the reference.

    >>> decoded("&eacute;"), decoded("&copycat"), decoded("&nothing")
    (('é', 8), ('©', 5), ('¬', 4))
    """
    if reference[1] == "#":
        is_long = len(reference.lstrip("&#xX").lstrip("0")) > LONGEST_NUMBER
        return (REPLACEMENT if is_long else unescape(reference)), len(reference)
    for size in range(len(reference) - 1, 1, -1):
        if reference[1 : size + 1] in html5:
            return html5[reference[1 : size + 1]], size + 1
    return reference, len(reference)
