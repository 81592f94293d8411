"""Where the clause that governs a time expression puts its events, read off the parse where that is surer than words.

It is surer in two places: a participle has the time of its auxiliaries ("will be paid Friday"), and an expression in
front of its clause may have another verb nearer to it ("On Friday, when she hopes to be home, he left").
"""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from spacy.tokens import Token

from pipeline import lexicon

MAX_HOPS = 4  # arcs from an expression up to its verb; a longer way leads out of the clause
HELPERS = frozenset({"aux", "aux:pass", "cop"})
PRESENT = ("VBZ", "VBP")
PRESENT_BE = frozenset({"is", "are", "'s", "’s", "'re", "’re", "am"})


class Direction(Enum):
    """Where a clause puts its events, seen from the day of publication."""

    PAST = -1
    UNKNOWN = 0
    FUTURE = 1
    PLAN = 2  # the present tense, which with a day tells what is planned: "the council meets Tuesday"


class Outlook(NamedTuple):
    """Where a clause puts its events, and whether the verb that says so is sure to be the expression's own."""

    direction: Direction = Direction.UNKNOWN
    is_close: bool = False

    @property
    def is_future(self) -> bool:
        """Whether the clause looks ahead."""
        return self.direction is Direction.FUTURE

    @property
    def is_planned(self) -> bool:
        """Whether the clause looks ahead when it is read with a day."""
        return self.direction in (Direction.FUTURE, Direction.PLAN)


def outlook_of(head: Token) -> Outlook:
    """The outlook of the verb over the head word of a time expression; unknown where words tell better.

    Unknown and close: the verb is past, so the words are sure if they say the same.
    """
    verb = _verb(head)
    if verb is None:
        return Outlook()
    helpers = [child for child in verb.children if child.dep_ in HELPERS]
    is_perfect = any(child.lemma_ == "have" for child in helpers)
    if not is_perfect and (any(child.tag_ == "MD" for child in helpers) or _is_planned(verb, helpers)):
        return Outlook(Direction.FUTURE, is_close=verb is head or head.head == verb)
    is_past = verb.tag_ == "VBD" or is_perfect or any(child.tag_ == "VBD" for child in helpers)
    if is_past:
        is_sure = head.i < verb.i or verb is head
        return Outlook(Direction.PAST, is_close=True) if is_sure else Outlook(is_close=head.head == verb)
    is_present = verb.tag_ in PRESENT or (verb.pos_ != "VERB" and any(child.tag_ in PRESENT for child in helpers))
    if is_present and verb.lemma_ not in lexicon.words("cue_verbs") and (verb is head or head.head == verb):
        return Outlook(Direction.PLAN, is_close=True)
    return Outlook()


def _verb(token: Token) -> Token | None:
    """The nearest predicate over a word, or the word itself after a form of "be"; None where a noun stands between,
    whose time is its own."""
    if any(child.dep_ == "cop" for child in token.children):
        return token
    for _ in range(MAX_HOPS):
        if token.dep_.partition(":")[0] in ("nmod", "appos", "compound", "root", "ROOT", "conj") or token.dep_ == "":
            return None
        token = token.head
        if token.pos_ in ("VERB", "AUX") or any(child.dep_ == "cop" for child in token.children):
            return token
    return None


def _is_planned(verb: Token, helpers: list[Token]) -> bool:
    """ "Is held Friday", "are meeting Friday": with a day, the present tense tells a plan."""
    return verb.tag_ in ("VBN", "VBG") and any(child.lower_ in PRESENT_BE for child in helpers)
