"""Stretches between quotation marks, and marks that are none."""

from __future__ import annotations

import re

import pytest

from pipeline.find.attributions.quotation_marks import find_quotations
from pipeline.spans import Span


def lines(text: str) -> list[Span]:
    """The paragraphs of a text, one a line."""
    return [Span(*match.span()) for match in re.finditer(r"[^\n]+", text)]


def marked(text: str) -> list[str]:
    """The words between the marks of a text."""
    return [q.inner.of(text) for q in find_quotations(text, lines(text))[0]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “yes” twice.", ["yes"]),
        ('He said "yes" twice.', ["yes"]),
        ("He said ''yes'' twice.", ["yes"]),
        ("He said ``yes'' twice.", ["yes"]),
        ("He said „ja“ twice.", ["ja"]),
        ("He said «oui» twice.", ["oui"]),
        ("He said ‘yes’ twice.", ["yes"]),
        ("He said 'yes' twice.", ["yes"]),
        ("“Look,“ he said.", ["Look,"]),
        ("”Look,” he said.", ["Look,"]),
        ('“Look," he said.', ["Look,"]),
        ('"He cried ‘help’ and ran," Kim said.', ["He cried ‘help’ and ran,"]),
        ("'He cried \"help\" and ran,' Kim said.", ['He cried "help" and ran,']),
        ("‘The workers’ pay is low,’ Kim said.", ["The workers’ pay is low,"]),
        ("‘One Day’ in ‘Rome’ is a film.", ["One Day", "Rome"]),
        ('"Spaces at the end. " he said', ["Spaces at the end."]),
        ('("No," he said.)', ["No,"]),
    ],
)
def test_marks_of_every_shape_enclose_words(text: str, expected: list[str]) -> None:
    assert marked(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The workers' union met the drivers' union.",
        "It’s the mayor’s, isn’t it?",
        "Rock 'n' roll of the '90s, 'til dawn.",
        "She is 5'10\" tall, he is 6' 2.",
        'A 12" x 14" board.',
        "She is 5’10” tall.",
        'An empty pair "" and a blank one " ".',
    ],
)
def test_apostrophes_measures_and_empty_pairs_are_no_quotations(text: str) -> None:
    assert marked(text) == []


def test_marks_that_open_each_paragraph_make_one_run() -> None:
    text = "“One.\n“Two.\n“Three,” he said. “Four.”"
    quotations, strays = find_quotations(text, lines(text))
    assert [(q.inner.of(text), q.run, q.paragraph, q.is_closed) for q in quotations] == [
        ("One.", 0, 0, False),
        ("Two.", 0, 1, False),
        ("Three,", 0, 2, True),
        ("Four.", 1, 2, True),
    ]
    assert strays == ()


def test_a_quotation_closed_in_the_next_paragraph_is_one_run() -> None:
    text = 'He wrote: "One.\nTwo," and left.'
    assert [(q.inner.of(text), q.run) for q in find_quotations(text, lines(text))[0]] == [("One.", 0), ("Two,", 0)]


@pytest.mark.parametrize(
    ("text", "expected", "strays"),
    [
        ('A stray" mark here.\n"Yes," he said.', ["Yes,"], [7]),
        ('The 6" rule and "his" plan" failed.\n"Yes," he said.', ["his", "Yes,"], [26]),
        ("The old “plan failed.\nShe said “yes” twice.", ["yes"], [8]),
        ("He wrote: “no and left.\nShe left.", ["no and left."], [10]),
    ],
)
def test_an_unpaired_mark_spoils_its_own_paragraph_only(text: str, expected: list[str], strays: list[int]) -> None:
    quotations, unpaired = find_quotations(text, lines(text))
    assert [q.inner.of(text) for q in quotations] == expected
    assert [span.start for span in unpaired] == strays
