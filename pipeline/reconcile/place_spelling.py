"""Whether two names of places are one in two spellings: slips of the pen, romanisations, articles written apart."""

from __future__ import annotations

import re

from rapidfuzz.distance import OSA

from pipeline.reconcile.gazetteer import home_of, known_places, lies_elsewhere
from pipeline.reconcile.spelling import Likeness, likeness, skeleton

ARTICLE = re.compile(r"\b(?:al|an|ar|as|ash|at|az|el|es|ed)\b ?")  # Arabic, by itself or before a name
LONG = 8  # letters of a word in which a slip leaves few consonants to tell it by
FIRST = frozenset(map(frozenset, ("qk", "ck", "yj", "wv")))  # first letters that romanisations exchange
SHORT = 5  # letters of a name up to which one slip may make it another


def are_spelt_alike(a: str, b: str) -> bool:
    """Whether two different folded names are spellings of one.

    Two that the gazetteer knows are two places. Beside one that it knows, a slip must be a small one: one edit, or
    letters doubled or left single.

    >>> are_spelt_alike("cincinnati", "cincinatti"), are_spelt_alike("austria", "australia")
    (True, False)
    """
    if a in known_places() and b in known_places():
        return False
    left, right = ARTICLE.sub("", a).split(), ARTICLE.sub("", b).split()
    is_known = a in known_places() or b in known_places()
    if left == right or "".join(left) == "".join(right):
        return bool(left)
    odd = [(x, y) for x, y in zip(left, right, strict=False) if x != y]
    if len(left) != len(right) or not odd:
        return False
    if len(odd) > 1:
        return all(x[0] == y[0] and likeness(x, y) == Likeness.VARIANT for x, y in odd)
    x, y = odd[0]
    return _is_slip(x, y) if is_known else _is_spelling(x, y)


def is_misspelt_in(a: str, b: str, region: str) -> bool:
    """Whether of two long folded names at one edit only one is that of a large city of the folded region.

    So the other is no other town, though one elsewhere may be called so.

    >>> is_misspelt_in("edinburg", "edinburgh", "scotland"), is_misspelt_in("dayton", "daytona", "ohio")
    (True, False)
    """
    at_home = [home_of(name) is not None and not lies_elsewhere(name, region) for name in (a, b)]
    return sum(at_home) == 1 and min(len(a), len(b)) >= LONG and a[0] == b[0] and OSA.distance(a, b) == 1


def _is_spelling(x: str, y: str) -> bool:
    """Whether two words that no place is called are one: a slip, or one sound."""
    is_plain = len(x) > SHORT and _plain(x) == _plain(y)
    return is_plain or (likeness(x, y) != Likeness.DIFFERENT and min(len(skeleton(x)), len(skeleton(y))) >= 4)


def _is_slip(x: str, y: str) -> bool:
    """Whether a word is another one, known as a place, with a slip; a first letter is seldom mistaken."""
    if (x[1:] != y[1:] and (skeleton(x)[:1] != skeleton(y)[:1] or min(len(x), len(y)) < SHORT)) or likeness(
        x, y
    ) == Likeness.DIFFERENT:
        return False
    if x[1:] == y[1:]:
        return frozenset((x[0], y[0])) in FIRST
    is_turned = len(x) > SHORT and x[-1] == y[-1] and sorted(x) == sorted(y)  # "Pheonix"
    if _plain(x) == _plain(y) or (is_turned and OSA.distance(x, y) == 1):
        return True
    return (
        OSA.distance(x, y) == 1
        and min(len(x), len(y)) > SHORT
        and min(len(skeleton(x)), len(skeleton(y))) >= (4 if min(len(x), len(y)) < LONG else 3)
    )


def _plain(word: str) -> str:
    """The word without double letters and h, which are what pens leave out, and with one i: "Cincinatti", "Nizhni"."""
    return re.sub(r"(.)\1+", r"\1", word.replace("y", "i")).replace("h", "")
