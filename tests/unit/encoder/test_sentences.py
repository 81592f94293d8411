"""Sentences and trees of passages: line breaks and set starts bind, sentences over a seam are one tree."""

from __future__ import annotations

import numpy as np

from pipeline.encoder.sentences import NO_HEAD, OTHER, ROOT, Syntax, Text, joined, parse_passage, sentence_starts
from pipeline.encoder.windows import Window
from tests.unit.encoder.rule_network import RuleNetwork

BY_FORCE = (Window(0, 6, 0, 4), Window(2, 8, 4, 8))


def text_of(words: str, **fixed: int) -> Text:
    """A text of words apart by spaces; ``/`` is a line break; ``fixed`` binds the start at a word."""
    found = ["\n" if w == "/" else w for w in words.split()]
    return Text(found, np.array([w == "\n" for w in found]), np.array([fixed.get(w, 0) for w in found], dtype=np.int8))


def parsed(text: Text, *passage: Window) -> Syntax:
    network = RuleNetwork()
    outputs = [
        network.read(text.words[w.start : w.end], ("starts", "arcs", "dependents", "governors")) for w in passage
    ]
    return parse_passage(text, passage, outputs, network.relations)


def starts(words: str, **fixed: int) -> list[str]:
    text = text_of(words, **fixed)
    odds = RuleNetwork().starts(list(text.words))
    found = sentence_starts(odds, text.breaks, text.fixed)
    return [w for w, start in zip(text.words, found, strict=True) if start]


def test_a_sentence_starts_where_the_odds_say_so_and_at_the_first_word() -> None:
    assert starts("It rained . He left") == ["It", "He"]


def test_a_sentence_starts_after_a_line_break_and_never_at_one() -> None:
    assert starts("Harbour news / He left . / She too") == ["Harbour", "He", "She"]


def test_starts_set_before_bind() -> None:
    assert starts("It rained . He left", He=-1, rained=1) == ["It", "rained"]
    assert starts("It rained / He left", He=-1) == ["It"]


def test_each_sentence_has_one_root_and_a_line_break_has_no_head() -> None:
    found = parsed(text_of("It rained . / He left the town ."), Window(0, 9, 0, 9))
    assert [int((found.heads[s] == ROOT).sum()) for s in (slice(0, 3), slice(4, 9))] == [1, 1]
    assert (found.heads[3], found.relations[3]) == (NO_HEAD, OTHER)
    assert all(4 <= h < 9 or h == ROOT for h in found.heads[4:])


def test_relations_are_scored_between_a_word_and_its_head() -> None:
    text = text_of("It rained heavily there .")
    found = parsed(text, Window(0, 5, 0, 5))
    for word, head, relation in zip(text.words, found.heads.tolist(), found.relations.tolist(), strict=True):
        shorter = head != ROOT and len(word) < len(text.words[head])
        assert relation == (ROOT if head == ROOT else 1 if shorter else 3)


def test_a_sentence_over_a_seam_is_one_tree_whose_later_part_hangs_on_a_word_that_was_read_with_it() -> None:
    found = parsed(text_of("a bb ccc dddd eeeee ffffff ggggggg hhhhhhhh"), *BY_FORCE)
    assert found.starts.tolist() == [True] + [False] * 7
    assert np.flatnonzero(found.heads == ROOT).tolist() == [i for i in range(4) if found.heads[i] == ROOT]
    assert sum(found.heads == ROOT) == 1
    assert all(h in (ROOT, 0, 1, 2, 3) for h in found.heads[:4])
    links = [h for h in found.heads[4:].tolist() if h < 4]
    assert len(links) == 1
    assert links[0] in (2, 3)


def test_a_link_over_a_seam_stays_in_its_sentence() -> None:
    """The second window has read words 2 and 3; word 2 belongs to the sentence before."""
    found = parsed(text_of("a bb . dddd eeeee ffffff ggggggg hhhhhhhh"), *BY_FORCE)
    assert found.starts.tolist() == [i in (0, 3) for i in range(8)]
    assert [h for h in found.heads[4:].tolist() if h < 4] in ([3], [])
    assert sum(found.heads[3:] == ROOT) == 1


def test_a_sentence_that_starts_at_a_seam_hangs_on_nothing() -> None:
    found = parsed(text_of("a bb ccc . eeeee ffffff ggggggg hhhhhhhh"), *BY_FORCE)
    assert [int((found.heads[s] == ROOT).sum()) for s in (slice(0, 4), slice(4, 8))] == [1, 1]


def test_a_start_forbidden_between_passages_hangs_the_later_root_on_the_earlier() -> None:
    part = Syntax(np.array([ROOT, 0]), np.array([ROOT, 1]), np.array([True, False]))
    later = Syntax(np.array([3, ROOT]), np.array([1, ROOT]), np.array([False, False]))
    found = joined([part, later])
    assert found.heads.tolist() == [ROOT, 0, 3, 0]
    assert found.relations.tolist() == [ROOT, 1, 1, OTHER]


def test_a_text_without_passages_has_no_syntax() -> None:
    assert joined([]).heads.tolist() == []
