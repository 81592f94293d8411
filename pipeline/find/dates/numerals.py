"""Numbers written in words, joined to one number."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.find.dates.kinds import compile_rule
from pipeline.find.dates.words import Words

# A year in words is a century of seventeen to twenty and two further digits: nineteen ninety-six.
CENTURIES = (17, 18, 19, 20)
# Where a number of several words may begin.
STARTS = compile_rule("CARDINAL | AN (?=SCALE|VAGUE) | HALF (?=AN) | (?:DAYNUM|NUM) (?=HYPHEN? FRACTION|HYPHEN? AND)")
FRACTIONS = {"half": 0.5, "quarter": 0.25}


def join_numerals(words: Words) -> Words:
    """The words, each run of number words ("two and a half", "nineteen ninety-six", "5 1/2") made one word."""
    return words.joined(_numerals(words))


def _numerals(words: Words) -> Iterator[tuple[int, int, str, str]]:
    at = 0
    for candidate in STARTS.finditer(words.codes):
        first = candidate.start()
        if first < at:
            continue
        end, kind, value = _numeral(words, first)
        if end > first:
            yield first, end, kind, f"{value:.10g}"
            at = end


def _numeral(words: Words, at: int) -> tuple[int, str, float]:
    """Where the number that starts at a word ends, its kind and its value; the end is ``at`` where there is none."""
    kind = words.kind(at)
    if kind == "AN" and words.kind(at + 1) in ("SCALE", "VAGUE") and words[at + 1].text.lower() != "several":
        after = words[at + 1]
        if after.kind == "VAGUE":  # "a few", "a couple of"
            return at, "", 0.0
        return _fraction(words, at + 2, after.number)
    if kind == "HALF" and words.kind(at + 1) == "AN":  # "half a century", "half an hour"
        return at + 2, "CARDINAL", 0.5
    if kind == "CARDINAL":
        return _cardinal(words, at)
    if kind in ("DAYNUM", "NUM"):
        end, _, value = _fraction(words, at + 1, words[at].number)
        if end > at + 1:
            return end, "CARDINAL", value
    return at, "", 0.0


def _cardinal(words: Words, at: int) -> tuple[int, str, float]:
    end, value = _below_hundred(words, at)
    if value in CENTURIES and words.kind(end) == "CARDINAL" and words[end].number >= 10:
        end, rest = _below_hundred(words, end)
        return end, "YEAR", value * 100 + rest
    while words.kind(end) == "SCALE":
        value *= words[end].number
        end += 1
        if (words.kind(end) == "AND" and words.kind(end + 1) == "CARDINAL") or words.kind(end) == "CARDINAL":
            end, rest = _below_hundred(words, end + (words.kind(end) == "AND"))
            value += rest
    if 1900 <= value <= 2099:
        return end, "YEAR", value
    return _fraction(words, end, value)


def _below_hundred(words: Words, at: int) -> tuple[int, float]:
    value, end = words[at].number, at + 1
    if value >= 20 and value % 10 == 0:
        unit = end + (words.kind(end) == "HYPHEN")
        if words.kind(unit) == "CARDINAL" and words[unit].number < 10:
            return unit + 1, value + words[unit].number
    return end, value


def _fraction(words: Words, end: int, value: float) -> tuple[int, str, float]:
    """A number that ends before word ``end``, with "and a half" or "1/2" after it where that stands there."""
    hyphen = int(words.kind(end) == "HYPHEN")
    after = end + hyphen
    if words.kind(after) == "FRACTION":
        top, _, bottom = words[after].text.partition("/")
        return after + 1, "CARDINAL", value + int(top) / int(bottom)
    kinds = [words.kind(after), words.kind(after + 1 + hyphen), words.kind(after + 2 + 2 * hyphen)]
    if kinds[:2] == ["AND", "AN"] and kinds[2] in ("HALF", "QUARTER"):
        last = after + 2 + 2 * hyphen
        return last + 1, "CARDINAL", value + FRACTIONS.get(words[last].text.lower(), 0.5)
    return end, "CARDINAL", value
