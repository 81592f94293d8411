"""What an amount is an amount of: the thing counted, or what is paid for, as the text says it behind the number."""

from __future__ import annotations

from pipeline.find.amounts.forms import unit_at
from pipeline.find.amounts.grammar import Grammar
from pipeline.find.amounts.lexemes import Lexemes
from pipeline.find.amounts.numerals import read_numeral
from pipeline.find.amounts.quantities import Quantity
from pipeline.schema import AmountKind

_RATES = frozenset({"a", "an", "per", "each", "every"})  # "$50 a ton" says for how much of it, not what it is


def thing_of(lexemes: Lexemes, grammar: Grammar, amount: Quantity) -> str | None:
    """The thing counted or paid for in the words of the text, None where no noun phrase behind the amount says it."""
    if amount.noun:
        return lexemes.slice(amount.noun, amount.last)
    if amount.rule == "count_member":
        return amount.unit
    at = amount.last
    if lexemes.phrase(at, at + 2) == "worth of":
        at += 1
    prepositions = ("of", "in", "for") if amount.kind is AmountKind.MONEY else ("of",)
    if lexemes.lower(at) in prepositions:
        return _phrase(lexemes, grammar, _over_whole(lexemes, at + 1))
    if amount.kind is AmountKind.COUNT:
        return amount.unit
    if lexemes[at].kind != "word" or lexemes.lower(at) in _RATES or not grammar.has_tags:
        return None
    end = grammar.phrase(lexemes, at)
    if end == at or not grammar.modifies(lexemes, (amount.first, amount.last), (at, end)):
        return None
    return _phrase(lexemes, grammar, at)


def _over_whole(lexemes: Lexemes, at: int) -> int:
    """The lexeme after the whole in "138 of 402 addresses", "three of the four members"."""
    start = at + (lexemes.lower(at) in ("the", "these", "those"))
    whole = read_numeral(lexemes, start)
    return at if whole is None else whole.last


def _phrase(lexemes: Lexemes, grammar: Grammar, at: int) -> str | None:
    end = grammar.phrase(lexemes, at)
    if end > at + 2 and lexemes.lower(end - 1) == "s" and lexemes[end - 2].text in ("'", "\u2019"):
        end -= 2  # "1 percent of the bank's 100,000 bankers": the phrase goes on behind a number
    last = unit_at(lexemes, end - 1) if end > at else None
    if end == at or (last is not None and last.kind == "duration" and last.last == end):
        return None  # "a billion dollars in a single year" says when, not what for
    return lexemes.slice(at, end)
