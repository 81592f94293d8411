"""The rules of cleaning lose no character, mark what they mark in linear time, and hold on any paragraphs."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.clean.classify import classify
from pipeline.clean.pieces import Piece
from pipeline.pages.records import BlockKind
from tests.growth import Work, is_linear

LINES = st.sampled_from(
    [
        "The council met on Monday and voted to close the harbour.",
        "“We will appeal,” said Ana Ruiz.",
        "Council votes to close the harbour",
        "By Ana Ruiz, Harbour Gazette",
        "January 24, 2018",
        "LISBON (Reuters) -",
        "(Photo: Ana Ruiz/Harbour Gazette)",
        "The pier at dawn. ANA RUIZ / GETTY",
        "Sign up for our newsletter",
        "Harbour Newsletter",
        "Read more: Mayor says no",
        "Related stories",
        "___",
        "UPDATE: The mayor has issued a statement.",
        "Reporting by Ana Ruiz; Editing by Bo Ek",
        "The vote is on Monday. Ana Ruiz contributed to this report.",
        "Ana Ruiz is a reporter at the Harbour Gazette.",
        "ruiz@harbour.test",
        "It is over. © 2018 Harbour Gazette. All rights reserved.",
        "Harbour chair Ana RuizAnabel RuizMayor says no MORE signed.",
        "Home",
        "a",
        ".",
    ]
)
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"]), min_size=1, max_size=40)
PARTS = st.lists(
    st.tuples(st.one_of(LINES, LINES, TEXT), st.one_of(st.none(), st.sampled_from(BlockKind))), max_size=12
)
TITLES = st.one_of(st.none(), LINES)


def pieces(parts: list[tuple[str, BlockKind | None]]) -> list[Piece]:
    found, at = [], 0
    for text, block in parts:
        found.append(Piece(at, at + len(text), text, block=block))
        at += len(text) + 1
    return found


@settings(max_examples=120, deadline=None)
@given(PARTS, TITLES)
def test_pieces_stay_in_order_and_lose_nothing_but_spaces(
    parts: list[tuple[str, BlockKind | None]], title: str | None
) -> None:
    given_pieces = pieces(parts)
    whole = "\n".join(text for text, _ in parts)
    found = classify(given_pieces, title)
    at = 0
    for piece in found:
        assert piece.kind is not None
        assert piece.reason
        assert piece.text == whole[piece.start : piece.end] != ""
        assert whole[at : piece.start].strip() == ""
        assert piece.copy_of is None or 0 <= piece.copy_of < len(found)
        at = piece.end
    assert whole[at:].strip() == ""


@settings(max_examples=60, deadline=None)
@given(PARTS, TITLES)
def test_what_a_copy_repeats_is_no_copy_of_it(parts: list[tuple[str, BlockKind | None]], title: str | None) -> None:
    found = classify(pieces(parts), title)
    for i, piece in enumerate(found):
        assert piece.copy_of is None or found[piece.copy_of].copy_of != i


PROSE = "The harbour board voted on Monday to close the old pier, and repairs will take two years."
UNITS = (" ", "a", '"', "(", "Mr. ", "By A ", "A-", "Ana Ruiz", "(A/", "PARIS (Reuters) - ", "Reporting by A ", " MORE")
LENGTH = 10_000  # characters of the shorter text


@pytest.mark.parametrize("block", [None, BlockKind.PARAGRAPH], ids=["text", "page"])
@pytest.mark.parametrize("unit", UNITS)
def test_time_grows_with_the_text_and_not_with_its_square(unit: str, block: BlockKind | None) -> None:
    def text_of(length: int) -> Work:
        run = (unit * (length // len(unit) + 1))[:length]
        given_pieces = pieces([(PROSE, block), (run, block), (f"{run} {PROSE}", block), (PROSE, block)])
        return partial(classify, given_pieces, "Old pier to close")

    assert is_linear(text_of, LENGTH)


@pytest.mark.parametrize("line", ["a", "Read more", "Old pier to close", PROSE, "Ana Ruiz is a writer at the Gazette."])
def test_time_grows_with_the_paragraphs_and_not_with_their_square(line: str) -> None:
    assert is_linear(lambda n: partial(classify, pieces([(line, None)] * n), "Old pier to close"), 250)
