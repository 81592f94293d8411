"""Amounts on any text: no crash, spans in bounds, exact finite values, bounds in order, time linear."""

from __future__ import annotations

import ast
from decimal import Decimal
from functools import partial
from itertools import pairwise
from pathlib import Path

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
from tests.growth import Work, is_linear

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


RUNS = [
    "7", "7 ", " ", "\n", "may 1 ", "$1,", "$1 ", "(", "[(", "one hundred ", "one ", "and ", "1,", "11,", "1.", "a.",
    "of ", "half a ", "dozens of ", "$", "-5", "5-", "1/2 ", "and 5 ", "5, ", "pages 1, 2, ", "5 people and ",
    "twice the ", "a year and ", "six feet 2 ", "three lakh ", "1 million ", "5 low- and ",
]  # fmt: skip


@pytest.mark.parametrize("piece", RUNS)
def test_time_is_linear_in_the_text(piece: str) -> None:
    def text_of(n: int) -> Work:
        text = piece * (n // len(piece))
        return partial(find_amounts, Parsed(make_article(text), tokens(text)), (), AmountsConfig())

    assert is_linear(text_of, 2_000)


def tokens(text: str) -> Doc:
    """The tokens of words and numbers; one token for signs without blanks, on which the tokeniser itself is slow."""
    return BLANK(text) if " " in text else Doc(BLANK.vocab, [text], [False])


EXACT = st.decimals(min_value="0.001", max_value="999999999", allow_nan=False, allow_infinity=False, places=3)


@settings(max_examples=80, deadline=None)
@given(EXACT)
def test_digits_come_out_as_they_were_written(number: Decimal) -> None:
    for form in (f"{number}", f"{number:,}"):
        assert [m.value for m in amounts(f"It grew by {form} percent.")] == [number]
        assert [m.value for m in amounts(f"It cost €{form}.")] == [number]


@settings(max_examples=60, deadline=None)
@given(EXACT, EXACT)
def test_both_ends_of_a_range_are_exact(one: Decimal, other: Decimal) -> None:
    low, high = sorted((one, other))
    found = amounts(f"between ${low} and ${high} are due")
    if low < high:
        assert [(m.value, m.low, m.high) for m in found] == [(low, low, high)]


@settings(max_examples=60, deadline=None)
@given(EXACT)
def test_a_magnitude_moves_the_point_and_nothing_else(number: Decimal) -> None:
    (mention,) = amounts(f"It cost ${number} million.")
    assert isinstance(mention.value, Decimal)
    assert mention.value == number * 10**6
    assert Decimal(f"{mention.value:f}") == mention.value, "as the tables write it"


@pytest.mark.parametrize(
    "module", sorted(Path(find_amounts.__code__.co_filename).parent.glob("*.py")), ids=lambda p: p.stem
)
def test_no_module_of_the_finder_uses_floats(module: Path) -> None:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    floats = [n.lineno for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, float)]
    names = [n.lineno for n in ast.walk(tree) if isinstance(n, ast.Name) and n.id == "float"]
    assert floats + names == []
