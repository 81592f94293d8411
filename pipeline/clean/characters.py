"""Steps on single characters: mojibake, control and invisible characters, line ends, odd spaces.

Each step takes the text and yields edits of it. Quotation marks and dashes stay as they are: quotes are evidence.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from typing import Final

from ftfy import fix_encoding
from ftfy.badness import is_bad

from pipeline.spans import Edit, Tracked

Step = Callable[[str], Iterator[Edit]]

WORD_WITH_ODD: Final = re.compile(r"[^ \t\n\r]*[^\x00-\x7f][^ \t\n\r]*")
MAX_WORD: Final = 2_000  # characters; a longer run without a space is no word, and mending it would take long
ENTITY: Final = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,20});")
LATIN_1_CONTROL: Final = re.compile(r"[\x80-\x9f]")
# Zero-width space, word joiner, byte order mark inside text, soft hyphen, marks of writing direction, fillers.
INVISIBLE: Final = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
    "\x00-\x08\x0e-\x1f\x7f\x80-\x9f]+"
)
JOINERS: Final = "\u200c\u200d"  # they shape emoji and Persian or Indian letters, and are noise between Latin ones
FIRST_JOINED: Final = "\u0590"  # Hebrew and everything after; below are Latin, Greek, Cyrillic, Armenian
LINE_END: Final = re.compile("\r\n?|[\v\f\x1c-\x1e\u2028\u2029]")
SPACE: Final = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
SPACES: Final = re.compile(r"  +")
EDGE_SPACES: Final = re.compile(r"(?m)^ +| +$")


def mojibake(text: str) -> Iterator[Edit]:
    """Words that were decoded wrongly ("donâ€™t"), mended by ftfy, and only where its own test fires.

    Word by word, so that the edits are small and text around stays what it is.
    """
    if not is_bad(text):
        return
    for word in WORD_WITH_ODD.finditer(text):
        if len(word[0]) <= MAX_WORD and is_bad(word[0]):
            mended = fix_encoding(word[0])
            if mended != word[0]:
                before = _same(word[0], mended)
                after = _same(word[0][before:][::-1], mended[before:][::-1])
                yield Edit(word.start() + before, word.end() - after, mended[before : len(mended) - after], "mojibake")


def _same(one: str, other: str) -> int:
    """How many characters the two have in common at their starts."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def entities(text: str) -> Iterator[Edit]:
    """HTML character references left in plain text ("AT&amp;T"), decoded once."""
    for found in ENTITY.finditer(text):
        character = html.unescape(found[0])
        if character != found[0] and not any("\ud800" <= c <= "\udfff" for c in character):
            yield Edit(*found.span(), character, "entity")


def latin_1_controls(text: str) -> Iterator[Edit]:
    """C1 control characters read as Windows-1252, as every browser does; those it leaves undefined go later."""
    for found in LATIN_1_CONTROL.finditer(text):
        character = found[0].encode("latin-1").decode("cp1252", "ignore")
        if character:
            yield Edit(*found.span(), character, "control")


def line_ends(text: str) -> Iterator[Edit]:
    """CR LF, lone CR, form feed, line and paragraph separators, each as one line feed."""
    for found in LINE_END.finditer(text):
        yield Edit(*found.span(), "\n", "line_end")


def invisible(text: str) -> Iterator[Edit]:
    """Characters that nobody sees and that split or hide words; a joiner between letters that need it stays."""
    for found in INVISIBLE.finditer(text):
        before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
        if found[0] in JOINERS and before >= FIRST_JOINED and after >= FIRST_JOINED:
            continue
        yield Edit(*found.span(), "", "invisible")


def odd_spaces(text: str) -> Iterator[Edit]:
    """Tabs, no-break and typographic spaces, each as one plain space."""
    for found in SPACE.finditer(text):
        yield Edit(*found.span(), " ", "space")


def runs_of_spaces(text: str) -> Iterator[Edit]:
    """Two or more spaces as one; line edges are left to ``line_edges``, whose indents lines.py reads first."""
    for found in SPACES.finditer(text):
        yield Edit(*found.span(), " ", "spaces")


# In this order: mending needs the control characters that the later steps fold or remove.
STEPS: Final[tuple[Step, ...]] = (mojibake, latin_1_controls, line_ends, invisible, odd_spaces, runs_of_spaces)
ROUNDS: Final = 4  # a removed character can bring two others together; nothing seen needed a third round


def apply(tracked: Tracked, step: Step) -> Tracked:
    """The text after one step; itself when the step changes nothing."""
    edits = list(step(tracked.text))
    return tracked.apply(edits) if edits else tracked


def clean_characters(tracked: Tracked) -> Tracked:
    """The text after all steps, repeated until nothing changes."""
    tracked = apply(tracked, entities)
    for _ in range(ROUNDS):
        before = tracked
        for step in STEPS:
            tracked = apply(tracked, step)
        if tracked is before:
            break
    return tracked
