"""What two names of organisations, laws and other things say about whether one bears both."""

from __future__ import annotations

import re

from rapidfuzz.distance import OSA

from pipeline import lexicon
from pipeline.reconcile.gazetteer import country_names, home_of
from pipeline.reconcile.groups import is_known_people, is_people, names_narrower_group
from pipeline.reconcile.known_names import bearers_of, shorts_of
from pipeline.reconcile.laws import are_one_law, is_part_of_law, is_short_title
from pipeline.reconcile.org_parse import OrgName, is_acronym, parse_org, parse_unlisted
from pipeline.reconcile.org_places import match_described, match_introduced, match_places_in
from pipeline.reconcile.own_names import is_distinctive, is_plain, singular
from pipeline.reconcile.people_match import NameMatch
from pipeline.reconcile.places import cities, known_places, nationalities, place_aliases, state_names
from pipeline.reconcile.spelling import Likeness, fold, likeness, skeleton

__all__ = ["OrgName", "is_acronym", "match_orgs", "parse_org", "without_business"]

OWNED = re.compile(r"(?P<name>[^'’]+?) ?['’]s? ")


def match_orgs(a: OrgName, b: OrgName) -> NameMatch:
    """How two names of organisations, laws, products or events agree, are silent or contradict each other.

    >>> match_orgs(parse_org("DOJ"), parse_org("Justice Department")).code
    'acronym'
    >>> match_orgs(parse_org("NBC News"), parse_org("ABC News")).code
    'other_name'
    """
    if not a.words or not b.words:
        return NameMatch("no_name", "one of the two is not a name")
    if a.year and b.year and a.year != b.year:
        return NameMatch("other_number", f"one is of {a.year}, the other of {b.year}")
    if a.words == b.words or "".join(a.words) == "".join(b.words):
        is_open = a.acronym and b.acronym and a.known is None and len(bearers_of(a.acronym)) != 1
        code = "same_acronym" if is_open else "identical"
        return NameMatch(code, "the same name")
    found = _match_acronym(a, b)
    if found is None and _are_two_known(a, b):
        return NameMatch("other_name", "two bodies that are both known")
    if found is None and is_part_of_law(*sorted((a.words, b.words), key=len)):
        return NameMatch("full_form", "one names the law that the title stands in")
    if found is None and a.numbers != b.numbers:
        return NameMatch("other_number", "different numbers")
    found = (
        found
        or match_places_in(a, b)
        or match_described(a, b)
        or match_introduced(a, b)
        or _match_titles(a, b)
        or _match_listed_short(a, b)
    )
    found = found or _match_part(a, b) or _match_spelling(a, b)
    is_known = any(name.acronym and name.is_renamed for name in (a, b))  # "NASA" is no part of what begins with it
    is_open = found.code == "other_name" and (a.is_renamed or b.is_renamed) and not is_known
    return _match_written(a, b) if is_open else found


def _match_written(a: OrgName, b: OrgName) -> NameMatch:
    """What two names say as they are written, where one was replaced by the first name of a listed body."""
    left, right = parse_unlisted(a.written), parse_unlisted(b.written)
    is_spelled = not any(name.acronym and name.is_renamed for name in (a, b))  # "NASA" is what it is listed for
    if not is_spelled or (left.words, right.words) == (a.words, b.words):
        return NameMatch("other_name", "different names")
    return match_orgs(left, right)


def _breaks_pair(short: OrgName, long: OrgName) -> bool:
    """Whether the short name has one of two names that the long one joins with a hyphen: "Jones-Shafroth Act"."""
    if "-" in short.written:
        return False
    pairs = ({*map(singular, fold(word).split())} for word in long.written.split() if "-" in word)
    return any(0 < len(pair & {*short.words}) < len(pair) for pair in pairs)


def _is_only_bearer(short: str, name: str) -> bool:
    """Whether a listed short name is that of one body, and no place or common word."""
    is_name = not is_plain(short) and home_of(short) is None
    return is_name and bearers_of(short.replace(" ", "")) == {name}


def _match_listed_short(a: OrgName, b: OrgName) -> NameMatch | None:
    """A short name that is listed for a body, and that others have too: "Spurs"."""
    for short, long in ((a, b), (b, a)):
        if (
            long.known is not None
            and not short.acronym
            and fold(short.written).replace(" ", "") in shorts_of(long.known)
        ):
            is_sure = _is_only_bearer(fold(short.written), long.known)
            return NameMatch("full_form" if is_sure else "team", f"{short.written} may be short for {long.written}")
    return None


def _are_two_known(a: OrgName, b: OrgName) -> bool:
    return a.known is not None and b.known is not None and a.known != b.known


def _match_titles(a: OrgName, b: OrgName) -> NameMatch | None:
    """A law under a short title (words of the full one in order), or called an amendment for an act."""
    if are_one_law(a.words, b.words):
        return NameMatch("full_form", f"{a.written} and {b.written} are named alike")
    for short, long in ((a, b), (b, a)):
        if is_short_title(short.words, long.words) and not _breaks_pair(short, long):
            return NameMatch("full_form", f"{short.written} is short for {long.written}")
    return None


def _match_acronym(a: OrgName, b: OrgName) -> NameMatch | None:
    for short, long in ((a, b), (b, a)):
        is_open = short.acronym is not None and short.acronym == short.key  # "AP" is the Associated Press, no other
        if is_open and not long.acronym and short.acronym in long.initials and short.acronym not in long.words:
            is_sure = len(short.acronym) > 2 or (long.known is not None and bearers_of(short.acronym) == {long.known})
            code = "acronym" if is_sure else "short_acronym"
            code = "loose_acronym" if _is_anothers(short.acronym, long) else code
            return NameMatch(code, f"{short.written} are the initials of {long.written}")
    for short, long in ((a, b), (b, a)):
        if len(short.words) < len(long.words) and short.known is None and _abbreviates(short, long):
            return NameMatch("part_acronym", f"{short.written} shortens {long.written}")
    for short, long in ((a, b), (b, a)):
        is_lone = short.acronym is not None and short.key == short.acronym  # "NASA" has an expansion of its own
        if is_lone and not long.acronym and _is_woven(short.key, long.words):
            code = "acronym" if len(short.key) >= LONG_ACRONYM else "loose_acronym"
            return NameMatch(code, f"{short.written} takes letters of every word of {long.written}")
    return None


def _is_anothers(acronym: str, name: OrgName) -> bool:
    """Whether an abbreviation is listed for bodies, and none of them shares a good part of its words with the name."""
    owners = bearers_of(acronym)
    if not owners or name.known in owners:
        return False
    words = set(name.words)
    return all(2 * len(words & set(map(singular, owner.split()))) < len(words) for owner in owners)


LONG_ACRONYM = 5  # letters that hardly stand in another name's words by chance


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
        most = 3 if n == len(words) - 1 and len(acronym) >= LONG_ACRONYM else 2  # "UNSCOM"
        reached = {end for at in starts for end in range(at + 1, at + most + 1)
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
        return NameMatch("other_kind", f"{long.written} belongs to {short.written} and is not the same")
    if short.key in lexicon.words("org_kinds"):
        return NameMatch("other_kind", f"{short.written} means several")
    if is_people(short.written) and long.words[n:] != ("party",):
        return NameMatch("other_kind", f"{short.written} means more than {long.written}")
    if names_narrower_group(short.written, long.written):
        return NameMatch("other_kind", f"{long.written} is only some of {short.written}")
    if _is_side(short, long):
        return NameMatch("other_kind", f"{long.written} is {short.written} and another")
    if _is_complement(short, long):
        return NameMatch("other_kind", f"{long.written} belongs to {short.written} and is not the same")
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
        return NameMatch("narrower", f"{long.written} may not be the same as {short.written}")
    if n > 1 and (" ".join(rest) in known_places() or " ".join(rest) in place_aliases()):
        return NameMatch("narrower", f"{long.written} may not be the same as {short.written}")
    if " ".join(rest) in known_places() or " ".join(rest) in place_aliases():
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
    if not found or tail or not words or set(words) & NAMED_BY_REST or short.words[-1] == "circuit":
        return False  # "University of Michigan", "Court of Appeals for the Third Circuit"
    is_part = bool(set(words) & lexicon.words("org_institutions"))
    return words[-1] == "of" or (is_part and words[-1] in ("in", "for", "on"))


def _match_prefix(short: OrgName, long: OrgName, rest: tuple[str, ...]) -> NameMatch:
    if rest == ("party",) and not _is_region(short.key) and home_of(short.key) is None:
        return NameMatch("party", f"{short.written} are the {long.written}")
    if any({w, f"{w}s"} & lexicon.words("org_institutions") or w in lexicon.words("org_kinds") for w in rest):
        return NameMatch("other_kind", f"{long.written} is another institution")
    if len(rest) == 1 and rest[0] in lexicon.words("place_buildings"):
        return NameMatch("other_kind", f"{long.written} is a building")
    if rest[-1] in lexicon.words("org_works"):
        return NameMatch("other_kind", f"{long.written} is held or published by {short.written}")
    if len(short.words) == 1 and short.key in lexicon.words("org_institutions"):
        return NameMatch("narrower", f"{long.written} may not be the same as {short.written}")
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


def _are_two_words(x: str, y: str) -> bool:
    """Whether two common words differ by more than one letter of a long one ("Associate Press")."""
    is_slip = min(len(x), len(y)) >= SURE_LENGTH and OSA.distance(x, y) == 1
    return {x, y} <= lexicon.words("common_words") and not is_slip


SURE_LENGTH = 8  # letters of a common word that with one edit is hardly another one
# The article of Arabic and the joint of Persian names, as they are written before other letters.
ARTICLES = frozenset({"al", "ul", "el", "ut", "ur", "us", "un", "ud", "ad", "as", "ar", "an", "e", "i"})


def _is_region(name: str) -> bool:
    return name in country_names() or name in state_names()


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
    if "county" in a.words + b.words:
        return NameMatch("other_name", "different names")  # Clark County, Clarke County
    is_place = any(w in known_places() and (home_of(w) or not w.isalpha() or _is_region(w)) for w in words)
    if _begins_alike(a, b) and not is_place:
        return NameMatch("prefix", f"{a.written} and {b.written} begin alike")
    if len(left) == len(right) > 1 and len(odd) == 1 and _is_of_place(*odd[0]):
        return NameMatch("org_variant", f"{a.written} and {b.written} name the same place")
    if len(left) == len(right) and odd and all(_is_plural(x, y) for x, y in odd):
        return NameMatch("org_variant", f"{a.written} and {b.written} differ in number only")
    if len(left) != len(right) or not odd or a.acronym or b.acronym or len(odd) > 2 or is_place:
        return NameMatch("other_name", "different names")
    odd = [pair for pair in odd if not ARTICLES.issuperset(pair)]
    if not odd:
        return NameMatch("org_variant", f"{a.written} and {b.written} differ in an article")
    if any(_are_two_words(x, y) for x, y in odd):
        return NameMatch("other_name", "different names")  # "Secret Service", "Security Service"
    sound_alike = all(likeness(x, y) == Likeness.VARIANT and skeleton(x) == skeleton(y) for x, y in odd)
    if sound_alike and any(is_known_people(x) and is_known_people(y) for x, y in odd):
        return NameMatch("other_name", "different peoples")
    if sound_alike and sum(len(skeleton(x)) for x, _ in odd) >= 4:
        return NameMatch("org_variant", f"{a.written} and {b.written} sound the same")
    x, y = odd[0]
    is_long = any(len(w) >= 6 and is_distinctive(w) for w in left if w in right)
    uncommon = not {x, y} <= lexicon.words("common_words")
    if len(odd) == 1 and is_long and uncommon and x[0] == y[0] and min(len(x), len(y)) >= 4 and OSA.distance(x, y) == 1:
        return NameMatch("org_typo", f"{a.written} and {b.written} are spelled alike")
    if len(odd) == 1 and min(len(x), len(y)) >= 6 and OSA.distance(x, y) == 1:
        return NameMatch("org_typo", f"{a.written} and {b.written} are spelled alike")
    return NameMatch("other_name", "different names")
