"""Which strings are words of English, by the bundled model's lexicon; for joins and splits that only words prove."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from pipeline.encoder.lemmas import ENDINGS, Lexicon
from pipeline.lexicon import words

LEMMAS: Final = Path(__file__).parents[1] / "model" / "en_newsledger" / "encoder" / "lemmas.json"


@cache
def is_word(text: str) -> bool:
    """Whether a string is a form of an English word, in any case; names are none.

    >>> is_word("investigation"), is_word("Dozens"), is_word("gation")
    (True, True, False)
    """
    word = text.lower().replace("\u2019", "'")
    if len(word) < 2:
        return word in {"a", "i"}
    if word in words("repeat_common_words") or word in _known():
        return True
    return any(
        word.endswith(ending) and word[: len(word) - len(ending)] + made in _known()
        for endings in ENDINGS.values()
        for ending, made in endings
        if len(word) > len(ending) + 1
    )


@cache
def _known() -> frozenset[str]:
    lexicon = Lexicon.read(LEMMAS.read_bytes())
    forms = (form for of_part in lexicon.forms.values() for form in of_part)
    return frozenset(forms).union(*lexicon.known.values())
