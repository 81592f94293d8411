"""The words of time as the lexicon gives them: their kinds and values, and which of them tell of a time at all."""

from __future__ import annotations

import re
from functools import cache

from pipeline import lexicon
from pipeline.find.dates.holidays import holiday_rules
from pipeline.find.dates.kinds import CODES, TELLING

# Kinds whose words are written with a capital; "may", "march", "sun" and "mar" in small letters are other words.
CAPITAL_KINDS = ("NAMEMONTH", "ABBRMONTH", "ABBRDAY")
# Words that a year in words begins with or contains: "nineteen ninety-six", "two thousand and four".
YEAR_WORDS = ("seventeen", "eighteen", "nineteen", "twenty", "thousand")


@cache
def _entries() -> dict[str, tuple[str, str]]:
    rows = [*lexicon.table("date_words"), *lexicon.table("date_numerals")]
    return {row["word"]: (row["class"], row["value"]) for row in rows}


def _cased(word: str, kind: str = "") -> tuple[str, ...]:
    """The forms in which a text has a word."""
    forms = (word.capitalize(), word.upper())
    return forms if kind in CAPITAL_KINDS else (word, *forms)


@cache
def word_codes() -> dict[str, str]:
    """The character of the kind of each word of time, in small letters, with a capital, in capitals; the first word of
    a holiday's name that is no such word has the kind NAMESTART, the last of a reference's phrase PHRASEEND."""
    ends = dict.fromkeys((form for word in phrase_ends() for form in _cased(word)), CODES["PHRASEEND"])
    starts = dict.fromkeys(holiday_starts(), CODES["NAMESTART"])
    return ends | starts | {form: CODES[kind] for word, (kind, _) in _entries().items() for form in _cased(word, kind)}


def value_of_word(lower: str) -> str:
    """The lexicon's value of a word in small letters; empty for words without one."""
    return _entries().get(lower, ("", ""))[1]


@cache
def phrase_ends() -> frozenset[str]:
    """The last words of the phrases of ``lexicon/date_references.csv``."""
    return frozenset(row["phrase"].split()[-1] for row in lexicon.table("date_references"))


@cache
def telling_words() -> frozenset[str]:
    """Words, digits and marks of which every sentence with a time expression has at least one."""
    kinds = {form for word, (kind, _) in _entries().items() if kind in TELLING for form in _cased(word, kind)}
    others = {form for word in {*phrase_ends(), *YEAR_WORDS} for form in _cased(word)}
    # the last words of holidays' names are rarer than the first: New, President, Tax
    holidays = {form for name in holiday_rules() for form in _cased(re.split(r"\W", name)[-1])}
    return frozenset(kinds | others | holidays | {*"0123456789", "'", "’", "Q", "FY", "clock"})


@cache
def holiday_starts() -> frozenset[str]:
    """The first words of the names of holidays, as text has them."""
    firsts = {re.split(r"[^\w]", name)[0] for name in holiday_rules()}
    return frozenset(form for word in firsts for form in (word.capitalize(), word.upper(), word.title()))


@cache
def holiday_pattern() -> re.Pattern[str]:
    """Any holiday's name, the longest first, with either apostrophe."""
    names = sorted(holiday_rules(), key=len, reverse=True)
    joined = "|".join(re.escape(name).replace("'", "['’]").replace("\\ ", r"\s") for name in names)
    return re.compile(rf"(?:{joined})(?!\w)", re.IGNORECASE)
