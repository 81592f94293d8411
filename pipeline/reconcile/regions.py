"""Where a description places something: its states and countries, and whether two such places exclude each other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline import lexicon
from pipeline.reconcile.gazetteer import (
    country_names,
    home_of,
    nationalities,
    place_aliases,
    regions_of_countries,
    state_names,
)
from pipeline.reconcile.spelling import fold

UNITED_STATES = "united states"
# Wider than a country, or no longer one: such a place excludes none.
WIDE = frozenset({"europe", "africa", "asia", "antarctica", "european union", "united nations", "middle east",
                  "yugoslavia", "soviet union", "czechoslovakia", "korea", "east germany", "west germany"})  # fmt: skip
# After such words stands what a place was, or lies next to; the seat of a body says less than whose it is.
ONCE = frozenset({"former", "formerly", "ex", "onetime", "old", "bordering", "across"})
SEAT = re.compile(r"\b(?:in|at|near|from|outside|based|founded|born)$")
# Before such words stands whose friend something is, or was.
WHOSE = frozenset({"backed", "led", "sponsored", "supported", "funded", "allied", "trained", "occupied", "held",
                   "controlled", "born", "speaking", "style", "colony", "colonial", "protectorate"})  # fmt: skip
LONGEST = 3
CAPITALS = ("washington", "washington dc")  # the capital in most news, and the state only where it is called one


@dataclass(frozen=True, slots=True)
class Regions:
    """Folded states (or other parts) and countries; ``cities`` beside them, ``seats`` those that stand behind "in".

    ``is_federal`` is whether the description says that its bearer is of a federation, and so of none of its states.
    """

    countries: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    cities: frozenset[str] = frozenset()
    seats: frozenset[str] = frozenset()
    is_federal: bool = False

    @property
    def all(self) -> frozenset[str]:
        """All of them."""
        return self.countries | self.states | self.cities


@lru_cache(maxsize=50_000)
def regions_of(text: str) -> Regions:
    """The places that a description names, each with the country that it lies in.

    >>> found = regions_of("suburb in Fairfax County, Virginia")
    >>> sorted(found.countries), sorted(found.states)
    (['united states'], ['virginia'])
    >>> regions_of("former Yugoslav republic").countries
    frozenset()
    """
    written = re.sub(r"['’]s\b", "", text.replace("-", " ")).replace(",", " ").split()
    words = [fold(word) for word in written]
    countries, states, cities, seats = (set[str]() for _ in range(4))
    i = 0
    while i < len(words):
        n, place = _place_at(words, written, i)
        after = words[i + n : i + n + 1]
        if place is not None and not (i > 0 and words[i - 1] in ONCE) and not WHOSE.intersection(after):
            is_state = after == ["state"] and place in state_names().values()
            levels = ({UNITED_STATES}, {place}, set[str]()) if is_state else _levels(place)
            for level, found in zip(levels, (countries, states, cities), strict=True):
                found |= level
            if SEAT.search(" ".join(words[:i]).removesuffix(" the")):
                seats |= levels[0] | levels[1]
        i += n
    return Regions(
        frozenset(countries), frozenset(states), frozenset(cities), frozenset(seats), is_federal="federal" in words
    )


def _place_at(words: list[str], written: list[str], i: int) -> tuple[int, str | None]:
    for n in range(LONGEST, 0, -1):
        name = " ".join(words[i : i + n])
        if i + n > len(words) or not written[i][:1].isupper():
            continue
        found = nationalities().get(name) or (state_names().get(name) if len(name) > 2 else None)
        found = found or place_aliases().get(name) or (name if _is_place(name, n) else None)
        if found is not None:
            return n, found
    return 1, None


def _is_place(name: str, n: int) -> bool:
    if name in country_names() or name in regions_of_countries():
        return True
    return home_of(name) is not None and (n > 1 or name not in lexicon.words("common_words"))


def _levels(place: str) -> tuple[set[str], set[str], set[str]]:
    """The countries, states and cities that a folded place stands for: itself and what it lies in."""
    if place in WIDE:
        return set(), set(), set()
    if place in CAPITALS:
        return {UNITED_STATES}, set(), {CAPITALS[0]}
    if place in regions_of_countries():
        return {regions_of_countries()[place]}, {place}, set()
    if place in state_names().values() and place != "georgia":
        return {UNITED_STATES}, {place}, set()
    if place in country_names() or place in nationalities().values():
        return {place}, set(), set()
    home = home_of(place) or place
    if home in state_names().values():
        return {UNITED_STATES}, {home}, {place}
    return ({home}, set(), {place}) if home != place else (set(), set(), {place})


def lie_apart(a: Regions, b: Regions, is_seated: bool) -> bool:
    """Whether two descriptions place one thing in two countries, or in two states of one.

    Some bodies have their seat in one country and belong to another (``is_seated``). One of a federation is none of a
    state of it.

    >>> lie_apart(regions_of("federal department"), regions_of("Illinois department"), False)
    True
    """
    if is_seated and (a.countries & a.seats or b.countries & b.seats) and a.countries.isdisjoint(b.countries):
        return False
    if a.is_federal != b.is_federal and ((b if a.is_federal else a).states - (a.seats | b.seats)):
        return True
    if {"ireland", "united kingdom"} <= a.countries | b.countries and "northern ireland" in a.states | b.states:
        return False  # which of the two it belongs to is what its bodies quarrel about
    for mine, other in ((a.countries, b.countries), (a.states, b.states), (a.cities, b.cities)):
        if mine and other and mine.isdisjoint(other):
            return True
    return False
