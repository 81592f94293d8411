"""Any text: pieces of block statements lie inside their paragraphs, apart and in order; work grows with the text."""

from __future__ import annotations

import re
from functools import partial

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.find.attributions.attribution import Attribution
from pipeline.find.attributions.blocks import find_blocks
from pipeline.find.attributions.link import Paragraphs
from pipeline.quotation_marks import find_quotations
from pipeline.spans import Span
from tests.builders import make_parsed
from tests.growth import Work, is_linear

LINES = st.sampled_from(
    [
        "Mayor Lopez has issued a statement.",
        "The union wrote:",
        "As the Gazette reports,",
        "Here's Ann Lee.",
        "And Joe Diaz.",
        "Read the full statement below:",
        "Dear colleagues,",
        "Sincerely,",
        "Ann Lee",
        "— Ann Lee (@annlee) May 3, 2018",
        "— Ann Lee, Springfield",
        "From: Ann Lee <a@b.org>",
        "To: Joe Diaz",
        "Q: Why?",
        "A: I was tired.",
        "A:",
        "LEE: You know me.",
        "**Diaz:** Do I?",
        "We are proud of our city.",
        "• We will not pay.",
        "(Applause.)",
        "“No,” Lee said.",
        "The fire started on Monday.",
        "The end",
        ":",
        "—",
        "",
    ]
)
TEXTS = st.one_of(st.lists(LINES, max_size=10).map("\n".join), st.text(max_size=120))


def blocks_of(text: str) -> tuple[list[Span], list[Attribution]]:
    paragraphs = [Span(*line.span()) for line in re.finditer(r"[^\n]+", text) if not line.group().isspace()]
    quotations, _ = find_quotations(text, paragraphs)
    return paragraphs, find_blocks(Paragraphs(make_parsed(text).doc, text, paragraphs), quotations)


@pytest.mark.model
@settings(max_examples=30, deadline=None)
@given(TEXTS)
def test_pieces_lie_inside_paragraphs_apart_and_in_order(text: str) -> None:
    paragraphs, blocks = blocks_of(text)
    assert [b.start for b in blocks] == sorted(b.start for b in blocks)
    at = 0
    for piece in (piece for block in blocks for piece in block.contents):
        assert at <= piece.start < piece.end
        assert any(paragraph.contains(piece) for paragraph in paragraphs)
        assert piece.of(text) == piece.of(text).strip() != ""
        at = piece.end
    for span in (span for block in blocks for span in (block.source, block.cue) if span is not None):
        assert span.of(text).strip() != ""


@pytest.mark.parametrize(
    "line", ["Q: Why?", "A:", "LEE: I do.", "The union wrote:", "We go on.", "- We go on.", "Dear all,", "— (@", "— — "]
)
def test_time_grows_with_the_text_and_not_with_its_square(line: str) -> None:
    blank = spacy.blank("en")
    blank.add_pipe("sentencizer")

    def lines_of(n: int) -> Work:
        text = "\n".join([line] * n)
        paragraphs = [Span(*match.span()) for match in re.finditer(r"[^\n]+", text)]
        return partial(find_blocks, Paragraphs(blank(text), text, paragraphs), ())

    assert is_linear(lines_of, 200)
