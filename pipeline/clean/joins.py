"""Spaces that a web page lost between a link and the next word, or gained before a closing quotation mark.

Only where words themselves prove it. The source's own errors (doubled words, misspellings) are never repaired.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from pipeline.clean.characters import left_over_hyphens
from pipeline.clean.vocabulary import is_word
from pipeline.lexicon import words
from pipeline.spans import Edit

# A word, a figure or "p.m", the end of a sentence, and a capitalised word, in a token free of @ / : and further dots.
GLUED_SENTENCE: Final = re.compile(
    r"(?<![\w@/.:#&=-])(?P<left>[^\W\d_][^\W\d_'’-]{1,30}|\d{1,4}|[ap]\.m)[.?!](?P<close>[”’)\"']?)"
    r"(?P<right>[A-ZÀ-ÖØ-Þ][^\W\d_A-ZÀ-ÖØ-Þ]{0,30})(?![\w@/.:-]{0,99}[@/]|\.\w|\w)"
)
# What each of them holds; found in a moment, as it begins with a mark.
STOP_THEN_CAPITAL: Final = re.compile(r"[.?!](?:(?<=[\w'’-]{2}.)|(?<=\d.)|(?<=[.]m.))[”’)\"']?[A-ZÀ-ÖØ-Þ]")
NO_WORDS: Final = frozenset(  # endings of addresses and of names of files
    {"Com", "Org", "Net", "Gov", "Edu", "Io", "Co", "Uk", "Info", "Tv", "Js", "Txt", "Pdf", "Doc", "Docx", "Html", "Py"}
)
CLOSED_THEN_WORD: Final = re.compile(r"[.,?!][”\"](?=[A-Za-z])")
STOP_THEN_OPENED: Final = re.compile(r"[.,?!:](?:(?<=[a-z].)(?=[“\"]\w)|(?<=[a-z]{3}[.?!])(?=\([A-Z]))")
CAPITALISED: Final = re.compile(r"(?<![\w@#./’'-])[A-Z][a-z]{2,}(?![\w@/’-]|'\w)")
SPACE_BEFORE_CLOSE: Final = re.compile(r" (?:(?<=[.,?!] )(?=”)|(?<=“ )(?=\w))")
STOP_SPACE_MARK: Final = re.compile(r"[.,?!] (?P<mark>\")(?=[ \n]|\Z)")
CAPITALISED_BEFORE: Final = re.compile(r"(?<!\w)(?!The )[A-Z][a-z]{2,25} \Z")
STRAIGHT: Final = re.compile(r'"|\n')


@cache
def _name_then_verb() -> re.Pattern[str]:
    verbs = "|".join(sorted(words("clean_reporting_verbs"), key=lambda verb: (-len(verb), verb)))
    return re.compile(rf"(?<![\w@#./-])(?P<name>[A-Z][A-Za-z]{{2,30}}?)(?P<verb>{verbs})(?![\w@/-]|\.\w)")


@cache
def _outlet_then_capital() -> re.Pattern[str]:
    """An outlet of several words before any capitalised word; one of a single word before one that begins sentences."""
    names = sorted(words("clean_outlets"), key=lambda name: (-len(name), name))
    long = "|".join(re.escape(name) for name in names if " " in name)
    short = "|".join(re.escape(name) for name in names if " " not in name and not name.isupper())
    starters = "|".join(sorted(word for word in words("clean_sentence_starters") if len(word) > 1))
    return re.compile(rf"(?<!\w)(?:(?:{long})(?=[A-Z][a-z]+ )|(?:{short})(?=(?:{starters}) ))")


@cache
def _capital_inside() -> re.Pattern[str]:
    """A capitalised word right behind the last character of an outlet's name, as next to no text has one."""
    ends = "".join(sorted({re.escape(name[-1]) for name in words("clean_outlets")}))
    return re.compile(rf"[A-Z](?<=[{ends}].)[a-z]")


@cache
def _outlets_by_end() -> dict[str, tuple[str, ...]]:
    """The outlets by the last word of their names."""
    ends: dict[str, tuple[str, ...]] = {}
    for name in sorted(words("clean_outlets")):
        last = name.split()[-1]
        ends[last] = (*ends.get(last, ()), name)
    return ends


def _opening_marks(text: str) -> frozenset[int]:
    """Where straight marks stand that open: each first, third, ... of its line."""
    if '"' not in text:
        return frozenset()
    found, is_open = [], False
    for mark in STRAIGHT.finditer(text):
        is_open = mark[0] == '"' and not is_open
        if is_open:
            found.append(mark.start())
    return frozenset(found)


def glued_sentences(text: str) -> Iterator[Edit]:
    """A space after a full stop between two words ("the vote.Dozens came").

    The right word must be one that begins sentences or stand free elsewhere in the text; after a word in lower case,
    one of the two must be in the vocabulary.
    """
    free: frozenset[str] | None = None
    opening: frozenset[int] | None = None
    if STOP_THEN_CAPITAL.search(text) is None:
        return
    for found in GLUED_SENTENCE.finditer(text):
        left, right = found["left"], found["right"]
        if right in NO_WORDS:
            continue
        if not _is_sentence_end(left, right):
            if not left[0].isalpha() or left.endswith(".m"):
                continue
            free = frozenset(CAPITALISED.findall(text)) if free is None else free
            if right not in free:
                continue
        at = found.start("right")
        if found["close"] == '"':
            opening = _opening_marks(text) if opening is None else opening
            at -= at - 1 in opening
        yield Edit(at, at, " ", "glued_sentence")


def _is_sentence_end(left: str, right: str) -> bool:
    """Whether the two words themselves prove that a sentence ends between them."""
    if right in words("clean_sentence_starters") and (left.isalpha() or len(right) > 1):
        return True
    return left.isalpha() and left.islower() and len(right) > 1 and (is_word(left) or is_word(right))


def glued_quotes(text: str) -> Iterator[Edit]:
    """A space between a closing mark and the next word, and between a stop and an opening mark or bracket.

    A straight mark opens when it is the first, third, ... of its line.
    """
    opening: frozenset[int] | None = None
    for pattern, offset, opens in ((CLOSED_THEN_WORD, -1, False), (STOP_THEN_OPENED, 0, True)):
        for found in pattern.finditer(text):
            mark = found.end() + offset
            if text[mark] == '"':
                opening = _opening_marks(text) if opening is None else opening
                if (mark in opening) is not opens:
                    continue
            yield Edit(found.end(), found.end(), " ", "glued_quote")


def glued_verbs(text: str) -> Iterator[Edit]:
    """A space between a name and its reporting verb ("the Heraldadds"): an outlet, a word that stands free too, or an
    English word that ends a name of several words, when both together are none ("the Valley Monitoradds").
    """
    free: frozenset[str] | None = None
    for found in _name_then_verb().finditer(text):
        outlets = _outlets_by_end().get(found["name"], ())
        end = found.end("name")
        if not any(text.endswith(outlet, 0, end) for outlet in outlets):
            free = frozenset(CAPITALISED.findall(text)) if free is None else free
            if found["name"] not in free and not _ends_name(text, found):
                continue
        at = found.start("verb")
        yield Edit(at, at, " ", "glued_verb")


def _ends_name(text: str, found: re.Match[str]) -> bool:
    before = CAPITALISED_BEFORE.search(text, max(0, found.start() - 30), found.start())
    return before is not None and is_word(found["name"]) and not is_word(found[0])


def glued_outlets(text: str) -> Iterator[Edit]:
    """A space between the name of an outlet and the capitalised word after it, mostly its slogan or a headline."""
    if _capital_inside().search(text) is None:
        return
    for found in _outlet_then_capital().finditer(text):
        yield Edit(found.end(), found.end(), " ", "glued_outlet")


def spaces_inside_marks(text: str) -> Iterator[Edit]:
    """The space between a stop and the closing mark after it, and the one behind an opening curly mark.

    A straight mark closes when it is the second, fourth, ... of its line.
    """
    for found in SPACE_BEFORE_CLOSE.finditer(text):
        yield Edit(*found.span(), "", "space_before_mark")
    opening = _opening_marks(text)
    for found in STOP_SPACE_MARK.finditer(text):
        if found.start("mark") not in opening:
            yield Edit(found.start() + 1, found.start() + 2, "", "space_before_mark")


STEPS: Final = (
    left_over_hyphens, glued_sentences, glued_quotes, glued_verbs, glued_outlets, spaces_inside_marks,
)  # fmt: skip
