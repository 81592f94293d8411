"""What a reviewer is asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import ConfigError
from pipeline.review.cases import Case, Place, Side, read_cases
from pipeline.schema import Decision, Label
from tests.unit.review.tables import MERGE, merge, write


def test_a_case_tells_all_that_the_tables_know(tmp_path: Path) -> None:
    write(tmp_path, "merges", [MERGE])
    write(tmp_path, "articles", [{"article_id": "a1", "outlet": "Gazette", "published": "2021-03-03"}])
    said = [("a1", "Director Jon Addler", "name"), ("a1", "Jon Addler’s", "name"), ("a3", "Jon Addler", "name"),
            ("a3", "he", "pronoun")]  # fmt: skip
    known = {"label": "PERSON", "entity_id": "person:jon-addler"}
    write(tmp_path, "mentions", [{"article_id": a, "text": text, "form": form} | known for a, text, form in said])
    entity = {"entity_id": "person:jon-addler", "name": "Jon Addler", "label": "PERSON", "aliases": "Jon Addler"}
    write(tmp_path, "entities", [entity | {"role": "harbour director"}])
    assert read_cases(tmp_path) == (
        Case(
            Side(
                "Jon Addler", (Place("a1", "Gazette, 2021-03-03", "said Jon Addler, who runs"),),
                3, 2, ("harbour director",),
            ),
            Side("John Adlder", (Place("a2", "", "and John  Adlder went"),)),
            Label.PERSON, Decision.UNSURE, 0.7,
            ("May be a slip of the pen.", "Both have to do with harbour."),
        ),
    )  # fmt: skip


def test_merges_alone_are_enough(tmp_path: Path) -> None:
    write(tmp_path, "merges", [MERGE])
    assert [(case.a.n_articles, case.a.roles) for case in read_cases(tmp_path)] == [(0, ())]


def test_a_pair_is_asked_once_with_all_its_places(tmp_path: Path) -> None:
    write(
        tmp_path, "merges",
        [merge("Addler", "Jon Addler", evidence_a="a3: Addler ran"),
         merge("Jon Addler", "Addler", evidence_b="a4: Addler won"),
         merge("Addler", "Jon Addler", decision="same", score="0.9", evidence_a="a5: Addler lost")],
    )  # fmt: skip
    (case,) = read_cases(tmp_path)
    assert [place.article_id for place in case.a.places] == ["a3", "a4"]


def test_only_what_is_unsure_is_asked_and_the_likeliest_first(tmp_path: Path) -> None:
    write(
        tmp_path, "merges",
        [merge("A", "B", decision="same", score="0.99"), merge("C", "D", score="0.5"), merge("E", "F", score="0.7"),
         merge("G", "H", decision="different", score="0.3"), merge("I", "J", decision="same", score="0.81"),
         merge("K", "L", decision="same", decided_by="person"), merge("M", "N", decided_by="person")],
    )  # fmt: skip
    assert [case.a.name for case in read_cases(tmp_path)] == ["E", "M", "C"]
    assert [case.a.name for case in read_cases(tmp_path, with_sure=True)] == ["E", "M", "C", "I", "A", "G"]


def test_two_bearers_of_one_name_keep_their_own_contexts(tmp_path: Path) -> None:
    write(tmp_path, "merges", [merge("Jon Addler", "Jon Addler", evidence_a="a1: Ohio", evidence_b="a2: Michigan")])
    (case,) = read_cases(tmp_path)
    assert ([p.context for p in case.a.places], [p.context for p in case.b.places]) == (["Ohio"], ["Michigan"])


def test_a_folder_without_tables_is_refused_with_the_command_that_makes_them(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="newsledger extract"):
        read_cases(tmp_path)
    write(tmp_path, "merges", [{"name_a": "A"}])
    with pytest.raises(ConfigError, match="no column name_b"):
        read_cases(tmp_path)


def test_tables_that_a_spreadsheet_saved_are_read(tmp_path: Path) -> None:
    (tmp_path / "merges.csv").write_text(
        ";".join(MERGE) + "\r\n" + "Jon Addler;John Adlder;PERSON;unsure;rule;0,7;May be a slip.\r\n",
        encoding="utf-8-sig",
    )
    (case,) = read_cases(tmp_path)
    assert (case.a.name, case.score, case.a.places) == ("Jon Addler", 0.7, ())


@pytest.mark.parametrize(
    ("change", "message"),
    [({"decision": "Perhaps"}, "row 2: decision 'Perhaps'"), ({"score": "high"}, "row 2: score 'high'")],
)
def test_what_no_run_writes_is_refused_with_its_row(tmp_path: Path, change: dict[str, str], message: str) -> None:
    write(tmp_path, "merges", [MERGE, merge("A", "B") | change])
    with pytest.raises(ConfigError, match=f"merges.csv, {message}"):
        read_cases(tmp_path)


def test_tables_of_somebody_else_beside_the_merges_are_passed_over(tmp_path: Path) -> None:
    write(tmp_path, "merges", [MERGE])
    for name in ("mentions", "entities", "articles"):
        write(tmp_path, name, [{"text": "Jon Addler", "name": "Jon Addler"}])
    assert [(case.a.name, case.a.n_mentions) for case in read_cases(tmp_path)] == [("Jon Addler", 0)]
