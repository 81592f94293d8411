"""Tables of mentions and pairs that somebody else made."""

from __future__ import annotations

import pytest

from pipeline.config import ReconcileConfig
from pipeline.errors import CorpusError
from pipeline.reconcile.judgements import Judgements
from pipeline.reconcile.table import compare_rows, reconcile_rows, split_context, to_label
from pipeline.schema import Label

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
