"""Bodies and laws with names that cannot be derived from each other: "Scotland Yard", "Obamacare", "OLAF"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline import lexicon
from pipeline.reconcile.gazetteer import country_names, nationalities
from pipeline.reconcile.initials import POSSESSIVE_INSIDE
from pipeline.reconcile.own_names import SPELT, is_plain, singular
from pipeline.reconcile.spelling import fold

TABLES = ("org_names", "law_names")


def _forms(text: str | None) -> list[str]:
    return [form for form in (text or "").split(";") if form]


def _folded(form: str) -> str:
    return bare(fold(POSSESSIVE_INSIDE.sub("", form)))


def _in_singular(name: str) -> str:
    name = name.replace("co operation", "cooperation")
    return " ".join(singular(SPELT.get(word, word)) for word in name.split())


YEAR_TAIL = re.compile(r" (?:of|in) (?:1[5-9]|20)\d\d$")


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    """The folded first name for each folded name of a listed body, abbreviations left out."""
    found: dict[str, str] = {}
    for table in TABLES:
        for row in lexicon.table(table):
            for form in (row["name"], *(x for x in _forms(row["also"]) if not _is_capitals(x))):
                found.setdefault(_in_singular(_folded(form)), _folded(row["name"]))
    return found


@lru_cache(maxsize=1)
def _capitals() -> dict[str, str]:
    """The folded first name for each folded abbreviation that only one body in the world has."""
    return {
        fold(form).replace(" ", ""): _folded(row["name"])
        for table in TABLES
        for row in lexicon.table(table)
        for form in _forms(row["also"])
        if _is_capitals(form)
    }


@lru_cache(maxsize=1)
def _shorts() -> dict[str, frozenset[str]]:
    """The folded abbreviations of each body, those that it shares with others too."""
    found: dict[str, set[str]] = {}
    for table in TABLES:
        for row in lexicon.table(table):
            forms = (*_forms(row["short"]), *(x for x in _forms(row["also"]) if _is_capitals(x)))
            found.setdefault(_folded(row["name"]), set()).update(fold(x).replace(" ", "") for x in forms)
    return {name: frozenset(shorts) for name, shorts in found.items()}


def _is_capitals(form: str) -> bool:
    return form.isupper() and " " not in form


def bare(name: str) -> str:
    """The folded name without an article.

    >>> bare("the pentagon")
    'pentagon'
    """
    return name.removeprefix("the ")


def listed(name: str, is_acronym: bool) -> str | None:
    """The folded first name of the body or law that a folded name means wherever it stands; None for any other.

    What is listed in capitals ("NATO") is found for a name that was written so only. A legal form, a noun for what it
    is, and the country before it may be added to a name that is one by itself.

    >>> listed("scotland yard", False), listed("erisa", False), listed("erisa", True)
    ('metropolitan police service', None, 'employee retirement income security act')
    >>> listed("israeli mossad", False) == listed("mossad agency", False) == listed("mossad", False)
    True
    """
    name = _in_singular(bare(name))
    undated = YEAR_TAIL.sub("", name)
    found = (
        _names().get(name) or _names().get(undated) or (_capitals().get(name.replace(" ", "")) if is_acronym else None)
    )
    if found is not None or is_acronym or " " not in name:
        return found
    return next((found for part in _parts(name.split()) if (found := _names().get(part) or _capital(part))), None)


def _capital(part: str) -> str | None:
    """What a part of a name is listed for in capitals, where it is no word: "HSBC Holdings"."""
    return _capitals().get(part) if len(part) > 2 and part not in lexicon.words("common_words") else None


def _parts(words: list[str]) -> Iterator[str]:
    """The name without what may be added to it."""
    forms, kinds = lexicon.words("org_forms"), lexicon.words("org_descriptors")
    end = len(words) - (2 if words[-2:] == ["news", "agency"] and len(words) > 2 else 0)
    while end > 1 and (words[end - 1] in forms or words[end - 1] in ADDED):
        end -= 1
    if end < len(words):
        yield " ".join(words[:end])
    while end > 1 and words[end - 1] in kinds:
        end -= 1
    fronts = [n for n in (1, 2) if n < end and _is_country(" ".join(words[:n]))]
    for start in (0, *fronts):
        rest = words[start:end]
        part = " ".join(rest)
        if len(rest) < len(words) and (not all(map(is_plain, rest)) or _belongs(part, words[:start])):
            yield part


ADDED = frozenset({"and", "agency", "group", "holdings"})


def _belongs(name: str, front: list[str]) -> bool:
    """Whether a listed name of plain words stands without a country, or with one that another of its names has."""
    if not front:
        return any(word not in lexicon.words("common_words") for word in name.split())
    country = " ".join(front)
    return nationalities().get(country, country) in _countries().get(_names().get(name, ""), ())


@lru_cache(maxsize=1)
def _countries() -> dict[str, frozenset[str]]:
    """The folded countries that the names of each listed body name."""
    found: dict[str, set[str]] = {}
    for form, name in _names().items():
        named = {nationalities().get(word, word) for word in form.split()}
        found.setdefault(name, set()).update(named & (country_names() | set(nationalities().values())))
    return {name: frozenset(countries) for name, countries in found.items()}


def _is_country(name: str) -> bool:
    return name in nationalities() or name in country_names()


@lru_cache(maxsize=1)
def _bearers() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name, shorts in _shorts().items():
        for short in shorts:
            found.setdefault(short, set()).add(name)
    return {short: frozenset(names) for short, names in found.items()}


def bearers_of(acronym: str) -> frozenset[str]:
    """The folded first names of the bodies and laws for which a folded abbreviation is listed.

    >>> sorted(bearers_of("nra"))
    ['national restaurant association', 'national rifle association']
    """
    return _bearers().get(acronym, frozenset())


def shorts_of(name: str) -> frozenset[str]:
    """The folded short names, spaces left out, of the body or law with a folded first name; others may have them too.

    >>> sorted(shorts_of("european anti fraud office"))
    ['olaf']
    """
    return _shorts().get(name, frozenset())
