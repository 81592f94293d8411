from __future__ import annotations

from textwrap import fill

from pipeline.clean.characters import apply
from pipeline.clean.lines import blocks, unwrap
from pipeline.spans import Tracked

FIRST = (
    "The harbour board voted on Monday to close the old pier, and repairs will take about two years. Shop owners "
    "along the pier said that they had not been asked, and some of them plan to go to court before the summer."
)
SECOND = (
    "The mayor, who had promised to keep the pier open, left the meeting by a side door and did not answer questions. "
    "Her office later sent a note of two lines that named no reason for the change."
)


def paragraphs(text: str) -> list[str]:
    clean = apply(Tracked.of(text), unwrap).text
    return [clean[block.start : block.end] for block in blocks(clean)]


def test_lines_wrapped_at_a_width_are_joined_within_their_paragraph() -> None:
    for width in (60, 72, 80):
        assert paragraphs(f"{fill(FIRST, width)}\n\n{fill(SECOND, width)}") == [FIRST, SECOND]


def test_wrapped_paragraphs_without_empty_lines_end_at_a_short_line_or_an_indent() -> None:
    assert paragraphs(f"{fill(FIRST, 70)}\n  {fill(SECOND, 70)}") == [FIRST, SECOND]


def test_one_line_a_paragraph_stays_so() -> None:
    assert paragraphs(f"{FIRST}\n{SECOND}\n{FIRST}") == [FIRST, SECOND, FIRST]


def test_short_lines_of_a_list_are_not_joined() -> None:
    items = ["Port Ellen and its two ferry stairs", "Port Askaig", "the north arm of the long pier", "Leith"]
    assert paragraphs("\n".join(items)) == items


def test_a_sentence_that_a_page_tore_apart_is_joined() -> None:
    assert paragraphs("The board said in a long letter on Monday that\nthe pier would close.") == [
        "The board said in a long letter on Monday that the pier would close."
    ]


def test_a_hyphen_at_the_break_keeps_its_word_whole() -> None:
    lines = [
        "The harbour board voted on Monday to close the old and often mended-",
        "up pier, and the repairs will take about two years, it said in a long",
        "letter to the owners of the shops that stand along the northern side,",
        "some of whom will go to court.",
    ]
    (paragraph,) = paragraphs("\n".join(lines))
    assert paragraph.startswith("The harbour board voted on Monday to close the old and often mended-up pier, and")


def test_bullets_are_found_and_a_lone_dash_is_none() -> None:
    text = "· one\n•two\n- three\n- four\n\ntext\n- a lone dash\n-5 degrees"
    found = [(text[b.start : b.end], b.bullet is not None) for b in blocks(text)]
    assert found == [
        ("one", True),
        ("two", True),
        ("three", True),
        ("four", True),
        ("text", False),
        ("- a lone dash", False),
        ("-5 degrees", False),
    ]
