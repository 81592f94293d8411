from __future__ import annotations

import pytest

from pipeline.clean.contributors import contributors_start, mark_author_notes, mark_contributors
from pipeline.clean.pieces import Piece

LEAD = "The harbour board voted on Monday to close the old pier, and Lena Okafor signed the order."


def pieces(*texts: str) -> list[Piece]:
    return [Piece(0, len(text), text) for text in texts]


def test_a_line_of_contributors_after_a_sentence_is_split_off() -> None:
    found = mark_contributors(pieces(f"{LEAD} (Reporting by Ana Ruiz; Editing by Bo Ek)"))
    assert [(p.text, p.reason) for p in found] == [
        (LEAD, ""),
        ("(Reporting by Ana Ruiz; Editing by Bo Ek)", "contributors"),
    ]


def test_contributors_after_a_dash_leave_the_sentences_before() -> None:
    text = f"{LEAD} --- Ana Ruiz contributed to this article."
    assert text[contributors_start(text) :] == "--- Ana Ruiz contributed to this article."


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Ana Ruiz contributed to this report.",
        "AP Science Writer Ana Ruiz in Port Ellen contributed to this report.",
        "Reuters, The Associated Press and Gazette staff writer Lin Wei contributed to this article.",
    ],
)
def test_titles_and_outlets_are_names_of_contributors(text: str) -> None:
    assert contributors_start(text) == 0


@pytest.mark.parametrize(
    "text",
    [
        "The fire contributed to this.",
        "Rain that fell for a week contributed to this report’s grim tone.",
        "Ana Ruiz said that her staff contributed to this report.",
        "Written by Ana Ruiz in 1902, the book was lost.",
        "Reporting by",
        "",
    ],
)
def test_sentences_are_no_line_of_contributors(text: str) -> None:
    assert contributors_start(text) is None


def test_notes_are_taken_from_the_end_only() -> None:
    note = "Ana Ruiz is a reporter at the Harbour Gazette."
    assert [p.reason for p in mark_author_notes(pieces(LEAD, note))] == ["", "author_note"]
    assert [p.reason for p in mark_author_notes(pieces(LEAD, note, LEAD))] == ["", "", ""]


def test_somebody_of_whom_the_article_speaks_is_not_its_author() -> None:
    note = "Lena Okafor is the author of the Harbour Guide."
    assert [p.reason for p in mark_author_notes(pieces(LEAD, note))] == ["", ""]


def test_a_handle_tells_the_author_even_when_named_before() -> None:
    note = "Lena Okafor is an editor at the Gazette. Follow her on Twitter: @okafor"
    assert [p.reason for p in mark_author_notes(pieces(LEAD, note))] == ["", "author_note"]


def test_the_only_paragraph_is_no_note() -> None:
    assert [p.reason for p in mark_author_notes(pieces("ruiz@harbour.test"))] == [""]
