"""Names of places: state, county or city, one form for all spellings, and what two names say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from pipeline import lexicon
from pipeline.reconcile.people_match import NameMatch
from pipeline.reconcile.spelling import NAMES_KEPT, Likeness, fold, likeness, skeleton

OF = re.compile(
    r"^(?:the )?(?P<kind>city and county|city|town|village|state|commonwealth|county|island|republic|kingdom)"
    r" of (?:the )?(?P<name>.+)$"
)
SHORTENED = {"st": "saint", "ft": "fort", "mt": "mount", "ste": "sainte", "pt": "port"}
TAILS = ("metro",)


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


@lru_cache(maxsize=1)
def state_names() -> dict[str, str]:
    """Folded name of a US state for each of its names and abbreviations, folded; postal codes keep their capitals."""
    found = {}
    for row in lexicon.table("us_states"):
        for form in (row["name"], *filter(None, (row["press"] or "").split(";"))):
            found[fold(form)] = fold(row["name"])
        found[row["postal"]] = fold(row["name"])
    return found


@lru_cache(maxsize=1)
def place_aliases() -> dict[str, str]:
    """The folded usual name for each folded other name or nationality."""
    names = {fold(x): fold(row["name"]) for row in lexicon.table("name_places") for x in row["aliases"].split(";")}
    return nationalities() | names


@lru_cache(maxsize=1)
def nationalities() -> dict[str, str]:
    """The folded name of the place for each nationality.

    One that is labelled a place is the place: "Ukrainian troops" with "Ukrainian" as GPE.
    """
    return {fold(row["adjective"]): fold(row["place"]) for row in lexicon.table("name_demonyms")}


@lru_cache(maxsize=1)
def known_places() -> frozenset[str]:
    """The folded names of countries, US states, counties and larger cities."""
    names = (row["name"] for row in lexicon.table("places"))
    return frozenset(
        name.lower() if name.isascii() and name.replace(" ", "").isalpha() else fold(name) for name in names
    )


@lru_cache(maxsize=1)
def cities() -> frozenset[str]:
    """The folded names of larger cities that are names of no country, state or county."""
    kinds: dict[str, set[str]] = {}
    for row in lexicon.table("places"):
        kinds.setdefault(fold(row["name"]), set()).add(row["kind"])
    return frozenset(name for name, kind in kinds.items() if kind == {"city"})


@lru_cache(maxsize=1)
def _homes() -> dict[str, str]:
    return {row["name"]: _canonical(fold(row["home"])) for row in lexicon.table("place_homes")}


BRITAIN = frozenset({"england", "scotland", "wales", "northern ireland"})


def lies_elsewhere(name: str, region: str) -> bool:
    """Whether a folded name is that of a large city that does not lie in a folded state or country.

    Such a name alone does not mean the town of that region, but the largest city of the name (``place_homes.csv``).

    >>> lies_elsewhere("berlin", "new hampshire"), lies_elsewhere("berlin", "germany"), lies_elsewhere("dell", "ohio")
    (True, False, False)
    """
    home = _homes().get(name, region)
    if home == "united kingdom" and region in BRITAIN:
        return False
    return home != region and not (region == "united states" and home in state_names())


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
    text = " ".join(text[:200].split()).strip(" ,;")
    if "," in text:
        head, _, tail = text.partition(",")
        if head.strip() and tail.strip():
            if fold(text) in place_aliases():
                return PlaceName(place_aliases()[fold(text)])
            return parse_place(head, wider or tail)
    region = None if wider is None else state_of(wider) or _canonical(fold(wider))
    if is_abbreviated_state(text) and (fold(text) not in place_aliases() or _is_press_form(text)):
        return PlaceName(state_of(text) or fold(text), "state")
    if text.endswith(" State") and _is_university(fold(text)):
        return PlaceName(fold(text), None, region or None)
    return _kinded(fold(text), region or None)


def _is_university(name: str) -> bool:
    """Whether a folded name that ends in a capital "State" is short for a university: "Ohio State".

    Of the states only Washington and New York are called so too, for the cities' sake.
    """
    state = name.removesuffix(" state")
    return state in state_names() and state not in ("washington", "new york")


def _kinded(name: str, region: str | None) -> PlaceName:
    found = OF.match(name)
    if found and found["kind"] in ("state", "commonwealth"):
        return PlaceName(_canonical(found["name"]), "state", region)
    if found and found["kind"] == "county":
        return PlaceName(f"{found['name']} county", "county", region)
    if found and found["kind"] in ("republic", "kingdom"):
        return PlaceName(_canonical(name if name in place_aliases() else found["name"]), None, region)
    if found:
        return PlaceName(_canonical(found["name"]), None if found["kind"] == "island" else "city", region)
    if name.endswith(" state") and name[:-6] in state_names():
        return PlaceName(name[:-6], "state", region)
    if name.endswith(" county"):
        return PlaceName(name, "county", region)
    return PlaceName(_canonical(name), None, region)


def _canonical(name: str) -> str:
    words = name.split()
    if words and words[0] == "the":
        words = words[1:]
    if words and words[0] in SHORTENED and len(words) > 1:
        words[0] = SHORTENED[words[0]]
    if len(words) > 1 and words[-1] in TAILS:
        words.pop()
    name = " ".join(words) or name
    return place_aliases().get(name) or nationalities().get(name.removesuffix("s"), name)


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
    if {a.name, b.name} == set(CAPITAL) and "state" not in (a.kind, b.kind):
        return NameMatch("capital", "Washington is the capital unless an article says the state")
    for short, long in ((a, b), (b, a)):
        rest = long.name.removeprefix(short.name + " ")
        if rest != long.name and _is_tail(short.name, rest):
            return NameMatch("place_tail", f"{long.name.title()} is the full name")
        if rest != long.name and " " in short.name and rest.split()[0] in ("in", "at", "near"):
            return NameMatch("prefix", f"{long.name.title()} begins with {short.name.title()}")
        if _ends_in_building(long.name, short.name):
            return NameMatch("suffix", f"{long.name.title()} ends with {short.name.title()}")
    return _match_spelling(a, b)


def _match_region(name: str, region: str) -> NameMatch:
    """A name alone and the same with its state or country: another place, where the name alone means a larger one."""
    if not lies_elsewhere(name, region):
        return NameMatch("one_region", "only one says in which state or country it lies")
    home = _homes()[name].title()
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


def _match_spelling(a: PlaceName, b: PlaceName) -> NameMatch:
    """One slip in one long word, or two romanisations of one that the gazetteer does not know.

    Two places that it knows are two places, and of one that it knows only one letter may differ.
    """
    other = NameMatch("other_name", "different places")
    left, right = a.name.split(), b.name.split()
    odd = [(x, y) for x, y in zip(left, right, strict=False) if x != y]
    if len(left) != len(right) or len(odd) != 1 or {a.name, b.name} <= known_places():
        return other
    x, y = odd[0]
    if likeness(x, y) == Likeness.DIFFERENT or min(len(skeleton(x)), len(skeleton(y))) < 4:
        return other
    if not {a.name, b.name}.isdisjoint(known_places()) and OSA.distance(x, y) > 1:
        return other
    if a.wider and b.wider and a.wider != b.wider:
        return other
    return NameMatch("place_typo", f"{a.name.title()} and {b.name.title()} are spelled alike")
