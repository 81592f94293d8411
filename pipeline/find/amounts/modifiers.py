"""The words around a number that say how exact it is: "more than", "an estimated", "or so"."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from pipeline.find.amounts.lexemes import Lexemes, context
from pipeline.find.amounts.quantities import Quantity
from pipeline.lexicon import table, words
from pipeline.schema import AmountKind, AmountModifier

_INTENSIFIER_WORDS = 2
_BOUNDS = {AmountModifier.MORE_THAN: "low", AmountModifier.AT_LEAST: "low"}


@cache
def _edges(place: str) -> Mapping[str, tuple[int, ...]]:
    """How many lexemes the forms have by the word that touches the number, longest first."""
    sizes: dict[str, set[int]] = {}
    for form in _forms(place):
        lexemes = Lexemes(form)
        word = lexemes.lower(len(lexemes) - 1 if place == "before" else 0)
        sizes.setdefault(word, set()).add(len(lexemes))
    return {word: tuple(sorted(found, reverse=True)) for word, found in sizes.items()}


@cache
def _forms(place: str) -> dict[str, AmountModifier]:
    return {row["form"]: AmountModifier(row["modifier"]) for row in table(f"amount_modifiers_{place}")}


def with_modifier(lexemes: Lexemes, amount: Quantity) -> Quantity:
    """The amount with the modifier before or after it taken in, and its bounds set accordingly.

    Low and high are None where open: "more than" leaves the high open, "at most" the low.
    """
    for before in (True, False):
        found = _before(lexemes, amount) if before else _after(lexemes, amount)
        if found is None:
            continue
        at, modifier = found
        amount = amount._replace(first=at) if before else amount._replace(last=at)
        return _bounded(amount, modifier)
    return amount


def _before(lexemes: Lexemes, amount: Quantity) -> tuple[int, AmountModifier] | None:
    forms = _forms("before")
    for n in _edges("before").get(lexemes.lower(amount.first - 1), ()):
        first = amount.first - n
        if first < 0:
            continue
        phrase = lexemes.phrase(first, amount.first)
        if phrase not in forms or not _is_modifier(lexemes, phrase, first, amount):
            continue
        return _over_intensifier(lexemes, first, phrase), forms[phrase]
    return None


def _is_modifier(lexemes: Lexemes, phrase: str, first: int, amount: Quantity) -> bool:
    """Whether an ambiguous word modifies: a lawsuit over $2 million, years spent over two terms do not."""
    before = lexemes.lower(first - 1)
    if phrase == "over":
        if before in context("over_about") or lexemes[first - 1].text in ("-",) or lexemes[first - 1].kind == "num":
            return False
        return amount.kind is not AmountKind.DURATION or before in context("over_lasts")
    if phrase == "some":
        return amount.value >= 10 and amount.kind is not AmountKind.RATIO
    if phrase == "short of":
        return before not in ("fell", "fall", "falls", "stopped")
    return True


def _over_intensifier(lexemes: Lexemes, first: int, phrase: str) -> int:
    """The start of "well over", "a little more than", where the modifier is graded."""
    if not (phrase.endswith("than") or phrase in ("over", "under", "above", "below", "short of", "north of")):
        return first
    for n in range(_INTENSIFIER_WORDS, 0, -1):
        if first >= n and lexemes.phrase(first - n, first) in words("amount_intensifiers"):
            return first - n
    return first


def _after(lexemes: Lexemes, amount: Quantity) -> tuple[int, AmountModifier] | None:
    forms = _forms("after")
    for n in _edges("after").get(lexemes.lower(amount.last), ()):
        phrase = lexemes.phrase(amount.last, amount.last + n)
        if phrase not in forms or (phrase == "+" and not lexemes[amount.last].glued):
            continue
        if phrase == "plus" and not (lexemes[amount.last].glued or lexemes[amount.last + 1].kind in ("sign", "break")):
            continue
        if lexemes.lower(amount.last + n) == "than":
            continue  # "412 points or more than 6 percent"
        if phrase.startswith("at ") and lexemes[amount.last + 2].kind not in ("sign", "break"):
            continue
        return amount.last + n, forms[phrase]
    return None


def _bounded(amount: Quantity, modifier: AmountModifier) -> Quantity:
    if amount.modifier is AmountModifier.RANGE:
        return amount  # "about 5 to 10 percent" stays a range; the span takes the word in
    if modifier is AmountModifier.APPROX:
        return amount if amount.numeral.vague else amount._replace(modifier=modifier)
    if modifier in _BOUNDS:
        return amount._replace(modifier=modifier, high=None)
    if amount.numeral.vague:
        return amount  # "up to dozens" bounds nothing
    return amount._replace(modifier=modifier, low=None)
