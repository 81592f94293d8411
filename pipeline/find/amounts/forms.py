"""The written forms of currencies and units, looked up in the lexemes of a text."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from pipeline.find.amounts.lexemes import HYPHENS, Lexemes
from pipeline.lexicon import table

MAX_WORDS = 4  # lexemes in the longest form, "kilometres per hour" and "south korean won" among them
_PREFIX = ("symbol", "code", "code_before")
_SUFFIX = ("symbol", "code", "code_after")
_SPACED_PREFIXES = frozenset({"US", "U.S.", "HK", "NZ", "NT", "AU", "CA", "C", "USD", "Mex"})


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency as written: ``code`` is None where the country is not said; ``factor`` leads to the major unit.

    ``place``: symbol, code, word, or dollar, pound, cent, grand, whose country the article decides. ``last`` is the
    lexeme after the form.
    """

    code: str | None
    place: str
    factor: Decimal
    last: int


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure as written, with its singular name and the lexeme after the form."""

    name: str
    kind: str
    last: int
    plural: bool = False


@cache
def _currencies() -> dict[str, list[tuple[str | None, str, Decimal]]]:
    forms: dict[str, list[tuple[str | None, str, Decimal]]] = {}
    for row in table("currencies"):
        entry = (row["code"] or None, row["place"], Decimal(row["factor"]))
        forms.setdefault(row["form"], []).append(entry)
        if row["place"] == "code" and len(row["form"]) == 3 and row["form"].isupper():  # MEUR: millions of euros
            forms.setdefault(f"M{row['form']}", []).append((entry[0], entry[1], entry[2] * 1_000_000))
    return forms


@cache
def openers() -> frozenset[str]:
    """The signs and words, as written, that a sum of money can start with."""
    places = (*_PREFIX, "dollar_prefix")
    forms = {form for form, entries in _currencies().items() if any(place in places for _, place, _ in entries)}
    return frozenset({*forms, *(f.lower() for f in forms), *(f.upper() for f in forms), "#"})


@cache
def _units() -> dict[str, tuple[str, str, str]]:
    return {row["form"]: (row["unit"], row["kind"], row["use"]) for row in table("units")}


def _singulars(phrase: str) -> tuple[str, ...]:
    """The phrase, and what its first or last word may be the plural of."""
    forms = [phrase]
    if phrase.endswith("s") and len(phrase) > 2:
        forms.append(phrase[:-1])
    if phrase.endswith("ies"):
        forms.append(phrase[:-3] + "y")
    if phrase.endswith("es"):
        forms.append(phrase[:-2])
    return tuple(forms)


def currency_before(lexemes: Lexemes, i: int) -> Currency | None:
    """The currency written before a number at lexeme ``i``: $, US$, A$, HK$, EUR, Rs, # for a lost pound sign."""
    lexeme = lexemes[i]
    if lexeme.kind in ("word", "abbr") and (found := _dollar_prefix(lexemes, i)):
        return found
    for code, place, factor in _currencies().get(lexeme.text, ()):
        if place not in _PREFIX:
            continue
        at = i + 1
        if place != "symbol":
            at += lexemes[at].text == "." or (lexemes[at].text == "$" and lexemes[at].glued)
            if place == "code_before" and not (lexemes[at].glued and lexemes[at].kind == "num"):
                continue
        return Currency(code, "dollar" if lexeme.text == "$" else place, factor, at)
    return None


def _dollar_prefix(lexemes: Lexemes, i: int) -> Currency | None:
    """US$, A$, HK $: a country before the dollar sign; with a space only where it cannot be the article "a"."""
    sign = lexemes[i + 1]
    text = lexemes[i].text
    if sign.text != "$" or not (sign.glued or text in _SPACED_PREFIXES or text in ("hk", "c", "nz")):
        return None
    known = _currencies()
    for form in (text, text.upper(), text.title()):
        for code, place, factor in known.get(form, ()):
            if place == "dollar_prefix":
                return Currency(code, "prefixed", factor, i + 2)
    return None


def currency_after(lexemes: Lexemes, i: int) -> Currency | None:
    """The currency written after a number at lexeme ``i``: dollars, US dollars, yen, pence, EUR, €."""
    known = _currencies()
    lexeme = lexemes[i]
    for code, place, factor in known.get(lexeme.text, ()):
        if place == "symbol" and (lexemes[i - 1].text in HYPHENS or _opens_number(lexemes, i)):
            continue
        if place in _SUFFIX:
            return Currency(code, "dollar" if lexeme.text == "$" else place, factor, i + 1)
    prefixed = _dollar_prefix(lexemes, i) if lexeme.glued or not _opens_number(lexemes, i + 1) else None
    if prefixed or lexeme.kind not in ("word", "abbr", "sign"):
        return prefixed
    for n in range(MAX_WORDS, 0, -1):
        for form in _singulars(lexemes.phrase(i, i + n)):
            for code, place, factor in known.get(form, ()):
                if place in _SUFFIX or place in (*_PREFIX, "dollar_prefix"):
                    continue
                if len(form) == 1 and not (lexeme.glued and lexeme.text == form):
                    continue
                return Currency(code, place, factor, i + n)
    return None


def _opens_number(lexemes: Lexemes, i: int) -> bool:
    """Whether a sign belongs to the number after it: the second one of "$10 $20", not that of "10 $ 30 $"."""
    return lexemes[i + 1].kind == "num" and lexemes[i + 1].glued and not lexemes[i].glued


def unit_at(lexemes: Lexemes, i: int) -> Unit | None:
    """The unit of measure, time or share at lexeme ``i``: km, hours, per cent, percentage points.

    >>> unit_at(Lexemes("10 percentage points"), 1)
    Unit(name='percentage point', kind='percent', last=3, plural=True)
    """
    known = _units()
    if lexemes[i].kind in ("break", "num"):
        return None
    for n in range(MAX_WORDS, 0, -1):
        phrase = lexemes.phrase(i, i + n)
        written = lexemes.slice(i, i + n)
        if written in known and known[written][2] != "word" and (known[written][2] == "abbr" or lexemes[i].glued):
            name, kind, _ = known[written]
            return Unit(name, kind, i + n, True)
        for form in _singulars(phrase):
            if form in known and known[form][2] == "word":
                name, kind, _ = known[form]
                return Unit(name, kind, i + n, form != phrase or phrase in ("feet", "inches"))
    return None


def over_hyphen(lexemes: Lexemes, i: int) -> int:
    """The lexeme after a hyphen that joins two words at ``i``; ``i`` where there is none."""
    joined = lexemes[i].text in HYPHENS and lexemes[i].glued and lexemes[i + 1].glued
    return i + 1 if joined else i
