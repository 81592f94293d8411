"""The words of a text as the time grammar sees them: each with its kind, one character a kind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from pipeline.find.dates.kinds import CODES, KINDS
from pipeline.find.dates.vocabulary import (
    holiday_pattern,
    holiday_starts,
    telling_words,
    value_of_word,
    word_codes,
)
from pipeline.spans import Span

# Only ends that are sure: four small letters, so no abbreviation, before the mark, and a fresh start after it.
SENTENCE_END = re.compile(r"[.?!](?<=[a-z]{4}.)(?=[\"'”’)]{0,3}\s{1,9}[\"'“‘(\[—-]{0,3}[A-Z0-9])")
# A word, and a digit or apostrophe that may be of a year, a decade, a time of day or a date in digits; what stands
# behind it is passed over with it.
PIECE = re.compile(
    r"([^\W\d_]++|(?<!\d)\d(?=\d{3}(?!\d))|\d(?=[:/]\d|\ ?[apAP]\.?\ ?[mM]\b|0['’]?s\b)|['’](?=\d\d))[^\w'’]*+"
)
LONGEST = 40  # characters of a run without blanks that is remembered, so that what is remembered stays small
HALF_CLOCK = re.compile(r"\d(?:[apAP]\.?)?\Z")  # the next run may make a time of day of it: "3 p.m.", "3p. m."
# Words that begin otherwise than a.m., p.m., o'clock, Q1 and FY18 come first: most words are settled there. The white
# space behind a word is taken with it, as nothing else would pass over it as quickly.
TEXT_WORD = re.compile(
    r"""
    (?:(?P<WORD>(?:[^\W\d_aopAPQF]|[aopAPQF](?![.mM'’\dY]))[^\W\d_]*+)
  | (?P<ISODATE>(?<![\w-])[12]\d{3}-[01]\d-[0-3]\d(?:T[0-2]\d:[0-5]\d(?::[0-5]\d)?Z?)?(?![\w-]))
  | (?P<SLASHDATE>(?<![\w/.-])\d{1,2}/\d{1,2}/(?:[12]\d{3}|\d\d)(?![\w/-]))
  | (?P<CLOCK>(?<![\w:.$-])[0-2]?\d:[0-5]\d(?::[0-5]\d)?(?![\w:]))
  | (?P<DOTCLOCK>(?<![\w.$])[0-2]?\d\.[0-5]\d(?=\ ?[ap]\.?m\b))
  | (?P<FRACTION>(?<![\w/])[1-9]/[2-9](?![\w/]))
  | (?P<DECADE>(?<!\w)(?:[12]\d)?\d0['’]?s\b|['’]\d0s\b)
  | (?P<DAYORD>(?<![\w.,-])\d{1,3}(?:st|nd|rd|th)\b)
  | (?P<NUMBER>(?<![\w.])\d+(?:,\d{3})*(?:\.\d+)?(?:(?!\w)|(?<![\d.,]\d\d)(?=[ap]m\b)))
  | (?P<SHORTYEAR>(?<!\w)['’]\d\d\b)
  | (?P<AMPM>(?<![^\W\d])[ap]\.\ ?m\b\.?|(?<![^\W\d])[AP]\.\ ?M\b\.?|(?<![^\W\d_])(?:[ap]m|[AP]M)\b)
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
  | (?P<PUNCT>\S))\s*+
    """,
    re.VERBOSE,
)
SIGNS = {kind: CODES[kind] for kind in ("PUNCT", "COMMA", "STOP", "HYPHEN", "POSS", "CURRENCY", "PERCENT", "DASH")}
LETTERED = frozenset({TEXT_WORD.groupindex["WORD"], TEXT_WORD.groupindex["LETTERS"]})
OTHER, BREAK, HOLIDAY, START_OF_NAME = (CODES[kind] for kind in ("OTHERWORD", "BREAK", "HOLIDAY", "NAMESTART"))
DOTTED = (CODES["ABBRMONTH"], CODES["ABBRDAY"])


class Word(NamedTuple):
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


@dataclass(slots=True)
class Words:
    """The words of a text in columns, each made a ``Word`` only when a rule asks for it.

    ``codes`` has one character a word, that of its kind; ``values`` the values that the text gives, by word's start.
    """

    text: str
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    codes: str = ""
    values: dict[int, str] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.starts)

    def __getitem__(self, at: int) -> Word:
        start, kind, text = self.starts[at], KINDS[self.codes[at]], self.surface(at)
        value = self.values.get(start)
        return Word(start, self.ends[at], text, kind, value_of_word(text.lower()) if value is None else value)

    def kind(self, at: int) -> str:
        """The kind of a word; an empty string outside the text."""
        return KINDS[self.codes[at]] if 0 <= at < len(self.starts) else ""

    def surface(self, at: int) -> str:
        """A word as it stands in the text, without the full stop of an abbreviation."""
        end = self.ends[at]
        if self.codes[at] in DOTTED and self.text[end - 1] == ".":
            end -= 1
        return self.text[self.starts[at] : end]

    def lower(self, at: int) -> str:
        """A word in small letters; an empty string outside the text."""
        return self.surface(at).lower() if 0 <= at < len(self.starts) else ""

    def joined(self, runs: Iterable[tuple[int, int, str, str]]) -> Words:
        """The words with runs of them (first, end, kind, value), in order and apart, each made one word."""
        starts: list[int] = []
        ends: list[int] = []
        codes: list[str] = []
        values = dict(self.values)
        at = 0
        for first, end, kind, value in runs:
            starts += (*self.starts[at:first], self.starts[first])
            ends += (*self.ends[at:first], self.ends[end - 1])
            codes += (self.codes[at:first], CODES[kind])
            values[self.starts[first]] = value
            at = end
        if at == 0:
            return self
        return Words(
            self.text, starts + self.starts[at:], ends + self.ends[at:], "".join([*codes, self.codes[at:]]), values
        )


def read_words(text: str, segments: Iterable[Span]) -> Words:
    """The words of the segments in order, a BREAK after each segment and each gap, offsets in the text.

    Sentences without a number and without a word of time are left out: half of the characters of news.
    """
    words = Words(text)
    codes: list[str] = []
    for segment in segments:
        for stretch in _telling(text, segment):
            _read(stretch, words, codes)
            words.starts.append(stretch.end)
            words.ends.append(stretch.end)
            codes.append(BREAK)
    words.codes = "".join(codes)
    return words


def _telling(text: str, segment: Span) -> Iterator[Span]:
    """The stretches of whole sentences that can hold a time expression."""
    at = begin = segment.start
    ends = [found.end() for found in SENTENCE_END.finditer(text, segment.start, segment.end)]
    for end in (*ends, segment.end):
        if not _is_telling(text, at, end):
            if begin < at:
                yield Span(begin, at)
            begin = end
        at = end
    if begin < at:
        yield Span(begin, at)


def _is_telling(text: str, start: int, end: int) -> bool:
    chunks = text[start:end].split()
    if max(map(len, chunks), default=0) <= LONGEST:
        found = set(map(_tells, chunks))
        if True in found or None not in found:
            return True in found
    return not telling_words().isdisjoint(PIECE.findall(text, start, end))


@lru_cache(1 << 15)
def _tells(chunk: str) -> bool | None:
    """Whether a telling word is in a run without blanks; None where its end may be half of a time of day."""
    if not telling_words().isdisjoint(PIECE.findall(chunk)):
        return True
    return None if HALF_CLOCK.search(chunk) else False


def _read(stretch: Span, words: Words, codes: list[str]) -> None:
    kind_of = word_codes().get
    text, done = words.text, stretch.start
    add_start, add_end, add_code = words.starts.append, words.ends.append, codes.append
    for found in TEXT_WORD.finditer(text, stretch.start, stretch.end):
        group = found.lastindex or 0
        start, end = found.span(group)
        if start < done:
            continue
        if group in LETTERED:
            code = kind_of(text[start:end], OTHER)
            if code is not OTHER:
                code, end = _name_of_time(text, Span(start, stretch.end), end, code)
                done = end
        else:
            code = SIGNS.get(found.lastgroup or "") or _special(str(found.lastgroup), found, words.values)
        add_start(start)
        add_end(end)
        add_code(code)


def _name_of_time(text: str, rest: Span, end: int, code: str) -> tuple[str, int]:
    """The kind and end of a word of time that ends at ``end``: of a holiday where its name begins with the word."""
    if text[rest.start : end] in holiday_starts() and (name := holiday_pattern().match(text, rest.start, rest.end)):
        return HOLIDAY, name.end()
    if code == START_OF_NAME:
        return OTHER, end
    return code, end + (code in DOTTED and text[end : end + 1] == ".")


def _special(group: str, found: re.Match[str], values: dict[int, str]) -> str:
    """The character of a word that is no letters; the value of a number is noted in ``values``."""
    if group == "DOTCLOCK":
        return CODES["CLOCK"]
    if group == "NUMBER":
        group, values[found.start()] = _number(found[group])
    elif group == "DAYORD":
        value = found[group][:-2]
        values[found.start()] = value
        group = "DAYORD" if 1 <= int(value) <= 31 else "ORDINAL"
    return CODES[group]


def _number(surface: str) -> tuple[str, str]:
    """Kind and value of a number in digits."""
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
