"""Names of organisations, laws and other things read into one form for all variants, and the initials they give."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline import lexicon
from pipeline.reconcile.gazetteer import country_names
from pipeline.reconcile.groups import homeland
from pipeline.reconcile.initials import POSSESSIVE_INSIDE, SMALL, initials_of
from pipeline.reconcile.known_names import YEAR_TAIL, bare, listed, shorts_of
from pipeline.reconcile.laws import NUMBERED, cited, year_of
from pipeline.reconcile.own_names import SPELT, singular
from pipeline.reconcile.places import place_aliases
from pipeline.reconcile.spelling import NAMES_KEPT, fold

CLASS_OF = re.compile(r"^(?P<before>.*?)\b(?P<kind>department|ministry|dept) (?:of|for) (?:the )?(?P<rest>.+)$")
POLICE = re.compile(r" pd$")
GENERIC_TAILS = frozenset({"program", "programs", "programme", "act"})
# What stands before a name without being part of it: "This Senate", "Der Spiegel" beside "Spiegel".
FRONT = frozenset({"the", "this", "these", "that", "our", "der", "die", "das", "il", "le", "les"})
# Legal forms that Russian and Swedish companies have in front, and words for a bank or group.
FRONT_FORMS = frozenset({"oao", "pao", "zao", "ooo", "ojsc", "jsc", "pjsc", "ab", "banco", "grupo", "groupe"})
PLURAL_ACRONYM = re.compile(r"\b(?P<acronym>[A-Z]{2,5})s\b")  # "GMs cars": an apostrophe left out
OF_THE_STATES = re.compile(r"^(?P<rest>.+) of (?:the )?(?:united states(?: of america)?|us|u s)$")
ROMAN = frozenset({"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"})


@dataclass(frozen=True, slots=True)
class OrgName:
    """An organisation's name: folded content words in canonical order, and its initials.

    ``acronym`` is set where the name itself is one. ``initials`` are all abbreviations that the name would give, or
    that are listed for it; ``is_national`` whether it was called one of the United States, ``has_form`` whether it
    ended in a legal form, ``numbers`` the words that are numbers, ``year`` the year of a law, ``known`` the folded
    first name of a listed body, ``is_renamed`` whether another name than the written one was put for a listed body.
    """

    words: tuple[str, ...]
    acronym: str | None
    initials: frozenset[str]
    written: str
    is_national: bool = False
    has_form: bool = False
    numbers: tuple[str, ...] = ()
    year: str | None = None
    known: str | None = None
    is_renamed: bool = False

    @property
    def key(self) -> str:
        """The content words: what two equal names share."""
        return " ".join(self.words)


@lru_cache(maxsize=1)
def _aliases() -> dict[str, str]:
    return {fold(x): fold(row["name"]) for row in lexicon.table("org_aliases") for x in row["aliases"].split(";")}


def is_acronym(text: str) -> bool:
    """Whether a written name looks like initials: two to six letters, capitals but for a small one inside.

    >>> is_acronym("ICE"), is_acronym("U.S.A."), is_acronym("DoJ"), is_acronym("Ice")
    (True, True, True, False)
    """
    bare = text.replace(".", "").replace("&", "").strip()
    return (
        2 <= len(bare) <= 6
        and bare.isalnum()
        and bare[0].isalpha()
        and sum(c.isupper() for c in bare) >= len(bare) - 1 > 0
    )


def parse_org(text: str) -> OrgName:
    """The canonical form of an organisation's name; any text gives an answer.

    >>> parse_org("U.S. Department of Justice").key == parse_org("the Justice Department").key
    True
    >>> sorted(parse_org("Bureau of Justice Assistance").initials)
    ['bja', 'boja']
    """
    return _parse(text, True)


@lru_cache(maxsize=10_000)
def parse_unlisted(text: str) -> OrgName:
    """The canonical form of the name as it is written, where ``parse_org`` puts that of a listed body."""
    return _parse(text, False)


@lru_cache(maxsize=NAMES_KEPT)
def _parse(text: str, with_list: bool) -> OrgName:
    text = " ".join(text[:200].split()).strip(" ,;:-–—()")
    if fold(text) in lexicon.words("org_kinds"):
        return OrgName(tuple(strip_front(fold(text)).split()), None, frozenset(), text)
    text = PLURAL_ACRONYM.sub(r"\g<acronym>", text)
    full = fold(POSSESSIVE_INSIDE.sub("", text))
    shouted = is_acronym(text)
    acronym = fold(text).replace(" ", "") if shouted and full not in place_aliases() else None
    name = strip_front(full)
    is_national = name != _without_article(full)
    capitals = shouted or text.isupper()
    known = (listed(full, capitals) or listed(name, capitals)) if with_list else None
    name = strip_front(known) if known else name
    alias = _aliases().get(name) if with_list else None
    name = alias or name
    if not known:
        name = place_aliases().get(bare(full)) or homeland(bare(full)) or name
    words = _canonical_words(name)
    has_form = len(words) > 1 and words[-1] in lexicon.words("org_forms")
    words = _strip_forms(_without_own_initials(words))
    parts = tuple(words if acronym and len(words) == 1 else map(singular, words))
    initials = initials_of(text, words) | (shorts_of(known) if known else frozenset())
    at_home = _without_country(text)
    initials |= initials_of(at_home, fold(at_home).split()) if at_home else frozenset()
    year, is_renamed = year_of(text), bool(known or alias)
    return OrgName(
        parts, acronym, initials, text, is_national, has_form, _numbers(parts), year, known, is_renamed
    )  # fmt: skip


def _without_country(text: str) -> str | None:
    """A long name without the country at its end, as that country's papers abbreviate it: "TSB", of Canada."""
    head, _, country = text.rpartition(" of ")
    is_long = len([word for word in head.split() if word.lower() not in SMALL]) > 2
    return head if is_long and fold(country).removeprefix("the ") in country_names() else None


def _canonical_words(name: str) -> list[str]:
    """The content words of a folded name in canonical order: "Department of Justice" is the "Justice Department"."""
    name = cited(name)
    found = CLASS_OF.match(name)
    if found and found["before"].strip() != "police":
        name = f"{found['before']}{found['rest']} {found['kind'].replace('dept', 'department')}"
    elif found:
        name = f"{found['rest']} police department"
    name = POLICE.sub(" police department", YEAR_TAIL.sub("", name))
    words = [SPELT.get(w, w) for i, w in enumerate(name.split()) if i == 0 or w not in SMALL]
    return words[1:] if len(words) > 1 and words[0] in FRONT_FORMS else words


def _without_own_initials(words: list[str]) -> list[str]:
    """The words without one that is the initials of those before it: "European Space Agency ESA"."""
    for i in range(2, len(words)):
        if len(words[i]) >= i - 1 > 1 and "".join(w[0] for w in words[:i]).startswith(words[i]):
            return words[:i] + words[i + 1 :]
    return words


def strip_front(name: str) -> str:
    """A folded name without an article and without the United States: "us customs" gives "customs".

    >>> strip_front("the us postal service"), strip_front("supreme court of the united states")
    ('postal service', 'supreme court')
    """
    name = _without_article(name)
    found = OF_THE_STATES.match(name)
    if found and found["rest"].split()[-1] in lexicon.words("org_institutions"):
        return found["rest"]
    for country in ("united states ", "us ", "u s "):
        rest = name.removeprefix(country)
        if rest not in (name, "") and (" " in rest or rest in lexicon.words("org_institutions")):
            return rest
    return name


def _without_article(name: str) -> str:
    first, _, rest = name.partition(" ")
    return rest if first in FRONT and rest else name


def _strip_forms(words: list[str]) -> list[str]:
    forms = lexicon.words("org_forms")
    while len(words) > 1 and words[-1] in forms:
        words = words[:-1]
    if len(words) > 2 and words[-1] == "department" and words[-2] in ("police", "fire"):
        words = words[:-1]
    while len(words) > 2 and words[-1] in GENERIC_TAILS and words[-2] in ("grant", "grants"):
        words = words[:-1]
    return words


def _numbers(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(w for i, w in enumerate(words) if any(map(str.isdigit, w)) or (w in ROMAN and _is_numeral(words, i)))


def _is_numeral(words: tuple[str, ...], i: int) -> bool:
    """Whether a Roman figure counts: at the end of a name or after a part of a law, but not the "v" of a case."""
    return len(words) > 1 and (i == len(words) - 1 or (i > 0 and words[i - 1] in NUMBERED))
