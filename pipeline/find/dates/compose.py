"""Expressions made of neighbours: a day and its time of day, and the words before that narrow a date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.find.dates.scene import Reading, Scene
from pipeline.schema import Anchor, DateKind, DateModifier

# What may stand between a day and a time of day that belong together, in kinds of words.
GLUE = frozenset({"COMMA", "AT", "ON", "IN", "THE", "EARLY", "LATE", "MID", "HYPHEN", "OF"})
REACH = 3
DAY = re.compile(r"\d{4}-\d\d-\d\d(?:T|$)")
# Before "noon" and "midnight" they tell a time; "High Noon" and "a midnight curfew" tell none.
LEADS = frozenset({"AT", "BY", "FROM", "TO", "BETWEEN", "BEFORE", "AFTER", "OVER", "MODAPPROX"})
MODIFIER_KINDS = {"EARLY": DateModifier.START, "EARLIER": DateModifier.START, "LATE": DateModifier.END,
                  "LATER": DateModifier.END, "MID": DateModifier.MID, "START": DateModifier.START,
                  "END": DateModifier.END}  # fmt: skip
# The word right before a date that makes it an end or a beginning: "by Friday", "since 2019".
BOUNDS = dict.fromkeys(("by", "before", "until", "till", "through"), DateModifier.BEFORE) | {
    "since": DateModifier.AFTER,
    "after": DateModifier.AFTER,
}
# After "from 2019" they tell that the date only begins something.
OPEN_ENDS = frozenset({"until", "till", "onward", "onwards", "forward"})


class Piece(NamedTuple):
    """Words ``first`` up to ``last`` (not included), what they mean, and the rule that said so."""

    first: int
    last: int
    reading: Reading
    rule: str


def join_times(pieces: Sequence[Piece], scene: Scene) -> list[Piece]:
    """The pieces, each time of day made one with the day beside it; one without a day keeps only a clock time."""
    joined: list[Piece] = []
    for piece in pieces:
        before = joined[-1] if joined else None
        if before is not None and (whole := _join(before, piece, scene)) is not None:
            joined[-1] = whole
        else:
            joined.append(piece)
    finished: list[Piece] = []
    day: Piece | None = None
    for piece in joined:
        if day is not None and "\n" in scene.between(day.last - 1, piece.first):
            day = None
        whole_piece = _finish(piece, day, scene)
        if whole_piece is not None:
            finished.append(whole_piece)
        if DAY.match(piece.reading.timex or "") and not piece.reading.is_part:
            day = piece
    return finished


def is_day(reading: Reading) -> bool:
    """Whether a reading is one day of the calendar."""
    return reading.timex is not None and len(reading.timex) == 10 and DAY.match(reading.timex) is not None


def _join(first: Piece, second: Piece, scene: Scene) -> Piece | None:
    gap = range(first.last, second.first)
    if len(gap) > REACH or not all(scene.kind(at) in GLUE for at in gap):
        return None
    if first.reading.is_part and second.reading.is_part:
        return None
    if first.reading.is_part and is_day(second.reading):
        part, day = first.reading, second.reading
    elif second.reading.is_part and is_day(first.reading):
        part, day = second.reading, first.reading
    elif second.reading.is_part and first.reading.kind is DateKind.TIME and not first.reading.is_part:
        part, day = second.reading, first.reading._replace(timex=(first.reading.timex or "")[:10])
    else:
        return None
    timex = f"{day.timex}{part.timex}"
    return Piece(first.first, second.last, Reading(DateKind.TIME, timex, day.anchor), "time_of_day")


def _finish(piece: Piece, day: Piece | None, scene: Scene) -> Piece | None:
    """A time of day that stayed alone: the clock's time on the day named before in the paragraph, else on that of
    publication; a bare "morning" says too little."""
    timex = piece.reading.timex or ""
    if not piece.reading.is_part:
        return piece
    is_loose = piece.rule == "part_of_day" and scene.kind(piece.first - 1) not in LEADS
    if is_loose or not timex[1:2].isdecimal():
        return None
    if day is not None:
        whole = f"{(day.reading.timex or '')[:10]}{timex}"
        return Piece(piece.first, piece.last, Reading(DateKind.TIME, whole, Anchor.TEXT), piece.rule)
    if scene.published is None:
        return Piece(piece.first, piece.last, Reading(DateKind.TIME, None), piece.rule)
    whole = f"{scene.published.isoformat()}{timex}"
    return Piece(piece.first, piece.last, Reading(DateKind.TIME, whole, Anchor.PUBLISHED), piece.rule)


def modify_all(pieces: Sequence[Piece], scene: Scene) -> list[Piece]:
    """The pieces, each widened over the words before it that narrow it, with the modifier that they or a deadline give.

    No piece is widened into the one before it.
    """
    finished: list[Piece] = []
    for piece in pieces:
        modified = _modified(piece, scene)
        is_free = not finished or finished[-1].last <= modified.first
        finished.append(modified if is_free else piece)
    return finished


def _modified(piece: Piece, scene: Scene) -> Piece:
    if piece.reading.kind is DateKind.DURATION:
        return _approximate(piece, scene)
    if piece.reading.kind is DateKind.SET or (piece.reading.timex or "").endswith("REF"):
        return piece
    first, modifier = _narrowed(piece, scene)
    if modifier is None and scene.kind(piece.first) in ("EARLY", "LATE"):
        modifier = MODIFIER_KINDS[scene.kind(piece.first)]
    if modifier is None:
        modifier = piece.reading.modifier or _deadline(first, piece.last, scene)
    if first == piece.first and modifier is piece.reading.modifier:
        return piece
    return piece._replace(first=first, reading=piece.reading._replace(modifier=modifier))


def _narrowed(piece: Piece, scene: Scene) -> tuple[int, DateModifier | None]:
    """Where "late", "mid-", "the end of the" before a piece begins, and its modifier."""
    at = piece.first - 1
    if scene.kind(at) == "HYPHEN":
        at -= 1
    if scene.kind(at) in ("EARLY", "LATE", "MID", "EARLIER", "LATER"):
        return at - (scene.kind(at - 1) == "THE"), MODIFIER_KINDS[scene.kind(at)]
    if scene.kind(at) == "THE":
        at -= 1
    if scene.kind(at) == "OF" and scene.kind(at - 1) in ("START", "MID", "END"):
        first = at - 2 if scene.kind(at - 2) == "THE" else at - 1
        return first, MODIFIER_KINDS[scene.kind(at - 1)]
    return piece.first, None


def _deadline(first: int, last: int, scene: Scene) -> DateModifier | None:
    before = scene.lower(first - 1)
    if before in ("least", "most") and scene.lower(first - 2) == "at":
        before = scene.lower(first - 3)  # "until at least Dec. 1"
    if before == "than" and scene.lower(first - 3) == "no":
        return {"later": DateModifier.BEFORE, "earlier": DateModifier.AFTER}.get(scene.lower(first - 2))
    if before == "to" and scene.lower(first - 2) == "prior":
        return DateModifier.BEFORE
    if before == "from":
        is_ended = scene.kind(last + 1) in ("COMMA", "STOP", "BREAK")
        is_open = scene.lower(last) in OPEN_ENDS or (scene.lower(last) == "on" and is_ended)
        return DateModifier.AFTER if is_open else None
    if scene.lower(last) == "deadline":
        return DateModifier.BEFORE
    return BOUNDS.get(before)


def _approximate(piece: Piece, scene: Scene) -> Piece:
    """A duration with "nearly" or "about" before it is approximate; the word belongs to the expression."""
    if scene.kind(piece.first - 1) != "MODAPPROX":
        return piece
    reading = piece.reading._replace(modifier=DateModifier.APPROX)
    return piece._replace(first=piece.first - 1, reading=reading)
