"""Names: the model's entities put right, names proved by their form, names missed here but seen there."""

from __future__ import annotations

from pipeline.find.entities.article import acronyms, consistent, seen_elsewhere
from pipeline.find.entities.candidates import Candidate, without_overlaps
from pipeline.find.entities.forms import formed_names, group_words, partnerships, toponyms
from pipeline.find.entities.modelled import modelled_names
from pipeline.parse import Parsed
from pipeline.schema import Form, Found, Mention
from pipeline.spans import Span

__all__ = ["find_mentions"]

CONTEXT = 100  # characters of text kept on each side of a mention, as evidence for reconciliation


def find_mentions(parsed: Parsed) -> Found[Mention]:
    """The names of an article as mentions of form ``name``, in order of their spans, none inside another.

    Titles, determiners and possessive endings stay outside the span. The label follows from the model's label by
    ``kinds.table_label``; names that the tables have no kind for are left out.
    """
    doc = parsed.doc
    modelled = modelled_names(doc)
    certain = formed_names(parsed, modelled) + partnerships(doc)
    found = without_overlaps(certain + modelled, first=certain)
    found = without_overlaps(found + group_words(doc) + toponyms(doc), first=found)
    found = acronyms(doc, consistent(doc, found))
    found = without_overlaps(found + seen_elsewhere(doc, found), first=found)
    return Found(tuple(_mention(parsed, candidate) for candidate in found))


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
