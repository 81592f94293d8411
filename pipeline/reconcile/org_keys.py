"""Blocking keys for names of bodies and laws that share no first and last word: places, short titles, listed names."""

from __future__ import annotations

from pipeline.reconcile.gazetteer import home_of
from pipeline.reconcile.known_names import shorts_of
from pipeline.reconcile.laws import kind_of
from pipeline.reconcile.org_parse import OrgName, parse_unlisted
from pipeline.reconcile.org_places import split_place
from pipeline.reconcile.own_names import is_distinctive
from pipeline.reconcile.spelling import skeleton


def more_keys(name: OrgName) -> set[str]:
    """Keys that two names share which ``match_orgs`` may join though they begin and end with other words.

    >>> from pipeline.reconcile.org_parse import parse_org
    >>> a, b = parse_org("French Foreign Ministry"), parse_org("Ministry of Foreign Affairs of France")
    >>> bool(more_keys(a) & more_keys(b))
    True
    """
    keys = _placed_keys(name)
    if kind_of(name.words) is not None:
        keys |= {f"law {word}" for word in name.words[:-1] if is_distinctive(word) or home_of(word) is not None}
    if name.known is not None:
        written = parse_unlisted(name.written)
        keys |= _placed_keys(written) | {f"sound {' '.join(map(skeleton, written.words))}"}
        keys |= {f"=word {_ask(word)}" for word in (*shorts_of(name.known), *written.words[:1], *written.words[-1:])}
    return keys


def _placed_keys(name: OrgName) -> set[str]:
    placed = split_place(name)
    if placed.place is None or not placed.core:
        return set()
    keys = {f"of {placed.place} {' '.join(placed.core)}"}
    if placed.is_country:
        keys |= {f"=word {_ask(placed.core[0])}", f"=begins {' '.join(map(_ask, placed.core[:2]))}"}
    return keys


def _ask(word: str) -> str:
    """A word as ``block.py`` asks for it."""
    return word.removesuffix("s")
