"""Writes the tables of a corpus: each row with its entities and its earlier twin, then the entities with counts."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import date

from pipeline.reconcile.chains import Reconciled
from pipeline.reconcile.repeats import Repeats, Said
from pipeline.reconcile.repeats_compare import STATED
from pipeline.rows import ClaimRow, EntityRow, IssueRow, MergeRow, QuoteRow
from pipeline.schema import Act, Voice
from pipeline.tables.assemble import Extracted, with_entities
from pipeline.tables.store import TableStore

PER_ARTICLE = ("segments", "mentions", "dates", "amounts", "quotes", "claims", "issues")


@dataclass(slots=True)
class Totals:
    """What is added up over the articles; ``days`` holds first and last day of publication of each entity."""

    statuses: Counter[str] = field(default_factory=Counter)
    mentions: Counter[str] = field(default_factory=Counter)
    articles: Counter[str] = field(default_factory=Counter)
    quotes: Counter[str] = field(default_factory=Counter)
    days: dict[str, tuple[date, date]] = field(default_factory=dict)
    n_inputs: int = 0
    input_digest: str = ""


def write_corpus(extracted: Iterable[Extracted], reconciled: Reconciled, store: TableStore) -> Totals:
    """Write all tables but do not commit them; returns the totals. Reads the articles once, in order."""
    links = {link.mention_id: link for link in reconciled.links}
    totals, digest = Totals(), hashlib.sha256()
    quoted, claimed = Repeats(), Repeats(STATED, STATED)
    for article in extracted:
        done = _with_repeats(with_entities(article, links), quoted, claimed)
        _count(totals, done)
        digest.update(f"{done.article.article_id}\t{done.article.sha256}\n".encode("utf-8", "surrogatepass"))
        store.write("articles", [done.article])
        for table in PER_ARTICLE:
            store.write(table, getattr(done, table))
    store.write("entities", _entity_rows(reconciled, totals))
    store.write("merges", (MergeRow(**asdict(m)) for m in reconciled.merges))
    store.write(
        "issues", (IssueRow(i.article_id or None, i.stage, i.code, i.message, None, None) for i in reconciled.issues)
    )
    totals.input_digest = digest.hexdigest()
    return totals


def _with_repeats(extracted: Extracted, quoted: Repeats, claimed: Repeats) -> Extracted:
    quotes = [replace(r, same_as=quoted.first(_quoted(r))) for r in extracted.quotes]
    claims = [replace(r, same_as=claimed.first(_claimed(r))) for r in extracted.claims]
    return replace(extracted, quotes=tuple(quotes), claims=tuple(claims))


def _quoted(row: QuoteRow) -> Said:
    return Said(row.quote_id, row.text, row.speaker_id, row.article_id, is_named=_is_named(row.speaker_id, row))


def _claimed(row: ClaimRow) -> Said:
    return Said(
        row.claim_id, row.text, row.claimant_id, row.article_id, is_named=_is_named(row.claimant_id, row),
        stance=_stance(row), is_reported=row.voice == Voice.REPORTED,
    )  # fmt: skip


def _is_named(entity_id: str | None, row: QuoteRow | ClaimRow) -> bool:
    """Whether an entity is one of all articles; the id of one that has no name ends in its article."""
    return entity_id is not None and not entity_id.endswith(f"/{row.article_id}")


def _stance(row: ClaimRow) -> str:
    """What keeps claims of the same words apart: who denies does not assert, the article is no claimant, and what is
    promised is not what is demanded ("to leave by May"), though a full clause may be either."""
    if row.voice == Voice.ARTICLE:
        return Voice.ARTICLE
    is_denied = (row.act == Act.DENY) != row.is_negated
    is_infinitive = row.text[:3].lower() == "to "
    return f"{'not ' if is_denied else ''}{row.act if is_infinitive and row.act != Act.DENY else ''}"


def _count(totals: Totals, extracted: Extracted) -> None:
    totals.n_inputs += 1
    totals.statuses[extracted.article.status] += 1
    entities = Counter(m.entity_id for m in extracted.mentions if m.entity_id is not None)
    totals.mentions.update(entities)
    totals.articles.update(entities.keys())
    totals.quotes.update(q.speaker_id for q in extracted.quotes if q.speaker_id is not None)
    day = extracted.article.published
    if day is not None:
        for entity_id in entities:
            first, last = totals.days.get(entity_id, (day, day))
            totals.days[entity_id] = (min(first, day), max(last, day))


def _entity_rows(reconciled: Reconciled, totals: Totals) -> Iterator[EntityRow]:
    for entity in sorted(reconciled.entities, key=lambda e: e.entity_id):
        first, last = totals.days.get(entity.entity_id, (None, None))
        yield EntityRow(
            entity.entity_id, entity.name, entity.label, entity.role, "; ".join(entity.aliases),
            totals.mentions[entity.entity_id], totals.articles[entity.entity_id], totals.quotes[entity.entity_id],
            first, last,
        )  # fmt: skip
