"""Paragraphs that say what another one says: alternative texts, captions, second headlines, doubled paragraphs."""

from __future__ import annotations

from collections import Counter
from typing import Final

from pipeline.clean.pieces import Piece, words_of
from pipeline.schema import SegmentKind

SHINGLE: Final = 4  # words in a row; news shares longer runs by copying only
CONTAINED: Final = 0.7  # share of the shingles of a caption or heading that stand in another paragraph
DOUBLED: Final = 0.9  # the same, both ways, for two paragraphs of the body
LEAST_WORDS: Final = 8  # a shorter paragraph of the body may well be said twice ("No one was hurt.")
SECONDARY: Final = frozenset({SegmentKind.CAPTION, SegmentKind.TITLE})


def mark_alternative_texts(pieces: list[Piece]) -> list[Piece]:
    """A short line that the caption after it begins with: the picture's alternative text."""
    found = list(pieces)
    for i in range(len(pieces) - 1):
        if pieces[i].kind is not None or pieces[i + 1].kind is not SegmentKind.CAPTION:
            continue
        here, following = words_of(pieces[i].text[:400]), words_of(pieces[i + 1].text[:500])
        if here and following[: len(here)] == here:
            found[i] = pieces[i].decided(SegmentKind.CAPTION, "alternative_text", i + 1)
    return found


def mark_copies(pieces: list[Piece]) -> list[Piece]:
    """Captions and titles whose words stand in another paragraph, and paragraphs of the body that stand twice.

    Of two, the body's stays; of two of the body, the first.
    """
    shingles = [_shingles(piece) for piece in pieces]
    index: dict[tuple[str, ...], list[int]] = {}
    for i, own in enumerate(shingles):
        for shingle in own:
            places = index.setdefault(shingle, [])
            if len(places) < 8:  # bounds the work on texts that repeat one line for ever
                places.append(i)
    return [_marked(i, pieces, shingles, index) for i in range(len(pieces))]


def _marked(
    i: int, pieces: list[Piece], shingles: list[set[tuple[str, ...]]], index: dict[tuple[str, ...], list[int]]
) -> Piece:
    piece = pieces[i]
    if piece.copy_of is not None or not shingles[i]:
        return piece
    shared = Counter(j for shingle in shingles[i] for j in index[shingle] if j != i)
    ranked = sorted(shared.items(), key=lambda pair: (-pair[1], pair[0]))
    if piece.kind in SECONDARY:
        for j, n in ranked:
            if n >= CONTAINED * len(shingles[i]) and _is_lesser(piece, pieces[j], j < i):
                return piece.decided(piece.kind, piece.reason, j)
    elif piece.kept and len(shingles[i]) + SHINGLE > LEAST_WORDS:
        same = [j for j, n in ranked if pieces[j].kept and n >= DOUBLED * max(len(shingles[i]), len(shingles[j]))]
        if len(same) == 1 and same[0] < i:  # three times or more is a refrain of the author, not a slip of the page
            return piece.decided(piece.kind or SegmentKind.BODY, "copy", same[0])
    return piece


def _is_lesser(piece: Piece, other: Piece, is_later: bool) -> bool:
    """Whether a caption or title gives way to ``other``, which shares its words: a headline only to an earlier one."""
    if other.copy_of is not None or other.kind is SegmentKind.CREDIT:
        return False
    if other.kind is piece.kind:
        return is_later
    return (other.kept or other.reason == "headline") and piece.reason != "headline"


def _shingles(piece: Piece) -> set[tuple[str, ...]]:
    found = words_of(piece.text)
    if len(found) < SHINGLE:
        return {tuple(found)} if piece.kind in SECONDARY and found else set()
    return {tuple(found[i : i + SHINGLE]) for i in range(len(found) - SHINGLE + 1)}
