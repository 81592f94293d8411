"""Turns the records of one article into rows; entity ids follow later, when all articles are known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.errors import InvariantError
from pipeline.pages.rendering import shown
from pipeline.reconcile.chains import Chain
from pipeline.rows import (
    TOGETHER,
    AmountRow,
    ArticleRow,
    ClaimRow,
    DateRow,
    IssueRow,
    MentionRow,
    QuoteRow,
    SegmentRow,
)
from pipeline.schema import (
    AmountMention,
    Article,
    Attributions,
    Claim,
    DateMention,
    Issue,
    Link,
    Mention,
    Quote,
    Sources,
    Status,
)
from pipeline.spans import Span

MAX_DIGITS = 26  # before the decimal point: what a 38-digit decimal column with 12 places holds
MAX_PLACES = 12
BIN = 1000  # characters
JOINTS = frozenset({"and", "&", "the", "both"})  # words between names of one coordination
PARTIAL = frozenset({"read", "clean"})  # stages whose problems make an article partial rather than ok


@dataclass(frozen=True, slots=True)
class Extracted:
    """The rows of one article without entity ids, the name chains that will give them, and who needs which.

    ``refers`` pairs the id of an amount, quote or claim with the id of the mention whose entity it names.
    """

    article: ArticleRow
    segments: tuple[SegmentRow, ...] = ()
    mentions: tuple[MentionRow, ...] = ()
    dates: tuple[DateRow, ...] = ()
    amounts: tuple[AmountRow, ...] = ()
    quotes: tuple[QuoteRow, ...] = ()
    claims: tuple[ClaimRow, ...] = ()
    issues: tuple[IssueRow, ...] = ()
    refers: tuple[tuple[str, str], ...] = ()
    chains: tuple[Chain, ...] = ()


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything that was found in one article."""

    article: Article
    mentions: tuple[Mention, ...]
    dates: tuple[DateMention, ...]
    amounts: tuple[AmountMention, ...]
    attributions: Attributions
    sources: Sources
    chains: tuple[Chain, ...]
    issues: tuple[Issue, ...]
    n_words: int
    n_sentences: int | None


class Places:
    """Gives rows of one article their raw offsets, texts and ids."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self._seen: Counter[str] = Counter()

    def offsets(self, span: Span | None) -> tuple[int | None, int | None]:
        """Raw start and end of a span, two times None for none."""
        if span is None:
            return None, None
        raw = self.article.raw_span(span)
        return raw.start, raw.end

    def text(self, span: Span | None) -> str | None:
        """The cleaned text of a span with white space folded."""
        return None if span is None else " ".join(span.of(self.article.text).split())

    def place(self, span: Span, kind: str) -> tuple[str, int, int, str]:
        """Id, raw start, raw end and text of a row; a second row of one kind and place gets ``-2`` behind its id."""
        raw = self.article.raw_span(span)
        if raw.start >= raw.end:
            raise InvariantError(f"{self.article.article_id}: a row of kind {kind} at {span} proves nothing")
        base = f"{self.article.article_id}:{raw.start}-{raw.end}:{kind}"
        self._seen[base] += 1
        n = self._seen[base]
        return (base if n == 1 else f"{base}-{n}"), raw.start, raw.end, self.text(span) or ""


def assemble_rows(found: Findings) -> Extracted:
    """The rows of one article, in order of their places.

    Raises ``InvariantError`` when a record's span leaves the text or covers nothing of the raw file.
    """
    places = Places(found.article)
    mention_of = dict(found.sources.mention_of)
    mentions = (*found.mentions, *found.sources.mentions)
    claims = _claim_rows(places, found.attributions.claims)
    narrowest = _Narrowest(claims)
    quotes = _quote_rows(places, found.attributions.quotes, claims)
    amounts, too_long = _amount_rows(places, found.amounts, narrowest)
    refers = [
        (row.quote_id, mention_of[q.source]) for q, row in quotes if q.source is not None and q.source in mention_of
    ]
    refers += [
        (row.claim_id, mention_of[c.source]) for c, row in claims if c.source is not None and c.source in mention_of
    ]
    refers += _owners(amounts, mentions, mention_of, found.article.text)
    issues = (*found.issues, *too_long)
    return Extracted(
        article=_article_row(found, issues),
        segments=tuple(_segment_rows(found.article)),
        mentions=tuple(sorted((_mention_row(places, m) for m in mentions), key=lambda r: (r.start, r.end, r.form))),
        dates=tuple(_date_row(places, d, narrowest) for d in found.dates),
        amounts=tuple(row for _, row in amounts),
        quotes=tuple(sorted((row for _, row in quotes), key=lambda r: (r.start, r.end))),
        claims=tuple(sorted((row for _, row in claims), key=lambda r: (r.start, r.end))),
        issues=tuple(_issue_row(places, i) for i in issues),
        refers=tuple(refers),
        chains=found.chains,
    )


def unread_rows(article: Article, issue: Issue) -> Extracted:
    """The rows of an article that was cleaned but not read further, for the reason that the issue gives."""
    n_words = len(article.text.split())
    nothing = Findings(
        article, (), (), (), Attributions((), ()), Sources((), ()), (), (*article.issues, issue), n_words, None
    )
    return assemble_rows(nothing)


def with_entities(extracted: Extracted, links: Mapping[str, Link]) -> Extracted:
    """The same rows with the ids of the entities that the mentions turned out to be."""
    entities_of: dict[str, dict[str, None]] = {}
    for row_id, mention in extracted.refers:
        if mention in links:
            entities_of.setdefault(row_id, {})[links[mention].entity_id] = None
    entity_of = {row_id: TOGETHER.join(ids) for row_id, ids in entities_of.items()}
    mentions = []
    for row in extracted.mentions:
        link = links.get(row.mention_id)
        method = row.method if link is None else link.method
        score = row.score if link is None else link.score
        entity = None if link is None else link.entity_id
        mentions.append(replace(row, entity_id=entity, method=method, score=score))
    return replace(
        extracted,
        mentions=tuple(mentions),
        amounts=tuple(replace(r, entity_id=entity_of.get(r.amount_id)) for r in extracted.amounts),
        quotes=tuple(replace(r, speaker_id=entity_of.get(r.quote_id)) for r in extracted.quotes),
        claims=tuple(replace(r, claimant_id=entity_of.get(r.claim_id)) for r in extracted.claims),
    )


def failed_rows(article_id: str, path: str, sha256: str | None, code: str, message: str) -> Extracted:
    """The one row of an article that could not be read, and its issue."""
    row = ArticleRow(
        article_id=article_id, path=path, sha256=sha256, outlet=None, title=None, byline=None, published=None,
        published_from=None, language=None, n_chars=None, n_words=None, n_sentences=None, n_kept_chars=None,
        status=Status.FAILED, error=message,
    )  # fmt: skip
    return Extracted(row, issues=(IssueRow(article_id, "read", code, message, None, None),))


class _Narrowest:
    """Finds the narrowest claim around a span; claims are filed by the kilocharacter, so that it stays linear."""

    def __init__(self, claims: Sequence[tuple[Claim, ClaimRow]]) -> None:
        self._bins: dict[int, list[tuple[int, Span, str]]] = {}
        for claim, row in claims:
            for i in range(claim.span.start // BIN, claim.span.end // BIN + 1):
                self._bins.setdefault(i, []).append((len(claim.span), claim.span, row.claim_id))

    def around(self, span: Span) -> str | None:
        """The id of the claim, None where the span stands in none."""
        near = self._bins.get(span.start // BIN, ())
        return min((c for c in near if c[1].contains(span)), default=(0, span, None))[2]


def _article_row(found: Findings, issues: Sequence[Issue]) -> ArticleRow:
    article, source = found.article, found.article.source
    odd = [i for i in issues if i.stage in PARTIAL]
    return ArticleRow(
        article_id=article.article_id,
        path=source.path,
        sha256=source.sha256,
        outlet=article.outlet,
        title=_folded(article.title),
        byline=_folded(article.byline),
        published=article.published,
        published_from=article.published_from,
        language=article.language,
        n_chars=len(source.raw),
        n_words=found.n_words,
        n_sentences=found.n_sentences,
        n_kept_chars=sum(s.raw_span.end - s.raw_span.start for s in article.segments if s.kept),
        status=Status.PARTIAL if odd else Status.OK,
        error="; ".join(dict.fromkeys(i.message for i in odd)) or None,
    )


def _folded(text: str | None) -> str | None:
    return None if text is None else " ".join(text.split()) or None


def _segment_rows(article: Article) -> Iterable[SegmentRow]:
    """The segments of the text, and the places of a web page that state its metadata, in order of the raw file."""
    stated = [(s, shown(s.raw_span.of(article.source.raw), s.reason)) for s in article.stated]
    for s, words in sorted(
        [*stated, *((s, s.span.of(article.text)) for s in article.segments)], key=lambda pair: pair[0].raw_span
    ):
        raw = s.raw_span
        text = " ".join(words.split())
        row_id = f"{article.article_id}:{raw.start}-{raw.end}:s"
        yield SegmentRow(row_id, article.article_id, raw.start, raw.end, text, s.kind, s.kept, s.reason)


def _mention_row(places: Places, m: Mention) -> MentionRow:
    raw = places.article.raw_span(m.span)
    text = " ".join(m.text.split())
    return MentionRow(m.mention_id, m.article_id, raw.start, raw.end, text, m.label, m.form, None, m.rule, m.score)


def _date_row(places: Places, d: DateMention, narrowest: _Narrowest) -> DateRow:
    row_id, start, end, text = places.place(d.span, "d")
    return DateRow(
        row_id, d.article_id, start, end, text, d.kind, d.timex, d.first_day, d.last_day, d.anchor, d.modifier,
        narrowest.around(d.span),
    )  # fmt: skip


def _amount_rows(
    places: Places, amounts: Sequence[AmountMention], narrowest: _Narrowest
) -> tuple[list[tuple[AmountMention, AmountRow]], list[Issue]]:
    rows, issues = [], []
    for a in amounts:
        if not all(n is None or _fits(n.as_tuple().exponent, n.adjusted()) for n in (a.value, a.low, a.high)):
            issues.append(Issue(a.article_id, "tables", "amount_too_long", f"left out: {a.text[:60]!r}", a.span))
            continue
        row_id, start, end, text = places.place(a.span, "a")
        row = AmountRow(
            row_id, a.article_id, start, end, text, a.kind, a.value, a.low, a.high, a.currency, a.unit, a.modifier,
            a.of, None, narrowest.around(a.span),
        )  # fmt: skip
        rows.append((a, row))
    return rows, issues


def _fits(exponent: object, magnitude: int) -> bool:
    return isinstance(exponent, int) and exponent >= -MAX_PLACES and magnitude < MAX_DIGITS


def _claim_rows(places: Places, claims: Sequence[Claim]) -> list[tuple[Claim, ClaimRow]]:
    rows = []
    for c in claims:
        row_id, start, end, text = places.place(c.span, "c")
        rows.append(
            (
                c,
                ClaimRow(
                    row_id, f"{c.article_id}:p{c.proposition}", c.article_id, start, end, text, c.voice, c.act,
                    *places.offsets(c.source), places.text(c.source), None, *places.offsets(c.cue), places.text(c.cue),
                    c.cue_lemma, c.is_negated, c.is_hedged, c.checkworthy, None,
                ),
            )
        )  # fmt: skip
    return rows


def _quote_rows(
    places: Places, quotes: Sequence[Quote], claims: Sequence[tuple[Claim, ClaimRow]]
) -> list[tuple[Quote, QuoteRow]]:
    of_proposition: dict[int, list[tuple[int, Span, str]]] = {}
    for c, claim_row in claims:
        of_proposition.setdefault(c.proposition, []).append((len(c.span), c.span, claim_row.claim_id))
    rows = []
    for q in quotes:
        row_id, start, end, text = places.place(q.span, "q")
        same = of_proposition.get(q.proposition, [])
        claim_id = min([c for c in same if c[1].contains(q.span)] or same, default=(0, q.span, None))[2]
        rows.append(
            (
                q,
                QuoteRow(
                    row_id, f"{q.article_id}:u{q.utterance}", q.article_id, start, end, text, q.kind,
                    *places.offsets(q.source), places.text(q.source), None, *places.offsets(q.cue), places.text(q.cue),
                    q.venue, claim_id, None,
                ),
            )
        )  # fmt: skip
    return rows


def _owners(
    amounts: Sequence[tuple[AmountMention, AmountRow]],
    mentions: Sequence[Mention],
    mention_of: Mapping[Span, str],
    text: str,
) -> list[tuple[str, str]]:
    """Which mentions each amount's owner span is: the source mention of that span, or the last name inside it and the
    names joined with it by "and", who own the amount together."""
    out = []
    for amount, row in amounts:
        if amount.owner is None:
            continue
        inside = [m for m in mentions if amount.owner.contains(m.span)]
        if amount.owner in mention_of:
            out.append((row.amount_id, mention_of[amount.owner]))
        else:
            out += [(row.amount_id, m.mention_id) for m in _joined(inside, text)]
    return out


def _joined(mentions: Sequence[Mention], text: str) -> list[Mention]:
    """The last of some mentions, and those before it that only commas and an "and" part from it, in order."""
    ordered = sorted(mentions, key=lambda m: m.span)
    joined = ordered[-1:]
    for mention in reversed(ordered[:-1]):
        between = text[mention.span.end : joined[0].span.start].replace(",", " ").split()
        if (len(joined) == 1 and "and" not in between) or not set(between) <= JOINTS:
            break
        joined.insert(0, mention)
    return joined


def _issue_row(places: Places, issue: Issue) -> IssueRow:
    return IssueRow(issue.article_id, issue.stage, issue.code, issue.message, *places.offsets(issue.span))
