"""Spans of text, and text that knows where each of its characters came from.

Two coordinate systems, two classes, so that a type checker refuses a mix-up: ``Span`` counts code points of the
cleaned text (``Article.text``), ``RawSpan`` code points of the raw file as read. ``Tracked`` carries the map.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.errors import InvariantError


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch ``start`` to ``end`` of the cleaned text, in code points."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise InvariantError(f"span {self.start}-{self.end} is not a stretch of text")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The characters of ``text`` that the span covers.

        >>> Span(4, 9).of("The mayor said")
        'mayor'
        """
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, order=True)
class RawSpan:
    """A half-open stretch ``start`` to ``end`` of the raw file as read, in code points."""

    start: int
    end: int

    def of(self, raw: str) -> str:
        """The characters of the raw text that the span covers."""
        return raw[self.start : self.end]


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Replace characters ``start`` to ``end`` of a text by ``replacement``; ``step`` names the cleaning step."""

    start: int
    end: int
    replacement: str
    step: str = ""


@dataclass(frozen=True, slots=True)
class Tracked:
    """A text, the raw text it was made from, and for each of its characters the raw characters it stands for.

    >>> t = Tracked.of("Reutersadds").apply([Edit(7, 7, " ", "glued")])
    >>> t.text, t.raw_span(Span(0, 7)), t.raw_span(Span(8, 12))
    ('Reuters adds', RawSpan(start=0, end=7), RawSpan(start=7, end=11))
    """

    text: str
    raw: str
    _starts: array[int] = field(repr=False)
    _ends: array[int] = field(repr=False)

    @classmethod
    def of(cls, raw: str) -> Tracked:
        """The raw text itself, every character standing for itself."""
        return cls(raw, raw, array("L", range(len(raw))), array("L", range(1, len(raw) + 1)))

    @classmethod
    def from_parts(cls, raw: str, parts: Iterable[tuple[str, int, int]]) -> Tracked:
        """Texts joined that each stand for a stretch ``start`` to ``end`` of the raw text; the stretches rise.

        A text as long as its stretch maps character by character; each character of any other maps to the whole.
        Raises ``InvariantError`` when a stretch begins before the end of the one before it, or leaves the raw text.

        >>> Tracked.from_parts("A &amp; B", [("A ", 0, 2), ("&", 2, 7), (" B", 7, 9)]).text
        'A & B'
        """
        texts: list[str] = []
        starts, ends = array("L"), array("L")
        at = 0
        for text, start, end in parts:
            if not at <= start <= end <= len(raw):
                raise InvariantError(
                    f"stretch {start}-{end} overlaps another or leaves the text of {len(raw)} characters"
                )
            texts.append(text)
            if len(text) == end - start:
                starts.extend(range(start, end))
                ends.extend(range(start + 1, end + 1))
            else:
                starts.extend([start] * len(text))
                ends.extend([end] * len(text))
            at = end
        return cls("".join(texts), raw, starts, ends)

    def apply(self, edits: Iterable[Edit]) -> Tracked:
        """The text after the edits, which refer to ``self.text`` and must not overlap.

        A replacement of equal length maps character by character; any other maps each new character to the whole
        replaced stretch; an insertion maps to the empty stretch between its neighbours. Raises ``InvariantError``
        when two edits overlap or one leaves the text.
        """
        pieces: list[str] = []
        starts, ends = array("L"), array("L")
        at = 0
        for edit in sorted(edits):
            if edit.start < at or edit.end < edit.start or edit.end > len(self.text):
                raise InvariantError(
                    f"edit {edit!r} overlaps another or leaves the text of {len(self.text)} characters"
                )
            pieces += (self.text[at : edit.start], edit.replacement)
            starts += self._starts[at : edit.start]
            ends += self._ends[at : edit.start]
            n = len(edit.replacement)
            if n == edit.end - edit.start:
                starts += self._starts[edit.start : edit.end]
                ends += self._ends[edit.start : edit.end]
            else:
                whole = self._stretch(edit.start, edit.end)
                starts += array("L", [whole.start]) * n
                ends += array("L", [whole.end]) * n
            at = edit.end
        pieces.append(self.text[at:])
        starts += self._starts[at:]
        ends += self._ends[at:]
        return Tracked("".join(pieces), self.raw, starts, ends)

    def raw_span(self, span: Span) -> RawSpan:
        """The raw characters that prove ``span`` of ``self.text``.

        Inserted characters at the edges of the span add nothing. Raises ``InvariantError`` when the span leaves
        the text.
        """
        if span.end > len(self.text):
            raise InvariantError(f"span {span.start}-{span.end} leaves the text of {len(self.text)} characters")
        start, end = span.start, span.end
        while start < end and self._starts[start] == self._ends[start]:
            start += 1
        while start < end and self._starts[end - 1] == self._ends[end - 1]:
            end -= 1
        return self._stretch(start, end)

    def clean_offset(self, raw_offset: int) -> int:
        """The first offset of ``self.text`` whose character ends after ``raw_offset`` (its length when none does)."""
        return bisect_right(self._ends, raw_offset)

    def clean_span(self, raw: RawSpan) -> Span:
        """The stretch of ``self.text`` made from the given raw characters; empty where cleaning removed them all."""
        start = bisect_right(self._ends, raw.start)
        return Span(start, max(start, bisect_left(self._starts, raw.end)))

    def _stretch(self, start: int, end: int) -> RawSpan:
        """The raw characters behind ``start`` to ``end``; where that is empty, the place between its neighbours.

        Inside a stretch that was replaced as a whole there is no such place, so it is the whole stretch: that keeps
        both ends in order for every character of the text.
        """
        if start < end:
            return RawSpan(self._starts[start], self._ends[end - 1])
        before = self._ends[start - 1] if start > 0 else 0
        after = self._starts[start] if start < len(self._starts) else before
        return RawSpan(after, max(before, after))
