"""Lines that say when, where and by whom: dates of publication, agency datelines, bylines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Final

from pipeline.clean.pieces import AGENCY_DATELINE, Piece, is_prose
from pipeline.lexicon import words
from pipeline.schema import SegmentKind

MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH: Final = (
    r"(?P<{}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY: Final = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? )?"
_DAY: Final = (
    rf"{_WEEKDAY}(?:(?P<iso>\d{{4}}-\d\d-\d\d)"
    rf"|{_MONTH.format('m1')} (?P<d1>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y1>\d{{4}})"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)? {_MONTH.format('m2')},? (?P<y2>\d{{4}}))(?!\d)"
)
_TIME: Final = (
    r"(?:[T,]? ?(?:[-–—|·•] ?)?(?:at )?\d{1,2}[:.h]\d\d(?::\d\d(?:\.\d+)?)? ?(?:[ap]\.?m\.?)?"
    r" ?(?:Z|[+-]\d\d:?\d\d|\(?[A-Z]{2,4}\)?)?)?"
)
_LABEL: Final = (
    r"(?:(?:first |originally |last |story |article )?(?:published|posted|updated|modified|created|date|dated|"
    r"publication date|date published|on)(?: on| at)?\s*:? ?)"
)
_CLOCK: Final = r"(?:\d{1,2}(?:[:.]\d\d)?(?: ?[ap]\.?m\.?)?(?: \(?[A-Z]{2,4}\)?)?(?:,| on| -| \||) )?"
_DAY_AGAIN: Final = re.sub(r"\?P<\w+>", "?:", _DAY)
DATE_LINE: Final = re.compile(  # one date, or two: "Published Jan. 24, 2018 | Updated 3:15 p.m. ET, Jan. 25, 2018"
    rf"[(| ]{{0,3}}(?P<label>{_LABEL})?{_CLOCK}{_DAY}{_TIME}"
    rf"(?:[ .|),;/·•–—-]{{0,4}}{_LABEL}{_CLOCK}{_DAY_AGAIN}{_TIME})?[ .|)]*",
    re.IGNORECASE,
)
LEADING_DATE: Final = re.compile(rf"{_LABEL}{_DAY}{_TIME} (?=[\"“A-Z])(?-i:(?=[\"“A-Z]))", re.IGNORECASE)
UPDATED: Final = re.compile(r"\b(?:updated|modified)\b", re.IGNORECASE)
BYLINE: Final = re.compile(
    r"(?:by|written by|story by|reported by):? (?-i:(?P<names>[A-Z][\w.'’-]*(?: (?:and |de |von |van |bin |al-)?"
    r"[A-Z][\w.'’-]*){0,4}(?:(?:,| and|, and| &) [A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){1,3}){0,4}))"
    r"(?P<rest>(?:,? ?[|·•/–—-]? ?| for | in |, )[^.!?]{0,80})",
    re.IGNORECASE,
)
_PLACE: Final = r"[A-Z][A-Z.'’-]{2,}(?:[ /][A-Z][A-Z.'’-]*){0,4}(?:, [A-Z][A-Za-z.]*(?: [A-Z][A-Za-z.]+){0,2}){0,2}"
_DASH: Final = r"(?: ?(?:--|[–—_])| -) ?"
CAPITAL_PLACE: Final = re.compile(
    rf"{_PLACE}(?:, (?:[A-Z][a-z]{{2,8}}\.? \d{{1,2}}))?(?: ?\([^()]{{2,40}}\))?{_DASH}(?=[\"“'‘A-Z0-9])"
)
PLACE_AND_AGENCY: Final = re.compile(
    rf"[A-Z][\w.'’-]*(?:[ ,/]{{1,2}}[A-Z][\w.'’-]*){{0,5}}(?:, [A-Z][a-z]{{2,8}}\.? \d{{1,2}})?"
    rf" ?\((?P<agency>[^()]{{2,40}})\){_DASH}(?=[\"“'‘A-Z0-9])"
)
AGENCY_ALONE: Final = re.compile(rf"\((?P<agency>[^()]{{2,40}})\){_DASH}(?=[\"“'‘A-Z0-9])")
NO_PLACE: Final = frozenset(
    {"UPDATE", "UPDATED", "BREAKING", "WATCH", "VIDEO", "EXCLUSIVE", "CORRECTION", "ANALYSIS", "OPINION"}
)
CHRONICLE: Final = 3  # unlabelled date lines; an article says when it was published once or twice
LOOKED_AT: Final = 160  # characters; datelines are shorter
FIRST_PROSE: Final = 3  # paragraphs of prose at whose start an agency dateline may stand


def mark_date_lines(pieces: list[Piece]) -> list[Piece]:
    """Lines that hold nothing but a date, and a labelled date glued before the first words.

    Several dates alone, without a label, head the entries of a chronicle and are text of the article.
    """
    found: list[Piece] = []
    in_head = True
    lines = {i: line for i, piece in enumerate(pieces) if (line := DATE_LINE.fullmatch(piece.text))}
    is_chronicle = sum(line["label"] is None for line in lines.values()) >= CHRONICLE
    for i, piece in enumerate(pieces):
        glued = LEADING_DATE.match(piece.text) if in_head and piece.kind is None else None
        if piece.kind is None and i in lines and (in_head or lines[i]["label"] or not is_chronicle):
            piece = piece.decided(SegmentKind.DATELINE, "date_line")
        elif glued:
            head, piece = piece.split(glued.end())
            found.append(head.decided(SegmentKind.DATELINE, "date_line"))
        in_head = in_head and (piece.kind is not None or not is_prose(piece.text))
        found.append(piece)
    return found


def mark_lone_datelines(pieces: list[Piece]) -> list[Piece]:
    """Datelines that stand on a line of their own before the first prose ("PARIS (Reuters) --")."""
    found = list(pieces)
    for i, piece in enumerate(pieces):
        if piece.kind is None and is_prose(piece.text):
            break
        if piece.kind is None and _dateline_end(piece.text[:LOOKED_AT] + " A") == len(piece.text) + 1:
            found[i] = piece.decided(SegmentKind.DATELINE, AGENCY_DATELINE)
    return found


def mark_agency_datelines(pieces: list[Piece]) -> list[Piece]:
    """Splits "PARIS (Reuters) -" off the first paragraphs, so that their first sentence begins with its own words."""
    found: list[Piece] = []
    seen = 0
    for piece in pieces:
        if piece.kind is None and seen < FIRST_PROSE and is_prose(piece.text):
            seen += 1
            end = _dateline_end(piece.text)
            end += _dateline_end(piece.text[end:]) if end else 0  # some pages say it twice
            if end:
                head, piece = piece.split(end)
                found.append(head.decided(SegmentKind.DATELINE, AGENCY_DATELINE))
        found.append(piece)
    return found


def _dateline_end(text: str) -> int:
    text = text[:LOOKED_AT]
    place = CAPITAL_PLACE.match(text)
    if place and re.split(r"[^A-Z]", text, maxsplit=1)[0] not in NO_PLACE:
        return place.end()
    named = PLACE_AND_AGENCY.match(text) or AGENCY_ALONE.match(text)
    return named.end() if named and named["agency"].casefold() in _agencies() else 0


@cache
def _agencies() -> frozenset[str]:
    return words("clean_agencies") | {name.casefold() for name in words("clean_outlets")}


def mark_bylines(pieces: list[Piece]) -> list[Piece]:
    """Lines before the first prose that name the author ("By Ana Ruiz, Harbour Gazette")."""
    found: list[Piece] = []
    in_head = True
    for piece in pieces:
        if in_head and piece.kind is None and _names(piece.text):
            piece = piece.decided(SegmentKind.BYLINE, "byline")
        in_head = in_head and (piece.kind is not None or not is_prose(piece.text))
        found.append(piece)
    return found


def byline_of(pieces: Iterable[Piece]) -> str | None:
    """The names in the first byline, as written there."""
    for piece in pieces:
        if piece.kind is SegmentKind.BYLINE:
            return _names(piece.text)
    return None


def _names(text: str) -> str | None:
    """The names in a byline: of two words at least, or an agency's; None when the text is no byline."""
    found = BYLINE.fullmatch(text) if len(text) <= 160 else None
    if found is None or not (" " in found["names"] or found["names"].casefold() in _agencies()):
        return None
    return found["names"]


def published_of(pieces: Iterable[Piece]) -> date | None:
    """The day in the first date line; one that says when the article was updated counts only without another."""
    updated = None
    for piece in pieces:
        if piece.kind is SegmentKind.DATELINE and piece.reason == "date_line":
            found = day_in(piece.text)
            if found is not None and not UPDATED.search(piece.text):
                return found
            updated = updated or found
    return updated


def day_in(text: str) -> date | None:
    """The day that a date line names; None when there is no such day.

    >>> day_in("Published: Wed 24 Jan 2018 10.15 GMT")
    datetime.date(2018, 1, 24)
    >>> day_in("February 30, 2018") is None
    True
    """
    found = re.compile(_DAY, re.IGNORECASE).search(text)
    if found is None:
        return None
    try:
        if found["iso"]:
            return date.fromisoformat(found["iso"])
        n = "1" if found["m1"] else "2"
        return date(int(found["y" + n]), MONTHS.index(found["m" + n][:3].lower()) + 1, int(found["d" + n]))
    except ValueError:
        return None
