"""Which line breaks stand inside a paragraph: lines wrapped at a width, sentences torn by a page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from pipeline.clean.line_records import Line
from pipeline.clean.markers import opens_item
from pipeline.lexicon import words

WIDTHS: Final = range(40, 121)  # columns at which mail, wire and terminal texts are wrapped; a paragraph is longer
LEAST_BREAKS: Final = 3  # fewer breaks prove nothing about a width
WRAPPED_SHARE: Final = 0.5  # of the breaks at which the next word did not fit any more; the rest end paragraphs
BROKEN_SHARE: Final = 0.3  # of those, breaks in the middle of a sentence; one line a paragraph has next to none
SENTENCE_END: Final = re.compile(r"[.?!:…][\"”’')\]]*$")
MAX_LINES: Final = 20_000  # no article has so many paragraphs; their lines are joined, or rules would take minutes
LEAST_JOINED: Final = 200  # characters of the paragraphs that are made then
MAX_FEEDS: Final = 6  # line feeds inside a sentence: a form feed with empty lines around it
FIRST_WORD: Final = re.compile(r"\S{1,60}")
LAST_WORD: Final = re.compile(r"(?<![^\W_])[a-z]{1,8}$")
PAGE_NUMBER: Final = re.compile(
    r"(?:page|p\.) \d{1,4}(?: ?(?:of|/) ?\d{1,4})?|\[?page \d{1,4}\]?|[-–—] ?\d{1,4} ?[-–—]|\d{1,4} of \d{1,4}",
    re.IGNORECASE,
)

Break = tuple[Line, Line]


def inner_breaks(all_lines: Sequence[Line]) -> list[Break]:
    """The pairs of lines that are one paragraph, in order; a page number between the two is passed over."""
    if len(all_lines) > MAX_LINES:
        return _heaped(all_lines)
    wrapped = {id(pair[1]): pair for pair in _wrapped(all_lines)}
    found: list[Break] = []
    joined = False  # whether the line before was itself joined to another
    for before, line in pairwise(_without_inner_numbers(all_lines)):
        pair = wrapped.get(id(line))
        is_inner = (pair is not None and pair[0] is before) or _is_torn(before, line, joined)
        joined = is_inner
        if is_inner:
            found.append((before, line))
    return found


def _heaped(all_lines: Sequence[Line]) -> list[Break]:
    """The breaks between neighbouring short lines, so that each paragraph has ``LEAST_JOINED`` characters at least."""
    found: list[Break] = []
    size = 0
    for pair in pairwise(all_lines):
        size += len(pair[0].text) + 1
        if size < LEAST_JOINED:
            found.append(pair)
        else:
            size = 0
    return found


# --------------------------------------------------------------------------------------- wrapped at a width


def _wrapped(all_lines: Sequence[Line]) -> Iterator[Break]:
    """The breaks at which a word did not fit on its line, in the blocks of lines that were wrapped."""
    blocks = [block for block in _blocks(all_lines) if _width(block) in WIDTHS]
    long = [block for block in blocks if len(block) > LEAST_BREAKS]
    proven = []
    for block in long:
        width = _width(block)
        if _is_wrapped(list(pairwise(block)), width):
            proven.append(width)
            yield from (pair for pair in pairwise(block) if _is_full(pair, width))
    short = [block for block in blocks if len(block) <= LEAST_BREAKS]
    widths = sorted(proven) if long else [max(map(_width, short), default=0)]
    breaks = [pair for block in short for pair in pairwise(block)]
    if proven if long else _is_wrapped(breaks, widths[0]):
        for block in short:
            width = next((w for w in widths if w >= _width(block)), 0)
            yield from (pair for pair in pairwise(block) if width and _is_full(pair, width))


def _blocks(all_lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Runs of two or more lines with no empty line between."""
    block: list[Line] = []
    for line in all_lines:
        if line.feeds != 1:
            if len(block) > 1:
                yield block
            block = []
        block.append(line)
    if len(block) > 1:
        yield block


def _width(block: Sequence[Line]) -> int:
    """The length of the longest line; a line of one word, such as a web address, cannot be wrapped and says nothing."""
    return max((len(line.text) for line in block if " " in line.text), default=0)


def _is_full(pair: Break, width: int) -> bool:
    """Whether the next word did not fit on the line, and nothing marks a new paragraph."""
    line, following = pair
    if opens_item(following.text) and (SENTENCE_END.search(line.text[-5:]) or opens_item(line.text)):
        return False
    if following.indented and not line.indented and not opens_item(line.text):
        return False
    if line.text[-1] in "-\u00ad" and line.text[-2:-1].islower() and following.text[0].islower():
        return True
    word = FIRST_WORD.match(following.text)
    return len(line.text) + 1 + (len(word[0]) if word else 0) > width


def _is_wrapped(breaks: Sequence[Break], width: int) -> bool:
    full = [pair for pair in breaks if _is_full(pair, width)]
    if len(breaks) < LEAST_BREAKS or len(full) < WRAPPED_SHARE * len(breaks):
        return False
    broken = sum(not SENTENCE_END.search(line.text[-5:]) and after.text[0].islower() for line, after in full)
    return broken >= BROKEN_SHARE * len(full)


# ------------------------------------------------------------------------------------- torn in a sentence


def _is_torn(line: Line, following: Line, joined: bool) -> bool:
    """Whether a break stands in the middle of a sentence, after a long line: it goes on in lower case.

    Over an empty line, or before a capital, only a word that cannot end a sentence ("that", "the") proves it. The line
    after a joined one ("as the / Harbour Gazette / reported") may be short.
    """
    if line.text[-1] == "\u00ad" and following.feeds == 1:
        return True
    if opens_item(following.text) or opens_item(line.text) or following.feeds > MAX_FEEDS:
        return False
    if len(line.text) < WIDTHS.start and not (joined and following.feeds == 1):
        return False
    last = LAST_WORD.search(line.text[-12:])
    is_open = last is not None and last[0] in words("clean_open_words")
    if following.text[0].islower():
        return is_open or (following.feeds == 1 and (line.text[-1].islower() or line.text[-1] == ","))
    return is_open and following.feeds == 1 and following.text[0].isupper()


def _without_inner_numbers(all_lines: Sequence[Line]) -> list[Line]:
    """The lines without the page numbers that stand inside a sentence."""
    kept: list[Line] = []
    for i, line in enumerate(all_lines):
        if 0 < i < len(all_lines) - 1 and len(line.text) <= 20 and PAGE_NUMBER.fullmatch(line.text):
            before, after = all_lines[i - 1], all_lines[i + 1]
            ended = SENTENCE_END.search(before.text[-5:]) or len(before.text) < WIDTHS.start
            if not ended and after.text[0].islower():
                continue
        kept.append(line)
    return kept
