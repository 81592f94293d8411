"""Names: the model's entities put right, names proved by their form, names missed here but seen there."""

from __future__ import annotations

from bisect import bisect_right

from pipeline.find.entities.article import acronyms, consistent, governments, handles, seen_elsewhere
from pipeline.find.entities.candidates import Candidate, without_overlaps
from pipeline.find.entities.columns import Columns
from pipeline.find.entities.forms import abbreviated, formed_names
from pipeline.find.entities.headlines import read_headlines
from pipeline.find.entities.laws import cited_names
from pipeline.find.entities.modelled import modelled_names
from pipeline.find.entities.seats import seats
from pipeline.parse import Parsed
from pipeline.schema import CONTEXT_CHARS, Form, Found, Label, Mention, SegmentKind
from pipeline.spans import Span

__all__ = ["find_mentions"]


def find_mentions(parsed: Parsed) -> Found[Mention]:
    """The names of an article as mentions of form ``name``, in order of their spans, none inside another.

    Titles, determiners and possessive endings stay outside the span. In boilerplate, which is no running text, only
    names that the article knows from elsewhere are found. The label follows from the model's label by
    ``kinds.table_label``; names that the tables have no kind for are left out, and so is all that stands inside them.
    """
    columns = Columns.of(parsed.doc)
    modelled = _outside_furniture(parsed, columns, modelled_names(columns))
    certain = without_overlaps(cited_names(columns, modelled) + formed_names(columns, modelled))
    found = without_overlaps(certain + modelled, first=certain)
    found = without_overlaps(found + abbreviated(columns), first=found)
    found = read_headlines(columns, found)
    found = consistent(columns, acronyms(columns, found))
    found = without_overlaps(found + seen_elsewhere(columns, found), first=found)
    found = governments(columns, without_overlaps(found + handles(columns, found), first=found))
    return Found(tuple(_mention(parsed, columns, c, c.label) for c in seats(columns, found) if c.label is not None))


def _outside_furniture(parsed: Parsed, columns: Columns, found: list[Candidate]) -> list[Candidate]:
    furniture = [s.span for s in parsed.article.segments if s.kind is SegmentKind.BOILERPLATE]
    first = [span.start for span in furniture]
    return [
        c
        for c in found
        for at in (bisect_right(first, columns.starts[c.start]) - 1,)
        if at < 0 or columns.starts[c.start] >= furniture[at].end
    ]


def _mention(parsed: Parsed, columns: Columns, candidate: Candidate, label: Label) -> Mention:
    article = parsed.article
    span = Span(columns.starts[candidate.start], columns.end_of(candidate.end - 1))
    raw = article.raw_span(span)
    return Mention(
        mention_id=f"{article.article_id}:{raw.start}-{raw.end}:m",
        article_id=article.article_id,
        span=span,
        text=span.of(article.text),
        label=label,
        form=Form.NAME,
        rule=candidate.rule,
        before=article.text[max(0, span.start - CONTEXT_CHARS) : span.start],
        after=article.text[span.end : span.end + CONTEXT_CHARS],
        published=article.published,
    )
