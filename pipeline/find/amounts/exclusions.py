"""Numbers that are no amounts: names, citations, pages, years, telephone numbers, scores, versions."""

from __future__ import annotations

from pipeline.find.amounts.lexemes import DASHES, HYPHENS, Lexeme, Lexemes
from pipeline.find.amounts.numerals import word_rank
from pipeline.find.amounts.quantities import Quantity
from pipeline.lexicon import words

FIRST_YEAR, LAST_YEAR = 1900, 2099  # four plain digits in this range are read as a year unless they are modified
_JOINERS = frozenset("-./:\u2010\u2011\u2012\u2013@&=%\\_^")
_MONTHS = frozenset(
    {"january", "february", "april", "june", "july", "august", "september", "october", "november", "december"}
    | {"jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"}
)
_PAIRS = 4  # numbers that a designator before them may share
_LICENCES = frozenset({"CC", "BY", "NC", "ND", "SA", "GPL", "AGPL", "LGPL"})


def is_no_amount(lexemes: Lexemes, amount: Quantity) -> bool:
    """Whether a bare number is part of a name, a citation, a code or a date, whatever stands around it."""
    return (
        _is_cited(lexemes, amount)
        or lexemes.lower(amount.last).rstrip(".").replace(".", "") in ("am", "pm", "gmt", "th", "st", "nd", "rd")
        or _is_joined(lexemes, amount)
        or _is_listed(lexemes, amount)
        or _is_designated(lexemes, amount)
        or _is_line(lexemes, amount)
    )


def is_year(amount: Quantity) -> bool:
    """Whether a bare number is written as a year is: four digits, no comma, 1900 to 2099."""
    return amount.numeral.plain and FIRST_YEAR <= amount.numeral.value <= LAST_YEAR


def is_month(lexeme: Lexeme) -> bool:
    """Whether a word is the name of a month or its abbreviation; "may" and "march" only with a capital."""
    if lexeme.lower in ("may", "march"):
        return lexeme.text.istitle()
    return lexeme.lower in _MONTHS


def is_glued(lexemes: Lexemes, amount: Quantity) -> bool:
    """Whether letters stand right at a number: A380, 4x4, 21st, MH370."""
    before, after = lexemes[amount.first], lexemes[amount.last]
    stuck_before = before.glued and lexemes[amount.first - 1].kind in ("word", "abbr", "num")
    return stuck_before or (after.glued and after.kind in ("word", "num"))


def _is_cited(lexemes: Lexemes, amount: Quantity) -> bool:
    """8 USC 1373, 18 U.S.C. § 1001, Sec. 12: the numbers of a legal citation."""
    codes = words("amount_legal_codes")
    before, after = lexemes[amount.first - 1].text, lexemes[amount.last].text
    if after.rstrip(".") in codes or before.rstrip(".") in codes or before in ("\u00a7", "\u00b6"):
        return True
    if after[:1] not in ("U", "C", "F"):
        return False
    return lexemes.slice(amount.last, amount.last + 6).replace(" ", "").startswith(("U.S.C", "C.F.R", "F.2d", "F.3d"))


def _is_joined(lexemes: Lexemes, amount: Quantity) -> bool:
    """555-0143, 24/7, 10:30, 1.2.3, G-20, DC-9: digits tied to digits or to a name."""
    before, prior = lexemes[amount.first], lexemes[amount.first - 1]
    if before.glued and prior.text in _JOINERS and prior.glued and lexemes[amount.first - 2].kind != "break":
        return _ties(lexemes, amount)
    if before.glued and (prior.text == "+" or _is_in_list(lexemes, amount.first - 1)):
        return True
    after, beyond = lexemes[amount.last], lexemes[amount.last + 1]
    if (
        after.glued
        and (after.text in "/:._@\\=^" or _is_in_list(lexemes, amount.last))
        and beyond.glued
        and beyond.kind in ("num", "word")
    ):
        return True
    return after.glued and after.text in DASHES and beyond.glued and beyond.kind == "num"


def _is_in_list(lexemes: Lexemes, comma: int) -> bool:
    """Whether a comma stands between digits with no blank: "nos. 22,24,26", and 1,3 of a decimal comma."""
    here, after = lexemes[comma], lexemes[comma + 1]
    return here.text == "," and here.glued and lexemes[comma - 1].kind == after.kind == "num" and after.glued


def _ties(lexemes: Lexemes, amount: Quantity) -> bool:
    """Whether what stands before a joining sign makes the number a part of it; a dash after a word may be a pause."""
    sign, word = lexemes[amount.first - 1].text, lexemes[amount.first - 2]
    if lexemes[amount.first].kind == "word" and sign not in HYPHENS:
        return False  # two sentences run together: "the vote.Dozens of"
    if sign not in HYPHENS:
        return sign not in "\u2012\u2013" or word.kind == "num"
    return word_rank(word.lower) is None


def _is_listed(lexemes: Lexemes, amount: Quantity) -> bool:
    """A number that opens a line and is followed by a full stop or bracket, or stands in brackets before digits."""
    before, after, beyond = lexemes[amount.first - 1], lexemes[amount.last], lexemes[amount.last + 1]
    if not amount.numeral.plain:
        return False
    opens = before.kind == "break" or amount.first == 0
    if opens and after.text in (".", ")", ":") and beyond.kind not in ("break", "num"):
        return True
    bracketed = before.text in "([" and before.text != "" and after.text in ")]" and after.text != ""
    return bracketed and (beyond.kind == "num" or len(lexemes[amount.first].text) < 3 or before.text == "[")


def _is_designated(lexemes: Lexemes, amount: Quantity) -> bool:
    """Section 230, Channel 4, page 12, No. 10, CC BY 3.0, #5: a noun or sign that takes the number as a name."""
    near = (lexemes[amount.first - 1 - (lexemes[amount.first - 1].text == ".")], lexemes[amount.last])
    if amount.numeral.plain and amount.value < 32 and any(map(is_month, near)):
        return True
    at = amount.first - 1
    for _ in range(_PAIRS):  # pages 12 and 13, nos. 4, 7 and 9
        if lexemes.lower(at) not in ("and", "or", "to", ",", "&", "-", "\u2013") or lexemes[at - 1].kind != "num":
            break
        at -= 2
    if lexemes[at].text == "." and lexemes[at].glued:
        at -= 1
    before = lexemes[at]
    if before.text in ("#", "@", "\u2116") or before.text in _LICENCES:
        return True
    if before.lower not in words("amount_designators"):
        return False
    return amount.numeral.scale == 1 and not _says_comma(lexemes, amount)


def _is_line(lexemes: Lexemes, amount: Quantity) -> bool:
    """Digits that are a whole line, as numbers of pages and lists are."""
    if not amount.numeral.plain or lexemes[amount.first - 1].kind != "break":
        return False
    at = amount.last
    while lexemes[at].kind == "sign":
        at += 1
    return lexemes[at].kind == "break"


def _says_comma(lexemes: Lexemes, amount: Quantity) -> bool:
    return "," in lexemes[amount.first].text
