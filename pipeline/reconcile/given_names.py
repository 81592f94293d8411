"""One given name in other languages, by-names, and names of one person that no rule of names derives."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

from pipeline import lexicon
from pipeline.reconcile.people import PersonName
from pipeline.reconcile.spelling import fold, given_genders, is_rare_short_form, is_short_form

Groups = dict[str, frozenset[int]]
# The servant of God in Arabic names, written with the next word or apart from it: "Abdul Aziz", "Abdelaziz".
SERVANT = ("abdul", "abdel", "abdal", "abd", "abdu")
ARTICLES = frozenset({"al", "el", "ul", "ud", "ad", "ar", "as", "ash", "az", "ed"})


def _groups(table: str, column: str, others: str) -> Groups:
    """For each folded form in a table of groups the rows that have it."""
    found: dict[str, set[int]] = defaultdict(set)
    for i, row in enumerate(lexicon.table(table)):
        for form in (row[column], *row[others].split(";")):
            found[fold(form)].add(i)
    return {form: frozenset(rows) for form, rows in found.items()}


@lru_cache(maxsize=1)
def _languages() -> Groups:
    return _groups("name_languages", "name", "forms")


@lru_cache(maxsize=1)
def _families() -> Groups:
    return _groups("name_family_variants", "name", "forms")


@lru_cache(maxsize=1)
def _aliases() -> Groups:
    return _groups("name_aliases", "name", "others")


def _share_row(groups: Groups, a: str, b: str) -> bool:
    return not groups.get(a, frozenset()).isdisjoint(groups.get(b, frozenset()))


def alias_rows(name: PersonName) -> frozenset[int]:
    """The rows of ``name_aliases.csv`` that have a name, with its title or without."""
    return _alias_rows(name.core, name.title) if _alias_words().issuperset(name.words) else frozenset()


@lru_cache(maxsize=1)
def _alias_words() -> frozenset[str]:
    return frozenset(word for form in _aliases() for word in form.split())


@lru_cache(maxsize=1 << 16)
def _alias_rows(core: str, title: str) -> frozenset[int]:
    forms = {fold(core), fold(f"{title} {core}").removeprefix("the ")}
    return frozenset(row for form in forms for row in _aliases().get(form, ()))


def family_rows(word: str) -> frozenset[int]:
    """The rows of ``name_family_variants.csv`` that have a folded family name."""
    return _families().get(word, frozenset())


def form_rows(word: str) -> frozenset[int]:
    """The rows of ``name_languages.csv`` that have a folded given name, or a name for which it is short."""
    return _languages().get(word, frozenset()) | _short_rows().get(word, frozenset())


@lru_cache(maxsize=1)
def _short_rows() -> Groups:
    found: dict[str, set[int]] = defaultdict(set)
    for row, short in _translated_forms():
        found[short].add(row)
    return {short: frozenset(rows) for short, rows in found.items()}


def is_translation(a: str, b: str) -> bool:
    """Whether two folded given names are one name in two languages (``name_languages.csv``).

    >>> is_translation("mykola", "nikolai"), is_translation("hassan", "hussein")
    (True, False)
    """
    return a != b and _share_row(_languages(), a, b)


def are_other_names(a: str, b: str) -> bool:
    """Whether two folded given names are known as two names, however alike they are spelt."""
    groups = _languages()
    return a in groups and b in groups and not _share_row(groups, a, b)


def is_one_family(a: str, b: str) -> bool:
    """Whether two folded family names are one Chinese or Korean name in two romanisations.

    >>> is_one_family("zhou", "chou"), is_one_family("kim", "lee")
    (True, False)
    """
    return a == b or _share_row(_families(), a, b)


def is_epithet(word: str) -> bool:
    """Whether a folded word is a by-name in the place of a given name: "Tip", "Scooter"."""
    return word in lexicon.words("name_epithets")


def are_aliases(a: PersonName, b: PersonName) -> bool:
    """Whether the two are known names of one person (``name_aliases.csv``): "Karol Wojtyla", "Pope John Paul II"."""
    rows = alias_rows(a)
    return bool(rows) and not rows.isdisjoint(alias_rows(b))


def is_form(a: str, b: str) -> bool:
    """Whether one folded given name is a short form of the other, usual or rarer, or its beginning: "Newt", "Dan".

    >>> is_form("ted", "edward"), is_form("newt", "newton"), is_form("paul", "pauline")
    (True, True, False)
    """
    return is_short_form(a, b) or is_rare_short_form(a, b) or is_clipped(a, b) or is_foreign_form(a, b)


@lru_cache(maxsize=1)
def _translated_forms() -> frozenset[tuple[int, str]]:
    """Each row of ``name_languages.csv`` with each short form of a name in it."""
    rows = ((row["name"], short) for row in lexicon.table("nickname") for short in row["short"].split(";"))
    return frozenset((i, short) for name, short in rows for i in _languages().get(name, ()))


def is_foreign_form(a: str, b: str) -> bool:
    """Whether one folded given name is a short form of the other as another language writes it: "Misha", "Mykhailo"."""
    pairs = ((a, b), (b, a))
    return any((i, short) in _translated_forms() for short, name in pairs for i in _languages().get(name, ()))


# What makes a woman's name of a man's: "Danielle", "Paulette", "Josephine".
WOMENS = ("elle", "ella", "ette", "etta", "ina", "ine", "ita", "ia", "ie")


def is_clipped(a: str, b: str) -> bool:
    """Whether one folded given name is the beginning of the other, less two letters or more, and no man's name."""
    short, full = sorted((a, b), key=len)
    is_womans = full.endswith(WOMENS) and given_genders().get(short) == "m"
    return len(short) >= 3 and len(full) >= len(short) + 2 and full.startswith(short) and not is_womans


@lru_cache(maxsize=1 << 16)
def plain_given(given: tuple[str, ...]) -> tuple[str, ...]:
    """Given names with Arabic compounds as one word and without articles.

    >>> plain_given(("abdul", "aziz")), plain_given(("zine", "el", "abidine"))
    (('abdulaziz',), ('zine', 'abidine'))
    """
    words: list[str] = []
    for i, word in enumerate(given):
        if words and words[-1] == "abdul" and len(word) > 2:
            words[-1] = "abdul" + word
        elif word in SERVANT and i + 1 < len(given):
            words.append("abdul")
        elif word in ARTICLES and i > 0:
            continue
        else:
            words.append(_joined_servant(word))
    return tuple(words)


def plain_surname(surname: tuple[str, ...]) -> tuple[str, ...]:
    """A surname without Arabic articles, which papers write or leave out: "al-Said", "as-Said"."""
    return tuple(word for word in surname[:-1] if word not in ARTICLES) + surname[-1:]


def _joined_servant(word: str) -> str:
    for front in ("abdul", "abdel", "abdal", "abdur", "abder", "abdus", "abdes"):
        if word.startswith(front) and len(word) >= len(front) + 3:
            rest = word[len(front) :]
            return "abdul" + ("r" + rest if front[-1] == "r" and rest[0] != "r" else rest)
    return word
