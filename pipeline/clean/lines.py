"""Lines to paragraphs: joins what was wrapped at a fixed width, splits the rest at each line feed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from pipeline.spans import Edit

WIDTHS: Final = range(40, 121)  # columns at which mail, wire and terminal texts are wrapped; a paragraph is longer
LEAST_BREAKS: Final = 3  # fewer breaks prove nothing about a width
WRAPPED_SHARE: Final = 0.5  # of the breaks at which the next word did not fit any more; the rest end paragraphs
BROKEN_SHARE: Final = 0.3  # of those, breaks in the middle of a sentence; one line a paragraph has next to none
SENTENCE_END: Final = re.compile(r"[.?!:…][\"”’')\]]*$")
FIRST_WORD: Final = re.compile(r"\S{1,60}")
# Bullets that are nothing else; an asterisk or dash is one only in a run of such lines.
BULLET: Final = re.compile(r"(?:[•·▪▫■□‣◦●○∙⁃►▶➤✓✔][ ]?)+(?=\w|[\"“‘'($@#])")
DASH_BULLET: Final = re.compile(r"(?:[*+–—-] )+(?=\w|[\"“‘'($@#])")


@dataclass(frozen=True, slots=True)
class Line:
    """A line without the white space around it; ``indented`` says that some stood before it, as for a paragraph."""

    start: int
    end: int
    text: str
    indented: bool


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of the text: where its words start and end, and where its bullet starts (None without one)."""

    start: int
    end: int
    bullet: int | None = None


def lines(text: str) -> list[Line]:
    """The lines in order, empty ones too."""
    found, at = [], 0
    for whole in text.split("\n"):
        bare = whole.strip(" ")
        start = at + len(whole) - len(whole.lstrip(" "))
        found.append(Line(start if bare else at, start + len(bare) if bare else at, bare, whole.startswith(" ")))
        at += len(whole) + 1
    return found


def unwrap(text: str) -> Iterator[Edit]:
    """Joins the lines of paragraphs that were wrapped at a fixed width; a hyphen at the break keeps the word whole."""
    all_lines = lines(text)
    breaks = [pair for pair in pairwise(all_lines) if pair[0].text and pair[1].text]
    width = max((len(line.text) for pair in breaks for line in pair), default=0)
    full = [pair for pair in breaks if _is_full(pair, width)]
    if not _is_wrapped(breaks, full, width):
        full = [pair for pair in breaks if _is_torn(*pair)]
    for first, second in full:
        hyphen = first.text.endswith("-") and first.text[-2:-1].islower() and second.text[:1].islower()
        yield Edit(first.end, second.start, "" if hyphen else " ", "unwrap")


def _is_full(pair: tuple[Line, Line], width: int) -> bool:
    """Whether the next word did not fit on the line, and nothing marks a new paragraph."""
    line, following = pair
    word = FIRST_WORD.match(following.text)
    fitted = len(line.text) + 1 + (len(word[0]) if word else 0) <= width
    return not fitted and not following.indented and not _bullet(following.text, True)


def _is_wrapped(breaks: Sequence[tuple[Line, Line]], full: Sequence[tuple[Line, Line]], width: int) -> bool:
    if width not in WIDTHS or len(breaks) < LEAST_BREAKS or len(full) < WRAPPED_SHARE * len(breaks):
        return False
    broken = sum(not SENTENCE_END.search(line.text) for line, _ in full)
    return broken >= BROKEN_SHARE * len(full)


def _is_torn(line: Line, following: Line) -> bool:
    """Whether a line break stands in the middle of a sentence: it goes on in lower case after a long line."""
    return (
        len(line.text) >= WIDTHS.start
        and (line.text[-1].islower() or line.text[-1] == ",")
        and following.text[0].islower()
        and not _bullet(following.text, True)
    )


def blocks(text: str) -> list[Block]:
    """The paragraphs of an unwrapped text: each line with something on it, its bullet apart."""
    filled = [line for line in lines(text) if line.text]
    dashed = [DASH_BULLET.match(line.text) is not None for line in filled]
    found = []
    for i, line in enumerate(filled):
        in_run = dashed[i] and (any(dashed[max(0, i - 1) : i]) or any(dashed[i + 1 : i + 2]))
        size = _bullet(line.text, in_run)
        found.append(Block(line.start + size, line.end, line.start if size else None))
    return found


def _bullet(line: str, dashes: bool) -> int:
    """The length of the bullet at the start of a line, 0 without one."""
    found = BULLET.match(line) or (DASH_BULLET.match(line) if dashes else None)
    return found.end() if found else 0
