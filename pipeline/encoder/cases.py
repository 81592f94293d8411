"""The casing of a word as a small class: the encoder's vocabulary is lower-cased, and names live on capitals."""

from __future__ import annotations

SPECIAL, DIGITS, MARKS, LOWER, UPPER, ONE_CAPITAL, TITLE, MIXED = range(8)
COUNT = 8


def case_of(word: str) -> int:
    """The class of a word; ``SPECIAL`` is left for the encoder's own pieces.

    >>> [case_of(w) for w in ("Oslo", "NATO", "J", "iPhone", "bank", "2016", "--")] == [
    ...     TITLE, UPPER, ONE_CAPITAL, MIXED, LOWER, DIGITS, MARKS]
    True
    """
    if not any(map(str.isalpha, word)):
        return DIGITS if any(map(str.isdigit, word)) else MARKS
    if word.islower():
        return LOWER
    if word.isupper():
        return UPPER if len(word) > 1 else ONE_CAPITAL
    return TITLE if word[0].isupper() and word[1:].islower() else MIXED
