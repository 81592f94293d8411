"""The quotations and paragraphs of a document, looked up by offset."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from pipeline.quotation_marks import Quotation
from pipeline.spans import Span

NAMING = re.compile(r"\b(?:so-called|self-(?:styled|proclaimed)|known as|dubbed|nicknamed|(?:en)?titled)\s(?:the\s)?$")
NAMING_WINDOW = 40  # characters before an opening mark in which those words are looked for
TERM = 2  # words; what is marked and longer is somebody's words, or a title


class Marked:
    """The quotations and paragraphs of a document, looked up by offset."""

    def __init__(self, text: str, quotations: Sequence[Quotation], paragraphs: Sequence[Span]) -> None:
        self.text = text
        self.quotations = quotations
        self._starts = [q.outer.start for q in quotations]
        self._paragraphs = [span.start for span in paragraphs]
        self._times = Counter(self._folded(q) for q in quotations)

    def paragraph(self, offset: int) -> int:
        """The number of the last paragraph that starts at an offset or before it, -1 before the first."""
        return bisect_right(self._paragraphs, offset) - 1

    def is_term(self, quotation: Quotation, *, said: bool) -> bool:
        """Whether the marks set off a name or a scare quote and nobody's words.

        So it is behind "so-called" and its like, and for a word or two that the article marks again and again, or that
        stand where nobody is said to have spoken (``said``).
        """
        start = quotation.outer.start
        if NAMING.search(self.text, max(0, start - NAMING_WINDOW), start):
            return True
        folded = self._folded(quotation)
        return len(folded.split()) <= TERM and (not said or self._times[folded] > 1)

    def _folded(self, quotation: Quotation) -> str:
        return quotation.inner.of(self.text).strip(".,;:!? ").lower()

    def at(self, offset: int) -> Quotation | None:
        """The quotation that holds the character at an offset."""
        i = bisect_right(self._starts, offset) - 1
        return self.quotations[i] if i >= 0 and offset < self.quotations[i].outer.end else None

    def after(self, offset: int) -> Quotation | None:
        """The first quotation that opens at an offset or behind it."""
        i = bisect_right(self._starts, offset - 1)
        return self.quotations[i] if i < len(self.quotations) else None

    def inside(self, span: Span) -> tuple[Quotation, ...]:
        """The quotations that lie wholly inside a span, whatever is left of their own marks."""
        first = bisect_right(self._starts, span.start - 1)
        found = []
        for i in range(max(first - 1, 0), len(self.quotations)):
            quotation = self.quotations[i]
            if quotation.outer.start >= span.end:
                break
            if span.contains(quotation.inner):
                found.append(quotation)
        return tuple(found)
