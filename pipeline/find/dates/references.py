"""Words that only say past, present or future: "recently", "now", "in the near future"."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

from pipeline import lexicon
from pipeline.find.dates.scene import Hit, Reading, Scene
from pipeline.find.dates.vocabulary import word_codes
from pipeline.schema import DateKind


def phrase_continues(scene: Scene, last: int) -> bool:
    """Whether a number or unit after "the past" or "recent" makes it part of a longer expression."""
    return scene.kind(last) in ("DAYNUM", "NUM", "CARDINAL", "VAGUE", "UNIT", "UNITS", "YEARNOUN", "SCALE", "MORE")


@cache
def _phrases() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """The phrases of ``lexicon/date_references.csv`` by their last word, the longest first."""
    by_last: defaultdict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for row in lexicon.table("date_references"):
        words = tuple(row["phrase"].split())
        for form in (words[-1], words[-1].capitalize(), words[-1].upper()):
            by_last[form].append((words, row["value"]))
    return {last: sorted(found, key=lambda p: -len(p[0])) for last, found in by_last.items()}


@cache
def _ends() -> re.Pattern[str]:
    """The characters of the kinds that a phrase's last word has."""
    codes = word_codes()
    return re.compile(f"[{''.join(sorted({codes[last] for last in _phrases()}))}]")


def _is_bound(scene: Scene, first: int, last: int) -> bool:
    """Whether a phrase is part of a longer word or phrase: "as soon as", "most recent", "the now-cancelled deal"."""
    end = scene.words.ends[last]
    mark = scene.words.text[end : end + 2]
    return scene.lower(first - 1) in ("most", "as") or (mark[:1] == "-" and mark[1:].isalpha())


def reference_hits(scene: Scene) -> list[tuple[Hit, Reading]]:
    """The references in the text, each with its reading."""
    phrases = _phrases()
    hits = []
    for found in _ends().finditer(scene.words.codes):
        at = found.start()
        for words, value in phrases.get(scene.words.surface(at), ()):
            first = at + 1 - len(words)
            if all(scene.lower(first + i) == word for i, word in enumerate(words)):
                if not (phrase_continues(scene, at + 1) or _is_bound(scene, first, at)):
                    hits.append((Hit(first, at + 1, {}, scene), Reading(DateKind.DATE, value)))
                break
    return hits
