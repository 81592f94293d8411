"""Any text: stretches apart, in order, inside their paragraph; damage stays in its paragraph; work grows linearly."""

from __future__ import annotations

import re
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.quotation_marks import Quotation, find_quotations
from pipeline.spans import Span
from tests.growth import Work, is_linear

MARKS = ["'", '"', "''", "'''", "``", "`", "´", "‘", "’", "‘‘", "’’", "“", "”", "„", "‚", "«", "»", "‹", "›", '\\"']
WORDS = [
    "a",
    "The",
    "workers'",
    "it's",
    "'90s",
    "'Til",
    "5'10\"",
    '12"',
    "said,",
    "no.",
    "—",
    "...",
    "(",
    ")",
    "<b",
    ">",
]
PIECES = st.sampled_from([*MARKS, *MARKS, *WORDS, " ", "\n", "\u00a0"])
TEXTS = st.one_of(st.text(max_size=150), st.lists(PIECES, max_size=60).map("".join), st.lists(PIECES).map(" ".join))
PAIRS = (("“", "”"), ('"', '"'), ("''", "''"), ("«", "»"))
SPEECH = st.sampled_from(["Yes,", "We won't go,", "It's the '90s again.", "No!", "The workers' pay is low,"])
CLAUSE = st.sampled_from([" she said.", " the mayor's aide wrote.", " he told the boys' club."])


def lines(text: str) -> list[Span]:
    """The paragraphs of a text, one a line."""
    return [Span(*match.span()) for match in re.finditer(r"[^\n]+", text)]


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_quotations_lie_inside_their_paragraphs_and_apart(text: str) -> None:
    paragraphs = lines(text)
    quotations, strays = find_quotations(text, paragraphs)
    at, run = 0, 0
    for quotation in quotations:
        assert at <= quotation.outer.start < quotation.outer.end
        assert quotation.outer.contains(quotation.inner)
        assert paragraphs[quotation.paragraph].contains(quotation.outer)
        assert quotation.inner.of(text) == quotation.inner.of(text).strip() != ""
        assert all(quotation.outer.contains(span) for span in quotation.nested)
        assert quotation.run in (run, run + 1)
        at, run = quotation.outer.end, quotation.run
    assert list(strays) == sorted(strays)
    assert all(any(p.contains(s) for p in paragraphs) and len(s) for s in strays)


@st.composite
def balanced(draw: st.DrawFn) -> list[str]:
    """Paragraphs in which every mark has its partner, all of one shape."""
    opens, closes = draw(st.sampled_from(PAIRS))
    parts = draw(st.lists(st.lists(st.tuples(SPEECH, CLAUSE), min_size=1, max_size=3), min_size=2, max_size=5))
    return [" ".join(f"{opens}{speech}{closes}{clause}" for speech, clause in part) for part in parts]


def local(quotations: tuple[Quotation, ...], paragraphs: list[Span], index: int) -> list[tuple[int, int]]:
    """The quotations of one paragraph, counted from its start."""
    start = paragraphs[index].start
    return [(q.outer.start - start, q.outer.end - start) for q in quotations if q.paragraph == index]


@settings(max_examples=150, deadline=None)
@given(balanced(), st.sampled_from(MARKS), st.data())
def test_a_stray_mark_changes_no_other_paragraph(paragraphs: list[str], mark: str, data: st.DataObject) -> None:
    damaged = data.draw(st.integers(0, len(paragraphs) - 1))
    at = data.draw(st.integers(0, len(paragraphs[damaged])))
    after = [*paragraphs]
    after[damaged] = after[damaged][:at] + mark + after[damaged][at:]
    left, right = "\n".join(paragraphs), "\n".join(after)
    found, again = find_quotations(left, lines(left))[0], find_quotations(right, lines(right))[0]
    for index in range(len(paragraphs)):
        if index != damaged:
            assert local(again, lines(right), index) == local(found, lines(left), index)


@settings(max_examples=100, deadline=None)
@given(balanced())
def test_balanced_paragraphs_leave_no_stray_and_close_every_quotation(paragraphs: list[str]) -> None:
    text = "\n".join(paragraphs)
    quotations, strays = find_quotations(text, lines(text))
    assert strays == ()
    assert all(q.is_closed and q.nested == () for q in quotations)
    assert [q.run for q in quotations] == list(range(text.count(" she said") + len(re.findall("aide|boys", text))))


@pytest.mark.parametrize("piece", ['"a ', "'a ", "a' ", "“a ", "a” ", "“a\n", '"', "''", "'a'b ", "5'10 ", "“a ‘b "])
def test_time_grows_with_the_text_and_not_with_its_square(piece: str) -> None:
    def paragraphs_of(n: int) -> Work:
        text = piece * n
        return partial(find_quotations, text, lines(text))

    assert is_linear(paragraphs_of, 700)
