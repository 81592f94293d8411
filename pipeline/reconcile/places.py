"""Names of places: state, county or city, one form for all spellings, and what two names say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline import lexicon
from pipeline.reconcile.gazetteer import (
    cities,
    country_names,
    home_of,
    known_places,
    lies_elsewhere,
    listed_places,
    nationalities,
    place_aliases,
    state_names,
    usual_name,
)
from pipeline.reconcile.people_match import NameMatch
from pipeline.reconcile.place_spelling import are_spelt_alike, is_misspelt_in
from pipeline.reconcile.spelling import NAMES_KEPT, fold

__all__ = [
    "CAPITAL",
    "PlaceName",
    "cities",
    "home_of",
    "is_abbreviated_state",
    "is_clipped",
    "known_places",
    "lies_elsewhere",
    "match_places",
    "nationalities",
    "parse_place",
    "place_aliases",
    "state_names",
    "state_of",
    "without_nature",
]

OF = re.compile(
    r"^(?:the )?(?P<kind>city and county|city|town|village|borough|township|municipality|state|commonwealth|county"
    r"|island"
    r"|(?:[a-z]+ ){0,4}(?:republic|kingdom|duchy|principality|sultanate|emirate|confederation))"
    r" of (?:the )?(?P<name>.+)$"
)
COUNTRY = ("republic", "kingdom", "duchy", "principality", "sultanate", "emirate", "confederation")
BRACKETED = re.compile(r"^(?P<name>[^(),]+?) \((?P<region>[^()]+)\)$")  # "Paris (Texas)"


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A place: its folded name, what it says of its kind (city, county, state, None), and the wider place it names.

    ``wider`` is a folded state or country, as in "Albany, New York".
    """

    name: str
    kind: str | None = None
    wider: str | None = None

    @property
    def key(self) -> str:
        """Name and wider place: what two equal places share."""
        return self.name if self.wider is None else f"{self.name} | {self.wider}"


def state_of(text: str) -> str | None:
    """The folded state that the text names or abbreviates, None for anything else.

    >>> state_of("Ill."), state_of("NY"), state_of("Ontario")
    ('illinois', 'new york', None)
    """
    text = text.strip()
    return state_names().get(text) or state_names().get(fold(text))


def is_abbreviated_state(text: str) -> bool:
    """Whether the text is a state, shortened with a full stop ("Wash.") or a postal code that is no word ("N.Y.")."""
    state = state_of(text)
    return state is not None and fold(text) != state and (len(fold(text)) > 2 or not text.strip().islower())


@lru_cache(maxsize=1)
def _press_forms() -> frozenset[str]:
    return frozenset(x for row in lexicon.table("us_states") for x in (row["press"] or "").split(";") if x)


def _is_press_form(text: str) -> bool:
    """Whether the text is a state as newspapers shorten it: "La.", where "LA" and "L.A." are the city."""
    return text in _press_forms() and not text.isupper()


@lru_cache(maxsize=NAMES_KEPT)
def parse_place(text: str, wider: str | None = None) -> PlaceName:
    """The place that a text names; ``wider`` is the state or country that follows it in the article, as written.

    >>> parse_place("Cook County, Ill.") == parse_place("County of Cook", "Illinois")
    True
    >>> parse_place("City and County of San Francisco").name, parse_place("N.Y.").kind
    ('san francisco', 'state')
    """
    text = BRACKETED.sub(r"\g<name>, \g<region>", " ".join(text[:200].split()).strip(" ,;"))
    head, tail = _split_region(text)
    if head and tail:
        if fold(text) in place_aliases():
            return PlaceName(place_aliases()[fold(text)])
        return parse_place(head, wider or tail)
    if wider and fold(f"{text} {wider}") in place_aliases():
        return PlaceName(place_aliases()[fold(f"{text} {wider}")])  # "Washington" before ", D.C."
    region = None if wider is None else state_of(wider) or usual_name(fold(wider))
    if is_abbreviated_state(text) and (fold(text) not in place_aliases() or _is_press_form(text)):
        return PlaceName(state_of(text) or fold(text), "state")
    if text.endswith(" State") and _is_university(fold(text)):
        return PlaceName(fold(text), None, region or None)
    place = _kinded(fold(text), region or None)
    return PlaceName(place.name, place.kind) if _is_list_of_countries(place) else place


def _is_list_of_countries(place: PlaceName) -> bool:
    """Whether a country is said to lie in another, as in a list of them: "French, German, Russian leaders"."""
    is_country = place.name in country_names() and place.name not in state_names()
    return is_country and place.wider in country_names() and place.wider not in state_names()


def _split_region(text: str) -> tuple[str, str]:
    """A place and the state or country behind it, "" where none is: after a comma, or cut short ("Tam Ore.")."""
    head, *tails = (part.strip() for part in text.split(","))
    tails = [tail for tail in tails if tail]
    if len(tails) > 1 and fold(tails[-1]) in ("us", "usa", "united states", "uk", "united kingdom"):
        tails.pop()
    if tails:
        return head, tails[-1]
    front, _, last = text.rpartition(" ")
    is_cut = last.endswith(".") and _is_press_form(last) and fold(front) not in WITH_STATE
    return (front, last) if is_cut else (text, "")


WITH_STATE = frozenset({"state of", "commonwealth of", "university of", "city of"})


def _is_university(name: str) -> bool:
    """Whether a folded name that ends in a capital "State" is short for a university: "Ohio State".

    Of the states only Washington and New York are called so too, for the cities' sake.
    """
    state = name.removesuffix(" state")
    return state in state_names() and state not in ("washington", "new york")


def _kinded(name: str, region: str | None) -> PlaceName:
    is_listed = name.removeprefix("the ") in place_aliases() or name.removeprefix("the ") in listed_places()
    found = None if is_listed else OF.match(name)
    if found and found["kind"] in ("state", "commonwealth"):
        place = usual_name(found["name"])
        return PlaceName(place, "state" if place not in country_names() or place in state_names() else None, region)
    if found and found["kind"] == "county":
        return PlaceName(f"{found['name']} county", "county", region)
    if found and found["kind"].endswith(COUNTRY):
        return PlaceName(usual_name(found["name"]), None, region)
    if found:
        return PlaceName(usual_name(found["name"]), None if found["kind"] == "island" else "city", region)
    if name.endswith(" state") and name[:-6] in state_names():
        return PlaceName(name[:-6], "state", region)
    name = usual_name(name)
    return PlaceName(name, "county" if name.endswith(" county") else None, region)


# Bare "Washington" is the capital in most news; the state is told by its abbreviation or by standing after a place.
CAPITAL = ("washington", "washington dc")


def without_nature(name: str) -> str:
    """The folded name without what makes it a full one: "atlantic ocean" gives "atlantic"."""
    tail = next((tail for tail in NATURE if name.endswith(f" {tail}")), "")
    return name.removesuffix(f" {tail}") if tail else name


def match_places(a: PlaceName, b: PlaceName) -> NameMatch:
    """How two places agree, are silent or contradict each other.

    >>> match_places(parse_place("Albany, N.Y."), parse_place("Albany, Georgia")).code
    'other_region'
    """
    if not a.name or not b.name:
        return NameMatch("no_name", "one of the two is no name")
    if a.wider and b.wider and a.wider != b.wider and a.name == b.name:
        return NameMatch("other_region", f"one is in {a.wider.title()}, the other in {b.wider.title()}")
    if a.name == b.name:
        if a.kind and b.kind and a.kind != b.kind:
            return NameMatch("other_kind", f"a {a.kind} and a {b.kind}")
        if a.name == "washington" and a.kind != b.kind:
            return NameMatch("ambiguous_place", "the state or the capital")
        if (a.wider is None) != (b.wider is None):
            return _match_region(a.name, a.wider or b.wider or "")
        return NameMatch("identical", "the same place")
    if {a.name, b.name} == set(CAPITAL) and "state" not in (x.kind for x in (a, b) if x.name == CAPITAL[0]):
        return NameMatch("capital", "Washington is the capital unless an article says the state")
    for short, long in ((a, b), (b, a)):
        rest = long.name.removeprefix(short.name + " ")
        if rest != long.name and _is_tail(short.name, rest):
            return NameMatch("place_tail", f"{long.name.title()} is the full name")
        if rest != long.name and " " in short.name and rest.split()[0] in ("in", "at", "near"):
            return NameMatch("prefix", f"{long.name.title()} begins with {short.name.title()}")
        if _ends_in_building(long.name, short.name):
            return NameMatch("suffix", f"{long.name.title()} ends with {short.name.title()}")
    is_apart = a.wider is not None and b.wider is not None and a.wider != b.wider
    if a.wider is not None and a.wider == b.wider and is_misspelt_in(a.name, b.name, a.wider):
        return NameMatch("place_typo", f"{a.name.title()} and {b.name.title()} are spelled alike")
    if is_apart or not are_spelt_alike(a.name, b.name):
        return NameMatch("other_name", "different places")
    return NameMatch("place_typo", f"{a.name.title()} and {b.name.title()} are spelled alike")


def _match_region(name: str, region: str) -> NameMatch:
    """A name alone and the same with its state or country: another place, where the name alone means a larger one."""
    if not lies_elsewhere(name, region):
        return NameMatch("one_region", "only one of the two is given with its state or country")
    home = (home_of(name) or "").title()
    return NameMatch("other_home", f"one is in {region.title()}, and the largest {name.title()} lies in {home}")


def _is_tail(name: str, rest: str) -> bool:
    """Whether the rest of a full name adds only what the place is: "Coral Sea" to "Coral".

    A city, state or country that the gazetteer knows is not the river, airport or province that is named after it.
    """
    return rest in NATURE and name not in known_places()


def _ends_in_building(long: str, short: str) -> bool:
    """Whether the short name is the long one without its front: "Hygiene Museum" of the "German Hygiene Museum"."""
    front = long.removesuffix(f" {short}").split()
    if len(front) == len(long.split()) or JOINTS.intersection(front):
        return False
    buildings = lexicon.words("place_buildings")
    return short.split()[-1] in buildings and buildings.isdisjoint(front)


JOINTS = frozenset({"and", "at", "by", "for", "in", "near", "of", "on", "or", "the"})
# What a full name of a natural place or region adds to the short one.
NATURE = frozenset(
    {"strip", "airport", "ocean", "sea", "river", "islands", "peninsula", "province", "region", "mountains", "air base"}
)


def is_clipped(short: str, long: str) -> bool:
    """Whether a place as written is the beginning of another, cut off by a full stop: "Tam." for Tamarack.

    >>> is_clipped("Sask.", "Saskatchewan"), is_clipped("St.", "Stockholm")
    (True, False)
    """
    head = fold(short)
    return (
        short.endswith(".")
        and len(head) >= 3
        and head.isalpha()
        and fold(long).startswith(head)
        and (len(fold(long)) >= len(head) + 2)
    )
