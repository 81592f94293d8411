"""Reads each quotation mark by itself: what it would cost to let it open a quotation, close one, or do neither.

Costs are in nats, as negative logarithms of how rare a reading is; only their differences count. What stands beside a
mark is weighed by ``lexicon/quotation_contexts.csv``, what its shape says by the constants here. Marks inside a word
(apostrophes, transliterations as in Qur'an) and inside markup are no candidates at all.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipeline import lexicon
from pipeline.spans import Span

# Signs by shape, the last two of which are single: the level and the kin of a shape decide what pairs with what.
SHAPES = {
    "curly": "\u201c\u201d\u201f",  # left, right and reversed double mark
    "low": "\u201e",
    "straight": '"\uff02\u2033',  # also of full width, and the double prime
    "doubled": ("''", "``", "\u2018\u2018", "\u2019\u2019"),
    "guillemet": "\u00ab\u00bb",
    "corner": "\u300c\u300d\u300e\u300f",
    "apostrophe": "'`\u00b4",
    "single": "\u2018\u2019\u201a\u201b",
    "angle": "\u2039\u203a",
}
SHAPE_OF = {sign: shape for shape, signs in SHAPES.items() for sign in signs}
SINGLE = frozenset({"apostrophe", "single", "angle"})
ALL_SIGNS = frozenset("".join(SHAPE_OF))
MARK = re.compile(
    r"\\{0,2}(?:"  # with the backslashes of an escaped mark
    r"'''(?!')|"  # a single and a doubled mark in one; which comes first is decided by the neighbours
    r"``|''|\u2018\u2018|\u2019\u2019|"
    r"[\"\uff02\u2033\u201c-\u201f\u00ab\u00bb\u2039\u203a\u300c-\u300f\u2018-\u201b'`\u00b4])"
)
MARKUP = re.compile(r"<[A-Za-z/!][^<>\n]{0,400}>")
INCH = r"(?:''|[\"\u201d\u2033])"
FOOT = r"['\u2019\u2032]"
MEASURE = re.compile(  # 5'10", 6' 2, 40°26'46", 12" x 14", 7"-8"; the marks inside count feet, inches or minutes
    rf"(?<![\w'\u2019])\d{{1,3}}(?:\s?{FOOT}\s?\d{{1,2}}(?:\.\d+|\s?[½¼¾⅛]|\s\d/\d)?\s?{INCH}?(?!\w)"
    rf"|(?:\.\d+|[½¼¾⅛])?{INCH}(?=\s?(?:[x×\u2013-]|by\b|to\b)\s?\d)|{FOOT}(?=\s?(?:[x×\u2013-]|by\b|to\b)\s?\d))"
)
DECADE = re.compile(r"\d\ds\b")
YEAR = re.compile(r"\d\d(?!\w)")
ELIDED = re.compile(r"[^\W\d_]{1,5}(?:n't)?(?!\w)")
TRAILING = frozenset({"o", "n", "th", "an", "ol", "lil", "fo", "mo", "po", "yo", "wi"})  # o' the, Guns N' Roses
COUNTERPART = {"\u2018\u2018": "\u2019\u2019", "\u2019\u2019": "\u2018\u2018"}
CROWD = 3000  # a paragraph with more marks is no prose; the longest one-paragraph articles hold a few hundred
BLANK = ("space", "edge")
LETTERS_READ = 12  # how far a word is read back from a mark

# Costs of the hand. Some 30 of 7,700 curly marks in PolNeAR are of the wrong hand, less often as an opening mark.
WRONG_HAND = 3.5
REVERSED = 1.5  # »German« and ”Swedish” pairs are a habit, not a slip
HANDS = {  # sign: what it costs to open, to close
    "\u201c": (0.0, WRONG_HAND),
    "\u201d": (WRONG_HAND, 0.0),
    "\u201f": (0.0, 6.0),
    "\u201e": (0.0, 6.0),
    "``": (0.0, 4.0),
    "\u2018\u2018": (0.0, WRONG_HAND),
    "\u2019\u2019": (WRONG_HAND, 0.0),
    "\u00ab": (0.0, REVERSED),
    "\u00bb": (REVERSED, 0.0),
    "\u2039": (0.0, REVERSED),
    "\u203a": (REVERSED, 0.0),
    "\u300c": (0.0, 9.0),
    "\u300e": (0.0, 9.0),
    "\u300d": (9.0, 0.0),
    "\u300f": (9.0, 0.0),
    "\u2018": (0.0, 3.0),
    "\u201b": (0.0, 6.0),
    "\u201a": (0.0, 6.0),
    "\u2019": (3.0, 0.0),
    "`": (0.0, 2.0),
    "\u00b4": (2.0, 0.0),
}
STRAY = 5.5  # a double mark that belongs to nothing: one in 250
DUPLICATE = 1.5  # one beside an equal mark ("" for "), or an empty pair
INCHES = 2.0  # a double mark after a number, where it is not part of a measure that says so
ALONE = 3.0  # opening or closing with blanks on both sides, instead of what each blank alone would cost
OPENS_SINGLE = 0.5  # single marks open less often than double ones; in running American prose much less often
APOSTROPHE_BEFORE = 3.0  # an apostrophe before a word that is no known elision
OPENING_APOSTROPHE = 1.0  # more, where it has the hand of an opening mark
APOSTROPHE_AFTER = 2.0  # an apostrophe after a word that is no plural
AFTER_STOP = 4.0  # an apostrophe after a full stop or comma
POSSESSIVE = 0.3  # an apostrophe between a plural and its noun
CLOSES_POSSESSIVE = 1.5  # and a closing mark there


@dataclass(frozen=True, slots=True)
class Mark:
    """One candidate: its offsets (backslashes included), its shape, and the cost of each of its three readings.

    ``is_weak`` says of a single mark that it may as well be a plural's apostrophe, ``is_stray`` that it is worth a
    word when it belongs to nothing.
    """

    start: int
    end: int
    shape: str
    opens: float
    closes: float
    idle: float
    is_weak: bool = False
    is_stray: bool = False
    follows_word: bool = False  # the last sign before it, blanks apart, is a letter: no place where speech begins


def read_marks(text: str, paragraph: Span) -> list[Mark]:
    """The candidate marks of a paragraph in order of place, none where they are a ``CROWD``. Linear in the paragraph.

    >>> [m.shape for m in read_marks("It’s “5' 10\\"”, the '90s.", Span(0, 25))]
    ['curly', 'curly', 'apostrophe']
    """
    spans = _candidates(text, paragraph)
    if not spans or len(spans) > CROWD:
        return []
    barred = _barred(text, paragraph)
    spans = [s for s in spans if not _is_in(s[0], barred)]
    marks = []
    for i, (start, end) in enumerate(spans):
        low, high = i, i
        while low > 0 and spans[low - 1][1] == spans[low][0] and i - low < 4:
            low -= 1
        while high + 1 < len(spans) and spans[high][1] == spans[high + 1][0] and high - i < 4:
            high += 1
        marks.append(_Reader(text, paragraph, (start, end), (spans[low][0], spans[high][1])).mark())
    return marks


def crowd(text: str, paragraph: Span) -> Span | None:
    """The first mark of a paragraph whose marks are not read since they are a ``CROWD``, None for any other."""
    if len(paragraph) <= CROWD:
        return None
    spans = _candidates(text, paragraph)
    return Span(*spans[0]) if len(spans) > CROWD else None


def _candidates(text: str, paragraph: Span) -> list[tuple[int, int]]:
    spans = (s for m in MARK.finditer(text, *_bounds(paragraph)) for s in _split(text, m, paragraph))
    return [s for s in spans if not _is_inside_word(text, s, paragraph)]


def _bounds(paragraph: Span) -> tuple[int, int]:
    return paragraph.start, paragraph.end


def _split(text: str, match: re.Match[str], paragraph: Span) -> list[tuple[int, int]]:
    """A match as one mark or two.

    Of three apostrophes the single one comes first where they close, the doubled one where they open. Two curly single
    marks are one doubled mark where the paragraph has its counterpart, else two ("‘‘Tis over,’").
    """
    start, end = match.span()
    sign = match.group().lstrip("\\")
    if sign in COUNTERPART:
        is_one = text.find(COUNTERPART[sign], *_bounds(paragraph)) >= 0
        return [(start, end)] if is_one else [(start, end - 1), (end - 1, end)]
    if sign != "'''":
        return [(start, end)]
    joint = end - 1 if start == 0 or text[start - 1].isspace() or text[start - 1] in "([" else start + 1
    return [(start, joint), (joint, end)]


def _is_inside_word(text: str, span: tuple[int, int], paragraph: Span) -> bool:
    """Whether a single mark stands between letters or figures (it's, Qur'an, Hawai‘i, o'clock, 9'3)."""
    start, end = span
    if end - start > 1 or start == paragraph.start or end == paragraph.end or SHAPE_OF[text[start]] not in SINGLE:
        return False
    return text[start - 1].isalnum() and text[end].isalnum()


def _barred(text: str, paragraph: Span) -> list[tuple[int, int]]:
    """Stretches whose marks are no candidates: markup and measures."""
    found = [m.span() for m in MEASURE.finditer(text, *_bounds(paragraph))]
    if "<" in text[paragraph.start : paragraph.end]:
        found += [m.span() for m in MARKUP.finditer(text, *_bounds(paragraph))]
    return sorted(found)


def _is_in(offset: int, stretches: Sequence[tuple[int, int]]) -> bool:
    at = bisect_right(stretches, (offset, len(stretches) + offset + 1)) - 1
    return at >= 0 and offset < stretches[at][1]


@cache
def _contexts() -> dict[tuple[str, str], tuple[float, float]]:
    rows = lexicon.table("quotation_contexts")
    return {(r["side"], r["neighbour"]): (float(r["opens"]), float(r["closes"])) for r in rows}


@cache
def _neighbour(sign: str) -> str:
    """The class of a character beside a mark."""
    if sign in ALL_SIGNS:
        return "mark"
    if sign.isspace() or sign in "\u200b\u200e\u200f\u202a\u202c\ufeff":  # marks of direction and of no width
        return "space"
    if sign.isalpha() or sign == "_":
        return "letter"
    if sign.isdigit() or sign in "¼½¾⅓⅔⅛⅜⅝⅞":
        return "digit"
    classes = ((".,!?", "stop"), ("\u2026", "ellipsis"), (";:", "colon"), ("([{<", "opened"), (")]}>", "closed"))
    named = dict(c for signs, name in classes for c in [(s, name) for s in signs])
    named |= dict.fromkeys("-\u2010\u2011\u2012\u2013\u2014\u2015/", "dash") | dict.fromkeys("@#$£€¥", "currency")
    return named.get(sign, "symbol")


@cache
def _sides(sign: str, before: str, after: str) -> tuple[float, float]:
    """What it costs a sign between two classes of neighbours to open, and to close."""
    opens, closes = HANDS.get(sign, (0.0, 0.0))
    if before in BLANK and after in BLANK:
        return opens + ALONE, closes + ALONE
    left, right = _contexts()["before", before], _contexts()["after", after]
    return opens + left[0] + right[0], closes + left[1] + right[1]


class _Reader:
    """One mark with its neighbours; ``cluster`` is the stretch of marks without a gap that it stands in."""

    def __init__(self, text: str, paragraph: Span, span: tuple[int, int], cluster: tuple[int, int]) -> None:
        self.text, self.paragraph, self.span, self.cluster = text, paragraph, span, cluster
        self.sign = text[span[0] : span[1]].lstrip("\\")
        self.before, self.after = self._class_before(cluster[0]), self._class_after(cluster[1])
        self.is_alone = self.before in BLANK and self.after in BLANK
        is_tight = self.before not in ("space", "edge", "opened") and self.after not in ("space", "edge", "closed")
        if is_tight and cluster != span:  # '"Yes,""No,"': each mark has its own side
            self.before, self.after = self._class_before(span[0]), self._class_after(span[1])

    def _class_before(self, at: int) -> str:
        if at <= self.paragraph.start:
            return "edge"
        found = _neighbour(self.text[at - 1])
        return "ellipsis" if found == "stop" and self.text[max(at - 2, 0) : at] == ".." else found

    def _class_after(self, at: int) -> str:
        if at >= self.paragraph.end:
            return "edge"
        found = _neighbour(self.text[at])
        return "ellipsis" if found == "stop" and self.text[at : at + 2] == ".." else found

    def mark(self) -> Mark:
        """The mark with the costs of its readings."""
        shape = SHAPE_OF[self.sign]
        opens, closes = _sides(self.sign, self.before, self.after)
        start, end = self.span
        follows_word = self._last_before().isalpha()
        if shape in SINGLE:
            idle, extra = self._apostrophe()
            opens += OPENS_SINGLE + (1.5 if self.before == "dash" else 0.0)
            return Mark(start, end, shape, opens, closes + extra, idle, extra > 0, False, follows_word)
        if self.before == "digit" and shape != "guillemet":
            return Mark(start, end, shape, opens, closes, INCHES, False, False, follows_word)
        has_twin = self._has_twin()
        idle = DUPLICATE if has_twin else STRAY
        return Mark(start, end, shape, opens, closes, idle, False, not has_twin, follows_word)

    def _last_before(self) -> str:
        """The last sign before the mark, blanks apart, or nothing."""
        at = self.cluster[0]
        return self.text[max(self.paragraph.start, at - 3) : at].rstrip()[-1:] if at > self.paragraph.start else ""

    def _has_twin(self) -> bool:
        """Whether an equal mark stands beside this one, with no word on the other side of both."""
        start, end = self.span
        width = len(self.sign)
        return self.text[end : end + width] == self.sign or self.text[max(start - width, 0) : start] == self.sign

    def _apostrophe(self) -> tuple[float, float]:
        """What it costs a single mark to be an apostrophe, and what closing costs more for its looking like one."""
        start, end = self.span
        is_after_word = start > self.paragraph.start and self.text[start - 1].isalnum()
        if is_after_word:
            return self._trailing(self.text[max(self.paragraph.start, start - LETTERS_READ) : start], end)
        if end < self.paragraph.end and self.text[end].isalnum():
            return self._leading(start, end), 0.0
        return (AFTER_STOP if self.before in ("stop", "ellipsis") else ALONE if not self.is_alone else 1.0), 0.0

    def _trailing(self, before: str, end: int) -> tuple[float, float]:
        word = re.split(r"[\W_]", before)[-1].lower()
        follower = self.text[end : end + 2] if end < self.paragraph.end else ""
        if word in TRAILING or (word.endswith("in") and len(word) > 3):
            return 0.5, 0.5
        if word[-1:] in ("s", "x", "z") and follower[:1] == " " and follower[1:].isalnum():
            return POSSESSIVE, CLOSES_POSSESSIVE
        return (APOSTROPHE_AFTER / 2 if word[-1:] == "s" else APOSTROPHE_AFTER), 0.0

    def _leading(self, start: int, end: int) -> float:
        stop = min(end + LETTERS_READ, self.paragraph.end)
        if DECADE.match(self.text, end, stop):
            return 0.0
        if YEAR.match(self.text, end, stop):
            return 0.7
        elided = ELIDED.match(self.text, end, stop)
        if elided and elided.group().lower() in lexicon.words("cue_elisions"):
            return 0.0
        if self.before == "dash" and start > 1 and self.text[start - 2].isalpha():
            return 0.5  # al-'Abadi
        return APOSTROPHE_BEFORE + (OPENING_APOSTROPHE if self.sign == "\u2018" else 0.0)
