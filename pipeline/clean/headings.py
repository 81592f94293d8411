"""Headlines, standfirsts, labels before the text; sub-headings and inserted links between its paragraphs."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from pipeline.clean.datelines import DATE_LINE
from pipeline.clean.pieces import WORD, Piece, is_capitalised, is_prose, is_terminated, words_of
from pipeline.clean.titles import is_title, title_words
from pipeline.lexicon import words
from pipeline.schema import SegmentKind

MAX_HEADLINE: Final = 30  # words; the longest of newspapers' sites stay below
MAX_TITLE_TEXT: Final = 600  # characters; no headline is longer
LEAST_HEADLINE: Final = 3  # fewer words are a label ("Politics", "World news")
MAX_SUBHEADING: Final = 8  # words; a longer line between two paragraphs is another article's headline
MAX_LINK: Final = 20  # words of an inserted headline
OPENS: Final = re.compile(r"[\"“‘'(]{0,2}[A-Z0-9]")
NO_HEADING: Final = re.compile(
    r"https?:|www\.|[@#]\w|pic\.twitter"  # a tweet
    r"|^[-–—*•]|^[A-Z][A-Z.' ]{0,30}: |[,:;–—-]$|\.{3}$|…$"  # who signs, who speaks, what goes on below
)
FULL_STOP: Final = re.compile(r"[.][\"”’']{0,2}$")
PULL_QUOTE: Final = "pull_quote"
MARKED: Final = re.compile(r"[\"“‘'].*[\"”’']")
ATTRIBUTED: Final = re.compile(r"[\"”],? (?:[A-Z][\w.]+ ){0,4}(?:said|says|told|added|wrote|tweeted)\b")


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


def mark_titles(pieces: list[Piece], titles: tuple[str, ...]) -> list[Piece]:
    """The headline, its repetitions and the standfirst before the first prose; labels too short for a headline.

    ``titles`` are those that the input states; a line that says the same is the headline. A short sentence with a full
    stop is none of these unless it is stated: an article may begin with it.
    """
    found = list(pieces)
    stated = title_words(titles)
    first = _first_prose(pieces)
    headline: list[str] | None = None
    for i, piece in enumerate(pieces[: first + 1]):
        if piece.kind is not None or piece.bullet is not None:
            continue
        own = words_of(piece.text[:MAX_TITLE_TEXT])
        is_stated = is_title(own, stated)
        is_punctuated = headline is None and _is_punctuated_title(piece.text)
        if i == first and not is_stated and not is_punctuated:
            break
        if headline is not None and own == headline:
            found[i] = piece.decided(SegmentKind.TITLE, "repeated_headline")
        elif is_stated or is_punctuated:
            headline = own
            found[i] = piece.decided(SegmentKind.TITLE, "headline")
        elif _opens_text(piece.text, headline is not None or bool(stated) or len(own) < LEAST_HEADLINE):
            break
        elif headline is None and LEAST_HEADLINE <= len(own) <= MAX_HEADLINE:
            headline = own
            found[i] = piece.decided(SegmentKind.TITLE, "headline")
        elif len(own) < LEAST_HEADLINE:
            found[i] = piece.decided(SegmentKind.BOILERPLATE, "label")
        elif headline is not None:
            found[i] = piece.decided(SegmentKind.TITLE, "standfirst")
    return found


def _opens_text(text: str, is_known: bool) -> bool:
    """Whether a short line is the first sentence of the text, or the address of a letter or speech.

    A line that asks or calls out may be a headline, unless ``is_known`` says that it cannot be one.
    """
    if text.isupper():
        return False
    return text[-1] in ".,:" or FULL_STOP.search(text[-4:]) is not None or (is_known and is_terminated(text))


def _is_punctuated_title(text: str) -> bool:
    """Whether a first line that ends in a full stop is a headline all the same: one sentence, its verb in capitals.

    A lead full of names looks alike, but its verb is in lower case, as are only articles, conjunctions and
    prepositions of a headline in capitals.
    """
    found = WORD.findall(text[:MAX_TITLE_TEXT])
    if len(found) > MAX_HEADLINE or not is_capitalised(text) or re.search(r"[.!?][\"”]? \w", text):
        return False
    if not FULL_STOP.search(text[-4:]):
        return False
    return all(not word[0].islower() or len(word) == 1 or word in words("clean_title_small") for word in found)


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
            and not _goes_on(piece.text, after.text)
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


def _goes_on(text: str, following: str) -> bool:
    """Whether a line is the first half of a sentence that copying tore at a link."""
    last = WORD.findall(text[-40:])[-1:]
    return following[:1].islower() or (bool(last) and last[0] in words("clean_line_ends"))


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
