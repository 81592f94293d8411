"""Finds the quantities of an article: money, percentages, counts, durations, measures and ratios."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from pipeline.config import AmountsConfig
from pipeline.find.amounts.counts import as_count
from pipeline.find.amounts.currency import Dollars, as_weight, is_weight, sterling_in
from pipeline.find.amounts.forms import unit_at
from pipeline.find.amounts.grammar import Grammar
from pipeline.find.amounts.lexemes import Lexemes
from pipeline.find.amounts.modifiers import with_modifier
from pipeline.find.amounts.quantities import Quantity
from pipeline.find.amounts.ranges import read_amounts
from pipeline.parse import Parsed
from pipeline.schema import (
    AmountKind,
    AmountMention,
    AmountModifier,
    DateKind,
    DateMention,
    Found,
    SegmentKind,
)  # fmt: skip
from pipeline.spans import Span

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_SKIPPED = frozenset({SegmentKind.BOILERPLATE, SegmentKind.LICENCE, SegmentKind.CREDIT})
_TIMEX_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day", "H": "hour", "S": "second"}


def find_amounts(parsed: Parsed, dates: Sequence[DateMention], config: AmountsConfig) -> Found[AmountMention]:
    """The quantities of the article in order, their spans offsets of the cleaned text, their values exact.

    ``dates`` are the time expressions found before: a number inside a date, time of day or set is no amount, and
    every duration among them is one. ``config.dollar`` is what a bare dollar sign means until the article names
    another country's dollar. Boilerplate, licences and credits hold no amounts. Works without tags and parse, with
    less: ``owner`` is then None and the noun phrases are read off the words.
    """
    text = parsed.article.text
    blocked = _blocked(parsed, dates)
    lexemes = Lexemes(text)
    grammar = Grammar(parsed.doc, blocked)
    dollars, sterling = Dollars(config.dollar), sterling_in(text)
    records: list[AmountMention] = []
    taken = bytearray(len(text))
    for amount in _amounts(lexemes, grammar, blocked):
        if is_weight(lexemes, amount, sterling):
            amount = as_weight(amount)
        records.append(_record(parsed, lexemes, grammar, dollars.resolve(amount)))
        taken[records[-1].span.start : records[-1].span.end] = b"\1" * len(records[-1].span)
    records += _durations(parsed, dates, taken)
    return Found(tuple(sorted(records, key=lambda r: r.span)))


def _blocked(parsed: Parsed, dates: Sequence[DateMention]) -> bytearray:
    """A mask of the characters where no amount may stand."""
    blocked = bytearray(len(parsed.article.text))
    spans = [s.span for s in parsed.article.segments if s.kind in _SKIPPED]
    spans += [d.span for d in dates if d.kind is not DateKind.DURATION]
    spans += [Span(*m.span()) for m in _ADDRESS.finditer(parsed.article.text)]
    for span in spans:
        blocked[span.start : span.end] = b"\1" * len(span)
    return blocked


def _amounts(lexemes: Lexemes, grammar: Grammar, blocked: bytearray) -> Iterator[Quantity]:
    """The amounts in order of their place, none overlapping another."""
    at = 0
    done = 0
    while at < len(lexemes):
        reached = at + 1
        for found in read_amounts(lexemes, at):
            reached = max(reached, found.last)
            amount = _accepted(lexemes, found, grammar, blocked, done)
            if amount is not None:
                yield amount
                reached = done = max(reached, amount.last)
        at = reached


def _accepted(lexemes: Lexemes, found: Quantity, grammar: Grammar, blocked: bytearray, done: int) -> Quantity | None:
    """The quantity with its modifier and noun, or None where it is no amount."""
    span = slice(lexemes[found.first].start, lexemes[found.last - 1].end)
    if any(blocked[span]) or "\n" in lexemes.text[span]:
        return None
    modified = with_modifier(lexemes, found)
    if modified.first < done or any(blocked[lexemes[modified.first].start : span.start]):
        modified = found
    amount = modified if modified.kind is not None else as_count(lexemes, modified, grammar)
    if amount is None or (amount.kind is not AmountKind.MONEY and _is_part_of_word(lexemes, amount)):
        return None
    return amount


def _is_part_of_word(lexemes: Lexemes, amount: Quantity) -> bool:
    before = lexemes[amount.first]
    return before.glued and lexemes[amount.first - 1].kind in ("word", "abbr", "num")


def _record(parsed: Parsed, lexemes: Lexemes, grammar: Grammar, amount: Quantity) -> AmountMention:
    first, last = lexemes[amount.first], lexemes[amount.last - 1]
    span = Span(first.start, last.end)
    kind = amount.kind or AmountKind.COUNT
    return AmountMention(
        parsed.article.article_id, span, span.of(parsed.article.text), kind, amount.value, amount.low, amount.high,
        amount.currency, amount.unit, amount.modifier, _of(lexemes, grammar, amount), grammar.owner(first, last, kind),
        amount.rule,
    )  # fmt: skip


def _of(lexemes: Lexemes, grammar: Grammar, amount: Quantity) -> str | None:
    """What is counted or paid for, as the text says it right behind the amount."""
    if amount.rule == "count_noun":
        return amount.unit
    at = amount.last
    prepositions = ("of", "in", "for") if amount.kind is AmountKind.MONEY else ("of",)
    if lexemes.phrase(at, at + 2) == "worth of":
        at += 1
    if lexemes[at].lower in prepositions:
        at += 1
    elif lexemes[at].kind != "word" or amount.kind is AmountKind.COUNT:
        return amount.unit if amount.kind is AmountKind.COUNT else None
    elif not grammar.has_tags:
        return None
    end = grammar.phrase(lexemes, at)
    last = unit_at(lexemes, end - 1) if end > at else None
    if end == at or (last is not None and last.kind == "duration" and last.last == end):
        return None  # "a billion dollars in a single year" says when, not what for
    return lexemes.slice(at, end)


# ------------------------------------------------------------------------------------------- durations


def _durations(parsed: Parsed, dates: Sequence[DateMention], taken: bytearray) -> Iterator[AmountMention]:
    """The durations among the dates that the numbers did not yield: "a month", "a decade"."""
    for mention in dates:
        if mention.kind is not DateKind.DURATION or any(taken[mention.span.start : mention.span.end]):
            continue
        length = timex_length(mention.timex)
        if length is None:
            continue
        value, unit = length
        yield AmountMention(
            parsed.article.article_id, mention.span, mention.text, AmountKind.DURATION, value, value, value,
            None, unit, AmountModifier.EXACT, None, None, "duration_date",
        )  # fmt: skip


def timex_length(timex: str | None) -> tuple[Decimal, str] | None:
    """The number and unit of a TIMEX3 duration of one unit; None for any other value.

    >>> timex_length("P1M"), timex_length("PT48H"), timex_length("PXD")
    ((Decimal('1'), 'month'), (Decimal('48'), 'hour'), None)
    """
    if not timex or not timex.startswith("P"):
        return None
    clock = timex.startswith("PT")
    digits, unit = timex[2 if clock else 1 : -1], timex[-1]
    if not digits.replace(".", "", 1).isdigit() or not digits.isascii() or len(digits) > 12:
        return None
    name = "minute" if clock and unit == "M" else _TIMEX_UNITS.get(unit)
    return (Decimal(digits), name) if name else None
