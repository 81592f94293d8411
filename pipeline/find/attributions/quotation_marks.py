"""Finds the stretches between quotation marks, paragraph by paragraph, and says which of them are one utterance.

All offsets are of the cleaned text. Marks are read by their shape where they have one (curly, guillemets) and by their
neighbours where they have none (straight, doubled apostrophes). A mark that cannot be paired spoils its own paragraph
only. Apostrophes, feet and inches, and clipped decades ('90s) are no marks. Whether somebody said the words is not
decided here: titles, nicknames and scare quotes stand between marks too.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline import lexicon
from pipeline.spans import Span

OPENING = "\u201c\u201e\u201f\u00ab"  # left, low and reversed double marks, left guillemet
CLOSING = "\u201d\u00bb"  # right double mark, right guillemet
MARK = re.compile(r"``|'''(?!')|''|[\"\u201c\u201d\u201e\u201f\u00ab\u00bb\u2018\u2019']")
MEASURE = re.compile(  # 5'10", 6' 2, 12" x 14"; the marks inside count feet, inches, minutes and seconds
    r"(?<!\w)\d{1,3}(?:\s?['\u2019]\s?\d{1,2}(?:\.\d)?\s?(?:''|[\"\u201d])?(?!\w)|(?:''|[\"\u201d])(?=\s?(?:x|by)\s?\d))"
)
ELISION = re.compile(r"['\u2018\u2019](?:\d\ds?\b|(\w{1,5})\b)")
MENDED = 4  # how many marks without partner a paragraph may hold before it is taken as it is
CLOSERS_TRIED = 8  # how many apostrophes a single opening mark looks at for its partner
INTRODUCED = re.compile(r"(?:^|[:,(\[\u2014\u2013-]\s?|\b(?:that|said|says)\s)$")


@dataclass(frozen=True, slots=True)
class Quotation:
    """One stretch between marks. ``outer`` takes the marks in, ``inner`` leaves them and blanks at its edges out.

    Stretches of one ``run`` are one quotation that goes on over paragraphs, a mark opening each and one closing all;
    ``paragraph`` is the index of the paragraph. ``is_closed`` is False where the paragraph ended before the mark.
    """

    outer: Span
    inner: Span
    paragraph: int
    run: int
    is_closed: bool = True


@dataclass(frozen=True, slots=True)
class _Open:
    """An opening mark that waits: its family (curly, straight or single), its offset, the offset after it.

    ``partner`` is the offset of the closing mark that was found ahead for a single one.
    """

    family: str
    start: int
    inner: int
    partner: int = -1


@dataclass(slots=True)
class _Scan:
    """What one paragraph holds: closed stretches, an unclosed last one, and marks without a partner."""

    closed: list[tuple[int, int, int, int]] = field(default_factory=list)  # outer start, inner start, inner end, end
    unclosed: tuple[int, int] | None = None  # outer start, inner start
    lone_close: tuple[int, int] | None = None  # a closing mark before any other
    strays: list[int] = field(default_factory=list)


def find_quotations(text: str, paragraphs: Sequence[Span]) -> tuple[tuple[Quotation, ...], tuple[Span, ...]]:
    """The outermost quotations of the paragraphs in order of place, and each mark that found no partner.

    >>> text = 'The "plan," she said of the \\'90s, is 5\\' 10" of "rubbish".'
    >>> [q.inner.of(text) for q in find_quotations(text, [Span(0, len(text))])[0]]
    ['plan,', 'rubbish']
    >>> text = '"One.\\n"Two," he said.'
    >>> [(q.inner.of(text), q.run) for q in find_quotations(text, [Span(0, 5), Span(6, 22)])[0]]
    [('One.', 0), ('Two,', 0)]
    """
    found: list[Quotation] = []
    strays: list[int] = []
    run, pending = -1, False
    for index, paragraph in enumerate(paragraphs):
        follower = paragraphs[index + 1].start if index + 1 < len(paragraphs) else len(text)
        scan = _scan_mended(text, paragraph, goes_on=MARK.match(text, follower) is not None)
        if pending and not _goes_on(scan, paragraph):
            strays.append(found[-1].outer.start)
            pending = False
        strays += scan.strays
        stretches = [(s, t, e, f, True) for s, t, e, f in scan.closed]
        if scan.lone_close is not None and pending:
            stretches.insert(0, (paragraph.start, paragraph.start, *scan.lone_close, True))
        elif scan.lone_close is not None:
            strays.append(scan.lone_close[0])
        if scan.unclosed is not None:
            stretches.append((*scan.unclosed, paragraph.end, paragraph.end, False))
        for start, inner_start, inner_end, end, is_closed in stretches:
            run, pending = (run if pending else run + 1), not is_closed
            inner = _stripped(text, inner_start, inner_end)
            found.append(Quotation(Span(start, end), inner, index, run, is_closed))
    if pending:
        strays.append(found[-1].outer.start)
    return tuple(q for q in found if len(q.inner)), tuple(Span(s, s + 1) for s in sorted(strays))


def _goes_on(scan: _Scan, paragraph: Span) -> bool:
    """Whether a quotation left open in the paragraph before goes on in this one."""
    first = scan.closed[0][0] if scan.closed else scan.unclosed[0] if scan.unclosed else None
    return scan.lone_close is not None or first == paragraph.start


def _is_introduced(text: str, paragraph: Span, start: int) -> bool:
    """Whether an opening mark without a partner stands where quotations open, so that its closing mark was lost."""
    return INTRODUCED.search(text[max(paragraph.start, start - 20) : start]) is not None


def _stripped(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _scan_mended(text: str, paragraph: Span, goes_on: bool) -> _Scan:
    """The pairs of one paragraph, read again without an opening mark that has no partner.

    It stays where quotations open, so that only its closing mark was lost, and where the next paragraph opens with
    a mark as well (``goes_on``).
    """
    skipped: list[int] = []
    scan = _scan(text, paragraph, skipped)
    while scan.unclosed is not None and len(skipped) < MENDED:
        start = scan.unclosed[0]
        if goes_on or _is_introduced(text, paragraph, start):
            break
        skipped.append(start)
        scan = _scan(text, paragraph, skipped)
    scan.strays += skipped
    return scan


def _scan(text: str, paragraph: Span, skipped: Sequence[int]) -> _Scan:
    """Pairs the marks of one paragraph; only the outermost pairs are kept."""
    scan = _Scan()
    marks = [m for m in _marks(text, paragraph) if m.start() not in skipped]
    closers = [m.start() for m in marks if m.group() in "'\u2019"]
    stack: list[_Open] = []
    for mark in marks:
        start, end, sign = mark.start(), mark.end(), mark.group()
        if sign in "'\u2019\u2018":
            _single(text, paragraph, mark, (scan, stack, closers))
            continue
        family = "curly" if sign in OPENING + CLOSING else "straight"
        families = [o.family for o in stack if o.family != "single"]
        is_open = family in families or (bool(families) and not _opens(text, paragraph, start, end))
        if not families and start > paragraph.start and text[start - 1].isdigit() and sign not in OPENING:
            continue  # inches or seconds: nothing is open that it could close
        if _side(text, paragraph, mark, is_open) == "open":
            if is_open:  # the closing mark was lost; the damage ends where the next quotation opens
                scan.strays.append(_close(scan, stack, family, start, start))
            stack.append(_Open(family, start, end))
        elif is_open:
            _close(scan, stack, family, start, end)
        elif not scan.closed and scan.lone_close is None and not stack:
            scan.lone_close = (start, end)
        else:
            scan.strays.append(start)
    doubles = [o for o in stack if o.family != "single"]
    scan.unclosed = (doubles[0].start, doubles[0].inner) if doubles else None
    return scan


def _single(text: str, paragraph: Span, mark: re.Match[str], state: tuple[_Scan, list[_Open], list[int]]) -> None:
    """Lets a single mark close the quotation that waits for it, or open one when its partner is found ahead."""
    scan, stack, closers = state
    start, end = mark.span()
    is_single = bool(stack) and stack[-1].family == "single"
    if is_single and stack[-1].partner == start:
        _close(scan, stack, "single", start, end)
    elif not is_single and _opens(text, paragraph, start, end):
        partner = _single_partner(text, paragraph, start, closers)
        if partner is not None:
            stack.append(_Open("single", start, end, partner))


def _close(scan: _Scan, stack: list[_Open], family: str, start: int, end: int) -> int:
    """Closes the innermost open quotation of a family, else of any; returns the offset of its opening mark."""
    while len(stack) > 1 and stack[-1].family != family and any(o.family == family for o in stack):
        stack.pop()
    opened = stack.pop()
    if not stack:
        scan.closed.append((opened.start, opened.inner, start, end))
    return opened.start


def _marks(text: str, paragraph: Span) -> list[re.Match[str]]:
    """The candidate marks of a paragraph without those of measures and elisions."""
    measures = [m.span() for m in MEASURE.finditer(text, paragraph.start, paragraph.end)]
    starts = [s for s, _ in measures]
    marks = []
    for mark in MARK.finditer(text, paragraph.start, paragraph.end):
        at = bisect_left(starts, mark.start() + 1) - 1
        if at >= 0 and mark.start() < measures[at][1]:
            continue
        elision = ELISION.match(text, mark.start(), paragraph.end)
        if elision and not _after_word(text, paragraph, mark.start()):
            word = elision.group(1)
            if word is None or word.lower() in lexicon.words("cue_elisions"):
                continue
        marks.append(mark)
    return marks


def _after_word(text: str, paragraph: Span, at: int) -> bool:
    return at > paragraph.start and text[at - 1].isalnum()


def _opens(text: str, paragraph: Span, start: int, end: int) -> bool:
    """Whether a mark without direction stands before a word and after a gap, as opening marks do."""
    before = text[start - 1] if start > paragraph.start else " "
    after = text[end] if end < paragraph.end else " "
    return not after.isspace() and not before.isalnum() and before not in ".,!?;%)" and after not in ".,;:!?)"


def _side(text: str, paragraph: Span, mark: re.Match[str], is_open: bool) -> str:
    """Whether a double mark opens or closes; a mark of the wrong hand is read by its neighbours."""
    sign = mark.group()
    opens = _opens(text, paragraph, mark.start(), mark.end())
    at_end = mark.end() >= paragraph.end or not text[mark.end()].isalnum()
    if sign == "``":
        return "open"
    if sign in OPENING:
        return "close" if is_open and at_end and not opens else "open"
    if sign in CLOSING:
        return "open" if not is_open and opens else "close"
    before_is_gap = mark.start() == paragraph.start or text[mark.start() - 1].isspace()
    if is_open:
        return "open" if opens and before_is_gap and not at_end else "close"
    return "close" if at_end and not opens and not before_is_gap else "open"


def _single_partner(text: str, paragraph: Span, start: int, closers: Sequence[int]) -> int | None:
    """Where the quotation that a single mark opens ends: at the first closing mark that is no possessive's.

    None where the paragraph has none, so that the mark is an apostrophe.
    """
    first: int | None = None
    at = bisect_left(closers, start + 1)
    for closer in closers[at : at + CLOSERS_TRIED]:
        if text[closer - 1].isspace() or (closer + 1 < paragraph.end and text[closer + 1].isalnum()):
            continue
        if first is not None and "\u2018" in text[first:closer]:
            return first
        first = closer if first is None else first
        follows = text[closer + 1 : closer + 2]
        if text[closer - 1] in ".,!?\u2026" or follows in tuple('.,;:!?)"\u201d') or text[closer - 1].lower() != "s":
            return closer
    return first
