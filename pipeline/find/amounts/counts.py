"""Bare numbers: what they count, or that they count nothing."""

from __future__ import annotations

from pipeline.find.amounts.ages import as_age, is_age_said_otherwise
from pipeline.find.amounts.exclusions import is_glued, is_no_amount, is_year
from pipeline.find.amounts.forms import over_hyphen
from pipeline.find.amounts.grammar import Grammar, noun_start
from pipeline.find.amounts.lexemes import Lexemes, context
from pipeline.find.amounts.quantities import Quantity, read_quantity
from pipeline.schema import AmountKind, AmountModifier

_ENUMERATION_REACH = 20  # lexemes between "one," and "two,"
_CHANGE_REACH = 9  # lexemes before a number in which "fell", "up" makes it one end of a change


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
    if age := as_age(lexemes, number, grammar):
        return age
    if is_age_said_otherwise(lexemes, number):
        return None
    if member := _members(lexemes, number):
        return member
    return _with_noun(lexemes, number, grammar) or _alone(lexemes, number, grammar)


def _members(lexemes: Lexemes, number: Quantity) -> Quantity | None:
    at = over_hyphen(lexemes, number.last)
    if at == number.last or lexemes.lower(at) not in context("member"):
        return None
    return _count(number, at + 1, lexemes.lower(at), "count_member")


def _count(number: Quantity, last: int, unit: str | None, rule: str) -> Quantity:
    return number._replace(last=last, kind=AmountKind.COUNT, unit=unit, rule=rule)


def _with_noun(lexemes: Lexemes, number: Quantity, grammar: Grammar) -> Quantity | None:
    at = number.last
    if lexemes[at].glued and lexemes[at].kind != "word":
        return None
    if number.numeral.vague or number.numeral.scale == 12:
        at += lexemes.lower(at) == "of"
    if number.value == 1 and number.modifier is AmountModifier.EXACT and number.numeral.form == "words":
        return None  # "one official": the determiner; only "at least one", "more than one" count
    end = grammar.counted(lexemes, at, singular=number.value == 1)
    if end == at:
        return None
    start = noun_start(lexemes, at)
    return _count(number, end, lexemes.slice(start, end).lower(), "count_noun")._replace(noun=start)


def _alone(lexemes: Lexemes, number: Quantity, grammar: Grammar) -> Quantity | None:
    """A number that no noun follows, where its form or its place says that it is a quantity."""
    after = lexemes[number.last]
    if after.glued and after.text in ("-", "/", "\u2013"):
        return None
    if shared := _shared(lexemes, number, grammar):
        return shared
    if number.numeral.vague:
        return _count(number, number.last, None, "count_vague")
    if _is_told(number):
        return _count(number, number.last, None, "count_alone")
    if number.value < 2 or _is_enumerated(lexemes, number):
        return None
    if _is_part(lexemes, number):
        return _count(number, number.last, None, "count_part")
    if (
        after.lower in context("fate")
        or _is_end(lexemes, number)
        or grammar.stands_alone(lexemes, number.numeral.first)
    ):
        return _count(number, number.last, None, "count_alone")
    return None


def _is_told(number: Quantity) -> bool:
    """Whether the number is written as a quantity is: with a modifier, a comma, a fraction, a scale, several words."""
    numeral = number.numeral
    if number.modifier is not AmountModifier.EXACT or numeral.scale >= 12 or number.value < 0:
        return True
    if numeral.form == "words":
        return numeral.last - numeral.first > 1 or number.value != number.value.to_integral_value()
    return not numeral.plain


def _is_part(lexemes: Lexemes, number: Quantity) -> bool:
    """24 of them, 138 of 402 addresses, four of the officers; the four of "three of the four"."""
    before, prior = lexemes.lower(number.first - 1), lexemes.lower(number.first - 2)
    if prior == "of" and before in ("the", "these", "those"):
        return True
    whole = lexemes[number.last + 1]
    if lexemes.lower(number.last) != "of":
        return False
    return whole.lower in context("owner") or whole.text.istitle() or whole.kind == "num"


def _is_enumerated(lexemes: Lexemes, number: Quantity) -> bool:
    """The two of "one, his temper, and two, his language"."""
    if lexemes[number.last].text != "," or number.numeral.form != "words":
        return False
    before = range(max(0, number.first - _ENUMERATION_REACH), number.first)
    return any(lexemes.lower(k) in ("one", "number") and lexemes[k + 1].text in (",", ":") for k in before)


def _is_end(lexemes: Lexemes, number: Quantity) -> bool:
    """The 34 of "down to 11 field staff, from 34 five years ago"."""
    if lexemes.lower(number.first - 1) not in ("from", "to", "by"):
        return False
    return any(lexemes.lower(number.first - k) in context("change") for k in range(2, _CHANGE_REACH))


def _shared(lexemes: Lexemes, number: Quantity, grammar: Grammar) -> Quantity | None:
    """The first number of "61 and 17 people", "1.8 and 2 GHz", with the noun or unit of the second."""
    if lexemes.lower(number.last) not in ("and", "or") or number.value < 1:
        return None
    following = read_quantity(lexemes, number.last + 1)
    if following is None or following.numeral.vague or following.kind is AmountKind.MONEY:
        return None
    if following.kind is not None:
        return number._replace(kind=following.kind, unit=following.unit, rule=f"{following.rule}_shared")
    end = grammar.counted(lexemes, following.last)
    unit = lexemes.slice(following.last, end).lower()
    return _count(number, number.last, unit, "count_shared") if end > following.last and following.value > 1 else None
