"""Turns runs of tokens into the spans of a content: trimmed, in pieces where the cue interrupts it."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from pipeline.spans import Span

MAX_TOKENS = 400  # no reported clause is longer; keeps the work linear when a parse runs away
OPENERS = frozenset("\"'“‘«``([")
CLOSERS = {'"': '"', "”": "“", "’": "‘", "'": "'", "''": "''", "»": "«", ")": "(", "]": "["}
DASHES = frozenset(("-", "--", "–", "—", "―", "−", "..", "...", "…"))
SEPARATORS = frozenset(",;:") | DASHES
FINAL = frozenset(".!?")
Run = tuple[int, int]  # first token, token after the last


def subtree(token: Token) -> Run:
    """The tokens from the left to the right edge of a subtree, at most ``MAX_TOKENS`` from its head."""
    return max(token.left_edge.i, token.i - MAX_TOKENS), min(token.right_edge.i + 1, token.i + MAX_TOKENS)


def trimmed(doc: Doc, run: Run) -> Run | None:
    """The run without complementiser, separating marks and blanks at its edges; None when no word is left.

    A bracket or quotation mark stays where its partner is inside.
    """
    start, end = run
    while start < end and _drops_first(doc, start, end):
        start += 1
    while end > start and _drops_last(doc, start, end):
        end -= 1
    return (start, end) if any(token.is_alpha or token.like_num for token in doc[start:end]) else None


def _drops_first(doc: Doc, start: int, end: int) -> bool:
    token = doc[start]
    if token.is_space or token.text in SEPARATORS or token.text in FINAL:
        return True
    if token.lower_ == "that" and (token.dep_ == "mark" or token.tag_ == "IN"):
        return True
    if token.text in CLOSERS and token.text not in OPENERS:
        return True
    return token.text in OPENERS and not _holds_partner(doc, (start + 1, end), token.text)


def _holds_partner(doc: Doc, run: Run, opener: str) -> bool:
    closers = {closer for closer, partner in CLOSERS.items() if partner == opener} | (
        {"''"} if opener == "``" else set()
    )
    return any(token.text in closers for token in doc[run[0] : run[1]])


def _drops_last(doc: Doc, start: int, end: int) -> bool:
    token = doc[end - 1]
    if token.is_space or token.text in SEPARATORS or token.text in FINAL:
        return True
    if token.text in CLOSERS:
        return not any(other.text == CLOSERS[token.text] for other in doc[start : end - 1])
    return token.text in OPENERS or (token.dep_ == "cc" and token.pos_ == "CCONJ")


def spans(doc: Doc, runs: Sequence[Run]) -> tuple[Span, ...]:
    """The spans of the trimmed runs; runs without a word are left out."""
    kept = [piece for piece in (trimmed(doc, run) for run in runs) if piece is not None]
    return tuple(Span(doc[s].idx, doc[e - 1].idx + len(doc[e - 1].text)) for s, e in kept)
