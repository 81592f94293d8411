"""The place in a name of an organisation, and whether the rest tells of itself which body is meant.

"Russian State Duma" is the State Duma, as no other country has a Duma; the "London Metropolitan Police" may be another
force than the Metropolitan Police. What tells the two apart is a word that English knows as a name only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline import lexicon
from pipeline.reconcile.gazetteer import (
    home_of,
    known_places,
    nationalities,
    place_aliases,
    regions_of_countries,
    state_names,
)
from pipeline.reconcile.groups import is_people
from pipeline.reconcile.org_parse import FRONT, OrgName, is_acronym
from pipeline.reconcile.own_names import NATIVE, has_own_name
from pipeline.reconcile.people_match import NameMatch
from pipeline.reconcile.spelling import NAMES_KEPT, fold

UNITED_STATES = "united states"
US = frozenset({"us", "united"})  # "U.S. Steel" is no steel of the United States, but a name of its own
OF_PLACE = re.compile(r"^(?P<rest>.+) (?:of|in|for) (?:the )?(?P<place>[^,]+)$")
# "University of Miami" and "Miami University" are two, and so are the Bank of Scotland and a Scottish bank.
NAMED_SO = frozenset({"bank", "university", "college", "institute", "church", "society", "museum", "academy", "times",
                      "post", "radio", "voice", "club"})  # fmt: skip
OF_A_COUNTRY = frozenset({"central", "national", "federal", "reserve", "state"})  # such a bank is one of its country
# Of these a country or state has one.
ONE_OF_A_KIND = frozenset({"parliament", "government", "army", "navy", "senate", "congress", "embassy", "cabinet",
                           "police", "legislature", "military", "treasury", "presidency", "monarchy"})  # fmt: skip
# Ministries whose names vary from country to country and from paper to paper.
OFFICES = (("foreign affair", "foreign"), ("external affair", "foreign"), ("internal affair", "interior"),
           ("finance and economy", "finance"), ("labor", "labour"))  # fmt: skip
LONGEST = 3  # words of a place


@dataclass(frozen=True, slots=True)
class PlacedName:
    """A name in two parts: the folded place (None where it names none) and the other canonical words.

    ``is_owned`` is whether the place is a possessive ("Israel's Knesset"), ``is_country`` whether it is a country.
    """

    place: str | None
    core: tuple[str, ...]
    is_owned: bool = False
    is_country: bool = False


@lru_cache(maxsize=1)
def _countries() -> frozenset[str]:
    listed = {fold(row["name"]) for row in lexicon.table("places") if row["kind"] == "country"}
    return frozenset(listed | set(nationalities().values()) | {UNITED_STATES})


@lru_cache(maxsize=1)
def _singular_countries() -> dict[str, str]:
    """Names of countries as canonical words have them: "united state", "netherland"."""
    return {" ".join(w.removesuffix("s") if len(w) > 4 else w for w in name.split()): name for name in _countries()}


def place_in(words: tuple[str, ...]) -> str | None:
    """The folded country, state or larger city that canonical words name wholly, by name or adjective, else None.

    >>> place_in(("russian",)), place_in(("new", "york")), place_in(("red",)), place_in(("deutsche",))
    ('russia', 'new york', None, 'germany')
    """
    name = " ".join(words)
    found = nationalities().get(name) or NATIVE.get(name) or state_names().get(name)
    if found or (len(name) > 2 and name in _countries()):
        return found or name
    name = _singular_countries().get(name, name)
    alias = place_aliases().get(name) if len(name) > 2 else None
    if alias or name in _countries() or name in regions_of_countries():
        return alias or name
    is_word = len(words) == 1 and name in lexicon.words("common_words")
    return name if home_of(name) is not None and not is_word else None


@lru_cache(maxsize=NAMES_KEPT)
def split_place(name: OrgName) -> PlacedName:
    """The name in its place and the rest; the United States where it was called theirs."""
    words = name.words
    if name.is_national:
        return PlacedName(UNITED_STATES, _office(words), False, True)
    for n in range(min(LONGEST, len(words) - 1), 0, -1):
        place = place_in(words[:n])
        if place is not None:
            owned = re.match(rf"(?i)(?:the )?(?:[\w.-]+ ){{{n - 1}}}[\w.-]+['’]s? ", name.written) is not None
            return PlacedName(place, _office(words[n:]), owned, place in _countries())
    found = OF_PLACE.match(fold(name.written))
    tail = tuple(found["place"].split()) if found else ()
    place = place_in(tail) if 0 < len(tail) <= LONGEST else None
    if place is None or found is None or found["rest"].split()[0] in NAMED_SO:
        return PlacedName(None, _office(words))
    kept = [word for word in words if word not in {form for w in tail for form in (w, w.removesuffix("s"))}]
    return PlacedName(place, _office(tuple(kept)), False, place in _countries()) if kept else PlacedName(None, words)


def _office(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words without an article, and with a ministry's office as most call it: "foreign affairs ministry"."""
    words = words[1:] if len(words) > 1 and words[0] in FRONT else words
    if not words or words[-1] not in ("ministry", "department", "minister"):
        return words
    name = " ".join(words)
    for long, short in OFFICES:
        name = name.replace(f"{long} ", f"{short} ")
    return tuple(name.split())


def match_places_in(a: OrgName, b: OrgName) -> NameMatch | None:
    """What the places in two names say, where the names are otherwise equal; None where that is nothing.

    Equal names of two places are two bodies, of one place one body. Where one name has no place, it is the same body
    if the rest is a name by itself.
    """
    mine, other = split_place(a), split_place(b)
    if mine.core != other.core or not mine.core or (mine.place is None and other.place is None):
        return None
    if mine.place is not None and other.place is not None:
        if mine.place != other.place:
            return NameMatch("other_name", f"one is of {mine.place.title()}, the other of {other.place.title()}")
        return (
            None
            if _is_vague(mine.core)
            else NameMatch("org_variant", f"both are the {' '.join(mine.core)} of one place")
        )
    placed, long, short = (mine, a, b) if mine.place is not None else (other, b, a)
    if short.is_national or long.words[0] in US or not _tells_itself(placed, short):
        return None
    return NameMatch("full_form", f"{long.written} is {short.written} with its place")


def _is_vague(core: tuple[str, ...]) -> bool:
    """Whether a place may have several bodies that are called so."""
    if len(core) == 1:
        return core[0] not in ONE_OF_A_KIND
    return core[-1] in NAMED_SO and core[0] not in OF_A_COUNTRY


def _tells_itself(placed: PlacedName, short: OrgName) -> bool:
    """Whether the rest of a name names one body, with the place left out.

    Chains have branches in cities, so that a city's name before one is left out only where it owns what follows, or
    where that is a team: "Boston Red Sox".
    """
    if is_acronym(short.written):
        return placed.is_country and len(short.written) > 2
    if not has_own_name(placed.core):
        return False
    last = fold(short.written).split()[-1]
    is_team = last.endswith("s") or last.endswith("x")
    return placed.is_country or placed.is_owned or is_team


def match_described(a: OrgName, b: OrgName) -> NameMatch | None:
    """One name and the same with a noun for what bears it: "Likud" and "Likud Party"; None for any other two."""
    short, long = (a, b) if len(a.words) < len(b.words) else (b, a)
    n = len(short.words)
    placed = split_place(long)
    words = placed.core if placed.is_country and long.words[:n] != short.words else long.words
    rest = words[n:]
    if not rest or words[:n] != short.words or short.is_national:
        return None
    kinds = lexicon.words("org_descriptors") | lexicon.words("org_business")
    described = " ".join(rest) == "news agency" or (
        rest[-1] in kinds and all(w in kinds or place_in((w,)) for w in rest)
    )
    if not described or not _is_own(short) or short.key in known_places():
        return None
    return NameMatch("full_form", f"{long.written} is {short.written} with the word for what it is")


def match_introduced(a: OrgName, b: OrgName) -> NameMatch | None:
    """One name and the same behind what it is, in small letters, or whose: "Russian oil company Yukos", "Yukos".

    >>> from pipeline.reconcile.org_parse import parse_org
    >>> match_introduced(parse_org("Yukos"), parse_org("Russian oil company Yukos")).code
    'full_form'
    """
    short, long = (a, b) if len(a.words) < len(b.words) else (b, a)
    n = len(long.words) - len(short.words)
    if n < 1 or long.words[n:] != short.words or not _is_own(short) or short.key in lexicon.words("org_kinds"):
        return None
    if any(place_in(long.words[:k]) is not None for k in range(n + 1, LONGEST + 1)):
        return None  # "British Columbia University"
    front = long.written.split()[: len(long.written.split()) - len(short.written.split())]
    if not front or long.words[0] in US:
        return None
    is_place = place_in(tuple(fold(" ".join(front)).split())) in _countries()
    is_said = is_place or all(word.islower() or _is_of_people(fold(word)) for word in front)
    return NameMatch("full_form", f"{long.written} says what {short.written} is") if is_said else None


def _is_of_people(word: str) -> bool:
    return place_in((word,)) in _countries() or is_people(word)


def _is_own(name: OrgName) -> bool:
    if is_acronym(name.written):
        return len(name.written) > 2
    is_surname = len(name.words) == 1 and name.words[0] in lexicon.words("name_surnames")
    return has_own_name(name.words) and not is_surname
