"""Expressions that count from the date that follows them: "two days after Christmas", "the week of Feb. 19"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pipeline.find.dates.compose import Piece, is_day
from pipeline.find.dates.scene import Reading, Scene
from pipeline.find.dates.timex import DAYS_OF, MONTHS_OF, shift, value_of
from pipeline.schema import DateKind

SIGNS = {"BEFORE": -1, "AFTER": 1}
UNIT_KINDS = ("UNIT", "YEARNOUN", "WEEKEND")


def join_offsets(pieces: Sequence[Piece], scene: Scene) -> list[Piece]:
    """The pieces, each day that a count or a week right before it leads up to made one with it."""
    joined: list[Piece] = []
    for piece in pieces:
        before = joined[-1] if joined else None
        whole = _whole(before, piece, scene) if is_day(piece.reading) else None
        if whole is not None and before is not None and before.last > whole.first:
            joined.pop()
        joined.append(whole or piece)
    return joined


def _whole(before: Piece | None, day: Piece, scene: Scene) -> Piece | None:
    named = date.fromisoformat((day.reading.timex or "")[:10])
    link = scene.kind(day.first - 1)
    if link in SIGNS and before is not None and before.last == day.first - 1:
        return _counted(before, day, named, SIGNS[link])
    at = day.first - 2
    if scene.kind(at) not in UNIT_KINDS or scene.kind(at - 1) not in ("THE", "AN"):
        return None
    unit = scene.words[at].value
    if link in SIGNS and unit == "D":
        return _made(at - 1, day, shift(named, unit, SIGNS[link]), "D")
    return _made(at - 1, day, named, unit) if link == "OF" and unit in ("W", "WE") else None


def _counted(before: Piece, day: Piece, named: date, sign: int) -> Piece | None:
    """ "Two weeks before Nov. 8"."""
    timex = before.reading.timex or ""
    if before.reading.kind is not DateKind.DURATION or not timex[1:-1].isdecimal() or before.reading.days:
        return None
    unit = timex[-1]
    if unit not in DAYS_OF and unit not in MONTHS_OF:
        return None
    return _made(before.first, day, shift(named, unit, sign * int(timex[1:-1])), "D" if unit in "DW" else unit)


def _made(first: int, day: Piece, moved: date | None, unit: str) -> Piece | None:
    if moved is None:
        return None
    reading = Reading(DateKind.DATE, value_of(moved, unit), day.reading.anchor)
    return day._replace(first=first, reading=reading, rule="offset")
