"""Spaces that a web page lost between a link and the next word, or gained before a closing quotation mark.

Only where words themselves prove it. The source's own errors (doubled words, misspellings) are never repaired.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from pipeline.lexicon import words
from pipeline.spans import Edit

# A lower-case word of three letters, the end of a sentence, and a capitalised word, in a token free of @ / : and dots.
GLUED_SENTENCE: Final = re.compile(
    r"(?<![\w@/.:#&=-])(?P<left>[^\W\d_][^\W\d_'’-]{1,30})[.?!](?P<close>[”’)\"']?)(?P<right>[A-Z][a-z]{0,30})(?![\w@/.:-]*[@/]|\.\w|\w)"
)
DOMAIN_ENDINGS: Final = frozenset({"Com", "Org", "Net", "Gov", "Edu", "Io", "Co", "Uk", "Info", "Tv", "Js"})
CLOSED_THEN_WORD: Final = re.compile(r"(?<=[.,?!]”)(?=[A-Za-z])")
WORD_THEN_OPENED: Final = re.compile(r"(?<=[a-z][.,?!:])(?=“\w)")
CAPITALISED: Final = re.compile(r"(?<![\w@#./’'-])[A-Z][a-z]{2,}(?![\w@/’-]|'\w)")
SPACE_BEFORE_CLOSE: Final = re.compile(r"(?<=[.,?!]) (?=”)")
STRAIGHT: Final = re.compile(r'"|\n')


@cache
def _name_then_verb() -> re.Pattern[str]:
    verbs = "|".join(sorted(words("clean_reporting_verbs"), key=lambda verb: (-len(verb), verb)))
    return re.compile(rf"(?<![\w@#./-])(?P<name>[A-Z][A-Za-z]{{2,30}}?)(?P<verb>{verbs})(?![\w@/-]|\.\w)")


@cache
def _outlet_then_capital() -> re.Pattern[str]:
    names = sorted((name for name in words("clean_outlets") if " " in name), key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?=[A-Z][a-z]+ )")


def glued_sentences(text: str) -> Iterator[Edit]:
    """A space after a full stop between two words ("the vote.Dozens came").

    The right word must be one that begins sentences, or stand free elsewhere in the text, or else the left one must
    be in lower case and the right one no ending of a web address.
    """
    free: frozenset[str] | None = None
    for found in GLUED_SENTENCE.finditer(text):
        left, right = found["left"], found["right"]
        if right in DOMAIN_ENDINGS:
            continue
        if not (left.islower() and len(right) > 1) and right not in words("clean_sentence_starters"):
            free = frozenset(CAPITALISED.findall(text)) if free is None else free
            if right not in free:
                continue
        at = found.start("right")
        yield Edit(at, at, " ", "glued_sentence")


def glued_quotes(text: str) -> Iterator[Edit]:
    """A space between a closing curly mark and the next word, and between a stop and an opening one."""
    for pattern in (CLOSED_THEN_WORD, WORD_THEN_OPENED):
        for found in pattern.finditer(text):
            yield Edit(found.start(), found.start(), " ", "glued_quote")


def glued_verbs(text: str) -> Iterator[Edit]:
    """A space between a name and its reporting verb ("the Heraldadds"): an outlet, or a word that stands free too."""
    free: frozenset[str] | None = None
    for found in _name_then_verb().finditer(text):
        if found["name"] not in words("clean_outlets"):
            free = frozenset(CAPITALISED.findall(text)) if free is None else free
            if found["name"] not in free:
                continue
        at = found.start("verb")
        yield Edit(at, at, " ", "glued_verb")


def glued_outlets(text: str) -> Iterator[Edit]:
    """A space between an outlet of several words and the capital after it, mostly its slogan."""
    for found in _outlet_then_capital().finditer(text):
        yield Edit(found.end(), found.end(), " ", "glued_outlet")


def spaces_before_closing_marks(text: str) -> Iterator[Edit]:
    """The space between a stop and the closing mark after it; a straight mark closes when it is even in its line."""
    for found in SPACE_BEFORE_CLOSE.finditer(text):
        yield Edit(*found.span(), "", "space_before_mark")
    marks = 0
    for found in STRAIGHT.finditer(text):
        marks = 0 if found[0] == "\n" else marks + 1
        at = found.start()
        closing = found[0] == '"' and marks % 2 == 0 and text[at + 1 : at + 2] in ("", " ", "\n")
        if closing and at >= 2 and text[at - 1] == " " and text[at - 2] in ".,?!":
            yield Edit(at - 1, at, "", "space_before_mark")


STEPS: Final = (glued_sentences, glued_quotes, glued_verbs, glued_outlets, spaces_before_closing_marks)
