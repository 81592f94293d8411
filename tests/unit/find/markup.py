"""Cases written as marked text: ``{cue said}`` is a span of kind ``cue`` over "said"; spans may hold other spans."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.spans import Span

MARK = re.compile(r"\{(\w+) |\}")


class Marked(NamedTuple):
    """A text without its marks, and the spans that were marked, each with its kind, in order of their ends."""

    text: str
    spans: tuple[tuple[str, Span], ...]

    def only(self, kind: str) -> Span | None:
        """The span of a kind that is marked at most once."""
        found = [span for k, span in self.spans if k == kind]
        assert len(found) < 2, f"{kind} is marked {len(found)} times"
        return found[0] if found else None


def read_marked(marked: str) -> Marked:
    """The text and spans of a marked text."""
    text, at = "", 0
    waiting: list[tuple[str, int]] = []
    spans = []
    for mark in MARK.finditer(marked):
        text += marked[at : mark.start()]
        at = mark.end()
        if mark.group(1) is not None:
            waiting.append((mark.group(1), len(text)))
        else:
            kind, start = waiting.pop()
            spans.append((kind, Span(start, len(text))))
    assert not waiting, f"a mark is left open in {marked}"
    return Marked(text + marked[at:], tuple(spans))
