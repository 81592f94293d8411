"""The records of reconciliation: a chain is one bearer within one article, an entity one bearer across articles."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from pipeline.schema import Decision, Entity, Issue, Label, Link, MergeDecision


class Family(StrEnum):
    """Labels that may name one and the same thing; names of different families are never joined."""

    PERSON = "person"
    PLACE = "place"
    THING = "thing"


FAMILIES = {
    Label.PERSON: Family.PERSON, Label.GPE: Family.PLACE, Label.LOC: Family.PLACE, Label.NORP: Family.THING,
    Label.ORG: Family.THING, Label.FAC: Family.THING, Label.LAW: Family.THING, Label.EVENT: Family.THING,
    Label.PRODUCT: Family.THING,
}  # fmt: skip


def family_of(label: Label | None) -> Family:
    """The family of a label; a name without a label is a thing.

    >>> family_of(Label.GPE).value, family_of(None).value
    ('place', 'thing')
    """
    return Family.THING if label is None else FAMILIES[label]


@dataclass(frozen=True, slots=True)
class Member:
    """A mention of a chain: how it joined, how sure that is (0 to 1), why in words, and the bare name it uses."""

    mention_id: str
    method: str
    score: float
    reason: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Chain:
    """The mentions of one bearer within one article; what crosses to the corpus, never the text.

    ``forms`` are the written names with their counts, fullest first. ``roles`` are titles and appositions as
    written, in reading order. ``related`` are folded names of organisations in those roles, ``acronyms`` the folded
    abbreviations that the article defines for it, ``wider`` the folded state or country of a place, ``kind`` what
    kind of place the article makes it. ``is_name`` is false for a chain of nominals without a name. ``said`` are the
    ``fingerprints`` of what it is quoted as saying, ascending.
    """

    article_id: str
    label: Label | None
    forms: tuple[tuple[str, int], ...]
    members: tuple[Member, ...]
    roles: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    wider: str | None = None
    kind: str | None = None
    context: str = field(default="", repr=False)
    published: date | None = None
    is_name: bool = True
    said: tuple[int, ...] = field(default=(), repr=False)

    @property
    def name(self) -> str:
        """The fullest written form."""
        return self.forms[0][0]

    @property
    def chain_id(self) -> str:
        """The id of its first mention, unique in a corpus."""
        return f"{self.article_id}|{self.members[0].mention_id}"

    @property
    def family(self) -> Family:
        """The family of its label."""
        return Family.THING if self.label is None else FAMILIES[self.label]


@dataclass(frozen=True, slots=True)
class PairVerdict:
    """Whether two names are one bearer's: the decision, how sure (0 to 1), and why in words."""

    decision: Decision
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Reconciled:
    """Who is who: a link for each mention that refers to something, the entities, and the decisions, unsure first.

    ``issues`` say what is odd about the judgements of people: contradictions, names that no article has.
    """

    links: tuple[Link, ...]
    entities: tuple[Entity, ...]
    merges: tuple[MergeDecision, ...]
    issues: tuple[Issue, ...] = ()
