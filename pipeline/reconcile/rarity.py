"""How many people in the news may bear one name: the chance of a namesake, from how frequent its parts are."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from pipeline import lexicon
from pipeline.reconcile.people import PersonName
from pipeline.reconcile.spelling import is_given_name

NEWSWORTHY = 200_000  # people whom the news of some decades names; only its order of magnitude counts
# Shares of all people, where the Census does not know the name: its own floor is ten in a million.
UNKNOWN_SURNAME = 1e-6
WORLD_SURNAME = 1e-3  # a name of ``name_surnames_world.txt``
EASTERN_SURNAME = 5e-3  # a Chinese, Korean or Vietnamese family name
KNOWN_GIVEN, UNKNOWN_GIVEN = 2e-3, 3e-4
COUNTRY_GIVEN = 4e-3  # a given name among people of one country: there names are fewer than in the world
EASTERN_GIVEN = 3e-4  # of two syllables
USUAL_GIVEN = 4e-5  # the Census has slips too ("Christoper"), which fewer have
INITIAL = 0.06
SECOND_SURNAME = 0.05  # of those who have the rarer of two surnames, so many have the other too
# Limits of how many others in the news bear a name, and the code of each band.
BANDS = ((8.0, "name_thronged"), (1.0, "name_crowded"), (0.1, "name_common"), (0.01, "name_usual"),
         (0.0, "name_rare"))  # fmt: skip
SAID = {
    "name_thronged": "very many may be called {}", "name_crowded": "many may be called {}",
    "name_common": "others may be called {}", "name_usual": "few are called {}", "name_rare": "{} is a rare name",
}  # fmt: skip


@lru_cache(maxsize=1)
def _shares() -> dict[str, dict[str, float]]:
    """For surnames and given names the share of people in the United States who have each."""
    found: dict[str, dict[str, float]] = {"surname": {}, "given": {}}
    for row in lexicon.table("name_frequencies"):
        share = int(row["per_million"]) / 1e6
        found[row["part"]] |= dict.fromkeys(row["names"].split(), share)
    return found


def is_surname(word: str) -> bool:
    """Whether a folded word is a surname of ten in a million or more, or frequent in another country.

    >>> is_surname("durkin"), is_surname("durkan")
    (True, False)
    """
    return surname_share(word) > UNKNOWN_SURNAME


def is_given(word: str) -> bool:
    """Whether a folded word is a given name that many have, or one of the tables of given names."""
    return _shares()["given"].get(word, 0.0) >= USUAL_GIVEN or is_given_name(word)


def surname_share(word: str) -> float:
    """The share of people who have a surname; an unknown one has the least."""
    world = WORLD_SURNAME if word in lexicon.words("name_surnames_world") else 0.0
    eastern = EASTERN_SURNAME if word in lexicon.words("name_family_first") else 0.0
    return max(_shares()["surname"].get(word, 0.0), world, eastern, UNKNOWN_SURNAME)


def given_share(word: str) -> float:
    """The share of people who have a given name, or are called by it for short."""
    if len(word) == 1:
        return INITIAL
    known = KNOWN_GIVEN if is_given_name(word) else UNKNOWN_GIVEN
    return max(_shares()["given"].get(word, 0.0), known)


@lru_cache(maxsize=1 << 16)
def bearers(name: PersonName) -> float:
    """How many people in the news may be expected to bear a full name, the one who is meant not counted.

    >>> from pipeline.reconcile.people import parse_person
    >>> [round(bearers(parse_person(name)), 2) for name in ("John Smith", "Colin Powell", "Leon Panetta")]
    [33.03, 0.37, 0.0]
    """
    if not name.given or not name.surname:
        return NEWSWORTHY * _family_share(name)
    given = given_share(name.given[0])
    if name.eastern:
        given = max(given if len(name.given[0]) < 5 else 0.0, EASTERN_GIVEN)
    elif name.surname[-1] in lexicon.words("name_surnames_world"):
        given = max(given, COUNTRY_GIVEN)
    return NEWSWORTHY * given * _family_share(name)


def _family_share(name: PersonName) -> float:
    particles = lexicon.words("name_particles")
    shares = [surname_share(word) for word in name.surname or name.words if word not in particles]
    return min(shares, default=UNKNOWN_SURNAME) * SECOND_SURNAME ** sum(1 for _ in pairwise(shares))


def band(count: float) -> str:
    """The code for a number of bearers.

    >>> band(30.0), band(0.0)
    ('name_thronged', 'name_rare')
    """
    return next(code for least, code in BANDS if count >= least)
