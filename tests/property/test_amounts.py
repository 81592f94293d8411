"""Amounts on any text: no crash, spans in bounds, exact finite values, bounds in order, time linear."""

from __future__ import annotations

import time
from decimal import Decimal
from itertools import pairwise

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from pipeline.config import AmountsConfig
from pipeline.find.amounts import find_amounts
from pipeline.parse import Parsed
from pipeline.schema import AmountKind, AmountMention
from tests.builders import make_article

BLANK = spacy.blank("en")
PIECES = [
    "$", "£", "€", "US$", "A$", "5", "1,200", "3.5", "half", "a", "million", "dozen", "tens", "of", "thousands",
    "hundred", "and", "twenty-six", "percent", "%", "per", "cent", "points", "to", "-", "–", "/", ".", ",", "(",
    ")", "between", "from", "more", "than", "over", "about", "up", "at", "least", "or", "dollars", "cents",
    "pence", "hours", "days", "km", "people", "cities", "states", "one", "in", "four", "times", "5-4", "vote",
    "Section", "Boeing", "2016", "bn", "m", "k", "½", "#", "\n",
]  # fmt: skip


def amounts(text: str) -> tuple[AmountMention, ...]:
    return find_amounts(Parsed(make_article(text), BLANK(text)), (), AmountsConfig()).records


def check(text: str) -> None:
    found = amounts(text)
    for mention in found:
        assert mention.span.of(text) == mention.text != ""
        assert mention.text == mention.text.strip()
        assert mention.value.is_finite()
        bounds = [b for b in (mention.low, mention.high) if b is not None]
        assert bounds == sorted(bounds)
        assert all(b.is_finite() for b in bounds)
        assert bounds, "at least one bound is known"
        assert mention.value in bounds
        assert (mention.currency is None) or mention.kind is AmountKind.MONEY
    spans = [m.span for m in found]
    assert spans == sorted(spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80))
def test_any_text(text: str) -> None:
    check(text)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14), st.sampled_from(["", " "]))
def test_any_sequence_of_words_about_numbers(pieces: list[str], joint: str) -> None:
    check(joint.join(pieces))


@settings(max_examples=60, deadline=None)
@given(st.decimals(min_value=0, max_value=999, places=2), st.sampled_from([("million", 10**6), ("billion", 10**9)]))
def test_a_sum_keeps_its_exact_value(number: Decimal, magnitude: tuple[str, int]) -> None:
    word, factor = magnitude
    found = amounts(f"It cost ${number} {word}.")
    assert [m.value for m in found] == [number * factor]


def seconds_taken(parsed: Parsed) -> float:
    start = time.process_time()
    find_amounts(parsed, (), AmountsConfig())
    return time.process_time() - start


@pytest.mark.parametrize(
    "piece",
    [
        "7",
        "$1,",
        "(",
        "1,",
        "11,",
        "1.",
        "a.",
        "one ",
        "of ",
        "half a ",
        "dozens of ",
        "$",
        "-5",
        "5-",
        "1/2 ",
        "and 5 ",
        "5, ",
    ],
)
def test_time_is_linear_in_the_text(piece: str) -> None:
    """Four times the text may take at most eight times as long: a quadratic rule would take sixteen."""
    seconds = []
    for n in (2_000, 8_000):
        text = piece * (n // len(piece))
        doc = Doc(BLANK.vocab, [text], [False])  # one token: the tokeniser is not what is timed
        parsed = Parsed(make_article(text), doc)
        seconds.append(min(seconds_taken(parsed) for _ in range(3)))
    assert seconds[1] < 8 * max(seconds[0], 0.03)
