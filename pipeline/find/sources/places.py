"""Where in an article an expression stands, and what kind of place a name is."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache

from pipeline import lexicon
from pipeline.parse import Parsed

PLACE_NOUNS = frozenset({"city", "county", "state", "country"})


class Places:
    """Sentence and paragraph numbers by offset of the cleaned text."""

    __slots__ = ("_paragraphs", "_sentences")

    def __init__(self, parsed: Parsed) -> None:
        self._sentences = [s.start_char for s in parsed.doc.sents]
        self._paragraphs = [s.span.start for s in parsed.article.segments if s.kept]

    def sentence(self, offset: int) -> int:
        """The number of the sentence at the offset, from 1."""
        return bisect_right(self._sentences, offset)

    def paragraph(self, offset: int) -> int:
        """The number of the kept segment at or before the offset, from 1."""
        return bisect_right(self._paragraphs, offset)


def place_noun(name: str) -> str:
    """What kind of place a name in lower case is: by its own words, else by the gazetteer, else a city.

    >>> place_noun("kessing county"), place_noun("ohio"), place_noun("france"), place_noun("city of dayton")
    ('county', 'state', 'country', 'city')
    """
    own = [word for word in name.split() if word in PLACE_NOUNS]
    return own[0] if own else _kinds().get(name, "city")


@cache
def _kinds() -> dict[str, str]:
    wanted = {"state": "state", "state_abbreviation": "state", "country": "country"}
    found = {row["name"].lower(): wanted[row["kind"]] for row in lexicon.table("places") if row["kind"] in wanted}
    others = {name.lower() for row in lexicon.table("name_places") for name in row["aliases"].split(";")}
    return {**dict.fromkeys(others, "country"), **found, "new york city": "city"}
