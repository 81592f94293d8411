"""One number with its currency or unit: ``$1.5bn``, ``26 cents``, ``48-hour``, ``5 percentage points``."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import NamedTuple

from pipeline.find.amounts.forms import (
    Currency,
    Unit,
    currency_after,
    currency_before,
    heads_behind,
    openers,
    over_hyphen,
    unit_at,
)
from pipeline.find.amounts.lexemes import HYPHENS, Lexemes
from pipeline.find.amounts.numerals import Numeral, divide, multiply, read_numeral, scaled, starters
from pipeline.lexicon import table
from pipeline.schema import AmountKind, AmountModifier

_PLURAL_ONLY = frozenset({"second", "minute", "point"})  # "two second homes", "two point guards" are no measures
_BETWEEN_NUMBER_AND_UNIT = frozenset(
    {"more", "extra", "additional", "consecutive", "straight", "full", "whole", "further"}
)
WHOLE = frozenset({"a", "an", "another", "all", "full"})  # what stands before a unit of time where no number does
ARTICLES = WHOLE | {"the"}  # of these, the word behind decides whether an amount can start
_BEFORE_TIME = frozenset({"full", "whole", "entire", "half", "extra", "additional"})
_IN_UNITS = {"fortnight": (2, "week"), "decade": (10, "year"), "century": (100, "year")}  # as durations of dates are
_DIVIDED = {"foot": (12, "inch"), "pound": (16, "ounce")}
_LETTERS = frozenset({"m", "mm", "mil", "b", "t"})  # magnitudes only beside a currency
_BEHIND_CODES = frozenset("0123456789$.")
_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800}
_MONTHS = {"month": 1, "year": 12}


class Quantity(NamedTuple):
    """A number and what it is a number of, in lexemes ``first`` to ``last`` (exclusive).

    ``kind`` is None for a bare number. ``place`` says how the currency was written (see ``forms.Currency``);
    ``low`` and ``high`` are as in the table of amounts. ``noun``: the first lexeme of the thing counted, 0 for none.
    """

    first: int
    last: int
    kind: AmountKind | None
    value: Decimal
    numeral: Numeral
    low: Decimal | None = None
    high: Decimal | None = None
    modifier: AmountModifier = AmountModifier.EXACT
    currency: str | None = None
    place: str | None = None
    unit: str | None = None
    rule: str = "number"
    hyphenated: bool = False
    noun: int = 0


@cache
def article_followers() -> frozenset[str]:
    """The words that may stand between "a" and the end of a number or a length of time that starts with it."""
    times = {row["form"] for row in table("units") if row["kind"] in ("duration", "percent") and row["use"] == "word"}
    times.add("percentage")
    return starters() | _BEFORE_TIME | {"$", "#"} | times


@cache
def _continuing() -> frozenset[str]:
    """What can stand behind a number that has a currency or unit: that itself, or what stands between the two."""
    return heads_behind() | HYPHENS | _LETTERS | _BETWEEN_NUMBER_AND_UNIT | {"of", "a", "an"}


@cache
def _openers_alone() -> frozenset[str]:
    """What a quantity may start with whatever follows; a code or the country of a dollar needs its number behind."""
    return (starters() - {"the"}) | {form for form in openers() if not form[0].isalnum()} | WHOLE


def opens(lexemes: Lexemes, i: int, lower: str) -> bool:
    """Whether a quantity may start at lexeme ``i``, by its lower-cased form and the lexeme behind it."""
    if lower in ARTICLES:
        return lexemes.lower(i + 1) in article_followers()
    if lower in _openers_alone():
        return True
    return lower in openers() and (lexemes.lower(i + 1)[-1:] in _BEHIND_CODES or lexemes[i + 1].kind == "num")


def read_quantity(lexemes: Lexemes, i: int) -> Quantity | None:
    """The number that starts at lexeme ``i`` with the currency or unit around it, None where there is no number."""
    lower = lexemes.lower(i)
    if lower in ARTICLES:
        if lexemes.lower(i + 1) not in article_followers():
            return None
    elif not (lower[-1:].isdigit() or lower in starters() or lower in openers()):
        return None
    if lower in openers() and (money := _money_sign_first(lexemes, i)):
        return money
    number = read_numeral(lexemes, i)
    if number is None:
        return _whole_time(lexemes, i)
    number = _with_sign(lexemes, number)
    if lexemes.lower(number.last) not in _continuing():
        return _bare(number)
    return _money_after(lexemes, number) or _percent_or_measure(lexemes, number) or _bare(number)


def _modifier(number: Numeral) -> AmountModifier:
    if number.vague:
        return AmountModifier.AT_LEAST
    return AmountModifier.APPROX if number.rough else AmountModifier.EXACT


def _bare(number: Numeral) -> Quantity:
    high = None if number.vague else number.value
    modifier = _modifier(number)
    return Quantity(number.first, number.last, None, number.value, number, number.value, high, modifier)


def _with_sign(lexemes: Lexemes, number: Numeral) -> Numeral:
    """The number with a minus before it, when that is a minus: "-4", "minus 5"; never the dash of a range."""
    before = lexemes[number.first - 1]
    word = before.lower in ("minus", "negative") and lexemes.lower(number.first - 2) not in ("or", "and")
    sign = before.text in ("-", "\u2212") and lexemes[number.first].glued and not before.glued
    if not (word or sign) or lexemes[number.first - 2].kind == "num":
        return number
    return number._replace(first=number.first - 1, value=-number.value, plain=False)


# ------------------------------------------------------------------------------------------- money


def _money_sign_first(lexemes: Lexemes, i: int) -> Quantity | None:
    currency = currency_before(lexemes, i)
    if currency is None:
        if lexemes[i].text != "#" or lexemes[i - 1].glued:
            return None
        number = read_numeral(lexemes, i + 1, money=True)  # "#13 billion": a pound sign lost in a 7-bit feed
        if number is None or number.scale < 1000:
            return None
        currency = Currency("GBP", "symbol", Decimal(1), i + 1)
    number = _in_loss(lexemes, currency.last) or read_numeral(lexemes, currency.last, money=True)
    if number is None or number.form == "plural":
        return None
    number = _decimal_comma(lexemes, number)
    after = currency_after(lexemes, over_hyphen(lexemes, number.last))
    if after and after.factor == 1 and (after.code in (None, currency.code) or currency.code is None):
        code = after.code or currency.code
        place = currency.place if code is None or after.code is None else after.place
        money = _money(i, after.last, number, currency._replace(code=code, place=place))
    else:
        money = _money(i, number.last, number, currency)
    return _with_minor(lexemes, money)


def _in_loss(lexemes: Lexemes, i: int) -> Numeral | None:
    """$(3.4) million: accountants write a loss in brackets behind the sign; ($3.4 million) is a sum in brackets."""
    number = read_numeral(lexemes, i + 1) if lexemes[i].text == "(" and lexemes[i].glued else None
    if number is None or lexemes[number.last].text != ")" or lexemes[i + 1].kind != "num":
        return None
    return scaled(lexemes, number._replace(last=number.last + 1, value=-number.value), money=True)


def _decimal_comma(lexemes: Lexemes, number: Numeral) -> Numeral:
    """€5,50: two digits after a comma are cents once a currency sign stands before the number."""
    comma, cents = lexemes[number.last], lexemes[number.last + 1]
    is_cents = comma.text == "," and comma.glued and cents.glued and cents.text.isdigit() and len(cents.text) == 2
    if not (is_cents and number.plain and len(lexemes[number.first].text) < 4):
        return number
    return number._replace(last=number.last + 2, value=number.value + Decimal(cents.text) / 100, plain=False)


def _money_after(lexemes: Lexemes, number: Numeral) -> Quantity | None:
    """Number, then currency; the currency of "millions of dollars" may stand a word further on."""
    with_m = number
    if lexemes.lower(number.last) in _LETTERS:
        with_m = read_numeral(lexemes, number.first, money=True) or number
    for candidate in (number,) if with_m is number else (with_m, number):
        at = over_hyphen(lexemes, candidate.last)
        if candidate.scale > 1 and lexemes.lower(at) == "of":
            at += 1
            found = currency_after(lexemes, at) or (currency_after(lexemes, at + 1) if candidate.vague else None)
        else:
            found = currency_after(lexemes, at)
        if found and _is_money(lexemes, candidate, found, at):
            money = _money(candidate.first, found.last, candidate, found)
            return _trailing_magnitude(lexemes, candidate, found) or _with_minor(lexemes, money)
    return None


def _trailing_magnitude(lexemes: Lexemes, number: Numeral, currency: Currency) -> Quantity | None:
    """75 USD million."""
    word = lexemes.lower(currency.last)
    if currency.place != "code" or word not in ("million", "billion", "trillion") or number.scale > 1:
        return None
    factor = {"million": Decimal(10) ** 6, "billion": Decimal(10) ** 9, "trillion": Decimal(10) ** 12}[word]
    scaled = number._replace(value=multiply(number.value, factor), scale=factor)
    return _money(number.first, currency.last + 1, scaled, currency)


def _is_money(lexemes: Lexemes, number: Numeral, currency: Currency, at: int) -> bool:
    """Whether the word is meant as a currency: "won" and "real" are verb and adjective too, "p" and "c" letters."""
    word = lexemes.lower(at)
    if word in ("won", "real", "rand", "sterling", "grand", "crown", "mark") and currency.last == at + 1:
        following = lexemes[currency.last]
        if word == "won":
            return number.scale >= 1000 or number.value >= 1000
        return following.kind != "word" or word == "rand"
    if currency.place in ("minor_other",) and word == "sen":
        return lexemes[at].text.islower()
    return True


def _money(first: int, last: int, number: Numeral, currency: Currency) -> Quantity:
    value = multiply(number.value, currency.factor)
    high = None if number.vague else value
    modifier = _modifier(number)
    rule = f"money_{currency.place}"
    return Quantity(
        first, last, AmountKind.MONEY, value, number, value, high, modifier, currency.code, currency.place, None, rule
    )


def _with_minor(lexemes: Lexemes, money: Quantity) -> Quantity:
    """3 dollars 50 cents, $20 and 43 cents: one sum."""
    at = money.last + (lexemes.lower(money.last) == "and")
    number = read_numeral(lexemes, at)
    if number is None or money.numeral.scale > 1 or not 0 < number.value < 100:
        return money
    minor = currency_after(lexemes, number.last)
    if minor is None and _is_bare_cents(lexemes, money, number):
        minor = Currency(None, "cent", Decimal("0.01"), number.last)
    if minor is None or minor.factor == 1 or money.value != money.value.to_integral_value():
        return money
    value = money.value + multiply(number.value, minor.factor)
    return money._replace(last=minor.last, value=value, low=value, high=value)


def _is_bare_cents(lexemes: Lexemes, money: Quantity, number: Numeral) -> bool:
    """Fifteen dollars 50: two digits right behind the currency's name, with nothing after them to count."""
    text = lexemes[number.first].text
    after = lexemes[number.last]
    named = money.place in ("dollar", "word", "code", "pound") and money.numeral.last < money.last
    ends = after.kind == "break" or after.text in (".", ",", ";")
    two_digits = len(text) == 2 and number.plain
    spoken = number.form == "words" and number.value > 9 and number.first == money.last
    return named and (two_digits or spoken) and ends


# ------------------------------------------------------------------------------------------- units


def _percent_or_measure(lexemes: Lexemes, number: Numeral) -> Quantity | None:
    at = over_hyphen(lexemes, number.last)
    hyphenated = at > number.last
    if number.form == "fraction" and number.scale == 1 and not hyphenated:
        at = _over_article(lexemes, at)
    elif lexemes.lower(at) in _BETWEEN_NUMBER_AND_UNIT or (lexemes.lower(at) == "of" and _is_partial(number)):
        at += 1
    unit = unit_at(lexemes, at)
    if unit is None or not _is_unit(lexemes, number, unit, at, hyphenated):
        return None
    measured = _measured(number, unit, hyphenated)
    if unit.kind != "duration":
        return _with_smaller(lexemes, measured, hyphenated) if unit.name in _DIVIDED else measured
    if hyphenated and lexemes[unit.last].text in HYPHENS and lexemes.lower(unit.last + 1) in ("old", "olds"):
        return measured._replace(last=unit.last + 2, rule="duration_age")
    return _with_more_time(lexemes, measured)


def _is_partial(number: Numeral) -> bool:
    """Thousands of miles, one and a quarter of an hour: the unit stands behind "of"."""
    return number.vague or (number.form == "words" and number.value != number.value.to_integral_value())


def _over_article(lexemes: Lexemes, at: int) -> int:
    """Half an hour, half of one percent, two-thirds of a mile: the lexeme of the unit."""
    if lexemes.lower(at) == "of" and lexemes.lower(at + 1) in ("a", "an", "one", "1"):
        return at + 2
    return at + (lexemes.lower(at) in ("a", "an"))


def _is_unit(lexemes: Lexemes, number: Numeral, unit: Unit, at: int, hyphenated: bool) -> bool:
    word = lexemes[at]
    if unit.name in _PLURAL_ONLY and not unit.plural and not hyphenated:
        whole = number.value == number.value.to_integral_value()
        return unit.name != "point" and (number.value <= 1 or not whole) and lexemes[unit.last].text != "-"
    if unit.kind == "duration" and word.text in ("h", "min", "sec", "hr") and not word.glued:
        return lexemes[unit.last].kind != "word"
    return unit.name != "metre" or word.text != "m" or not number.plain or number.value < 1000


def _measured(number: Numeral, unit: Unit, hyphenated: bool) -> Quantity:
    kind = AmountKind(unit.kind)
    if unit.name in _IN_UNITS:
        factor, name = _IN_UNITS[unit.name]
        number, unit = number._replace(value=number.value * factor), unit._replace(name=name)
    high = None if number.vague else number.value
    modifier = _modifier(number)
    return Quantity(
        number.first, unit.last, kind, number.value, number, number.value, high, modifier,
        unit=unit.name, rule=f"{unit.kind}_unit", hyphenated=hyphenated,
    )  # fmt: skip


def _with_smaller(lexemes: Lexemes, measured: Quantity, hyphenated: bool) -> Quantity:
    """6-foot-2, 5 feet 11 inches, 2 pounds and 3 ounces: one measure, counted in the smaller unit."""
    parts, name = _DIVIDED[measured.unit or ""]
    at = measured.last + (lexemes.lower(measured.last) in ("and", ",")) if not hyphenated else measured.last
    if hyphenated:
        at = over_hyphen(lexemes, at)
        if at == measured.last:
            return measured
    number = read_numeral(lexemes, at)
    if number is None or number.scale != 1 or not 0 < number.value < parts:
        return measured
    unit = unit_at(lexemes, over_hyphen(lexemes, number.last))
    if not hyphenated and (unit is None or unit.name != name):
        return measured
    last = unit.last if unit is not None and unit.name == name else number.last
    value = measured.value * parts + number.value
    return measured._replace(last=last, value=value, low=value, high=value, unit=name)


def _whole_time(lexemes: Lexemes, i: int) -> Quantity | None:
    """An hour, a full day, another week, an hour and a half; rule "duration_whole" where no number stands there.

    Whether "a day" is a length of time at all depends on the words around it, which the finder looks at.
    """
    if lexemes.lower(i) not in WHOLE:
        return None
    at = i + 1 + (lexemes.lower(i + 1) in _BEFORE_TIME and lexemes.lower(i) in ("a", "an"))
    unit = unit_at(lexemes, at)
    is_point = unit is not None and unit.name == "percentage point"
    if unit is None or not (unit.kind == "duration" or is_point) or lexemes[at].glued or unit.plural:
        return None
    value = Decimal("0.5") if lexemes.lower(at - 1) == "half" else Decimal(1)
    alone = _measured(Numeral(i, at, value, "words"), unit, False)
    if is_point:
        return alone
    longer = _with_more_time(lexemes, alone)
    return longer if longer.last > alone.last else alone._replace(rule="duration_whole")


def _with_more_time(lexemes: Lexemes, time: Quantity) -> Quantity:
    """2 years and 3 months, an hour and a half: one duration, counted in its smallest unit."""
    for _ in range(4):
        at = time.last
        if lexemes.lower(at) in ("and", ","):
            at += 1 + (lexemes.lower(at + 1) == "and")
        number = read_numeral(lexemes, at)
        if number is None or time.numeral.vague:
            break
        if number.form == "fraction" and number.value < 1 and lexemes.lower(time.last) == "and":
            time = time._replace(last=number.last, value=time.value + number.value)
            break
        unit = unit_at(lexemes, number.last)
        if unit is None and time.unit == "hour" and _ends_in_minutes(lexemes, number):
            unit = Unit("minute", "duration", number.last)
        if unit is None or unit.kind != "duration" or (ratio := units_in(time.unit, unit.name)) is None:
            break
        value = multiply(time.value, ratio) + number.value
        time = time._replace(last=unit.last, value=value, unit=unit.name)
    return time._replace(low=time.value, high=None if time.numeral.vague else time.value)


def _ends_in_minutes(lexemes: Lexemes, number: Numeral) -> bool:
    """An hour and twenty, 1 hour fifteen: minutes where nothing follows that the number could count."""
    after = lexemes[number.last]
    is_whole = number.scale == 1 and number.value == number.value.to_integral_value()
    return is_whole and 10 <= number.value < 60 and (after.kind == "break" or after.text in (".", ",", ";"))


def units_in(larger: str | None, smaller: str | None) -> Decimal | None:
    """How many of the smaller unit make the larger; None where that depends on the calendar, or is below two."""
    for sizes in (_SECONDS, _MONTHS):
        if larger in sizes and smaller in sizes and sizes[larger] > sizes[smaller]:
            return divide(Decimal(sizes[larger]), Decimal(sizes[smaller]))
    return None
