"""The title that stands before a name, as written."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline import lexicon
from pipeline.reconcile.groups import is_people
from pipeline.reconcile.organisations import is_acronym
from pipeline.reconcile.roles import AND, is_office_word, is_place, is_title
from pipeline.reconcile.spelling import fold, is_given_name

TITLE_CHARS = 90  # characters before a name that a title may take
MAX_WORDS = 4  # words of the longest office, "deputy attorney general"

STOP_BEFORE = re.compile(r"[.;:!?\"“”()\[\]\n—–―]|''|``|(?<=\s)(?:--?|_)(?=\s)|(?:^|(?<=\s))[‘'](?!s\b)|,(?! Jr)")
ABBREVIATED = re.compile(
    r"\b(?P<word>U\.S|U\.N|U\.K|Mr|Mrs|Ms|Messrs|Dr|Prof|Rev|Hon|Govs?|Sens?|Reps?|Pres|Atty|Supt|Asst|Dist|Det|Insp"
    r"|Gens?|Maj|Lts?|Capt|Col|Cmdr|Adm|Brig|Sgt|Cpl|St)\."
)  # full stops that end no sentence
KEPT_STOP = "\u2024"  # one dot leader, in place of a full stop that ends no sentence
CAP = re.compile(r"^[\"'(]?(?:[A-Z0-9][\w.&'’-]*|U\.S\.?)$")
POSSESSED = re.compile(r"['’]s$|s['’]$")
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

    >>> title_before("the plan, said interim Seattle Mayor "), title_before("As former Rep. "), title_before("to Ms. ")
    ('interim Seattle Mayor', 'former Rep.', 'Ms.')
    """
    tail = before[-TITLE_CHARS:]
    clause = last_clause(tail)
    words = clause.split()
    if len(clause) == len(tail) and len(tail) < len(before) and not before[-TITLE_CHARS - 1].isspace():
        words = words[1:]  # cut in two
    if not words or not before[-1:].isspace() or POSSESSED.search(words[-1]):
        return None
    start = len(words) - office_at_end(words)
    if start == len(words):
        return words[-1] if _is_honorific(words[-1]) else None
    if _is_other_word(words, start):
        return None
    office = start
    while start > 0 and _continues(words, start - 1) and not _is_aside(words, start - 1, office):
        start -= 1
    while start < len(words) - 1 and words[start].lower() in LINK:
        start += 1
    return _last_title(words[start:])


SALUTATIONS = frozenset({"dear"})  # stand before a given name too


def _is_honorific(word: str) -> bool:
    """Whether a word is a form of address as written before a name: "Mrs.", but not "dear" or "miss"."""
    return word[0].isupper() and fold(word) in lexicon.words("title_honorific") - SALUTATIONS


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


def _is_aside(words: Sequence[str], i: int, office: int) -> bool:
    """Whether a word is a day, or joins an office to what is said: "Good for Justice Roe", "death of Sen. Roe"."""
    is_day = fold(words[i]) in DAYS
    return is_day or (i == office - 1 and words[i].lower() in ("for", "of"))


DAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})


def _continues(words: Sequence[str], i: int) -> bool:
    word = words[i]
    if is_function_word(word):
        within = i > 0 and word.lower() in LINK
        if word.lower() == "for" and not (CAP.match(words[i + 1]) and words[i - 1][:1].isalpha()):
            return False  # "31 for Senator Roe", "Named for economist Roe"
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
        is_other = _opens_title(words[i + 1 :]) or any(map(is_title, words[:i])) or _ends_in_person(words[:i])
        if words[i].lower() in AND and is_other:
            words = words[i + 1 :]
            break
    return " ".join(words).lstrip("'\"(") or None


def _ends_in_person(words: Sequence[str]) -> bool:
    """Whether the last two words are a given name and a capitalised one: "to the Union Tim Burrow" before "and"."""
    return len(words) > 1 and is_given_name(fold(words[-2])) and bool(CAP.match(words[-1]))


def _opens_title(words: Sequence[str]) -> bool:
    if words[0].lower() in lexicon.words("title_qualifiers") | CHAMBERS or words[0].islower():
        return True
    if is_acronym(words[0]) or is_people(words[0]):
        return True
    starts = [" ".join(words[:n]) for n in range(1, MAX_WORDS + 1)]
    return any(is_title(start) or is_place(start) for start in starts)
