"""What surrounds a time expression: the publication date, the time of its clause, and the date named before it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from spacy.attrs import IDX, TAG
from spacy.tokens import Doc, Token

from pipeline import lexicon
from pipeline.find.dates.clause import Direction, Outlook, outlook_of
from pipeline.find.dates.cues import direction_of, names_day, near_words, outlook_of_words, verb_beside
from pipeline.find.dates.kinds import CODES
from pipeline.find.dates.words import Word, Words
from pipeline.schema import Anchor, DateKind, DateModifier

NAMED = ("PERSON", "ORG", "PRODUCT", "WORK_OF_ART", "EVENT")
WEEKDAY = CODES["WEEKDAY"]


class Reading(NamedTuple):
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

    words: Words
    doc: Doc
    published: date | None
    fiscal_year_starts: int = 10
    previous: tuple[date, date] | None = None
    previous_quarter: str | None = None
    _starts: list[int] = field(default_factory=list)
    _tags: list[int] = field(default_factory=list)
    _directions: dict[int, Direction] = field(default_factory=dict)
    _days: dict[str, set[Direction]] | None = None

    def __post_init__(self) -> None:
        self._starts = self.doc.to_array(IDX).tolist()

    def reference(self, unit: str) -> date | None:
        """The first day of the stretch named last, None where that is longer than the unit."""
        if self.previous is None:
            return None
        first, last = self.previous
        return first if (last - first).days < LONGEST.get(unit, 1) else None

    def token(self, offset: int) -> Token | None:
        """The token that covers an offset of the text, None where there is none."""
        at = bisect_right(self._starts, offset) - 1
        return self.doc[at] if at >= 0 else None

    def is_person(self, at: int) -> bool:
        """Whether the word is part of a person's name, as far as the model says."""
        token = self.token(self.words.starts[at])
        return token is not None and token.ent_type_ == "PERSON"

    def in_name(self, at: int) -> bool:
        """Whether a weekday is part of a name: "the Sunday Times", "Fox News Sunday", "Super Tuesday"."""
        if self.lower(at - 1) == "super":
            return True
        after = self.words.surface(at + 1) if at + 1 < len(self.words) else ""
        if self.kind(at - 1) == "THE" and after[:1].isupper() and self.kind(at + 1) in ("OTHERWORD", "TIMES"):
            return True
        if self.kind(at + 1) == "DAYPART" and after[:1].isupper() and self.kind(at + 2) == "OTHERWORD":
            return self.words.surface(at + 2)[:1].isupper()  # Sunday Night Football
        token = self.token(self.words.starts[at])
        if token is None or token.ent_type_ not in NAMED:
            return False
        # names of one word are no evidence: a model may take a bare "Sunday" for one
        goes_on = token.i + 1 < len(self.doc) and self.doc[token.i + 1].ent_iob_ == "I"
        return goes_on or token.ent_iob_ == "I"

    def kind(self, at: int) -> str:
        """The kind of a word; an empty string outside the text."""
        return self.words.kind(at)

    def lower(self, at: int) -> str:
        """A word in lower case; an empty string outside the text."""
        return self.words.lower(at)

    def between(self, first: int, last: int) -> str:
        """The text from the end of one word to the start of another."""
        return self.words.text[self.words.ends[first] : self.words.starts[last]]

    def outlook(self, first: int, last: int) -> Outlook:
        """The time of the clause of words ``first`` to ``last``: of a past verb right before them, else by the parse
        where that is sure, else of the nearest telling word.
        """
        beside = verb_beside(self.words, self._tag, self._direction, first)
        if beside.direction is not Direction.UNKNOWN:
            return beside
        governed = self._governed(first, last)
        is_plan = governed.direction is Direction.PLAN
        if governed.direction is not Direction.UNKNOWN and (not is_plan or names_day(self.words, first, last)):
            return governed
        found = outlook_of_words(self.words, self._direction, first, last)
        agree = governed == Outlook(is_close=True) and found.direction is Direction.PAST
        return Outlook(found.direction, found.is_close or agree)

    def day_outlook(self, first: int, last: int) -> Outlook:
        """The outlook of a weekday's name alone.

        Where its own clause leaves doubt, the sure ones of the article's other mentions of the weekday decide, if they
        agree: an article that says "Monday" hardly means two days.
        """
        own = self.outlook(first, last)
        if self.kind(last) == "POSS":
            own = Outlook(own.direction if self._is_set(last) else Direction.PAST)
        if own.is_close:
            return own
        agreed = self._sure_days().get(self.words[last - 1].value, set())
        return Outlook(next(iter(agreed))) if len(agreed) == 1 else own

    def _is_set(self, possessive: int) -> bool:
        """Whether what is a day's own is set ahead of time as a rule: "Tuesday's vote", "Monday night's debate"."""
        places = near_words(self.words, range(possessive + 1, possessive + 5))
        return any(self.lower(at) in lexicon.words("date_events") for at in places)

    def _sure_days(self) -> dict[str, set[Direction]]:
        """The directions of the weekdays that stand right beside the verb of their clause."""
        if self._days is None:
            self._days = {}
            for at, code in enumerate(self.words.codes):
                if code != WEEKDAY or self.kind(at + 1) == "POSS" or self.kind(at - 1) in ("LAST", "NEXT", "THIS"):
                    continue
                found = self.outlook(at, at + 1)
                if found.is_close:
                    side = Direction.FUTURE if found.is_planned else found.direction
                    self._days.setdefault(self.words[at].value, set()).add(side)
        return self._days

    def _governed(self, first: int, last: int) -> Outlook:
        """The outlook by the parse, unknown without one."""
        start, end = self.token(self.words.starts[first]), self.token(self.words.starts[last - 1])
        if start is None or end is None or not start.dep_:
            return Outlook()
        run = self.doc[start.i : end.i + 1]
        head = next((t for t in run if not start.i <= t.head.i <= end.i or t.head.i == t.i), None)
        return Outlook() if head is None else outlook_of(head)

    def _direction(self, at: int) -> Direction:
        found = self._directions.get(at)
        if found is None:
            found = self._directions[at] = direction_of(self.words, self._tag, at)
        return found

    def _tag(self, at: int) -> str:
        if not self._tags:
            self._tags = self.doc.to_array(TAG).tolist()
        token = bisect_right(self._starts, self.words.starts[at]) - 1
        return self.doc.vocab.strings[self._tags[token]] if token >= 0 else ""


class Hit(NamedTuple):
    """Words ``first`` up to ``last`` (not included) that a rule matched, and its named groups."""

    first: int
    last: int
    groups: dict[str, tuple[int, int]]
    scene: Scene

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

    @property
    def day_outlook(self) -> Outlook:
        """The same for a weekday's name alone."""
        return self.scene.day_outlook(self.first, self.last)


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern over kinds of words and what it means; ``read`` gives None where the words mean no time."""

    name: str
    pattern: str
    read: Callable[[Hit], Reading | None]
