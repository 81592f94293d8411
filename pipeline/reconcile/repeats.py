"""The same words in several places: which quotes and claims repeat an earlier one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

MIN_WORDS = 4  # shorter stretches ("enough is enough") recur by chance
WORDS = re.compile(r"[^\W_]+")


class Repeats:
    """Remembers the first row with given words by a given speaker; one dictionary look-up a row.

    Words are compared in lower case without punctuation, so that quotation marks, dashes and ellipses make no
    difference. Rows of two different known speakers are never the same; a row without a speaker is compared only
    with others without one.
    """

    def __init__(self) -> None:
        self._first: dict[tuple[str, str | None], str] = {}

    def first(self, row_id: str, text: str, speaker: str | None) -> str | None:
        """The id of the first row that says this, None for a first or too short one.

        >>> repeats = Repeats()
        >>> repeats.first("q1", "We will not -- ever -- sell the dam.", "person:a")
        >>> repeats.first("q2", "We will not — ever — sell the dam", "person:a")
        'q1'
        >>> repeats.first("q3", "We will not — ever — sell the dam", "person:b")
        """
        words = fold(text)
        if len(words) < MIN_WORDS:
            return None
        first = self._first.setdefault((" ".join(words), speaker), row_id)
        return None if first == row_id else first

    def mark(self, rows: Iterable[tuple[str, str, str | None]]) -> Iterator[str | None]:
        """``first`` over (id, text, speaker) triples."""
        return (self.first(*row) for row in rows)


def fold(text: str) -> list[str]:
    """The words of a text in lower case, without marks; apostrophes join nothing."""
    return WORDS.findall(text.lower().replace("'", "").replace("’", ""))
