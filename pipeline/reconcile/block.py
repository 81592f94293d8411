"""Which names are worth comparing: keys that two forms of one name share, and pairs from blocks of bounded size."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from rigour.text.phonetics import metaphone

from pipeline import lexicon
from pipeline.reconcile.chains import Family
from pipeline.reconcile.organisations import parse_org
from pipeline.reconcile.people import CAMEL, PersonName, parse_person
from pipeline.reconcile.places import CAPITAL, parse_place
from pipeline.reconcile.spelling import fold, skeleton

WINDOW = 10  # neighbours in sorted order that are compared where a block is too large even after splitting


def keys_of(name: str, family: Family, acronyms: Sequence[str] = ()) -> tuple[str, ...]:
    """The blocking keys of a name; two names that may be one bearer's share at least one.

    >>> set(keys_of("Jon Adler", Family.PERSON)) & set(keys_of("John Alder", Family.PERSON)) != set()
    True
    """
    if family == Family.PERSON:
        return _person_keys(name)
    if family == Family.PLACE:
        place = parse_place(name).name
        capital = (f"capital {CAPITAL[0]}",) if place in CAPITAL else ()
        short = (f"acronym {x}" for x in (*parse_org(name).initials, parse_org(name).acronym) if x and len(x) > 2)
        return (f"name {place}", f"sound {_sound(place)}", *capital, *sorted(short))
    return _thing_keys(name, tuple(acronyms))


def _sound(name: str) -> str:
    return " ".join(skeleton(word) for word in name.split())


@lru_cache(maxsize=1)
def _first_letters() -> dict[str, frozenset[str]]:
    """For each given name the first letters of its short forms and of the names it is short for."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in lexicon.table("nickname"):
        for short in row["short"].split(";"):
            found[row["name"]].add(short[0])
            found[short].add(row["name"][0])
    return {name: frozenset(letters) for name, letters in found.items()}


def _initials(name: PersonName) -> set[str]:
    letters = {word[0] for word in name.given} | {nick[0] for nick in name.nicks}
    for word in name.given[:1]:
        letters |= _first_letters().get(word, frozenset())
        letters |= {skeleton(word)[:1], (metaphone(word) or word)[:1].lower()}
    return letters


@lru_cache(maxsize=100_000)
def _person_keys(text: str) -> tuple[str, ...]:
    name = parse_person(text)
    if name.handle:
        parts = CAMEL.findall(name.core)
        tails = ("".join(parts[i:]).lower() for i in range(len(parts)))
        return tuple(f"handle {tail}" for tail in tails if len(tail) >= 6) or (f"handle {name.handle}",)
    if not name.words:
        return ()
    last = name.surname[-1] if name.surname else name.words[-1]
    keys = {f"surname {last} {letter}" for letter in _initials(name)}
    keys |= {f"sound {skeleton(last)} {letter}" for letter in _initials(name)}
    keys |= {f"letters {last[0]} {''.join(sorted(set(skeleton(last))))} {x}" for x in _initials(name)}
    if name.given:
        keys.add(f"words {' '.join(sorted(name.words))}")
        keys.add(f"given {name.given[0]} {last[:2]}")
        keys.add(f"handle {name.given[0]}{last}")
    if len(name.words) >= 3:
        keys.add(f"initials {''.join(word[0] for word in name.words)}")
        keys.add(f"tail {' '.join(name.words[-2:])}")
    if len(name.words) == 2:
        keys.add(f"tail {' '.join(name.words)}")
    if text.replace(".", "").isupper() and len(name.words) == 1:
        keys.add(f"initials {name.words[0]}")
    return tuple(sorted(keys))


def _thing_keys(text: str, acronyms: tuple[str, ...]) -> tuple[str, ...]:
    name = parse_org(text)
    common = lexicon.words("org_institutions") | lexicon.words("org_business")
    keys = {f"name {name.key}", f"joined {''.join(name.words)}", f"sound {_sound(name.key)}"}
    keys |= {f"word {word}" for word in name.words if (word not in common or len(name.words) == 1) and len(word) > 2}
    keys |= {f"word {word}" for word in (name.words[0], name.words[-1])} if name.words else set()
    keys |= {f"acronym {x}" for x in (*acronyms, *name.initials, *([name.acronym] if name.acronym else []))}
    return tuple(sorted(keys))


def candidate_pairs(keys: Sequence[Sequence[str]], names: Sequence[str], max_block: int) -> Iterator[tuple[int, int]]:
    """Pairs of positions that share a key, each once, smaller position first.

    A block of more than ``max_block`` names is split by the first letters of the name; a part that is still too
    large is sorted, and each name is compared with the next few only. So pairs grow linearly with names.
    """
    blocks: dict[str, list[int]] = defaultdict(list)
    for i, mine in enumerate(keys):
        for key in mine:
            blocks[key].append(i)
    seen: set[tuple[int, int]] = set()
    for key in sorted(blocks):
        for pair in _pairs_of(blocks[key], names, max_block):
            if pair not in seen:
                seen.add(pair)
                yield pair


def _pairs_of(block: list[int], names: Sequence[str], max_block: int) -> Iterator[tuple[int, int]]:
    if len(block) < 2:
        return
    if len(block) <= max_block:
        yield from ((i, j) for n, i in enumerate(block) for j in block[n + 1 :])
        return
    parts: dict[str, list[int]] = defaultdict(list)
    for i in block:
        parts[fold(names[i])[:3]].append(i)
    for part in parts.values():
        if len(part) <= max_block // 4 or len(part) < WINDOW:
            yield from ((i, j) for n, i in enumerate(part) for j in part[n + 1 :])
            continue
        part.sort(key=lambda i: (fold(names[i]), i))
        yield from ((min(i, j), max(i, j)) for n, i in enumerate(part) for j in part[n + 1 : n + 1 + WINDOW])
