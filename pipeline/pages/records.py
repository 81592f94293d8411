"""What a web page turns into: the text of its article, traced to the source, and what the page states about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from pipeline.spans import RawSpan, Span, Tracked


class BlockKind(StrEnum):
    """What the page's own markup says that a block of text is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    QUOTE = "quote"
    CELL = "cell"
    CAPTION = "caption"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Block:
    """A block of the page: its span of ``Page.tracked.text``, and its kind."""

    span: Span
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class Stated:
    """Something that the page states about its article.

    ``field`` is title, published, outlet, byline or url; ``raw_span`` the place of the value in the source, None where
    it has none; ``how`` names the markup that states it ("json_ld", "og:title", "meta:author", "time_element").
    """

    field: str
    value: str
    raw_span: RawSpan | None
    how: str


@dataclass(frozen=True, slots=True)
class Page:
    """The text of a page's article: blocks with a line feed between each two, traced to the source of the page.

    ``issues`` are pairs of a code and a message.
    """

    tracked: Tracked = field(repr=False)
    blocks: tuple[Block, ...] = field(repr=False)
    stated: tuple[Stated, ...] = ()
    issues: tuple[tuple[str, str], ...] = ()
