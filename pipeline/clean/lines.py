"""Lines to paragraphs: joins what was wrapped or torn, splits the rest at each line feed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pipeline.clean.line_records import Line, lines, quote_marks
from pipeline.clean.markers import marker_sizes
from pipeline.clean.vocabulary import is_word
from pipeline.clean.wrapping import Break, inner_breaks
from pipeline.spans import Edit

HYPHENATED: Final = re.compile(r"(?P<left>[A-Za-z]{1,30})-$")
SECOND_HALF: Final = re.compile(r"[a-z]{1,30}")
WRITTEN: Final = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")
SUSPENDED: Final = frozenset({"and", "or", "to"})  # "two- and three-storey": the hyphen ends its word


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of the text: where its words start and end, and where its bullet starts (None without one)."""

    start: int
    end: int
    bullet: int | None = None


def unwrap(text: str) -> Iterator[Edit]:
    """Joins the lines of paragraphs that were wrapped or torn, and removes the marks of quoted mail before them."""
    breaks = inner_breaks(lines(text))
    hyphens = any(first.text[-1] == "-" for first, _ in breaks)
    written = frozenset(WRITTEN.findall(text)) if hyphens else frozenset()
    joins = [_join(pair, written) for pair in breaks]
    yield from joins
    following = iter(joins)
    join = next(following, None)
    for start, end in quote_marks(text).values():
        while join is not None and join.end <= start:
            join = next(following, None)
        if join is None or end <= join.start:  # else it goes with the break
            yield Edit(start, end, "", "quote_mark")


def _join(pair: Break, written: frozenset[str]) -> Edit:
    """The edit that makes two lines one; what stands between them, such as a page number, goes with the break.

    ``written`` has the words of the text.
    """
    first, second = pair
    if first.text[-1] == "\u00ad":
        return Edit(first.end - 1, second.start, "", "unwrap")
    if first.text[-1] != "-" or not first.text[-2:-1].isalnum() or not second.text[0].isalnum():
        return Edit(first.end, second.start, " ", "unwrap")
    half = SECOND_HALF.match(second.text)
    if half and half[0] in SUSPENDED:
        return Edit(first.end, second.start, " ", "unwrap")
    breaks_word = half is not None and _is_one_word(first, half[0], written)
    return Edit(first.end - breaks_word, second.start, "", "unwrap")


def _is_one_word(first: Line, right: str, written: frozenset[str]) -> bool:
    """Whether the hyphen at the end of a line was put there to break a word, and is no part of it."""
    found = HYPHENATED.search(first.text[-40:])
    if found is None or f"{found['left']}-{right}" in written:
        return False
    whole = found["left"] + right
    return whole in written or is_word(whole)


def blocks(text: str) -> list[Block]:
    """The paragraphs of an unwrapped text: each line with something on it, its bullet or number apart."""
    filled = lines(text)
    sizes = marker_sizes([line.text for line in filled])
    return [
        Block(line.start + size, line.end, line.start if size else None)
        for line, size in zip(filled, sizes, strict=True)
    ]
