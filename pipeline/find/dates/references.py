"""Words that only say past, present or future: "recently", "now", "in the near future"."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from pipeline import lexicon
from pipeline.find.dates.scene import Hit, Reading, Scene
from pipeline.schema import DateKind


def phrase_continues(scene: Scene, last: int) -> bool:
    """Whether a number or unit after "the past" or "recent" makes it part of a longer expression."""
    return scene.kind(last) in ("DAYNUM", "NUM", "CARDINAL", "VAGUE", "UNIT", "UNITS", "YEARNOUN", "SCALE", "MORE")


@cache
def _phrases() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """The phrases of ``lexicon/date_references.csv`` by their first word, the longest first."""
    by_first: defaultdict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for row in lexicon.table("date_references"):
        words = tuple(row["phrase"].split())
        by_first[words[0]].append((words, row["value"]))
    return {first: sorted(found, key=lambda p: -len(p[0])) for first, found in by_first.items()}


def reference_hits(scene: Scene) -> list[tuple[Hit, Reading]]:
    """The references in the text, each with its reading."""
    found = []
    for at in range(len(scene.words)):
        for words, value in _phrases().get(scene.lower(at), ()):
            last = at + len(words)
            if all(scene.lower(at + i) == word for i, word in enumerate(words)):
                if phrase_continues(scene, last) or scene.lower(at - 1) == "most":
                    break
                found.append((Hit(at, last, {}, scene), Reading(DateKind.DATE, value)))
                break
    return found
