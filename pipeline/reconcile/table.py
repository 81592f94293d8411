"""Reconciliation of a table of mentions, or of pairs of names, that somebody else made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import TypedDict

from pipeline.config import ReconcileConfig
from pipeline.errors import CorpusError
from pipeline.reconcile.across import resolve
from pipeline.reconcile.chains import Chain, PairVerdict, Reconciled
from pipeline.reconcile.collection import collection_paused
from pipeline.reconcile.compare import compare_names
from pipeline.reconcile.judgements import Judgements
from pipeline.reconcile.within import chain_article
from pipeline.schema import CONTEXT_CHARS, Decision, Form, Label, Mention
from pipeline.spans import Span

STEP = 10_000  # code points between names of one article whose places nobody gave; context is none of another's
SCHEMES = {
    "PER": Label.PERSON, "PEOPLE": Label.PERSON, "HUM": Label.PERSON, "ORGANIZATION": Label.ORG,
    "ORGANISATION": Label.ORG, "COMPANY": Label.ORG, "PLACE": Label.GPE, "LOCATION": Label.LOC, "GROUP": Label.NORP,
    "FACILITY": Label.FAC, "MISC": None, "O": None, "": None, "NONE": None, "WORK_OF_ART": Label.PRODUCT,
}  # fmt: skip


class MentionVerdict(TypedDict):
    """Which entity a given mention refers to."""

    mention_id: str
    entity_id: str
    method: str
    score: float
    reason: str


class PairRow(TypedDict):
    """The verdict about a given pair."""

    id: str
    decision: str
    score: float
    reason: str


def to_label(text: str, where: str) -> Label | None:
    """The label that a scheme's name means, None for none; raises ``CorpusError`` for an unknown name.

    >>> to_label("PER", "row 1"), to_label("", "row 1")
    (<Label.PERSON: 'PERSON'>, None)
    """
    name = text.strip().upper().removeprefix("B-").removeprefix("I-")
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
    rows: Iterable[Mapping[str, str]], config: ReconcileConfig, judgements: Judgements,
    where: Callable[[int], str] = _in_order, progress: Callable[[int], None] | None = None,
) -> tuple[list[MentionVerdict], Reconciled]:  # fmt: skip
    """A row for each given mention, in the order given, and all that was reconciled.

    A row has text (the name) and where known mention_id, article_id, start (code points), label, published (ISO date
    or empty) and context (the mention with up to 100 characters on either side). A table without article_id is read
    as names of as many articles as it has rows; without mention_id, rows are known by their number, from 1. ``where``
    says in errors where a row stands; ``progress`` hears of names as their article is done. Raises ``CorpusError``
    naming row and value.
    """
    articles: dict[str, list[Mention]] = defaultdict(list)
    order: dict[str, int] = {}
    for n, row in enumerate(rows, start=1):
        mention = read_row(row, n, where)
        if mention.mention_id in order:
            before = _in_order(order[mention.mention_id])
            raise CorpusError(f"{where(n)}: mention_id {mention.mention_id!r} was used before, in {before}")
        order[mention.mention_id] = n
        articles[mention.article_id].append(mention)
    reconciled = resolve(_chains(articles.values(), progress), config, judgements)
    links = sorted(reconciled.links, key=lambda link: order[link.mention_id])
    verdicts = [
        MentionVerdict(mention_id=x.mention_id, entity_id=x.entity_id, method=x.method, score=x.score, reason=x.reason)
        for x in links
    ]
    return verdicts, reconciled


def _chains(articles: Iterable[list[Mention]], progress: Callable[[int], None] | None) -> Iterator[Chain]:
    for mentions in articles:
        yield from chain_article(mentions)
        if progress is not None:
            progress(len(mentions))


def read_row(row: Mapping[str, str], n: int, where: Callable[[int], str] = _in_order) -> Mention:
    """The mention in row ``n`` (from 1); raises ``CorpusError`` naming row and value."""
    for column in ("text", "mention_id", "article_id", "start"):
        if (column in row or column == "text") and not (row.get(column) or "").strip():
            raise CorpusError(f"{where(n)}: no {column}; needed: text, and in each row what the table has a column for")
    try:
        start = int(row.get("start", STEP * n))
    except ValueError as error:
        raise CorpusError(f"{where(n)}: start {row['start']!r} is no whole number") from error
    if start < 0:
        raise CorpusError(f"{where(n)}: start {row['start']!r} lies before the text")
    text = row["text"]
    before, after = split_context(row.get("context") or "", text, start)
    label = to_label(row.get("label") or "", where(n))
    return Mention(
        row.get("mention_id", str(n)), row.get("article_id", _in_order(n)), Span(start, start + len(text)), text, label,
        Form.NAME, "given", before=before, after=after, published=_published(row.get("published") or "", where(n)),
    )  # fmt: skip


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
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError as error:
        raise CorpusError(f"{where}: published {text!r} is no date; write YYYY-MM-DD or leave it empty") from error


def compare_rows(
    rows: Iterable[Mapping[str, str]], config: ReconcileConfig, judgements: Judgements | None = None,
    where: Callable[[int], str] = _in_order, progress: Callable[[int], None] | None = None,
) -> Iterator[PairRow]:  # fmt: skip
    """A verdict for each pair of names, in the order given; what people judged stands above what names say.

    A row has name_a, name_b and where known id (else its number, from 1), label, role_a and role_b. Raises
    ``CorpusError`` naming row and value.
    """
    for n, row in enumerate(rows, start=1):
        for column in ("name_a", "name_b", "id"):
            if (column in row or column != "id") and not (row.get(column) or "").strip():
                raise CorpusError(f"{where(n)}: no {column}; needed: name_a, name_b, and an id where there are any")
        label = to_label(row.get("label") or "", where(n))
        judged = judgements.between(row["name_a"], row["name_b"], label) if judgements is not None else None
        if judged is not None:
            verdict = PairVerdict(judged, 1.0 if judged == Decision.SAME else 0.0, "judged by a person")
        else:
            verdict = compare_names(
                row["name_a"], row["name_b"], label, row.get("role_a") or "", row.get("role_b") or "", config
            )
        if progress is not None:
            progress(1)
        yield PairRow(
            id=row.get("id", str(n)), decision=verdict.decision.value, score=verdict.score, reason=verdict.reason
        )
