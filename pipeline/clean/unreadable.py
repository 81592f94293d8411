"""Long stretches that nobody can read: runs of brackets, digits or one letter, data without words, one word for ever.

The clean text has one character, ``OBJECT``, in place of each, alone in its paragraph and mapped to the whole stretch.
So the language model and the finders never meet them, and every offset before and behind stays exact.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pipeline.spans import Edit

OBJECT: Final = "\ufffc"  # Unicode's OBJECT REPLACEMENT CHARACTER: something stands here that is no text
LONG_TOKEN: Final = 1_000  # characters without white space; the longest in 840 news articles, a web address, has 87
LEAST: Final = 5_000  # characters; a shorter stretch of several tokens costs the model about a second
CHUNK: Final = 2_000  # characters looked at together, some 330 words of prose
REPEATED: Final = 0.1  # different tokens among those of a chunk; prose has half, a chorus sung four times a quarter
WORDLESS: Final = 0.2  # share of a chunk that stands in words of three letters or more; prose has 0.8, tables 0.4
PROSE: Final = 3  # new words
WITHIN: Final = 30  # tokens; so many new words among so many tokens say something again
TOKEN: Final = re.compile(r"\S+")
LONG: Final = re.compile(rf"\S{{{LONG_TOKEN},}}")
WHITE: Final = re.compile(r"\s")
WORD: Final = re.compile(r"(?<![^\W_])[^\W\d_]{3,20}(?![^\W_])")
WORDS_IN_A_ROW: Final = re.compile(
    rf"(?:(?<![^\W_])[^\W\d_]{{3,20}}[\W_]{{1,5}}){{{PROSE - 1},}}[^\W\d_]{{3,20}}(?![^\W_])[^\w\s]{{0,3}}"
)
# Characters that a later step removes, and that may stand inside every word of a badly decoded text.
NEUTRAL: Final = re.compile("[\x00\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]+")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters ``start`` to ``end`` of a text."""

    start: int
    end: int


def unreadable(text: str) -> Iterator[Edit]:
    """Each stretch that cannot be read, as one ``OBJECT`` between empty lines. Linear in the text."""
    if len(text) < LONG_TOKEN:
        return
    at = 0
    for run in _long_runs(text):
        if len(NEUTRAL.sub("", run[0])) >= LONG_TOKEN:
            yield from map(_as_object, _dull_stretches(text, at, run.start()))
            yield _as_object(Stretch(*run.span()))
            at = run.end()
    yield from map(_as_object, _dull_stretches(text, at, len(text)))


def _long_runs(text: str) -> Iterator[re.Match[str]]:
    """The runs of ``LONG_TOKEN`` characters or more without white space, which next to no text has."""
    return LONG.finditer(text) if max(map(len, text.split()), default=0) >= LONG_TOKEN else iter(())


def _as_object(stretch: Stretch) -> Edit:
    return Edit(stretch.start, stretch.end, f"\n\n{OBJECT}\n\n", "unreadable")


def _dull_stretches(text: str, start: int, end: int) -> Iterator[Stretch]:
    """The stretches of ``LEAST`` characters or more that repeat few tokens or hold no words.

    The first chunk of what is repeated stays in the text, so that all that is said is there once.
    """
    at = start
    while end - at >= LEAST:
        white = WHITE.search(text, at + CHUNK, end)
        cut = white.end() if white else end
        tokens = NEUTRAL.sub("", text[at:cut]).split()
        is_wordless = _is_wordless(tokens)
        if not tokens or (not is_wordless and len(set(tokens)) > REPEATED * len(tokens)):
            at = cut
            continue
        first = _after_words(text, at, cut) if is_wordless else cut
        at = max(cut, _end_of_known(text, cut, end, text[first if is_wordless else at : cut]))
        if at - first >= LEAST and sum(map(len, text[first:at].split())) >= LONG_TOKEN:
            yield Stretch(first, at)


def _is_wordless(tokens: list[str]) -> bool:
    most = WORDLESS * sum(map(len, tokens))
    if sum(len(token) for token in tokens if token.isalpha() and 3 <= len(token) <= 20) > most:
        return False  # seen at once in prose, most of whose tokens are words
    return sum(map(len, WORD.findall(" ".join(tokens)))) <= most


def _after_words(text: str, start: int, end: int) -> int:
    """The place behind the last words in a row; ``start`` when there are none."""
    ends = [found.end() for found in WORDS_IN_A_ROW.finditer(text, start, end)]
    return ends[-1] if ends else start


def _end_of_known(text: str, start: int, end: int, chunk: str) -> int:
    """Where the tokens end that stand in ``chunk`` or are no words; where new words begin to come, or ``end``."""
    is_known = dict.fromkeys(chunk.split(), True)
    new: deque[tuple[int, int]] = deque(maxlen=PROSE)  # number and end of the token before each new word
    last = start
    for i, found in enumerate(TOKEN.finditer(text, start, end)):
        token = found[0]
        if token not in is_known:
            is_known[token] = WORD.search(token) is None
        if not is_known[token]:
            new.append((i, last))
            if len(new) == PROSE and i - new[0][0] < WITHIN:
                return new[0][1]
        last = found.end()
    return last
