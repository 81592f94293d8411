"""Names of peoples, parties and other groups: their members, and which longer names are those of smaller groups."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline import lexicon
from pipeline.reconcile.places import known_places, nationalities
from pipeline.reconcile.spelling import fold

# Parts of the world that stand before the word for a people: "North American".
SIDES = frozenset({"north", "south", "east", "west", "central", "latin", "northern", "southern", "eastern", "western"})
COLOURS = frozenset({"black", "white"})  # words for people of a colour: "Blacks", no short name of "New Black"
ENDINGS = ("ian", "an", "n", "ese", "er")  # what makes the name of a place one of its people


FOLLOWERS = re.compile(r"\w{4}ists?$")  # of a creed or party: "Islamist", "Loyalists"


@lru_cache(maxsize=1)
def _peoples() -> frozenset[str]:
    listed = (fold(x) for x in lexicon.words("entity_demonyms") | lexicon.words("entity_groups"))
    return frozenset(listed) | nationalities().keys() | COLOURS


def _is_people_word(word: str) -> bool:
    return not {word, word.removesuffix("s")}.isdisjoint(_peoples()) or FOLLOWERS.search(word) is not None


def homeland(name: str) -> str | None:
    """The folded place of a nationality, named by its adjective or its members; None for any other folded name.

    >>> homeland("mexican") == homeland("mexicans") == "mexico", homeland("tamarack")
    (True, None)
    """
    return nationalities().get(name) or nationalities().get(name.removesuffix("s"))


@lru_cache(maxsize=20_000)
def is_people(written: str) -> bool:
    """Whether a written name is that of a people, faith, party or part of the world, or of members of a part of one.

    >>> is_people("Americans"), is_people("North American"), is_people("New Democrats"), is_people("Pan American")
    (True, True, True, False)
    """
    name = fold(written)
    if _is_people_word(name) or (name in SIDES and name.endswith("ern")):
        return True
    *front, last = name.split() or [""]
    return bool(front) and _is_people_word(last) and (last.endswith("s") or all(w in SIDES for w in front))


@lru_cache(maxsize=20_000)
def is_known_people(word: str) -> bool:
    """Whether a folded word is one for a people, or for those of a place that the gazetteer knows: "parisian"."""
    if _is_people_word(word):
        return True
    return any(word.endswith(end) and word.removesuffix(end) in known_places() for end in ENDINGS)


def names_narrower_group(short: str, long: str) -> bool:
    """Whether a written name goes on, after a shorter one of many, to name some of them: "Millennial Democrats".

    >>> names_narrower_group("Teamsters", "Teamsters for Tamarack"), names_narrower_group("LGBT", "LGBT Republicans")
    (True, True)
    >>> names_narrower_group("Log Cabin", "Log Cabin Republicans")
    False
    """
    head, tail = fold(short), fold(long)
    last = tail.rpartition(" ")[2]
    is_many = " " not in head and (short.isupper() or head.endswith("s"))
    if is_many and tail.startswith(f"{head} for "):
        return True
    is_body = head in lexicon.words("org_institutions")  # "Senate Republicans"
    return (is_many or is_body) and last.endswith("s") and _is_people_word(last)
