"""Which names are worth comparing: keys that two forms of one name share, and pairs from blocks of bounded size."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from rigour.text.phonetics import metaphone

from pipeline import lexicon
from pipeline.reconcile.chains import Family
from pipeline.reconcile.organisations import is_acronym, parse_org, without_business
from pipeline.reconcile.people import CAMEL, parse_person
from pipeline.reconcile.places import CAPITAL, parse_place, without_nature
from pipeline.reconcile.spelling import eastern_skeleton, fold, skeleton

WINDOW = 10  # neighbours in sorted order that are compared where a block is too large even after splitting
ASK, ANSWER = "?", "="  # a name that asks under a key meets those that answer under it, and none that asks


def keys_of(name: str, family: Family, acronyms: Sequence[str] = ()) -> tuple[str, ...]:
    """The blocking keys of a name; two names that may be one bearer's meet under at least one.

    A key that opens with ``?`` asks, one with ``=`` answers: a name of one word asks for the long names that begin or
    end with it, so that the many long names with one word in common need not be compared with each other.

    >>> meet(keys_of("Jon Adler", Family.PERSON), keys_of("John Alder", Family.PERSON))
    True
    >>> meet(keys_of("Acme Group", Family.THING), keys_of("Acme Bureau", Family.THING))
    False
    """
    return _keys_of(name, family, tuple(acronyms))


@lru_cache(maxsize=100_000)
def _keys_of(name: str, family: Family, acronyms: tuple[str, ...]) -> tuple[str, ...]:
    if family == Family.PERSON:
        found = _person_keys(name)
    elif family == Family.PLACE:
        found = _place_keys(name)
    else:
        found = _thing_keys(name, acronyms)
    front = f"{family} "
    return tuple([f"{key[0]}{front}{key[1:]}" if key[0] in (ASK, ANSWER) else front + key for key in found])


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
    """What two forms of one given name share: the name it is short for, its sound, its ends."""
    marks = {given, *_full_forms().get(given, ()), f"~{skeleton(given)}", f"{given[0]}-{given[-1]}"}
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
        keys |= {f"{ANSWER}handle {name.given[0]}{last}", f"given {name.given[0]} {last[:2]}{last[-1]}"}
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


def _given_keys(given: str, last: str, eastern: bool) -> set[str]:
    if len(given) == 1:
        return set()
    marks = _given_marks(given) | ({f"^{eastern_skeleton(given)}"} if eastern else set())
    sounds = {mark for mark in marks if mark.startswith("~")}
    letters = f"{last[0]} {''.join(sorted(set(skeleton(last))))}"
    keys = {f"surname {last} {mark}" for mark in marks}
    keys |= {f"sound {skeleton(last)} {mark}" for mark in marks}
    return keys | {f"sound {metaphone(last).lower()} {given}"} | {f"letters {letters} {mark}" for mark in sounds}


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
        gaps = {f"gap {i} {words[:i]} {word[:2]} {words[i + 1 :]}" for i, word in enumerate(words[:6])}
        return tuple(sorted(keys | ends | gaps | _pair_keys(words) | _part_keys(text, words)))
    return tuple(sorted(keys | {f"{ASK}word {words[0]}", f"{ASK}sound {skeleton(words[0])}", f"word {words[0]}"}))


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


def candidate_pairs(keys: Sequence[Sequence[str]], names: Sequence[str], max_block: int) -> Iterator[tuple[int, int]]:
    """Pairs of positions that meet under a key, smaller position first; few pairs come twice.

    A block of more than ``max_block`` names is split by the first letters of the name; a part that is still too
    large is sorted, and each name is compared with the next few only. So pairs grow linearly with names. Under a key
    that many answer ("=word group": every long name that ends so) and few ask, a key gives no more pairs than a full
    block, or each name that asks meets at most ``max_block``: such a block may hold any number of names.
    """
    blocks = _blocks(keys)
    found: set[tuple[int, int]] = set()
    for key in sorted(blocks):
        if key[0] != ANSWER:
            fresh = {*_pairs_of(key, blocks, names, max_block)} - found
            found |= fresh
            yield from sorted(fresh)


def _blocks(keys: Sequence[Sequence[str]]) -> dict[str, list[int]]:
    """The positions under every key that two or more share, or that somebody asks or answers under."""
    alone: dict[str, int] = {}
    blocks: dict[str, list[int]] = {}
    for i, mine in enumerate(keys):
        for key in mine:
            if key in blocks:
                blocks[key].append(i)
            elif key in alone:
                blocks[key] = [alone.pop(key), i]
            else:
                alone[key] = i
    for key, i in alone.items():
        if key[0] == ASK and (partner(key) in alone or partner(key) in blocks):
            blocks[key] = [i]
    for key in [partner(key) for key in blocks if key[0] == ASK]:
        if key in alone:
            blocks[key] = [alone[key]]
    return blocks


def block_sizes(keys: Iterable[Iterable[str]]) -> Counter[str]:
    """How many names share each key."""
    return Counter(key for mine in keys for key in mine)


def _pairs_of(
    key: str, blocks: Mapping[str, list[int]], names: Sequence[str], max_block: int
) -> Iterator[tuple[int, int]]:
    block = blocks[key]
    if key[0] == ASK:
        yield from _asked(block, blocks.get(partner(key), ()), names, max_block)
    elif len(block) <= max_block:
        yield from ((i, j) for n, i in enumerate(block) for j in block[n + 1 :])
    else:
        yield from _split(block, names, max_block)


def _asked(
    asking: Sequence[int], answering: Sequence[int], names: Sequence[str], max_block: int
) -> Iterator[tuple[int, int]]:
    """Everyone who asks with everyone who answers; where they are too many, with the next few in the order of names."""
    if len(asking) * len(answering) <= max_block * max_block // 2:
        yield from ((min(i, j), max(i, j)) for i in asking for j in answering if i != j)
        return
    order = sorted(answering, key=lambda i: (fold(names[i]), i))
    at = [fold(names[i]) for i in order]
    for i in asking:
        first = bisect_left(at, fold(names[i]))
        yield from ((min(i, j), max(i, j)) for j in order[first : first + max_block] if i != j)


def _split(block: Sequence[int], names: Sequence[str], max_block: int) -> Iterator[tuple[int, int]]:
    parts: dict[str, list[int]] = defaultdict(list)
    for i in block:
        parts[fold(names[i])[:3]].append(i)
    for part in parts.values():
        if len(part) <= max_block // 4 or len(part) < WINDOW:
            yield from ((i, j) for n, i in enumerate(part) for j in part[n + 1 :])
            continue
        part.sort(key=lambda i: (fold(names[i]), i))
        yield from ((min(i, j), max(i, j)) for n, i in enumerate(part) for j in part[n + 1 : n + 1 + WINDOW])
