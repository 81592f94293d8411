"""Paragraphs that say what another one says: alternative texts, captions, second headlines, doubled paragraphs."""

from __future__ import annotations

from collections import Counter
from typing import Final

from pipeline.clean.pieces import Piece, is_prose, words_of
from pipeline.schema import SegmentKind

SHINGLE: Final = 4  # words in a row; news shares longer runs by copying only
CONTAINED: Final = 0.7  # share of the shingles of a caption or heading that stand in another paragraph
DOUBLED: Final = 0.9  # the same, both ways, for two paragraphs of the body
LEAST_WORDS: Final = 8  # a shorter paragraph of the body may well be said twice ("No one was hurt.")
LEAST_PAGE_WORDS: Final = 15  # on pages, whose recipes, lists of goods and results say short things again and again
MAX_PLACES: Final = 8  # of a shingle; bounds the work on texts that repeat one line for ever
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
    index = _repeated(shingles)
    return [_marked(i, pieces, shingles, index) for i in range(len(pieces))] if index else list(pieces)


def _repeated(shingles: list[set[tuple[str, ...]]]) -> dict[tuple[str, ...], list[int]]:
    """The first pieces that hold each shingle, of those that stand in several."""
    first: dict[tuple[str, ...], int] = {}
    index: dict[tuple[str, ...], list[int]] = {}
    for i, own in enumerate(shingles):
        for shingle in own & first.keys():
            places = index.setdefault(shingle, [first[shingle]])
            if len(places) < MAX_PLACES:
                places.append(i)
        first |= dict.fromkeys(own, i)
    return index


def _marked(
    i: int, pieces: list[Piece], shingles: list[set[tuple[str, ...]]], index: dict[tuple[str, ...], list[int]]
) -> Piece:
    piece = pieces[i]
    if piece.copy_of is not None or not shingles[i]:
        return piece
    shared = Counter(j for shingle in shingles[i] for j in index.get(shingle, ()) if j != i)
    if not shared:
        return piece
    ranked = sorted(shared.items(), key=lambda pair: (-pair[1], pair[0]))
    if piece.kind in SECONDARY:
        for j, n in ranked:
            if n >= CONTAINED * len(shingles[i]) and _is_lesser(piece, pieces[j], j < i):
                return piece.decided(piece.kind, piece.reason, j)
    elif piece.kept and _may_be_double(piece, len(shingles[i]) + SHINGLE - 1):
        same = [j for j, n in ranked if pieces[j].kept and n >= DOUBLED * max(len(shingles[i]), len(shingles[j]))]
        if len(same) == 1 and same[0] < i:  # three times or more is a refrain of the author, not a slip of the page
            return piece.decided(piece.kind or SegmentKind.BODY, "copy", same[0])
    return piece


def _may_be_double(piece: Piece, n_words: int) -> bool:
    """Whether a paragraph is long enough to be a slip of the page when it stands twice; on pages only a sentence is."""
    if piece.block is None:
        return n_words >= LEAST_WORDS
    return piece.kind is SegmentKind.BODY and n_words >= LEAST_PAGE_WORDS and is_prose(piece.text)


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
