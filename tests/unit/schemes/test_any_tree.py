"""Whatever a parser says, trees go in and trees come out, of the same words."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, Span

from pipeline.schemes.clear import to_universal
from pipeline.schemes.documents import convert_tree, set_tree
from pipeline.schemes.tree import Tree
from tests.growth import Work, is_linear

GIVEN = """
acl acomp advcl advmod agent amod appos attr aux auxpass case cc ccomp compound conj csubj dative det dobj expl mark neg
nmod npadvmod nsubj nsubjpass nummod oprd parataxis pcomp pobj poss prep prt punct quantmod relcl xcomp
"""
KNOWN = """
acl acl:relcl advcl advcl:relcl advmod amod appos aux aux:pass case cc cc:preconj ccomp compound compound:prt conj cop
csubj csubj:outer csubj:pass dep det expl fixed flat iobj mark nmod nmod:desc nmod:poss nmod:unmarked nsubj nsubj:outer
nsubj:pass nummod obj obl obl:agent obl:unmarked parataxis punct xcomp ROOT
"""
FORMS = "to by of according because such as more than it there is was said asked let and the mayor $ 5"
PENN = "NN NNP VBD VB VBZ VBG IN TO CD $ JJ RB DT PRP EX CC ,"
RELATIONS, UNIVERSAL, WORDS, TAGS = GIVEN.split(), set(KNOWN.split()), FORMS.split(), PENN.split()
FREQUENT = ("prep", "pobj", "pcomp", "attr", "conj", "cc", "ccomp", "nsubj", "agent", "compound")  # what moves
NLP = spacy.blank("en")


class Labelled(NamedTuple):
    """The words of a few sentences with labels that make no sense, and stretches of them as names of persons."""

    words: list[str]
    tags: list[str]
    heads: list[int]
    relations: list[str]
    people: list[tuple[int, int]]

    def tree(self) -> Tree:
        return Tree(self.words, self.tags, self.heads, self.relations)


@st.composite
def labelled(draw: st.DrawFn) -> Labelled:
    words, tags, heads, relations = [], [], [], []
    for _ in range(draw(st.integers(1, 3))):
        first, size = len(words), draw(st.integers(1, 12))
        order = draw(st.permutations(range(first, first + size)))  # each word's governor stands before it in here
        place = {at: n for n, at in enumerate(order)}
        for at in range(first, first + size):
            is_root = place[at] == 0
            heads.append(at if is_root else order[draw(st.integers(0, place[at] - 1))])
            relations.append("ROOT" if is_root else draw(st.sampled_from(FREQUENT) | st.sampled_from(RELATIONS)))
            words.append(draw(st.sampled_from(WORDS)))
            tags.append(draw(st.sampled_from(TAGS)))
    at = draw(st.integers(0, len(words) - 1))
    return Labelled(words, tags, heads, relations, [(at, min(at + draw(st.integers(1, 4)), len(words)))])


def root_of(heads: list[int], at: int) -> int:
    """The root above a word; fails where there is none."""
    for _ in range(len(heads)):
        if heads[at] == at:
            return at
        at = heads[at]
    raise AssertionError("the word stands in a ring")


@settings(max_examples=60, deadline=None)
@given(labelled())
def test_trees_come_out_of_trees_with_the_words_that_they_had(given_labels: Labelled) -> None:
    tree = given_labels.tree()
    to_universal(tree, given_labels.people)
    size = len(tree)
    before = [root_of(given_labels.heads, at) for at in range(size)]
    after = [root_of(tree.heads, at) for at in range(size)]
    assert len(set(zip(before, after, strict=True))) == len(set(before)) == len(set(after))
    assert set(tree.relations) <= UNIVERSAL
    assert all(at in tree.children(h) for at, h in enumerate(tree.heads) if h != at)


@settings(max_examples=40, deadline=None)
@given(labelled())
def test_sentences_of_a_document_keep_their_words(given_labels: Labelled) -> None:
    doc = Doc(NLP.vocab, given_labels.words, tags=given_labels.tags)
    set_tree(doc, given_labels.heads, given_labels.relations)
    doc.ents = [Span(doc, *given_labels.people[0], label="PERSON")]
    before = [(s.start, s.end) for s in doc.sents]
    convert_tree(doc)
    assert [(s.start, s.end) for s in doc.sents] == before


def test_ring_of_governors_is_refused() -> None:
    with pytest.raises(ValueError, match="ring"):
        Tree(["a", "b"], ["NN", "NN"], [1, 0], ["dep", "dep"])


@pytest.mark.parametrize("relation", ["prep", "pobj", "conj", "attr", "ccomp", "nsubj"])
@pytest.mark.parametrize("shape", ["chain", "star"])
def test_very_long_sentences_take_linear_time(relation: str, shape: str) -> None:
    def long_sentence(size: int) -> Work:
        heads = [0 if shape == "star" else max(at - 1, 0) for at in range(size)]
        tree = Tree(["is"] * size, ["VBZ"] * size, heads, ["ROOT"] + [relation] * (size - 1))
        return partial(to_universal, tree)

    assert is_linear(long_sentence, 1_500)
