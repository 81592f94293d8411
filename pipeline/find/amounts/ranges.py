"""Two numbers that make one amount: ranges ("$5-10 million", "between 3 and 7 percent") and ratios ("one in four")."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from pipeline.find.amounts.exclusions import is_year
from pipeline.find.amounts.forms import openers
from pipeline.find.amounts.lexemes import DASHES, Lexemes, context
from pipeline.find.amounts.numerals import Numeral, divide, multiply, starters
from pipeline.find.amounts.quantities import (
    ARTICLES,
    WHOLE,
    Quantity,
    article_followers,
    opens,
    read_quantity,
    units_in,
)
from pipeline.lexicon import words
from pipeline.schema import AmountKind, AmountModifier

_CHANGE_REACH = 6  # lexemes before "from" in which a verb of change makes two amounts of a range
_BASES = frozenset(Decimal(10) ** n for n in range(1, 7))  # "nine of 10": shares are told of these with "of" too
_SMALL_BASE = 12  # "two in five", "7 out of 12": up to this and for full tens, "in" and "out of" make a share
_MULTIPLES = {"twice": Decimal(2), "double": Decimal(2), "triple": Decimal(3), "quadruple": Decimal(4)}
_OWNERS = frozenset({"its", "his", "her", "their", "our", "my", "your", "those"})
_BETWEEN_GAP = 40  # characters between the two ends of a range, "$2 million per year to" and the like left out


@cache
def _opening() -> frozenset[str]:
    return openers() | starters() | WHOLE | frozenset(_MULTIPLES)


def candidates(lexemes: Lexemes) -> list[int]:
    """The lexemes at which an amount may start."""
    different = set(lexemes.lowers)
    opening = {word for word in different if word[-1:].isdigit()} | (different & _opening())
    lowers, followers = lexemes.lowers, article_followers()
    near = [
        i for i, word in enumerate(lowers) if word in opening and (word not in ARTICLES or lowers[i + 1] in followers)
    ]
    return [i for i in near if (w := lowers[i])[-1].isdigit() or w in _MULTIPLES or opens(lexemes, i, w)]


def read_amounts(lexemes: Lexemes, i: int) -> Iterator[Quantity]:
    """The amounts that start at lexeme ``i``: none, one (a range counts as one) or the two ends of a change."""
    left = read_quantity(lexemes, i) or _multiple(lexemes, i)
    if left is None:
        return
    if ratio := _ratio(lexemes, left):
        yield ratio
        return
    joint = _joint(lexemes, left)
    right = read_quantity(lexemes, joint) if joint > left.last else None
    if right is None or right.first != joint or not _is_pair(lexemes, left, right):
        yield left
        return
    alone = left
    left, right = _shared(left, right)
    if _is_range(lexemes, left, right):
        yield _range(lexemes, left, right)
    elif lexemes[joint - 1].text in DASHES:
        yield alone  # "6-foot-2" is one height, not two
    else:
        yield from (left, right)


def _joint(lexemes: Lexemes, left: Quantity) -> int:
    """The lexeme after "to", "-", "and" (after between) or "or"; the end of ``left`` where none joins."""
    at = left.last
    sign = lexemes[at]
    if sign.text in ("-", "\u2010") and sign.glued and lexemes.lower(at + 1) in ("to", "or"):  # 8- to 16-metre
        at += 1
    word = lexemes.lower(at)
    if word == "to":
        return at + 1
    if word == "and" and _after(lexemes, left, "between"):
        return at + 1
    if word == "or" and left.kind is None and left.value < 100:
        return at + 1
    both_glued = sign.glued == lexemes[at + 1].glued
    if sign.text in DASHES and at == left.last and both_glued and (sign.glued or left.kind or not left.numeral.plain):
        return at + 1
    return left.last


def _after(lexemes: Lexemes, left: Quantity, word: str) -> bool:
    return any(lexemes.lower(left.first - k) == word for k in (1, 2))


def _is_pair(lexemes: Lexemes, left: Quantity, right: Quantity) -> bool:
    """Whether two numbers measure the same thing, so that one may lend the other its unit."""
    if left.numeral.vague or right.numeral.vague:
        return False
    if lexemes[right.first].start - lexemes[left.last - 1].end > _BETWEEN_GAP:
        return False
    if left.kind is not None and right.kind is not None and left.kind != right.kind:
        return False
    if lexemes.lower(left.last) == "or":
        next_to = right.value in (left.value + 1, 2 * left.value)
        return left.kind is None and right.kind is not AmountKind.MONEY and next_to
    if left.currency and right.currency and left.currency != right.currency:
        return False
    if not (left.unit and right.unit) or left.unit == right.unit:
        return True
    return units_in(left.unit, right.unit) is not None or units_in(right.unit, left.unit) is not None


def _shared(left: Quantity, right: Quantity) -> tuple[Quantity, Quantity]:
    """Both ends with the unit, currency and magnitude that only one of them says."""
    scale = right.numeral.scale
    smaller = abs(left.numeral.value) < min(Decimal(1000), abs(divide(right.numeral.value, scale)))
    if left.numeral.scale == 1 and scale >= 1000 and smaller:
        value = multiply(left.value, scale)
        left = left._replace(value=value, low=value, high=value)
    if left.unit and right.unit and left.unit != right.unit:
        return _in(left, right.unit), _in(right, left.unit)
    if left.kind is None and right.kind is not None:
        left = _as(left, right)
    elif right.kind is None and left.kind is not None:
        right = _as(right, left)
    return left, right


def _in(time: Quantity, unit: str) -> Quantity:
    """A length of time in the unit of the other end where that is the smaller one: six months to a year."""
    ratio = units_in(time.unit, unit)
    if ratio is None:
        return time
    value = multiply(time.value, ratio)
    return time._replace(value=value, low=value, high=value, unit=unit)


def _as(bare: Quantity, model: Quantity) -> Quantity:
    value = bare.value
    if model.kind is AmountKind.MONEY and model.numeral.value:
        value = multiply(value, _factor(model))
    return bare._replace(
        kind=model.kind, value=value, low=value, high=value, currency=model.currency, place=model.place,
        unit=model.unit, rule=model.rule, hyphenated=model.hyphenated,
    )  # fmt: skip


def _factor(model: Quantity) -> Decimal:
    """Pence to pounds and the like, carried over to the other end."""
    return Decimal("0.01") if model.place in ("cent", "minor", "minor_word", "minor_other") else Decimal(1)


def _is_range(lexemes: Lexemes, left: Quantity, right: Quantity) -> bool:
    if left.value >= right.value:
        return False
    before = lexemes.lower(left.first - 1)
    joined = lexemes.lower(left.last)
    if joined == "and" or joined in DASHES:
        return True
    said_twice = left.last > left.numeral.last or left.first < left.numeral.first
    if before == "from":  # "rose from $5 to $7" has two amounts, "anywhere from $5 to $7" has one
        around = {lexemes.lower(left.first - k) for k in range(2, 2 + _CHANGE_REACH)}
        return bool(around & context("span")) or not (said_twice or around & context("change"))
    return not (said_twice and before in context("change"))


def _range(lexemes: Lexemes, left: Quantity, right: Quantity) -> Quantity:
    first = left.first
    before = lexemes.lower(first - 1)
    if (before == "between" and lexemes.lower(left.last) == "and") or before == "from":
        first -= 1
    return right._replace(
        first=first, value=left.value, low=left.value, high=right.value, modifier=AmountModifier.RANGE,
        rule=f"{left.rule}_range", numeral=left.numeral._replace(last=right.numeral.last, plain=left.numeral.plain),
    )  # fmt: skip


# ------------------------------------------------------------------------------------------- ratios


def _ratio(lexemes: Lexemes, left: Quantity) -> Quantity | None:
    if left.kind is not None or left.numeral.vague:
        return None
    return (
        _share(lexemes, left)
        or _score(lexemes, left)
        or _times(lexemes, left)
        or _fraction(lexemes, left)
        or _quotient(lexemes, left)
    )


def _as_ratio(left: Quantity, last: int, value: Decimal, rule: str, unit: str | None = None) -> Quantity:
    return left._replace(
        last=last, kind=AmountKind.RATIO, value=value, low=value, high=value, unit=unit, rule=f"ratio_{rule}"
    )


def _share(lexemes: Lexemes, left: Quantity) -> Quantity | None:
    """One in four, 3 out of 5, nine of ten: the value is the quotient.

    "138 of 402 addresses" and "three of the four" are two counts.
    """
    at = left.last
    joint = lexemes.lower(at)
    if joint == "out" and lexemes.phrase(at, at + 2) == "out of":
        at += 2
    elif joint in ("in", "of") and left.value == left.value.to_integral_value():
        at += 1
    else:
        return None
    of_whom = lexemes.lower(at) == "every"
    right = read_quantity(lexemes, at + of_whom)
    if right is None or right.kind is not None or not 0 < left.value < right.value or right.numeral.vague:
        return None
    is_base = right.value in _BASES
    is_round = right.value <= _SMALL_BASE or (right.value % 10 == 0 and not is_year(right))
    if not (of_whom or is_base or (joint == "in" and left.value == 1) or (joint != "of" and is_round)):
        return None  # "killed 12 in 2016", "34 of 57" and "one of two" are no shares
    return _as_ratio(left, right.last, divide(left.value, right.value), "share")


def _score(lexemes: Lexemes, left: Quantity) -> Quantity | None:
    """5-4, 52 to 48, 3:1 where the words around speak of a vote, a majority or odds; a match's score is none."""
    at = left.last
    sign = lexemes[at]
    joined = (sign.text in DASHES or sign.text == ":") and sign.glued and lexemes[at + 1].glued
    if joined and lexemes.lower(at + 1) == "to" and lexemes[at + 2].text in DASHES:  # 2-to-1
        at += 3
    elif joined or sign.lower == "to":
        at += 1
    else:
        return None
    right = read_quantity(lexemes, at)
    if right is None or right.kind is not None or not right.value or right.first != at or right.last != at + 1:
        return None
    around = [lexemes.lower(k) for k in (*range(left.first - 5, left.first), *range(right.last, right.last + 4))]
    if not words("amount_ratio_cues").intersection(around) or lexemes[right.last].text in ("-", ":"):
        return None
    if left.value < right.value and sign.lower == "to":
        return None
    return _as_ratio(left, right.last, divide(left.value, right.value), "vote", "to")


def _times(lexemes: Lexemes, left: Quantity) -> Quantity | None:
    """Three times as many, 10 times the average, 3.5 times earnings; "three times" alone is how often."""
    if lexemes.lower(left.last) != "times":
        return None
    whole = left.value == left.value.to_integral_value()
    if whole and lexemes.lower(left.last + 1) not in context("as_many"):
        return None
    return _as_ratio(left, left.last + 1, left.value, "times")


def _quotient(lexemes: Lexemes, left: Quantity) -> Quantity | None:
    """A ratio of 2.9, the ratio at 2.9."""
    if left.numeral.form != "digits" or left.numeral.plain or left.value == left.value.to_integral_value():
        return None
    if "ratio" not in (lexemes.lower(left.first - k) for k in (1, 2, 3)):
        return None
    return _as_ratio(left, left.last, left.value, "quotient")


def _multiple(lexemes: Lexemes, i: int) -> Quantity | None:
    """Twice as many, about double last year's rate: a multiple of what is named after it."""
    value = _MULTIPLES.get(lexemes.lower(i))
    if value is None:
        return None
    after = lexemes.lower(i + 1)
    compared = after in context("as_many") or after in _OWNERS
    possessed = any(lexemes[i + k].text in ("'", "\u2019") and lexemes[i + k].glued for k in (2, 3))
    if not (compared or possessed):
        return None
    number = Numeral(i, i + 1, value, "words")
    return Quantity(i, i + 1, AmountKind.RATIO, value, number, value, value, rule="ratio_multiple")


def _fraction(lexemes: Lexemes, left: Quantity) -> Quantity | None:
    """Two-thirds, a third of the vote, half of them."""
    number = left.numeral
    if number.form != "fraction" or number.value >= 1:
        return None
    after = lexemes.lower(number.last)
    alone = number.last - number.first == 1 or lexemes.lower(number.first) in ("a", "an")
    if alone and after not in ("of", "the", "its", "their", "his", "her", "our"):
        return None
    return _as_ratio(left, left.last, left.value, "fraction")
