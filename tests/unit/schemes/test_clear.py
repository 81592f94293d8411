"""CLEAR trees of news sentences against the same sentences in Universal Dependencies, both made by hand."""

from __future__ import annotations

import pytest

from pipeline.schemes.clear import to_universal
from pipeline.schemes.tree import Tree
from tests.unit.schemes.trees import Sentence, Word, read_trees

SENTENCES = read_trees()


def people(words: tuple[Word, ...]) -> list[tuple[int, int]]:
    """Where the names of persons stand."""
    found = []
    for at, word in enumerate(words):
        if word.entity == "B-PERSON":
            end = at + 1
            while end < len(words) and words[end].entity == "I-PERSON":
                end += 1
            found.append((at, end))
    return found


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda s: s.pattern)
def test_clear_tree_becomes_the_universal_tree(sentence: Sentence) -> None:
    words = sentence.words
    tree = Tree(
        [w.text for w in words], [w.tag for w in words], [w.clear_head for w in words], [w.clear for w in words]
    )
    to_universal(tree, people(words))
    found = [(w.text, words[h].text, r) for w, h, r in zip(words, tree.heads, tree.relations, strict=True)]
    assert found == [(w.text, words[w.universal_head].text, w.universal) for w in words]


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda s: s.pattern)
def test_universal_tree_stays_as_it_is(sentence: Sentence) -> None:
    """Nothing is rewritten twice: the steps find nothing in a tree of version 2 but its names of relations."""
    words = sentence.words
    heads, relations = [w.universal_head for w in words], [w.universal for w in words]
    tree = Tree([w.text for w in words], [w.tag for w in words], heads, relations)
    to_universal(tree, people(words))
    assert (tree.heads, tree.relations) == (heads, relations)
