"""The words of a text as the time grammar sees them: each with a kind, one character a kind, so that rules are
regular expressions over kinds.

A rule is written in the names of kinds, ``THE? COUNT UNITS AGO``; ``compile_rule`` turns it into a pattern over the
string that has one character a word. The string is short and the patterns have no nested quantifier, so a text is
read in linear time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline import lexicon
from pipeline.find.dates.holidays import holiday_rules
from pipeline.spans import Span


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the text: its offsets, its kind in the time grammar, and the value that the lexicon gives it."""

    start: int
    end: int
    text: str
    kind: str
    value: str = ""

    @property
    def number(self) -> float:
        """The value of a word that counts."""
        return float(self.value)


LEXICON_KINDS = (
    "MONTH", "NAMEMONTH", "ABBRMONTH", "WEEKDAY", "WEEKDAYS", "ABBRDAY", "UNIT", "YEARNOUN", "UNITS", "SECOND",
    "QUARTER", "QUARTERS", "HALF", "WEEKEND", "WEEKENDS", "SEASON", "SEASONS", "DAYPART", "DAYPARTS", "DEICTIC",
    "TONIGHT", "THE", "AN", "THIS", "THAT", "SAME", "CURRENT", "LAST", "NEXT", "LATEST", "FINAL", "AGO", "EARLIER",
    "LATER", "EARLY", "LATE", "MID", "START", "END", "OF", "IN", "ON", "AT", "BY", "FROM", "TO", "AND", "OR",
    "BETWEEN", "NOW", "THEN", "OVER", "EACH", "OTHER", "FISCAL", "FY", "OLD", "MORE", "MODAPPROX", "PER", "ONCE",
    "TWICE", "TIMES", "SET", "VAGUE", "TZ", "OCLOCK", "CARDINAL", "SCALE", "ORDINAL", "DECADEWORD", "BEFORE", "AFTER",
)  # fmt: skip
TOKEN_KINDS = (
    "HOLIDAY", "ISODATE", "SLASHDATE", "CLOCK", "AMPM", "FRACTION", "DECADE", "DAYORD", "YEAR", "DAYNUM", "NUM",
    "SHORTYEAR", "QTOKEN", "FYTOKEN", "CURRENCY", "PERCENT", "HYPHEN", "DASH", "COMMA", "POSS", "STOP", "BREAK",
    "OTHERWORD", "PUNCT",
)  # fmt: skip
CODES = {kind: chr(0x100 + i) for i, kind in enumerate([*LEXICON_KINDS, *TOKEN_KINDS])}
GROUPS = {
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

TEXT_WORD = re.compile(
    r"""
    (?P<ISODATE>(?<![\w-])[12]\d{3}-[01]\d-[0-3]\d(?:T[0-2]\d:[0-5]\d(?::[0-5]\d)?Z?)?(?![\w-]))
  | (?P<SLASHDATE>(?<![\w/.-])\d{1,2}/\d{1,2}/(?:[12]\d{3}|\d\d)(?![\w/-]))
  | (?P<CLOCK>(?<![\w:.$-])[0-2]?\d:[0-5]\d(?::[0-5]\d)?(?![\w:]))
  | (?P<FRACTION>(?<![\w/])[1-9]/[2-9](?![\w/]))
  | (?P<DECADE>(?<!\w)(?:[12]\d)?\d0['’]?s\b|['’]\d0s\b)
  | (?P<DAYORD>(?<![\w.,-])\d{1,3}(?:st|nd|rd|th)\b)
  | (?P<NUMBER>(?<![\w.])\d+(?:,\d{3})*(?:\.\d+)?(?![\w]))
  | (?P<SHORTYEAR>(?<!\w)['’]\d\d\b)
  | (?P<AMPM>(?<![^\W\d])[ap]\.\ ?m\b\.?|(?<![^\W\d])[AP]\.\ ?M\b\.?|\b(?:[ap]m|[AP]M)\b)
  | (?P<QTOKEN>\bQ[1-4]\b)
  | (?P<FYTOKEN>\bFY\ ?(?:['’]\d\d|(?:[12]\d)?\d\d)\b)
  | (?P<OCLOCK>\bo['’]clock\b)
  | (?P<LETTERS>[^\W\d_]+)
  | (?P<POSS>['’]s?(?!\w))
  | (?P<CURRENCY>[$£€¥§\#])
  | (?P<PERCENT>%)
  | (?P<HYPHEN>[-‐‑])
  | (?P<DASH>–)
  | (?P<COMMA>,)
  | (?P<STOP>(?:(?<![\s.(][A-Z])(?<!\b(?:Mr|Dr|St|Sr|Jr))(?<!\b(?:Mrs|Gov|Sen|Rep|Gen|Inc))\.|[!?;])
        (?=["'”’)]{0,3}(?:\s{1,9}["'“‘(\[—-]{0,3}[A-Z0-9]|\s{0,9}$)))
  | (?P<PUNCT>\S)
    """,
    re.VERBOSE,
)


@cache
def _vocabulary() -> dict[str, tuple[str, str]]:
    rows = [*lexicon.table("date_words"), *lexicon.table("date_numerals")]
    return {row["word"]: (row["class"], row["value"]) for row in rows}


@cache
def _holiday_pattern() -> re.Pattern[str]:
    names = sorted(holiday_rules(), key=len, reverse=True)
    joined = "|".join(re.escape(name).replace("'", "['’]").replace("\\ ", r"\s") for name in names)
    return re.compile(rf"\b(?:{joined})(?!\w)", re.IGNORECASE)


def read_words(text: str, segments: Iterable[Span]) -> list[Word]:
    """The words of the segments in order, a BREAK after each segment, offsets in the text."""
    words: list[Word] = []
    for segment in segments:
        holidays = {m.start(): m.end() for m in _holiday_pattern().finditer(text, segment.start, segment.end)}
        at = segment.start
        while (found := TEXT_WORD.search(text, at, segment.end)) is not None:
            end = holidays.get(found.start())
            if end is not None and found[0][0].isupper():
                words.append(Word(found.start(), end, text[found.start() : end], "HOLIDAY"))
                at = end
                continue
            words.append(_word(found, text))
            at = words[-1].end
        words.append(Word(segment.end, segment.end, "", "BREAK"))
    return words


def _word(found: re.Match[str], text: str) -> Word:
    kind, surface = str(found.lastgroup), found[0]
    start, end = found.span()
    if kind == "NUMBER":
        kind, value = _number_kind(surface)
        return Word(start, end, surface, kind, value)
    if kind == "DAYORD":
        value = surface[:-2]
        return Word(start, end, surface, "DAYORD" if 1 <= int(value) <= 31 else "ORDINAL", value)
    if kind != "LETTERS":
        return Word(start, end, surface, kind)
    kind, value = _vocabulary().get(surface.lower(), ("OTHERWORD", ""))
    if kind in ("NAMEMONTH", "ABBRMONTH", "ABBRDAY", "WEEKDAY", "MONTH") and not surface[0].isupper():
        kind = "OTHERWORD" if kind != "MONTH" and kind != "WEEKDAY" else kind
    if kind in ("ABBRMONTH", "ABBRDAY") and text[end : end + 1] == ".":
        end += 1
    return Word(start, end, surface, kind, value)


def _number_kind(surface: str) -> tuple[str, str]:
    plain = surface.replace(",", "")
    if plain.isdecimal() and len(plain) < 10:
        number = int(plain)
        if len(surface) == 4 and 1000 <= number <= 2199:
            return "YEAR", str(number)
        if len(surface) <= 2 and 1 <= number <= 31:
            return "DAYNUM", str(number)
    try:
        return "NUM", f"{float(plain):.10g}"
    except (ValueError, OverflowError):
        return "PUNCT", ""


def codes(words: Sequence[Word]) -> str:
    """One character a word, the character of its kind."""
    return "".join([CODES[word.kind] for word in words])


@cache
def compile_rule(rule: str) -> re.Pattern[str]:
    """The pattern over ``codes`` that a rule in the names of kinds and groups of kinds stands for."""

    def one(name: re.Match[str]) -> str:
        if name[0] in GROUPS:
            return f"[{''.join(CODES[kind] for kind in GROUPS[name[0]])}]"
        return CODES[name[0]]

    return re.compile(re.sub(r"\s+", "", re.sub(r"[A-Z]{2,}", one, rule)))
