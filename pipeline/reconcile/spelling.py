"""How two words of names are spelled: folding, sound, likely slips; everything above compares names part by part."""

from __future__ import annotations

import re
import unicodedata
from enum import IntEnum
from functools import lru_cache

from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import ratio
from rigour.text.phonetics import metaphone

from pipeline import lexicon

# Letters that Unicode does not decompose, as English-language news writes them.
PLAIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"}
    | dict.fromkeys("’‘ʼ`´", "'")
    | dict.fromkeys("–—‐‑", "-")
)
POSSESSIVE = re.compile(r"(?:['’‘]s|(?<=s)['’])$", re.IGNORECASE)
MARK = re.compile(r"[^\w\s]|_")
MAX_NAME = 200  # characters of a name that are read; longer "names" are slips of a tagger
# Parsed names that are kept: a million names are some 1.3 million texts to fold. Beyond that each step over a corpus
# parses all its names anew: a least-recently-used cache that is smaller than what is walked again and again never has
# what is asked for.
NAMES_KEPT = 1 << 21


class Likeness(IntEnum):
    """How alike two words are, from other words to the same word."""

    DIFFERENT = 0
    TYPO = 1
    VARIANT = 2
    EQUAL = 3


@lru_cache(maxsize=NAMES_KEPT)
def fold(text: str) -> str:
    """The text in lower case without accents, marks, possessives and double spaces; full stops join their letters.

    >>> fold("Peña-Nieto’s"), fold("F.D.R."), fold("O’Rourke"), fold("Johnson & Johnson")
    ('pena nieto', 'fdr', 'orourke', 'johnson and johnson')
    """
    text = " ".join(text[:MAX_NAME].split())
    text = POSSESSIVE.sub("", text).lower().translate(PLAIN)
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    text = text.replace("&", " and ").replace(".", "").replace("'", "")
    return " ".join(MARK.sub(" ", text).split())


def fold_words(text: str) -> tuple[str, ...]:
    """The folded words of a text."""
    return tuple(fold(text).split())


# Spellings of one sound in the romanisations of Arabic, Russian and Persian; applied left to right.
SOUNDS = (
    ("tsch", "j"), ("sch", "s"), ("tch", "j"), ("ch", "j"), ("zh", "j"), ("sh", "s"), ("kh", "k"), ("gh", "k"),
    ("ph", "f"), ("dh", "d"), ("dj", "d"), ("th", "t"), ("ck", "k"), ("ks", "x"), ("q", "k"), ("g", "k"),
    ("c", "k"), ("z", "s"), ("w", "v"),
)  # fmt: skip
VOWELS = re.compile(r"[aeiouy]+")
# Wade-Giles, McCune-Reischauer and pinyin write one sound with voiced or voiceless letters.
EASTERN = str.maketrans({"b": "p", "d": "t", "g": "k", "z": "s", "c": "s", "q": "s", "j": "s", "x": "s", "r": "s"})


@lru_cache(maxsize=1 << 18)
def skeleton(word: str) -> str:
    """The consonants of a folded word, with one letter for each sound; an opening vowel is ``a``.

    >>> skeleton("gaddafi"), skeleton("qaddafi"), skeleton("usama"), skeleton("osama")
    ('kdf', 'kdf', 'asm', 'asm')
    """
    for spelled, sound in SOUNDS:
        word = word.replace(spelled, sound)
    word = VOWELS.sub("a", word[:1]) + VOWELS.sub("", word[1:])
    word = word[:1] + word[1:].replace("h", "")
    return re.sub(r"(.)\1+", r"\1", word)


@lru_cache(maxsize=100_000)
def eastern_skeleton(word: str) -> str:
    """The consonants of a Chinese or Korean given name, alike in all its romanisations.

    >>> eastern_skeleton("zedong") == eastern_skeleton("tsetung")
    True
    """
    word = word.replace("ts", "s").replace("tz", "s").replace("ch", "s").replace("zh", "s").replace("sh", "s")
    return re.sub(r"(.)\1+", r"\1", VOWELS.sub("", word.translate(EASTERN).replace("hs", "s")))


@lru_cache(maxsize=1)
def _attested() -> frozenset[str]:
    given = {word for row in lexicon.table("nickname") for word in (row["name"], *row["short"].split(";"))}
    return frozenset(given | lexicon.words("name_surnames") | lexicon.words("name_family_first"))


def is_attested(word: str) -> bool:
    """Whether the folded word is a usual name, so that two of them are rather two names than a name and a slip.

    Sources: ``nickname.csv``, ``name_surnames.txt``, ``name_family_first.txt``. rigour's name tagger knows more names,
    but takes seconds to load, and gave the same decisions on the open name pairs.
    """
    return word in _attested()


@lru_cache(maxsize=1)
def given_genders() -> dict[str, str]:
    """m or f for folded given names that only men or only women bear; used to keep two people apart, never to join."""
    return {row["name"]: row["gender"] for row in lexicon.table("given_names")}


@lru_cache(maxsize=1)
def _given_names() -> frozenset[str]:
    nicks = {word for row in lexicon.table("nickname") for word in (row["name"], *row["short"].split(";"))}
    return frozenset(nicks | given_genders().keys())


def is_given_name(word: str) -> bool:
    """Whether the folded word is a usual given name or a short form of one (``given_names.csv``, ``nickname.csv``)."""
    return word in _given_names()


@lru_cache(maxsize=1)
def _short_forms() -> frozenset[tuple[str, str]]:
    pairs = ((row["name"], short) for row in lexicon.table("nickname") for short in row["short"].split(";"))
    return frozenset(pair for name, short in pairs for pair in ((name, short), (short, name)))


@lru_cache(maxsize=100_000)
def is_short_form(a: str, b: str) -> bool:
    """Whether one folded given name is a usual short form of the other (``nickname.csv``).

    >>> is_short_form("bob", "robert"), is_short_form("chuck", "charles"), is_short_form("ron", "rand")
    (True, True, False)
    """
    return a != b and (a, b) in _short_forms()


@lru_cache(maxsize=1)
def _rare_short_forms() -> frozenset[tuple[str, str]]:
    pairs = ((row["name"], short) for row in lexicon.table("nickname_more") for short in row["short"].split(";"))
    return frozenset(pair for name, short in pairs for pair in ((name, short), (short, name)))


def is_rare_short_form(a: str, b: str) -> bool:
    """Whether one folded given name is a rarer short form of the other (``nickname_more.csv``).

    >>> is_rare_short_form("cornelius", "neil"), is_rare_short_form("aaron", "erin")
    (True, False)
    """
    return a != b and (a, b) in _rare_short_forms()


@lru_cache(maxsize=200_000)
def likeness(a: str, b: str) -> Likeness:
    """How alike two folded words are: equal, one sound in two spellings, a slip of the keyboard, or different.

    A slip is one edit (a transposition counts one) in words of four letters or more, two in words of seven or more.
    A word and its continuation ("niger", "nigeria") are different words.

    >>> likeness("adler", "alder").name, likeness("gaddafi", "qaddafi").name, likeness("norment", "norman").name
    ('TYPO', 'VARIANT', 'DIFFERENT')
    """
    if a == b:
        return Likeness.EQUAL
    shorter = min(len(a), len(b))
    if shorter < 3 or any(c.isdigit() for c in a + b):
        return Likeness.DIFFERENT
    if skeleton(a) == skeleton(b) and ratio(a, b) >= (50 if len(skeleton(a)) > 2 else 60):
        return Likeness.VARIANT
    if sounds_alike(a, b) or ("dj" in a + b and a.replace("dj", "j") == b.replace("dj", "j")):
        return Likeness.VARIANT
    allowed = 1 if shorter < 7 else 2
    if shorter >= 4 and OSA.distance(a, b, score_cutoff=allowed) <= allowed:
        return Likeness.TYPO
    return Likeness.DIFFERENT


def sounds_alike(a: str, b: str) -> bool:
    """Whether two folded words of four letters or more have one metaphone and look alike.

    >>> sounds_alike("geoffrey", "jeffrey")
    True
    """
    return min(len(a), len(b)) >= 4 and ratio(a, b) >= 60 and metaphone(a) == metaphone(b) != ""
