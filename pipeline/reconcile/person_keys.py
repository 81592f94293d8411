"""Blocking keys for forms of a person's name that share no sound: other languages, second surnames, aliases."""

from __future__ import annotations

from functools import lru_cache

from pipeline.reconcile.given_names import alias_rows, family_rows, form_rows, plain_given
from pipeline.reconcile.people import PersonName
from pipeline.reconcile.spelling import eastern_skeleton, skeleton

MOST_FRONTS = 3  # words after the first of which a long name asks whether one is the surname of a shorter name


def form_keys(name: PersonName) -> set[str]:
    """Keys by which two forms of a name meet that ``people_match`` may join and ``block`` keeps apart.

    A key that opens with ``?`` asks and one with ``=`` answers, as in ``block.keys_of``.

    >>> from pipeline.reconcile.people import parse_person
    >>> meets = lambda a, b: bool(form_keys(parse_person(a)) & form_keys(parse_person(b)))
    >>> meets("Mykola Azarov", "Nikolai Azarov"), meets("Zhou Enlai", "Chou En-lai"), meets("Ann Azarov", "Li Azarov")
    (True, True, False)
    """
    keys = {f"alias {row}" for row in alias_rows(name)}
    if not name.given or not name.surname:
        return keys
    last = name.surname[-1]
    if name.eastern:
        return keys | {f"family {row} {eastern_skeleton(name.given[0])}" for row in family_rows(last)}
    sound = skeleton(last)
    keys.update([f"language {row} {sound}" for row in _given_rows(name.given[0])])
    keys.update(_fronts(name))
    joined = plain_given(name.given)[0]
    if joined != name.given[0]:
        keys.add(f"sound {sound} {joined}")
    return keys


@lru_cache(maxsize=1 << 16)
def _given_rows(given: str) -> tuple[int, ...]:
    return tuple(sorted(form_rows(given)))


def _fronts(name: PersonName) -> set[str]:
    """A long name asks for those that end where it goes on: "Vicente Fox Quesada" for "Vicente Fox"."""
    words = name.words
    keys = {f"=front {words[0]} {name.surname[-1]}"}
    if len(words) > 2:
        keys.update([f"?front {words[0]} {word}" for word in words[1:-1][:MOST_FRONTS] if len(word) > 2])
    return keys
