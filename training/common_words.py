"""Writes ``pipeline/lexicon/common_words.txt`` from spacy-lookups-data: words that English writes in lower case.

    python -m training.common_words pipeline/lexicon/common_words.txt

A name of common words alone ("Supreme Court", "Metropolitan Police") is borne by many; one with a word that English
knows as a name only ("Knesset", "Lufthansa") by one. A word is common where its lower-case form is frequent, and not
much rarer than the capitalised one, and it or its stem is a noun, verb, adjective or adverb of WordNet.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path

HEAD = """\
# Words that English writes in lower case rather than as names: what names of many bodies are made of.
# Source: spacy-lookups-data (MIT): frequencies of word forms in web text, words of WordNet. Made by
# training/common_words.py.
"""
RARE = -15.5  # log-probability of a word below which it is not asked for
RARER = 1.2  # by how much the log-probability of the lower-case form may lie below that of the capitalised one
ENDINGS = (("ies", "y"), ("es", ""), ("s", ""), ("ing", ""), ("ing", "e"), ("ed", ""), ("ed", "e"))


def common(frequencies: Mapping[str, float], known: frozenset[str]) -> Iterator[str]:
    """The common words among ``frequencies`` (log-probabilities of forms as written), given all words known.

    >>> said = {"police": -9.2, "Police": -11.5, "knesset": -18.2, "Knesset": -15.8, "sox": -14.5, "Sox": -12.7}
    >>> list(common(said, frozenset({"police", "sox"})))
    ['police']
    """
    for word, frequency in frequencies.items():
        if len(word) > 1 and word.isalpha() and word.isascii() and word.islower() and frequency > RARE:
            capital = frequencies.get(word.title(), float("-inf"))
            if frequency >= capital - RARER and known.intersection(_stems(word)):
                yield word


def _stems(word: str) -> set[str]:
    return {word} | {word.removesuffix(end) + new for end, new in ENDINGS if word.endswith(end)}


def _read(name: str) -> object:
    data = files("spacy_lookups_data").joinpath("data", f"{name}.json.gz").read_bytes()
    return json.loads(gzip.decompress(data))


def main(path: Path) -> None:
    """Write the file, sorted."""
    index, frequencies = _read("en_lemma_index"), _read("en_lexeme_prob")
    assert isinstance(index, dict)
    assert isinstance(frequencies, dict)
    known = frozenset(word for kind in ("noun", "verb", "adj", "adv") for word in index[kind])
    path.write_text(HEAD + "".join(f"{word}\n" for word in sorted(common(frequencies, known))), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
