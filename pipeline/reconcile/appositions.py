"""The role in apposition to a name, as written: a noun phrase after it, or before it and a comma."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline import lexicon
from pipeline.reconcile.roles import AND, is_kin, is_title
from pipeline.reconcile.spelling import fold, fold_words, is_given_name
from pipeline.reconcile.titles import CAP, is_function_word, last_clause, office_at_end
from pipeline.schema import CONTEXT_CHARS

OPENS = re.compile(r"^(?:,|\s+(?:[—–]|--?(?=\s))|\s*\()\s*")
ENDS = re.compile(r",(?!\d)|[;:!?()\[\]\"“”\n—–]|''|--|\s-\s|(?:^|(?<=\s))[‘'](?!s\b)")
QUOTES = frozenset("\"“”'‘") | {"''"}
BODY = re.compile(
    r"^,?\s+(?:of|at|in|from|with) the (?P<body>[A-Z](?:[\w&-]|\.(?=\w))*"
    r"(?:[^\S\n]+(?:of|for|and|the|[A-Z](?:[\w&-]|\.(?=\w))*)){1,10})"
)
OPENERS = frozenset({"the", "a", "an", "his", "her", "its", "their", "our", "my", "another", "this"})
# Adverbs that may stand before the determiner of an apposition: "now a judge".
ADVERBS = frozenset(
    {"already", "currently", "formerly", "later", "now", "once", "perhaps", "recently", "still", "then"}
)
NO_LONGER = frozenset({"formerly", "once"})  # of them, those that stay: without them the role would be of today
DEGREES = frozenset({"only", "most", "more", "very", "once"})
# Where a finite verb follows, the phrase is no apposition but the subject of what is said next.
FINITE = frozenset({"is", "was", "are", "were", "has", "had", "have", "do", "does", "did", "will", "would", "can",
                    "could", "should", "may", "might", "must", "said", "says", "told", "asked", "stated", "added",
                    "noted", "wrote", "explained", "argued", "warned", "insisted"})  # fmt: skip
CLAUSE = frozenset({"by", "during", "who", "whose", "whom", "which", "that", "where", "when", "after", "before",
                    "but", "as", "while", "because", "if", "though", "although", "than", "since", "until", "from",
                    "such", "including"})  # fmt: skip
AFTER_PARTICIPLE = frozenset({"by", "in", "to", "from", "as", "for", "with", "at", "on", "of", "last"})
LATE_WORDS = frozenset({"elect", "emeritus", "designate"})  # stand after the office that they qualify
HANGING = frozenset({"and", "or", "&", "former", "then", "now", "first", "late"})


def role_after(after: str) -> str | None:
    """The role in apposition after a name, or the body it is "in the ...", as written, or None.

    >>> role_after(", the acting director of ICE, said"), role_after(", whose son is a senator")
    ('acting director of ICE', None)
    >>> role_after(" in the Office of Justice Programs. ")
    'Office of Justice Programs'
    """
    after = after[:CONTEXT_CHARS]
    opened = OPENS.match(after)
    if opened:
        words, mark = _until_mark(after[opened.end() :])
        if mark in QUOTES and words and not is_function_word(words[-1]):
            return None  # what is quoted goes on with the sentence: "the president “looked tired”"
        is_cut = not mark and len(after) >= CONTEXT_CHARS
        return _role_phrase(words[:-1] if is_cut else words, is_cut)
    body = BODY.match(after)
    if body:
        words = _one_body(body["body"].split())
        if len(words) > 1 and _is_institution(words):
            return " ".join(words)
    return None


def _is_institution(words: Sequence[str]) -> bool:
    """Whether the noun at the head of a name says that it is a body: "Office of Harbour Grants", no "State Grounds"."""
    at = next((i for i, word in enumerate(words) if word in ("of", "for") and i > 0), len(words))
    heads = {fold(words[at - 1]), *fold_words(words[0] if at == 1 else "")}
    return bool(heads & lexicon.words("org_institutions")) and fold(" ".join(words)) not in ROOMS


ROOMS = frozenset({"oval office", "white house"})  # places that somebody is in, not bodies that somebody works for


def _one_body(words: list[str]) -> list[str]:
    """The words up to "and" before a given name or at their end: "University of Zurich and Gordon Hanson"."""
    for i, word in enumerate(words):
        follower = fold(" ".join(words[i + 1 : i + 2]))
        if word == "and" and (is_given_name(follower) or is_title(follower)):
            words = words[:i]
            break
    return _without_end(words)


def _until_mark(text: str) -> tuple[list[str], str]:
    """The words up to the mark that ends a phrase, and that mark, empty where there is none."""
    mark = ENDS.search(text)
    words = (text if mark is None else text[: mark.start()]).split()
    for i, word in enumerate(words):
        if word.endswith(".") and not _is_abbreviated(words, i):
            return [*words[:i], word if KEEPS_STOP.search(word) else word.rstrip(".")], "."
    return words, mark[0] if mark else ""


KEEPS_STOP = re.compile(r"\.\w?\.$|^[JS]r\.$")


def _is_abbreviated(words: Sequence[str], i: int) -> bool:
    """Whether the full stop of a word ends no sentence: after a title, an initial, or before a lower-case word."""
    bare, follower = words[i].rstrip("."), words[i + 1] if i + 1 < len(words) else ""
    if not follower:
        return False
    is_initial = len(bare) == 1 and bare.isupper() and i > 0
    honorifics = lexicon.words("title_honorific") | {"st", "jr", "sr", "us"}
    is_short = len(bare) < 5 and (fold(bare) in honorifics or is_title(bare))
    return follower[0].islower() or is_initial or is_short


def _role_phrase(words: Sequence[str], is_cut: bool = False) -> str | None:
    """The role that a noun phrase names: its head is a person's office, and it ends before a clause; else None.

    ``is_cut`` says that the phrase goes on beyond what is known: then its last whole complement ends it.
    """
    start = _opening(words)
    has_owner = start > 0 or any(POSSESSED.search(word) for word in words)
    past = words[:start] if words[:1] and words[0].lower() in NO_LONGER else []
    words = words[start:]
    is_list = words[:1] and words[0].lower() in AND | SEVERAL
    if not words or is_list or (words[0].endswith("ed") and words[1:2] and words[1].lower() in AND):
        return None  # of several people, or of what somebody did: "Roe, resigned and its chairman"
    run = _run(words)
    head = _head(words[:run], may_be_whole=not (is_cut and run == len(words)))
    if not head or _is_verb(words, run):
        return None
    end = head if head < run else _end(words, run)
    if end is None or (is_kin(words[:head]) and not has_owner and words[head : head + 1] not in (["of"], ["to"])):
        return None
    if is_cut and end == len(words):
        end = max(head, next((i for i in range(end - 1, head, -1) if is_function_word(words[i])), head))
    return " ".join([*past, *_without_end(list(words[:end]))])


SEVERAL = frozenset({"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "both", "several", "many"})
POSSESSED = re.compile(r"['’]s$|s['’]$")


def _opening(words: Sequence[str]) -> int:
    """How many words of the opening say nothing: determiners, and adverbs before them."""
    i = 0
    while i < len(words) - 1 and words[i].lower() in ADVERBS:
        i += 1
    return i + 1 if i < len(words) - 1 and words[i].lower() in OPENERS else i


def _run(words: Sequence[str]) -> int:
    """How many words stand before the first complement or clause; a determiner after "and" is among them."""
    first = 2 if [word.lower() for word in words[:2]] == ["one", "of"] else 0
    within = _within_names(words)
    for i in range(first, len(words)):
        word = words[i].lower()
        if i in within:
            continue
        follows_and = i > 0 and words[i - 1].lower() in AND
        if word in AND or word in DEGREES or (follows_and and word in OPENERS):
            continue
        if is_function_word(words[i]) or _is_verb(words, i) or _is_participle(words, i):
            return i
    return len(words)


def _within_names(words: Sequence[str]) -> set[int]:
    """Where "of" stands within the name of an office or before a person's office: "secretary of state"."""
    found: set[int] = set()
    for i in (i for i, word in enumerate(words) if word == "of" and 0 < i < len(words) - 1):
        is_office = is_title(" ".join(words[i - 1 : i + 2]))
        is_body = CAP.match(words[i - 1]) and CAP.match(words[i + 1]) and not _names_person(words[:i])
        if is_office or is_body:
            found.add(i)
    return found


def _head(run: Sequence[str], may_be_whole: bool) -> int:
    """How many words the run takes up to its head, 0 where that names no person's office.

    Where the last of joined parts does not, the part before "and" may: "a historian and runs the museum".
    """
    if may_be_whole and _names_person(run):
        return len(run)
    at = next((i for i, word in enumerate(run) if word.lower() in AND), 0)
    return at if at and _names_person(run[:at]) and not CAP.match(run[-1]) else 0


def _names_person(run: Sequence[str]) -> bool:
    run = run[:-1] if run and run[-1].lower() in LATE_WORDS else run
    if run and run[-1] in OCCUPATIONS:
        return True
    if not run or not any(office_at_end(run[: i + 1]) for i in range(len(run))):
        return False
    return bool(office_at_end(run) or office_at_end([*run[:-1], run[-1].removesuffix("s")])) or _is_person(run[-1])


def _is_person(word: str) -> bool:
    return fold(word).rsplit(" ", maxsplit=1)[-1] in PEOPLE


PEOPLE = frozenset(row["noun"] for row in lexicon.table("role_nouns") if row["label"] == "PERSON")

OCCUPATIONS = PEOPLE & frozenset(row["phrase"] for row in lexicon.table("role_occupations"))


def _is_participle(words: Sequence[str], i: int) -> bool:
    """Whether a word opens a clause right after an office: "a delegate serving on", "an actor famed for"."""
    if i == 0 or not words[i].islower() or not office_at_end(words[:i]):
        return False
    follower = words[i + 1 : i + 2]
    is_past = words[i].endswith("ed") and bool(follower) and follower[0].lower() in AFTER_PARTICIPLE
    within = [words[a:b] for a in (i - 1, i) for b in (i + 1, i + 2)]  # "chief operating officer", "managing director"
    return is_past or (words[i].endswith("ing") and not any(is_title(" ".join(part)) for part in within))


def _is_reduced_clause(words: Sequence[str], i: int) -> bool:
    """Whether a participle after a name says what happened: "a reporter for the Courier arrested in"."""
    follower = words[i + 1 : i + 2]
    is_past = words[i].islower() and words[i].endswith("ed") and bool(follower) and follower[0] in AFTER_PARTICIPLE
    return is_past and i > 0 and bool(CAP.match(words[i - 1]))


def _is_verb(words: Sequence[str], i: int) -> bool:
    """Whether a word is a finite verb, so that the words before it are a subject."""
    if i >= len(words):
        return False
    if words[i].lower() in FINITE or words[i].endswith(("n't", "n’t")):
        return True
    after_office = i > 0 and words[i].islower() and bool(office_at_end(words[:i]))
    return after_office and words[i].endswith("ed") and not _is_participle(words, i)


def _end(words: Sequence[str], start: int) -> int | None:
    """Where the complements of a role end; None where a verb takes the whole phrase for its subject."""
    for i in range(start, len(words)):
        if words[i].lower() in CLAUSE or _is_participle(words, i) or _is_reduced_clause(words, i):
            return i
        if words[i].lower() in FINITE:
            return None
    return len(words)


def _without_end(words: list[str]) -> list[str]:
    """The words without what a cut leaves hanging ("founder of", "and a former")."""
    while len(words) > 1 and (words[-1] in HANGING or (words[-1].islower() and is_function_word(words[-1]))):
        words.pop()
    return words


DETERMINED = re.compile(r"(?<![\w'’-])(?:the|its|their|whose|[A-Z][\w.-]{1,30}['’]s?)\s+", re.IGNORECASE)
CLOSED = re.compile(r"^(?:['’]s?)?\s*(?:$|of\b|[,.;:!?()\[\]\"“”\n—–]|--)")


def role_before_comma(before: str, after: str = "") -> str | None:
    """The role of "the acting director of ICE, Thomas Homan,", as written, or None.

    The name must end a phrase: in "Of the mayor, Homan said" it opens the next clause.

    >>> role_before_comma("he met the acting director of ICE, ", ", in May")
    'acting director of ICE'
    """
    if not before.endswith((", ", ",\n")) or not CLOSED.match(after):
        return None
    clause = last_clause(before[-CONTEXT_CHARS:].rstrip()[:-1])
    for found in DETERMINED.finditer(clause):
        words = clause[found.end() :].split()
        joined = pairwise(words)
        if any(a.lower() in AND and (b.lower() in OPENERS or POSSESSED.search(b)) for a, b in joined):
            continue
        role = _role_phrase(words)
        if role is not None and len(role.split()) == len(words):
            return role
    return None
