"""Attributions from scores that are written out by hand: cues, their arguments, and what is shared or contested."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.encoder.attributions import Attribution, Run, find_attributions
from pipeline.encoder.names import Scheme

TAGS = ("O", *(f"{place}-{label}" for label in ("SOURCE", "CUE", "CONTENT") for place in "BIES"))
SCHEME = Scheme.of_tags(TAGS)
SURE = 8.0
Spans = dict[Run, str]


def roles_of(n: int, spans: Spans, sure: float = SURE) -> np.ndarray:
    """Logits of ``n`` words whose best tags are those of the spans."""
    logits = np.zeros((n, len(TAGS)), dtype=np.float32)
    best = ["O"] * n
    for (start, end), label in spans.items():
        best[start:end] = [f"I-{label}"] * (end - start)
        best[start], best[end - 1] = f"B-{label}", f"E-{label}"
        if end - start == 1:
            best[start] = f"S-{label}"
    for i, tag in enumerate(best):
        logits[i, TAGS.index(tag)] = sure
    return logits


def links_of(n: int, pairs: dict[Run, list[Run]]) -> np.ndarray:
    """Log-odds for every word of each cue: high for the words of its arguments."""
    links = np.full((n, n), -SURE, dtype=np.float32)
    for (start, end), arguments in pairs.items():
        for low, high in arguments:
            links[start:end, low:high] = SURE
    return links


def found(
    n: int, spans: Spans, sources: dict[Run, list[Run]], contents: dict[Run, list[Run]], breaks: tuple[int, ...] = ()
) -> list[tuple[Run, Run | None, tuple[Run, ...]]]:
    is_break = np.isin(np.arange(n), breaks)
    got = find_attributions(roles_of(n, spans), links_of(n, sources), links_of(n, contents), SCHEME, is_break)
    return [(a.cue, a.source, a.contents) for a in got]


def test_a_content_on_both_sides_of_its_cue_is_in_two_pieces() -> None:
    spans = {(0, 3): "CONTENT", (3, 4): "SOURCE", (4, 5): "CUE", (6, 9): "CONTENT"}
    got = found(10, spans, {(4, 5): [(3, 4)]}, {(4, 5): [(0, 3), (6, 9)]})
    assert got == [((4, 5), (3, 4), ((0, 3), (6, 9)))]


def test_two_cues_share_a_source_but_not_a_content() -> None:
    spans = {(0, 1): "SOURCE", (1, 2): "CUE", (2, 4): "CONTENT", (5, 6): "CUE", (6, 8): "CONTENT"}
    contents = {(1, 2): [(2, 4), (6, 8)], (5, 6): [(6, 8)]}
    scores = links_of(8, contents)
    scores[1, 6:8] = 1.0  # the first cue would take it too, but the second fits better
    sources = links_of(8, {(1, 2): [(0, 1)], (5, 6): [(0, 1)]})
    got = find_attributions(roles_of(8, spans), sources, scores, SCHEME, np.zeros(8, dtype=np.bool_))
    assert [(a.cue, a.source, a.contents) for a in got] == [((1, 2), (0, 1), ((2, 4),)), ((5, 6), (0, 1), ((6, 8),))]


def test_a_cue_of_several_words_asks_with_all_of_them() -> None:
    spans = {(0, 1): "SOURCE", (1, 3): "CUE", (3, 6): "CONTENT"}
    links = links_of(6, {(1, 3): [(3, 6)]})
    links[1, 3:6] = -1.0  # one of its words is unsure, their mean is not
    got = find_attributions(
        roles_of(6, spans), links_of(6, {(1, 3): [(0, 1)]}), links, SCHEME, np.zeros(6, dtype=np.bool_)
    )
    assert [(a.cue, a.contents) for a in got] == [((1, 3), ((3, 6),))]


def test_a_cue_without_content_is_no_attribution() -> None:
    assert found(4, {(0, 1): "SOURCE", (1, 2): "CUE"}, {(1, 2): [(0, 1)]}, {}) == []


@pytest.mark.parametrize(("sure", "expected"), [(SURE, [((1, 2), None)]), (2.5, [])])
def test_a_cue_without_source_must_be_likely(sure: float, expected: list[tuple[Run, None]]) -> None:
    roles = roles_of(4, {(2, 4): "CONTENT"})
    roles[1] = roles_of(4, {(1, 2): "CUE"}, sure)[1]
    got = find_attributions(
        roles, links_of(4, {}), links_of(4, {(1, 2): [(2, 4)]}), SCHEME, np.zeros(4, dtype=np.bool_)
    )
    assert [(a.cue, a.source) for a in got] == expected


def test_no_run_covers_a_line_break() -> None:
    spans = {(0, 1): "SOURCE", (1, 2): "CUE", (2, 6): "CONTENT"}
    ((_, _, contents),) = found(6, spans, {(1, 2): [(0, 1)]}, {(1, 2): [(2, 6)]}, breaks=(4,))
    assert all(not start <= 4 < end for start, end in contents)
    assert contents


def test_nothing_is_found_without_a_cue() -> None:
    assert found(3, {(0, 3): "CONTENT"}, {}, {}) == []


def test_the_score_is_the_probability_of_the_cue() -> None:
    spans = {(0, 1): "SOURCE", (1, 2): "CUE", (2, 4): "CONTENT"}
    got = find_attributions(
        roles_of(4, spans),
        links_of(4, {(1, 2): [(0, 1)]}),
        links_of(4, {(1, 2): [(2, 4)]}),
        SCHEME,
        np.zeros(4, dtype=bool),
    )
    assert isinstance(got[0], Attribution)
    assert 0.99 < got[0].score <= 1
