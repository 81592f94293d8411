"""The encoder's run time on random input: best trees and names beside a search of all, windows that keep every word."""

from __future__ import annotations

from functools import cache
from itertools import pairwise, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.encoder.lemmas import apply_script, script_of
from pipeline.encoder.names import Name, Scheme, find_names
from pipeline.encoder.trees import best_tree, best_trees
from pipeline.encoder.windows import LIMIT, windows

TAGS = ("O", *(f"{p}-{x}" for x in ("A", "B") for p in "BIES"))


def is_tree(heads: tuple[int, ...] | list[int]) -> bool:
    """One root, and every word below it."""
    at = list(range(1, len(heads) + 1))
    for _ in heads:
        at = [heads[i - 1] if i else 0 for i in at]
    return list(heads).count(0) == 1 and not any(at)


def matrices(words: int, columns: int) -> st.SearchStrategy[np.ndarray]:
    """Small whole numbers, so that sums are exact and ties are common."""
    size = words * columns
    rows = st.lists(st.integers(-6, 6), min_size=size, max_size=size)
    return rows.map(lambda x: np.array(x, dtype=np.float32).reshape(words, columns))


@cache
def all_trees(words: int) -> np.ndarray:
    """The heads of every tree over so many words."""
    return np.array([heads for heads in product(range(words + 1), repeat=words) if is_tree(heads)])


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 4).flatmap(lambda n: matrices(n, n + 1)))
def test_the_best_tree_scores_as_the_best_of_all_trees(arcs: np.ndarray) -> None:
    words = np.arange(len(arcs))
    best = arcs[words, all_trees(len(arcs))].sum(axis=1).max()
    for heads in (best_tree(arcs), best_trees(arcs, np.zeros(len(arcs), dtype=int))):
        assert is_tree(heads.tolist())
        assert arcs[words, heads].sum() == best


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 30), st.integers(0, 2**32 - 1))
def test_every_sentence_gets_a_tree_of_its_own_words(words: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    sentences = np.where(rng.random(words) < 0.1, -1, np.cumsum(rng.random(words) < 0.2))
    heads = best_trees(rng.normal(size=(words, words + 1)).astype(np.float32), sentences)
    for sentence in set(sentences.tolist()) - {-1}:
        members = np.flatnonzero(sentences == sentence).tolist()
        place = {0: 0, **{m + 1: i + 1 for i, m in enumerate(members)}}
        assert is_tree([place[int(h)] for h in heads[members]])


def may_follow(tag: str, after: str) -> bool:
    """Whether a tag may stand after another one; a text begins and ends as if after and before ``O``."""
    return after[0] in "OES" if tag[0] in "OBS" else after[0] in "BI" and after[1:] == tag[1:]


@cache
def sequences(words: int) -> np.ndarray:
    """All legal tag sequences, as columns of the logits."""
    legal = [
        [TAGS.index(t) for t in tags]
        for tags in product(TAGS, repeat=words)
        if all(may_follow(tag, after) for after, tag in pairwise(("O", *tags, "O")))
    ]
    return np.array(legal)


def tags_of(names: list[Name], words: int) -> list[str]:
    tags = ["O"] * words
    for name in names:
        assert tags[name.start : name.end] == ["O"] * (name.end - name.start)
        one = name.end - name.start == 1
        inner = [f"S-{name.label}"] if one else [f"I-{name.label}"] * (name.end - name.start)
        if not one:
            inner[0], inner[-1] = f"B-{name.label}", f"E-{name.label}"
        tags[name.start : name.end] = inner
    return tags


@settings(max_examples=60, deadline=None)
@given(
    st.integers(1, 3).flatmap(lambda n: st.tuples(matrices(n, len(TAGS)), st.sets(st.integers(0, n - 1), max_size=1)))
)
def test_names_score_as_the_best_of_all_legal_tag_sequences(case: tuple[np.ndarray, set[int]]) -> None:
    logits, breaks = case
    words = len(logits)
    found = tags_of(find_names(logits, Scheme.of_tags(TAGS), np.isin(np.arange(words), list(breaks))), words)
    legal = sequences(words)
    legal = legal[(legal[:, sorted(breaks)] == 0).all(axis=1)]
    columns = [TAGS.index(tag) for tag in found]
    assert columns in legal.tolist()
    assert logits[np.arange(words), columns].sum() == logits[np.arange(words), legal].sum(axis=1).max()


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 60), st.integers(0, 2**32 - 1), st.floats(0, 8))
def test_searching_only_stretches_loses_nothing(words: int, seed: int, bias: float) -> None:
    """The plain Viterbi search over all words, in the fewest lines, scores the same as the search of stretches."""
    rng = np.random.default_rng(seed)
    logits = rng.normal(scale=3, size=(words, len(TAGS))).astype(np.float32)
    logits[:, 0] += bias
    ways = np.array([[0.0 if may_follow(tag, after) else -np.inf for tag in TAGS] for after in TAGS])
    score = ways[0].copy()
    for i, row in enumerate(logits.astype(np.float64)):
        score = row + (score if i == 0 else (score[:, None] + ways).max(axis=0))
    best = max(s for s, tag in zip(score, TAGS, strict=True) if tag[0] in "OES")
    found = tags_of(find_names(logits, Scheme.of_tags(TAGS), np.zeros(words, dtype=bool)), words)
    assert np.isclose(sum(float(logits[i, TAGS.index(t)]) for i, t in enumerate(found)), best, atol=1e-9)


WORDS = st.lists(
    st.tuples(st.sampled_from(["a", "b", ".", "”", "\n\n", "?", "long"]), st.integers(1, 12)), max_size=300
)


@settings(max_examples=60, deadline=None)
@given(WORDS)
def test_windows_keep_each_word_once_and_hold_their_limit(pairs: list[tuple[str, int]]) -> None:
    words, sizes = [w for w, _ in pairs], [s for _, s in pairs]
    found = windows(words, sizes)
    assert [i for w in found for i in range(w.first, w.last)] == list(range(len(words)))
    for window in found:
        assert window.start <= window.first < window.last <= window.end
        assert sum(sizes[window.start : window.end]) <= LIMIT


@settings(max_examples=200, deadline=None)
@given(st.text(min_size=1, max_size=8), st.text(max_size=8))
def test_a_script_makes_the_lemma_that_it_was_made_of(form: str, lemma: str) -> None:
    script = script_of(form, lemma)
    assert apply_script(script, form) == lemma
