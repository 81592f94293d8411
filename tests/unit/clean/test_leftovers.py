from __future__ import annotations

import pytest

from pipeline.clean.characters import apply, clean_characters
from pipeline.clean.leftovers import issues_of, mark_leftovers
from pipeline.clean.pieces import Piece
from pipeline.clean.unreadable import OBJECT
from pipeline.schema import SegmentKind
from pipeline.spans import Edit, Span, Tracked


def marked(text: str) -> Piece:
    return mark_leftovers([Piece(0, len(text), text)])[0]


@pytest.mark.parametrize("text", ["Page 2 of 3", "page 12", "- 2 -", "– 14 –", "[Page 7]", "3 of 12", "p. 4/9"])
def test_a_page_number_is_boilerplate(text: str) -> None:
    assert marked(text).decided(SegmentKind.BOILERPLATE, "page_number") == marked(text)


@pytest.mark.parametrize("text", ["2018", "Page boy", "2 of the 3 shops", "-5", "3-2", "Page 2 of 3 was torn out."])
def test_other_short_lines_with_figures_are_not_decided(text: str) -> None:
    assert marked(text).kind is None


def test_the_object_of_an_unreadable_stretch_is_boilerplate() -> None:
    assert (marked(OBJECT).kind, marked(OBJECT).reason) == (SegmentKind.BOILERPLATE, "unreadable")


def test_what_a_rule_has_decided_stays() -> None:
    piece = Piece(0, 6, "page 2").decided(SegmentKind.TITLE, "headline")
    assert mark_leftovers([piece]) == [piece]


def test_unreadable_stretches_and_lost_characters_are_issues_with_their_places() -> None:
    tracked = clean_characters(Tracked.of(f"They don\ufffdt know. {'(' * 1_200} caf\ufffd"))
    found = issues_of("a1", tracked)
    assert [(issue.code, issue.span) for issue in found] == [
        ("unreadable", Span(19, 20)),
        ("lost_characters", Span(8, 9)),
    ]
    assert found[0].message.startswith("1200 characters")
    assert found[1].message.startswith("2 characters")


def test_an_object_character_of_the_source_is_no_issue() -> None:
    assert issues_of("a1", apply(Tracked.of(f"a {OBJECT} b"), lambda _: iter([Edit(0, 1, "c")]))) == ()
