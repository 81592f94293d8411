"""The attribution as the finders of this package hand it to each other, before it becomes rows."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.quotation_marks import Quotation
from pipeline.schema import QuoteKind
from pipeline.spans import Span


@dataclass(frozen=True, slots=True)
class Attribution:
    """A source, a cue and a content in one or more pieces; ``quotations`` are the marked stretches that belong to it.

    ``kind`` is that of its quotes: direct and block where the pieces are the quotes themselves, mixed where the marks
    stand inside the pieces.
    """

    contents: tuple[Span, ...]
    source: Span | None
    cue: Span | None
    quotations: tuple[Quotation, ...]
    kind: QuoteKind
    rule: str

    @property
    def start(self) -> int:
        """Where its first piece starts."""
        return self.contents[0].start

    @property
    def extent(self) -> int:
        """Characters from the start of its first piece to the end of its last."""
        return self.contents[-1].end - self.contents[0].start
