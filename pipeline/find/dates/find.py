"""Time expressions of an article with their TIMEX3 values."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from operator import itemgetter
from typing import NamedTuple

from pipeline.config import DatesConfig
from pipeline.find.dates import (
    rules_calendar,
    rules_days,
    rules_periods,
    rules_quarters,
    rules_relative,
    rules_spans,
)
from pipeline.find.dates.anchors import anchor_of, shape_of
from pipeline.find.dates.compose import Piece, join_times, modify_all
from pipeline.find.dates.kinds import compile_rule
from pipeline.find.dates.numerals import join_numerals
from pipeline.find.dates.offsets import join_offsets
from pipeline.find.dates.references import reference_hits
from pipeline.find.dates.scene import Hit, Reading, Rule, Scene
from pipeline.find.dates.timex import days
from pipeline.find.dates.words import read_words
from pipeline.parse import Parsed
from pipeline.schema import DateKind, DateMention, Found, Issue, SegmentKind
from pipeline.spans import Span

RULES = (
    *rules_calendar.RULES,
    *rules_periods.RULES,
    *rules_days.RULES,
    *rules_relative.RULES,
    *rules_quarters.RULES,
    *rules_spans.RULES,
)
# Years in which an article can be published: a date outside them is a mistake, and none to count from.
PRESS_YEARS = range(1600, 3000)
# Stretches in which nobody reports anything.
SKIPPED = (SegmentKind.BOILERPLATE, SegmentKind.CREDIT, SegmentKind.LICENCE)


def find_dates(parsed: Parsed, config: DatesConfig) -> Found[DateMention]:
    """The time expressions of an article in order, and an issue for each that needs a publication date and has none.

    Spans count code points of the cleaned text. No clock is read: without a publication date "yesterday" has no
    value. Works on a parse without tags, where the tense is read off the words alone. Boilerplate, credits and
    licences are skipped.
    """
    article = parsed.article
    segments = [segment.span for segment in article.segments if segment.kind not in SKIPPED]
    words = join_numerals(read_words(article.text, segments))
    published = article.published if article.published and article.published.year in PRESS_YEARS else None
    scene = Scene(words, parsed.doc, published, config.fiscal_year_starts)
    pieces = modify_all(join_offsets(join_times(list(_pieces(scene)), scene), scene), scene)
    records = tuple(_record(piece, scene, parsed) for piece in pieces)
    issues = tuple(
        Issue(
            article.article_id,
            "dates",
            "no_anchor",
            f"{record.text!r} needs {'a publication date' if published is None else 'a date before it in the text'}"
            ", and the article has none",
            record.span,
        )
        for record in records
        if record.timex is None
    )
    return Found(records, issues)


def _pieces(scene: Scene) -> Iterator[Piece]:
    """The readings that stand, left to right, the longest first where several start or overlap."""
    at = 0
    for hit, rule, reading in _hits(scene):
        if hit.first < at:
            continue
        meant = rule.read(hit) if rule is not None else reading
        if meant is None:
            continue
        at = hit.last
        _remember(scene, meant, hit)
        yield Piece(hit.first, hit.last, meant, rule.name if rule is not None else "reference")


class _Searched(NamedTuple):
    """A rule with its place among the rules, how it matches, and where: see ``anchors``."""

    place: int
    rule: Rule
    match: Callable[[str, int], re.Match[str] | None]
    groups: tuple[tuple[str, str], ...]
    heads: frozenset[str]
    least: int
    most: int


@cache
def _searched() -> dict[frozenset[str], list[_Searched]]:
    """The rules by the kinds that they are looked for by."""
    rules: defaultdict[frozenset[str], list[_Searched]] = defaultdict(list)
    for place, rule in enumerate(RULES):
        anchor, pattern = anchor_of(rule.pattern), compile_rule(rule.pattern)
        # a pattern cannot name two groups alike, so the alternatives of "year" are year2 and year3
        groups = tuple((name, name.rstrip("23")) for name in pattern.groupindex)
        heads = shape_of(rule.pattern).heads
        rules[anchor.kinds].append(_Searched(place, rule, pattern.match, groups, heads, anchor.least, anchor.most))
    return rules


@cache
def _anchors() -> re.Pattern[str]:
    return re.compile(f"[{''.join(sorted(frozenset[str]().union(*_searched())))}]")


def _hits(scene: Scene) -> list[tuple[Hit, Rule | None, Reading | None]]:
    """What the rules match, left to right, the longest first, then in the order of the rules."""
    string = scene.words.codes
    places: defaultdict[str, list[int]] = defaultdict(list)
    for found in _anchors().finditer(string):
        places[found[0]].append(found.start())
    hits: list[tuple[int, int, int, Hit, Rule | None, Reading | None]] = []
    for kinds, rules in _searched().items():
        near = [at for kind in kinds if kind in places for at in places[kind]]
        if not near:
            continue
        near.sort()
        for searched in rules:
            for match in _matches(searched, string, near):
                first, last = match.span()
                groups = {group: match.span(name) for name, group in searched.groups if match[name] is not None}
                hit = Hit(first, last, groups, scene)
                hits.append((first, -last, searched.place, hit, searched.rule, None))
    hits += ((hit.first, -hit.last, len(RULES), hit, None, reading) for hit, reading in reference_hits(scene))
    return [found[3:] for found in sorted(hits, key=itemgetter(0, 1, 2))]


def _matches(searched: _Searched, string: str, near: list[int]) -> Iterator[re.Match[str]]:
    """What a search for the rule's pattern would find: its matches from left to right, none overlapping another."""
    _, _, match, _, heads, least, most = searched
    reached = 0
    for at in near:
        for start in range(max(reached, at - most), at - least + 1):
            reached = start + 1
            if string[start] in heads and (found := match(string, start)) is not None:
                yield found
                reached = found.end()
                break


def _remember(scene: Scene, reading: Reading, hit: Hit) -> None:
    first, last = days(reading.timex, scene.fiscal_year_starts)
    if reading.kind not in (DateKind.DATE, DateKind.TIME) or first is None or last is None:
        return
    scene.previous = (first, last)
    is_comparison = any(scene.kind(at) in ("AGO", "EARLIER") for at in range(hit.first, hit.last))
    if reading.timex is not None and "-Q" in reading.timex and not is_comparison:
        scene.previous_quarter = reading.timex.removeprefix("FY")


def _record(piece: Piece, scene: Scene, parsed: Parsed) -> DateMention:
    reading = piece.reading
    span = Span(scene.words.starts[piece.first], scene.words.ends[piece.last - 1])
    first, last = reading.days or days(reading.timex, scene.fiscal_year_starts)
    text = span.of(parsed.article.text)
    return DateMention(
        parsed.article.article_id,
        span,
        text,
        reading.kind,
        reading.timex,
        first,
        last,
        reading.anchor,
        reading.modifier,
        piece.rule,
    )
