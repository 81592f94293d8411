from __future__ import annotations

import pytest

from pipeline.clean.company_notes import mark_company_notes
from pipeline.clean.pieces import Piece

LEAD = "Harbour Pumps has agreed to build the pumps of the new terminal, both sides said on Monday."
SELF = "Harbour Pumps is a leading provider of small pumps for ports, lakes and public baths."
FACTS = "Harbour Pumps is headquartered in Port Ellen, has offices in 12 countries and employs around 300 people."


def reasons(*texts: str) -> list[str]:
    return [p.reason for p in mark_company_notes([Piece(0, len(text), text) for text in texts])]


def test_paragraphs_at_the_end_in_which_a_company_describes_itself() -> None:
    note = "company_note"
    assert reasons(LEAD, "The terminal opens in May, the mayor said.", SELF, FACTS) == ["", "", note, note]
    assert reasons("The terminal opens in May, the mayor said.", f"{SELF} {FACTS}") == ["", note]


@pytest.mark.parametrize(
    "texts",
    [
        (LEAD, SELF),  # praise, no facts
        (LEAD, FACTS),  # facts, no praise
        (LEAD, SELF, "The terminal opens in May, the mayor said on Monday."),  # not at the end
        (SELF, FACTS, "Port Ellen has no other company of that size, the mayor said."),
        (LEAD, "Harbour Pumps is a family company founded in 1951 that employs 300 people in the town."),
    ],
)
def test_news_of_a_company_is_kept(texts: tuple[str, ...]) -> None:
    assert set(reasons(*texts)) == {""}


def test_an_article_is_never_nothing_but_a_note() -> None:
    assert reasons(f"{SELF} {FACTS}") == [""]
