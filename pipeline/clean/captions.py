"""Captions and credits: a credit at the end of a short paragraph makes the words before it a caption."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from pipeline.clean.pieces import WORD, Piece
from pipeline.lexicon import words
from pipeline.pages.records import BlockKind
from pipeline.schema import SegmentKind

MAX_CAPTION: Final = 90  # words; what is longer and ends in a credit is a paragraph with a credit after it
MAX_CREDITS: Final = 20  # of one paragraph; bounds the work on a text of nothing else
LOOKED_AT: Final = 260  # characters at the end of a paragraph; credits are shorter
LABELLED: Final = re.compile(
    r"\((?:[^()]{0,40}\b(?:photos?|photographs?|pictures?|images?|videos?|illustrations?|credits?|graphics?)\b"
    r"\s*(?:[:/©]|by\b|courtesy|via\b|credit\b)|courtesy\b|file photo\b|screen ?(?:shot|grab|capture)\b)"
    r"[^()]{0,160}\)\W{0,3}$",
    re.IGNORECASE,
)
IN_BRACKETS: Final = re.compile(r"\((?P<parts>[^()/]{2,50}(?:/[^()/]{2,50}){1,4})\)\W{0,2}$")
AFTER_STOP: Final = re.compile(
    r"(?:(?<=[.!?”\"] )|^)(?:photo(?:graph)?s?|images?|video|picture|illustration|credit|photo credit|getty)"
    r"\s*(?:by |: ?|courtesy of |credit: ?|/ ?)(?P<names>(?-i:(?=[A-Z@]))[^.!?]{2,80})\.?$",
    re.IGNORECASE,
)
CREDIT_WORDS: Final = frozenset(
    {"and", "of", "the", "for", "via", "by", "from", "courtesy", "de", "von", "van", "la", "cc"}
)
CAPITALS: Final = re.compile(
    r"(?:(?<=[.!?”\"] )|^)[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]*){0,4} ?(?P<mark>/|\||VIA|FOR) ?"
    r"(?P<agency>[A-Z][A-Z .,'’/&-]{1,50})$"
)
NAME_AND_AGENCY: Final = re.compile(
    r"(?:(?<=[.!?”\"] )|^)[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3} ?(?:/|\||[–—-]|,|via) ?(?P<agency>[A-Z][^.!?]{1,40})$"
)
PERSON: Final = re.compile(r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]*){1,3}")
TITLED: Final = re.compile(r"(?:[A-Z0-9][\w.'’&-]*|of|and|the|for)(?: (?:[A-Z0-9][\w.'’&-]*|of|and|the|for|via)){0,5}")


@cache
def _agency() -> re.Pattern[str]:
    names = sorted(
        words("clean_agencies") | {name.casefold() for name in words("clean_outlets")}, key=lambda n: (-len(n), n)
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)", re.IGNORECASE)


def mark_page_captions(pieces: list[Piece]) -> list[Piece]:
    """Blocks that the markup of a page says are captions."""
    return [
        piece.decided(SegmentKind.CAPTION, "page_caption")
        if piece.kind is None and piece.block is BlockKind.CAPTION
        else piece
        for piece in pieces
    ]


def mark_captions(pieces: list[Piece]) -> list[Piece]:
    """Splits the credits off the end of each paragraph that has some."""
    found: list[Piece] = []
    for piece in pieces:
        found += _parts(piece) if piece.kind is None else [piece]
    return found


def _parts(piece: Piece) -> list[Piece]:
    """A paragraph without credits as it is; else its words, which are a caption when they are few, and the credits."""
    credits: list[Piece] = []
    at = credit_start(piece.text)
    while at is not None and piece.text[:at].strip() and len(credits) < MAX_CREDITS:
        piece, credit = piece.split(at)
        credits.append(credit.decided(SegmentKind.CREDIT, "picture_credit"))
        at = credit_start(piece.text)
    if at is not None and not piece.text[:at].strip():
        piece = piece.decided(SegmentKind.CREDIT, "picture_credit")
    elif credits and 1 < len(WORD.findall(piece.text)) <= MAX_CAPTION:
        piece = piece.decided(SegmentKind.CAPTION, "before_credit")
    return [piece, *reversed(credits)]


def credit_start(text: str) -> int | None:
    """Where the credit of a picture starts at the end of a text; None where there is none.

    >>> credit_start("The harbour at dawn. (Ana Ruiz/Harbour Gazette)")
    21
    >>> credit_start("The mayor (he/she) spoke.") is None
    True
    """
    offset = max(0, len(text) - LOOKED_AT)
    tail = text[offset:]
    found = LABELLED.search(tail)
    if found:
        return offset + found.start()
    found = AFTER_STOP.search(tail)
    if found and all(word[0].isupper() or word in CREDIT_WORDS for word in WORD.findall(found["names"])):
        return offset + found.start()
    found = CAPITALS.search(tail)
    if found and (found["mark"] in "/|" or _agency().search(found["agency"])):
        return offset + found.start()
    found = IN_BRACKETS.search(tail)
    if found and _is_credit(found["parts"].split("/")):
        return offset + found.start()
    found = NAME_AND_AGENCY.search(tail)
    if found and _agency().match(found["agency"]):
        return offset + found.start()
    return None


def _is_credit(parts: list[str]) -> bool:
    """Whether names between slashes are a photographer and an agency, or agencies."""
    parts = [part.strip() for part in parts]
    if not all(TITLED.fullmatch(part) for part in parts):
        return False
    if any(_agency().search(part) for part in parts[1:]):
        return True
    last_word = parts[-1].split()[-1].casefold()
    return PERSON.fullmatch(parts[0]) is not None and last_word in words("venue_outlets")
