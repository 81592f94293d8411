"""Expressions made of neighbours: a day and its time of day, and the words before that narrow a date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.find.dates.scene import ENDS, Reading, Scene
from pipeline.schema import Anchor, DateKind, DateModifier

# What may stand between a day and a time of day that belong together, in kinds of words.
GLUE = frozenset({"COMMA", "AT", "ON", "IN", "THE", "EARLY", "LATE", "MID", "HYPHEN", "OF"})
REACH = 3
MODIFIER_KINDS = {"EARLY": DateModifier.START, "EARLIER": DateModifier.START, "LATE": DateModifier.END,
                  "LATER": DateModifier.END, "MID": DateModifier.MID, "START": DateModifier.START,
                  "END": DateModifier.END}  # fmt: skip
# The word right before a date that makes it an end or a beginning: "by Friday", "since 2019".
BOUNDS = dict.fromkeys(("by", "before", "until", "till"), DateModifier.BEFORE) | {
    "since": DateModifier.AFTER,
    "after": DateModifier.AFTER,
}


@dataclass(frozen=True, slots=True)
class Piece:
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
        if day is not None and any(scene.kind(at) in ENDS for at in range(day.last, piece.first)):
            day = None
        whole_piece = _finish(piece, day, scene)
        if whole_piece is not None:
            finished.append(whole_piece)
        if _is_day(piece.reading):
            day = piece
    return finished


def _is_day(reading: Reading) -> bool:
    return reading.timex is not None and len(reading.timex) == 10 and reading.timex[4] == "-"


def _join(first: Piece, second: Piece, scene: Scene) -> Piece | None:
    gap = range(first.last, second.first)
    if len(gap) > REACH or not all(scene.kind(at) in GLUE for at in gap):
        return None
    if first.reading.is_part and second.reading.is_part:
        return None
    if first.reading.is_part and _is_day(second.reading):
        part, day = first.reading, second.reading
    elif second.reading.is_part and _is_day(first.reading):
        part, day = second.reading, first.reading
    elif second.reading.is_part and first.reading.kind is DateKind.TIME and not first.reading.is_part:
        part, day = second.reading, replace(first.reading, timex=(first.reading.timex or "")[:10])
    else:
        return None
    timex = f"{day.timex}{part.timex}"
    return Piece(first.first, second.last, Reading(DateKind.TIME, timex, day.anchor), "time_of_day")


def _finish(piece: Piece, day: Piece | None, scene: Scene) -> Piece | None:
    """A time of day that stayed alone: the clock's time on the day named before in the sentence, else on that of
    publication; a bare "morning" says too little."""
    timex = piece.reading.timex or ""
    if not piece.reading.is_part:
        return piece
    if not timex[1:2].isdecimal() or piece.rule == "part_of_day":
        return None
    if day is not None:
        whole = f"{day.reading.timex}{timex}"
        return Piece(piece.first, piece.last, Reading(DateKind.TIME, whole, Anchor.TEXT), piece.rule)
    if scene.published is None:
        return Piece(piece.first, piece.last, Reading(DateKind.TIME, None), piece.rule)
    whole = f"{scene.published.isoformat()}{timex}"
    return Piece(piece.first, piece.last, Reading(DateKind.TIME, whole, Anchor.PUBLISHED), piece.rule)


def modify(piece: Piece, scene: Scene) -> Piece:
    """The piece, widened over the words before it that narrow it, with the modifier that they or a deadline give."""
    if piece.reading.kind is DateKind.DURATION:
        return _approximate(piece, scene)
    if piece.reading.kind is DateKind.SET or (piece.reading.timex or "").endswith("REF"):
        return piece
    first, modifier = _narrowed(piece, scene)
    if modifier is None and scene.kind(piece.first) in ("EARLY", "LATE"):
        modifier = MODIFIER_KINDS[scene.kind(piece.first)]
    if modifier is None:
        modifier = piece.reading.modifier or _deadline(first, scene)
    return replace(piece, first=first, reading=replace(piece.reading, modifier=modifier))


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


def _deadline(first: int, scene: Scene) -> DateModifier | None:
    return BOUNDS.get(scene.lower(first - 1))


def _approximate(piece: Piece, scene: Scene) -> Piece:
    """A duration with "nearly" or "about" before it is approximate; the word belongs to the expression."""
    if scene.kind(piece.first - 1) != "MODAPPROX":
        return piece
    reading = replace(piece.reading, modifier=DateModifier.APPROX)
    return replace(piece, first=piece.first - 1, reading=reading)
