"""Tables of mentions and pairs that somebody else made."""

from __future__ import annotations

import pytest

from pipeline.config import ReconcileConfig
from pipeline.errors import CorpusError
from pipeline.reconcile.judgements import Judgements
from pipeline.reconcile.judgements_file import Judgement
from pipeline.reconcile.table import compare_rows, reconcile_rows, split_context, to_label
from pipeline.schema import Decision, Label

CONFIG = ReconcileConfig()
ROW = {
    "mention_id": "m1", "article_id": "a1", "start": "5", "text": "Tim Burrow", "label": "PER",
    "published": "2018-01-24", "context": "said Tim Burrow, mayor of Dover",
}  # fmt: skip


def test_each_mention_gets_its_row_in_the_given_order() -> None:
    rows = [
        ROW,
        ROW | {"mention_id": "m0", "article_id": "a0", "start": "0", "text": "Burrow", "context": "Burrow left"},
    ]
    verdicts, reconciled = reconcile_rows(rows, CONFIG, Judgements())
    assert [(v["mention_id"], v["entity_id"], v["method"]) for v in verdicts] == [
        ("m1", "person:tim-burrow", "name"),
        ("m0", "person:tim-burrow", "short_name"),
    ]
    assert [entity.role for entity in reconciled.entities] == ["mayor of Dover"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"start": "x"}, "row 1: start 'x'"),
        ({"start": "-3"}, "row 1: start '-3'"),
        ({"label": "WIZARD"}, "row 1: label 'WIZARD'"),
        ({"published": "yesterday"}, "row 1: published 'yesterday'"),
        ({"text": ""}, "row 1: no text"),
        ({"mention_id": " "}, "row 1: no mention_id"),
    ],
)
def test_bad_rows_name_row_and_value(change: dict[str, str], message: str) -> None:
    with pytest.raises(CorpusError, match=message):
        reconcile_rows([ROW | change], CONFIG, Judgements())


def test_an_id_used_twice_is_refused() -> None:
    with pytest.raises(CorpusError, match="row 2: mention_id 'm1' was used before, in row 1"):
        reconcile_rows([ROW, ROW], CONFIG, Judgements())


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("PER", Label.PERSON),
        ("person", Label.PERSON),
        ("LOC", Label.LOC),
        ("PLACE", Label.GPE),
        ("B-ORG", Label.ORG),
        ("", None),
    ],
)
def test_labels_of_other_schemes_are_normalised(name: str, label: Label | None) -> None:
    assert to_label(name, "row 1") == label


def test_context_is_split_at_the_mention_and_not_at_its_first_copy() -> None:
    before = "Dover, " * 14 + "no"
    assert len(before) == 100
    assert split_context(f"{before}Dover, Del.", "Dover", 500) == (before, ", Del.")


def test_a_context_without_the_mention_says_nothing() -> None:
    assert split_context("something else", "Dover", 3) == ("", "")


def test_pairs_are_decided_in_order() -> None:
    rows = [
        {"id": "1", "name_a": "Bob Tarrant", "name_b": "Robert Tarrant", "label": "PERSON", "role_a": "", "role_b": ""},
        {"id": "2", "name_a": "Ned Amsel", "name_b": "Ted Amsel", "label": "PERSON"},
    ]
    assert [(row["id"], row["decision"]) for row in compare_rows(rows, CONFIG)] == [("1", "same"), ("2", "different")]


def test_a_pair_without_a_name_is_refused() -> None:
    with pytest.raises(CorpusError, match="row 1: no name_b"):
        list(compare_rows([{"id": "1", "name_a": "Ned", "name_b": ""}], CONFIG))


def test_a_list_of_names_is_a_table() -> None:
    verdicts, reconciled = reconcile_rows(
        [{"text": "Bob Tarrant", "label": "person"}, {"text": "Robert Tarrant", "label": "person"}],
        CONFIG,
        Judgements(),
    )
    assert [v["mention_id"] for v in verdicts] == ["1", "2"]
    assert [(m.name_a, m.name_b, m.evidence_a) for m in reconciled.merges] == [
        ("Bob Tarrant", "Robert Tarrant", "row 1: Bob Tarrant")
    ]


def test_names_of_one_article_without_places_are_read_in_the_order_given() -> None:
    rows = [
        {"article_id": "a", "text": "Ines Moreau", "label": "PER"},
        {"article_id": "a", "text": "Moreau", "label": "PER"},
    ]
    verdicts, _ = reconcile_rows(rows, CONFIG, Judgements())
    assert {v["entity_id"] for v in verdicts} == {"person:ines-moreau"}


def test_progress_hears_of_every_name_and_pair() -> None:
    told: list[int] = []
    rows = [ROW, ROW | {"mention_id": "m2"}, ROW | {"mention_id": "m3", "article_id": "a2"}]
    reconcile_rows(rows, CONFIG, Judgements(), progress=told.append)
    assert told == [2, 1]
    list(compare_rows([{"name_a": "A", "name_b": "B"}] * 2, CONFIG, progress=told.append))
    assert told == [2, 1, 1, 1]


def test_what_people_judged_stands_above_what_names_say() -> None:
    judged = Judgements.of([Judgement("Bob Tarrant", "Robert Tarrant", Label.PERSON, Decision.DIFFERENT)])
    row = {"name_a": "Robert Tarrant", "name_b": "Mr. Bob Tarrant", "label": "PERSON"}
    assert list(compare_rows([row], CONFIG, judged)) == [
        {"id": "1", "decision": "different", "score": 0.0, "reason": "judged by a person"}
    ]
