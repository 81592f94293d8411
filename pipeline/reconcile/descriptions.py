"""What descriptions of two things or places say about whether they are one: kinds, places, topics and words.

"Qatari satellite channel" and "television station based in Qatar" paraphrase each other; "gun lobby" and "restaurant
industry trade group" describe two. Papers choose other words for one thing, so that having no word in common says
little; another kind, place or topic says much.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from pipeline import lexicon
from pipeline.reconcile.gazetteer import usual_name
from pipeline.reconcile.known_names import bearers_of
from pipeline.reconcile.org_parse import parse_org
from pipeline.reconcile.own_names import has_own_name
from pipeline.reconcile.regions import Regions, lie_apart, regions_of
from pipeline.reconcile.roles import Agreement
from pipeline.reconcile.spelling import fold, fold_words

ENDS = re.compile(
    r"\b(?:in|of|on|near|at|from|for|by|with|west|east|north|south|before|after|during|under|since|until|against|over|between|as|that|which|whose|where|who|off|to)\b"
)
SMALL = frozenset({"the", "a", "an", "and", "of", "in", "on", "at", "for", "to", "by", "from", "with", "its", "that",
                   "which", "whose", "where", "who", "is", "was", "are", "were", "has", "have", "be", "largest",
                   "biggest", "second", "first", "third", "former", "old", "new", "big", "small", "major", "leading",
                   "main", "top", "based", "founded", "known", "called", "group", "organization", "organisation",
                   "body", "service", "national", "international", "federal", "state", "public", "private", "local",
                   "official", "one", "two", "it", "his", "her", "their", "as", "under", "after", "before", "industry",
                   "world", "global", "s"})  # fmt: skip
FEWEST_LETTERS = 3  # of a word that says something


@dataclass(frozen=True, slots=True)
class Description:
    """A description in parts: kinds it may mean, topics, states and countries, other content words, and years."""

    text: str
    kinds: frozenset[str]
    topics: frozenset[str]
    regions: Regions
    words: frozenset[str]
    years: frozenset[str]


@lru_cache(maxsize=1)
def _kinds() -> dict[tuple[str, ...], frozenset[str]]:
    return {fold_words(row["phrase"]): frozenset(row["kinds"].split(";")) for row in lexicon.table("thing_kinds")}


@lru_cache(maxsize=1)
def _near() -> frozenset[frozenset[str]]:
    rows = lexicon.table("thing_near")
    return frozenset(frozenset((row["kind"], near)) for row in rows for near in row["near"].split(";"))


@lru_cache(maxsize=1)
def _topics() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in lexicon.table("thing_topics"):
        for word in row["words"].split(";"):
            found[word].add(row["topic"])
    return {word: frozenset(topics) for word, topics in found.items()}


@lru_cache(maxsize=50_000)
def read_description(text: str) -> Description:
    """The parts of what somebody says a thing or place is.

    >>> said = read_description("television station based in Qatar")
    >>> sorted(said.kinds), sorted(said.topics), sorted(said.regions.countries)
    (['media'], ['broadcasting'], ['qatar'])
    """
    words = fold_words(text.replace("-", " "))
    topics = frozenset(topic for word in words for topic in _topics().get(word, ()))
    content = frozenset(w for w in words if len(w) >= FEWEST_LETTERS and w not in SMALL and not w.isdigit())
    years = frozenset(w for w in words if len(w) == 4 and w.isdigit())
    return Description(text, kinds_in(text), topics, regions_of(text), content, years)


def kinds_in(text: str) -> frozenset[str]:
    """The kinds that a description may mean: those of its last noun before any preposition, else of any noun.

    >>> sorted(kinds_in("U.S. state")), sorted(kinds_in("Balkan country whose capital is Skopje"))
    (['province'], ['country'])
    """
    name = " ".join(fold_words(text.replace("-", " ")))
    front = " ".join(fold_words(re.split("[,;]", text.replace("-", " "), maxsplit=1)[0]))
    head = ENDS.split(front, maxsplit=1)[0].split()
    found = _last_kind(head) or _last_kind(name.split())
    if "former" in head and found.isdisjoint(("country", "city")):
        return frozenset()  # what it once was may be of another kind
    is_american = not AMERICAN.isdisjoint(head[:-1])
    in_country = re.search(r"\bstate (?:of|in) ", name) is not None
    if "republic" in head and not PARTS.isdisjoint(head):
        return found | {"province"}
    return found - {"country"} if found == {"country", "province"} and (is_american or in_country) else found


# Words before "state" that tell one of the United States from a country.
AMERICAN = frozenset({"us", "american", "southern", "midwestern", "western", "eastern", "northeastern", "swing",
                      "battleground", "plains", "mountain"})  # fmt: skip
PARTS = frozenset({"russian", "autonomous", "breakaway", "separatist"})  # a republic that is part of a country


def _last_kind(words: list[str]) -> frozenset[str]:
    """The kinds of the last noun that has some, and of one right before it: "city-county government"."""
    for end in range(len(words), 0, -1):
        for n in (3, 2, 1):
            if n <= end and (found := _kind_of(tuple(words[end - n : end]))):
                before = _kind_of(tuple(words[end - n - 1 : end - n])) if end > n else frozenset()
                return found | before if before <= PLACES and found <= PLACES else found
    return frozenset()


PLACES = frozenset({"country", "province", "county", "city", "district", "island"})


def _kind_of(phrase: tuple[str, ...]) -> frozenset[str]:
    return _kinds().get(phrase) or _kinds().get(_singular(phrase)) or frozenset()


def _singular(phrase: tuple[str, ...]) -> tuple[str, ...]:
    return (*phrase[:-1], phrase[-1].removesuffix("s")) if phrase else phrase


def fits_kind(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether one thing may be of a kind of each of two sets; nothing is known of an empty one."""
    return not a or not b or not a.isdisjoint(b) or any(frozenset((x, y)) in _near() for x in a for y in b)


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two descriptions have in common, and in what they differ."""

    shared: tuple[str, ...]
    clash: str | None
    is_paraphrase: bool


def liken(a: Description, b: Description, own: frozenset[str], is_place: bool, is_open: bool = False) -> Likeness:
    """What two descriptions have in common, without the words of the name itself (``own``), and in what they differ.

    Two bodies of one country may have one abbreviation or plain name (``is_open``): another field weighs more there.
    """
    shared = sorted(word for word in (a.words & b.words) - own if not _kind_of((word,)))
    topics = sorted((a.topics & b.topics) - {topic for word in own for topic in _topics().get(word, ())})
    places = sorted((a.regions.all & b.regions.all) - own)
    clash = None
    if not fits_kind(a.kinds, b.kinds):
        clash = "other kinds"
    elif lie_apart(a.regions, b.regions, not is_place and bool((a.kinds | b.kinds) & SEATED)):
        clash = "other places"
    elif "law" in a.kinds & b.kinds and a.years and b.years and a.years.isdisjoint(b.years):
        clash = "other years"
    elif a.topics and b.topics and a.topics.isdisjoint(b.topics) and not shared and (is_open or not places):
        clash = "other fields"
    if is_open and not shared and not topics and a.kinds and b.kinds and a.kinds.isdisjoint(b.kinds):
        clash = clash or "other fields"
    is_alike = bool(places) or (bool(topics) and not is_place)
    return Likeness((*shared, *topics, *places), clash, is_alike and bool(a.kinds & b.kinds))


# Kinds of bodies that may have their seat in a country that they do not belong to.
SEATED = frozenset({"company", "media", "charity", "advocacy", "international", "militia", "sport"})


def own_words(name: str) -> frozenset[str]:
    """The folded words of a name, and its usual name as a place: what a description of it may not count."""
    usual = usual_name(fold(name))
    return frozenset({*fold_words(name), usual, *usual.split()})


def agree_things(a: str, b: str, names: tuple[str, str], is_place: bool) -> tuple[Agreement, str]:
    """What descriptions of two bearers of ``names`` say about whether they are one, and the reason.

    >>> agree_things("gun lobby", "restaurant industry trade group", ("NRA", "NRA"), False)[0].value
    'other'
    >>> agree_things("Libyan capital", "Lebanon's second-largest city", ("Tripoli", "Tripoli"), True)[0].value
    'contradict'
    """
    said = f"{a} / {b}"
    if fold(a) == fold(b):
        return Agreement.SAME, f"the same description: {a}"
    left, right = read_description(a), read_description(b)
    is_open = names[0] == names[1] and not is_place and _is_open_name(names[0])
    found = liken(left, right, own_words(names[0]) & own_words(names[1]), is_place, is_open)
    if found.clash:
        return (Agreement.OTHER if found.clash == "other fields" else Agreement.CONTRADICT), f"{found.clash}: {said}"
    if found.shared:
        agreed = Agreement.SAME if found.is_paraphrase or len(found.shared) > 1 else Agreement.RELATED
        return agreed, f"descriptions share {', '.join(dict.fromkeys(found.shared))}: {said}"
    is_lost = is_place and names[0] == names[1] and _are_strangers(left, right)
    if is_lost or (names[0] == names[1] and not is_place and _is_shared_name(names[0], left.kinds & right.kinds)):
        return Agreement.OTHER, f"many have such a name, and the descriptions share nothing: {said}"
    told = kinds_in(names[0]) if names[0] == names[1] else frozenset()  # what the name itself says tells nothing
    if not is_place and not is_open and (left.kinds & right.kinds) - told - {"body"}:
        return Agreement.CAREER, f"both are of one kind: {said}"
    return Agreement.UNKNOWN, f"nothing in common: {said}"


def _is_open_name(name: str) -> bool:
    """Whether a name is that of no listed body, and has no word that is a name by itself."""
    org = parse_org(name)
    is_listed = org.known is not None or len(bearers_of(org.acronym or "")) == 1
    return not is_listed and not has_own_name(org.words)


def _is_shared_name(name: str, kinds: frozenset[str]) -> bool:
    """Whether a name may be that of several bodies, so that only what is said of them tells which.

    Such are abbreviations of up to four letters that are listed for no body or for several, and names of common words;
    these say little more where both descriptions name one kind that the name does not.
    """
    org = parse_org(name)
    if org.known is not None or bearers_of(org.acronym or ""):
        return len(bearers_of(org.acronym or "")) > 1
    if org.acronym is not None:
        return len(org.acronym) <= SHORT_ACRONYM
    is_common = not has_own_name(org.words) and not org.is_national
    return is_common and not kinds - kinds_in(name) - {"body"}


def _are_strangers(a: Description, b: Description) -> bool:
    """Whether of two descriptions of towns only one names a region that is known, and the other one that is not."""
    for known, unknown in ((a, b), (b, a)):
        if known.regions.all and not unknown.regions.all and IN_UNKNOWN.search(unknown.text):
            return known.kinds == unknown.kinds == {"city"}
    return False


IN_UNKNOWN = re.compile(r"\b(?:in|of) (?:the )?[A-Z][a-z]+")
SHORT_ACRONYM = 4  # letters
