"""Numbers written in words, joined to one number."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.find.dates.words import Word

# A year in words is a century of seventeen to twenty and two further digits: nineteen ninety-six.
CENTURIES = (17, 18, 19, 20)
FRACTIONS = {"half": 0.5, "quarter": 0.25}


def join_numerals(words: Sequence[Word]) -> list[Word]:
    """The words, each run of number words ("two and a half", "nineteen ninety-six", "5 1/2") made one word."""
    joined: list[Word] = []
    at = 0
    while at < len(words):
        end, kind, value = _numeral(words, at)
        if end == at:
            joined.append(words[at])
            at += 1
            continue
        first, last = words[at], words[end - 1]
        joined.append(Word(first.start, last.end, f"{first.text} {last.text}", kind, f"{value:.10g}"))
        at = end
    return joined


def _numeral(words: Sequence[Word], at: int) -> tuple[int, str, float]:
    """Where the number that starts at a word ends, its kind and its value; the end is ``at`` where there is none."""
    kind = _kind(words, at)
    if kind == "AN" and _kind(words, at + 1) in ("SCALE", "VAGUE") and words[at + 1].text.lower() != "several":
        after = words[at + 1]
        if after.kind == "VAGUE":  # "a few", "a couple of"
            return at, "", 0.0
        return _fraction(words, at + 2, after.number)
    if kind == "HALF" and _kind(words, at + 1) == "AN":  # "half a century", "half an hour"
        return at + 2, "CARDINAL", 0.5
    if kind == "CARDINAL":
        return _cardinal(words, at)
    if kind in ("DAYNUM", "NUM"):
        end, _, value = _fraction(words, at + 1, words[at].number)
        if end > at + 1:
            return end, "CARDINAL", value
    return at, "", 0.0


def _cardinal(words: Sequence[Word], at: int) -> tuple[int, str, float]:
    end, value = _below_hundred(words, at)
    if value in CENTURIES and _kind(words, end) == "CARDINAL" and words[end].number >= 10:
        end, rest = _below_hundred(words, end)
        return end, "YEAR", value * 100 + rest
    while _kind(words, end) == "SCALE":
        value *= words[end].number
        end += 1
        if (_kind(words, end) == "AND" and _kind(words, end + 1) == "CARDINAL") or _kind(words, end) == "CARDINAL":
            end, rest = _below_hundred(words, end + (_kind(words, end) == "AND"))
            value += rest
    if 1900 <= value <= 2099:
        return end, "YEAR", value
    return _fraction(words, end, value)


def _below_hundred(words: Sequence[Word], at: int) -> tuple[int, float]:
    value, end = words[at].number, at + 1
    if value >= 20 and value % 10 == 0:
        unit = end + (_kind(words, end) == "HYPHEN")
        if _kind(words, unit) == "CARDINAL" and words[unit].number < 10:
            return unit + 1, value + words[unit].number
    return end, value


def _fraction(words: Sequence[Word], end: int, value: float) -> tuple[int, str, float]:
    """A number that ends before word ``end``, with "and a half" or "1/2" after it where that stands there."""
    hyphen = int(_kind(words, end) == "HYPHEN")
    after = end + hyphen
    if _kind(words, after) == "FRACTION":
        top, _, bottom = words[after].text.partition("/")
        return after + 1, "CARDINAL", value + int(top) / int(bottom)
    kinds = [_kind(words, after), _kind(words, after + 1 + hyphen), _kind(words, after + 2 + 2 * hyphen)]
    if kinds[:2] == ["AND", "AN"] and kinds[2] in ("HALF", "QUARTER"):
        last = after + 2 + 2 * hyphen
        return last + 1, "CARDINAL", value + FRACTIONS.get(words[last].text.lower(), 0.5)
    return end, "CARDINAL", value


def _kind(words: Sequence[Word], at: int) -> str:
    return words[at].kind if at < len(words) else ""
