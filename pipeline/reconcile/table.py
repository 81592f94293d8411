"""Reconciliation of a table of mentions, or of pairs of names, that somebody else made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TypedDict

from pipeline.config import ReconcileConfig
from pipeline.errors import CorpusError
from pipeline.reconcile.across import resolve
from pipeline.reconcile.chains import Reconciled
from pipeline.reconcile.compare import compare_names
from pipeline.reconcile.judgements import Judgements
from pipeline.reconcile.within import chain_article
from pipeline.schema import Form, Label, Mention
from pipeline.spans import Span

CONTEXT = 100  # characters of the article on either side of a mention, as far as the article goes
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


def reconcile_rows(
    rows: Iterable[Mapping[str, str]], config: ReconcileConfig, judgements: Judgements
) -> tuple[list[MentionVerdict], Reconciled]:
    """A row for each given mention, in the order given, and all that was reconciled.

    A row has mention_id, article_id, start (code points), text, label, published (ISO date or empty) and context
    (the mention with up to 100 characters on either side). Raises ``CorpusError`` naming row and value.
    """
    articles: dict[str, list[Mention]] = defaultdict(list)
    order: dict[str, int] = {}
    for n, row in enumerate(rows, start=1):
        mention = read_row(row, n)
        if mention.mention_id in order:
            raise CorpusError(
                f"row {n}: mention_id {mention.mention_id!r} was used before, in row {order[mention.mention_id]}"
            )
        order[mention.mention_id] = n
        articles[mention.article_id].append(mention)
    chains = (chain for mentions in articles.values() for chain in chain_article(mentions))
    reconciled = resolve(chains, config, judgements)
    links = sorted(reconciled.links, key=lambda link: order[link.mention_id])
    verdicts = [
        MentionVerdict(mention_id=x.mention_id, entity_id=x.entity_id, method=x.method, score=x.score, reason=x.reason)
        for x in links
    ]
    return verdicts, reconciled


def read_row(row: Mapping[str, str], n: int) -> Mention:
    """The mention in row ``n`` (from 1); raises ``CorpusError`` naming row and value."""
    where = f"row {n}"
    for column in ("mention_id", "article_id", "start", "text"):
        if not (row.get(column) or "").strip():
            raise CorpusError(f"{where}: no {column}; needed: mention_id, article_id, start, text")
    try:
        start = int(row["start"])
    except ValueError as error:
        raise CorpusError(f"{where}: start {row['start']!r} is no whole number") from error
    if start < 0:
        raise CorpusError(f"{where}: start {row['start']!r} lies before the text")
    text = row["text"]
    before, after = split_context(row.get("context") or "", text, start)
    label = to_label(row.get("label") or "", where)
    return Mention(
        row["mention_id"], row["article_id"], Span(start, start + len(text)), text, label,
        Form.NAME, "given", before=before, after=after, published=_day(row.get("published") or "", where),
    )  # fmt: skip


def split_context(context: str, text: str, start: int) -> tuple[str, str]:
    """What stands before and after a mention in its context.

    The mention stands 100 characters in, or nearer to the front where the article begins; where it does not, the
    occurrence nearest to that place is taken.

    >>> split_context("said Tim Burgess, mayor", "Tim Burgess", 5)
    ('said ', ', mayor')
    """
    at = min(start, CONTEXT)
    if not context.startswith(text, at):
        left, right = context.rfind(text, 0, at + len(text)), context.find(text, at)
        found = [i for i in (left, right) if i >= 0]
        if not found:
            return "", ""
        at = min(found, key=lambda i: abs(i - at))
    return context[:at], context[at + len(text) :]


def _day(text: str, where: str) -> date | None:
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError as error:
        raise CorpusError(f"{where}: published {text!r} is no date; write YYYY-MM-DD or leave it empty") from error


def compare_rows(rows: Iterable[Mapping[str, str]], config: ReconcileConfig) -> Iterator[PairRow]:
    """A verdict for each pair of names, in the order given.

    A row has id, name_a, name_b, label, role_a and role_b (empty where unknown). Raises ``CorpusError`` naming row
    and value.
    """
    for n, row in enumerate(rows, start=1):
        for column in ("id", "name_a", "name_b"):
            if not (row.get(column) or "").strip():
                raise CorpusError(f"row {n}: no {column}; needed: id, name_a, name_b")
        label = to_label(row.get("label") or "", f"row {n}")
        verdict = compare_names(
            row["name_a"], row["name_b"], label, row.get("role_a") or "", row.get("role_b") or "", config
        )
        yield PairRow(id=row["id"], decision=verdict.decision.value, score=verdict.score, reason=verdict.reason)
