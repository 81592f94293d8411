"""Whether words of a name tell of themselves which body is meant: names, no common words, places or peoples."""

from __future__ import annotations

from functools import lru_cache

from pipeline import lexicon
from pipeline.reconcile.gazetteer import country_names, home_of, nationalities, state_names
from pipeline.reconcile.groups import is_people

# Adjectives of nationality in the languages of the companies that bear them.
NATIVE = {
    "deutsche": "germany", "deutscher": "germany", "deutsches": "germany", "bundesdeutsche": "germany",
    "osterreichische": "austria", "schweizerische": "switzerland", "svenska": "sweden", "svensk": "sweden",
    "norsk": "norway", "norske": "norway", "dansk": "denmark", "danske": "denmark", "francaise": "france",
    "italiana": "italy", "espanola": "spain", "espanol": "spain", "nederlandse": "netherlands", "nippon": "japan",
}  # fmt: skip
# Words as newspapers abbreviate them, and the two spellings of English: only such as name no two things.
SPELT = {"dept": "department", "assn": "association", "assoc": "association", "univ": "university",
         "intl": "international", "natl": "national", "govt": "government", "bros": "brothers", "utd": "united",
         "commn": "commission", "fdn": "foundation", "centre": "center", "theatre": "theater",
         "institution": "institute", "defence": "defense", "organisation": "organization",
         "organisations": "organizations", "programme": "program", "programmes": "programs"}  # fmt: skip
SHORTEST_NAME = 4  # letters


@lru_cache(maxsize=100_000)
def is_distinctive(word: str) -> bool:
    """Whether a canonical word is a name by itself: no common word, place, people, faith or kind of institution.

    >>> is_distinctive("knesset"), is_distinctive("supreme"), is_distinctive("taliban"), is_distinctive("gazprom")
    (True, False, False, True)
    """
    if len(word) < SHORTEST_NAME or not word.isalpha() or is_plain(word):
        return False
    return not (_is_place(word) or word in nationalities() or word in NATIVE or is_people(word))


@lru_cache(maxsize=100_000)
def is_plain(word: str) -> bool:
    """Whether a canonical word is a common one, or one that bodies of many countries have in their names."""
    forms = {word, f"{word}s"}
    lists = ("common_words", "org_institutions", "org_branches", "title_function_words")
    return any(not forms.isdisjoint(lexicon.words(name)) for name in lists)


def _is_place(word: str) -> bool:
    return home_of(word) is not None or word in country_names() or word in state_names()


def has_own_name(words: tuple[str, ...]) -> bool:
    """Whether one of the canonical words is distinctive, or a place beside others, so that they name one body.

    >>> has_own_name(("manchester", "city")), has_own_name(("manchester",)), has_own_name(("supreme", "court"))
    (True, False, False)
    """
    return any(map(is_distinctive, words)) or (len(words) > 1 and any(map(_is_place, words)))


@lru_cache(maxsize=1)
def _places_in_s() -> frozenset[str]:
    """Words of the names of countries, states and large cities that end in s, and are no plurals: "dallas"."""
    rows = ({row["name"] for row in lexicon.table("place_homes")}, country_names(), state_names().values())
    words = {word for names in rows for name in names for word in name.split() if word.endswith("s")}
    return frozenset(words) - lexicon.words("common_words")


def singular(word: str) -> str:
    """A folded word of a name without the plural's s, where that is no part of it.

    >>> singular("centers"), singular("congress"), singular("times"), singular("dallas")
    ('center', 'congress', 'times', 'dallas')
    """
    if word == "democratic":
        return "democrat"  # "Social Democrats", "Social Democratic Party"
    if word == "times" or len(word) < 5 or word.endswith(("ss", "us", "is")) or not word.endswith("s"):
        return word  # a newspaper; "Time" is a magazine
    return word if word in _places_in_s() else word[:-1]
