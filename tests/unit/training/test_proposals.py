"""How proposals are matched with annotated attributions."""

from __future__ import annotations

from training.proposals import Numbered, dice


def test_spans_are_the_same_words_whatever_their_marks_and_blanks() -> None:
    numbered = Numbered('He said: "It rose."')
    assert numbered([(9, 19)]) == numbered([(10, 17)]) == {2, 3}


def test_a_span_that_cuts_a_word_has_it() -> None:
    assert Numbered("taxes rise")([(3, 7)]) == {0, 1}


def test_stretches_add_up_and_an_empty_one_has_no_words() -> None:
    numbered = Numbered("a b c d")
    assert (numbered([(0, 1), (6, 7)]), numbered([(2, 2)]), numbered([])) == ({0, 3}, frozenset(), frozenset())


def test_dice_is_the_share_of_common_words() -> None:
    a, b = frozenset({1, 2, 3}), frozenset({2, 3, 4})
    assert (dice(a, b), dice(a, a), dice(a, frozenset())) == (2 * 2 / 6, 1.0, 0.0)
