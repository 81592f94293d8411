"""What each paragraph of an article is: the rules in the order in which they decide."""

from __future__ import annotations

from functools import partial
from typing import Final

from pipeline.clean.captions import mark_captions, mark_page_captions
from pipeline.clean.company_notes import mark_company_notes
from pipeline.clean.contributors import mark_author_notes, mark_contributors
from pipeline.clean.copies import mark_alternative_texts, mark_copies
from pipeline.clean.datelines import mark_agency_datelines, mark_bylines, mark_date_lines, mark_lone_datelines
from pipeline.clean.furniture import mark_furniture, mark_updates
from pipeline.clean.headings import keep_lone_quotes, mark_inserted_headings, mark_site_names, mark_titles
from pipeline.clean.leftovers import mark_leftovers
from pipeline.clean.links import mark_boxes, mark_link_lists, mark_topic_links
from pipeline.clean.page_headings import mark_empty_headings, mark_page_titles
from pipeline.clean.pieces import Piece, Rule, is_page
from pipeline.pages.records import BlockKind
from pipeline.schema import SegmentKind

BODY_REASONS: Final = {
    BlockKind.HEADING: "subheading",
    BlockKind.TITLE: "subheading",
    BlockKind.CELL: "table_cell",
}


def classify(pieces: list[Piece], title: str | None, other_titles: tuple[str, ...] = ()) -> list[Piece]:
    """The same paragraphs, some of them split, each with its kind.

    ``title`` is what the input or the page states as its headline, ``other_titles`` what the page states elsewhere
    (its h1, its title element, the title for shared links). Blocks of a web page say what they are, so that its
    headings are known; in plain text headlines and sub-headings are told by place and form.
    """
    titles = tuple(each for each in (title, *other_titles) if each)
    for rule in _page_rules(titles) if is_page(pieces) else _text_rules(titles):
        pieces = rule(pieces)
    return pieces


def _text_rules(titles: tuple[str, ...]) -> tuple[Rule, ...]:
    return (
        mark_leftovers,
        mark_site_names,  # before the date lines: the first line of a page
        mark_date_lines,
        mark_lone_datelines,
        mark_bylines,
        mark_furniture,
        mark_contributors,
        mark_captions,
        mark_alternative_texts,
        mark_updates,
        mark_author_notes,
        mark_company_notes,
        mark_boxes,
        partial(mark_titles, titles=titles),
        mark_topic_links,
        mark_agency_datelines,
        mark_inserted_headings,
        mark_body,
        mark_copies,
        keep_lone_quotes,
    )


def _page_rules(titles: tuple[str, ...]) -> tuple[Rule, ...]:
    return (
        mark_leftovers,
        mark_date_lines,
        mark_lone_datelines,
        mark_bylines,
        mark_furniture,
        mark_contributors,
        mark_page_captions,
        mark_captions,
        mark_updates,
        mark_author_notes,
        mark_company_notes,
        mark_boxes,
        partial(mark_page_titles, titles=titles),
        mark_topic_links,
        mark_link_lists,
        mark_empty_headings,  # after all that takes the words below a heading away
        mark_agency_datelines,
        mark_body,
        mark_copies,
    )


def mark_body(pieces: list[Piece]) -> list[Piece]:
    """What no rule claimed is the article's own text: items of lists, and paragraphs."""
    return [piece if piece.kind else _own_text(piece) for piece in pieces]


def _own_text(piece: Piece) -> Piece:
    if piece.bullet is not None:
        return piece.decided(SegmentKind.LIST_ITEM, "bullet")
    if piece.block is BlockKind.LIST_ITEM:
        return piece.decided(SegmentKind.LIST_ITEM, "list_item")
    reason = BODY_REASONS.get(piece.block, "paragraph") if piece.block else "paragraph"
    return piece.decided(SegmentKind.BODY, reason)
