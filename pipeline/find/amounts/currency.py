"""Which country's dollar, pound or cent an article means."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.find.amounts.lexemes import Lexemes, context
from pipeline.find.amounts.quantities import Quantity
from pipeline.schema import AmountKind

_DOLLARS = frozenset({"USD", "AUD", "CAD", "NZD", "HKD", "SGD", "TWD", "JMD", "FJD", "TTD", "BBD", "NAD", "XCD"})
_LIGHT = 1000  # pounds below this, in an article without sterling, are weight unless somebody pays them
_REACH = 6  # lexemes before an amount in which a verb of weighing decides


@dataclass(slots=True)
class Dollars:
    """The dollars that an article has named so far; a bare $ means ``default`` until one other country is named."""

    default: str
    _named: str | None = None

    def resolve(self, amount: Quantity) -> Quantity:
        """The amount with its currency decided; explicit ones are remembered for what follows."""
        if amount.kind is not AmountKind.MONEY:
            return amount
        if amount.place in ("dollar", "cent", "grand") and amount.currency is None:
            return amount._replace(currency=self._bare())
        if amount.currency in _DOLLARS and amount.place in ("prefixed", "word"):
            self._note(amount.currency)
        if amount.place == "pound":
            return amount._replace(currency="GBP")
        return amount

    def _note(self, code: str) -> None:
        """A second dollar makes bare signs ambiguous again, and they fall back on the default."""
        self._named = code if self._named in (None, code) else self.default

    def _bare(self) -> str:
        return self._named or self.default


def is_weight(lexemes: Lexemes, amount: Quantity, has_sterling: bool) -> bool:
    """Whether an amount in pounds is a weight: 200 pounds of coal, weighed 12 pounds, a 30-pound dog."""
    if amount.place != "pound" or amount.numeral.scale >= 1000:
        return False
    around = {lexemes.lower(k) for k in (*range(amount.first - _REACH, amount.first), amount.last)}
    if around & context("weigh") or lexemes[amount.last - 2].text == "-":
        return True
    if has_sterling:
        return False
    is_paid = bool(around & context("pay"))
    return lexemes.lower(amount.last) in ("of", "per") or (amount.value < _LIGHT and not is_paid)


def as_weight(amount: Quantity) -> Quantity:
    """The amount read as a measure of weight."""
    return amount._replace(kind=AmountKind.MEASURE, currency=None, place=None, unit="pound", rule="measure_unit")


def sterling_in(text: str) -> bool:
    """Whether the article writes of British money at all."""
    return "\u00a3" in text or "GBP" in text or "sterling" in text
