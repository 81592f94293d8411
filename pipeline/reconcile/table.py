"""Reconciliation of a table of mentions, or of pairs of names, that somebody else made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sized
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypedDict

from pipeline.config import ReconcileConfig
from pipeline.errors import CorpusError
from pipeline.read_checks import day
from pipeline.reconcile.across import resolve
from pipeline.reconcile.chains import Chain, PairVerdict, Reconciled
from pipeline.reconcile.collection import collection_paused
from pipeline.reconcile.compare import compare_names
from pipeline.reconcile.judgements import Judgements
from pipeline.reconcile.within import chain_article
from pipeline.schema import CONTEXT_CHARS, Decision, Form, Label, Mention
from pipeline.spans import Span

LAST = 1 << 62  # offsets are smaller
STEP = 10_000  # code points between names of one article whose places nobody gave; context is none of another's
SCHEMES = {
    "PER": Label.PERSON, "PEOPLE": Label.PERSON, "HUM": Label.PERSON, "ORGANIZATION": Label.ORG,
    "ORGANISATION": Label.ORG, "COMPANY": Label.ORG, "PLACE": Label.GPE, "LOCATION": Label.LOC, "GROUP": Label.NORP,
    "FACILITY": Label.FAC, "MISC": None, "O": None, "": None, "NONE": None, "WORK_OF_ART": Label.PRODUCT,
}  # fmt: skip


FAILED = "failed"  # the method of a row that could not be used
# What spreadsheets and data frames write for no value, in columns where it can be nothing else; a name may be "Null".
NO_VALUE = frozenset({"", "nan", "nat", "none", "null", "<na>", "n/a"})


class MentionVerdict(TypedDict):
    """Which entity a given mention refers to; none ("") where ``method`` is ``failed``, and ``reason`` says why."""

    mention_id: str
    entity_id: str
    method: str
    score: float | None
    reason: str


class PairRow(TypedDict):
    """The verdict about a given pair; no decision ("") where the row could not be used, and ``reason`` says why."""

    id: str
    decision: str
    score: float | None
    reason: str


@dataclass(frozen=True, slots=True)
class Unread:
    """A row that cannot be read: what is known of it, and why, with its place."""

    given: Mapping[str, str]
    why: str


Row = Mapping[str, str] | Unread


class Progress(Protocol):
    """Hears how many more names or pairs are done, and of how many; None where nobody knows."""

    def __call__(self, done: int, total: int | None, /) -> object:
        """Take it in."""


def to_label(text: str, where: str) -> Label | None:
    """The label that a scheme's name means, None for none; raises ``CorpusError`` for an unknown name.

    >>> to_label("PER", "row 1"), to_label("", "row 1")
    (<Label.PERSON: 'PERSON'>, None)
    """
    name = text.strip().upper().removeprefix("B-").removeprefix("I-")
    if name.lower() in NO_VALUE:
        return None
    if name in SCHEMES:
        return SCHEMES[name]
    try:
        return Label(name)
    except ValueError as error:
        allowed = ", ".join(sorted({*Label, *filter(None, SCHEMES)}))
        raise CorpusError(f"{where}: label {text!r} is unknown; allowed: {allowed}, or empty") from error


def _in_order(n: int) -> str:
    return f"row {n}"


@collection_paused()
def reconcile_rows(
    rows: Iterable[Row], config: ReconcileConfig, judgements: Judgements,
    where: Callable[[int], str] = _in_order, progress: Progress | None = None,
) -> tuple[list[MentionVerdict], Reconciled]:  # fmt: skip
    """A row for each given mention, in the order given, and all that was reconciled.

    A row has text (the name) and where known mention_id, article_id, start (code points), label, published (ISO date
    or empty) and context (the mention with up to 100 characters on either side). A name without article_id is read as
    that of an article of its own; without mention_id, rows are known by their number, from 1. A row that cannot be
    used gets no entity, and the reason with row and value; the others go on. ``where`` says where the n-th row
    stands; ``progress`` hears of names as their article is done.
    """
    articles: dict[str, list[Mention]] = defaultdict(list)
    verdicts: list[MentionVerdict] = []
    place: dict[str, int] = {}
    for n, row in enumerate(rows, start=1):
        try:
            mention = read_row(row, n, where)
            if mention.mention_id in place:
                before = where(place[mention.mention_id])
                raise CorpusError(f"{where(n)}: mention_id {mention.mention_id!r} was used before, in {before}")
        except CorpusError as error:
            verdicts.append(_failed(row, n, str(error)))
            continue
        place[mention.mention_id] = n
        verdicts.append(_failed(row, n, ""))
        articles[mention.article_id].append(mention)
    reconciled = resolve(_chains(articles, len(place), progress), config, judgements)
    for x in reconciled.links:
        verdicts[place[x.mention_id] - 1] = MentionVerdict(
            mention_id=x.mention_id, entity_id=x.entity_id, method=x.method, score=x.score, reason=x.reason
        )
    return verdicts, reconciled


def _failed(row: Row, n: int, why: str) -> MentionVerdict:
    given = row.given if isinstance(row, Unread) else row
    return MentionVerdict(
        mention_id=given.get("mention_id", str(n)), entity_id="", method=FAILED, score=None, reason=why
    )


def _chains(articles: Mapping[str, list[Mention]], total: int, progress: Progress | None) -> Iterator[Chain]:
    for mentions in articles.values():
        yield from chain_article(mentions)
        if progress is not None:
            progress(len(mentions), total)


def read_row(row: Row, n: int, where: Callable[[int], str] = _in_order) -> Mention:
    """The mention in row ``n`` (from 1); raises ``CorpusError`` naming row and value."""
    if isinstance(row, Unread):
        raise CorpusError(row.why)
    for column in ("text", "mention_id"):
        if (column in row or column == "text") and not (row.get(column) or "").strip():
            raise CorpusError(f"{where(n)}: no {column}; needed: text, and a mention_id in each row or in none")
    text = row["text"]
    start = _start(row.get("start") or "", n, where)
    before, after = split_context(row.get("context") or "", text, start)
    label = to_label(row.get("label") or "", where(n))
    article_id = row.get("article_id") or ""
    return Mention(
        row.get("mention_id", str(n)), article_id if article_id.strip() else _in_order(n),
        Span(start, start + len(text)), text, label,
        Form.NAME, "given", before=before, after=after, published=_published(row.get("published") or "", where(n)),
    )  # fmt: skip


def _start(text: str, n: int, where: Callable[[int], str]) -> int:
    """Where a name stands in its article; names without a place stand in the order of the rows."""
    if text.strip().lower() in NO_VALUE:
        return STEP * n
    try:
        start = int(text.strip().removesuffix(".0"))  # a data frame makes floats of whole numbers where one is missing
    except ValueError as error:
        raise CorpusError(f"{where(n)}: start {text!r} is no whole number; leave it empty if not known") from error
    if not 0 <= start < LAST:
        raise CorpusError(f"{where(n)}: start {text!r} is no place in a text; it counts characters from 0")
    return start


def split_context(context: str, text: str, start: int) -> tuple[str, str]:
    """What stands before and after a mention in its context.

    The mention stands 100 characters in, or nearer to the front where the article begins; where it does not, the
    occurrence nearest to that place is taken.

    >>> split_context("said Tim Burgess, mayor", "Tim Burgess", 5)
    ('said ', ', mayor')
    """
    at = min(start, CONTEXT_CHARS)
    if not context.startswith(text, at):
        left, right = context.rfind(text, 0, at + len(text)), context.find(text, at)
        found = [i for i in (left, right) if i >= 0]
        if not found:
            return "", ""
        at = min(found, key=lambda i: abs(i - at))
    return context[:at], context[at + len(text) :]


def _published(text: str, where: str) -> date | None:
    if text.strip().lower() in NO_VALUE:
        return None
    found = day(text)
    if found is None:
        raise CorpusError(f"{where}: published {text!r} is no date; write YYYY-MM-DD or leave it empty")
    return found


def compare_rows(
    rows: Iterable[Row], config: ReconcileConfig, judgements: Judgements | None = None,
    where: Callable[[int], str] = _in_order, progress: Progress | None = None,
) -> Iterator[PairRow]:  # fmt: skip
    """A verdict for each pair of names, in the order given; what people judged stands above what names say.

    A row has name_a, name_b and where known id (else its number, from 1), label, role_a and role_b. A row that cannot
    be used gets no decision, and the reason with row and value; the others go on.
    """
    total = len(rows) if isinstance(rows, Sized) else None
    for n, row in enumerate(rows, start=1):
        try:
            if isinstance(row, Unread):
                raise CorpusError(row.why)
            for column in ("name_a", "name_b", "id"):
                if (column in row or column != "id") and not (row.get(column) or "").strip():
                    raise CorpusError(f"{where(n)}: no {column}; needed: name_a, name_b, and an id in each row or none")
            verdict = _verdict(row, to_label(row.get("label") or "", where(n)), config, judgements)
        except CorpusError as error:
            given = row.given if isinstance(row, Unread) else row
            yield PairRow(id=given.get("id", str(n)), decision="", score=None, reason=str(error))
        else:
            yield PairRow(
                id=row.get("id", str(n)), decision=verdict.decision.value, score=verdict.score, reason=verdict.reason
            )
        if progress is not None:
            progress(1, total)


def _verdict(
    row: Mapping[str, str], label: Label | None, config: ReconcileConfig, judgements: Judgements | None
) -> PairVerdict:
    name_a, name_b = row["name_a"], row["name_b"]
    judged = judgements.between(name_a, name_b, label) if judgements is not None else None
    if judged is not None:
        return PairVerdict(judged, 1.0 if judged == Decision.SAME else 0.0, "judged by a person")
    return compare_names(name_a, name_b, label, row.get("role_a") or "", row.get("role_b") or "", config)
