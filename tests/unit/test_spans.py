from __future__ import annotations

import pytest

from pipeline.errors import InvariantError
from pipeline.spans import Edit, RawSpan, Span, Tracked


def test_span_refuses_a_stretch_that_ends_before_it_starts() -> None:
    with pytest.raises(InvariantError):
        Span(5, 4)
    with pytest.raises(InvariantError):
        Span(-1, 4)


def test_spans_that_only_touch_do_not_overlap() -> None:
    assert not Span(0, 3).overlaps(Span(3, 5))
    assert Span(0, 4).overlaps(Span(3, 5))
    assert Span(0, 5).contains(Span(3, 5))
    assert not Span(0, 4).contains(Span(3, 5))


def test_a_removed_stretch_has_no_clean_characters() -> None:
    tracked = Tracked.of("one (ad) two").apply([Edit(3, 8, "")])
    assert tracked.text == "one two"
    assert tracked.clean_span(RawSpan(4, 8)) == Span(3, 3)
    assert tracked.raw_span(Span(0, 7)) == RawSpan(0, 12)


def test_inserted_characters_at_the_edges_prove_nothing() -> None:
    tracked = Tracked.of("end.Next").apply([Edit(4, 4, "\n\n")])
    assert tracked.raw_span(Span(0, 6)) == RawSpan(0, 4)
    assert tracked.raw_span(Span(4, 10)) == RawSpan(4, 8)
    assert tracked.raw_span(Span(4, 6)) == RawSpan(4, 4)


def test_an_insertion_after_a_removal_does_not_take_the_removed_characters_in() -> None:
    tracked = Tracked.of("ab##cd").apply([Edit(2, 4, "")]).apply([Edit(2, 2, " ")])
    assert tracked.text == "ab cd"
    assert tracked.raw_span(Span(0, 3)) == RawSpan(0, 2)


def test_a_replaced_stretch_comes_back_whole() -> None:
    tracked = Tracked.of("caf\u00c3\u00a9!").apply([Edit(0, 5, "café")])
    assert tracked.raw_span(Span(3, 4)) == RawSpan(0, 5)
    assert tracked.clean_span(RawSpan(0, 5)) == Span(0, 4)
    assert tracked.clean_span(RawSpan(3, 4)) == Span(0, 4)


def test_an_insertion_inside_a_replaced_stretch_keeps_the_order() -> None:
    tracked = Tracked.of("ab").apply([Edit(0, 2, "xyz")]).apply([Edit(1, 1, "-")])
    assert tracked.text == "x-yz"
    assert tracked.raw_span(Span(0, 2)) == RawSpan(0, 2)
    assert tracked.clean_span(RawSpan(0, 2)) == Span(0, 4)


def test_a_span_beyond_the_text_is_refused() -> None:
    with pytest.raises(InvariantError):
        Tracked.of("abc").raw_span(Span(0, 4))
