"""What the JSON-LD of a page states about its article, each value with its place in the source.

https://schema.org/Article and https://www.w3.org/TR/json-ld11/; only what newspapers write of them is read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from pipeline.pages.tags import Value, folded
from pipeline.spans import RawSpan

ARTICLES: Final = re.compile(r"\A(?:.*[/#:])?(?:\w*Article|\w*BlogPosting|Report|ReviewNewsArticle|\w*Posting)\Z")
PAGES: Final = re.compile(r"\A(?:.*[/#:])?(?:WebPage|ItemPage|CreativeWork|ClaimReview)\Z")
BELOW: Final = ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item")
MAX_NODES: Final = 2_000  # objects looked at in one page; a few dozen is usual
STRING: Final = r'"((?:[^"\\]|\\.)*+)"'
PAIR: Final = re.compile(rf'"(headline|name|datePublished|@id|url)"\s*+:\s*+{STRING}', re.DOTALL)
LITERAL: Final = re.compile(STRING, re.DOTALL)
SURROGATE: Final = re.compile("[\ud800-\udfff]")
TRAILING: Final = re.compile(r",(\s*+[}\]])")
WRAPPING: Final = re.compile(r"\A(?:\s|/\*|\*/|//|<!--|<!\[CDATA\[)*+")

Places: TypeAlias = tuple[dict[tuple[str, str], RawSpan], dict[str, RawSpan]]


@dataclass(frozen=True, slots=True)
class Node:
    """An object of a JSON-LD block that describes an article or a page; places of the block and of its strings."""

    fields: Mapping[str, Any] = field(repr=False)
    block: RawSpan
    is_article: bool
    places: Places = field(repr=False)

    def text(self, key: str) -> Value | None:
        """The text of a key, or of the ``name`` or ``@id`` of the object that it holds; None where there is none."""
        given = _first(self.fields.get(key))
        if isinstance(given, Mapping):
            key = "name" if "name" in given else "@id"
            given = _first(given.get(key))
        return self._value(key, given)

    def persons(self) -> list[Value]:
        """The names of the authors that are persons, or of which nothing else is said."""
        found = [self._value("name", name) for name in _persons(self.fields.get("author"))]
        return list(dict.fromkeys(value for value in found if value is not None))

    def _value(self, key: str, given: object) -> Value | None:
        text = SURROGATE.sub("\ufffd", folded(given)) if isinstance(given, str) else ""
        if not text:
            return None
        pairs, literals = self.places
        return Value(text, pairs.get((key, str(given))) or literals.get(str(given)) or self.block)


def nodes(source: str, block: RawSpan) -> list[Node]:
    """The articles of a block, then its pages; of a broken block what can be saved."""
    raw = source[block.start : block.end]
    described = list(_described(_loaded(raw)))
    places = _places(source, block) if described else ({}, {})
    found = [Node(n, block, _is(n, ARTICLES), places) for n in described]
    return sorted(found, key=lambda node: not node.is_article)


def _places(source: str, block: RawSpan) -> Places:
    """Where each string of a block first stands, read once for all values: as a key's value, and anywhere."""
    pairs: dict[tuple[str, str], RawSpan] = {}
    for found in PAIR.finditer(source, block.start, block.end):
        if (text := _decoded(found[2])) is not None:
            pairs.setdefault((found[1], text), RawSpan(*found.span(2)))
    literals: dict[str, RawSpan] = {}
    for found in LITERAL.finditer(source, block.start, block.end):
        if (text := _decoded(found[1])) is not None:
            literals.setdefault(text, RawSpan(*found.span(1)))
    return pairs, literals


def _loaded(raw: str) -> object:
    """The value of a block, of the beginning of one, or of one with commas too many; of other blocks plain pairs."""
    start = WRAPPING.match(raw)
    text = raw[start.end() :] if start else raw
    for attempt in (text, TRAILING.sub(r"\1", text)):
        try:
            return json.JSONDecoder(strict=False).raw_decode(attempt)[0]
        except (ValueError, RecursionError):
            continue
    return _saved(text)


def _saved(text: str) -> dict[str, Any]:
    """The first headline and date of a block that is no JSON but says that it describes an article."""
    kind = re.search(rf'"@type"\s*+:\s*+{STRING}', text)
    if kind is None or not ARTICLES.match(kind[1]):
        return {}
    saved: dict[str, Any] = {"@type": kind[1]}
    for pair in PAIR.finditer(text):
        if pair[1] in ("headline", "datePublished"):
            saved.setdefault(pair[1], _decoded(pair[2]))
    return saved


def _described(value: object) -> Iterator[Mapping[str, Any]]:
    """Objects that describe an article or a page, outermost first."""
    waiting, seen = [value], 0
    while waiting and seen < MAX_NODES:
        seen += 1
        here = waiting.pop(0)
        if isinstance(here, list):
            waiting[:0] = here[:MAX_NODES]
        elif isinstance(here, Mapping):
            if _is(here, ARTICLES) or _is(here, PAGES):
                yield here
            waiting[:0] = [here[key] for key in BELOW if isinstance(here.get(key), (list, Mapping))]


def _is(node: Mapping[str, Any], pattern: re.Pattern[str]) -> bool:
    kinds = node.get("@type")
    return any(
        isinstance(kind, str) and pattern.match(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])
    )


def _persons(given: object) -> Iterator[object]:
    for author in given if isinstance(given, list) else [given]:
        if isinstance(author, Mapping):
            kind = author.get("@type")
            if "Person" in str(kind) or kind is None:
                names = author.get("name")
                yield from names if isinstance(names, list) else [names]
        else:
            yield author


def _first(given: object) -> object:
    return (given[0] if given else None) if isinstance(given, list) else given


def _decoded(literal: str) -> str | None:
    if "\\" not in literal:
        return literal
    try:
        return str(json.loads(f'"{literal}"', strict=False))
    except ValueError:
        return None
