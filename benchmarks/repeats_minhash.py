"""The same joining with MinHash and LSH of datasketch (no dependency of the project), to compare with.

``words`` joins what LSH finds at a Jaccard similarity of runs of words, as is usual; ``join`` lets LSH only propose,
at a low similarity, and leaves the rest to the project's own comparison.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from datasketch import MinHash, MinHashLSH

from pipeline.reconcile.repeats import MIN_WORDS, Repeats, Said
from pipeline.reconcile.repeats_index import Index, fingerprints
from pipeline.reconcile.repeats_words import wording

PERMUTATIONS = 128
SAME = 0.5  # Jaccard similarity of runs of three words from which rows are joined
PROPOSED = 0.2  # and from which they are compared; half of a quotation has about 0.5, a fifth 0.2
MASK = (1 << 32) - 1


def joiner(kind: str) -> Callable[[Said], str | None]:
    """What says which earlier row a row repeats, as ``Repeats.first`` does."""
    return Repeats(_index=LshIndex(PROPOSED)).first if kind == "join" else MinHashed().first


class LshIndex(Index):
    """Proposes rows with LSH instead of chosen fingerprints."""

    def __init__(self, threshold: float) -> None:
        super().__init__()
        self._lsh = MinHashLSH(threshold=threshold, num_perm=PERMUTATIONS)
        self._last: tuple[Sequence[int], MinHash] | None = None
        self._added = 0

    def add(self, row: int, prints: Sequence[int]) -> None:
        """Keep a row."""
        self._added += 1  # a row may be kept under two owners, LSH wants each key once
        self._lsh.insert(f"{row}/{self._added}", self._hashed(prints))

    def near(self, prints: Sequence[int]) -> list[int]:
        """All rows that LSH finds, in ascending order."""
        return sorted({int(key.split("/")[0]) for key in self._lsh.query(self._hashed(prints))}) if prints else []

    def _hashed(self, prints: Sequence[int]) -> MinHash:
        if self._last is None or self._last[0] != prints:
            self._last = (prints, hashed(prints))
        return self._last[1]


class MinHashed:
    """Joins a row with the earliest that LSH finds for its speaker; the library does all."""

    def __init__(self) -> None:
        self._lsh = MinHashLSH(threshold=SAME, num_perm=PERMUTATIONS)
        self._ids: list[str] = []

    def first(self, said: Said) -> str | None:
        """The id of the first row of the speaker that is as near, None for a first or too short one."""
        words = wording(said.text).words
        if said.speaker is None or len(words) < MIN_WORDS:
            return None
        sketch = hashed(fingerprints(words, said.speaker))
        found = min(self._lsh.query(sketch), default=None)
        if found is not None:
            return self._ids[found]
        self._lsh.insert(len(self._ids), sketch)
        self._ids.append(said.row_id)
        return None


def hashed(prints: Sequence[int]) -> MinHash:
    """The MinHash of numbers."""
    sketch = MinHash(num_perm=PERMUTATIONS, hashfunc=int)
    sketch.update_batch([p & MASK for p in prints])
    return sketch
