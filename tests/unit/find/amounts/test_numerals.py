"""Numbers in digits and words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.find.amounts.lexemes import Lexemes, context
from pipeline.find.amounts.numerals import MAX_DIGITS, multiply, read_numeral


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234,567.89", "1234567.89"),
        ("1 414 021 100", "1414021100"),
        ("40 000", "40000"),
        ("1\u202f500", "1500"),
        (".08", "0.08"),
        ("2.5 million", "2500000.0"),
        ("3 1/2", "3.5"),
        ("½", "0.5"),
        ("twenty-one trillion three hundred", "21000000000300"),
        ("two hundred thousand", "200000"),
        ("two thousand and five", "2005"),
        ("a hundred and two", "102"),
        ("nine point nought four", "9.04"),
        ("five and a half million", "5500000.0"),
        ("three quarters of a million", "750000"),
        ("a couple of dozen", "24"),
        ("dozens", "12"),
        ("hundreds of thousands", "100000"),
        ("one fifth", "0.2"),
    ],
)
def test_read_numeral_takes_the_whole_number(text: str, value: str) -> None:
    lexemes = Lexemes(text)
    numeral = read_numeral(lexemes, 0)
    assert numeral is not None
    assert (numeral.value, numeral.last) == (Decimal(value), len(lexemes))


@pytest.mark.parametrize(
    "text", ["a man", "second", "few people", "the half-back", "and", "scores", "9" * (MAX_DIGITS + 1)]
)
def test_read_numeral_refuses_what_is_no_number(text: str) -> None:
    assert read_numeral(Lexemes(text), 0) is None


@pytest.mark.parametrize(
    ("text", "last"), [("9/11", 1), ("5 people", 1), ("5 and 6", 1), ("one two", 1), ("six m", 1), ("3 and a man", 1)]
)
def test_read_numeral_stops_where_the_number_ends(text: str, last: int) -> None:
    numeral = read_numeral(Lexemes(text), 0)
    assert numeral is not None
    assert numeral.last == last


def test_multiply_is_exact_and_writes_no_exponent_for_whole_numbers() -> None:
    assert str(multiply(Decimal("1.1"), Decimal(1_000_000_000))) == "1100000000"


def test_context_refuses_a_list_that_is_not_there() -> None:
    with pytest.raises(KeyError, match="nothing"):
        context("nothing")
