"""Headlines, standfirsts, labels before the text; sub-headings and inserted links between its paragraphs."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from pipeline.clean.datelines import DATE_LINE
from pipeline.clean.pieces import WORD, Piece, is_capitalised, is_prose, is_terminated, words_of
from pipeline.lexicon import words
from pipeline.schema import SegmentKind

MAX_HEADLINE: Final = 30  # words; the longest of newspapers' sites stay below
LEAST_HEADLINE: Final = 3  # fewer words are a label ("Politics", "World news")
MAX_SUBHEADING: Final = 8  # words; a longer line between two paragraphs is another article's headline
MAX_LINK: Final = 20  # words of an inserted headline
OPENS: Final = re.compile(r"[\"“‘'(]{0,2}[A-Z0-9]")
NO_HEADING: Final = re.compile(
    r"https?:|www\.|[@#]\w|pic\.twitter"  # a tweet
    r"|^[-–—*•]|^[A-Z][A-Z.' ]{0,30}: |[,:;–—-]$|\.{3}$|…$"  # who signs, who speaks, what goes on below
)
PULL_QUOTE: Final = "pull_quote"
MARKED: Final = re.compile(r"[\"“‘'].*[\"”’']")
ATTRIBUTED: Final = re.compile(r"[\"”],? (?:[A-Z][\w.]+ ){0,4}(?:said|says|told|added|wrote|tweeted)\b")
OUTLET_END: Final = re.compile(r"[A-Z][\w'’&-]*(?: [A-Z][\w'’&-]*){0,3}")


@cache
def _outlets() -> tuple[str, ...]:
    return tuple(sorted(words("clean_outlets"), key=lambda name: (-len(name), name)))


def outlet_at_start(text: str) -> str | None:
    """The known outlet with whose name the text begins, as a whole word."""
    for name in _outlets():
        if text.startswith(name) and not text[len(name) : len(name) + 1].isalnum():
            return name
    return None


def mark_site_names(pieces: list[Piece]) -> list[Piece]:
    """Lines before the first prose that are an outlet's name, alone or with its slogan."""
    found = list(pieces)
    head = range(_first_prose(pieces))
    long = [i for i in head if len(WORD.findall(pieces[i].text)) >= LEAST_HEADLINE]
    for i in head:
        piece = pieces[i]
        name = outlet_at_start(piece.text) if piece.kind is None else None
        if name and _is_site_line(piece.text, name, any(j > i for j in long)):
            found[i] = piece.decided(SegmentKind.BOILERPLATE, "site_name")
    return found


def _is_site_line(text: str, name: str, has_headline: bool) -> bool:
    """The name alone, set off by a mark, or followed by a short slogan in capitals with a headline still to come."""
    rest = text[len(name) :].strip()
    if not rest or rest[0] in "|-–—·:•":
        return len(WORD.findall(rest)) <= 8 and (not rest or rest[0] != ":")
    slogan = WORD.findall(rest)
    in_capitals = all(word[0].isupper() for word in slogan if len(word) >= 4)
    return has_headline and " " in name and len(slogan) <= 6 and in_capitals and not is_terminated(rest)


def mark_titles(pieces: list[Piece], title: str | None) -> list[Piece]:
    """The headline, its repetitions and the standfirst before the first prose; labels too short for a headline.

    ``title`` is the one that the input states, None where it states none; a line that says the same is the headline.
    """
    found = list(pieces)
    stated = words_of(title) if title else None
    first = _first_prose(pieces)
    headline: list[str] | None = None
    for i, piece in enumerate(pieces[: first + 1]):
        if piece.kind is not None or piece.bullet is not None:
            continue
        own = words_of(piece.text)
        is_stated = stated is not None and own == stated
        if i == first and not is_stated and (headline or not _is_punctuated_title(piece.text)):
            break
        if headline is not None and own == headline:
            found[i] = piece.decided(SegmentKind.TITLE, "repeated_headline")
        elif is_stated or (headline is None and LEAST_HEADLINE <= len(own) <= MAX_HEADLINE):
            headline = own
            found[i] = piece.decided(SegmentKind.TITLE, "headline")
        elif len(own) < LEAST_HEADLINE:
            found[i] = piece.decided(SegmentKind.BOILERPLATE, "label")
        elif headline is not None:
            found[i] = piece.decided(SegmentKind.TITLE, "standfirst")
    return found


def _is_punctuated_title(text: str) -> bool:
    """Whether a first paragraph that ends in a full stop is a headline all the same: one sentence in capitals."""
    return is_capitalised(text) and len(WORD.findall(text)) <= MAX_HEADLINE and not re.search(r"[.!?][\"”]? \w", text)


def mark_inserted_headings(pieces: list[Piece]) -> list[Piece]:
    """A single line without an end mark between two paragraphs of prose: a sub-heading, or another's headline.

    Several such lines in a row are a list of the article and stay.
    """
    found = list(pieces)
    first = _first_prose(pieces)
    for i in range(first + 1, len(pieces) - 1):
        before, piece, after = pieces[i - 1], pieces[i], pieces[i + 1]
        if (
            piece.kind is None
            and piece.bullet is None
            and _ends_paragraph(before)
            and _ends_paragraph(after)
            and _is_heading(piece.text)
        ):
            n_words = len(WORD.findall(piece.text))
            if MARKED.fullmatch(piece.text):
                found[i] = piece.decided(SegmentKind.TITLE, PULL_QUOTE)
            elif n_words <= MAX_SUBHEADING:
                found[i] = piece.decided(SegmentKind.TITLE, "subheading")
            else:
                found[i] = piece.decided(SegmentKind.BOILERPLATE, "related_link")
    return found


def keep_lone_quotes(pieces: list[Piece]) -> list[Piece]:
    """Lines wholly in quotation marks that repeat no other paragraph are no pull quotes but somebody's words: body."""
    return [
        piece.decided(SegmentKind.BODY, "paragraph") if piece.reason == PULL_QUOTE and piece.copy_of is None else piece
        for piece in pieces
    ]


def _ends_paragraph(piece: Piece) -> bool:
    return piece.kind is not None or piece.bullet is not None or (is_prose(piece.text) and is_terminated(piece.text))


def _is_heading(text: str) -> bool:
    if is_terminated(text) or is_prose(text) or not OPENS.match(text) or NO_HEADING.search(text):
        return False
    if DATE_LINE.fullmatch(text):  # the head of an entry of a chronicle
        return False
    return len(WORD.findall(text)) <= MAX_LINK and not ATTRIBUTED.search(text)


def _first_prose(pieces: list[Piece]) -> int:
    """The index of the first undecided paragraph of prose; 0 when there is none, so that nothing is before it."""
    for i, piece in enumerate(pieces):
        if piece.kind is None and is_prose(piece.text):
            return i
    return 0
