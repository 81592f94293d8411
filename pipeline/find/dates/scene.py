"""What surrounds a time expression: the publication date, the time of its clause, and the date named before it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from spacy.tokens import Doc, Token

from pipeline import lexicon
from pipeline.find.dates.clause import Direction, Outlook, outlook_of
from pipeline.find.dates.words import Word
from pipeline.schema import Anchor, DateKind, DateModifier

# A verb further off than this is hardly the verb of the expression's clause; bounds the work for each expression.
REACH = 12
# A past verb at most this many words before governs the expression itself: "passed in March".
CLOSE = 2
ENDS = ("STOP", "BREAK")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a time expression means. ``days`` is given where the value alone does not say them.

    ``is_part`` marks a time of day that needs a day from its neighbourhood.
    """

    kind: DateKind
    timex: str | None
    anchor: Anchor = Anchor.NONE
    modifier: DateModifier | None = None
    days: tuple[date | None, date | None] | None = None
    is_part: bool = False


# The longest stretch, in days, that still names one unit: "the same month" may take up a day or a month, not a year.
LONGEST = {"D": 1, "W": 7, "WE": 7, "FO": 14, "M": 31, "Q": 92, "H": 184, "Y": 366, "DE": 3653, "CE": 36525}


@dataclass(slots=True)
class Scene:
    """An article as the rules see it while they read it from left to right.

    ``previous`` is the last calendar stretch named, ``previous_quarter`` the last quarter's TIMEX3 value in the
    paragraph.
    """

    words: Sequence[Word]
    doc: Doc
    published: date | None
    fiscal_year_starts: int = 10
    previous: tuple[date, date] | None = None
    previous_quarter: str | None = None
    _starts: list[int] = field(default_factory=list)
    _persons: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        self._starts = [token.idx for token in self.doc]
        self._persons = frozenset(t.i for ent in self.doc.ents if ent.label_ == "PERSON" for t in ent)

    def reference(self, unit: str) -> date | None:
        """The first day of the stretch named last, None where that is longer than the unit."""
        if self.previous is None:
            return None
        first, last = self.previous
        return first if (last - first).days < LONGEST.get(unit, 1) else None

    def token(self, offset: int) -> Token | None:
        """The token that covers an offset of the text, None where there is none."""
        at = bisect_left(self._starts, offset + 1) - 1
        return self.doc[at] if at >= 0 else None

    def is_person(self, at: int) -> bool:
        """Whether the word is part of a person's name, as far as the model says."""
        token = self.token(self.words[at].start)
        return token is not None and token.i in self._persons

    def kind(self, at: int) -> str:
        """The kind of a word; an empty string outside the text."""
        return self.words[at].kind if 0 <= at < len(self.words) else ""

    def lower(self, at: int) -> str:
        """A word in lower case; an empty string outside the text."""
        return self.words[at].text.lower() if 0 <= at < len(self.words) else ""

    def outlook(self, first: int, last: int) -> Outlook:
        """The time of the clause of words ``first`` to ``last``, by the parse where that is sure.

        Else that of the nearest verb before them in their sentence, or of the next after.
        """
        governed = self._governed(first, last)
        if governed.direction is not Direction.UNKNOWN:
            return governed
        for at in self._near(range(first - 1, max(-1, first - 1 - REACH), -1)):
            found = self._time_of(at)
            if found is not Direction.UNKNOWN:
                return Outlook(found, found is Direction.PAST and first - at <= CLOSE)
        for at in self._near(range(last, min(len(self.words), last + REACH))):
            found = self._time_of(at)
            if found is not Direction.UNKNOWN:
                return Outlook(found)
        return Outlook()

    def _governed(self, first: int, last: int) -> Outlook:
        """The outlook by the parse, unknown without one."""
        start, end = self.token(self.words[first].start), self.token(self.words[last - 1].start)
        if start is None or end is None or not start.dep_:
            return Outlook()
        run = self.doc[start.i : end.i + 1]
        head = next((t for t in run if not start.i <= t.head.i <= end.i or t.head.i == t.i), None)
        return Outlook() if head is None else outlook_of(head)

    def _near(self, places: range) -> Iterator[int]:
        for at in places:
            if self.words[at].kind in ENDS:
                return
            yield at

    def _time_of(self, at: int) -> Direction:
        word = self.lower(at)
        if self.words[at].kind == "NAMEMONTH":
            return Direction.UNKNOWN  # "May" is no modal
        if word in lexicon.words("date_future_cues"):
            settled = self.lower(at - 1) == "previously" or (
                self.lower(at - 1) == "been" and self.lower(at - 2) == "had"
            )
            return Direction.PAST if settled else Direction.FUTURE
        if word in ("is", "are") and self.lower(at + 1) == "to":
            return Direction.FUTURE
        if word == "as" and self.lower(at - 1) in ("soon", "early", "late") and self.lower(at - 2) == "as":
            return Direction.FUTURE
        if word in lexicon.words("date_past_cues"):
            return Direction.PAST
        if word == "be" and self.lower(at - 1) == "to":
            return Direction.FUTURE
        tag = self._tag(at)
        if tag in ("VBD", "VBN") or (not tag and len(word) > 4 and word.endswith("ed")):
            return Direction.PAST
        return Direction.UNKNOWN

    def _tag(self, at: int) -> str:
        token = self.token(self.words[at].start)
        return token.tag_ if token is not None else ""


@dataclass(frozen=True, slots=True)
class Hit:
    """Words ``first`` up to ``last`` (not included) that a rule matched, and its named groups."""

    first: int
    last: int
    groups: dict[str, tuple[int, int]]
    scene: Scene = field(repr=False)

    def has(self, group: str) -> bool:
        """Whether the named group matched."""
        return group in self.groups

    def word(self, group: str) -> Word:
        """The first word of a group."""
        return self.scene.words[self.groups[group][0]]

    def lower(self, group: str) -> str:
        """The first word of a group in lower case; an empty string where the group did not match."""
        return self.word(group).text.lower() if group in self.groups else ""

    def value(self, group: str) -> str:
        """The lexicon's value of a group's first word."""
        return self.word(group).value

    def number(self, group: str) -> int:
        """A group's first word as a whole number."""
        return int(self.word(group).number)

    @property
    def outlook(self) -> Outlook:
        """Where the clause of the expression puts its events."""
        return self.scene.outlook(self.first, self.last)


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern over kinds of words and what it means; ``read`` gives None where the words mean no time."""

    name: str
    pattern: str
    read: Callable[[Hit], Reading | None]
