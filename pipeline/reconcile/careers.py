"""Whether one life may hold two offices: walks of life, the countries in which they lie, and what is over."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from pipeline import lexicon
from pipeline.reconcile.places import state_names
from pipeline.reconcile.spelling import fold_words

WORLD = "world"  # the country of bodies whose people come from all countries
UNITED_STATES = "united states"
LONGEST = 5  # words of the longest occupation and of the longest name of a body
READ = 200  # characters of a role that are read
DONE = r"ex|formerly|former|late|retired|then|one-?time|ousted|deposed|slain|longtime|previously|turned|under|until"
DEEDS = r"legend|hall of fame|hall of famer|\w+-winning|who (?:led|ran|served|won|became|was|played)"
TIMES = r"(?:in|during) (?:the )?(?:1[89]|20)\d\d|(?:1[89]|20)\d\ds"
PAST = re.compile(rf"\b(?:{DONE}|{DEEDS}|{TIMES})\b(?!-)", re.IGNORECASE)
WAS = re.compile(r"\b(?:former|formerly|ex|one-?time)\b", re.IGNORECASE)
LONG_AGO = re.compile(r"\b(?:1[0-8]th[ -]century|colonial|ancient|medieval|Renaissance|Victorian)\b", re.IGNORECASE)
BORN = re.compile(r"(?<![\w.])[\w.]{1,30}-(?:born|trained|educated)\b")

# Walks of life that are one: public life, in the order of careers between its offices.
PUBLIC = frozenset({"government", "legislature", "candidate", "justice", "military", "spying", "crown", "agency",
                    "assembly"})  # fmt: skip
# Offices and walks that one life often joins; a pair of walks that stands in none of them speaks against one bearer.
JOINED = (
    PUBLIC | {"law", "office", "civic", "business"},
    frozenset({"government", "legislature", "candidate", "media", "civic", "office"}),
    frozenset({"business", "office", "company", "civic"}),
    frozenset({"media", "arts"}),
    frozenset({"media", "business"}),
    frozenset({"science", "media", "office", "civic", "government", "legislature", "candidate"}),
    frozenset({"faith", "civic", "office", "government", "legislature", "candidate"}),
    frozenset({"sport", "media", "office"}),
    frozenset({"law", "justice", "crime", "office", "media", "safety"}),
    frozenset({"law", "justice", "science"}),
    frozenset({"science", "school"}),
    frozenset({"civic", "arts", "law", "crime", "school"}),
)  # fmt: skip
PARTED = frozenset({"sport", "arts", "science"})  # walks of parts that one person rarely joins
PRIVATE = frozenset({"trade", "school", "safety"})  # walks of people whom news names once


class Fit(IntEnum):
    """How well two offices fit one life, from worst to best."""

    HARDLY = 0  # a pianist and a geneticist
    CALLINGS = 1  # a minister and a banker
    TURNED = 2  # the same, and one of them is over
    CAREER = 3  # two offices of public life
    PATH = 4  # the same, and one of them is a former one


@dataclass(frozen=True, slots=True)
class Career:
    """What a role tells of a life: ``walks`` of life and their ``parts``, ``countries`` and US ``states``.

    ``is_past`` where the role says that it is over or of another time, ``was`` where it calls it former, ``is_old``
    where it lies centuries back.
    """

    walks: frozenset[str]
    parts: frozenset[str]
    countries: frozenset[str]
    states: frozenset[str]
    is_past: bool
    was: bool
    is_old: bool


Phrase = tuple[str, ...]
# Offices of any body: whose they are tells the walk of life; alone or with a country they are of its government.
HEADS = frozenset({"administrator", "chair", "chairman", "chairwoman", "chief", "director", "head", "leader", "member",
                   "official", "president", "ruler", "spokesman", "spokeswoman", "strongman"})  # fmt: skip
OF_COUNTRIES = frozenset({"", "government", "military"})  # walks of bodies in which one country's people are
WITHOUT_CAPITALS = frozenset({"congressman", "congresswoman", "exchequer", "secretary of state"})
# What one is abroad: the country in which, to which or on which is not one's own.
MISSIONS = (
    "ambassador|analyst|commander|consul|correspondent|envoy|expert|mediator|negotiator|scholar|veteran|war|"
    "administrator|representative|historian|inspector|missionary"
)
ABROAD = re.compile(rf"\b(?:{MISSIONS})\b", re.IGNORECASE)
TO_WHICH = re.compile(r"\b(?:to|in|on|for|of) (?:the )?[A-Z][\w.]*(?: [A-Z][\w.]*)*|\b[A-Z]\w+ (?=war\b)")


@lru_cache(maxsize=1)
def _occupations() -> dict[Phrase, tuple[str, str]]:
    """For each phrase that tells an occupation its walk of life and the part of it."""
    found = {fold_words(row["phrase"]): (row["field"], "") for row in lexicon.table("title_offices")}
    more = {tuple(row["phrase"].split()): (row["field"], row["kind"]) for row in lexicon.table("role_occupations")}
    return {phrase: walk for phrase, walk in (found | more).items() if walk[0] not in KINDS and walk[0] != "place"}


# The walk of life of whoever heads a kind of body: "company president".
KINDS = {"company": "business", "agency": "government", "team": "sport", "press": "media", "charity": "civic",
         "assembly": "legislature"}  # fmt: skip


@lru_cache(maxsize=1)
def _kinds() -> dict[Phrase, str]:
    """The walk of life for each phrase that names a kind of body."""
    rows = (row for row in lexicon.table("title_offices") if row["field"] in KINDS)
    return {fold_words(row["phrase"]): KINDS[row["field"]] for row in rows}


@lru_cache(maxsize=1)
def _homes() -> dict[Phrase, tuple[str, str]]:
    """The home (a country or a state of the United States) and the walk of bodies, peoples, places and large cities."""
    homes = {tuple(row["name"].split()): " ".join(fold_words(row["home"])) for row in lexicon.table("place_homes")}
    lands = {fold_words(row["name"]) for row in lexicon.table("places") if row["kind"] == "country"}
    homes |= {land: " ".join(land) for land in lands}
    for row in lexicon.table("name_demonyms"):
        place = " ".join(fold_words(row["place"]))
        homes |= {fold_words(row["adjective"]): place, fold_words(row["place"]): place}
    homes |= {tuple(key.split()): state for key, state in state_names().items() if len(key) > 2}
    bodies = {tuple(row["phrase"].split()): (row["home"], row["walk"]) for row in lexicon.table("role_bodies")}
    renamed = {" ".join(phrase): home for phrase, (home, walk) in bodies.items() if not walk}
    return {phrase: (renamed.get(home, home), "") for phrase, home in homes.items()} | bodies


@lru_cache(maxsize=50_000)
def career_of(text: str) -> Career:
    """The career that a role tells of, from its text as written.

    >>> career = career_of("former Indiana congressman")
    >>> sorted(career.walks), sorted(career.countries), sorted(career.states), career.is_past
    (['legislature'], ['united states'], ['indiana'], True)
    """
    text = text[:READ]
    plain = BORN.sub(" ", text.replace("’s", "").replace("'s", ""))
    words = fold_words(plain)
    capitals = frozenset(part for word in plain.split() if any(map(str.isupper, word)) for part in fold_words(word))
    offices = _matches(words, _occupations())
    own = fold_words(TO_WHICH.sub(" ", plain)) if ABROAD.search(plain) else words
    bodies = [phrase for phrase in _matches(own, _homes()) if _is_named(phrase, capitals)]
    walks = {_occupations()[phrase] for phrase in offices if not (len(phrase) == 1 and phrase[0] in HEADS)}
    walks -= {("office", "")}
    walks |= set() if walks else _walks_of_heads(words, offices, bodies)
    homes = frozenset(home for home, walk in map(_homes().__getitem__, bodies) if walk in OF_COUNTRIES)
    states = homes & frozenset(state_names().values())
    return Career(
        frozenset(walk for walk, _ in walks), frozenset(f"{walk} {part}" for walk, part in walks if part),
        (homes - states) | ({UNITED_STATES} if states else set()), states,
        PAST.search(text) is not None, WAS.search(text) is not None, LONG_AGO.search(text) is not None,
    )  # fmt: skip


def _walks_of_heads(words: Phrase, offices: list[Phrase], bodies: list[Phrase]) -> set[tuple[str, str]]:
    """The walk of a head, leader or president by the body that it has; of a country it is the government's."""
    walks = {(walk, "") for phrase in bodies if (walk := _homes()[phrase][1])}
    walks |= {(_kinds()[phrase], "") for phrase in _matches(words, _kinds()) if not walks}
    told = {word for phrase in (*offices, *bodies) for word in phrase}
    rest = [word for word in words if word not in told and word not in lexicon.words("title_stopwords")]
    if not walks and offices and not [word for word in rest if not word[:1].isdigit()]:
        return {("government", "")}
    return walks or ({("office", "")} if offices else set())


def _is_named(phrase: Phrase, capitals: frozenset[str]) -> bool:
    return " ".join(phrase) in WITHOUT_CAPITALS or any(word in capitals for word in phrase)


def _matches(words: Phrase, known: Container[Phrase]) -> list[Phrase]:
    """The longest known phrases, from left to right."""
    found, i = [], 0
    while i < len(words):
        n = next((n for n in range(LONGEST, 0, -1) if i + n <= len(words) and words[i : i + n] in known), 0)
        if n:
            found.append(words[i : i + n])
        i += n or 1
    return found


def lie_apart(a: Career, b: Career) -> bool:
    """Whether the two lie in different countries, or in different states of the United States.

    >>> lie_apart(career_of("Liberian president"), career_of("North Carolina congressman"))
    True
    >>> lie_apart(career_of("Portuguese prime minister"), career_of("U.N. secretary general"))
    False
    """
    if not a.countries or not b.countries or WORLD in a.countries | b.countries:
        return False
    if not a.countries & b.countries:
        return True
    return bool(a.states and b.states and not a.states & b.states)


def fit_one_life(a: Career, b: Career) -> Fit | None:
    """How well two offices fit one life; None where a walk is unknown.

    >>> [fit_one_life(career_of("Indiana governor"), career_of(x)).name for x in ("vice president", "jazz pianist")]
    ['CAREER', 'HARDLY']
    """
    if (
        not a.walks
        or not b.walks
        or ({"office"} in (a.walks, b.walks) and not a.walks | b.walks <= PUBLIC | {"office"})
    ):
        return None
    fit = _fit_walks(a, b)
    is_past = a.is_past or b.is_past
    if a.is_old != b.is_old and fit < Fit.CAREER:
        return Fit.HARDLY
    if lie_apart(a, b):
        is_public = bool(a.walks & PUBLIC and b.walks & PUBLIC)
        is_far = not is_past or bool(a.states and b.states) if is_public else fit < Fit.CAREER
        return Fit.HARDLY if is_far else Fit.CALLINGS
    if fit == Fit.CAREER:
        return Fit.PATH if _is_path(a, b) else fit
    return Fit.TURNED if is_past and not (a.walks | b.walks) & PRIVATE else fit


def _is_path(a: Career, b: Career) -> bool:
    """Whether one office is over and both are of public life."""
    return bool(a.walks & PUBLIC and b.walks & PUBLIC and a.was != b.was)


def _fit_walks(a: Career, b: Career) -> Fit:
    for walk in PARTED & a.walks & b.walks:
        mine, other = (frozenset(p for p in c.parts if p.startswith(walk)) for c in (a, b))
        if mine and other and not mine & other:
            return Fit.CALLINGS if walk == "arts" else Fit.HARDLY
    if a.walks & b.walks or (a.walks & PUBLIC and b.walks & PUBLIC):
        return Fit.CAREER
    return Fit.CALLINGS if any(a.walks & group and b.walks & group for group in JOINED) else Fit.HARDLY
