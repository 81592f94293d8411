"""Finds the quantities of an article: money, percentages, counts, durations, measures and ratios."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.config import AmountsConfig
from pipeline.find.amounts.counts import as_count
from pipeline.find.amounts.currency import Dollars, as_weight, is_weight, sterling_in
from pipeline.find.amounts.grammar import BLOCKED, Grammar
from pipeline.find.amounts.lexemes import Lexemes, context
from pipeline.find.amounts.modifiers import with_modifier
from pipeline.find.amounts.owners import owner_of
from pipeline.find.amounts.quantities import Quantity
from pipeline.find.amounts.ranges import candidates, read_amounts
from pipeline.find.amounts.things import thing_of
from pipeline.parse import Parsed
from pipeline.schema import AmountKind, AmountMention, AmountModifier, DateKind, DateMention, Found, SegmentKind
from pipeline.spans import Span

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_SKIPPED = frozenset({SegmentKind.BOILERPLATE, SegmentKind.LICENCE, SegmentKind.CREDIT})
_LASTING = 2  # in the mask of an article, beside ``BLOCKED``: the dates call it a duration
_NO_LENGTH = frozenset({"on", "once", "twice", "times", "such", "what", "quite"})  # "on a day", "twice a week"


def find_amounts(parsed: Parsed, dates: Sequence[DateMention], config: AmountsConfig) -> Found[AmountMention]:
    """The quantities of the article in order, their spans offsets of the cleaned text, their values exact.

    ``dates`` are the time expressions found before: a number inside a date, time of day or set is no amount, and
    "a month" is one where they call it a duration. ``config.dollar`` is what a bare dollar sign means until the
    article names another country's dollar. Boilerplate, licences and credits hold no amounts. Works without tags and
    parse, with less: ``owner`` is then None and the noun phrases are read off the words.
    """
    text = parsed.article.text
    mask = _mask(parsed, dates)
    search = _Search(Lexemes(text), Grammar(parsed.doc, mask), mask)
    dollars, sterling = Dollars(config.dollar), sterling_in(text)
    records: list[AmountMention] = []
    for amount in search.amounts():
        if is_weight(search.lexemes, amount, sterling):
            amount = as_weight(amount)
        records.append(_record(parsed, search, dollars.resolve(amount)))
    return Found(tuple(sorted(records, key=lambda r: r.span)))


def _mask(parsed: Parsed, dates: Sequence[DateMention]) -> bytearray:
    """A byte a character: where no amount may stand, and where the dates see a duration."""
    mask = bytearray(len(parsed.article.text))
    spans = [(d.span, _LASTING if d.kind is DateKind.DURATION else BLOCKED) for d in dates]
    spans += [(s.span, BLOCKED) for s in parsed.article.segments if s.kind in _SKIPPED]
    spans += [(Span(*m.span()), BLOCKED) for m in _ADDRESS.finditer(parsed.article.text)]
    for span, value in spans:
        mask[span.start : span.end] = bytes([value]) * len(span)
    return mask


@dataclass(slots=True)
class _Search:
    """One pass over the numbers of an article; ``done`` is the lexeme after the last amount."""

    lexemes: Lexemes
    grammar: Grammar
    mask: bytearray
    done: int = 0

    def amounts(self) -> Iterator[Quantity]:
        """The amounts in order of their place, none overlapping another."""
        reached = 0
        for at in candidates(self.lexemes):
            if at < reached or self.mask[self.lexemes[at].start] == BLOCKED:
                continue
            for found in read_amounts(self.lexemes, at):
                reached = max(reached, found.last)
                amount = self._accepted(found)
                if amount is not None:
                    yield amount
                    reached = self.done = max(reached, amount.last)

    def _accepted(self, found: Quantity) -> Quantity | None:
        """The quantity with its modifier and noun, or None where it is no amount."""
        lexemes = self.lexemes
        if self._is_crossed(found.first, found.last):
            return None
        if found.rule == "ratio_multiple" and self.grammar.is_verb(lexemes[found.first]):
            return None
        modified = with_modifier(lexemes, found)
        if modified.first < self.done or self._is_crossed(modified.first, modified.last):
            modified = found
        amount = modified if modified.kind is not None else as_count(lexemes, modified, self.grammar)
        if amount is None or (amount.rule == "duration_whole" and not self._lasts(amount)):
            return None
        return None if amount.kind is not AmountKind.MONEY and self._is_part_of_word(amount) else amount

    def _is_crossed(self, first: int, last: int) -> bool:
        """Whether a date, a page's furniture or a line break stands in a stretch of lexemes."""
        start, end = self.lexemes[first].start, self.lexemes[last - 1].end
        return BLOCKED in self.mask[start:end] or "\n" in self.lexemes.text[start:end]

    def _lasts(self, amount: Quantity) -> bool:
        """Whether "a day" is a length of time, by the dates or a modifier; not in "60 hours a week", "on a day"."""
        first = amount.first
        if first == self.done > 0 or self.lexemes.lower(first - 1) in _NO_LENGTH:
            return False
        if self.mask[self.lexemes[first].start] == _LASTING:
            return True
        if amount.unit == "second":
            return False  # "for a second day"
        if amount.modifier is not AmountModifier.EXACT:
            return True
        said = self.lexemes.lower(first) in ("another", "all")
        return said or self.lexemes.lower(first - 1) in context("lasts")

    def _is_part_of_word(self, amount: Quantity) -> bool:
        before = self.lexemes[amount.first]
        return before.glued and self.lexemes[amount.first - 1].kind in ("word", "abbr", "num")


def _record(parsed: Parsed, search: _Search, amount: Quantity) -> AmountMention:
    lexemes, grammar = search.lexemes, search.grammar
    first, last = lexemes[amount.first], lexemes[amount.last - 1]
    span = Span(first.start, last.end)
    kind = amount.kind or AmountKind.COUNT
    return AmountMention(
        parsed.article.article_id, span, span.of(parsed.article.text), kind, amount.value, amount.low, amount.high,
        amount.currency, amount.unit, amount.modifier, thing_of(lexemes, grammar, amount),
        owner_of(grammar, first, last, kind), amount.rule,
    )  # fmt: skip
