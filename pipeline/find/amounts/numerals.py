"""Numbers in digits and words, as exact decimals.

A numeral is the number alone: no currency, unit or modifier. Vague plurals ("tens of thousands") carry their least
value and are marked ``vague``.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, localcontext
from functools import cache
from typing import NamedTuple

from pipeline.find.amounts.lexemes import HYPHENS, Lexemes
from pipeline.lexicon import table, words

MAX_DIGITS = 24  # more digits are an identifier, not a quantity
PRECISION = 40  # significant digits while a fraction is worked out
PLACES = 12  # of one third; the column of the tables holds no more, and a longer number would be left out
_LAST_PLACE = Decimal(1).scaleb(-PLACES)
_ONE, _HALF = Decimal(1), Decimal("0.5")
_UNICODE_FRACTIONS: Mapping[str, Decimal] = {
    "\u00bd": Decimal("0.5"), "\u00bc": Decimal("0.25"), "\u00be": Decimal("0.75"),
    "\u2153": Decimal("0.333333333333"), "\u2154": Decimal("0.666666666667"),
    "\u215b": Decimal("0.125"), "\u215c": Decimal("0.375"), "\u215d": Decimal("0.625"), "\u215e": Decimal("0.875"),
}  # fmt: skip
_DENOMINATORS = frozenset({"2", "3", "4", "5", "6", "8", "10", "16", "32"})
_FEW = frozenset({"several", "few"})
_VERBS = frozenset({"is", "was", "has", "does", "says"})


class Numeral(NamedTuple):
    """A number in lexemes ``first`` to ``last`` (exclusive).

    ``form``: digits, words, fraction or plural. ``scale``: the magnitude word or suffix in it, 1 for none. ``plain``:
    digits without comma, point or magnitude, as names, years and page numbers are written. ``rough``: a couple.
    """

    first: int
    last: int
    value: Decimal
    form: str
    scale: Decimal = _ONE
    plain: bool = False
    vague: bool = False
    rough: bool = False


@cache
def _words() -> dict[str, tuple[Decimal, str]]:
    return {row["word"]: (Decimal(row["value"]), row["rank"]) for row in table("amount_numerals")}


@cache
def _suffixes() -> dict[str, tuple[Decimal, str]]:
    return {row["form"]: (Decimal(row["factor"]), row["use"]) for row in table("magnitudes")}


def word_rank(word: str) -> str | None:
    """What a lower-case word is as a number word: unit, teen, ten, hundred, scale, group, plural, part; None if none.

    >>> word_rank("twelve"), word_rank("billion"), word_rank("billing")
    ('teen', 'scale', None)
    """
    entry = _words().get(word)
    return entry[1] if entry else None


@cache
def _continued() -> frozenset[str]:
    """The lower-case signs and words behind digits that can be part of the same number; digits can be too."""
    larger = {word for word, (_, rank) in _words().items() if rank in ("scale", "hundred", "group")}
    suffixes = {form.lower() for form in _suffixes()}
    return HYPHENS | _UNICODE_FRACTIONS.keys() | larger | suffixes | {"/", "\u2044", "and", "dozens", "lakhs", "crores"}


@cache
def starters() -> frozenset[str]:
    """The lower-case words that a number in words can start with."""
    return frozenset(_words()) | _FEW | {"a", "an", "the", "couple", *_UNICODE_FRACTIONS}


def _value(word: str) -> Decimal:
    return _words()[word][0]


def divide(a: Decimal, b: Decimal) -> Decimal:
    """The quotient, rounded to the ``PLACES`` that the tables hold where it does not end before."""
    with localcontext() as context:
        context.prec = PRECISION
        quotient = a / b
        rounded = quotient.quantize(_LAST_PLACE)
        return quotient if quotient == rounded else rounded


def multiply(a: Decimal, b: Decimal) -> Decimal:
    """The exact product of two decimals of ordinary length."""
    with localcontext() as context:
        context.prec = 2 * PRECISION
        product = a * b
        return product.quantize(_ONE) if product == product.to_integral_value() else product.normalize()


def read_numeral(lexemes: Lexemes, i: int, money: bool = False) -> Numeral | None:
    """The longest number that starts at lexeme ``i``, or None; ``money`` allows magnitudes like m and b.

    >>> read_numeral(Lexemes("half a million dollars"), 0).value
    Decimal('500000')
    >>> read_numeral(Lexemes("two hundred and six"), 0).value
    Decimal('206')
    >>> read_numeral(Lexemes("3 1/2 inches"), 0).value
    Decimal('3.5')
    """
    lexeme = lexemes[i]
    if lexeme.kind == "num":
        return _digits(lexemes, i, money)
    if lexeme.text in _UNICODE_FRACTIONS:
        return scaled(lexemes, Numeral(i, i + 1, _UNICODE_FRACTIONS[lexeme.text], "fraction"), money)
    if lexeme.kind != "word" or lexeme.lower not in starters():
        return None
    return _half(lexemes, i) or _plural(lexemes, i) or _few(lexemes, i) or _spelled(lexemes, i, money)


def _digits(lexemes: Lexemes, i: int, money: bool) -> Numeral | None:
    text = lexemes[i].text
    digits = text if text.isdigit() else "".join(c for c in text if c.isdigit() or c == ".")
    if len(digits) > MAX_DIGITS or not digits.isascii():
        return None
    number = Numeral(i, i + 1, Decimal(digits), "digits", plain=text.isdigit())
    following = lexemes.lower(i + 1)
    if following not in _continued() and not following[-1:].isdigit():
        return number
    if text.isdigit() and (fraction := _slashed(lexemes, i)):
        number = fraction
    elif (mixed := _mixed(lexemes, i, number)) is not None:
        number = mixed
    return scaled(lexemes, number, money)


def _slashed(lexemes: Lexemes, i: int) -> Numeral | None:
    """1/2, 3/4: only usual denominators, so that 9/11 and 24/7 are none."""
    over, below, after = lexemes[i + 1], lexemes[i + 2], lexemes[i + 3]
    if not (over.text in ("/", "\u2044") and over.glued and below.glued and below.text in _DENOMINATORS):
        return None
    numerator = Decimal(lexemes[i].text) if len(lexemes[i].text) < 3 else Decimal(0)
    if not 0 < numerator < Decimal(below.text) or (after.glued and after.text in ("/", ".") and lexemes[i + 4].glued):
        return None
    return Numeral(i, i + 3, divide(numerator, Decimal(below.text)), "fraction")


def _mixed(lexemes: Lexemes, i: int, whole: Numeral) -> Numeral | None:
    """3 1/2, 3-1/2, 3½, 2 and a half."""
    at = i + 1 + (lexemes[i + 1].text in HYPHENS and lexemes[i + 1].glued and lexemes[i + 2].glued)
    if lexemes[i + 1].text in _UNICODE_FRACTIONS:
        return whole._replace(last=i + 2, value=whole.value + _UNICODE_FRACTIONS[lexemes[i + 1].text], plain=False)
    if whole.plain and lexemes[at].text.isdigit() and (part := _slashed(lexemes, at)):
        return whole._replace(last=part.last, value=whole.value + part.value, plain=False)
    return _and_part(lexemes, whole)


def _and_part(lexemes: Lexemes, whole: Numeral) -> Numeral | None:
    """The number with "and a half", "and three-quarters" behind it, or None."""
    at = _past_hyphen(lexemes, whole.last)
    if lexemes.lower(at) != "and":
        return None
    part = _fraction(lexemes, _past_hyphen(lexemes, at + 1))
    if part is None:
        return None
    return whole._replace(last=part.last, value=whole.value + part.value, plain=False)


def _past_hyphen(lexemes: Lexemes, i: int) -> int:
    return i + (lexemes[i].text in HYPHENS and lexemes[i].glued and lexemes[i + 1].glued)


def _fraction(lexemes: Lexemes, i: int) -> Numeral | None:
    """A half, one-third, two-thirds, three quarters in words."""
    word = lexemes.lower(i)
    over = _ONE if word in ("a", "an") else _value(word) if word_rank(word) in ("unit", "teen") else None
    at = i + 1 + (lexemes[i + 1].text in HYPHENS and lexemes[i + 1].glued)
    below = lexemes.lower(at)
    wanted = "part" if over == 1 else "parts"
    if over is None or not (word_rank(below) == wanted or (below == "halves" and over != 1)):
        return None
    return Numeral(i, at + 1, divide(over, _value(below)), "fraction")


def scaled(lexemes: Lexemes, number: Numeral, money: bool) -> Numeral:
    """The number with the magnitudes behind it: 5 million, 5bn, 10k, $3-billion."""
    for _ in range(2):
        at = number.last
        if lexemes[at].text in HYPHENS and lexemes[at].glued and lexemes[at + 1].glued:
            at += 1
        if (factor := _magnitude(lexemes, at, money)) is None:
            break
        number = number._replace(
            last=at + 1, value=multiply(number.value, factor), scale=multiply(number.scale, factor),
            plain=False,
        )  # fmt: skip
    return number


def _magnitude(lexemes: Lexemes, at: int, money: bool) -> Decimal | None:
    lexeme = lexemes[at]
    if word_rank(lexeme.lower) in ("scale", "hundred", "group"):
        return _value(lexeme.lower)
    if lexeme.lower in ("dozens", "lakhs", "crores"):
        return _value(lexeme.lower)
    factor, use = _suffixes().get(lexeme.text, (None, ""))
    if use == "spaced" or (use == "glued" and lexeme.glued) or (use == "money" and money):
        return factor
    return None


def _half(lexemes: Lexemes, i: int) -> Numeral | None:
    """Half a million, half-a-dozen, a quarter of a million, three quarters of a million, half a."""
    part = Numeral(i, i + 1, _HALF, "fraction") if lexemes.lower(i) == "half" else _fraction(lexemes, i)
    if part is None:
        return None
    at = part.last
    while lexemes[at].text in HYPHENS or lexemes.lower(at) in ("of", "a", "an"):
        at += 1
        if at > part.last + 3:
            break
    if word_rank(lexemes.lower(at)) in ("scale", "group", "hundred"):
        value = multiply(part.value, _value(lexemes.lower(at)))
        return Numeral(i, at + 1, value, "words", scale=_value(lexemes.lower(at)))
    return part


def _plural(lexemes: Lexemes, i: int) -> Numeral | None:
    """Dozens, tens of thousands, hundreds of millions: the least value that is meant."""
    value, at = _ONE, i
    for _ in range(3):
        word = lexemes.lower(at)
        if word_rank(word) != "plural":
            break
        value = multiply(value, _value(word))
        at += 1
        if lexemes.lower(at) == "of" and word_rank(lexemes.lower(at + 1)) == "plural":
            at += 1
    if at == i or (at == i + 1 and lexemes.lower(i) in ("tens", "scores") and lexemes.lower(at) != "of"):
        return None
    return Numeral(i, at, value, "plural", scale=value, vague=True)


def _few(lexemes: Lexemes, i: int) -> Numeral | None:
    """Several hundred, a few million, a couple of dozen: at least two of them."""
    at = i + (lexemes.lower(i) in ("a", "the"))
    word = lexemes.lower(at)
    if word not in _FEW and word != "couple":
        return None
    at += 1 + (lexemes.lower(at + 1) == "of")
    rank, first = word_rank(lexemes.lower(at)), at
    value = Decimal(2)
    while rank in ("scale", "hundred", "group") and at < first + 3:
        value = multiply(value, _value(lexemes.lower(at)))
        at += 1
        rank = word_rank(lexemes.lower(at))
    if at == first and not (word == "couple" and lexemes.lower(i) != "the" and _is_pair(lexemes, at)):
        return None
    return Numeral(i, at, value, "words", scale=value / 2, vague=word in _FEW, rough=word == "couple")


def _is_pair(lexemes: Lexemes, at: int) -> bool:
    """A couple of days, a couple days; "a couple from Leeds" and "a married couple" are people."""
    word = lexemes.lower(at)
    if word in words("amount_stop_words"):
        return False
    return lexemes.lower(at - 1) == "of" or (word.endswith("s") and word not in _VERBS)


def _spelled(lexemes: Lexemes, i: int, money: bool) -> Numeral | None:
    """Twenty-six, a hundred and two, two and a half million, three point five."""
    first = i
    total, current, scale = Decimal(0), None, _ONE
    last_scale = Decimal(10) ** 30
    if lexemes.lower(i) in ("a", "an"):
        if word_rank(lexemes.lower(i + 1)) not in ("scale", "hundred", "group"):
            return None
        current, i = _ONE, i + 1
    end = i
    while True:
        word = lexemes.lower(i)
        rank = word_rank(word)
        if rank in ("unit", "teen", "ten", "zero") and _fits(current, rank):
            current = (current or Decimal(0)) + _value(word)
        elif rank == "hundred" and current is not None and 0 < current < 100:
            current, scale = current * 100, Decimal(100)
        elif rank == "group" and current is not None:
            current, scale = current * _value(word), _value(word)
        elif rank == "scale" and current is not None and _value(word) < last_scale:
            total, last_scale = total + current * _value(word), _value(word)
            current, scale = None, last_scale
        elif rank == "scale" and current is None and total and _value(word) > last_scale:  # three lakh crore
            total, scale = total * _value(word), scale * _value(word)
            last_scale = _value(word)
        else:
            break
        end = i = i + 1
        i = _next_word(lexemes, i, current, total)
    if end == first or (current is None and not total):
        return None
    number = Numeral(first, end, total + (current or 0), "words", scale=scale)
    return _behind_words(lexemes, number, money)


def _fits(current: Decimal | None, rank: str) -> bool:
    if current is None or (current >= 100 and current % 100 == 0):
        return True
    return rank == "unit" and 20 <= current % 100 <= 90 and current % 10 == 0


def _next_word(lexemes: Lexemes, i: int, current: Decimal | None, total: Decimal) -> int:
    """Steps over a hyphen between number words and over the "and" in "two hundred and six"."""
    here = lexemes[i]
    if here.text in HYPHENS and here.glued and lexemes[i + 1].glued and word_rank(lexemes.lower(i + 1)):
        return i + 1
    open_hundred = current is not None and current >= 100 and current % 100 == 0
    open_thousand = current is None and total and total % 1000 == 0
    following = word_rank(lexemes.lower(i + 1))
    if here.lower == "and" and (open_hundred or open_thousand) and following in ("unit", "teen", "ten"):
        return i if _fraction(lexemes, i + 1) else i + 1
    return i


def _behind_words(lexemes: Lexemes, number: Numeral, money: bool) -> Numeral | None:
    """The spelled number with "point five", "and a half" and a magnitude after that."""
    if part := _and_part(lexemes, number):
        unit = lexemes.lower(number.last - 1)
        if number.scale > 1 and word_rank(unit) == "scale":  # a million and a half
            extra = multiply(part.value - number.value, _value(unit))
            return part._replace(value=number.value + extra)
        return scaled(lexemes, part, money)
    if lexemes.lower(number.last) != "point":
        return number
    digits, at = "", number.last + 1
    while word_rank(lexemes.lower(at)) in ("unit", "zero", "teen") and len(digits) < MAX_DIGITS:
        digits += str(_value(lexemes.lower(at)))
        at += 1
    if not digits:
        return number
    return scaled(lexemes, number._replace(last=at, value=number.value + Decimal(f"0.{digits}")), money)
