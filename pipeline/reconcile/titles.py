"""The title that stands before a name, as written."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline import lexicon
from pipeline.reconcile.roles import AND, is_office_word, is_place, is_title

TITLE_CHARS = 90  # characters before a name that a title may take
MAX_WORDS = 4  # words of the longest office, "deputy attorney general"

STOP_BEFORE = re.compile(r"[.;:!?\"“”()\[\]\n—–]|''|(?<=\s)-(?=\s)|(?:^|(?<=\s))[‘'](?!s\b)|,(?! Jr)")
ABBREVIATED = re.compile(
    r"\b(?P<word>U\.S|Gov|Sen|Rep|Gen|Lt|Dr|St|Sgt|Capt|Col|Rev|Hon)\."
)  # full stops that end no sentence
KEPT_STOP = "\u2024"  # one dot leader, in place of a full stop that ends no sentence
CAP = re.compile(r"^[\"'(]?(?:[A-Z0-9][\w.&'’-]*|U\.S\.?)$")
LINK = frozenset({"of", "and", "for", "the", "&"})
CONTRACTED = re.compile(r"^(?:here|there|that|it|what|who|he|she)['’]s$", re.IGNORECASE)
# Offices whose names in lower case are rather an adjective ("private emails") or, after a modal, a verb ("to judge").
ADJECTIVES = frozenset({"general", "major", "principal", "private"})
VERBS = frozenset({"chair", "champion", "coach", "counsel", "father", "guard", "head", "host", "judge", "mother"})
BEFORE_VERB = frozenset(
    {"can", "could", "did", "do", "does", "may", "might", "must", "not", "shall", "should", "to", "will", "would"}
)


def title_before(before: str) -> str | None:
    """The title that ends directly before a name, as written, or None.

    >>> title_before("the plan, said interim Seattle Mayor "), title_before("As former Rep. ")
    ('interim Seattle Mayor', 'former Rep.')
    """
    tail = before[-TITLE_CHARS:]
    clause = last_clause(tail)
    words = clause.split()
    if len(clause) == len(tail) and len(tail) < len(before) and not before[-TITLE_CHARS - 1].isspace():
        words = words[1:]  # cut in two
    if not words or not before[-1:].isspace():
        return None
    start = len(words) - office_at_end(words)
    if start == len(words) or _is_other_word(words, start):
        return None
    while start > 0 and _continues(words, start - 1):
        start -= 1
    while start < len(words) - 1 and words[start].lower() in LINK:
        start += 1
    return _last_title(words[start:])


def last_clause(text: str) -> str:
    """What follows the last mark that ends a clause; full stops of abbreviations end none."""
    return STOP_BEFORE.split(ABBREVIATED.sub(_keep_stops, text))[-1].replace(KEPT_STOP, ".")


def _keep_stops(match: re.Match[str]) -> str:
    return match[0].replace(".", KEPT_STOP)


def office_at_end(words: Sequence[str]) -> int:
    """How many of the last words are the name of an office, 0 where none are."""
    known = (n for n in range(min(MAX_WORDS, len(words)), 0, -1) if is_title(" ".join(words[-n:])))
    return next((n for n in known if words[-n][-1] != "-"), 0)


def _is_other_word(words: Sequence[str], start: int) -> bool:
    """Whether the lone lower-case name of an office is rather an adjective or a verb: "private", "to judge"."""
    word, *rest = words[start:]
    before = words[start - 1] if start else ""
    if rest or (word in ADJECTIVES and CAP.match(before)):
        return False
    return word in ADJECTIVES or (word in VERBS and (before.lower() in BEFORE_VERB or before.endswith(("n't", "n’t"))))


def _continues(words: Sequence[str], i: int) -> bool:
    word = words[i]
    if is_function_word(word):
        within = i > 0 and word.lower() in LINK
        return within and (
            (bool(CAP.match(words[i - 1])) and word.lower() != "the")
            or (i > 1 and word.lower() == "the" and words[i - 1].lower() == "of")
        )
    if word.lower() in AND:
        return i > 0 and bool(CAP.match(words[i - 1]))
    if CAP.match(word) or word in lexicon.words("title_modifiers") or word.lower() in lexicon.words("title_qualifiers"):
        return True
    return is_office_word(word) or (word.startswith("then-") and _continues([*words[:i], word[5:]], i))


def is_function_word(word: str) -> bool:
    """Whether a word is of a closed class, so that it opens no title; "US" and "IT" in capitals are not."""
    return word.lower() in lexicon.words("title_function_words") and not (len(word) > 1 and word.isupper())


# What stands before an office as no part of the name of a body: "Clinton and House Speaker" names a person first.
CHAMBERS = frozenset(
    {"house", "senate", "white", "supreme", "state", "republican", "democratic", "gop", "army", "navy"}
)


def _last_title(words: Sequence[str]) -> str | None:
    """The words without an opening "Here's" and without whoever is joined before the title by "and".

    Coordinated parts of one body's name stay: "Homeland Security and Border Affairs Committee Chairman".
    """
    if len(words) > 1 and CONTRACTED.match(words[0]):
        words = words[1:]
    for i in range(len(words) - 2, 0, -1):
        if words[i].lower() in AND and (_opens_title(words[i + 1 :]) or any(map(is_title, words[:i]))):
            words = words[i + 1 :]
            break
    return " ".join(words).lstrip("'\"(") or None


def _opens_title(words: Sequence[str]) -> bool:
    if words[0].lower() in lexicon.words("title_qualifiers") | CHAMBERS:
        return True
    starts = [" ".join(words[:n]) for n in range(1, MAX_WORDS + 1)]
    return any(is_title(start) or is_place(start) for start in starts)
