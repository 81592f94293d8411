"""Who worked on the article: lines of reporters and editors, and notes about the author after the text."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from pipeline.clean.pieces import WORD, Piece, is_prose
from pipeline.lexicon import words
from pipeline.schema import SegmentKind

LOOKED_AT: Final = 600  # characters at the end of a paragraph; lines of contributors are shorter
# "(Reporting by Ana Ruiz; Editing by Bo Ek)": what follows is told by its words, see ``_is_names``.
WORK: Final = re.compile(
    r"[(\[*–—-]{0,3} ?(?:(?:(?:with |original )?(?:additional |further )?(?:reporting|writing|editing)"
    r"|(?:further |additional )?(?:research|production|graphics)|compiled|translated|written|edited|produced)"
    r"(?:(?:,| and|, and|/) ?(?:reporting|writing|editing|research|edited|produced|translated))? by"
    r"|with (?:additional )?(?:files|reports|reporting|inputs?) (?:from|by))\b",
    re.IGNORECASE,
)
IN_BRACKETS: Final = re.compile(
    r"(?<=[.!?”\"’'] )\((?:Additional r|R)eporting (?:and \w{1,12} )?by [^()]{2,400}\)\W{0,2}$"
)
CONTRIBUTED: Final = re.compile(
    r"\bcontributed (?:to (?:this|the) (?:report|story|article|piece|post|review)"
    r"|(?:additional |some )?(?:reporting|research|writing)(?: to (?:this|the) (?:report|story|article))?)"
    r"(?: (?:from|in) [^.;]{2,60})?[.)\]*]{0,3}$"
)
SENTENCE: Final = re.compile(r"(?<=[a-z0-9”\")][.!?]) (?=(?:[-–—*_]{1,3} ?)?[A-Z“\"(])")
ABBREVIATED: Final = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|St|Jr|Sr|Gov|Sen|Rep|Gen|Col|Lt|Sgt|Prof|Rev|No)\.$")
NAME: Final = re.compile(r"(?<![\w'’-])[A-Z][\w'’-]*+(?: [A-Z][\w.'’-]*+){0,2} (?P<last>[A-Z][\w'’-]+)")
_PLACE: Final = r"(?: \([^()]{3,60}\))?(?:,[^,]{2,80},)?"  # between a name and what is said of it
BIO: Final = re.compile(
    rf"{_PLACE} (?:is|was|works as)\b(?=.{{0,160}}\b(?:reporters?|correspondents?|editors?|columnists?|"
    r"(?:staff )?writer|contributors?|producers?|journalist|author|fellow|analyst|critic|blogger)\b)"
)
WORKS: Final = re.compile(rf"{_PLACE} (?:also )?(?:covers|reports|writes)\b")
REACHED: Final = re.compile(
    r"(?:\bfollow|\breach|\bcontact|\be-?mail|\btweets?)\b.{0,80}(?:@\w|\btwitter\b|\bfacebook\b)|@\w{2,30}[.)]?$|\w@\w",
    re.IGNORECASE,
)
CAPITAL: Final = re.compile(r" [A-Z]")  # whom the author works for
GOES_ON: Final = re.compile(
    r"\b(?:that|which|whose|(?:and|but) (?:it|he|she|they|his|her|their))\b"
)  # news of somebody
EMAIL_LINE: Final = re.compile(
    r"(?:e-?mail:? ?)?[\w.+-]{1,60}@[\w-]{1,60}(?:\.[\w-]{1,30}){1,4}[.;,|]?(?: ?@\w{1,30})?", re.IGNORECASE
)
MAX_NOTE: Final = 80  # words
MAX_NOTES: Final = 6  # of one article; each is compared with all that stands before it


@cache
def _plain() -> frozenset[str]:
    return words("clean_credit_words")


def mark_contributors(pieces: list[Piece]) -> list[Piece]:
    """Lines that only name reporters, writers and editors; split off where they end the last paragraph."""
    found: list[Piece] = []
    for piece in pieces:
        at = contributors_start(piece.text) if piece.kind is None else None
        if at:
            piece, line = piece.split(at)
            found += [piece, line.decided(SegmentKind.CREDIT, "contributors")]
        else:
            found.append(piece if at is None else piece.decided(SegmentKind.CREDIT, "contributors"))
    return found


def contributors_start(text: str) -> int | None:
    """Where the line of contributors starts at the end of a text; None where there is none.

    >>> contributors_start("Reporting by Ana Ruiz in Port Ellen; Editing by Bo Ek")
    0
    >>> contributors_start("Reporting by the Times showed that the board knew.") is None
    True
    >>> contributors_start("The vote is on Monday. Ana Ruiz contributed to this report.")
    23
    """
    if len(text) <= LOOKED_AT and (work := WORK.match(text)) and _is_names(text[work.end() :]):
        return 0
    offset = max(0, len(text) - LOOKED_AT)
    bracket = IN_BRACKETS.search(text, offset)
    if bracket:
        return bracket.start()
    found = CONTRIBUTED.search(text, offset)
    if found is None:
        return None
    ends = SENTENCE.finditer(text, offset, found.start())
    whole = [end.end() for end in ends if not ABBREVIATED.search(text, end.start() - 6, end.start())]
    start = whole[-1] if whole else offset
    return start if _is_names(text[start : found.start()]) else None


def _is_names(text: str) -> bool:
    """Whether a text has names and the words between them only: no verb, nothing that is said of anybody."""
    found = WORD.findall(text)
    capitals = [word for word in found if word[0].isupper()]
    return bool(capitals) and all(word[0].isupper() or word in _plain() for word in found)


def mark_author_notes(pieces: list[Piece]) -> list[Piece]:
    """After the text: who the author is, how to reach them, their address alone on a line.

    Taken from the end for as long as nothing of the article follows. A note names somebody of whom the article does
    not speak, and says what they do for the outlet, or how they are reached.
    """
    found = list(pieces)
    notes = 0
    for i in range(len(pieces) - 1, 0, -1):
        piece = pieces[i]
        if piece.kind is not None:
            continue
        if notes == MAX_NOTES or not (EMAIL_LINE.fullmatch(piece.text[:200]) or _is_note(piece.text, pieces[:i])):
            break
        found[i] = piece.decided(SegmentKind.BOILERPLATE, "author_note")
        notes += 1
    return found


def _is_note(text: str, before: list[Piece]) -> bool:
    if len(text) > LOOKED_AT or len(WORD.findall(text)) > MAX_NOTE:
        return False
    name = NAME.match(text)
    if name is None:
        return False
    is_bio = BIO.match(text, name.end()) is not None
    if REACHED.search(text) and (is_bio or WORKS.match(text, name.end())):
        return True
    if not is_bio or GOES_ON.search(text) or not CAPITAL.search(text, name.end()):
        return False
    last = re.compile(rf"\b{re.escape(name['last'])}\b")
    return not any(last.search(piece.text) for piece in before if piece.kind is None and is_prose(piece.text))
