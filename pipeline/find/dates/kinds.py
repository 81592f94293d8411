"""The symbols of the time grammar: each word has a kind, one character a kind, so that rules are regular expressions
over kinds.

A rule is written in the names of kinds, ``THE? COUNT UNITS AGO``; ``compile_rule`` turns it into a pattern over the
string that has one character a word. The string is short and the patterns have no nested quantifier, so a text is
read in linear time.
"""

from __future__ import annotations

import re
from functools import cache

LEXICON_KINDS = (
    "MONTH", "NAMEMONTH", "ABBRMONTH", "WEEKDAY", "WEEKDAYS", "ABBRDAY", "UNIT", "YEARNOUN", "UNITS", "SECOND",
    "QUARTER", "QUARTERS", "HALF", "WEEKEND", "WEEKENDS", "SEASON", "SEASONS", "DAYPART", "DAYPARTS", "DEICTIC",
    "TONIGHT", "THE", "AN", "THIS", "THAT", "SAME", "CURRENT", "LAST", "NEXT", "LATEST", "FINAL", "AGO", "EARLIER",
    "LATER", "EARLY", "LATE", "MID", "START", "END", "REST", "OF", "IN", "ON", "AT", "BY", "FROM", "TO", "AND", "OR",
    "BETWEEN", "NOW", "THEN", "OVER", "EACH", "OTHER", "FISCAL", "FY", "OLD", "MORE", "MODAPPROX", "PER", "ONCE",
    "TWICE", "TIMES", "SET", "VAGUE", "TZ", "OCLOCK", "CARDINAL", "SCALE", "ORDINAL", "DECADEWORD", "BEFORE", "AFTER",
)  # fmt: skip
TOKEN_KINDS = (
    "HOLIDAY", "ISODATE", "SLASHDATE", "CLOCK", "AMPM", "FRACTION", "DECADE", "DAYORD", "YEAR", "DAYNUM", "NUM",
    "SHORTYEAR", "QTOKEN", "FYTOKEN", "CURRENCY", "PERCENT", "HYPHEN", "DASH", "COMMA", "POSS", "STOP", "BREAK",
    "OTHERWORD", "PUNCT", "NAMESTART", "PHRASEEND",
)  # fmt: skip
CODES = {kind: chr(0x100 + i) for i, kind in enumerate([*LEXICON_KINDS, *TOKEN_KINDS])}
# The last words of the phrases of ``lexicon/date_references.csv`` have a character of their own: they are looked for.
KINDS = {code: kind for kind, code in CODES.items()} | {CODES["PHRASEEND"]: "OTHERWORD"}
GROUPS = {
    "OTHERWORD": ("OTHERWORD", "PHRASEEND"),
    "ANYMONTH": ("MONTH", "NAMEMONTH", "ABBRMONTH"),
    "ANYDAY": ("WEEKDAY", "ABBRDAY"),
    "DAY": ("DAYNUM", "DAYORD"),
    "ANYORDINAL": ("ORDINAL", "DAYORD", "SECOND"),
    "COUNT": ("DAYNUM", "NUM", "CARDINAL", "SCALE", "YEAR", "VAGUE"),
    "UNITONE": ("UNIT", "YEARNOUN"),
    "ANYUNIT": ("UNIT", "YEARNOUN", "UNITS"),
    "ANYDASH": ("HYPHEN", "DASH"),
    "ANYDECADE": ("DECADE", "DECADEWORD"),
    "PREPOSITION": ("IN", "OF", "ON", "BY", "FROM", "TO", "BETWEEN", "OVER", "BEFORE", "AFTER", "MODAPPROX"),
}  # fmt: skip
# Every rule needs a word of one of these kinds or a number in digits; a sentence without one holds no time expression.
TELLING = frozenset(
    ("MONTH", "NAMEMONTH", "ABBRMONTH", "WEEKDAY", "WEEKDAYS", "ABBRDAY", "UNIT", "YEARNOUN", "UNITS", "QUARTER",
     "QUARTERS", "WEEKEND", "WEEKENDS", "SEASON", "SEASONS", "DAYPART", "DAYPARTS", "DEICTIC", "TONIGHT", "FISCAL",
     "FY", "SET", "DECADEWORD", "OCLOCK")
)  # fmt: skip


NAME = re.compile(r"[A-Z]{2,}")


def characters(name: str) -> str:
    """The characters of a kind or of a group of kinds."""
    return "".join(CODES[kind] for kind in GROUPS.get(name, (name,)))


@cache
def compile_rule(rule: str) -> re.Pattern[str]:
    """The pattern over kinds' characters that a rule in the names of kinds and groups of kinds stands for."""

    def one(name: re.Match[str]) -> str:
        either = characters(name[0])
        return either if len(either) == 1 else f"[{either}]"

    return re.compile(re.sub(r"\s+", "", NAME.sub(one, rule)))
