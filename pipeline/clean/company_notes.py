"""The paragraphs at the end of a press release in which a company describes itself."""

from __future__ import annotations

import re
from typing import Final

from pipeline.clean.pieces import Piece, is_prose
from pipeline.schema import SegmentKind

MAX_PARAGRAPHS: Final = 4  # of one note
MAX_LENGTH: Final = 2_000  # characters of a paragraph
NAME: Final = re.compile(r"[A-Z][\w&'’-]{1,40}")
SELF: Final = re.compile(
    r"[^.!?]{2,80}? (?:is|are) (?:an?|the|one of the) (?P<praise>(?:[\w'’-]+,? ){0,6}?)(?:solutions? )?"
    r"(?:provider|leader|supplier|manufacturer|developer|company|firm|producer|maker|distributor|operator|platform|"
    r"agency|consultancy|retailer|group|organi[sz]ation)\b"
)
PRAISE: Final = re.compile(
    r"\b(?:global|globally|leading|world['’]s|worldwide|international|premier|innovative|trusted|award-winning|largest|"
    r"fast(?:est)?-growing|independent|pioneer(?:ing)?)\b"
)
_ABOUT: Final = r"(?:around |about |approximately |more than |over |some |nearly )?"
FACTS: Final = (
    re.compile(r"\bheadquartered in\b"),
    re.compile(r"\bfounded in \d{4}\b"),
    re.compile(rf"\bemploy(?:s|ing) {_ABOUT}\d|\b\d[\d,]{{0,20}} employees\b"),
    re.compile(
        r"\b(?:subsidiaries|offices|operations|operating \w{2,20}|businesses|locations|customers|facilities) in "
        rf"{_ABOUT}\d+ (?:countries|cities|states)"
    ),
    re.compile(
        r"\b(?:shares?|stock)\b[^.!?]{0,60}\b(?:listed|traded|trades?) on\b|\((?:NYSE|NASDAQ|LSE|TSX|ASX)(?::|\))"
    ),
    re.compile(r"\b(?:more information|learn more)\b[^.!?]{0,60}\bvisit\b|\bvisit (?:us at )?(?:www\.|https?:)"),
)
LEAST_FACTS: Final = 2


def mark_company_notes(pieces: list[Piece]) -> list[Piece]:
    """The last paragraphs that all begin with a company's name, praise it and state its seat, staff or shares.

    News describes companies too, so praise and two such facts are asked for, and nothing of the article may follow.
    """
    end = len(pieces)
    while end and pieces[end - 1].kind is not None:
        end -= 1
    start, name = end, None
    while start and end - start < MAX_PARAGRAPHS and (own := _name(pieces[start - 1])) and own == (name or own):
        start, name = start - 1, own
    for first in range(start, end):
        if first and _is_note([piece.text for piece in pieces[first:end]]):
            noted = [piece.decided(SegmentKind.BOILERPLATE, "company_note") for piece in pieces[first:end]]
            return [*pieces[:first], *noted, *pieces[end:]]
    return pieces


def _name(piece: Piece) -> str | None:
    if piece.kind is not None or len(piece.text) > MAX_LENGTH or not is_prose(piece.text):
        return None
    found = NAME.match(piece.text)
    return found[0] if found else None


def _is_note(texts: list[str]) -> bool:
    described = SELF.match(texts[0])
    if described is None or not PRAISE.search(described["praise"]):
        return False
    whole = " ".join(texts)
    return sum(fact.search(whole) is not None for fact in FACTS) >= LEAST_FACTS
