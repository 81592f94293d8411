from __future__ import annotations

import pytest

from pipeline.clean.pieces import words_of
from pipeline.clean.titles import is_near_title, is_title, title_words

TITLES = title_words(["Old pier to close for two years | Harbour Gazette", "Gazette - Pier row is over"])


@pytest.mark.parametrize(
    "line", ["Old Pier to Close for Two Years", "Old pier to close for two years | Harbour Gazette", "Pier row is over"]
)
def test_a_title_is_one_with_or_without_the_name_of_its_site(line: str) -> None:
    assert is_title(words_of(line), TITLES)


@pytest.mark.parametrize("line", ["Harbour Gazette", "Gazette", "Old pier", "Pier row", ""])
def test_the_name_of_the_site_and_parts_of_a_title_are_no_title(line: str) -> None:
    assert not is_title(words_of(line), TITLES)
    assert not is_near_title(words_of(line), TITLES)


def test_a_hyphen_inside_words_cuts_no_title() -> None:
    assert title_words(["Two-year wait for ex-ferry"]) == (["two", "year", "wait", "for", "ex", "ferry"],)


@pytest.mark.parametrize(
    ("line", "near"),
    [
        ("The old pier to close for two years", True),
        ("Old pier closes for two years", False),
        ("The board votes to close the old pier for two years because of the state of its piles", False),
        ("Pier row", False),
    ],
)
def test_most_words_of_the_longer_line_make_it_near(line: str, near: bool) -> None:
    assert is_near_title(words_of(line), TITLES) is near
