"""Whether a line says what the input or the page states as the title of the article."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from pipeline.clean.pieces import words_of

SITE_MARK: Final = re.compile(
    r"\s(?:[|·•»:–—-]|::)\s"
)  # between a title and the site's name: "Old pier to close | Gazette"
LEAST_NEAR: Final = 4  # words; shorter lines must be equal
NEAR: Final = 0.75  # of the words of the longer one, in any order: headlines are shortened and reworded for sharing


def title_words(titles: Iterable[str]) -> tuple[list[str], ...]:
    """The words of each title, and of each title without the name of the site before or after it."""
    found = []
    for title in titles:
        parts = SITE_MARK.split(title[:500])
        cuts = [title[:500], *parts[:1], *parts[-1:]] if len(parts) > 1 else [title[:500]]
        if len(parts) > 2:
            cuts.append(title[: title.rindex(parts[-1])])
        found += [own for cut in cuts if len(own := words_of(cut)) >= LEAST_NEAR or cut is cuts[0]]
    return tuple(own for own in found if own)


def is_title(own: list[str], titles: Iterable[list[str]]) -> bool:
    """Whether the words are those of a title.

    >>> is_title(words_of("Old pier to close"), title_words(["Old Pier to Close - Harbour Gazette"]))
    True
    """
    return any(own == title for title in titles)


def is_near_title(own: list[str], titles: Iterable[list[str]]) -> bool:
    """Whether the words are nearly those of a title: most of the longer one's stand in both.

    >>> is_near_title(words_of("Harbour board: old pier to close"), title_words(["Board: old pier to close"]))
    True
    >>> is_near_title(words_of("The old pier is to close for two years"), title_words(["Old pier to close"]))
    False
    """
    if len(own) < LEAST_NEAR:
        return False
    counted = Counter(own)
    return any(sum((counted & Counter(title)).values()) >= NEAR * max(len(own), len(title)) for title in titles)
