"""Cluster scores against examples worked by hand and against definitions written out the long way."""

from __future__ import annotations

from itertools import permutations

import pytest

from pipeline.errors import InvariantError
from pipeline.evaluate.clusters import Prf, align, b_cubed, ceaf_e, conll, muc, pairwise
from pipeline.evaluate.counts import Counts


def clustering(*clusters: str) -> dict[int, str]:
    """Each letter is an item, each text a cluster."""
    return {ord(item): cluster for cluster in clusters for item in cluster}


def test_the_example_of_the_reference_scorer():
    """Gold {a b c} {d e f g}, run {a b} {c d} {e f g}.

    MUC: recall ((3 - 2) + (4 - 2)) / (2 + 3), precision ((2 - 1) + (2 - 2) + (3 - 1)) / (1 + 1 + 2).
    B-cubed recall: (4/3 + 1/3 + 1/4 + 9/4) / 7, precision: (4/2 + 1/2 + 1/2 + 9/3) / 7.
    CEAF-e: {a b c} with {a b} 2*2/5, {d e f g} with {e f g} 2*3/7; over 2 gold and 3 clusters of the run.
    """
    gold, system = clustering("abc", "defg"), clustering("ab", "cd", "efg")
    assert muc(gold, system) == Prf(pytest.approx(3 / 4), pytest.approx(3 / 5))
    assert b_cubed(gold, system) == Prf(pytest.approx(6 / 7), pytest.approx(25 / 42))
    phi = 4 / 5 + 6 / 7
    assert ceaf_e(gold, system) == Prf(pytest.approx(phi / 3), pytest.approx(phi / 2))


def test_everything_in_one_cluster():
    """Gold {a b} {c d} {e}, run one cluster of five: MUC finds 2 links with 4; B-cubed precision (4 + 4 + 1) / 25."""
    gold, system = clustering("ab", "cd", "e"), clustering("abcde")
    assert muc(gold, system) == Prf(2 / 4, 1.0)
    assert b_cubed(gold, system) == Prf(pytest.approx(9 / 25), pytest.approx(1.0))
    assert ceaf_e(gold, system) == Prf(pytest.approx(4 / 7), pytest.approx(4 / 21))


def test_everything_alone():
    """Gold {a b} {c d} {e}, run five of one: no link at all, so MUC precision is undefined and its F1 zero."""
    gold, system = clustering("ab", "cd", "e"), clustering("a", "b", "c", "d", "e")
    assert muc(gold, system) == Prf(None, 0.0)
    assert muc(gold, system).f1 == 0.0
    assert b_cubed(gold, system) == Prf(1.0, pytest.approx(3 / 5))
    phi = 2 / 3 + 2 / 3 + 1
    assert ceaf_e(gold, system) == Prf(pytest.approx(phi / 5), pytest.approx(phi / 3))


def test_ceaf_aligns_for_the_greatest_sum_and_not_greedily():
    """Gold {a b c d} {e f}, run {a b e f} {c d}: greedy takes 2*2/6 for {e f} with the four, leaving {a b c d} with
    {c d} 2*2/6; the other way round gives 2*2/8 only."""
    gold, system = clustering("abcd", "ef"), clustering("abef", "cd")
    assert ceaf_e(gold, system).recall == pytest.approx((4 / 6 + 4 / 6) / 2)


@pytest.mark.parametrize(
    ("gold", "system"),
    [
        (("abc", "defg"), ("ab", "cd", "efg")),
        (("abcd", "ef", "gh", "i"), ("ae", "bf", "cg", "dhi")),
        (("ab", "cd", "ef"), ("acef", "bd")),
        (("abcdefgh",), ("abc", "def", "gh")),
    ],
)
def test_scores_agree_with_the_definitions_written_out(gold: tuple[str, ...], system: tuple[str, ...]):
    """The long way: sets, every alignment tried, items one by one."""
    golds, systems = [set(c) for c in gold], [set(c) for c in system]
    n = sum(map(len, golds))
    size = max(len(golds), len(systems))
    padded_golds = golds + [set()] * (size - len(golds))
    padded = systems + [set()] * (size - len(systems))
    best = max(
        sum(2 * len(g & s) / (len(g) + len(s)) for g, s in zip(padded_golds, order, strict=True) if g and s)
        for order in permutations(padded)
    )
    items = [(next(g for g in golds if i in g), next(s for s in systems if i in s)) for c in golds for i in c]
    links = sum(len(g) - sum(1 for s in systems if g & s) for g in golds)
    measured = [function(clustering(*gold), clustering(*system)) for function in (muc, b_cubed, ceaf_e)]
    assert measured == [
        Prf(pytest.approx(links / (n - len(systems))), pytest.approx(links / (n - len(golds)))),
        Prf(
            pytest.approx(sum(len(g & s) / len(s) for g, s in items) / n),
            pytest.approx(sum(len(g & s) / len(g) for g, s in items) / n),
        ),
        Prf(pytest.approx(best / len(systems)), pytest.approx(best / len(golds))),
    ]


def test_conll_is_the_mean_and_undefined_where_a_part_is():
    assert conll((Prf(1.0, 1.0), Prf(0.5, 0.5), Prf(0.0, 0.0))) == pytest.approx(0.5)
    assert conll((Prf(1.0, 1.0), Prf(None, None))) is None


def test_no_items_have_no_score():
    assert [f({}, {}) for f in (muc, b_cubed, ceaf_e)] == [Prf(None, None)] * 3


def test_pairs_that_belong_together_are_counted():
    """Gold pairs ab ac bc de; the run's ab cd ce de: ab and de are right, cd and ce false, ac and bc missed."""
    assert pairwise(clustering("abc", "de"), clustering("ab", "cde")) == Counts(tp=2, fp=2, fn=2)


def test_alignment_maximises_agreement_over_all_ids():
    """Greedy would give g1 to s1 (3 cases) and leave s2 with none; s2 for g1 and s1 for g2 agree in 2 + 2."""
    assert align({("g1", "s1"): 3, ("g1", "s2"): 2, ("g2", "s1"): 2}) == {"s1": "g2", "s2": "g1"}


def test_an_id_that_stands_for_nothing_has_no_entry():
    assert align({("g1", "s1"): 2, ("g1", "s2"): 1}) == {"s1": "g1"}


def test_clusterings_of_different_items_are_refused():
    with pytest.raises(InvariantError):
        b_cubed({1: "a"}, {2: "a"})
