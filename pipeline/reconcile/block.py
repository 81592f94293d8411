"""Which names are worth comparing: keys that two forms of one name share."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from rigour.text.phonetics import metaphone

from pipeline import lexicon
from pipeline.reconcile.chains import Family
from pipeline.reconcile.org_keys import more_keys
from pipeline.reconcile.organisations import is_acronym, parse_org, without_business
from pipeline.reconcile.people import CAMEL, parse_person
from pipeline.reconcile.person_keys import form_keys
from pipeline.reconcile.places import CAPITAL, known_places, nationalities, parse_place, without_nature
from pipeline.reconcile.spelling import eastern_skeleton, fold, skeleton

MOST_WORDS = 6  # words of a name in which a slip is looked for,
LONG_WORD, VERY_LONG_WORD = 5, 20  # of so many letters: at least and at most
SLIPPED = 6  # letters of the first word of a place from which slips in it are looked for
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
    return tuple(sorted(key_set(name, family, acronyms)))


def key_set(name: str, family: Family, acronyms: Iterable[str] = ()) -> set[str]:
    """The keys of ``keys_of``, in no order and kept nowhere: for a walk over more names than any cache holds."""
    if family == Family.PERSON:
        found = _person_keys(name)
    elif family == Family.PLACE:
        found = _place_keys(name)
    else:
        found = _thing_keys(name, acronyms)
    front = f"{family} "
    return {f"{key[0]}{front}{key[1:]}" if key[0] in MARKS else front + key for key in found}


def partner(key: str) -> str:
    """The key under which those stand whom a key's bearer is compared with."""
    marks = {ASK: ANSWER, ANSWER: ASK}
    return f"{marks[key[0]]}{key[1:]}" if key[0] in marks else key


def meet(a: Iterable[str], b: Iterable[str]) -> bool:
    """Whether two names with these keys are compared."""
    return not set(map(partner, a)).isdisjoint(b)


def _place_keys(name: str) -> set[str]:
    place, org = parse_place(name).name, parse_org(name)
    keys = {f"name {without_nature(place)}", f"sound {_sound(place)}", f"joined {place.replace(' ', '')}"}
    if place in CAPITAL:
        keys.add(f"capital {CAPITAL[0]}")
    keys.update([f"{ANSWER}acronym {x}" for x in org.initials if len(x) > 2])
    if org.acronym and len(org.acronym) > 2:
        keys.add(f"{ASK}acronym {org.acronym}")
    return keys | _slip_keys(place)


def _slip_keys(place: str) -> set[str]:
    """What the name of a place shares with one of its misspellings: the first word less a letter, the others whole."""
    first, _, rest = place.partition(" ")
    if not SLIPPED <= len(first) <= VERY_LONG_WORD:
        return set()
    return {f"slip {first[:at]}{first[at + 1 :]} {rest}" for at in range(1, len(first))} | {f"slip {first} {rest}"}


def _sound(name: str) -> str:
    return " ".join(map(skeleton, name.split()))


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


def _person_keys(text: str) -> set[str]:
    name = parse_person(text)
    if name.handle:
        parts = CAMEL.findall(name.core)
        tails = ("".join(parts[i:]).lower() for i in range(len(parts)))
        return {f"handle {name.handle}", *(f"{ASK}handle {tail}" for tail in tails if len(tail) >= 6)}
    words, given = name.words, name.given
    if not words:
        return set()
    last = name.surname[-1] if name.surname else words[-1]
    keys = form_keys(name) | {f"words {' '.join(sorted(words))}", f"tail {' '.join(words[-2:])}"}
    known = (*given, *(nick.replace(" ", "") for nick in name.nicks)) if name.nicks else given
    _add_given_keys(keys, [word for word in known if len(word) > 1], last, name.eastern)
    if given:
        _add_initial_keys(keys, given, last)
    if len(words) >= 3:
        initials = "".join([word[0] for word in words])
        keys |= {f"{ANSWER}letters {initials}", f"{ANSWER}first {initials} {last}"}
    if len(words) == 1 and text.replace(".", "").isupper():
        keys.add(f"{ASK}letters {words[0]}")
    if len(words) == 2 and len(given) == 1 and 3 <= len(given[0]) <= 4:
        keys.add(f"{ASK}first {given[0]} {last}")
    return keys


def _add_initial_keys(keys: set[str], given: tuple[str, ...], last: str) -> None:
    """Add the keys of a name with a given name or initial."""
    first = given[0]
    keys.add(f"{ANSWER}handle {first}{last}")
    ends = f"{WEAK}given {first} {last[:2]}{last[-1]}"
    keys.update([f"{ends} {n}" for n in _lengths(last)])
    mark = ASK if len(first) == 1 else ANSWER
    keys.update([f"{mark}initial {last} {word[0]}" for word in given[:2]])
    if len(first) == 1:
        keys.add(f"initials {last} {first}")


def _lengths(word: str) -> range:
    """Lengths that a word shares with those that it may be a slip of: one letter more or less, two for long words."""
    return range(len(word), len(word) + (2 if len(word) < TWO_SLIPS else 3))


def _add_given_keys(keys: set[str], names: Sequence[str], last: str, eastern: bool) -> None:
    """Add the keys of a surname with each of the given names that are more than an initial."""
    if not names:
        return
    sound, heard = skeleton(last), metaphone(last).lower()
    letters = f"{last[0]} {''.join(sorted(set(sound)))}"
    for given in names:
        for mark in _given_marks(given):
            keys.add(f"sound {sound} {mark}")
            if mark[0] == "~":
                keys.add(f"{WEAK}letters {letters} {mark}")
        if eastern:
            keys.add(f"sound {sound} ^{eastern_skeleton(given)}")
        ends = f"{WEAK}sound {sound} {given[0]}-{given[-1]}"
        keys.update([f"{ends} {n}" for n in _lengths(given)])
        keys.add(f"sound {heard} {given}")


def _thing_keys(text: str, acronyms: Iterable[str]) -> set[str]:
    name = parse_org(text)
    words = tuple([word.removesuffix("s") for word in name.words])
    brief = without_business(name.words)
    keys = more_keys(name) | {f"name {name.key}", f"joined {''.join(name.words)}", f"sound {_sound(name.key)}"}
    if brief != name.words:
        keys.add(f"sound {_sound(' '.join(brief))}")
    keys.update([f"{ANSWER}acronym {x}" for x in (*acronyms, *name.initials)])
    if name.acronym:
        keys.add(f"{ASK}acronym {name.acronym}")
    if not words:
        return keys
    first = skeleton(words[0])
    if len(words) == 1:
        return keys | {f"{ASK}word {words[0]}", f"{ASK}sound {first}", f"word {words[0]}"}
    keys |= {f"{ANSWER}word {words[0]}", f"{ANSWER}word {words[-1]}", f"{ANSWER}sound {first}"}
    return keys | _gap_keys(brief) | _pair_keys(words) | _part_keys(text, words)


def _gap_keys(words: tuple[str, ...]) -> set[str]:
    """What two names share that differ by a slip in one long word: the other words, and that one less a letter.

    Words at one edit from each other, exchanged neighbours included, are equal after at most one letter is left out of
    each (deletion neighbourhoods: Mor and Fraenkel 1982, SymSpell). Words for what a business does are left out before.

    >>> all(_gap_keys(("kestrel", "group")) & _gap_keys((slip, "group")) for slip in ("kestrl", "ketsrel", "kestral"))
    True
    """
    keys: set[str] = set()
    peoples, places = nationalities(), known_places()
    for i, word in enumerate(words[:MOST_WORDS]):
        rest = f"gap {i} {' '.join(words[:i])} _ {' '.join(words[i + 1 :])}"
        if word in peoples or word in places:
            keys.add(f"{rest} {peoples.get(word, word)}")  # "Asia Relief Fund", "Asian Relief Fund"
        if LONG_WORD <= len(word) <= VERY_LONG_WORD:
            keys.update([f"{rest} {word[:at]}{word[at + 1 :]}" for at in range(len(word))])
            keys.add(f"{rest} {word}")
    return keys


def _pair_keys(words: tuple[str, ...]) -> set[str]:
    """A name of two words or more asks for longer ones that begin or end with it."""
    whole = " ".join(words)
    keys = {f"{ASK}begins {whole}", f"{ASK}ends {whole}"}
    for i in range(2, min(len(words), 6)):
        keys.add(f"{ANSWER}begins {' '.join(words[:i])}")
        keys.add(f"{ANSWER}ends {' '.join(words[-i:])}")
    return keys


def _part_keys(text: str, words: tuple[str, ...]) -> set[str]:
    """A name that holds an abbreviation asks for those that spell it out: "NYC Council"."""
    short = {fold(word) for word in text.split() if not _is_plain(word) and is_acronym(word)}
    return {f"{ASK}word {word}" for word in (words[0], words[-1]) if word not in short} if short else set()


def _is_plain(word: str) -> bool:
    """Whether a word is so plainly no abbreviation that nothing else need be asked: "Council"."""
    return len(word) > 2 and word.isalpha() and word[1:].islower()


def short_keys(name: str, family: Family, acronyms: Iterable[str] = ()) -> tuple[str, ...]:
    """The keys under which a short name finds the full ones: surname, initials, abbreviations.

    >>> set(short_keys("Burgess", Family.PERSON)) <= set(short_keys("Tim Burgess", Family.PERSON))
    True
    """
    if family == Family.PERSON:
        person = parse_person(name)
        surname, words = person.surname, person.words
        found = {*surname[-1:], " ".join(surname)}
        if len(words) > 2:
            found.add("".join([word[0] for word in words]))
        if surname and len(surname[-1]) >= 6:
            found.add(f"~{skeleton(surname[-1])}")
        return tuple([f"person {x}" for x in sorted(found) if x])
    org = parse_org(name)
    found = {*org.initials, *acronyms, *([org.acronym] if org.acronym else [])}
    if family == Family.PLACE and " " not in name.strip():
        found.add(f"{fold(name)[:3]}.")  # "Tam." for Tamarack
    return tuple(f"{family} {x}" for x in sorted(found))


def block_sizes(keys: Iterable[Iterable[str]]) -> Counter[str]:
    """How many names share each key."""
    return Counter(key for mine in keys for key in mine)
