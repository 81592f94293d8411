"""Tables of mentions and pairs that somebody else made."""

from __future__ import annotations

import pytest

from pipeline.config import ReconcileConfig
from pipeline.errors import CorpusError
from pipeline.reconcile.judgements import Judgements
from pipeline.reconcile.judgements_file import Judgement
from pipeline.reconcile.table import Unread, compare_rows, read_row, reconcile_rows, split_context, to_label
from pipeline.schema import Decision, Label
from pipeline.spans import Span

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
        ({"start": "9" * 30}, "row 1: start '999"),
        ({"published": "2018-02-30"}, "row 1: published '2018-02-30'"),
    ],
)
def test_a_bad_row_gets_no_entity_and_its_value_is_named_while_the_others_go_on(
    change: dict[str, str], message: str
) -> None:
    verdicts, _ = reconcile_rows([ROW | change, ROW | {"mention_id": "m2"}], CONFIG, Judgements())
    assert [(v["entity_id"], v["method"], v["score"]) for v in verdicts] == [
        ("", "failed", None), ("person:tim-burrow", "name", 1.0)
    ]  # fmt: skip
    assert verdicts[0]["reason"].startswith(message)
    with pytest.raises(CorpusError, match=message):
        read_row(ROW | change, 1)


def test_an_id_counts_where_it_is_used_first() -> None:
    verdicts, _ = reconcile_rows([ROW, ROW | {"text": "Ned Amsel"}], CONFIG, Judgements())
    assert [(v["mention_id"], v["entity_id"]) for v in verdicts] == [("m1", "person:tim-burrow"), ("m1", "")]
    assert verdicts[1]["reason"] == "row 2: mention_id 'm1' was used before, in row 1"


@pytest.mark.parametrize("nothing", ["", "nan", "NaN", "None", "NaT", " "])
def test_what_data_frames_write_for_no_value_is_none(nothing: str) -> None:
    given = ROW | {"start": nothing, "published": nothing, "label": nothing}
    mention = read_row(given, 3)
    assert (mention.span.start, mention.published, mention.label) == (30_000, None, None)
    assert read_row(ROW | {"text": "NaN", "start": "12.0"}, 1).span == Span(12, 15)


def test_a_name_without_an_article_stands_in_one_of_its_own() -> None:
    rows = [ROW | {"mention_id": str(i), "article_id": "", "text": text} for i, text in enumerate(("Ann Ames", "Ames"))]
    verdicts, _ = reconcile_rows(rows, CONFIG, Judgements())
    assert [v["method"] for v in verdicts] == ["name", "short_name"]


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


def test_a_bad_pair_gets_no_decision_and_the_others_go_on() -> None:
    rows = [
        {"id": "1", "name_a": "Ned", "name_b": ""},
        Unread({"id": "2"}, "row 2: cannot be read"),
        {"id": "3", "name_a": "Ned Amsel", "name_b": "Ned Amsel", "label": "WIZARD"},
        {"id": "4", "name_a": "Ned Amsel", "name_b": "Ned Amsel"},
    ]
    found = list(compare_rows(rows, CONFIG))
    assert [(row["id"], row["decision"], row["score"] is None) for row in found] == [
        ("1", "", True), ("2", "", True), ("3", "", True), ("4", "same", False)
    ]  # fmt: skip
    assert found[0]["reason"].startswith("row 1: no name_b")
    assert found[1]["reason"] == "row 2: cannot be read"
    assert found[2]["reason"].startswith("row 3: label 'WIZARD' is unknown")


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
    told: list[tuple[int, int | None]] = []
    rows = [ROW, ROW | {"mention_id": "m2"}, ROW | {"mention_id": "m3", "article_id": "a2"}]
    reconcile_rows(rows, CONFIG, Judgements(), progress=lambda *done: told.append(done))
    assert told == [(2, 3), (1, 3)]
    list(compare_rows([{"name_a": "A", "name_b": "B"}] * 2, CONFIG, progress=lambda *done: told.append(done)))
    assert told[2:] == [(1, 2), (1, 2)]


def test_what_people_judged_stands_above_what_names_say() -> None:
    judged = Judgements.of([Judgement("Bob Tarrant", "Robert Tarrant", Label.PERSON, Decision.DIFFERENT)])
    row = {"name_a": "Robert Tarrant", "name_b": "Mr. Bob Tarrant", "label": "PERSON"}
    assert list(compare_rows([row], CONFIG, judged)) == [
        {"id": "1", "decision": "different", "score": 0.0, "reason": "judged by a person"}
    ]
