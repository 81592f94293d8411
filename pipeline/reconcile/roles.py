"""What an article says somebody is: roles found beside a name, and what two roles say about one bearer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from pipeline import lexicon
from pipeline.reconcile.organisations import is_acronym, parse_org
from pipeline.reconcile.places import known_places, state_names
from pipeline.reconcile.spelling import fold, fold_words

YEARS = re.compile(r"\b(1[5-9]\d\d|20\d\d)(?:\s?[-–]\s?(\d{4}|\d\d)?)?")
TITLE_CHARS = 90  # characters before a name that a title may take
APPOSITION_CHARS = 80  # characters after a name that a role may take


class Agreement(StrEnum):
    """What two roles say about one bearer, from support to contradiction."""

    SAME = "same"
    RELATED = "related"
    UNKNOWN = "unknown"
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
    return known | {fold(row["name"]): fold(row["name"]) for row in lexicon.table("places") if row["kind"] == "country"}


@lru_cache(maxsize=50_000)
def parse_role(text: str) -> Role:
    """The parts of a role.

    >>> r = parse_role("former Virginia senator 1979-2009")
    >>> sorted(r.offices), sorted(r.fields), sorted(r.places), r.years
    (['senator'], ['legislature'], ['virginia'], (1979, 2009))
    """
    years = _years(text)
    words = fold_words(YEARS.sub(" ", text.replace("’s", "").replace("'s", "")))
    offices: set[str] = set()
    fields: set[str] = set()
    places: set[str] = set()
    rest: set[str] = set()
    i = 0
    while i < len(words):
        for n in (4, 3, 2, 1):
            phrase = words[i : i + n]
            if len(phrase) == n and phrase in _offices() and not _is_justice(words, i, n):
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
    apart = bool(a.places and b.places and not a.places & b.places)
    if fold(a.text) == fold(b.text):
        return Agreement.SAME, f"the same role: {a.text}"
    if "family" in a.fields ^ b.fields:
        return Agreement.CONTRADICT, f"one is a relative: {said}"
    common = _common_words(a, b)
    if shared - {"official", "member"}:
        return _same_office(a, b, common, apart, said)
    if common:
        return Agreement.RELATED, f"roles share {', '.join(sorted(common))}: {said}"
    return _different_offices(a, b, apart, said)


def _common_words(a: Role, b: Role) -> frozenset[str]:
    common = a.words & b.words
    for mine, other in ((a, b), (b, a)):
        initials = parse_org(mine.text).initials | _inner_initials(mine.text)
        initials |= {"d" + x for x in initials}  # "DHS" is the department of the "Homeland Security secretary"
        common |= {word for word in other.words if len(word) >= 2 and word in initials}
    return common


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
    if _has_body(a) and _has_body(b):
        return Agreement.OTHER, f"the same office of different bodies: {said}"
    if a.words and b.words:
        return Agreement.UNKNOWN, f"the same office, differently described: {said}"
    return Agreement.SAME, f"the same office: {said}"


def _has_body(role: Role) -> bool:
    """Whether a role names a body or place besides the office: "Fox News anchor" does, "television anchor" does not."""
    return any(fold(word) in role.words for word in role.text.split() if word[:1].isupper())


# Walks of life that one career often joins; every other pair of known walks speaks against one bearer.
PUBLIC = frozenset(
    {"government", "legislature", "office", "candidate", "law", "military", "civic", "assembly", "agency"}
)
BROAD = frozenset({"politician", "candidate"})  # goes with any public office
OPEN = frozenset({"office", "civic", "crime"})
SHARED_CAREERS = (
    PUBLIC,
    frozenset({"business", "office", "company"}),
    frozenset({"media", "arts"}),
    frozenset({"science", "media", "arts"}),
)


def _different_offices(a: Role, b: Role, apart: bool, said: str) -> tuple[Agreement, str]:
    anyone = BROAD & (a.offices | b.offices)
    if not a.fields or not b.fields or (anyone and a.fields <= PUBLIC and b.fields <= PUBLIC and not apart):
        return Agreement.UNKNOWN, f"nothing in common: {said}"
    for walk in SHARED_CAREERS:
        if a.fields & walk and b.fields & walk:
            return (Agreement.CONTRADICT if apart else Agreement.OTHER), f"other offices: {said}"
    if a.fields & b.fields and not apart:
        return Agreement.UNKNOWN, f"the same walk of life: {said}"
    if (a.fields | b.fields) & OPEN:
        return Agreement.OTHER, f"other occupations: {said}"
    return Agreement.CONTRADICT, f"other walks of life: {said}"


STOP_BEFORE = re.compile(r"[.;:!?\"“”()\[\]\n—–]|,(?! Jr)")
ABBREVIATED = re.compile(
    r"\b(?P<word>U\.S|Gov|Sen|Rep|Gen|Lt|Dr|St|Sgt|Capt|Col|Rev|Hon)\."
)  # full stops that end no sentence
KEPT_STOP = "\u2024"  # one dot leader, in place of a full stop that ends no sentence
CAP = re.compile(r"^[\"'(]?(?:[A-Z0-9][\w.&'’-]*|U\.S\.?)$")
LINK = frozenset({"of", "and", "for", "the", "&"})


def title_before(before: str) -> str | None:
    """The title that ends directly before a name, as written, or None.

    >>> title_before("the plan, said interim Seattle Mayor ")
    'interim Seattle Mayor'
    """
    tail = STOP_BEFORE.split(ABBREVIATED.sub(_keep_stops, before[-TITLE_CHARS:]))[-1]
    words = tail.replace(KEPT_STOP, ".").split()
    if not words or not before[-1:].isspace():
        return None
    if not _ends_in_office(words):
        return None
    start = len(words) - 1
    while start > 0 and _continues(words, start - 1):
        start -= 1
    while start < len(words) - 1 and words[start].lower() in LINK:
        start += 1
    return _last_title(words[start:])


def _keep_stops(match: re.Match[str]) -> str:
    return match[0].replace(".", KEPT_STOP)


CONTRACTED = re.compile(r"^(?:here|there|that|it|what|who|he|she)['’]s$", re.IGNORECASE)


def _last_title(words: list[str]) -> str:
    """The words without an opening "Here's", and without an earlier person who is joined by "and"."""
    if len(words) > 1 and CONTRACTED.match(words[0]):
        words = words[1:]
    for i in range(len(words) - 2, 0, -1):
        if words[i].lower() == "and" and any(_is_title(fold_words(word)) for word in words[:i]):
            return " ".join(words[i + 1 :])
    return " ".join(words)


# Walks of life of things and places: what a team or a city is called is no title of a person.
NO_TITLES = frozenset({"agency", "company", "charity", "team", "press", "assembly", "place"})


def _is_title(phrase: tuple[str, ...]) -> bool:
    return phrase in _offices() and _offices()[phrase][1] not in NO_TITLES


def _ends_in_office(words: list[str]) -> bool:
    return any(_is_title(fold_words(" ".join(words[-n:]))) for n in (3, 2, 1))


def _continues(words: list[str], i: int) -> bool:
    word = words[i]
    if CAP.match(word) or word.lower() in lexicon.words("title_qualifiers"):
        return True
    if word.lower() in LINK:
        return (i > 0 and bool(CAP.match(words[i - 1])) and word.lower() != "the") or (
            i > 1 and word.lower() == "the" and words[i - 1].lower() == "of"
        )
    return fold_words(word) in _offices()


APPOSITION = re.compile(r"^(?:,|\s+[—–-]|\s*\()\s*(?P<role>[^.;:!?\"“”()\n—–]{3,80})")
BODY = re.compile(
    r"^,?\s+(?:of|at|in|from|with) the (?P<body>[A-Z][\w.&-]*(?:\s+(?:of|for|and|the|[A-Z][\w.&-]*)){1,7})"
)
# What a description cut at a clause or a line's end leaves hanging ("founder of"), and since when somebody holds it.
SINCE = re.compile(r"(?<!\s)\s++(?:since|from|until) .*+$")
HANGING = frozenset({"of", "for", "at", "in", "on", "to", "by", "with", "from", "and", "or", "the", "a", "an"})
CLAUSE = re.compile(r",|\b(?:who|which|said|says|told|was|is|has|had|will|were|where|when|after|but|as|that)\b")


def role_after(after: str) -> str | None:
    """The role in apposition after a name, or the body it is "in the ...", as written, or None.

    >>> role_after(", the acting director of ICE, said")
    'acting director of ICE'
    >>> role_after(" in the Office of Justice Programs. ")
    'Office of Justice Programs'
    """
    found = APPOSITION.match(after)
    if found:
        phrase = CLAUSE.split(found["role"], maxsplit=1)[0].strip()
        phrase = re.sub(r"^(?:the|a|an|his|her|its|their|then)\s+", "", phrase)
        phrase = _without_open_end(phrase)
        return phrase[:APPOSITION_CHARS] if _is_role(phrase) else None
    body = BODY.match(after)
    if body:
        words = fold_words(body["body"])
        if set(words) & lexicon.words("org_institutions"):
            return " ".join(body["body"].split()).rstrip(".")
    return None


def _without_open_end(phrase: str) -> str:
    kept, since = phrase, SINCE.search(phrase)
    while len(words := kept.rsplit(maxsplit=1)) == 2 and words[1] in HANGING:
        kept = words[0]
    return kept if since is None else kept[: since.start()]


def _is_role(phrase: str) -> bool:
    """Whether a phrase names an office among its first words, and not the next person with a title."""
    words = phrase.split()[:9]
    for i in range(len(words)):
        for n in (3, 2, 1):
            if i + n <= len(words) and _is_title(fold_words(" ".join(words[i : i + n]))):
                following = words[i + n : i + n + 2]
                return not (len(following) == 2 and all(CAP.match(word) for word in following))
    return False


BEFORE_COMMA = re.compile(r"\b(?:[Tt]he|[Ii]ts|[Tt]heir)\s+(?P<role>(?:[\w'’&-]+\s+){0,9}[\w'’&-]+),\s+$")


def role_before_comma(before: str) -> str | None:
    """The role of "the acting director of ICE, Thomas Homan", as written, or None.

    >>> role_before_comma("he met the acting director of ICE, ")
    'acting director of ICE'
    """
    if not before.endswith((", ", ",\n")):
        return None
    found = BEFORE_COMMA.search(before[-APPOSITION_CHARS - 20 :])
    if found is None or CLAUSE.search(found["role"]):
        return None
    words = fold_words(found["role"])
    head = next((i for i, word in enumerate(words) if word in ("of", "for", "at", "in")), len(words))
    return found["role"] if _ends_in_office(list(words[:head])) else None


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
