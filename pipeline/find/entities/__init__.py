"""Names: the model's entities put right, names proved by their form, names missed here but seen there."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.find.entities.article import acronyms, consistent, seen_elsewhere
from pipeline.find.entities.candidates import Candidate, without_overlaps
from pipeline.find.entities.forms import formed_names, group_words, partnerships, toponyms
from pipeline.find.entities.modelled import modelled_names
from pipeline.parse import Parsed
from pipeline.schema import Form, Found, Mention, SegmentKind
from pipeline.spans import Span

__all__ = ["find_mentions"]

CONTEXT = 100  # characters of text kept on each side of a mention, as evidence for reconciliation


def find_mentions(parsed: Parsed) -> Found[Mention]:
    """The names of an article as mentions of form ``name``, in order of their spans, none inside another.

    Titles, determiners and possessive endings stay outside the span. In boilerplate, which is no running text, only
    names that the article knows from elsewhere are found. The label follows from the model's label by
    ``kinds.table_label``; names that the tables have no kind for are left out.
    """
    doc = parsed.doc
    furniture = [s.span for s in parsed.article.segments if s.kind is SegmentKind.BOILERPLATE]
    modelled = [c for c in modelled_names(doc) if not _stands_in(furniture, parsed, c)]
    certain = formed_names(parsed, modelled) + partnerships(doc)
    found = without_overlaps(certain + modelled, first=certain)
    found = without_overlaps(found + group_words(doc) + toponyms(doc), first=found)
    found = acronyms(doc, consistent(doc, found))
    found = without_overlaps(found + seen_elsewhere(doc, found), first=found)
    return Found(tuple(_mention(parsed, candidate) for candidate in found))


def _stands_in(spans: Sequence[Span], parsed: Parsed, candidate: Candidate) -> bool:
    start = parsed.doc[candidate.start].idx
    return any(span.start <= start < span.end for span in spans)


def _mention(parsed: Parsed, candidate: Candidate) -> Mention:
    doc, article = parsed.doc, parsed.article
    tokens = doc[candidate.start : candidate.end]
    span = Span(tokens.start_char, tokens.end_char)
    raw = article.raw_span(span)
    return Mention(
        mention_id=f"{article.article_id}:{raw.start}-{raw.end}:m",
        article_id=article.article_id,
        span=span,
        text=tokens.text,
        label=candidate.label,
        form=Form.NAME,
        rule=candidate.rule,
        before=article.text[max(0, span.start - CONTEXT) : span.start],
        after=article.text[span.end : span.end + CONTEXT],
        published=article.published,
    )
