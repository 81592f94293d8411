"""Names without Jr. or Sr. beside namesakes with one: what is open is listed."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.config import ReconcileConfig
from pipeline.reconcile.bare_names import with_bare_names
from pipeline.reconcile.entities import Joined
from pipeline.reconcile.within import chain_article
from pipeline.schema import DecidedBy, Decision, Label, MergeDecision
from tests.unit.reconcile.marked import mark

CONFIG = ReconcileConfig()
JR, SR = "[PERSON Odell Brisk Jr.] runs it.", "[PERSON Odell Brisk Sr.] founded it."


def groups_of(*texts: str) -> list[list[Joined]]:
    articles = [mark(text, f"a{i}", date(2018, 1, 20 + i)) for i, text in enumerate(texts)]
    return [[Joined(chain)] for mentions in articles for chain in chain_article(mentions)]


@pytest.mark.parametrize(
    ("texts", "decisions"),
    [
        ([JR, SR, "[PERSON Odell Brisk] spoke."], {"Odell Brisk Jr.": "unsure", "Odell Brisk Sr.": "unsure"}),
        ([f"{JR} {SR} [PERSON Odell Brisk] spoke."], {"Odell Brisk Jr.": "unsure", "Odell Brisk Sr.": "unsure"}),
        (
            [JR, SR, "His father, [PERSON Odell Brisk], spoke."],
            {"Odell Brisk Jr.": "different", "Odell Brisk Sr.": "unsure"},
        ),
        (
            [JR, SR, "[PERSON Odell Brisk], who took over from his father, spoke."],
            {"Odell Brisk Jr.": "unsure", "Odell Brisk Sr.": "different"},
        ),
        ([JR, SR, "[PERSON Tim Brisk] spoke."], {}),
        ([JR, SR], {}),
        (["[PERSON Odell Brisk] spoke."], {}),
    ],
)
def test_a_bare_name_is_listed_with_each_namesake(texts: list[str], decisions: dict[str, str]) -> None:
    rows = with_bare_names([], groups_of(*texts), CONFIG)
    assert {row.name_b: row.decision.value for row in rows} == decisions
    assert {row.name_a for row in rows} <= {"Odell Brisk"}
    assert all(row.evidence_a and row.evidence_b and row.reason for row in rows)


def test_a_row_that_stands_already_is_not_told_twice_but_what_the_article_says_wins() -> None:
    known = MergeDecision(
        "Odell Brisk", "Odell Brisk Jr.", Label.PERSON, Decision.UNSURE, DecidedBy.RULE, 0.7, "x", "", ""
    )
    assert with_bare_names([known], groups_of(JR, "[PERSON Odell Brisk] spoke."), CONFIG) == [known]
    (row,) = with_bare_names([known], groups_of(JR, "His father, [PERSON Odell Brisk], spoke."), CONFIG)
    assert (row.decision, row.score) == (Decision.DIFFERENT, 0.1)
