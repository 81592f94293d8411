"""Finds the stretches between quotation marks, paragraph by paragraph, and says which of them are one utterance.

All offsets are of the cleaned text. A paragraph is read as a whole: of all ways to let each mark open a quotation,
close one or do neither, the cheapest is taken (costs in nats; ``quotation_costs`` says what each mark costs by itself,
the constants here what pairs and leftovers cost). So a mark that cannot be paired spoils at most its own paragraph, and
a mark of the wrong hand is read by its place. Whether somebody said the words is not decided here: titles, nicknames
and scare quotes stand between marks too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from pipeline.quotation_costs import POSSESSIVE, SINGLE, Mark, crowd, read_marks
from pipeline.spans import Span

DEPTH = 4  # quotations inside one another; three are found in print
BEAM = 9.0  # readings that are dearer than the cheapest by more nats are given up
REACH = 6  # paragraphs without marks that a quotation may run through before the one that closes it

# Costs of pairs, in nats.
MIXED = 2.0  # “curly" or ‘single' with another of its level
MIXED_LEVELS = 5.0  # “double’ with single
INSIDE_SAME = 4.0  # a quotation directly inside another of its own shape: the writer did not change marks
INSIDE_CURLY = 3.0  # the same where the hands of the marks speak for it
INSIDE_LEVEL = 0.75  # “curly” directly inside "straight"
SINGLE_INSIDE_SINGLE = 6.0
SINGLE_AMONG_DOUBLE = 1.0  # outermost single marks in a paragraph that has double ones
PER_CHARACTER = 0.0005  # of a pair's length, so that of two equal readings the shorter quotation wins
PER_WEAK_CHARACTER = 0.06  # where a plural's apostrophe closes it

# Costs of quotations without a closing mark.
GOES_ON = 0.3  # up to the paragraph's end, and the next paragraph opens with a mark
UNCLOSED = 3.0  # up to the paragraph's end, opened where quotations open
ASTRAY = 6.0  # more, where it opened elsewhere and the next paragraph does not go on
ASTRAY_GOES_ON = 3.0
CUT_OFF = 4.5  # up to the next opening mark
CUT_OFF_ASTRAY = 2.5  # more, where it opened elsewhere than quotations open
CUT_OFF_IN_CLAUSE = 2.0  # more, where that mark stands after a word, as scare quotes do
INTRODUCED = re.compile(r"(?:^|[.?!:,(\[\u2014\u2013-][\"'\u201d\u2019]?\s?|\b(?:that|said|says|tweeted|wrote)\s)$")
UNSEEN = " \t\u00a0\u200b\u200e\u200f\u202a\u202c\ufeff"  # blanks and marks of direction before a first mark
INTRODUCTION = 20  # characters before a mark that are searched for what introduces it


@dataclass(frozen=True, slots=True)
class Quotation:
    """One stretch between marks. ``outer`` takes the marks in, ``inner`` leaves them and blanks at its edges out.

    Stretches of one ``run`` are one quotation that goes on over paragraphs, a mark opening each and one closing all;
    ``paragraph`` is the index of the paragraph. ``is_closed`` is False where no closing mark was found, so that the
    stretch ends with its paragraph or before the next opening mark. ``nested`` are the quotations inside it at any
    depth, with their marks, in order of place, the wider one first.
    """

    outer: Span
    inner: Span
    paragraph: int
    run: int
    is_closed: bool = True
    nested: tuple[Span, ...] = ()


class _Pair(NamedTuple):
    """A quotation of one paragraph: offsets of the outer and inner stretch, and whether it was closed."""

    start: int
    inner: int
    inner_end: int
    end: int
    is_closed: bool = True
    shape: str = ""  # of the opening mark, empty where the quotation came from the paragraph before

    @property
    def is_double(self) -> bool:
        """Whether double marks stand around it."""
        return self.shape not in SINGLE


class _Chain(NamedTuple):
    """What a reading made so far, last thing first: quotations, and marks that belong to nothing."""

    made: _Pair | Mark
    rest: _Chain | None


class _Reading(NamedTuple):
    """One way to read the marks of a paragraph up to some mark: its cost, the marks that wait, and what was made."""

    cost: float
    waiting: tuple[Mark, ...]
    chain: _Chain | None


@dataclass(slots=True)
class _Scan:
    """One paragraph: quotations, where the last is open to the paragraph's end, a closing mark first, and strays."""

    pairs: list[_Pair]
    strays: list[Mark]
    lone: Mark | None = None
    opening: str = ""  # shape of a mark that opens a quotation at the paragraph's first character
    has_marks: bool = False


def find_quotations(text: str, paragraphs: Sequence[Span]) -> tuple[tuple[Quotation, ...], tuple[Span, ...]]:
    """The outermost quotations of the paragraphs in order of place, and each double mark that found no partner.

    Of a paragraph with so many marks that they are not read (``quotation_costs.CROWD``) it is the first one.

    >>> text = 'The "plan," she said of the \\'90s, is 5\\' 10" of "rubbish".'
    >>> [q.inner.of(text) for q in find_quotations(text, [Span(0, len(text))])[0]]
    ['plan,', 'rubbish']
    >>> text = '"One.\\n"Two," he said.'
    >>> [(q.inner.of(text), q.run) for q in find_quotations(text, [Span(0, 5), Span(6, 22)])[0]]
    [('One.', 0), ('Two,', 0)]
    """
    scans, reaches = _scan_all(text, paragraphs)
    found: list[Quotation] = []
    strays: list[Span] = []
    run, pending = -1, False
    for index, (paragraph, scan) in enumerate(zip(paragraphs, scans, strict=True)):
        pairs, left = list(scan.pairs), scan.strays
        if pending and scan.lone is not None:
            pairs.insert(0, _Pair(paragraph.start, paragraph.start, scan.lone.start, scan.lone.end))
            left = [m for m in left if m is not scan.lone]
        elif pending and not scan.has_marks and reaches[index] is not None:
            pairs = [_Pair(paragraph.start, paragraph.start, paragraph.end, paragraph.end, False)]
        elif pending and not scan.opening:
            strays.append(_first_mark(found[-1]))
            pending = False
        strays += [Span(m.start, m.end) for m in left]
        for quotation in _outermost(text, pairs, index):
            run += not pending
            pending = not quotation.is_closed and quotation.outer.end == paragraph.end
            found.append(replace(quotation, run=run))
    if pending:
        strays.append(_first_mark(found[-1]))
    strays += [first for paragraph in paragraphs if (first := crowd(text, paragraph)) is not None]
    return tuple(found), tuple(sorted(strays))


def _first_mark(quotation: Quotation) -> Span:
    return Span(quotation.outer.start, quotation.outer.start + 1)


def _scan_all(text: str, paragraphs: Sequence[Span]) -> tuple[list[_Scan], list[int | None]]:
    """The paragraphs, and for each how many on is the one whose first mark closes (None where others come between).

    They are read from the last to the first, since a quotation may stay open where the next paragraph goes on.
    """
    scans: list[_Scan] = []
    reaches: list[int | None] = []
    opening, reach = "", None
    for paragraph in reversed(paragraphs):
        scan = _Paragraph(text, paragraph, opening, reach is not None).scan()
        if scan.has_marks:
            reach = 0 if scan.lone is not None else None
        else:
            reach = reach + 1 if reach is not None and reach < REACH else None
        opening = scan.opening
        scans.append(scan)
        reaches.append(reach)
    return scans[::-1], reaches[::-1]


def _stripped(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _outermost(text: str, pairs: Iterable[_Pair], paragraph: int) -> list[Quotation]:
    """The quotations that lie in no other, each with those inside it; pairs without a word between are left out."""
    found: list[Quotation] = []
    inside: list[list[Span]] = []
    for pair in sorted(pairs, key=lambda p: (p.start, -p.end)):
        inner = _stripped(text, pair.inner, pair.inner_end)
        outer = Span(pair.start, pair.end)
        if not len(inner):
            continue
        if found and found[-1].outer.contains(outer):
            inside[-1].append(outer)
            if outer == found[-1].inner and pair.is_double:  # ""one mark typed twice""
                found[-1] = replace(found[-1], inner=inner)
        else:
            found.append(Quotation(outer, inner, paragraph, -1, pair.is_closed))
            inside.append([])
    return [replace(q, nested=tuple(spans)) if spans else q for q, spans in zip(found, inside, strict=True)]


class _Paragraph:
    """One paragraph and the search for its cheapest reading.

    ``opening`` is the shape of the mark that opens the next paragraph, if one does; ``is_closed_ahead`` says that the
    first mark in the paragraphs ahead closes a quotation which none of them opens.
    """

    def __init__(self, text: str, paragraph: Span, opening: str, is_closed_ahead: bool) -> None:
        self.text, self.paragraph = text, paragraph
        self.opening, self.is_closed_ahead = opening, is_closed_ahead

    def scan(self) -> _Scan:
        """The paragraph's quotations and strays by its cheapest reading."""
        marks = read_marks(self.text, self.paragraph)
        if not marks:
            return _Scan([], [])
        plain = _plain(marks)
        if plain is not None:
            return self._scanned(plain, [])
        best = min((self._ended(r) for r in self._readings(marks)), key=lambda r: r.cost)
        pairs: list[_Pair] = []
        strays: list[Mark] = []
        chain = best.chain
        while chain is not None:
            if isinstance(chain.made, Mark):
                strays.append(chain.made)
            else:
                pairs.append(chain.made)
            chain = chain.rest
        return self._scanned(sorted(pairs), sorted(strays, key=lambda m: m.start))

    def _scanned(self, pairs: list[_Pair], strays: list[Mark]) -> _Scan:
        first = strays[0] if strays else None
        is_lone = first is not None and first.closes < first.opens and not (pairs and pairs[0].start < first.start)
        opening = ""
        if pairs and not self.text[self.paragraph.start : pairs[0].start].strip(UNSEEN):
            opening = pairs[0].shape
        return _Scan(pairs, strays, first if is_lone else None, opening, bool(pairs or strays))

    def _readings(self, marks: Sequence[Mark]) -> Iterable[_Reading]:
        """The readings of all marks that are worth going on with, one for each set of shapes that wait."""
        outermost_single = SINGLE_AMONG_DOUBLE if any(m.shape not in SINGLE for m in marks) else 0.0
        readings = [_Reading(0.0, (), None)]
        for mark in marks:
            best: dict[tuple[str, ...], _Reading] = {}
            bound = min([r.cost for r in readings]) + mark.idle + BEAM
            outermost = outermost_single if mark.shape in SINGLE else 0.0
            for reading in readings:
                for following in self._following(reading, mark, bound, outermost):
                    key = tuple([m.shape for m in following.waiting])
                    if following.cost <= bound and (key not in best or following.cost < best[key].cost):
                        best[key] = following
                        bound = min(bound, following.cost + BEAM)
            readings = [r for r in best.values() if r.cost <= bound]
        return readings

    def _following(self, reading: _Reading, mark: Mark, bound: float, outermost: float) -> Iterable[_Reading]:
        """A reading with one mark more: idle, opening a quotation, or closing one of those that wait.

        Readings dearer than ``bound`` may be left out; ``outermost`` is what the mark costs more where none waits.
        """
        cost, waiting, chain = reading
        yield _Reading(cost + mark.idle, waiting, _Chain(mark, chain) if mark.is_stray else chain)
        if cost + mark.opens <= bound:
            if not waiting:
                yield _Reading(cost + mark.opens + outermost, (mark,), chain)
            elif len(waiting) < DEPTH:
                yield _Reading(cost + mark.opens + _inside(waiting[-1], mark), (*waiting, mark), chain)
            if waiting and mark.shape not in SINGLE and waiting[0].shape not in SINGLE:
                yield self._cut_off(reading, mark)
        if cost + mark.closes > bound:
            return
        for depth in range(len(waiting) - 1, -1, -1):
            opened = waiting[depth]
            price = cost + mark.closes + _pairing(opened, mark)
            closed = _Reading(price, waiting[:depth], _Chain(_pair(opened, mark), chain))
            yield _dropped(closed, waiting[depth + 1 :])

    def _cut_off(self, reading: _Reading, mark: Mark) -> _Reading:
        """The outermost quotation that waits ends unclosed before a mark that opens the next."""
        opened = reading.waiting[0]
        price = CUT_OFF + (0.0 if self._is_introduced(opened) else CUT_OFF_ASTRAY)
        price += mark.opens + (CUT_OFF_IN_CLAUSE if mark.follows_word else 0.0)
        pair = _Pair(opened.start, opened.end, mark.start, mark.start, False, opened.shape)
        cut = _Reading(reading.cost + price, (), _Chain(pair, reading.chain))
        return _dropped(cut, reading.waiting[1:])._replace(waiting=(mark,))

    def _ended(self, reading: _Reading) -> _Reading:
        """A reading at the paragraph's end: at most one quotation stays open, other marks that wait were idle."""
        cost, waiting, chain = reading
        ends = [_dropped(_Reading(cost, (), chain), waiting)]
        for i, opened in enumerate(waiting):
            pair = _Pair(opened.start, opened.end, self.paragraph.end, self.paragraph.end, False, opened.shape)
            price = cost + self._unclosed(opened)
            ends.append(_dropped(_Reading(price, (), _Chain(pair, chain)), waiting[:i] + waiting[i + 1 :]))
        return min(ends, key=lambda r: r.cost)

    def _unclosed(self, opened: Mark) -> float:
        """What it costs a quotation to stay open at the paragraph's end."""
        is_single = opened.shape in SINGLE
        goes_on = self.is_closed_ahead and not is_single
        if self.opening:
            goes_on = is_single == (self.opening in SINGLE)
        if self._is_introduced(opened):
            return GOES_ON if goes_on else UNCLOSED + (ASTRAY if is_single else 0.0)
        return ASTRAY_GOES_ON if goes_on else UNCLOSED + ASTRAY

    def _is_introduced(self, opened: Mark) -> bool:
        """Whether a mark stands where quotations open, so that it was its closing mark that was lost."""
        start = max(self.paragraph.start, opened.start - INTRODUCTION)
        before = self.text[start : opened.start].lstrip(UNSEEN) if start == self.paragraph.start else None
        return INTRODUCED.search(self.text[start : opened.start] if before is None else before) is not None


def _pair(opened: Mark, closing: Mark) -> _Pair:
    return _Pair(opened.start, opened.end, closing.start, closing.end, True, opened.shape)


def _plain(marks: Sequence[Mark]) -> list[_Pair] | None:
    """The pairs of a paragraph in which every mark has a free reading, one quotation after the other; else None.

    A reading that costs nothing but its length needs no comparison with others.
    """
    pairs: list[_Pair] = []
    waiting: Mark | None = None
    for mark in marks:
        if waiting is None and mark.opens == 0.0:
            waiting = mark
        elif waiting is not None and mark.closes == 0.0 and mark.shape == waiting.shape:
            pairs.append(_pair(waiting, mark))
            waiting = None
        elif mark.idle > POSSESSIVE or (waiting is not None and waiting.shape in SINGLE):
            return None
    return pairs if waiting is None else None


def _dropped(reading: _Reading, marks: Sequence[Mark]) -> _Reading:
    """A reading in which marks that waited turn out to have been idle."""
    cost, waiting, chain = reading
    for mark in marks:
        cost += mark.idle - mark.opens
        chain = _Chain(mark, chain) if mark.is_stray else chain
    return _Reading(cost, waiting, chain)


def _inside(outer: Mark, mark: Mark) -> float:
    """What it costs to open a quotation directly inside another."""
    if (outer.shape in SINGLE) != (mark.shape in SINGLE):
        return 0.0
    if outer.shape in SINGLE:
        return SINGLE_INSIDE_SINGLE
    if outer.shape != mark.shape:
        return INSIDE_LEVEL
    return INSIDE_CURLY if outer.shape == "curly" else INSIDE_SAME


def _pairing(opened: Mark, closing: Mark) -> float:
    """What it costs two marks to be the two ends of one quotation."""
    length = closing.start - opened.end
    price = PER_CHARACTER * length + (PER_WEAK_CHARACTER * length if closing.is_weak else 0.0)
    shapes = {opened.shape, closing.shape}
    if len(shapes) == 1 or shapes == {"low", "curly"}:
        return price
    if len(shapes & SINGLE) == 1 or shapes & {"guillemet", "corner", "angle"}:
        return price + MIXED_LEVELS
    return price + (MIXED / 2 if shapes <= SINGLE else MIXED)
