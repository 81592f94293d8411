"""Which predicted row answers which gold row."""

from __future__ import annotations

from pipeline.evaluate.match import Matching, RowPair, match_rows, overlaps
from pipeline.evaluate.observation import Observation


def row(start: int, end: int, label: str = "PERSON", optional: bool = False, form: str = "name") -> Observation:
    return Observation("mentions", "a1", start, end, "x" * (end - start), {"label": label, "form": form}, optional)


def test_equal_spans_are_paired_and_the_rest_is_missed_or_false():
    gold, found = [row(0, 5), row(10, 15)], [row(10, 15), row(20, 25)]
    assert match_rows(gold, found) == Matching(
        pairs=(RowPair(gold[1], found[0]),), missed=(gold[0],), false=(found[1],)
    )


def test_a_gold_row_is_answered_once():
    gold, found = [row(0, 10)], [row(0, 4), row(5, 10)]
    assert match_rows(gold, found) == Matching(pairs=(RowPair(gold[0], found[1]),), false=(found[0],))


def test_an_exact_answer_is_kept_though_two_overlapping_ones_would_pair_more_rows():
    gold, found = [row(0, 10), row(8, 20)], [row(0, 10), row(0, 5)]
    matching = match_rows(gold, found)
    assert matching.pairs == (RowPair(gold[0], found[0]),)
    assert (matching.missed, matching.false) == ((gold[1],), (found[1],))


def test_overlapping_rows_pair_for_the_greatest_total_overlap():
    """The first row shares most with the second gold row (0.75), but then the others have no partner (0.53 + 0.57)."""
    gold, found = [row(0, 14), row(10, 30)], [row(5, 25), row(18, 40)]
    assert match_rows(gold, found).pairs == (RowPair(gold[0], found[0]), RowPair(gold[1], found[1]))


def test_among_equal_spans_equal_types_are_paired():
    gold = [row(0, 5, "PERSON"), row(0, 5, "ORG")]
    found = [row(0, 5, "GPE"), row(0, 5, "PERSON")]
    pairs = {(pair.gold.type, pair.predicted.type) for pair in match_rows(gold, found).pairs}
    assert pairs == {("PERSON", "PERSON"), ("ORG", "GPE")}


def test_among_equal_overlaps_the_equal_type_wins():
    gold, found = [row(0, 10, "ORG")], [row(0, 9, "GPE"), row(1, 10, "ORG")]
    assert match_rows(gold, found).pairs == (RowPair(gold[0], found[1]),)


def test_an_answer_to_an_optional_row_is_neutral():
    gold, found = [row(0, 20), row(0, 5, optional=True)], [row(0, 5), row(0, 4)]
    assert match_rows(gold, found) == Matching(missed=(gold[0],), neutral=(found[1], found[0]))


def test_an_optional_row_without_an_answer_is_no_miss():
    assert match_rows([row(0, 5, optional=True)], []) == Matching()


def test_a_row_closer_to_a_required_row_is_judged_although_it_touches_an_optional_one():
    gold, found = [row(0, 20), row(0, 5, optional=True)], [row(0, 19)]
    assert match_rows(gold, found) == Matching(pairs=(RowPair(gold[0], found[0]),))


def test_a_row_equal_to_a_required_and_an_optional_row_answers_the_required_one():
    gold, found = [row(0, 5, "ORG"), row(0, 5, "GPE", optional=True)], [row(0, 5, "GPE")]
    assert match_rows(gold, found).pairs == (RowPair(gold[0], found[0]),)


def test_forms_that_gold_does_not_annotate_are_left_out():
    pronoun = row(3, 5, form="pronoun")
    assert match_rows([row(0, 5)], [pronoun], frozenset({"name"})) == Matching(missed=(row(0, 5),), left_out=(pronoun,))


def test_touching_rows_do_not_overlap():
    assert match_rows([row(0, 5)], [row(5, 9)]).pairs == ()


def test_overlaps_lists_every_pair_with_a_common_character():
    left, right = [row(0, 100), row(2, 4), row(50, 60)], [row(3, 10), row(4, 5), row(55, 70)]
    assert list(overlaps(left, right)) == [(0, 0), (1, 0), (0, 1), (0, 2), (2, 2)]
