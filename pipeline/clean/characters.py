"""Steps on single characters: control and invisible characters, line ends, odd spaces.

Each step takes the text and yields edits of it. Quotation marks and dashes stay as they are: quotes are evidence.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from typing import Final

from pipeline.clean.mojibake import mojibake
from pipeline.clean.unreadable import unreadable
from pipeline.spans import Edit, Tracked

Step = Callable[[str], Iterator[Edit]]

ENTITY: Final = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,20});")
LATIN_1_CONTROL: Final = re.compile(r"[\x80-\x9f]")
# Zero-width space, word joiner, byte order mark inside text, soft hyphen, marks of writing direction, fillers.
INVISIBLE: Final = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
    "\x00-\x08\x0e-\x1f\x7f\x80-\x9f]+"
)
SOFT_HYPHEN: Final = "\u00ad"
JOINERS: Final = "\u200c\u200d"  # they shape emoji and Persian or Indian letters, and are noise between Latin ones
FIRST_JOINED: Final = "\u0590"  # Hebrew and everything after; below are Latin, Greek, Cyrillic, Armenian
BREAK_IN_WORD: Final = re.compile("\u00ad(?=[ \t]*\n[ \t>]*[a-z])")  # lines.py joins the word at this soft hyphen
NO_LINE_FEED: Final = re.compile("[\r\v\f\x1c-\x1e\u2028\u2029]")
LINE_END: Final = re.compile("\r\n|(?:\r(?!\n)|[\v\f\x1c-\x1e\u2028\u2029])+")
SPACE: Final = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
SPACES: Final = re.compile(r"  +")


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
    if NO_LINE_FEED.search(text) is None:
        return
    for found in LINE_END.finditer(text):
        count = 1 if found[0] == "\r\n" else len(found[0])
        yield Edit(*found.span(), "\n" * count, "line_end")


def invisible(text: str) -> Iterator[Edit]:
    """Characters that nobody sees and that split or hide words; a joiner between letters that need it stays."""
    for found in INVISIBLE.finditer(text):
        before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
        if found[0] in JOINERS and before >= FIRST_JOINED and after >= FIRST_JOINED:
            continue
        if found[0] == SOFT_HYPHEN and BREAK_IN_WORD.match(text, found.start()):
            continue
        yield Edit(*found.span(), "", "invisible")


def left_over_hyphens(text: str) -> Iterator[Edit]:
    """Soft hyphens at line ends that joined no lines; in web pages, whose lines are no lines of a reader, all."""
    for found in BREAK_IN_WORD.finditer(text):
        yield Edit(*found.span(), "", "invisible")


def odd_spaces(text: str) -> Iterator[Edit]:
    """Tabs, no-break and typographic spaces, each as one plain space."""
    for found in SPACE.finditer(text):
        yield Edit(*found.span(), " " * len(found[0]), "space")


def runs_of_spaces(text: str) -> Iterator[Edit]:
    """Two or more spaces as one, at the start of a line too, where lines.py reads it as an indent."""
    for found in SPACES.finditer(text):
        yield Edit(*found.span(), " ", "spaces")


# In this order: what nobody can read costs the others their time; mending needs the control characters that the later
# steps fold or remove.
STEPS: Final[tuple[Step, ...]] = (
    unreadable,
    mojibake,
    latin_1_controls,
    line_ends,
    invisible,
    odd_spaces,
    runs_of_spaces,
)
ROUNDS: Final = 4  # a removed character can bring two others together; nothing seen needed a third round


def apply(tracked: Tracked, step: Step) -> Tracked:
    """The text after one step; itself when the step changes nothing."""
    edits = list(step(tracked.text))
    return tracked.apply(edits) if edits else tracked


def clean_characters(tracked: Tracked) -> Tracked:
    """The text of a file after all steps, repeated until nothing changes."""
    return after_steps(apply(tracked, entities), ROUNDS)


def after_steps(tracked: Tracked, rounds: int) -> Tracked:
    """The text after so many rounds of the steps; fewer where one changes nothing."""
    for _ in range(rounds):
        before = tracked
        for step in STEPS:
            tracked = apply(tracked, step)
        if tracked is before:
            break
    return tracked
