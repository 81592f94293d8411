"""A quotation as the words that papers agree on: without marks, in one spelling, with its cuts and insertions noted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline import lexicon

GLUED = re.compile(r"\[([^\W_]{1,3})\](?=[^\W_])|(?<=[^\W_])\[([^\W_]{1,3})\]")  # [W]e, promise[d]
PIECE = re.compile(
    r"""
    (?P<cut>[\[(]\s?(?:\u2026|\.(?:\s?\.){1,5})\s?[\])]|\u2026|\.(?:\s?\.){2,5})  # ..., . . ., [...], an ellipsis sign
    | \[(?P<inserted>[^\[\]]{0,200})\]           # an editor's words
    | \((?P<aside>[^\[\]()]{1,40})\)             # what happened meanwhile, or words of the speaker
    | (?P<word>(?:[^\W\d_]\.){2,}                # U.S.
        | \d+(?:[.,]\d+)*[^\W_]*                 # 1,200 or 2.5 or 1990s
        | [^\W_]+(?:['\u2019][^\W_]+)*           # words, contractions
        | %)
    """,
    re.VERBOSE,
)
CONTRACTED = {"n't": "not", "'ll": "will", "'re": "are", "'ve": "have", "'m": "am", "'d": "would"}
IS = frozenset(
    ("it", "that", "this", "he", "she", "what", "who", "there", "here", "where", "how", "everything", "everybody")
)
BRITISH = (  # ending or part, American counterpart; both papers' words go through, so that rare overreach is harmless
    (re.compile(r"(?<=\w\w)our(?=s|ed|ing|ite|able|ful|less|hood|$)"), "or"),
    (re.compile(r"(?<=\w\w)is(?=(?:e|es|ed|er|ers|ing|ation|ations|ational)$)"), "iz"),
    (re.compile(r"(?<=\w)ys(?=(?:e|es|ed|ing)$)"), "yz"),
    (re.compile(r"(?<=\w[bt])re(?=s?$)"), "er"),
    (re.compile(r"(?<=\w)ogue(?=s?$)"), "og"),
    (re.compile(r"(?<=\w)ence(?=s?$)"), "ense"),
    (re.compile(r"ll(?=(?:ed|er|ers|ing|or|ors|ment|ful)$)"), "l"),
    (re.compile(r"(?<=\w)a(?=e[mst]\w)|(?<=\w)o(?=e[mst]\w)"), ""),  # anaemia, anaesthetic
)
COMMON = 0.25  # what a word without content weighs, of one with content
MIN_BRITISH = 5  # letters: hour, our and four keep theirs
INITIALS = {"us": "united states", "usa": "united states", "uk": "united kingdom", "ok": "okay"}


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a text. ``cuts`` are the indices before which the text marks something as left out; ``inserted``
    and ``names`` are the indices of an editor's words in brackets and of words written with a capital."""

    words: tuple[str, ...]
    cuts: frozenset[int] = frozenset()
    inserted: frozenset[int] = frozenset()
    names: frozenset[int] = frozenset()

    @property
    def kinds(self) -> frozenset[str]:
        """The different words."""
        return frozenset(self.words)

    @property
    def own(self) -> tuple[str, ...]:
        """The words without those that an editor put in."""
        return tuple(w for i, w in enumerate(self.words) if i not in self.inserted) if self.inserted else self.words


def wording(text: str) -> Wording:
    """The words of a text in lower case and American spelling, contractions written out, numbers as digits.

    Marks of every kind make no difference; an ellipsis is a cut, ``[sic]`` and ``(applause)`` are nothing, ``[W]e`` is
    one word, and other words in square brackets are the editor's.

    >>> w = wording("“[W]e can’t … honour [the mayor’s] thirty-two letters [sic]”")
    >>> " ".join(w.words)
    'we can not honor the mayor 32 letters'
    >>> sorted(w.cuts), sorted(w.inserted)
    ([3], [4, 5])
    """
    words: list[str] = []
    cuts: set[int] = set()
    inserted: set[int] = set()
    names: set[int] = set()
    for piece in PIECE.finditer(GLUED.sub(r"\1\2", text) if "[" in text else text):
        start = len(words)
        kind = piece.lastgroup
        if kind == "word":
            _add_word(piece[0], words, names)
        elif kind == "cut":
            cuts.add(start)
        elif " ".join(piece[str(kind)].lower().split()) not in lexicon.words("repeat_notes"):
            _add(piece[str(kind)], words, names)
            inserted.update(range(start, len(words)) if kind == "inserted" else ())
    return Wording(tuple(words), frozenset(cuts), frozenset(inserted), frozenset(names))


def _add(text: str, words: list[str], names: set[int]) -> None:
    for piece in PIECE.finditer(text):
        if piece.lastgroup == "word":
            _add_word(piece[0], words, names)


def _add_word(raw: str, words: list[str], names: set[int]) -> None:
    start = len(words)
    spelled = folded(raw)
    if words and len(spelled) == 1 and words[-1] in TENS and spelled[0] in UNITS:
        words[-1] = str(int(words[-1]) + int(spelled[0]))  # thirty-two
        return
    words += spelled
    if raw[0].isupper():
        names.update(i for i in range(start, len(words)) if is_content(words[i]))


@cache
def _numbers() -> dict[str, str]:
    rows = lexicon.table("amount_numerals")
    return {r["word"]: r["value"] for r in rows if r["rank"] in ("unit", "teen", "ten") and r["word"] != "one"}


TENS = frozenset(str(n) for n in range(20, 100, 10))
UNITS = frozenset(str(n) for n in range(1, 10))


@cache
def _variants() -> dict[str, tuple[str, ...]]:
    return {row["variant"]: tuple(row["words"].split()) for row in lexicon.table("repeat_spellings")}


@lru_cache(maxsize=1 << 17)
def folded(raw: str) -> tuple[str, ...]:
    """The words that a written word stands for.

    >>> folded("Won’t"), folded("organisations"), folded("1,200"), folded("U.S."), folded("fourteen")
    (('will', 'not'), ('organizations',), ('1200',), ('united', 'states'), ('14',))
    """
    if raw == "US":
        return ("united", "states")
    if raw == "%":
        return ("percent",)
    plain = unicodedata.normalize("NFKD", raw).lower().replace("\u2019", "'")
    word = "".join(c for c in plain if not unicodedata.combining(c))
    if word[0].isdigit():
        return (word.replace(",", ""),)
    if "." in word:
        letters = word.replace(".", "")
        return tuple(INITIALS.get(letters, letters).split())
    if word in _variants():
        return _variants()[word]
    for ending, full in CONTRACTED.items():
        if word.endswith(ending) and len(word) > len(ending):
            return (*folded(word.removesuffix(ending)), full)
    if word.endswith("'s"):  # after other words a genitive, which papers write in two ways (ISIS', ISIS's) or leave out
        word = word.removesuffix("'s")
        return (*folded(word), "is") if word in IS else folded(word)
    word = word.replace("'", "")
    return (_numbers().get(word) or _american(word),)


def _american(word: str) -> str:
    if len(word) >= MIN_BRITISH:
        for british, american in BRITISH:
            word = british.sub(american, word)
    return word


def weight(words: Iterable[str]) -> float:
    """How unlikely it is to say the words by chance: 1 for each different word of content, a quarter for any other.

    >>> weight("i do not think so".split()), weight("the largest tax cut in history".split())
    (1.25, 4.5)
    """
    content, others = set(), 0
    common = lexicon.words("repeat_common_words")
    for word in words:
        if word in common:
            others += 1
        else:
            content.add(word)
    return len(content) + others * COMMON


def is_content(word: str) -> bool:
    """Whether a folded word says more than the small change of every talk does.

    >>> is_content("reservoir"), is_content("42"), is_content("because")
    (True, True, False)
    """
    return word not in lexicon.words("repeat_common_words")
