"""What follows from decisions by people."""

from __future__ import annotations

import pytest

from pipeline.reconcile.chains import Family
from pipeline.reconcile.judgements import Judgements, fold_name
from pipeline.reconcile.judgements_file import Judgement
from pipeline.schema import Decision, Label

SAME, DIFFERENT, UNSURE = Decision.SAME, Decision.DIFFERENT, Decision.UNSURE


def judge(*rows: tuple[str, str, Decision], label: Label | None = Label.PERSON, is_alone: bool = False) -> Judgements:
    return Judgements.of(
        [Judgement(a, b, label, d, line=n, is_alone=is_alone) for n, (a, b, d) in enumerate(rows, 2)], "j.csv"
    )


def test_same_is_transitive_and_different_holds_between_groups() -> None:
    judged = judge(("Ann", "Ben", SAME), ("Ben", "Cem", SAME), ("Cem", "Dora", DIFFERENT), ("Eli", "Fay", UNSURE))
    assert judged.between("Cem", "Ann", Label.PERSON) == SAME
    assert judged.between("Ann", "Dora", Label.PERSON) == DIFFERENT
    assert judged.between("Eli", "Fay", Label.PERSON) is None
    assert judged.between("Dora", "Eli", Label.PERSON) is None
    assert judged.problems == ()


@pytest.mark.parametrize(
    ("rows", "named", "still_same"),
    [
        ([("A", "B", SAME), ("B", "A", DIFFERENT)], ["line 3: 'B' and 'A'", "line 2: 'A' = 'B'"], []),
        ([("A", "B", SAME), ("B", "C", SAME), ("A", "C", DIFFERENT)], ["line 4", "line 2", "line 3"], []),
        ([("A", "B", SAME), ("B", "C", SAME), ("A", "C", DIFFERENT), ("C", "D", SAME)], ["line 4"], [("C", "D")]),
        ([("A", "A", DIFFERENT), ("A", "B", SAME), ("C", "B", SAME)], ["line 2", "line 3"], [("C", "B")]),
    ],
)  # fmt: skip
def test_a_contradiction_keeps_apart_and_names_its_lines(
    rows: list[tuple[str, str, Decision]], named: list[str], still_same: list[tuple[str, str]]
) -> None:
    judged = judge(*rows)
    assert len(judged.problems) == 1
    assert all(text in judged.problems[0] for text in ["j.csv", *named])
    for a, b, decision in rows:
        expected = DIFFERENT if decision == DIFFERENT else SAME if (a, b) in still_same else None
        assert judged.between(a, b, Label.PERSON) in (expected, DIFFERENT)
    assert all(judged.between(a, b, Label.PERSON) == SAME for a, b in still_same)


def test_the_order_of_the_lines_does_not_matter() -> None:
    said = [("A", "B", SAME), ("B", "C", SAME), ("C", "D", SAME), ("A", "D", DIFFERENT), ("B", "C", DIFFERENT)]
    rows = [Judgement(a, b, Label.PERSON, d, line=n) for n, (a, b, d) in enumerate(said, 2)]
    assert Judgements.of(rows) == Judgements.of(reversed(rows))


def test_names_of_different_kinds_do_not_touch() -> None:
    judged = Judgements.of(
        [Judgement("Dover", "Kent", Label.PERSON, SAME), Judgement("Dover", "Kent", Label.GPE, DIFFERENT)]
    )
    assert judged.problems == ()
    assert (judged.between("Dover", "Kent", Label.PERSON), judged.between("Dover", "Kent", Label.LOC)) == (
        SAME,
        DIFFERENT,
    )


def test_a_decision_without_a_label_speaks_of_every_kind() -> None:
    judged = judge(("Dover", "Kent", SAME), label=None)
    assert [judged.between("Dover", "Kent", label) for label in (Label.PERSON, Label.GPE, None)] == [SAME] * 3


def test_what_is_meant_everywhere_is_meant_where_a_name_stands_alone() -> None:
    everywhere = Judgement("Burrow", "Tim Burrow", Label.PERSON, SAME, line=2)
    alone = Judgement("Burrow", "Tim Burrow", Label.PERSON, DIFFERENT, line=3, is_alone=True)
    judged = Judgements.of([everywhere, alone])
    assert len(judged.problems) == 1
    assert judged.between("Burrow", "Tim Burrow", Label.PERSON) == DIFFERENT


@pytest.mark.parametrize(
    ("one", "other", "family"),
    [
        ("Mayor Tim Burrow", "tim burrow", Family.PERSON),
        ("José Peña’s", "Jose Pena", Family.PERSON),
        ("the N.P.S.", "NPS", Family.THING),
        ("Dover, Del.", "Dover, Delaware", Family.PLACE),
    ],
)
def test_spellings_of_one_judged_name_are_one_name(one: str, other: str, family: Family) -> None:
    assert fold_name(one, family) == fold_name(other, family)


def test_a_place_is_judged_with_its_state() -> None:
    assert fold_name("Dover", Family.PLACE, "delaware") == fold_name("Dover, Del.", Family.PLACE)
    assert (
        len({fold_name(name, Family.PLACE) for name in ("Dover", "Dover, Del.", "Dover, N.H.", "City of Dover")}) == 4
    )
