"""Which places there are, and by which names: states, countries, cities, nationalities; all names folded."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline import lexicon
from pipeline.reconcile.spelling import fold


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
    """The folded usual name for each folded other name or nationality, without articles."""
    rows = ((fold(row["name"]).removeprefix("the "), row["aliases"]) for row in _alias_rows())
    names = {fold(x).removeprefix("the "): name for name, aliases in rows for x in aliases.split(";")}
    return nationalities() | names


def _alias_rows() -> tuple[dict[str, str], ...]:
    return lexicon.table("name_places") + lexicon.table("place_aliases")


@lru_cache(maxsize=1)
def listed_places() -> frozenset[str]:
    """The folded usual names of places that have others, without articles: "republic of the congo"."""
    return frozenset(fold(row["name"]).removeprefix("the ") for row in _alias_rows())


@lru_cache(maxsize=1)
def _spellings() -> dict[str, str]:
    """The folded usual name of a large city for each further spelling of it."""
    usual = place_aliases()
    rows = ((row["alias"], row["name"].removeprefix("the ")) for row in lexicon.table("place_names"))
    return {alias: usual.get(name, name) for alias, name in rows}


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
def country_names() -> frozenset[str]:
    """The folded names of countries."""
    return frozenset(fold(row["name"]) for row in lexicon.table("places") if row["kind"] == "country")


@lru_cache(maxsize=1)
def regions_of_countries() -> dict[str, str]:
    """The folded country of each folded region that news treats as a place of its own."""
    rows = lexicon.table("place_regions")
    return {fold(name): fold(row["country"]) for row in rows for name in row["regions"].split(";")}


@lru_cache(maxsize=1)
def _homes() -> dict[str, str]:
    return {row["name"]: usual_name(fold(row["home"])) for row in lexicon.table("place_homes")}


def home_of(name: str) -> str | None:
    """The US state or country of the large city that a folded name alone means, None where it means none.

    >>> home_of("berlin"), home_of("tamarack")
    ('germany', None)
    """
    return _homes().get(name)


BRITAIN = frozenset({"england", "scotland", "wales", "northern ireland"})


def lies_elsewhere(name: str, region: str) -> bool:
    """Whether a folded name is that of a large city that does not lie in a folded state or country.

    Such a name alone does not mean the town of that region, but the largest city of the name (``place_homes.csv``).

    >>> lies_elsewhere("berlin", "new hampshire"), lies_elsewhere("berlin", "germany"), lies_elsewhere("dell", "ohio")
    (True, False, False)
    """
    is_country = name in country_names() and name not in state_names()  # "Lebanon" is no town of New Hampshire
    home = name if is_country else _homes().get(name, region)
    if home == "united kingdom" and region in BRITAIN:
        return False
    return home != region and not (region == "united states" and home in state_names())


SHORTENED = {"st": "saint", "ft": "fort", "mt": "mount", "ste": "sainte", "pt": "port", "gt": "great"}
# Sides of the compass before a place that the gazetteer knows in full: "N. Korea", "So. Carolina", "W.Va.".
SIDES = {"n": "north", "no": "north", "s": "south", "so": "south", "e": "east", "w": "west"}
LAST = {"co": "county", "twp": "township", "par": "parish", "hts": "heights", "spgs": "springs", "spg": "spring",
        "mtn": "mountain", "mtns": "mountains", "bch": "beach", "jct": "junction", "is": "island", "isl": "island",
        "mts": "mountains", "pk": "park", "vly": "valley", "hbr": "harbor", "harbour": "harbor"}  # fmt: skip
SAINTS = {"st": "saint", "ste": "sainte"}
TAILS = ("metro",)
FRONTS = ("metropolitan", "metro")
UNNATIONAL = frozenset({"dominican", "central african"})  # republics that are not called so in full only


def usual_name(name: str) -> str:
    """The usual name for a folded one: abbreviations written out, other names and spellings replaced.

    >>> usual_name("st louis"), usual_name("orange co"), usual_name("s korea"), usual_name("bombay")
    ('saint louis', 'orange county', 'south korea', 'mumbai')
    """
    words = name.split()
    if words and words[0] == "the":
        words = words[1:]
    if len(words) > 1:
        words = _written_out(words)
    name = " ".join((*words[1:], "river") if words[:1] == ["river"] and len(words) > 1 else words) or name
    found = place_aliases().get(name) or _spellings().get(name)
    if found is None and name.endswith(" republic") and name.removesuffix(" republic") not in UNNATIONAL:
        found = nationalities().get(name.removesuffix(" republic"))
    found = found or nationalities().get(name.removesuffix("s"))
    return found or (_without_umlauts(name) if UMLAUT.search(name) and name not in known_places() else name)


UMLAUT = re.compile("[aou]e")


def _without_umlauts(name: str) -> str:
    """The usual name for one in which ae, oe and ue stand for umlauts ("muenchen"), where it is that of a place."""
    plain = UMLAUT.sub(lambda found: found[0][0], name)
    usual = place_aliases().get(plain) or _spellings().get(plain)
    return usual or (plain if plain in known_places() else name)


def _written_out(words: list[str]) -> list[str]:
    inner = (SAINTS.get(word, word) for word in words[1:-1])
    words = [SHORTENED.get(words[0], words[0]), *inner, LAST.get(words[-1], words[-1])]
    if words[0] == "port" and " ".join(words) not in known_places():
        words[0] = "point"  # "Pt. Reyes"
    if words[-1] in TAILS:
        words.pop()
    if len(words) > 1 and words[0] in FRONTS:
        words = words[1:]
    full = " ".join((SIDES.get(words[0], ""), *words[1:]))
    return full.split() if words[0] in SIDES and full in known_places() else words
