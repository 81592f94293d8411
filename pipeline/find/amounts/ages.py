"""Ages of people: "Foss, 71, said", "she is 38", "children younger than 6"."""

from __future__ import annotations

from pipeline.find.amounts.grammar import Grammar
from pipeline.find.amounts.lexemes import Lexemes, context
from pipeline.find.amounts.quantities import Quantity
from pipeline.schema import AmountKind, AmountModifier

_OLDEST = 120  # years; a larger number is no age of a person
_AGES = frozenset({"age", "ages", "aged"})
_COMPARED = {"younger": AmountModifier.LESS_THAN, "older": AmountModifier.MORE_THAN}


def as_age(lexemes: Lexemes, number: Quantity, grammar: Grammar) -> Quantity | None:
    """The bare number as a duration in years where the words around it make it an age of a person, else None."""
    if number.numeral.scale != 1 or not 0 < number.value < _OLDEST:
        return None
    if modifier := _compared(lexemes, number):
        first = number.first - 2 * (number.modifier is AmountModifier.EXACT)
        less = modifier is AmountModifier.LESS_THAN
        low, high = (None, number.value) if less else (number.value, None)
        return _years(number)._replace(first=first, modifier=modifier, low=low, high=high)
    if number.modifier is not AmountModifier.EXACT:
        return None
    if _is_behind_name(lexemes, number, grammar):
        return _years(number)
    is_said = number.value > 1 and _ends(lexemes, number) and grammar.said_of_person(lexemes[number.first])
    return _years(number) if is_said else None


def is_age_said_otherwise(lexemes: Lexemes, number: Quantity) -> bool:
    """Whether a bare number is an age that the tables leave out: "died at 92", "between the ages of 17 and 20"."""
    before = [lexemes.lower(number.first - k) for k in (1, 2, 3, 4)]
    if before[0] == "at":
        return before[1] in context("at_age") and number.value < _OLDEST
    if before[0] in ("of", "from", "between"):
        return before[1] in _AGES
    return before[0] in ("and", "to") and bool(_AGES.intersection(before[2:]))


def _years(number: Quantity) -> Quantity:
    return number._replace(kind=AmountKind.DURATION, unit="year", rule="duration_age")


def _compared(lexemes: Lexemes, number: Quantity) -> AmountModifier | None:
    """The modifier of "younger than 6", and of "people under 30" whose modifier is read already."""
    if number.modifier is AmountModifier.EXACT and lexemes.lower(number.first - 1) == "than":
        return _COMPARED.get(lexemes.lower(number.first - 2)) if _ends(lexemes, number) else None
    is_bound = number.modifier in (AmountModifier.LESS_THAN, AmountModifier.MORE_THAN)
    is_of_people = is_bound and lexemes.lower(number.first) in ("under", "over") and _ends(lexemes, number)
    return number.modifier if is_of_people and lexemes.lower(number.first - 1) in context("people") else None


def _is_behind_name(lexemes: Lexemes, number: Quantity, grammar: Grammar) -> bool:
    after = lexemes[number.last]
    if lexemes[number.first - 1].text != "," or not number.numeral.plain:
        return False
    return (after.text in (",", ".", ";", ")") or after.lower == "and") and grammar.is_person(lexemes[number.first - 2])


def _ends(lexemes: Lexemes, number: Quantity) -> bool:
    """Whether no noun can follow that the number counts."""
    after = lexemes[number.last]
    return after.kind in ("sign", "break") or after.lower in ("and", "or", "with", "who", "in", "at", "to", "on")
