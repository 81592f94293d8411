"""The written forms of currencies and units, looked up in the lexemes of a text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Generic, NamedTuple, TypeVar

from pipeline.find.amounts.lexemes import HYPHENS, Lexemes
from pipeline.lexicon import table

T = TypeVar("T")
_IRREGULAR = frozenset({"feet", "inches"})  # plurals that stand in the list of units themselves
_PREFIX = ("symbol", "code", "code_before")
_SUFFIX = ("symbol", "code", "code_after")
_SPACED_PREFIXES = frozenset({"US", "U.S.", "HK", "NZ", "NT", "AU", "CA", "C", "USD", "Mex"})


class Currency(NamedTuple):
    """A currency as written: ``code`` is None where the country is not said; ``factor`` leads to the major unit.

    ``place``: symbol, code, word, or dollar, pound, cent, grand, whose country the article decides. ``last`` is the
    lexeme after the form.
    """

    code: str | None
    place: str
    factor: Decimal
    last: int


class Unit(NamedTuple):
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


class _Forms(Generic[T]):
    """Phrases by the lexeme that they start with, so that most lexemes are dismissed by one look into a dictionary."""

    def __init__(self, entries: Mapping[str, T]) -> None:
        self._entries = dict(entries)
        lengths: dict[str, set[int]] = {}
        for phrase in entries:
            lexemes = Lexemes(phrase)
            lengths.setdefault(lexemes.lower(0), set()).add(len(lexemes))
        self._lengths = {head: tuple(sorted(sizes, reverse=True)) for head, sizes in lengths.items()}

    def heads(self) -> frozenset[str]:
        """The lower-cased lexemes that the phrases start with."""
        return frozenset(self._lengths)

    def at(self, lexemes: Lexemes, i: int, written: bool = False) -> Iterator[tuple[int, T]]:
        """The length and entry of each phrase at lexeme ``i``, longest first; ``written``: in the case of the text."""
        for n in self._lengths.get(lexemes.lower(i), ()):
            phrase = lexemes.slice(i, i + n) if written else lexemes.phrase(i, i + n)
            if phrase in self._entries:
                yield n, self._entries[phrase]


def _plurals(form: str) -> tuple[str, ...]:
    return (f"{form}s", f"{form}es", *([f"{form[:-1]}ies"] if form.endswith("y") else []))


@cache
def _currency_words() -> _Forms[tuple[str | None, str, Decimal]]:
    """Names of currencies in the singular and plural, each with the first entry for it."""
    entries = {
        form: given[0]
        for form, all_of in _currencies().items()
        if (given := [e for e in all_of if e[1] not in (*_SUFFIX, *_PREFIX, "dollar_prefix")])
    }
    plurals = {plural: entry for form, entry in entries.items() for plural in _plurals(form)}
    return _Forms(plurals | entries)


@cache
def _currency_heads() -> frozenset[str]:
    """The lower-cased lexemes that a currency behind a number can start with."""
    written = {form.lower() for form in _currencies()}
    return frozenset(written | _currency_words().heads() | {Lexemes(form).lower(0) for form in written})


@cache
def _unit_words() -> _Forms[tuple[str, str, bool]]:
    """Units written out: name, kind, and whether the form is a plural."""
    rows = [row for row in table("units") if row["use"] == "word"]
    entries = {r["form"]: (r["unit"], r["kind"], r["form"] in _IRREGULAR) for r in rows}
    plurals = {plural: (r["unit"], r["kind"], True) for r in rows for plural in _plurals(r["form"])}
    return _Forms(plurals | entries)


@cache
def _unit_signs() -> _Forms[tuple[str, str, str]]:
    """Abbreviations and signs of units as written: name, kind and use."""
    return _Forms(
        {r["form"]: (r["unit"], r["kind"], r["use"]) for r in table("units") if r["use"] in ("abbr", "glued")}
    )


@cache
def heads_behind() -> frozenset[str]:
    """The lower-cased lexemes that a currency or unit behind a number can start with."""
    return _currency_heads() | _unit_words().heads() | _unit_signs().heads()


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
    if lexemes.lower(i) not in _currency_heads():
        return None
    lexeme = lexemes[i]
    for code, place, factor in _currencies().get(lexeme.text, ()):
        if place == "symbol" and (lexemes[i - 1].text in HYPHENS or _opens_number(lexemes, i)):
            continue
        if place in _SUFFIX:
            return Currency(code, "dollar" if lexeme.text == "$" else place, factor, i + 1)
    prefixed = _dollar_prefix(lexemes, i) if lexeme.glued or not _opens_number(lexemes, i + 1) else None
    if prefixed or lexeme.kind not in ("word", "abbr", "sign"):
        return prefixed
    for n, (code, place, factor) in _currency_words().at(lexemes, i):
        if len(lexeme.text) > 1 or n > 1 or (lexeme.glued and lexeme.text == lexeme.lower):
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
    for n, (name, kind, use) in _unit_signs().at(lexemes, i, written=True):
        if use == "abbr" or lexemes[i].glued:
            return Unit(name, kind, i + n, True)
    for n, (name, kind, plural) in _unit_words().at(lexemes, i):
        return Unit(name, kind, i + n, plural)
    return None


def over_hyphen(lexemes: Lexemes, i: int) -> int:
    """The lexeme after a hyphen that joins two words at ``i``; ``i`` where there is none."""
    joined = lexemes[i].text in HYPHENS and lexemes[i].glued and lexemes[i + 1].glued
    return i + 1 if joined else i
