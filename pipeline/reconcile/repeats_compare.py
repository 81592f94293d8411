"""Whether two wordings are the same words: how much they share, and whether what differs may differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from rapidfuzz.distance import LCSseq

from pipeline import lexicon
from pipeline.reconcile.repeats_words import Wording, is_content, weight

EDITED = 6  # words of the speaker for which an editor's words in brackets may stand ("[the president]" for "he")
SLIP = 2  # words, at most one of content, that two transcripts may give differently in one place
SMALL = 3  # words without content that one transcript may have more or otherwise in one place
PER_SLIP = 4  # words of content that must be shared for each word of content that differs
CHANGED = 1.0  # how much more must be shared where something differs
STRAY = 3  # a shared stretch shorter than this, away from the others, is chance
LONG = 250_000  # pairs of words above which shared words are aligned bit by bit, not longest stretches first


@dataclass(frozen=True, slots=True)
class Standard:
    """How much must be shared, in shares of words and in weight (see ``weight``).

    Identical wordings count from ``same_weight``. Where ``part_share`` of one wording is in the other, they count from
    ``part_weight`` if that is ``whole_share`` of the other too, and from ``long_weight`` however little of the other it
    is. Wordings of which each has an end that the other lacks count where they share ``overlap_share`` of the shorter
    and ``overlap_weight``. All this without a difference; with one, ``CHANGED`` more.
    """

    same_weight: float = 2.0
    part_share: float = 0.8
    part_weight: float = 3.0
    whole_share: float = 0.5
    long_weight: float = 4.0
    overlap_share: float = 0.5
    overlap_weight: float = 6.0
    may_reverse: bool = True  # whether what one wording alone has at its ends may turn the statement ("never ...")


NEVER = float("inf")
QUOTED = Standard()  # a part of the words is the same words; values from quotations in seven papers of one season
QUOTED_HERE = Standard(same_weight=1.75, part_weight=2.0, long_weight=2.0)  # within one article, as in its headline
STATED = Standard(
    whole_share=0.8, long_weight=NEVER, overlap_weight=NEVER, may_reverse=False
)  # a part is not the same statement


@dataclass(frozen=True, slots=True)
class Gap:
    """A place where two wordings differ: half-open word indices in both."""

    a: tuple[int, int]
    b: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Cost:
    """What a difference costs: words of either side that count as shared all the same, differences, lost content."""

    a: int = 0
    b: int = 0
    changes: int = 0
    slips: int = 0


CHANGE = Cost(changes=1)
SLIPPED = Cost(changes=1, slips=1)


def same_words(a: Wording, b: Wording, standard: Standard = QUOTED, *, backshift: bool = False) -> bool:
    """Whether one wording repeats the other, or so much of it as the standard asks.

    Tolerated between the shared words: what an ellipsis or brackets account for, other division into words, words
    said twice, a few words without content, and now and then a word of content. Never tolerated: a difference in
    a number, a name, a negation or another word that turns the statement. With ``backshift``, will and would, can and
    could, may and might are one.

    >>> from pipeline.reconcile.repeats_words import wording
    >>> whole = wording("We will rebuild every bridge in the county by the fall of 2030; that is a promise.")
    >>> same_words(whole, wording("will rebuild every bridge ... by the fall of 2030"))
    True
    >>> same_words(whole, wording("We will not rebuild every bridge in the county by the fall of 2030"))
    False
    """
    if not _may_be_enough(a, b, standard):
        return False
    blocks = _blocks(a, b)
    if not blocks or not _edges_agree(a, b, blocks, standard.may_reverse):
        return False
    costs = [_cost(a, b, gap, backshift) for gap in _gaps(blocks)]
    known = [cost for cost in costs if cost is not None]
    words = [a.words[i] for start, _, size in blocks for i in range(start, start + size)]
    slips = sum(cost.slips for cost in known)
    if len(known) < len(costs) or slips * PER_SLIP > len(set(filter(is_content, words))):
        return False
    shares = sorted(
        (
            (len(words) + sum(cost.a for cost in known)) / max(len(a.own), 1),
            (len(words) + sum(cost.b for cost in known)) / max(len(b.own), 1),
        )
    )
    is_changed = shares[1] < 1 or any(cost.changes for cost in known)
    return _enough(shares[1], shares[0], weight(words) - CHANGED * is_changed, standard)


def _enough(shorter: float, longer: float, shared: float, standard: Standard) -> bool:
    """Whether so much is shared, as shares of the shorter and the longer wording and as weight."""
    if shorter >= standard.part_share and shared >= standard.part_weight:
        return longer >= standard.whole_share or shared >= standard.long_weight
    return shorter >= standard.overlap_share and shared >= standard.overlap_weight


def _may_be_enough(a: Wording, b: Wording, standard: Standard) -> bool:
    """Whether the words that both have, in whatever order, would be enough: a cheap look before the comparison."""
    shorter, longer = sorted((a, b), key=lambda said: len(said.words))
    kinds = longer.kinds
    shared = [word for word in shorter.words if word in kinds]
    least = min(standard.part_share, standard.overlap_share if standard.overlap_weight < NEVER else 1.0)
    return len(shared) >= least * (len(shorter.own) - EDITED) * 0.8 and weight(shared) >= standard.part_weight


def _blocks(a: Wording, b: Wording) -> list[tuple[int, int, int]]:
    """The shared stretches as (start in a, start in b, words), in order, without strays at the edges."""
    blocks = _stretches(a.words, b.words)
    while len(blocks) > 1 and _is_stray(a, b, blocks[0], blocks[1], blocks[0]):
        blocks.pop(0)
    while len(blocks) > 1 and _is_stray(a, b, blocks[-2], blocks[-1], blocks[-1]):
        blocks.pop()
    return blocks


def _stretches(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int, int]]:
    """The longest shared stretch, then the longest before and after it, and so on.

    That takes fewer words for shared by chance than the longest common subsequence does, but its time can grow with
    the cube of the length; of two very long wordings (whole speeches) the subsequence is taken, 64 words at a time.
    """
    if len(a) * len(b) > LONG:
        steps = LCSseq.opcodes(a, b)
        return [(s.src_start, s.dest_start, s.src_end - s.src_start) for s in steps if s.tag == "equal"]
    return [(m.a, m.b, m.size) for m in SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks() if m.size]


def _is_stray(
    a: Wording, b: Wording, left: tuple[int, int, int], right: tuple[int, int, int], edge: tuple[int, int, int]
) -> bool:
    gap = _between(left, right)
    away = max(gap.a[1] - gap.a[0], gap.b[1] - gap.b[0])
    return edge[2] < STRAY and away > SMALL and not _is_marked(a, gap.a) and not _is_marked(b, gap.b)


def _between(left: tuple[int, int, int], right: tuple[int, int, int]) -> Gap:
    return Gap((left[0] + left[2], right[0]), (left[1] + left[2], right[1]))


def _gaps(blocks: Sequence[tuple[int, int, int]]) -> Iterator[Gap]:
    return (_between(left, right) for left, right in pairwise(blocks))


def _is_marked(wording: Wording, place: tuple[int, int]) -> bool:
    """Whether an ellipsis or an editor's words account for a difference there."""
    return _is_cut(wording, place) or _edited(wording, place)[1]


def _is_cut(wording: Wording, place: tuple[int, int]) -> bool:
    return any(i in wording.cuts for i in range(place[0], place[1] + 1)) if wording.cuts else False


def _edited(wording: Wording, place: tuple[int, int]) -> tuple[list[int], bool]:
    """The speaker's own words of a place, as indices, and whether there are an editor's too."""
    own = [i for i in range(*place) if i not in wording.inserted]
    return own, len(own) < place[1] - place[0]


def _cost(a: Wording, b: Wording, gap: Gap, backshift: bool) -> Cost | None:
    """What the difference costs, None where it may not be."""
    left, left_edited = _edited(a, gap.a)
    right, right_edited = _edited(b, gap.b)
    if (left_edited or right_edited) and _are_rivals(a, range(*gap.a), b, range(*gap.b)):
        return None
    if not left and (_is_cut(a, gap.a) or (left_edited and len(right) <= EDITED)):
        return Cost(0, 0)
    if not right and (_is_cut(b, gap.b) or (right_edited and len(left) <= EDITED)):
        return Cost(0, 0)
    one, two = [a.words[i] for i in left], [b.words[i] for i in right]
    if _is_spelling(one, two, backshift):
        return Cost(len(one), len(two))
    if _is_fuller_name(a, left, b, gap.b) or _is_fuller_name(b, right, a, gap.a):
        return CHANGE
    if _said_twice(a, gap.a, left) if not right else not left and _said_twice(b, gap.b, right):
        return CHANGE
    if any(_turns(a, i) for i in left) or any(_turns(b, i) for i in right):
        return None
    content = max(sum(map(is_content, one)), sum(map(is_content, two)))
    longest = max(len(one), len(two))
    if content == 0:
        return CHANGE if longest <= SMALL else None
    return SLIPPED if content == 1 and longest <= SLIP else None


def _turns(wording: Wording, i: int) -> bool:
    """Whether a word is one that makes another statement: a number, a name, a negation, a degree, a condition."""
    word = wording.words[i]
    return i in wording.names or any(c.isdigit() for c in word) or word in lexicon.words("repeat_turning_words")


SHIFTED = {"would": "will", "could": "can", "might": "may", "should": "shall"}


def _are_rivals(a: Wording, left: Sequence[int], b: Wording, right: Sequence[int]) -> bool:
    """Whether two editors, or an editor and the speaker, give different numbers in one place, or two editors names."""
    numbers, names = [], []
    for wording, place in ((a, left), (b, right)):
        numbers.append({wording.words[i] for i in place if wording.words[i][0].isdigit()})
        names.append({wording.words[i] for i in place if i in wording.names and i in wording.inserted})
    return any(all(kind) and not kind[0] & kind[1] for kind in (numbers, names))


def _is_spelling(one: Sequence[str], two: Sequence[str], backshift: bool) -> bool:
    """Whether two stretches are the same letters otherwise divided ("long term", "longterm"), or backshifted."""
    if "".join(one) == "".join(two):
        return True
    return backshift and [SHIFTED.get(w, w) for w in one] == [SHIFTED.get(w, w) for w in two]


def _is_fuller_name(a: Wording, more: Sequence[int], b: Wording, there: tuple[int, int]) -> bool:
    """Whether ``a`` only adds names before a name that both share ("Ann Lee" for "Lee")."""
    if not more or there[0] != there[1] or there[0] not in b.names:
        return False
    return all(i in a.names for i in more)


def _said_twice(wording: Wording, place: tuple[int, int], own: Sequence[int]) -> bool:
    """Whether the words of a place only repeat those before or after it ("a great, great country")."""
    n = place[1] - place[0]
    here = wording.words[place[0] : place[1]]
    before = wording.words[max(place[0] - n, 0) : place[0]]
    after = wording.words[place[1] : place[1] + n]
    return len(own) == n > 0 and here in (before, after)


def _edges_agree(a: Wording, b: Wording, blocks: Sequence[tuple[int, int, int]], may_reverse: bool) -> bool:
    """Whether no turning word stands against other words just outside the shared stretch.

    Where only one wording goes on, the other was cut: nothing is compared, unless the cut must not reverse the sense.
    """
    first, last = blocks[0], blocks[-1]
    heads = (first[0], first[1])
    tails = (len(a.words) - last[0] - last[2], len(b.words) - last[1] - last[2])
    before = [range(max(end - min(heads) - 1, 0), end) for end in heads]
    after = [
        range(len(w.words) - rest, len(w.words) - rest + min(rest, min(tails) + 1))
        for w, rest in zip((a, b), tails, strict=True)
    ]
    for edges in (before, after):
        if (a.inserted or b.inserted) and _are_rivals(a, edges[0], b, edges[1]):
            return False
        own = [[i for i in edge if i not in w.inserted] for w, edge in zip((a, b), edges, strict=True)]
        if (all(own) or not may_reverse) and (any(_turns(a, i) for i in own[0]) or any(_turns(b, i) for i in own[1])):
            return False
    return True
