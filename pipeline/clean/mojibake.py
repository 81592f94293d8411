"""Text that was decoded wrongly ("donâ€™t"), mended by ftfy word by word, and only where its own test fires."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from ftfy import fix_encoding
from ftfy.badness import is_bad

from pipeline.spans import Edit

WORD_WITH_ODD: Final = re.compile(r"(?<![^ \t\n\r])[^ \t\n\r\x80-\U0010ffff]*[^\x00-\x7f][^ \t\n\r]*")
MAX_WORD: Final = 200  # characters; a longer run without a space is no word, and mending it would take long
# Characters that are no sign of damage unless others stand beside them: each pattern of ftfy's test has one more.
ODD: Final = re.compile("[^\x00-\x7f\xa0‘’“”–—…•]")
LOST: Final = "\ufffd"  # REPLACEMENT CHARACTER: what stood here is lost, and ftfy would have to guess
ASCII_LETTER: Final = re.compile("[A-Za-z]")


def mojibake(text: str) -> Iterator[Edit]:
    """Words decoded wrongly, once or twice, from Windows-1252, Latin-1, MacRoman or another code page.

    Word by word, so that the edits are small and text around stays what it is. A word that is damaged beyond that
    (U+FFFD, bytes that no code page has) is left as it is: half mended it would be worse.
    """
    if text.isascii() or ODD.search(text) is None:
        return
    for word in WORD_WITH_ODD.finditer(text):
        mended = _mended(word[0]) if len(word[0]) <= MAX_WORD else word[0]
        if mended != word[0]:
            before = _same(word[0], mended)
            after = _same(word[0][before:][::-1], mended[before:][::-1])
            yield Edit(word.start() + before, word.end() - after, mended[before : len(mended) - after], "mojibake")


@lru_cache(maxsize=4096)
def _mended(word: str) -> str:
    """The word as it was meant; itself where ftfy's test does not fire or its mending is no gain.

    >>> _mended("donâ€™t"), _mended("l’œuvre")
    ('don’t', 'l’œuvre')
    """
    if LOST in word or not is_bad(word):
        return word
    mended = str(fix_encoding(word))
    is_whole = ASCII_LETTER.findall(word) == ASCII_LETTER.findall(mended)  # no letter of ASCII is ever part of it
    return mended if is_whole and LOST not in mended and not is_bad(mended) else word


def _same(one: str, other: str) -> int:
    """How many characters the two have in common at their starts."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
