"""The tokens of an article as plain lists, read once: reading them one by one from a ``Doc`` is what takes the time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from spacy.tokens import Doc

MIN_WORDS = 3  # words of three letters or more that a line needs before its spelling says what kind of line it is
CAPITALISED = 0.8  # share of such words with a capital that makes a headline; "of", "from" and "with" may be small
PROSE_END = frozenset({".", "?", "!", "”", '"', "…"})


@dataclass(frozen=True, slots=True)
class Columns:
    """An article's text and tokens: ``texts``, their offsets in characters, and what their spelling is worth.

    ``headline[i]`` says that token ``i`` stands in a line set in capitals or with a capital on every word, where a
    capital proves nothing; ``plain`` are the words that stand elsewhere in the article in small letters.
    """

    doc: Doc = field(repr=False)
    article: str = field(repr=False)
    texts: list[str] = field(repr=False)
    starts: list[int] = field(repr=False)
    headline: bytearray = field(repr=False)
    plain: frozenset[str] = field(repr=False)

    @classmethod
    def of(cls, doc: Doc) -> Columns:
        """The columns of a document; lines end where a token holds a line break."""
        texts = [token.text for token in doc]
        starts = [token.idx for token in doc]
        headline = bytearray(len(texts))
        first = 0
        for at in [*(i for i, text in enumerate(texts) if "\n" in text), len(texts)]:
            if is_headline(texts[first:at]):
                headline[first:at] = b"\x01" * (at - first)
            first = at + 1
        plain = frozenset(text for text, odd in zip(texts, headline, strict=True) if not odd and text.islower())
        return cls(doc, doc.text, texts, starts, headline, plain)

    def form(self, start: int, end: int) -> tuple[str, ...]:
        """The words of a stretch of tokens."""
        return tuple(self.texts[start:end])

    def text(self, start: int, end: int) -> str:
        """The characters of a stretch of tokens."""
        return self.article[self.starts[start] : self.end_of(end - 1)] if start < end else ""

    def end_of(self, token: int) -> int:
        """The offset after the last character of a token."""
        return self.starts[token] + len(self.texts[token])

    def is_glued(self, token: int) -> bool:
        """Whether nothing stands between a token and the one before it."""
        return token > 0 and self.end_of(token - 1) == self.starts[token]

    def tokens(self, start: int, end: int) -> tuple[int, int]:
        """The tokens that share characters with a stretch of the text."""
        first = bisect_right(self.starts, start) - 1
        if first < 0 or self.end_of(first) <= start:
            first += 1
        return first, bisect_left(self.starts, end)


def is_headline(words: list[str]) -> bool:
    """Whether a line is set in capitals, or in title case as headlines are.

    >>> [is_headline(line.split()) for line in ("MAYOR SUES PORT BOARD", "Mayor Sues Port Board over New Rules")]
    [True, True]
    >>> [is_headline(line.split()) for line in ("Mayor sues Port Board", "Ann Lee", "Ann Lee met Bob Stone .")]
    [False, False, False]
    """
    long = [word for word in words if len(word) > 2 and word.isalpha()]
    if len(long) < MIN_WORDS:
        return False
    if sum(map(str.isupper, long)) >= CAPITALISED * len(long):
        return True
    ends_as_prose = len(words) > 0 and words[-1] in PROSE_END
    content = [word for word in long if len(word) > 3]
    share = 1.0 if ends_as_prose else CAPITALISED
    return len(content) >= MIN_WORDS and sum(not word.islower() for word in content) >= share * len(content)
