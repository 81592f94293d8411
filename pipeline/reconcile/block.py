"""Which names are worth comparing: keys that two forms of one name share."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from rigour.text.phonetics import metaphone

from pipeline import lexicon
from pipeline.reconcile.chains import Family
from pipeline.reconcile.organisations import is_acronym, parse_org, without_business
from pipeline.reconcile.people import CAMEL, parse_person
from pipeline.reconcile.places import CAPITAL, known_places, nationalities, parse_place, without_nature
from pipeline.reconcile.spelling import eastern_skeleton, fold, skeleton

MOST_WORDS = 6  # words of a name in which a slip is looked for,
LONG_WORD, VERY_LONG_WORD = 5, 20  # of so many letters: at least and at most
TWO_SLIPS = 7  # letters of a word from which two slips are no other word, as ``spelling.likeness`` has it
ASK, ANSWER = "?", "="  # a name that asks under a key meets those that answer under it, and none that asks
MARKS = frozenset("?=~")
WEAK = "~"  # names that meet under such a key only are compared where they are spelt nearly alike


def keys_of(name: str, family: Family, acronyms: Sequence[str] = ()) -> tuple[str, ...]:
    """The blocking keys of a name; two names that may be one bearer's meet under at least one.

    A key that opens with ``?`` asks, one with ``=`` answers: a name of one word asks for the long names that begin or
    end with it, so that the many long names with one word in common need not be compared with each other. One that
    opens with ``~`` is shared by many more names than those with a slip that it is for.

    >>> meet(keys_of("Jon Adler", Family.PERSON), keys_of("John Alder", Family.PERSON))
    True
    >>> meet(keys_of("Acme Group", Family.THING), keys_of("Acme Bureau", Family.THING))
    False
    """
    return _keys_of(name, family, tuple(acronyms))


@lru_cache(maxsize=20_000)
def _keys_of(name: str, family: Family, acronyms: tuple[str, ...]) -> tuple[str, ...]:
    if family == Family.PERSON:
        found = _person_keys(name)
    elif family == Family.PLACE:
        found = _place_keys(name)
    else:
        found = _thing_keys(name, acronyms)
    front = f"{family} "
    return tuple([f"{key[0]}{front}{key[1:]}" if key[0] in MARKS else front + key for key in found])


def partner(key: str) -> str:
    """The key under which those stand whom a key's bearer is compared with."""
    marks = {ASK: ANSWER, ANSWER: ASK}
    return f"{marks[key[0]]}{key[1:]}" if key[0] in marks else key


def meet(a: Iterable[str], b: Iterable[str]) -> bool:
    """Whether two names with these keys are compared."""
    return not set(map(partner, a)).isdisjoint(b)


def _place_keys(name: str) -> tuple[str, ...]:
    place, org = parse_place(name).name, parse_org(name)
    keys = {f"name {without_nature(place)}", f"sound {_sound(place)}"}
    keys |= {f"capital {CAPITAL[0]}"} if place in CAPITAL else set()
    keys |= {f"{ANSWER}acronym {x}" for x in org.initials if len(x) > 2}
    keys |= {f"{ASK}acronym {org.acronym}"} if org.acronym and len(org.acronym) > 2 else set()
    return tuple(sorted(keys))


def _sound(name: str) -> str:
    return " ".join(skeleton(word) for word in name.split())


@lru_cache(maxsize=1)
def _full_forms() -> dict[str, frozenset[str]]:
    """For each short form of a given name the names that it is short for."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in (*lexicon.table("nickname"), *lexicon.table("nickname_more")):
        for short in row["short"].split(";"):
            found[short].add(row["name"])
    return {short: frozenset(names) for short, names in found.items()}


@lru_cache(maxsize=100_000)
def _given_marks(given: str) -> frozenset[str]:
    """What two forms of one given name share: the name it is short for, its sound."""
    marks = {given, *_full_forms().get(given, ()), f"~{skeleton(given)}"}
    return frozenset(marks | {f"~{(metaphone(given) or given).lower()}"})


def _person_keys(text: str) -> tuple[str, ...]:
    name = parse_person(text)
    if name.handle:
        parts = CAMEL.findall(name.core)
        tails = ("".join(parts[i:]).lower() for i in range(len(parts)))
        return (*tuple(f"{ASK}handle {tail}" for tail in tails if len(tail) >= 6), f"handle {name.handle}")
    if not name.words:
        return ()
    last = name.surname[-1] if name.surname else name.words[-1]
    keys = {f"words {' '.join(sorted(name.words))}", f"tail {' '.join(name.words[-2:])}"}
    for given in (*name.given, *(nick.replace(" ", "") for nick in name.nicks)):
        keys |= _given_keys(given, last, name.eastern)
    if name.given:
        keys |= {f"{ANSWER}handle {name.given[0]}{last}"}
        keys |= {f"{WEAK}given {name.given[0]} {last[:2]}{last[-1]} {n}" for n in _lengths(last)}
        mark = ASK if len(name.given[0]) == 1 else ANSWER
        keys |= {f"{mark}initial {last} {given[0]}" for given in name.given[:2]}
        keys |= {f"initials {last} {name.given[0]}"} if len(name.given[0]) == 1 else set()
    if len(name.words) >= 3:
        initials = "".join(word[0] for word in name.words)
        keys |= {f"{ANSWER}letters {initials}", f"{ANSWER}first {initials} {last}"}
    if text.replace(".", "").isupper() and len(name.words) == 1:
        keys.add(f"{ASK}letters {name.words[0]}")
    if len(name.words) == 2 and len(name.given) == 1 and 3 <= len(name.given[0]) <= 4:
        keys.add(f"{ASK}first {name.given[0]} {last}")
    return tuple(sorted(keys))


def _lengths(word: str) -> range:
    """Lengths that a word shares with those that it may be a slip of: one letter more or less, two for long words."""
    return range(len(word), len(word) + (2 if len(word) < TWO_SLIPS else 3))


def _given_keys(given: str, last: str, eastern: bool) -> set[str]:
    if len(given) == 1:
        return set()
    marks, sound = _given_marks(given), skeleton(last)
    letters = f"{last[0]} {''.join(sorted(set(sound)))}"
    keys = {f"sound {sound} {mark}" for mark in marks}
    keys |= {f"{WEAK}letters {letters} {mark}" for mark in marks if mark[0] == "~"}
    if eastern:
        keys.add(f"sound {sound} ^{eastern_skeleton(given)}")
    ends = {f"{WEAK}sound {sound} {given[0]}-{given[-1]} {n}" for n in _lengths(given)}
    return keys | ends | {f"sound {metaphone(last).lower()} {given}"}


def _thing_keys(text: str, acronyms: tuple[str, ...]) -> tuple[str, ...]:
    name = parse_org(text)
    words = tuple(word.removesuffix("s") for word in name.words)
    brief = " ".join(without_business(name.words))
    keys = {f"name {name.key}", f"joined {''.join(name.words)}", f"sound {_sound(name.key)}", f"sound {_sound(brief)}"}
    keys |= {f"{ANSWER}acronym {x}" for x in (*acronyms, *name.initials)}
    keys |= {f"{ASK}acronym {name.acronym}"} if name.acronym else set()
    if not words:
        return tuple(sorted(keys))
    ends = {f"{ANSWER}word {words[0]}", f"{ANSWER}word {words[-1]}", f"{ANSWER}sound {skeleton(words[0])}"}
    if len(words) > 1:
        return tuple(sorted(keys | ends | _gap_keys(name.words) | _pair_keys(words) | _part_keys(text, words)))
    return tuple(sorted(keys | {f"{ASK}word {words[0]}", f"{ASK}sound {skeleton(words[0])}", f"word {words[0]}"}))


def _gap_keys(words: tuple[str, ...]) -> set[str]:
    """What two names share that differ by a slip in one long word: the other words, and that one less a letter.

    Words at one edit from each other, exchanged neighbours included, are equal after at most one letter is left out of
    each (deletion neighbourhoods: Mor and Fraenkel 1982, SymSpell).

    >>> all(_gap_keys(("kestrel", "group")) & _gap_keys((slip, "group")) for slip in ("kestrl", "ketsrel", "kestral"))
    True
    """
    brief = without_business(words)
    keys = set()
    for i, word in enumerate(brief[:MOST_WORDS]):
        rest = f"gap {i} {' '.join(brief[:i])} _ {' '.join(brief[i + 1 :])}"
        if word in nationalities() or word in known_places():
            keys.add(f"{rest} {nationalities().get(word, word)}")  # "Asia Relief Fund", "Asian Relief Fund"
        if LONG_WORD <= len(word) <= VERY_LONG_WORD:
            keys |= {f"{rest} {word[:at]}{word[at + 1 :]}" for at in range(len(word))}
            keys.add(f"{rest} {word}")
    return keys


def _pair_keys(words: tuple[str, ...]) -> set[str]:
    """A name of two words or more asks for longer ones that begin or end with it."""
    n = len(words)
    asked = {f"{ASK}begins {words}", f"{ASK}ends {words}"}
    begun = {f"{ANSWER}begins {words[:i]}" for i in range(2, min(n, 6))}
    return asked | begun | {f"{ANSWER}ends {words[-i:]}" for i in range(2, min(n, 6))}


def _part_keys(text: str, words: tuple[str, ...]) -> set[str]:
    """A name that holds an abbreviation asks for those that spell it out: "NYC Council"."""
    short = {fold(word) for word in text.split() if is_acronym(word)}
    return {f"{ASK}word {word}" for word in (words[0], words[-1]) if word not in short} if short else set()


def short_keys(name: str, family: Family, acronyms: Iterable[str] = ()) -> tuple[str, ...]:
    """The keys under which a short name finds the full ones: surname, initials, abbreviations.

    >>> set(short_keys("Burgess", Family.PERSON)) <= set(short_keys("Tim Burgess", Family.PERSON))
    True
    """
    if family == Family.PERSON:
        person = parse_person(name)
        words = dict.fromkeys(
            (
                *person.surname[-1:],
                " ".join(person.surname),
                *(["".join(w[0] for w in person.words)] if len(person.words) > 2 else []),
                *(f"~{skeleton(word)}" for word in person.surname[-1:] if len(word) >= 6),
            )
        )
        return tuple(f"person {word}" for word in words if word)
    org = parse_org(name)
    found = {*org.initials, *acronyms, *([org.acronym] if org.acronym else [])}
    if family == Family.PLACE and " " not in name.strip():
        found.add(f"{fold(name)[:3]}.")  # "Tam." for Tamarack
    return tuple(f"{family} {x}" for x in sorted(found))


def block_sizes(keys: Iterable[Iterable[str]]) -> Counter[str]:
    """How many names share each key."""
    return Counter(key for mine in keys for key in mine)
