"""Tracked text keeps, through any edits, the way back to the raw characters."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import InvariantError
from pipeline.spans import Edit, RawSpan, Span, Tracked

TEXT = st.text(alphabet="ab \n.“é😀", max_size=30)


@st.composite
def edits_of(draw: st.DrawFn, text: str) -> list[Edit]:
    """Some edits of the text that do not overlap, in any order."""
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    edits = [Edit(a, b, draw(st.text("xyz", max_size=3))) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    insertions = {e.start for e in edits if e.start == e.end}
    edits = [e for e in edits if e.start == e.end or e.start not in insertions]
    return draw(st.permutations(edits))


@st.composite
def tracked_texts(draw: st.DrawFn) -> tuple[Tracked, list[tuple[str, RawSpan | None]]]:
    """A text after up to three rounds of edits; beside it each character, and its raw one where it was never edited."""
    tracked = Tracked.of(draw(TEXT))
    kept: list[tuple[str, RawSpan | None]] = [(c, RawSpan(i, i + 1)) for i, c in enumerate(tracked.raw)]
    for _ in range(draw(st.integers(0, 3))):
        edits = draw(edits_of(tracked.text))
        tracked = tracked.apply(edits)
        for edit in sorted(edits, reverse=True):
            kept[edit.start : edit.end] = [(c, None) for c in edit.replacement]
    return tracked, kept


@settings(max_examples=120, deadline=None)
@given(tracked_texts())
def test_edits_give_the_text_that_they_say_and_keep_the_place_of_all_other_characters(
    case: tuple[Tracked, list[tuple[str, RawSpan | None]]],
) -> None:
    tracked, kept = case
    assert tracked.text == "".join(c for c, _ in kept)
    for i, (character, raw) in enumerate(kept):
        if raw is not None:
            assert tracked.raw_span(Span(i, i + 1)) == raw
            assert raw.of(tracked.raw) == character
            assert tracked.clean_span(raw) == Span(i, i + 1)


@settings(max_examples=120, deadline=None)
@given(tracked_texts())
def test_raw_spans_stay_in_bounds_and_in_order(case: tuple[Tracked, list[tuple[str, RawSpan | None]]]) -> None:
    tracked, _ = case
    spans = [tracked.raw_span(Span(i, i + 1)) for i in range(len(tracked.text))]
    assert all(0 <= s.start <= s.end <= len(tracked.raw) for s in spans)
    assert [s.start for s in spans] == sorted(s.start for s in spans)
    assert [s.end for s in spans] == sorted(s.end for s in spans)


@settings(max_examples=120, deadline=None)
@given(tracked_texts(), st.data())
def test_a_raw_span_holds_the_raw_characters_of_every_part_and_leads_back(
    case: tuple[Tracked, list[tuple[str, RawSpan | None]]], data: st.DataObject
) -> None:
    tracked, kept = case
    start = data.draw(st.integers(0, len(tracked.text)))
    end = data.draw(st.integers(start, len(tracked.text)))
    whole = tracked.raw_span(Span(start, end))
    back = tracked.clean_span(whole)
    for i in range(start, end):
        raw = kept[i][1]
        if raw is not None:
            assert whole.start <= raw.start
            assert raw.end <= whole.end
            assert back.start <= i < back.end
    if start < end and kept[start][1] and kept[end - 1][1]:
        assert back == Span(start, end)
        assert tracked.raw_span(back) == whole


@settings(max_examples=100, deadline=None)
@given(st.text("ab ", min_size=1, max_size=20), st.data())
def test_edits_that_overlap_are_refused(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    inside = data.draw(st.integers(start, end - 1))
    with pytest.raises(InvariantError):
        Tracked.of(text).apply([Edit(start, end, "x"), Edit(inside, end, "y")])
    with pytest.raises(InvariantError):
        Tracked.of(text).apply([Edit(start, len(text) + 1, "x")])
