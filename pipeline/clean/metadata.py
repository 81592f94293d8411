"""What is known of an article: what the input says goes before what its page states, and that before its own text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from pipeline.clean.datelines import byline_of, published_of
from pipeline.clean.headings import outlet_at_start
from pipeline.clean.pieces import Piece
from pipeline.pages.records import Stated
from pipeline.schema import RawArticle, Segment, SegmentKind
from pipeline.spans import Span

KIND_OF: Final = {
    "title": SegmentKind.TITLE,
    "byline": SegmentKind.BYLINE,
    "published": SegmentKind.DATELINE,
}  # of what a page states, the fields that are also kinds of segments


@dataclass(frozen=True, slots=True)
class Known:
    """The metadata of an article; ``published_from`` is metadata, text, filename or None."""

    title: str | None
    byline: str | None
    outlet: str | None
    published: date | None
    published_from: str | None

    def completed(self, pieces: Sequence[Piece]) -> Known:
        """With what its own paragraphs say of what is not known; a date in them goes before one in a file's name."""
        headline = next((p.text for p in pieces if p.kind is SegmentKind.TITLE and p.reason == "headline"), None)
        site = next((p.text for p in pieces if p.reason == "site_name"), None)
        known = replace(
            self,
            title=self.title or headline,
            byline=self.byline or byline_of(list(pieces)),
            outlet=self.outlet or (outlet_at_start(site) if site else None),
        )
        if self.published is None or self.published_from == "filename":
            stated = published_of(list(pieces))
            if stated:
                return replace(known, published=stated, published_from="text")
        return known


def from_input(raw: RawArticle) -> Known:
    """What the file or record says."""
    return Known(raw.title, raw.byline, raw.outlet, raw.published, raw.published_from)


def from_page(raw: RawArticle, stated: Iterable[Stated]) -> Known:
    """What the file or record says, and else what the page states."""
    first: dict[str, str] = {}
    for one in stated:
        first.setdefault(one.field, one.value)
    published, published_from = raw.published, raw.published_from
    if (published is None or published_from == "filename") and "published" in first:
        published, published_from = date.fromisoformat(first["published"][:10]), "metadata"
    return Known(
        raw.title or first.get("title"),
        raw.byline or first.get("byline"),
        raw.outlet or first.get("outlet"),
        published,
        published_from,
    )


def titles_of(stated: Iterable[Stated]) -> tuple[str, ...]:
    """All headlines that a page states, in their order."""
    return tuple(dict.fromkeys(one.value for one in stated if one.field == "title"))


def stated_segments(stated: Iterable[Stated], segments: Iterable[Segment]) -> tuple[Segment, ...]:
    """Where the page states title, date and byline, in order of the source: the first place of each field that has one.

    They are no part of the clean text, so their spans are empty; what is a segment of the text already is left out.
    """
    taken = {segment.raw_span for segment in segments}
    found: dict[str, Segment] = {}
    for one in stated:
        kind, place = KIND_OF.get(one.field), one.raw_span
        if kind is not None and place is not None and place not in taken and one.field not in found:
            found[one.field] = Segment(Span(0, 0), place, kind, False, one.how)
            taken.add(place)
    return tuple(sorted(found.values(), key=lambda segment: segment.raw_span))
