"""Finds who said, wrote, thought or demanded what: direct quotations, reported speech and statements without marks."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count

from pipeline.find.attributions.attribution import Attribution
from pipeline.find.attributions.blocks import find_blocks
from pipeline.find.attributions.contents import FINAL
from pipeline.find.attributions.describe import article_claims, checkworthiness, describe_cue, venue_of
from pipeline.find.attributions.link import Paragraphs, Utterance, link_quotations
from pipeline.find.attributions.marked import Marked
from pipeline.find.attributions.modelled import find_modelled
from pipeline.parse import Parsed
from pipeline.quotation_marks import Quotation, find_quotations
from pipeline.schema import (
    Article,
    Attributions,
    Claim,
    Issue,
    Mention,
    Quote,
    QuoteKind,
    SegmentKind,
    Voice,
)
from pipeline.spans import Span

UNREAD = frozenset({SegmentKind.BOILERPLATE, SegmentKind.CREDIT, SegmentKind.LICENCE})
HEADINGS = frozenset({"headline", "standfirst"})  # other titles repeat the headline, a passage, or name a section
LINE = re.compile(r"[^\n]+")


def find_attributions(parsed: Parsed, mentions: Sequence[Mention]) -> Attributions:
    """The quotes and claims of an article in order of place, and an issue for each quotation mark without a partner.

    Read are the segments that are the article's prose: no boilerplate, credits, licences or repetitions.
    Spans are of the cleaned text. Claims in the article's own voice follow those that are attributed to somebody.
    """
    doc, article = parsed.doc, parsed.article
    paragraphs = prose(article)
    quotations, strays = find_quotations(article.text, paragraphs)
    index = Paragraphs(doc, article.text, paragraphs)
    blocks = find_blocks(index, quotations)
    marked = _marked(quotations, blocks)
    spoken = {q.outer for q in marked}
    utterances = [u for u in link_quotations(index, quotations) if u.quotations[0].outer in spoken]
    said = _outside(find_modelled(doc, index.runs, Marked(article.text, marked, paragraphs)), blocks)
    attributions = sorted([*blocks, *_merged(said, utterances)], key=lambda a: (a.start, a.contents[0].end))
    claims = tuple(c for n, a in enumerate(attributions) for c in _claims(parsed, a, n, mentions))
    utterance = count()
    quotes = [(q, a.extent) for n, a in enumerate(attributions) for q in _quotes(parsed, a, n, utterance)]
    own = article_claims(parsed, [c.span for c in claims], mentions, len(attributions))
    message = "a quotation mark without a partner; quotations of its paragraph may be missing or too long"
    issues = tuple(Issue(article.article_id, "attributions", "unbalanced_quotation", message, s) for s in strays)
    return Attributions(_once(quotes), claims + own, issues)


def _once(quotes: Sequence[tuple[Quote, int]]) -> tuple[Quote, ...]:
    """The quotes in order of place, each marked stretch once: for the narrowest attribution around it."""
    narrowest: dict[Span, Quote] = {}
    for quote, _ in sorted(quotes, key=lambda pair: (pair[1], pair[0].utterance)):
        narrowest.setdefault(quote.span, quote)
    return tuple(narrowest[span] for span in sorted(narrowest))


def prose(article: Article) -> list[Span]:
    """The lines of the article's own prose and of its headline, in order of place."""
    found = []
    for segment in article.segments:
        is_repeated = segment.kind is SegmentKind.TITLE and segment.reason not in HEADINGS
        if segment.kind in UNREAD or is_repeated or segment.copy_of is not None:
            continue
        lines = LINE.finditer(article.text, segment.span.start, segment.span.end)
        found += [Span(*line.span()) for line in lines if not line.group().isspace()]
    return found


def _marked(quotations: Sequence[Quotation], blocks: Sequence[Attribution]) -> list[Quotation]:
    """The quotations of the article's own paragraphs and the pieces of block statements, in order of place.

    What another outlet reports ("As the agency reports,") is news prose, whose reported speech is read like our own.
    """
    pieces = sorted(piece for block in blocks if block.rule != "reporting" for piece in block.contents)
    kept = [Quotation(piece, piece, -1, -1) for piece in pieces]
    ends = [piece.end for piece in pieces]
    for quotation in quotations:
        at = bisect_left(ends, quotation.outer.end)
        if at == len(pieces) or pieces[at].start > quotation.outer.start:
            kept.append(quotation)
    return sorted(kept, key=lambda quotation: quotation.outer)


def _outside(said: Sequence[Attribution], blocks: Sequence[Attribution]) -> list[Attribution]:
    """The attributions that do not say a block statement again: its cue, or its pieces from outside of them."""
    pieces = sorted(piece for block in blocks for piece in block.contents)
    whole, cues = set(pieces), sorted(block.cue for block in blocks if block.cue is not None)
    found = []
    for one in said:
        is_announced = _overlaps(one.cue, cues)
        if not is_announced and (_overlaps(one.cue, pieces) or not any(piece in whole for piece in one.contents)):
            found.append(one)
    return found


def _overlaps(span: Span | None, others: Sequence[Span]) -> bool:
    """Whether a span overlaps one of others, which are sorted and disjoint."""
    at = 0 if span is None else bisect_left(others, span.end, key=lambda other: other.start)
    return span is not None and at > 0 and others[at - 1].overlaps(span)


def _merged(said: Sequence[Attribution], utterances: Sequence[Utterance]) -> list[Attribution]:
    """What the model found, and the speech that it left out beside it or that only its place attributes."""
    owners = {quotation.outer: i for i, one in enumerate(said) for quotation in one.quotations}
    found = list(said)
    for utterance in utterances:
        left = tuple(q for q in utterance.quotations if q.outer not in owners)
        owner = next((owners[q.outer] for q in utterance.quotations if q.outer in owners), None)
        if not left:
            continue
        if owner is None:
            cue = utterance.cue
            contents = tuple(q.inner for q in left)
            found.append(Attribution(contents, cue.source, cue.span, left, QuoteKind.DIRECT, cue.rule))
        elif found[owner].kind is QuoteKind.DIRECT:
            found[owner] = _joined(found[owner], left)
        else:
            contents = tuple(q.inner for q in left)
            found.append(Attribution(contents, found[owner].source, None, left, QuoteKind.DIRECT, "carried"))
    return found


def _joined(attribution: Attribution, more: Sequence[Quotation]) -> Attribution:
    """Direct speech with further quotations of the same utterance."""
    quotations = tuple(sorted((*attribution.quotations, *more), key=lambda q: q.outer))
    return replace(attribution, contents=tuple(q.inner for q in quotations), quotations=quotations)


def _claims(parsed: Parsed, attribution: Attribution, number: int, mentions: Sequence[Mention]) -> Iterator[Claim]:
    doc, article = parsed.doc, parsed.article
    marked = {q.inner for q in attribution.quotations}
    for span in attribution.contents:
        cue = describe_cue(doc, attribution.cue, span)
        yield Claim(
            article_id=article.article_id,
            span=span,
            text=span.of(article.text),
            proposition=number,
            voice=Voice.QUOTED if span in marked or attribution.kind is QuoteKind.BLOCK else Voice.REPORTED,
            act=cue.act,
            source=attribution.source,
            cue=attribution.cue,
            cue_lemma=cue.lemma,
            is_negated=cue.is_negated,
            is_hedged=cue.is_hedged,
            checkworthy=checkworthiness(doc, span, mentions),
            rule=attribution.rule,
        )


def _quotes(parsed: Parsed, attribution: Attribution, number: int, utterances: Iterator[int]) -> Iterator[Quote]:
    """The quotes of an attribution, which share its proposition; ``utterances`` gives each utterance its number."""
    article = parsed.article
    is_block = attribution.kind is QuoteKind.BLOCK
    stretches = attribution.contents if is_block else tuple(q.inner for q in attribution.quotations)
    utterance = -1
    for i, span in enumerate(stretches):
        if utterance < 0 or not (is_block or _continues(article.text, attribution.quotations[i - 1 : i + 1])):
            utterance = next(utterances)
        yield Quote(
            article_id=article.article_id,
            span=span,
            text=span.of(article.text),
            kind=attribution.kind,
            utterance=utterance,
            source=attribution.source,
            cue=attribution.cue,
            venue=venue_of(parsed.doc, attribution.source, attribution.cue, span),
            proposition=number,
            rule=attribution.rule,
        )


def _continues(text: str, pair: Sequence[Quotation]) -> bool:
    """Whether the second quotation goes on with the first, over paragraphs or after words that end no sentence.

    '"It is bad," she said, "but it works."' is one utterance, '"It is bad," she said. "It works."' two.
    """
    left, right = pair
    between = text[left.outer.end : right.outer.start].rstrip()
    return left.run == right.run or (bool(between) and between[-1] not in FINAL)
