"""The rows of the tables: one class a table, field order is column order.

``start`` and ``end`` are half-open offsets in Unicode code points into the raw file as read. The ``doc`` of each field
is its entry in the generated data dictionary.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar


def column(doc: str) -> Any:
    """A field whose ``doc`` goes into the data dictionary."""
    return field(metadata={"doc": doc})


def place(what: str = "the row's evidence") -> tuple[Any, Any]:
    """The two offset columns of ``what``."""
    return column(f"offset in the raw file where {what} begins"), column(f"offset in the raw file just after {what}")


ID = "id of the row, made from its article and place"
TOGETHER = "|"  # between the ids of entities that are meant together
ARTICLE = "the article it stands in"
TEXT = "the evidence as a reader wants it; equals the raw slice where cleaning changed nothing"


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An input file or record."""

    table: ClassVar[str] = "articles"
    article_id: str = column(
        "id of the article: given in the metadata, else its path below the input folder without the ending"
    )
    path: str = column("path of the input file, as given on the command line")
    sha256: str | None = column(
        "SHA-256 of the input file's bytes; for a record of a larger file, of its text in UTF-8"
    )
    outlet: str | None = column("who published it")
    title: str | None = column("headline")
    byline: str | None = column("who wrote it")
    published: date | None = column("day of publication; all relative dates hang on it")
    published_from: str | None = column("where the day was found: metadata, text or filename")
    language: str | None = column("ISO 639-1 code; a short text is taken for English, only English is read for rows")
    n_chars: int | None = column("code points in the raw file")
    n_words: int | None = column("words in the cleaned text")
    n_sentences: int | None = column("sentences in the cleaned text")
    n_kept_chars: int | None = column("code points in the kept segments")
    status: str = column("ok, partial (read, with problems) or failed (no other rows)")
    error: str | None = column("what went wrong, where status is not ok")


@dataclass(frozen=True, slots=True)
class SegmentRow:
    """A stretch of raw text and what cleaning made of it."""

    table: ClassVar[str] = "segments"
    segment_id: str = column(ID)
    article_id: str = column(ARTICLE)
    start: int = place("the segment")[0]
    end: int = place("the segment")[1]
    text: str = column(TEXT)
    kind: str = column(
        "title, byline, dateline, caption, body, statement, list_item, update, boilerplate, credit or licence"
    )
    kept: bool = column("whether it belongs to the body of the article")
    reason: str = column("the cleaning rule that decided")


@dataclass(frozen=True, slots=True)
class MentionRow:
    """A name, nominal or pronoun that refers to an entity."""

    table: ClassVar[str] = "mentions"
    mention_id: str = column(ID)
    article_id: str = column(ARTICLE)
    start: int = place()[0]
    end: int = place()[1]
    text: str = column(TEXT)
    label: str | None = column(
        "PERSON, ORG, GPE, LOC, FAC, NORP, LAW, EVENT or PRODUCT; null for an unresolved pronoun"
    )
    form: str = column("name, nominal or pronoun")
    entity_id: str | None = column("the entity it refers to (table entities); null where no one can know")
    method: str = column("how the entity was found")
    score: float | None = column("how sure that is, 0 to 1; null where it is no guess")


@dataclass(frozen=True, slots=True)
class EntityRow:
    """Someone or something, across all articles."""

    table: ClassVar[str] = "entities"
    entity_id: str = column("id made from the label and the name")
    name: str = column("the fullest form that the articles use")
    label: str | None = column("kind of entity, as in mentions")
    role: str | None = column("latest stated role or title")
    aliases: str = column("all forms of the name, most frequent first, separated by a semicolon and a space")
    n_mentions: int = column("mentions of it")
    n_articles: int = column("articles that mention it")
    n_quotes: int = column("quotes of which it is the speaker")
    first_published: date | None = column("earliest day of publication among its articles")
    last_published: date | None = column("latest day of publication among its articles")


@dataclass(frozen=True, slots=True)
class MergeRow:
    """A decision about two names."""

    table: ClassVar[str] = "merges"
    name_a: str = column("one name")
    name_b: str = column("the other name")
    label: str | None = column("kind of entity, as in mentions")
    decision: str = column("same, different or unsure")
    decided_by: str = column("rule, model or person")
    score: float = column("how sure that the two are the same, 0 to 1")
    reason: str = column("why, in plain words")
    evidence_a: str = column("id of an article, and the first name in its context there")
    evidence_b: str = column("id of an article, and the other name in its context there")


@dataclass(frozen=True, slots=True)
class DateRow:
    """A time expression."""

    table: ClassVar[str] = "dates"
    date_id: str = column(ID)
    article_id: str = column(ARTICLE)
    start: int = place()[0]
    end: int = place()[1]
    text: str = column(TEXT)
    kind: str = column("date, time, duration or set")
    timex: str | None = column("TIMEX3 value; null where it cannot be known")
    first_day: date | None = column("first day that is meant, inclusive")
    last_day: date | None = column("last day that is meant, inclusive")
    anchor: str = column("what the value hangs on: published, text or none")
    modifier: str | None = column("approx, before, after, start, mid or end")
    claim_id: str | None = column("the narrowest claim it stands in")


@dataclass(frozen=True, slots=True)
class AmountRow:
    """A quantity."""

    table: ClassVar[str] = "amounts"
    amount_id: str = column(ID)
    article_id: str = column(ARTICLE)
    start: int = place()[0]
    end: int = place()[1]
    text: str = column(TEXT)
    kind: str = column("money, percent, count, duration, measure or ratio")
    value: Decimal = column("the quantity, an exact decimal; the lower bound of a range")
    low: Decimal | None = column("least value that is meant; null where open")
    high: Decimal | None = column("greatest value that is meant; null where open")
    currency: str | None = column("ISO 4217 code, for money")
    unit: str | None = column("unit of a duration or measure, 'percentage point', or the noun counted")
    modifier: str = column("exact, approx, at_least, at_most, more_than, less_than or range")
    of: str | None = column("what is counted or paid for")
    entity_id: str | None = column(
        "whose amount it is: who pays, receives, raises, spends or costs it; of names joined by 'and' all, with | "
        "between, and after 'each' the amount is what each of them got"
    )
    claim_id: str | None = column("the narrowest claim it stands in")


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """One stretch of somebody's own words."""

    table: ClassVar[str] = "quotes"
    quote_id: str = column(ID)
    utterance_id: str = column("shared by the stretches of one utterance")
    article_id: str = column(ARTICLE)
    start: int = place("the words, marks excluded,")[0]
    end: int = place("the words, marks excluded,")[1]
    text: str = column(TEXT)
    kind: str = column(
        "direct (a full clause in marks), mixed (marked words inside reported speech) or block (no marks)"
    )
    speaker_start: int | None = place("the expression that names the speaker")[0]
    speaker_end: int | None = place("the expression that names the speaker")[1]
    speaker_text: str | None = column("the nearest expression that names the speaker")
    speaker_id: str | None = column("the entity that speaks; null where no one can know")
    cue_start: int | None = place("the cue")[0]
    cue_end: int | None = place("the cue")[1]
    cue_text: str | None = column("the words that say that something was said")
    venue: str | None = column("statement, tweet, interview, letter, hearing, speech, briefing, report, court or post")
    claim_id: str | None = column("the same words in claims")
    same_as: str | None = column(
        "the earliest quote, in any article, of which this repeats the words or a long enough part"
    )


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One stretch of an asserted proposition."""

    table: ClassVar[str] = "claims"
    claim_id: str = column(ID)
    proposition_id: str = column("shared by the stretches of one proposition")
    article_id: str = column(ARTICLE)
    start: int = place()[0]
    end: int = place()[1]
    text: str = column(TEXT)
    voice: str = column("quoted, reported or article (the article's own voice)")
    act: str = column(
        "assert (can be checked; accusations of a deed too), deny, commit (can be kept or broken: promises, threats, "
        "plans), direct (demands, orders, questions, advice), evaluate (judges or takes sides)"
    )
    claimant_start: int | None = place("the expression that names the claimant")[0]
    claimant_end: int | None = place("the expression that names the claimant")[1]
    claimant_text: str | None = column("the nearest expression that names the claimant")
    claimant_id: str | None = column("the entity that claims it; null where no one can know")
    cue_start: int | None = place("the cue")[0]
    cue_end: int | None = place("the cue")[1]
    cue_text: str | None = column("the words that say that something was claimed")
    cue_lemma: str | None = column(
        "dictionary form of the word of the cue that says what was done, with its second word where both mean one "
        "thing (call for, make clear); null where the cue is only a mark"
    )
    is_negated: bool = column("whether the cue is negated")
    is_hedged: bool = column("whether the cue or the claim is hedged")
    checkworthy: float | None = column("how much a fact-checker would want to check it, 0 to 1")
    same_as: str | None = column("the earliest claim, in any article, that states the same")


@dataclass(frozen=True, slots=True)
class IssueRow:
    """Something odd that was met on the way."""

    table: ClassVar[str] = "issues"
    article_id: str | None = column(f"{ARTICLE}; null for what concerns all articles, as a file of judgements")
    stage: str = column("the stage that met it: read, archive, clean, dates, amounts, attributions, reconcile, ...")
    code: str = column("kind of problem, one word")
    message: str = column("what was odd and what was done about it")
    start: int | None = place("the place")[0]
    end: int | None = place("the place")[1]


Row = ArticleRow | SegmentRow | MentionRow | EntityRow | MergeRow | DateRow | AmountRow | QuoteRow | ClaimRow | IssueRow
ROW_TYPES: tuple[type[Row], ...] = (
    ArticleRow, SegmentRow, MentionRow, EntityRow, MergeRow, DateRow, AmountRow, QuoteRow, ClaimRow, IssueRow,
)  # fmt: skip
