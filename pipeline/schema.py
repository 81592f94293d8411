"""Every record that one stage hands to the next, with spans of the cleaned text; rows, of the raw, are in ``rows``."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Generic, TypeVar

from pipeline.spans import RawSpan, Span, Tracked

T = TypeVar("T")


class Label(StrEnum):
    """Kinds of entity."""

    PERSON = "PERSON"
    ORG = "ORG"
    GPE = "GPE"
    LOC = "LOC"
    FAC = "FAC"
    NORP = "NORP"
    LAW = "LAW"
    EVENT = "EVENT"
    PRODUCT = "PRODUCT"


class Form(StrEnum):
    """How a mention refers."""

    NAME = "name"
    NOMINAL = "nominal"
    PRONOUN = "pronoun"


class SegmentKind(StrEnum):
    """What a stretch of an article is."""

    TITLE = "title"
    BYLINE = "byline"
    DATELINE = "dateline"
    CAPTION = "caption"
    BODY = "body"
    STATEMENT = "statement"
    LIST_ITEM = "list_item"
    UPDATE = "update"
    BOILERPLATE = "boilerplate"
    CREDIT = "credit"
    LICENCE = "licence"


class DateKind(StrEnum):
    """TIMEX3 types in lower case."""

    DATE = "date"
    TIME = "time"
    DURATION = "duration"
    SET = "set"


class Anchor(StrEnum):
    """What a date's value hangs on."""

    PUBLISHED = "published"
    TEXT = "text"
    NONE = "none"


class DateModifier(StrEnum):
    """How a date is narrowed or loosened."""

    APPROX = "approx"
    BEFORE = "before"
    AFTER = "after"
    START = "start"
    MID = "mid"
    END = "end"


class AmountKind(StrEnum):
    """Kinds of quantity."""

    MONEY = "money"
    PERCENT = "percent"
    COUNT = "count"
    DURATION = "duration"
    MEASURE = "measure"
    RATIO = "ratio"


class AmountModifier(StrEnum):
    """How exact a quantity is."""

    EXACT = "exact"
    APPROX = "approx"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"
    RANGE = "range"


class QuoteKind(StrEnum):
    """How somebody's own words stand in the article."""

    DIRECT = "direct"
    MIXED = "mixed"
    BLOCK = "block"


class Voice(StrEnum):
    """Who asserts a claim, and how the article gives it."""

    QUOTED = "quoted"
    REPORTED = "reported"
    ARTICLE = "article"


class Act(StrEnum):
    """What a source does by saying it."""

    ASSERT = "assert"
    DENY = "deny"
    COMMIT = "commit"
    DIRECT = "direct"
    EVALUATE = "evaluate"


class Decision(StrEnum):
    """A verdict about two names."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


class DecidedBy(StrEnum):
    """Who gave a verdict."""

    RULE = "rule"
    MODEL = "model"
    PERSON = "person"


class Status(StrEnum):
    """How reading an article went."""

    OK = "ok"
    PARTIAL = "partial"
    FAILED = "failed"


# --------------------------------------------------------------------------------------------- records


@dataclass(frozen=True, slots=True)
class Issue:
    """Something odd in one article: a row of a problem list, not a log line that scrolls away."""

    article_id: str
    stage: str
    code: str
    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """What a finder returns: its records in order of their spans, and the problems that it met."""

    records: tuple[T, ...]
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class RawArticle:
    """An input file or record as read, before cleaning: a text, or with ``is_html`` the source of a web page."""

    article_id: str
    path: str
    sha256: str
    raw: str = field(repr=False)
    encoding: str = "utf-8"
    outlet: str | None = None
    title: str | None = None
    byline: str | None = None
    url: str | None = None
    published: date | None = None
    published_from: str | None = None
    issues: tuple[Issue, ...] = ()
    is_html: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the cleaned text of one kind; segments do not overlap and cover all of it but the breaks between.

    ``kept`` marks the body of the article; ``reason`` names the rule that decided. ``copy_of`` is the span of the
    kept segment or title that this one repeats, when it is a repetition.
    """

    span: Span
    raw_span: RawSpan
    kind: SegmentKind
    kept: bool
    reason: str
    copy_of: Span | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """A cleaned article. All spans of records are spans of ``text``; ``raw_span`` leads back to the file.

    ``stated`` are the places of a page outside its text that state title, date or byline; their spans are empty.
    """

    source: RawArticle
    tracked: Tracked = field(repr=False)
    segments: tuple[Segment, ...] = field(repr=False)
    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    published: date | None = None
    published_from: str | None = None
    language: str = "en"
    issues: tuple[Issue, ...] = ()
    stated: tuple[Segment, ...] = field(default=(), repr=False)

    @property
    def article_id(self) -> str:
        """The id of the article, unique in a run."""
        return self.source.article_id

    @property
    def text(self) -> str:
        """The cleaned text."""
        return self.tracked.text

    def raw_span(self, span: Span) -> RawSpan:
        """The raw characters that prove a span of ``text``."""
        return self.tracked.raw_span(span)


CONTEXT_CHARS = 100  # characters on either side of a mention, as far as its article goes: evidence for reconciliation


@dataclass(frozen=True, slots=True)
class Mention:
    """An expression that refers to an entity. ``before`` and ``after`` are up to 100 characters of context.

    ``antecedent`` is the id of the earlier mention that a nominal or pronoun takes up, None where none is known.
    """

    mention_id: str
    article_id: str
    span: Span
    text: str
    label: Label | None
    form: Form
    rule: str
    score: float | None = None
    before: str = field(default="", repr=False)
    after: str = field(default="", repr=False)
    published: date | None = None
    antecedent: str | None = None


@dataclass(frozen=True, slots=True)
class Sources:
    """The mentions behind the source spans of an article's attributions.

    ``mentions`` are new ones (nominals, pronouns); ``mention_of`` pairs each source span with the id of the mention
    that names the source, an old one (a name) or a new one.
    """

    mentions: tuple[Mention, ...]
    mention_of: tuple[tuple[Span, str], ...]


@dataclass(frozen=True, slots=True)
class DateMention:
    """A time expression with its TIMEX3 value; ``first_day`` and ``last_day`` are inclusive, None where open."""

    article_id: str
    span: Span
    text: str
    kind: DateKind
    timex: str | None
    first_day: date | None
    last_day: date | None
    anchor: Anchor
    modifier: DateModifier | None
    rule: str


@dataclass(frozen=True, slots=True)
class AmountMention:
    """A quantity with exact decimals. ``of`` is what is counted or paid for, ``owner`` the span of whose it is."""

    article_id: str
    span: Span
    text: str
    kind: AmountKind
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    currency: str | None
    unit: str | None
    modifier: AmountModifier
    of: str | None
    owner: Span | None
    rule: str


@dataclass(frozen=True, slots=True)
class Quote:
    """One stretch of somebody's own words, marks excluded; stretches of one utterance share ``utterance``.

    ``utterance`` and ``proposition`` are small numbers that count within the article.
    """

    article_id: str
    span: Span
    text: str
    kind: QuoteKind
    utterance: int
    source: Span | None
    cue: Span | None
    venue: str | None
    proposition: int
    rule: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One stretch of an asserted proposition; stretches of one proposition share ``proposition``."""

    article_id: str
    span: Span
    text: str
    proposition: int
    voice: Voice
    act: Act
    source: Span | None
    cue: Span | None
    cue_lemma: str | None
    is_negated: bool
    is_hedged: bool
    checkworthy: float | None
    rule: str


@dataclass(frozen=True, slots=True)
class Attributions:
    """What the attribution finder yields for one article: quotes and claims, joined by ``proposition``."""

    quotes: tuple[Quote, ...]
    claims: tuple[Claim, ...]
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """Which entity a mention refers to, by which method, how sure, and why in words a reader understands."""

    mention_id: str
    entity_id: str
    method: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Entity:
    """Someone or something across all articles. ``aliases`` are the attested forms, most frequent first."""

    entity_id: str
    name: str
    label: Label | None
    role: str | None
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MergeDecision:
    """A verdict about two names, with its evidence in plain words."""

    name_a: str
    name_b: str
    label: Label | None
    decision: Decision
    decided_by: DecidedBy
    score: float
    reason: str
    evidence_a: str
    evidence_b: str
