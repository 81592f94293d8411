"""Names of organisations, laws and other things: one form for all variants, initials, and what two names say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from pipeline import lexicon
from pipeline.reconcile.groups import homeland, is_known_people, is_people, names_narrower_group
from pipeline.reconcile.initials import POSSESSIVE_INSIDE, SMALL, initials_of
from pipeline.reconcile.people_match import NameMatch
from pipeline.reconcile.places import cities, known_places, nationalities, place_aliases, state_names
from pipeline.reconcile.spelling import NAMES_KEPT, Likeness, fold, likeness, skeleton

CLASS_OF = re.compile(r"^(?P<before>.*?)\b(?P<kind>department|ministry|dept) (?:of|for) (?:the )?(?P<rest>.+)$")
YEAR_TAIL = re.compile(r" (?:of|in) (?:1[5-9]|20)\d\d$")
OWNED = re.compile(r"(?P<name>[^'’]+?) ?['’]s? ")
POLICE = re.compile(r" pd$")
GENERIC_TAILS = frozenset({"program", "programs", "programme", "act"})
# What stands before a name without being part of it: "This Senate", "Der Spiegel" beside "Spiegel".
FRONT = frozenset({"the", "this", "these", "that", "our", "der", "die", "das", "il", "le", "les"})
PLURAL_ACRONYM = re.compile(r"\b(?P<acronym>[A-Z]{2,5})s\b")  # "GMs cars": an apostrophe left out
OF_THE_STATES = re.compile(r"^(?P<rest>.+) of (?:the )?(?:united states(?: of america)?|us|u s)$")


@dataclass(frozen=True, slots=True)
class OrgName:
    """An organisation's name: folded content words in canonical order, and its initials.

    ``acronym`` is set where the name itself is one. ``initials`` are all abbreviations that the name would give;
    ``is_national`` whether it was called one of the United States, ``has_form`` whether it ended in a legal form,
    ``numbers`` the words that are numbers.
    """

    words: tuple[str, ...]
    acronym: str | None
    initials: frozenset[str]
    written: str
    is_national: bool = False
    has_form: bool = False
    numbers: tuple[str, ...] = ()

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


@lru_cache(maxsize=NAMES_KEPT)
def parse_org(text: str) -> OrgName:
    """The canonical form of an organisation's name; any text gives an answer.

    >>> parse_org("U.S. Department of Justice").key == parse_org("the Justice Department").key
    True
    >>> sorted(parse_org("Bureau of Justice Assistance").initials)
    ['bja', 'boja']
    """
    text = " ".join(text[:200].split()).strip(" ,;:-–—()")
    if fold(text) in lexicon.words("org_kinds"):
        return OrgName(tuple(_strip_front(fold(text)).split()), None, frozenset(), text)
    text = PLURAL_ACRONYM.sub(r"\g<acronym>", text)
    full = fold(POSSESSIVE_INSIDE.sub("", text))
    acronym = fold(text).replace(" ", "") if is_acronym(text) and full not in place_aliases() else None
    name = _strip_front(full)
    is_national = name != full.removeprefix("the ")
    bare = full.removeprefix("the ")
    name = _aliases().get(name) or place_aliases().get(bare) or homeland(bare) or name
    found = CLASS_OF.match(name)
    if found and found["before"].strip() != "police":
        name = f"{found['before']}{found['rest']} {found['kind'].replace('dept', 'department')}"
    elif found:
        name = f"{found['rest']} police department"
    name = POLICE.sub(" police department", YEAR_TAIL.sub("", name))
    words = [w for i, w in enumerate(name.split()) if i == 0 or w not in SMALL]
    has_form = len(words) > 1 and words[-1] in lexicon.words("org_forms")
    words = _strip_forms(_without_own_initials(words))
    parts = tuple(map(_singular, words))
    return OrgName(parts, acronym, initials_of(text, words), text, is_national, has_form, _numbers(parts))


def _without_own_initials(words: list[str]) -> list[str]:
    """The words without one that is the initials of those before it: "European Space Agency ESA"."""
    for i in range(2, len(words)):
        if len(words[i]) >= i - 1 > 1 and "".join(w[0] for w in words[:i]).startswith(words[i]):
            return words[:i] + words[i + 1 :]
    return words


def _strip_front(name: str) -> str:
    first, _, rest = name.partition(" ")
    if first in FRONT and rest:
        name = rest
    found = OF_THE_STATES.match(name)
    if found and found["rest"].split()[-1] in lexicon.words("org_institutions"):
        return found["rest"]
    for country in ("united states ", "us ", "u s "):
        rest = name.removeprefix(country)
        if rest not in (name, "") and (" " in rest or rest in lexicon.words("org_institutions")):
            return rest
    return name


def _strip_forms(words: list[str]) -> list[str]:
    forms = lexicon.words("org_forms")
    while len(words) > 1 and words[-1] in forms:
        words = words[:-1]
    if len(words) > 2 and words[-1] == "department" and words[-2] in ("police", "fire"):
        words = words[:-1]
    while len(words) > 2 and words[-1] in GENERIC_TAILS and words[-2] in ("grant", "grants"):
        words = words[:-1]
    return words


def _singular(word: str) -> str:
    if word == "democratic":
        return "democrat"  # "Social Democrats", "Social Democratic Party"
    if word == "times":
        return word  # a newspaper; "Time" is a magazine
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def match_orgs(a: OrgName, b: OrgName) -> NameMatch:
    """How two names of organisations, laws, products or events agree, are silent or contradict each other.

    >>> match_orgs(parse_org("DOJ"), parse_org("Justice Department")).code
    'acronym'
    >>> match_orgs(parse_org("NBC News"), parse_org("ABC News")).code
    'other_name'
    """
    if not a.words or not b.words:
        return NameMatch("no_name", "one of the two is no name")
    if a.words == b.words or "".join(a.words) == "".join(b.words):
        code = "same_acronym" if a.acronym and b.acronym else "identical"
        return NameMatch(code, "the same name")
    found = _match_acronym(a, b)
    if found is None and a.numbers != b.numbers:
        return NameMatch("other_number", "different numbers")
    return found or _match_part(a, b) or _match_spelling(a, b)


ROMAN = frozenset({"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"})


def _numbers(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(w for w in words if any(map(str.isdigit, w)) or (w in ROMAN and len(words) > 1))


def _match_acronym(a: OrgName, b: OrgName) -> NameMatch | None:
    for short, long in ((a, b), (b, a)):
        if short.acronym and not long.acronym and short.acronym in long.initials and short.acronym not in long.words:
            code = "acronym" if len(short.acronym) > 2 else "short_acronym"
            return NameMatch(code, f"{short.written} are the initials of {long.written}")
    for short, long in ((a, b), (b, a)):
        if len(short.words) < len(long.words) and _abbreviates(short, long):
            return NameMatch("part_acronym", f"{short.written} shortens {long.written}")
    for short, long in ((a, b), (b, a)):
        is_lone = short.acronym is not None and short.key == short.acronym  # "NASA" has an expansion of its own
        if is_lone and not long.acronym and _is_woven(short.key, long.words):
            return NameMatch("loose_acronym", f"{short.written} takes letters of every word of {long.written}")
    return None


def _is_woven(acronym: str, words: tuple[str, ...]) -> bool:
    """Whether the acronym takes one or two letters of every word in order, the first of the first: "ASEAN", "IGAD".

    Stricter than the rule of Schwartz and Hearst (2003), which may pass over words: their rule reads a definition in
    brackets, this one has only two names.

    >>> _is_woven("asean", ("association", "southeast", "asian", "nation")), _is_woven("ice", ("iowa", "census"))
    (True, False)
    """
    if not 3 <= len(words) <= len(acronym) or acronym[0] != words[0][0]:
        return False
    reached = {1}
    for n, word in enumerate(words):
        starts = {0} if n == 0 else reached
        reached = {end for at in starts for end in (at + 1, at + 2)
                   if end <= len(acronym) and (n > 0 or at == 0) and _takes(word, acronym[at:end])}  # fmt: skip
    return len(acronym) in reached


def _takes(word: str, letters: str) -> bool:
    """Whether the letters stand in the word in this order, the first or last of them at its beginning."""
    at = -1
    for letter in letters:
        at = word.find(letter, at + 1)
        if at < 0:
            return False
    return word[0] == letters[0]


def _abbreviates(short: OrgName, long: OrgName) -> bool:
    """Whether each word of the short name is a word of the long one or the initials of words that follow each other."""
    left = list(long.words)
    shortened = [word for word in short.words if word not in left]
    for word in short.words:
        if word in left:
            left.remove(word)
    if len(shortened) != 1 or len(short.words) < 2 or len(left) < 2:
        return False
    is_run = len(shortened[0]) >= 2 and shortened[0] in "".join(w[0] for w in left)
    return is_run and shortened[0].upper() in short.written


def _match_part(a: OrgName, b: OrgName) -> NameMatch | None:
    short, long = (a, b) if len(a.words) < len(b.words) else (b, a)
    n = len(short.words)
    if n == len(long.words) or short.is_national:
        return None
    if long.words[:n] != short.words and long.words[-n:] != short.words:
        return None
    if short.has_form:
        formal = long.words[:n] == short.words and all(_is_business(w) for w in long.words[n:])
        return NameMatch("formal_tail", f"{long.written} may be the full name of {short.written}") if formal else None
    owner = OWNED.match(long.written)
    if owner and fold(owner["name"]) == fold(short.written):
        return NameMatch("other_kind", f"{long.written} only belongs to {short.written}")
    if short.key in lexicon.words("org_kinds"):
        return NameMatch("other_kind", f"{short.written} are many")
    if is_people(short.written) and long.words[n:] != ("party",):
        return NameMatch("other_kind", f"{short.written} are more than {long.written}")
    if names_narrower_group(short.written, long.written):
        return NameMatch("other_kind", f"{long.written} are some of {short.written}")
    if _is_side(short, long):
        return NameMatch("other_kind", f"{long.written} is {short.written} and another")
    if _is_complement(short, long):
        return NameMatch("other_kind", f"{long.written} only belongs to {short.written}")
    if short.key in ONE_OF_A_KIND and not _is_of_a_place(
        long.words[n:] if long.words[:n] == short.words else long.words[:-n]
    ):
        return NameMatch("other_kind", f"a country has one {short.written}")
    if long.words[:n] == short.words:
        return _match_prefix(short, long, long.words[n:])
    rest = long.words[:-n]
    if " ".join(rest) in ("us", "united states"):
        return NameMatch("other_kind", f"{long.written} is a name of its own")
    if any({w, f"{w}s"} & lexicon.words("org_institutions") for w in short.words):
        return NameMatch("narrower", f"{long.written} may be another one than {short.written}")
    if n > 1 and (" ".join(rest) in known_places() or " ".join(rest) in place_aliases()):
        return NameMatch("narrower", f"{long.written} may be another one than {short.written}")
    if " ".join(rest) in known_places():
        return NameMatch("team", f"{short.written} without its place")
    return NameMatch("suffix", f"{long.written} ends with {short.written}")


def _is_side(short: OrgName, long: OrgName) -> bool:
    """Whether the long name coordinates the short one with another: "GM and Chrysler", "KXB-Tolland"."""
    sides = SIDES_OF.split(long.written)
    joined = long.written.split("-") if "-" in long.written else []
    sides += joined if any(is_acronym(side) or " " in side for side in joined) else []
    return len(sides) > 1 and fold(short.written) in map(fold, sides)


# Bodies of which a country or state has one: "Democratic Senate" and "Senate Minority" are no longer names of it.
ONE_OF_A_KIND = frozenset({"congress", "house", "senate"})


def _is_of_a_place(words: tuple[str, ...]) -> bool:
    name = " ".join(words)
    return name == "state" or name in known_places() or name in place_aliases()


SIDES_OF = re.compile(r" and | & |/")


# Institutions that news calls by the rest of their name: "Michigan" for the University of Michigan.
NAMED_BY_REST = frozenset({"university", "college", "bank", "church", "city", "port", "archdiocese", "diocese"})


def _is_complement(short: OrgName, long: OrgName) -> bool:
    """Whether the long name is that of something of or in the short one: "General Assembly of the United Nations"."""
    head, found, tail = fold(long.written).rpartition(f" {fold(short.written).removeprefix('the ')}")
    words = head.removesuffix(" the").split()
    if not found or tail or not words or set(words) & NAMED_BY_REST:
        return False
    is_part = bool(set(words) & lexicon.words("org_institutions"))
    return words[-1] == "of" or (is_part and words[-1] in ("in", "for", "on"))


def _match_prefix(short: OrgName, long: OrgName, rest: tuple[str, ...]) -> NameMatch:
    if rest == ("party",) and short.key not in known_places():
        return NameMatch("party", f"{short.written} are the {long.written}")
    if any({w, f"{w}s"} & lexicon.words("org_institutions") or w in lexicon.words("org_kinds") for w in rest):
        return NameMatch("other_kind", f"{long.written} is another institution")
    if len(rest) == 1 and rest[0] in lexicon.words("place_buildings"):
        return NameMatch("other_kind", f"{long.written} is a building")
    if rest[-1] in lexicon.words("org_works"):
        return NameMatch("other_kind", f"{long.written} is held or published by {short.written}")
    if len(short.words) == 1 and short.key in lexicon.words("org_institutions"):
        return NameMatch("narrower", f"{long.written} may be another one than {short.written}")
    if short.key in known_places() or short.key in state_names():
        return NameMatch("metonym", f"{long.written} is a body of the place")
    if " ".join(rest) in known_places() or " ".join(rest) in REGIONS:
        if " ".join(rest) in cities() and short.acronym is None:
            return NameMatch("club", f"{long.written} may be {short.written} with its city")
        return NameMatch("other_kind", f"{long.written} is a branch")
    if all(_is_business(w) for w in rest):
        return NameMatch("business_tail", f"{long.written} is the full name of {short.written}")
    return NameMatch("prefix", f"{long.written} begins with {short.written}")


REGIONS = frozenset(
    {"europe", "asia", "africa", "america", "american", "latin america", "north america", "middle east"}
)


def _is_business(word: str) -> bool:
    return any(
        form in lexicon.words("org_business") or form in lexicon.words("org_forms") for form in (word, word + "s")
    )


def _begins_alike(a: OrgName, b: OrgName) -> bool:
    """Whether one name is a single word that sounds like the first word of the other: "Acmee", "Acme Widgets"."""
    x, y = a.words[0], b.words[0]
    lone = min(len(a.words), len(b.words)) == 1 < max(len(a.words), len(b.words))
    sounds = x != y and min(len(x), len(y)) >= 6 and skeleton(x) == skeleton(y)
    return lone and sounds and not (a.acronym or b.acronym) and likeness(x, y) == Likeness.VARIANT


def without_business(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words without the one at the end that news may leave out: "Acme Holdings", "Acme"."""
    return words[:-1] if len(words) > 2 and _is_business(words[-1]) else words


def _is_of_place(x: str, y: str) -> bool:
    """Whether one word is the name of a place and the other of its people: "Asia" and "Asian"."""
    return nationalities().get(x) == y or nationalities().get(y) == x


def _is_plural(x: str, y: str) -> bool:
    return min(len(x), len(y)) >= 5 and (x + "s" == y or y + "s" == x)


def _match_spelling(a: OrgName, b: OrgName) -> NameMatch:
    """One name in two romanisations, or with one slip: never where a word or name is that of a place."""
    left, right = without_business(a.words), without_business(b.words)
    odd = [(x, y) for x, y in zip(left, right, strict=False) if x != y]
    words = {" ".join(a.words), " ".join(b.words), *(word for pair in odd for word in pair)}
    if _begins_alike(a, b) and not words & known_places():
        return NameMatch("prefix", f"{a.written} and {b.written} begin alike")
    if len(left) == len(right) > 1 and len(odd) == 1 and _is_of_place(*odd[0]):
        return NameMatch("org_variant", f"{a.written} and {b.written} name the same place")
    if len(left) == len(right) and odd and all(_is_plural(x, y) for x, y in odd):
        return NameMatch("org_variant", f"{a.written} and {b.written} differ in number only")
    if len(left) != len(right) or not odd or a.acronym or b.acronym or len(odd) > 2 or words & known_places():
        return NameMatch("other_name", "different names")
    sound_alike = all(likeness(x, y) == Likeness.VARIANT and skeleton(x) == skeleton(y) for x, y in odd)
    if sound_alike and any(is_known_people(x) and is_known_people(y) for x, y in odd):
        return NameMatch("other_name", "different peoples")
    if sound_alike and sum(len(skeleton(x)) for x, _ in odd) >= 4:
        return NameMatch("org_variant", f"{a.written} and {b.written} sound the same")
    x, y = odd[0]
    if len(odd) == 1 and min(len(x), len(y)) >= 6 and OSA.distance(x, y) == 1:
        return NameMatch("org_typo", f"{a.written} and {b.written} are spelled alike")
    return NameMatch("other_name", "different names")
