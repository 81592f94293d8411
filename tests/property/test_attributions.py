"""Any text: no crash, spans in bounds, the surface equals the slice; work grows with the text."""

from __future__ import annotations

import re
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.find.attributions import find_attributions
from pipeline.quotation_marks import find_quotations
from pipeline.spans import Span
from tests.builders import make_parsed
from tests.growth import Work, is_linear

# Words and marks that the finder knows, so that random texts reach its rules.
WORDS = """the mayor Ann Lee he who said says told added , . : ; ? ! - — that to according As Here's UPDATE: Q: A:
SMITH: statement issued has a plan will hold not and but denied promised was by in from
" " “ ” ‘ ’ ' '' `` « » 's 5'10" '90s
( ) ... we our I"""
PIECES = st.sampled_from([*WORDS.split(), "\n", "\u00a0", " "])
TEXTS = st.one_of(st.text(max_size=150), st.lists(PIECES, max_size=60).map(" ".join), st.lists(PIECES).map("".join))


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_quotations_lie_inside_their_paragraphs_and_apart(text: str) -> None:
    paragraphs = [Span(*match.span()) for match in re.finditer(r"[^\n]+", text)]
    quotations, strays = find_quotations(text, paragraphs)
    at = 0
    for quotation in quotations:
        assert at <= quotation.outer.start < quotation.outer.end
        assert quotation.outer.contains(quotation.inner)
        assert paragraphs[quotation.paragraph].contains(quotation.outer)
        assert quotation.inner.of(text) == quotation.inner.of(text).strip() != ""
        at = quotation.outer.end
    assert all(stray.end <= len(text) for stray in strays)


@pytest.mark.model
@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_any_text_yields_records_of_itself(text: str) -> None:
    found = find_attributions(make_parsed(text), [])
    for record in (*found.quotes, *found.claims):
        assert record.text == record.span.of(text) != ""
        for span in (record.span, record.source, record.cue):
            assert span is None or span.start < span.end <= len(text)
    assert {q.proposition for q in found.quotes} <= {c.proposition for c in found.claims}


@pytest.mark.parametrize("piece", ['"a ', "'a ", "a' ", "“a ", "a” ", "“a\n", "''", "'a'b ", "5'10 "])
def test_time_grows_with_the_text_and_not_with_its_square(piece: str) -> None:
    def paragraphs_of(n: int) -> Work:
        text = piece * n
        return partial(find_quotations, text, [Span(*match.span()) for match in re.finditer(r"[^\n]+", text)])

    assert is_linear(paragraphs_of, 2_000)
