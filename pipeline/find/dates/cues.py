"""Where words near a time expression put its events: verbs by their tense, and words that look ahead."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

from pipeline import lexicon
from pipeline.find.dates.clause import Direction, Outlook
from pipeline.find.dates.kinds import CODES
from pipeline.find.dates.words import Words

# A verb further off than this is hardly the verb of the expression's clause; bounds the work for each expression.
REACH = 12
# A verb at most this many words before governs the expression itself: "passed in March".
CLOSE = 2
ENDS = frozenset({CODES["STOP"], CODES["BREAK"]})
NAMEMONTH = CODES["NAMEMONTH"]
LINKS = ("ON", "IN", "AT", "EARLY", "LATE", "EARLIER", "LATER", "THE")
# Right before a day they tell when something is to begin: "starting Monday".
BEGINNINGS = frozenset({"starting", "beginning", "effective"})
AHEAD = frozenset({"won", "is", "are", "be", "as"})  # where the words beside them say so
PAST_HELPERS = frozenset({"was", "were", "has", "had", "have", "been", "'ve", "’ve"})

Tags = Callable[[int], str]
Directions = Callable[[int], Direction]  # of a word, by its place


def near_words(words: Words, places: range) -> Iterator[int]:
    """The places up to the end of the sentence."""
    codes = words.codes
    for at in places:
        if 0 <= at < len(codes) and codes[at] in ENDS:
            return
        yield at


def verb_beside(words: Words, tags: Tags, directions: Directions, first: int) -> Outlook:
    """The outlook of a past verb that stands right before the expression: "announced Friday", "died on Friday"."""
    at = first - 1
    if words.kind(at) in LINKS:
        at -= 1
    tag = tags(at) if at >= 0 else ""
    before = words.lower(at - 1)
    is_past = tag == "VBD" or (tag == "VBN" and before in PAST_HELPERS and words.lower(at - 2) != "to")
    if is_past and directions(at) is Direction.PAST:
        return Outlook(Direction.PAST, is_close=True)
    return Outlook()


def outlook_of_words(words: Words, directions: Directions, first: int, last: int) -> Outlook:
    """The outlook of the nearest telling word before words ``first`` to ``last`` in their sentence, or next after.

    The present tense counts right before a day only: "the council meets Tuesday", "unemployment stands at 5% in May".
    """
    is_day = names_day(words, first, last)
    for at in near_words(words, range(first - 1, max(-1, first - 1 - REACH), -1)):
        found = directions(at)
        if found is Direction.PLAN and not (is_day and first - at <= CLOSE):
            continue
        if found is not Direction.UNKNOWN:
            return Outlook(found, first - at <= CLOSE)
    for at in near_words(words, range(last, min(len(words), last + REACH))):
        found = directions(at)
        if found not in (Direction.UNKNOWN, Direction.PLAN):
            return Outlook(found)
    return Outlook()


def names_day(words: Words, first: int, last: int) -> bool:
    """Whether words ``first`` to ``last`` name a day and not a longer stretch."""
    return any(
        words.kind(at) in ("WEEKDAY", "ABBRDAY", "DAYNUM", "DAYORD", "HOLIDAY", "DEICTIC") for at in range(first, last)
    )


def direction_of(words: Words, tags: Tags, at: int) -> Direction:
    """Where one word puts the events of its clause."""
    if words.codes[at] == NAMEMONTH:
        return Direction.UNKNOWN  # "May" is no modal
    word = words.lower(at)
    cued = _direction_of_cue(words, tags, at) if word in _cues() else None
    if cued is not None:
        return cued
    tag = tags(at)
    if tag in ("VBD", "VBN") or (not tag and len(word) > 4 and word.endswith("ed")):
        return Direction.PAST
    if tag in ("VBZ", "VBP") and not _reports(word) and word not in PAST_HELPERS:
        return Direction.PLAN
    return Direction.UNKNOWN


@cache
def _cues() -> frozenset[str]:
    """The words that may tell a direction whatever their tag is; most words are none of them."""
    return BEGINNINGS | AHEAD | lexicon.words("date_future_cues") | lexicon.words("date_past_cues")


def _direction_of_cue(words: Words, tags: Tags, at: int) -> Direction | None:
    word = words.lower(at)
    if word in BEGINNINGS:
        return Direction.PLAN if words.kind(at + 1) != "OF" else Direction.UNKNOWN
    if word in lexicon.words("date_future_cues"):
        if tags(at) in ("NN", "NNS") and words.lower(at + 1) not in ("to", "for"):
            return Direction.UNKNOWN  # "announced the plan Friday"
        before = words.lower(at - 1)
        settled = before == "previously" or (before == "been" and words.lower(at - 2) == "had")
        return Direction.PAST if settled else Direction.FUTURE
    if _looks_ahead(words, at):
        return Direction.FUTURE
    return Direction.PAST if word in lexicon.words("date_past_cues") else None


def _looks_ahead(words: Words, at: int) -> bool:
    word, before = words.lower(at), words.lower(at - 1)
    if word == "won":
        return words.lower(at + 1) in ("'", "’")
    if word in ("is", "are", "be"):
        return (word != "be" and words.lower(at + 1) == "to") or (word == "be" and before == "to")
    return word == "as" and before in ("soon", "early", "late") and words.lower(at - 2) == "as"


def _reports(word: str) -> bool:
    """Whether a verb in the present tense says what somebody said: "she tells reporters Friday" is past."""
    verbs = lexicon.words("cue_verbs")
    return any(stem in verbs for stem in (word, word[:-1], word[:-2], f"{word[:-3]}y") if stem)
