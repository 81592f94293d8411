"""Words to word pieces: what the encoder reads, with the place of each word's first piece."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tokenizers import Tokenizer

from pipeline.encoder.cases import SPECIAL, case_of

MAX_PIECES = 12  # of one word; the rest of a web address or of a run of letters tells nothing more
CACHE = 50_000  # words remembered, about 10 MB: a few hundred frequent words make up most of any text


@dataclass(frozen=True, slots=True)
class Pieces:
    """What the encoder reads for one window: piece ids, their case classes, and each word's first piece."""

    ids: list[int]
    cases: list[int]
    firsts: list[int]


class WordPieces:
    """The word-piece vocabulary, one word at a time; words are looked up once."""

    def __init__(self, source: Path | bytes) -> None:
        """Read a ``tokenizer.json`` or its content. Raises ``OSError`` or ``Exception`` of the library."""
        self._tokenizer = Tokenizer.from_buffer(source if isinstance(source, bytes) else source.read_bytes())
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._known: dict[str, tuple[int, ...]] = {}
        self.start, self.stop, self.unknown = (self._id(t) for t in ("[CLS]", "[SEP]", "[UNK]"))

    def _id(self, token: str) -> int:
        found = self._tokenizer.token_to_id(token)
        if found is None:
            raise ValueError(f"the vocabulary has no {token}")
        return int(found)

    def of_word(self, word: str) -> tuple[int, ...]:
        """Ids of a word's pieces, at least one and at most ``MAX_PIECES``; a line break is the separator."""
        known = self._known.get(word)
        if known is None:
            if word.isspace():
                known = (self.stop,)
            else:
                ids = self._tokenizer.encode(word, add_special_tokens=False).ids
                known = tuple(ids[:MAX_PIECES]) or (self.unknown,)
            if len(self._known) >= CACHE:
                self._known.clear()
            self._known[word] = known
        return known

    def of_window(self, words: Sequence[str]) -> Pieces:
        """What the encoder reads for the words of one window, between the start and the stop piece."""
        ids, cases, firsts = [self.start], [SPECIAL], []
        for word in words:
            of_word = self.of_word(word)
            firsts.append(len(ids))
            ids.extend(of_word)
            cases.extend([SPECIAL if word.isspace() else case_of(word)] * len(of_word))
        return Pieces([*ids, self.stop], [*cases, SPECIAL], firsts)
