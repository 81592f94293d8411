"""What an article says somebody is: roles found beside a name, and what two roles say about one bearer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from pipeline import lexicon
from pipeline.reconcile.careers import Fit, career_of, fit_one_life
from pipeline.reconcile.organisations import is_acronym, parse_org
from pipeline.reconcile.places import known_places, state_names
from pipeline.reconcile.spelling import fold, fold_words

UNITED_STATES = "united states"
YEARS = re.compile(r"\b(1[5-9]\d\d|20\d\d)(?:\s?[-–]\s?(\d{4}|\d\d)?)?")


class Agreement(StrEnum):
    """What two roles say about one bearer, from support to contradiction."""

    SAME = "same"
    RELATED = "related"
    PATH = "path"
    CAREER = "career"
    UNKNOWN = "unknown"
    TURNED = "turned"
    OTHER = "other"
    CONTRADICT = "contradict"


@dataclass(frozen=True, slots=True)
class Role:
    """A role in parts: offices and their walks of life, jurisdictions, other content words and years of office."""

    text: str
    offices: frozenset[str]
    fields: frozenset[str]
    places: frozenset[str]
    words: frozenset[str]
    years: tuple[int, int] | None


@lru_cache(maxsize=1)
def _offices() -> dict[tuple[str, ...], tuple[str, str]]:
    return {fold_words(row["phrase"]): (row["office"], row["field"]) for row in lexicon.table("title_offices")}


@lru_cache(maxsize=1)
def _places() -> dict[str, str]:
    known = {name: name for name in state_names().values()}
    known |= {key: state for key, state in state_names().items() if len(key) > 2 and key.islower()}
    known |= {fold(row["adjective"]): fold(row["place"]) for row in lexicon.table("name_demonyms")}
    known |= {fold(row["place"]): fold(row["place"]) for row in lexicon.table("name_demonyms")}
    known |= {fold(row["name"]): fold(row["name"]) for row in lexicon.table("places") if row["kind"] == "country"}
    known = {name.removeprefix("the "): place.removeprefix("the ") for name, place in known.items()}
    for row in lexicon.table("name_places"):
        forms = [fold(x) for x in (row["name"], *row["aliases"].split(";"))]
        known |= {
            form: forms[0] for form in forms if form in known or (" " in form and not known.keys().isdisjoint(forms))
        }
    return known | {short: UNITED_STATES for short in ("america", "us", "usa") if short in known}


@lru_cache(maxsize=50_000)
def parse_role(text: str) -> Role:
    """The parts of a role; offices are those that its bearer holds, not those of whom it names besides.

    >>> r = parse_role("former Virginia senator 1979-2009")
    >>> sorted(r.offices), sorted(r.fields), sorted(r.places), r.years
    (['senator'], ['legislature'], ['virginia'], (1979, 2009))
    >>> sorted(parse_role("daughter of the vice president").offices), sorted(parse_role("the mayor's aide").offices)
    (['child'], ['adviser'])
    """
    years = _years(text)
    words = fold_words(YEARS.sub(" ", text.replace("’s", "").replace("'s", "")))
    offices: set[str] = set()
    fields: set[str] = set()
    places: set[str] = set()
    rest: set[str] = set()
    i, held_from, is_held = 0, _past_owner(text), True
    while i < len(words):
        if offices and words[i] in INTRODUCE:
            is_held = False
        elif words[i] == "and":
            is_held = is_held or _opens_office(words, i + 1)
        for n in (4, 3, 2, 1):
            phrase = words[i : i + n]
            if len(phrase) == n and phrase in _offices() and not _is_justice(words, i, n):
                if is_held and i >= held_from:
                    office, field = _offices()[phrase]
                    offices.add(office)
                    fields.add(field)
                break
            if len(phrase) == n and " ".join(phrase) in _places():
                places.add(_places()[" ".join(phrase)])
                break
        else:
            n = 1
            if words[i] not in lexicon.words("title_stopwords") and not words[i].isdigit():
                rest.add(words[i])
        i += n
    rest |= {name for word in text.split() if is_acronym(word) for name in [fold(word)]}
    return Role(text, frozenset(offices), frozenset(fields), frozenset(places), frozenset(rest), years)


# What introduces a complement: an office after it is another's, "daughter of the vice president", "aide to Mayor Roe".
INTRODUCE = frozenset({"of", "to", "for", "with", "from", "under"})


def _past_owner(text: str) -> int:
    """How many folded words a role opens with that name whose it is: two of "the mayor's aide"."""
    owner, mark, _ = YEARS.sub(" ", text).replace("’s", "'s").rpartition("'s ")
    words = fold_words(owner)
    return len(words) if mark and INTRODUCE.isdisjoint(words) and not {"at", "by", "in", "on"} & set(words) else 0


def _opens_office(words: tuple[str, ...], i: int) -> bool:
    """Whether an office follows, with no more than articles and words that qualify it before."""
    while i < len(words) and (words[i] in ("the", "a", "an") or words[i] in lexicon.words("title_qualifiers")):
        i += 1
    return any(words[i : i + n] in _offices() for n in range(1, 5))


def _is_justice(words: tuple[str, ...], i: int, n: int) -> bool:
    """Whether a single "justice" is the thing and not the judge: after "of", or before more of a body's name."""
    return words[i : i + n] == ("justice",) and ((i > 0 and words[i - 1] == "of") or i + 1 < len(words))


def _years(text: str) -> tuple[int, int] | None:
    found = YEARS.search(text)
    if found is None:
        return None
    first = int(found[1])
    if found[2]:
        last = int(found[2]) if len(found[2]) == 4 else first // 100 * 100 + int(found[2])
    else:
        last = 9999 if found[0].rstrip() != found[1] or "since" in text else first
    return (first, max(first, last))


def agree(a: Role, b: Role) -> tuple[Agreement, str]:
    """What the two roles say about one bearer, and the reason.

    >>> agree(parse_role("ICE director"), parse_role("acting director of ICE"))[0].value
    'same'
    >>> agree(parse_role("Virginia senator"), parse_role("NFL coach"))[0].value
    'contradict'
    """
    said = f"{a.text} / {b.text}"
    shared = a.offices & b.offices
    if a.years and b.years and (a.years[1] < b.years[0] or b.years[1] < a.years[0]):
        return Agreement.CONTRADICT, f"offices of different years: {said}"
    apart = _lie_apart(a.places, b.places)
    if fold(a.text) == fold(b.text):
        return Agreement.SAME, f"the same role: {a.text}"
    common, seats = _common_words(a, b), _seats(a.text) & _seats(b.text)
    if "family" in a.fields ^ b.fields:
        return _relative(a, b, common, said)
    if shared - ANYBODYS:
        return _same_office(a, b, common | seats, apart, said)
    if common or (seats and not apart):
        return Agreement.RELATED, f"roles share {', '.join(sorted(common | seats))}: {said}"
    return _different_offices(a, b, said)


def _lie_apart(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether both have places and share none; a state of the United States lies within them."""
    if not a or not b or a & b:
        return False
    states = frozenset(state_names().values())
    return not ((UNITED_STATES in a and b & states) or (UNITED_STATES in b and a & states))


def cannot_be_one(a: Role, b: Role) -> bool:
    """Whether hardly anybody can have both roles, whatever the career: one office in two places or in other years.

    Offices of two walks of life are no such thing: news calls one man a billionaire, a host and a candidate.

    >>> cannot_be_one(parse_role("Ohio governor"), parse_role("Texas governor"))
    True
    >>> cannot_be_one(parse_role("Ohio governor"), parse_role("NFL coach"))
    False
    """
    return bool((a.offices & b.offices) - ANYBODYS) and agree(a, b)[0] == Agreement.CONTRADICT


def _relative(a: Role, b: Role, common: frozenset[str], said: str) -> tuple[Agreement, str]:
    """One role says whose relative its bearer is: hardly of the other one, but of the other's like-named relative."""
    kin, other = (a, b) if "family" in a.fields else (b, a)
    owner = frozenset(fold_words(kin.text))
    is_of_other = any(set(office.split()) <= owner for office in other.offices) or common or OWNERS & other.offices
    if is_of_other and not kin.offices <= {"parent"}:
        return Agreement.CONTRADICT, f"one is a relative: {said}"
    return Agreement.OTHER, f"one is a relative of somebody: {said}"


OWNERS = frozenset(
    {"president", "prime minister", "governor", "king", "emperor"}
)  # whose kin news knows by kinship alone
ANYBODYS = frozenset({"official", "member"})  # offices that two people share by chance


def _common_words(a: Role, b: Role) -> frozenset[str]:
    common = frozenset({_singular(word) for word in a.words} & {_singular(word) for word in b.words})
    for one, two in ((a, b), (b, a)):
        initials = parse_org(one.text).initials | _inner_initials(one.text)
        initials |= {"d" + x for x in initials}  # "DHS" is the department of the "Homeland Security secretary"
        common |= {word for word in two.words if len(word) >= 2 and word in initials}
    return common


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 4 and word[-1] == "s" != word[-2] else word


CHAMBERS = {"senator": "senate", "representative": "house of representatives"}  # a chamber for those who sit in it


@lru_cache(maxsize=50_000)
def _seats(text: str) -> frozenset[str]:
    """The bodies that a role names, each by one name whatever the paper calls it, and the chamber that one sits in.

    >>> _seats("Fed chairman") == _seats("Federal Reserve chairman")
    True
    """
    words = fold_words(text)
    capitals = {part for word in text.split() if word[:1].isupper() for part in fold_words(word)}
    spans = (words[i : i + n] for n in (1, 2, 3, 4) for i in range(len(words) - n + 1))
    found = {_aliases()[span] for span in spans if span in _aliases() and capitals.issuperset(span[:1])}
    return frozenset(found | {CHAMBERS[office] for office in parse_role(text).offices if office in CHAMBERS})


@lru_cache(maxsize=1)
def _aliases() -> dict[tuple[str, ...], str]:
    """The usual name of a body for each of its other names that has capitals."""
    found = {}
    for row in lexicon.table("org_aliases"):
        for alias in (row["name"], *row["aliases"].split(";")):
            found[fold_words(alias)] = row["name"]
    return found


@lru_cache(maxsize=50_000)
def _inner_initials(text: str) -> frozenset[str]:
    runs = re.findall(r"(?:[A-Z][\w.]*(?: of | and | for | )?){2,7}", text[:200])
    return frozenset(x for run in runs for cut in _prefixes(run.split()) for x in parse_org(" ".join(cut)).initials)


def _prefixes(words: list[str]) -> list[list[str]]:
    return [words[i:j] for i in range(len(words)) for j in range(i + 2, len(words) + 1)][:40]


def _same_office(a: Role, b: Role, common: frozenset[str], apart: bool, said: str) -> tuple[Agreement, str]:
    towns_a, towns_b = a.words & known_places(), b.words & known_places()
    if apart or (towns_a and towns_b and not common):
        return Agreement.CONTRADICT, f"the same office in different places: {said}"
    if a.places & b.places or common:
        return Agreement.SAME, f"the same office: {said}"
    fit = fit_one_life(career_of(a.text), career_of(b.text))
    if _has_body(a) and _has_body(b):
        found = FITS[fit][0] if fit is not None and fit >= Fit.CAREER else Agreement.OTHER
        return found, f"the same office of different bodies: {said}"
    if a.words and b.words:
        found = FITS[fit][0] if fit is not None and fit >= Fit.CAREER else Agreement.UNKNOWN
        return found, f"the same office, differently described: {said}"
    return Agreement.SAME, f"the same office: {said}"


def _has_body(role: Role) -> bool:
    """Whether a role names a body or place besides the office: "Fox News anchor" does, "television anchor" does not."""
    return any(fold(word) in role.words for word in role.text.split() if word[:1].isupper())


def _different_offices(a: Role, b: Role, said: str) -> tuple[Agreement, str]:
    """What offices with no word in common say, by whether one life joins them (``careers.py``)."""
    fit = fit_one_life(career_of(a.text), career_of(b.text))
    if fit is None:
        return Agreement.UNKNOWN, f"nothing in common: {said}"
    found, why = FITS[fit]
    return found, f"{why}: {said}"


FITS = {
    Fit.HARDLY: (Agreement.CONTRADICT, "other walks of life"),
    Fit.CALLINGS: (Agreement.OTHER, "other occupations"),
    Fit.TURNED: (Agreement.TURNED, "another occupation before"),
    Fit.CAREER: (Agreement.CAREER, "offices that one person may hold in turn"),
    Fit.PATH: (Agreement.PATH, "a former and a later office"),
}


# Walks of life of things and places: what a team or a city is called is no title of a person.
NO_TITLES = frozenset({"agency", "company", "charity", "team", "press", "assembly", "place"})
AND = frozenset({"and", "&"})


def is_title(text: str) -> bool:
    """Whether a text is wholly the name of an office, rank, occupation or kin that a person may have.

    >>> is_title("Prime Minister"), is_title("city"), is_title("Harlow Mayor")
    (True, False, False)
    """
    return _offices().get(fold_words(text), ("", "place"))[1] not in NO_TITLES


def is_place(text: str) -> bool:
    """Whether a text is wholly the name of a state, a country or a people, or a kind of place as "state"."""
    phrase = fold_words(text)
    return bool(phrase) and (" ".join(phrase) in _places() or _offices().get(phrase, ("", ""))[1] == "place")


def is_office_word(text: str) -> bool:
    """Whether a text is wholly a phrase of ``title_offices.csv``, also one that names a body: "newspaper", "city"."""
    return fold_words(text) in _offices()


def is_kin(words: Sequence[str]) -> bool:
    """Whether the last of the words names a relative."""
    return bool(words) and _offices().get(fold_words(words[-1]), ("", ""))[1] == "family"


RUN = re.compile(r"(?:[A-Z][\w.&’'-]*)(?:\s+(?:(?:of|and|for|the|on)\s+)*[A-Z][\w.&’'-]*){0,7}")


def bodies(role: str) -> tuple[str, ...]:
    """The folded names of organisations and places in a role, without its offices.

    >>> bodies("Bureau of Justice Assistance Director"), bodies("acting director of ICE")
    (('bureau justice assistance',), ('ice',))
    """
    found = []
    for run in RUN.findall(role):
        words = run.split()
        for n in (3, 2, 1):
            if len(words) >= n and fold_words(" ".join(words[-n:])) in _offices():
                words = words[:-n]
                break
        if words:
            found.append(parse_org(" ".join(words)).key)
    return tuple(found)
