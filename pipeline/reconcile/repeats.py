"""The same words in several places: which quotes and claims repeat an earlier one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from pipeline.reconcile.repeats_compare import QUOTED, QUOTED_HERE, Standard, same_words
from pipeline.reconcile.repeats_index import Index, fingerprints
from pipeline.reconcile.repeats_words import Wording, weight, wording

MIN_WORDS = 4  # shorter stretches ("enough is enough") recur by chance
LONG_WORDS = 10  # identical words that are one utterance even where a speaker is unknown,
LONG_WEIGHT = 6.0  # and what they must weigh


@dataclass(frozen=True, slots=True)
class Said:
    """A row of quotes or claims as its repeats see it.

    ``speaker`` is None where unknown. ``is_named`` is false for a speaker known within the article only ("an
    official"). Rows that differ in ``stance`` (asserted, denied, ...) are never the same. ``is_reported`` says that
    the words are the paper's, so that "will" may stand as "would".
    """

    row_id: str
    text: str
    speaker: str | None
    article_id: str = ""
    is_named: bool = True
    stance: str = ""
    is_reported: bool = False


@dataclass(slots=True)
class _First:
    """A row that repeats no earlier one; ``speaker`` is the named one, its own or that of a later row that joined."""

    said: Said
    wording: Wording
    speaker: str | None


@dataclass(slots=True)
class Repeats:
    """Remembers the first row of each wording and says which later rows repeat it.

    Rows must come in the order of the tables. Each is compared with first rows only, so that a chain of small
    changes cannot drift. Rows of two different named speakers are never the same, not even through a third row; a
    row without a named speaker joins others only by identical, long wording. Time and memory grow with the number
    of words; memory holds the words of each first row and a fingerprint for every second or third of its words.
    """

    standard: Standard = QUOTED
    here: Standard = QUOTED_HERE
    _firsts: list[_First] = field(default_factory=list)
    _exact: dict[tuple[str, str], int] = field(default_factory=dict)
    _long: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    _index: Index = field(default_factory=Index)

    def first(self, said: Said) -> str | None:
        """The id of the first row that says this, None for a first or too short one.

        >>> repeats = Repeats()
        >>> repeats.first(Said("q1", "We will not -- ever -- sell the town's old dam to a bank.", "person:a"))
        >>> repeats.first(Said("q2", "[W]e won’t — ever — sell the … dam to a bank", "person:a"))
        'q1'
        >>> repeats.first(Said("q3", "We will not — ever — sell the town’s old dam to a bank", "person:b"))
        """
        worded = wording(said.text)
        words = worded.own
        heavy = weight(words)
        if len(words) < MIN_WORDS or heavy < self.here.same_weight:
            return None
        is_long = len(words) >= LONG_WORDS and heavy >= LONG_WEIGHT
        key = " ".join(words)
        at = self._of_speaker(said, worded, key)
        if at is None and is_long:
            at = self._of_nobody(said, (said.stance, key))
        if at is None:
            self._keep(said, worded, key, is_long)
            return None
        return self._firsts[at].said.row_id

    def mark(self, rows: Iterable[Said]) -> Iterator[str | None]:
        """``first`` over rows."""
        return map(self.first, rows)

    def _of_speaker(self, said: Said, worded: Wording, key: str) -> int | None:
        """The earliest first row of the same speaker that says this."""
        if said.speaker is None:
            return None
        owner = _owner(said, said.speaker)
        same = self._exact.get((owner, key))
        if same is not None and not self._is_same(said, worded, self._firsts[same]):
            same = None
        for row in self._index.near(fingerprints(worded.own, owner)):
            if row == same or self._repeats(said, worded, self._firsts[row]):
                return row
        return same

    def _is_same(self, said: Said, worded: Wording, first: _First) -> bool:
        """Whether the speaker's words, which are identical, are enough, and the editors' words do not disagree."""
        if worded.inserted and first.wording.inserted:
            return self._repeats(said, worded, first)
        return weight(worded.own) >= self._standard(said, first.said).same_weight

    def _repeats(self, said: Said, worded: Wording, first: _First) -> bool:
        backshift = said.is_reported or first.said.is_reported
        return same_words(first.wording, worded, self._standard(said, first.said), backshift=backshift)

    def _standard(self, said: Said, first: Said) -> Standard:
        return self.here if said.article_id == first.article_id != "" else self.standard

    def _of_nobody(self, said: Said, key: tuple[str, str]) -> int | None:
        """The earliest first row of the same long wording, where one of the two has no named speaker.

        A first row takes on the named speaker of the row that joins it. Where two named speakers have said the words,
        a row without one stays alone.
        """
        rows = self._long.get(key, [])
        if said.speaker is None or not said.is_named:
            known = {self._firsts[row].speaker for row in rows} - {None}
            return rows[0] if rows and len(known) <= 1 else None
        free = next((row for row in rows if self._firsts[row].speaker is None), None)
        if free is not None:
            self._firsts[free].speaker = said.speaker
            self._file(free, self._firsts[free].wording.own, _owner(said, said.speaker))
        return free

    def _keep(self, said: Said, worded: Wording, key: str, is_long: bool) -> None:
        row = len(self._firsts)
        self._firsts.append(_First(replace(said, text=""), worded, said.speaker if said.is_named else None))
        if said.speaker is not None:
            self._file(row, worded.own, _owner(said, said.speaker))
        if is_long:
            self._long.setdefault((said.stance, key), []).append(row)

    def _file(self, row: int, words: tuple[str, ...], owner: str) -> None:
        self._exact.setdefault((owner, " ".join(words)), row)
        self._index.add(row, fingerprints(words, owner))


def _owner(said: Said, speaker: str) -> str:
    return f"{speaker}\t{said.stance}"
