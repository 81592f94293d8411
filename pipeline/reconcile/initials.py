"""The abbreviations that a name of an organisation gives: "BJA", "BoJA", "G8", "ICTY", "NBCU"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline import lexicon
from pipeline.reconcile.spelling import fold

SMALL = frozenset({"of", "the", "and", "for", "in", "on", "to", "a", "an", "de", "la", "du", "des", "at", "s"})
POSSESSIVE_INSIDE = re.compile(r"['’]s?\b(?=\s)")
SILENT = SMALL | {"al", "el", "ul", "against", "by", "from", "with", "under", "over"}


def initials_of(text: str, words: Sequence[str]) -> frozenset[str]:
    """All abbreviations that a written name would give; ``words`` are its content words in canonical order.

    >>> sorted(initials_of("Group of Eight", ("group", "eight")))
    ['g8', 'ge', 'go8', 'goe']
    >>> sorted(initials_of("NBCUniversal", ("nbcuniversal",)))
    ['nbcu']
    """
    is_inner = INNER_CAPITAL.search(text) is not None
    if not is_inner and "-" not in text and " " not in fold(text):
        return frozenset()
    found = _capitals(text, is_inner)
    for written in {text, text.replace("-", "")}:
        spoken = [w for w in fold(POSSESSIVE_INSIDE.sub("", written)).split() if w != "the"]
        for part in _parts_spoken(spoken):
            found.add("".join(w[0] for w in part))
            if not NUMERALS.keys().isdisjoint(part) or any(map(str.isdigit, part)):
                found.add("".join(NUMERALS.get(w) or (w if w.isdigit() else w[0]) for w in part))
            if part and part[0] in ("us", "uk", "un"):
                found |= {"".join(w[0] for w in part[1:]), part[0] + "".join(w[0] for w in part[1:])}
    if len(words) > 2 and words[-1] in ("department", "ministry"):
        initials = "".join(w[0] for w in words[:-1])
        found |= {words[-1][0] + initials, words[-1][0] + "o" + initials, initials}
    elif len(words) == 2 and words[-1] in ("department", "ministry"):
        found.add(words[-1][0] + "o" + words[0][0])  # "DoJ"
    return frozenset(x for x in found if len(x) >= 2)


NUMERALS = {"three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "ten": "10",
            "twenty": "20"}  # fmt: skip
SHORT_FORM = 4  # letters of a legal form that is itself an abbreviation, and stands in no other


def _parts_spoken(spoken: list[str]) -> Iterator[list[str]]:
    """The words that abbreviations take letters of: all, and all but the small ones, with and without a legal form."""
    bare = spoken
    while len(bare) > 2 and bare[-1] in lexicon.words("org_forms"):
        bare = bare[:-1]
    is_spelled_out = len(bare) < len(spoken) and len(spoken[-1]) > SHORT_FORM  # "IDC", but no "DBA" for ... AG
    for words in (bare, spoken) if is_spelled_out else (bare,):
        yield words
        spoken_only = [word for word in words if word not in SILENT]
        yield spoken_only
        if len(spoken_only) > 3:  # "LASD" for the Los Angeles County Sheriff's Department
            yield [word for word in spoken_only if word not in ("county", "city")]


def _capitals(text: str, is_inner: bool) -> set[str]:
    """The initials of the words written with a capital, and the capitals inside one word: "LibriVox".

    >>> sorted(_capitals("Criminal Tribunal for the former Yugoslavia", False)), sorted(_capitals("LibriVox", True))
    (['cty'], ['lv'])
    """
    words = text.split()
    while len(words) > 2 and fold(words[-1]) in lexicon.words("org_forms"):
        words.pop()
    if len(words) == 1:
        return {"".join(c for c in text if c.isupper()).lower()} if is_inner else set()
    if "/" in text or not (words[0][0].isupper() or words[0] == "the"):
        return set()
    return {"".join(word[0] for word in words if word[0].isupper()).lower()}


INNER_CAPITAL = re.compile(r"[a-z][A-Z]|[A-Z]{2}[a-z]")
