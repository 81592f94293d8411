"""The hand-made trees of ``trees.txt`` as records."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent


class Word(NamedTuple):
    """One word in both schemes; governors are positions in the sentence, roots govern themselves."""

    text: str
    tag: str
    clear_head: int
    clear: str
    universal_head: int
    universal: str
    lemma: str
    entity: str


class Sentence(NamedTuple):
    """A sentence and the pattern that it stands for."""

    pattern: str
    words: tuple[Word, ...]


def read_trees() -> list[Sentence]:
    """All sentences of the file."""
    blocks = (HERE / "trees.txt").read_text(encoding="utf-8").strip().split("\n\n")[1:]
    return [_sentence(block) for block in blocks]


def _sentence(block: str) -> Sentence:
    name, *lines = block.splitlines()
    rows = [line.split() for line in lines]
    words = (
        Word(text, tag, _place(i, head), clear, _place(i, to), universal, lemma, entity)
        for i, (text, tag, head, clear, to, universal, lemma, entity) in enumerate(rows)
    )
    return Sentence(name.removeprefix("# "), tuple(words))


def _place(at: int, head: str) -> int:
    return at if head == "0" else int(head) - 1
