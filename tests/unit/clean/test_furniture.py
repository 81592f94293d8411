from __future__ import annotations

import pytest

from pipeline.clean.furniture import mark_furniture, mark_updates
from pipeline.clean.pieces import Piece
from pipeline.lexicon import table


def piece(text: str) -> Piece:
    return Piece(0, len(text), text)


@pytest.mark.parametrize(
    "text",
    [
        "UPDATE: The mayor has issued a statement.",
        "Correction (Jan. 25): The pier was built in 1902, not 1912.",
        "Editor’s note: This story was updated at 5:45 p.m. to add the mayor’s answer.",
        "This story has been updated.",
        "This article was corrected on Jan. 25 to give the right year.",
        "(This version corrects the name of the board chair.)",
        "An earlier version of this story misstated the year in which the pier was built.",
    ],
)
def test_note_of_an_update_or_correction_is_kept_as_one(text: str) -> None:
    (found,) = mark_updates([piece(text)])
    assert (found.kind, found.reason, found.kept) == ("update", "update", True)


@pytest.mark.parametrize(
    "text",
    [
        "This story has been told for a hundred years.",
        "An earlier version of this pier burned down in 1902.",
        "Updated figures show that the ferry lost passengers.",
        "Corrections officers walked out.",
    ],
)
def test_sentences_that_begin_like_a_note_are_none(text: str) -> None:
    assert mark_updates([piece(text)]) == [piece(text)]


def test_a_decided_paragraph_keeps_its_kind() -> None:
    (decided,) = mark_furniture([piece("Advertisement")])
    assert mark_updates(mark_furniture([decided])) == [decided]


def test_each_pattern_of_the_lexicon_is_complete() -> None:
    for row in table("clean_patterns"):
        assert None not in row, row
        assert row["where"] in ("any", "tail"), row
        assert row["reported"] in ("yes", "no"), row
        assert row["hints"] or row["pattern"].startswith("^"), row
        assert row["hints"] == row["hints"].casefold(), row
