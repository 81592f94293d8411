"""Places of words in quotations: found in the whole text, so that a mark outside of a window is known."""

from __future__ import annotations

import pytest

from pipeline.encoder.marks import CLOSES, INSIDE, OPENS, OUTSIDE, marks_of

SIGNS = {".": OUTSIDE, "i": INSIDE, "(": OPENS, ")": CLOSES}


def marked(*words: str) -> list[int]:
    """The places of words that are joined by blanks, but not at a line break."""
    text, starts = "", []
    for word in words:
        text += " " if text and not text.endswith("\n") and word != "\n" else ""
        starts.append(len(text))
        text += word
    return marks_of(text, starts).tolist()


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("It rained .", "..."),
        ("“ It rained , ” he said .", "(iii)..."),
        ('" It rained , " he said .', "(iii)..."),
        ("He said no ”", "...."),  # a mark without partner
    ],
)
def test_places_of_words(words: str, places: str) -> None:
    assert marked(*words.split()) == [SIGNS[sign] for sign in places]


def test_a_quotation_that_goes_on_in_the_next_line_is_opened_again() -> None:
    assert marked("“", "One", ".", "\n", "“", "Two", ".", "”", "he") == [SIGNS[s] for s in "(ii.(ii)."]


def test_a_text_without_words_has_no_places() -> None:
    assert (marks_of("", []).tolist(), marks_of(" \n", []).tolist()) == ([], [])
