"""Statements set off without marks: short invented articles as data, each piece, speaker and cue marked in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from pipeline.find.attributions.blocks import find_blocks
from pipeline.find.attributions.link import Paragraphs
from pipeline.parse import Parsed
from pipeline.quotation_marks import find_quotations
from pipeline.schema import QuoteKind
from pipeline.spans import Span
from tests.builders import make_parsed
from tests.cases_of import cases_of
from tests.unit.find.markup import read_marked

pytestmark = pytest.mark.model
Block = tuple[tuple[str, ...], str | None, str | None]


def blocks_of(parsed: Parsed) -> list[Block]:
    """Pieces, source and cue of each block of an article whose every line is prose."""
    text = parsed.article.text
    paragraphs = [Span(*line.span()) for line in re.finditer(r"[^\n]+", text)]
    quotations, _ = find_quotations(text, paragraphs)
    found = find_blocks(Paragraphs(parsed.doc, text, paragraphs), quotations)
    assert all(block.kind is QuoteKind.BLOCK for block in found)

    def at(span: Span | None) -> str | None:
        return None if span is None else f"{span.start}: {span.of(text)}"

    return [(tuple(f"{p.start}: {p.of(text)}" for p in b.contents), at(b.source), at(b.cue)) for b in found]


def wanted(marked: str) -> tuple[str, list[Block]]:
    """The text of a case, and its blocks: ``{b1 ...}`` a piece of the first, ``{s1_3 ...}`` the source of two."""
    text, spans = read_marked(marked)
    numbered = [(kind[0], int(n), span) for kind, span in spans for n in kind[1:].split("_")]

    def of(kind: str, number: int) -> Iterator[str]:
        return (f"{span.start}: {span.of(text)}" for k, n, span in numbered if (k, n) == (kind, number))

    numbers = sorted({n for _, n, _ in numbered})
    return text, [(tuple(of("b", n)), next(of("s", n), None), next(of("c", n), None)) for n in numbers]


@pytest.mark.parametrize("case", cases_of("blocks", "found", "endings", "negative", "known-failures"))
def test_blocks_of_an_article(case: dict[str, Any]) -> None:
    text, blocks = wanted(case["input"])
    assert blocks_of(make_parsed(text)) == blocks
