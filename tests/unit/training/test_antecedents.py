"""Learning what pronouns and nominals take up."""

from __future__ import annotations

import pytest

pytest.importorskip("scipy")

from training.antecedents import PARTIAL_NEW, Example, learn, weight_of


def example(right: tuple[int, ...], *, source: str = "meantime", group: str = "he") -> Example:
    candidates = (("near", "named"), ("far", "named"), ("null",))
    return Example(source, group, group, candidates, right, bool(right))


def test_learn_weighs_what_the_right_candidates_have_over_what_the_others_have() -> None:
    weights = learn([example((0,)) for _ in range(8)])
    assert weights["any", "near"] > 0 > weights["any", "far"]
    assert weights["he", "near"] > 0 > weights["he", "null"]


def test_learn_takes_none_as_right_where_no_candidate_is() -> None:
    assert learn([example(()) for _ in range(8)])["any", "null"] > 0


@pytest.mark.parametrize(
    ("source", "group", "right", "weight"),
    [
        ("meantime", "he", (), 1.0),
        ("ecb+", "he", (0,), 1.0),
        ("ecb+", "he", (), 0.0),
        ("ecb+", "nominal", (), PARTIAL_NEW),
    ],
)
def test_what_seems_new_counts_little_where_chains_are_incomplete(
    source: str, group: str, right: tuple[int, ...], weight: float
) -> None:
    assert weight_of(example(right, source=source, group=group)) == weight
