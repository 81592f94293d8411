"""Bare numbers: what they count, or that they count nothing."""

from __future__ import annotations

from dataclasses import replace

from pipeline.find.amounts.exclusions import is_glued, is_no_amount, is_year
from pipeline.find.amounts.forms import over_hyphen
from pipeline.find.amounts.grammar import Grammar
from pipeline.find.amounts.lexemes import Lexemes, context
from pipeline.find.amounts.quantities import Quantity, read_quantity
from pipeline.schema import AmountKind, AmountModifier


def as_count(lexemes: Lexemes, number: Quantity, grammar: Grammar) -> Quantity | None:
    """The bare number with the noun that it counts, or alone where it counts by itself; None where it is no amount."""
    if is_glued(lexemes, number) or is_no_amount(lexemes, number):
        return None
    unmodified = number.modifier is AmountModifier.EXACT
    if number.value == 0 and number.numeral.form == "words":
        return None  # "zero tolerance"
    if is_year(number) and (unmodified or number.modifier is AmountModifier.RANGE):
        return None
    as_name = number.numeral.scale == 1 and "," not in lexemes[number.numeral.first].text
    named = as_name and unmodified and grammar.names_number(lexemes, number.numeral.first)
    if named:
        return None
    if member := _members(lexemes, number):
        return member
    return _with_noun(lexemes, number, grammar) or _alone(lexemes, number, grammar)


def _members(lexemes: Lexemes, number: Quantity) -> Quantity | None:
    at = over_hyphen(lexemes, number.last)
    if at == number.last or lexemes[at].lower not in context("member"):
        return None
    return _count(number, at + 1, lexemes[at].lower, "count_member")


def _count(number: Quantity, last: int, unit: str | None, rule: str) -> Quantity:
    return replace(number, last=last, kind=AmountKind.COUNT, unit=unit, rule=rule)


def _with_noun(lexemes: Lexemes, number: Quantity, grammar: Grammar) -> Quantity | None:
    at = number.last
    if lexemes[at].glued and lexemes[at].kind != "word":
        return None
    if number.numeral.vague or number.numeral.scale == 12:
        at += lexemes[at].lower == "of"
    if number.value == 1 and number.modifier is AmountModifier.EXACT and number.numeral.form == "words":
        return None  # "one official": the determiner; only "at least one", "more than one" count
    end = grammar.counted(lexemes, at, singular=number.value == 1)
    if end == at:
        return None
    start = at + (lexemes[at].lower == "such")
    return _count(number, end, lexemes.slice(start, end).lower(), "count_noun")


def _alone(lexemes: Lexemes, number: Quantity, grammar: Grammar) -> Quantity | None:
    """A number that no noun follows, where its form or its place says that it is a quantity."""
    after = lexemes[number.last]
    if after.glued and after.text in ("-", "/", "\u2013"):
        return None
    if shared := _shared(lexemes, number, grammar):
        return shared
    told = number.modifier is not AmountModifier.EXACT or number.numeral.scale > 12
    if number.numeral.vague:
        return _count(number, number.last, None, "count_vague")
    if told or not (number.numeral.plain or number.numeral.form == "words"):
        return _count(number, number.last, None, "count_alone")
    if number.value < 2 or number.value != number.value.to_integral_value():
        return None
    whole = lexemes[number.last + 1]
    part = after.lower == "of" and (whole.lower in context("owner") or whole.text.istitle())
    if part or after.lower in context("fate") or grammar.stands_alone(lexemes, number.numeral.first):
        return _count(number, number.last, None, "count_part" if part else "count_alone")
    return None


def _shared(lexemes: Lexemes, number: Quantity, grammar: Grammar) -> Quantity | None:
    """The first number of "61 and 17 people", "1.8 and 2 GHz", with the noun or unit of the second."""
    if lexemes[number.last].lower not in ("and", "or") or number.value < 1:
        return None
    following = read_quantity(lexemes, number.last + 1)
    if following is None or following.numeral.vague or following.kind is AmountKind.MONEY:
        return None
    if following.kind is not None:
        return replace(number, kind=following.kind, unit=following.unit, rule=f"{following.rule}_shared")
    end = grammar.counted(lexemes, following.last)
    unit = lexemes.slice(following.last, end).lower()
    return _count(number, number.last, unit, "count_shared") if end > following.last and following.value > 1 else None
