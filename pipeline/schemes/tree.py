"""A dependency tree that can be rewritten without ever ceasing to be a tree."""

from __future__ import annotations

from collections.abc import Sequence


class Tree:
    """The words of a text with their Penn tags, governors and relations; one tree a sentence, roots govern themselves.

    Every change keeps each word in the tree that it stood in, so that sentences keep their words. ``given`` are the
    relations as they were; a text of any length costs time in proportion to its words.
    """

    def __init__(
        self, words: Sequence[str], tags: Sequence[str], heads: Sequence[int], relations: Sequence[str]
    ) -> None:
        """Governors are positions in ``words``. Raises ``ValueError`` where they go round in a ring."""
        self.words, self.tags, self.given = [w.lower() for w in words], list(tags), tuple(relations)
        self.heads, self.relations = list(heads), list(relations)
        self._children: list[set[int]] = [set() for _ in words]
        for at, head in enumerate(heads):
            if head != at:
                self._children[head].add(at)
        if len(self.top_down()) < len(words):
            raise ValueError("some words govern each other in a ring")

    def __len__(self) -> int:
        """How many words."""
        return len(self.words)

    def children(self, at: int) -> list[int]:
        """The dependents of a word, from left to right."""
        return sorted(self._children[at])

    def top_down(self) -> list[int]:
        """All words, each after its governor."""
        order = [at for at, head in enumerate(self.heads) if head == at]
        for at in order:  # grows as it is read
            order.extend(self.children(at))
        return order

    def is_root(self, at: int) -> bool:
        """Whether the word governs itself."""
        return self.heads[at] == at

    def attach(self, at: int, head: int, relation: str) -> None:
        """Move a word and all below it under a governor, which must not stand below it."""
        if not self.is_root(at):
            self._children[self.heads[at]].discard(at)
        self.heads[at], self.relations[at] = head, relation
        self._children[head].add(at)

    def promote(self, at: int, relation: str) -> None:
        """Put a word in its governor's place: it takes its governor, its relation and its other dependents.

        The old governor becomes its dependent by ``relation``.
        """
        old = self.heads[at]
        place, role = self.heads[old], self.relations[old]
        for child in self.children(old):
            if child != at:
                self.attach(child, at, self.relations[child])
        self._children[old].clear()
        if place == old:
            self.heads[at], self.relations[at] = at, role
        else:
            self._children[place].discard(old)
            self.heads[at], self.relations[at] = place, role
            self._children[place].add(at)
        self.heads[old] = old  # stands nowhere for a moment
        self.attach(old, at, relation)
