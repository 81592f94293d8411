"""The evaluation of tables against gold, from files to scores, errors and comparisons."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import ConfigError
from pipeline.evaluate.counts import Accuracy, Counts
from pipeline.evaluate.evaluation import Change, Evaluation, compare, evaluate
from pipeline.evaluate.mistakes import ErrorKind, Mistake, to_csv
from pipeline.evaluate.score import LabelScore, TableScore
from tests.unit.evaluate.build import Row, as_tables, gold_article, write_gold, write_tables

TEXT = "Ada Byrd and Max Roe met in Oslo. Byrd said: 'We pay $2 million in May.' She may add three tons, Roe warned."


def at(words: str, nth: int = 0, **values: Any) -> dict[str, Any]:
    """A row on the nth occurrence of the words in ``TEXT``."""
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return {"start": start, "end": start + len(words), "text": words, **values}


def mention(words: str, entity: str | None, nth: int = 0, label: str = "PERSON", form: str = "name") -> dict[str, Any]:
    return at(words, nth, label=label, form=form, entity_id=entity)


def quote(words: str, speaker: dict[str, Any], entity: str | None, utterance: str = "u1") -> dict[str, Any]:
    source = {f"speaker_{key}": speaker[key] for key in ("start", "end", "text")}
    return at(words, kind="direct", utterance_id=utterance, speaker_id=entity, **source)


MENTIONS = [mention("Ada Byrd", "ada"), mention("Max Roe", "max"), mention("Byrd", "ada", 1), mention("Roe", "max", 1)]
MONEY = at("$2 million", kind="money", value="2000000", low="2000000", currency="USD", modifier="exact")
QUOTE = quote("We pay $2 million in May.", at("Byrd", 1), "ada")


@pytest.fixture
def run(tmp_path: Path):
    """Scores rows against gold arrays."""

    def scored(gold: dict[str, Sequence[Row]], rows: dict[str, Sequence[Row]], name: str = "run") -> Evaluation:
        path = write_gold(tmp_path / "gold.jsonl", gold_article(TEXT, **gold))
        return evaluate(path, write_tables(tmp_path / name, rows), {"a1": TEXT})

    return scored


def test_spans_labels_and_overlaps_are_counted_apart(run):
    found = [mention("Ada Byrd", "e1"), mention("Max", "e2"), mention("Byrd", "e1", 1, "ORG"), mention("Oslo", "e3")]
    score = run({"mentions": MENTIONS}, {"mentions": found}).scores.tables["mentions"]
    assert score == TableScore(
        exact=Counts(2, 2, 2),
        overlap=Counts(3, 1, 1),
        labels={
            "ORG": LabelScore(Counts(0, 1, 0), Counts(0, 1, 0)),
            "PERSON": LabelScore(Counts(1, 2, 3), Counts(2, 1, 2)),
        },
        fields={"label": Accuracy(2, 3), "entity_id": Accuracy(3, 3)},
    )
    assert (score.exact_typed, score.overlap_typed) == (Counts(1, 3, 3), Counts(2, 2, 2))


def test_fields_are_scored_on_matched_rows_with_exact_decimals(run):
    found = {**MONEY, "value": "2000000.00", "currency": "CAD", "low": ""}
    score = run({"amounts": [MONEY]}, {"amounts": [found]}).scores.tables["amounts"]
    assert score.fields == {
        "kind": Accuracy(1, 1), "value": Accuracy(1, 1), "low": Accuracy(0, 1),
        "currency": Accuracy(0, 1), "modifier": Accuracy(1, 1),
    }  # fmt: skip


def test_null_agrees_with_null_and_with_nothing_else(run):
    day = at("May", kind="date", timex="2018-05", modifier=None)
    assert run({"dates": [day]}, {"dates": [day]}).scores.tables["dates"].fields["modifier"] == Accuracy(1, 1)
    wrong = {**day, "modifier": "mid"}
    assert run({"dates": [day]}, {"dates": [wrong]}).scores.tables["dates"].fields["modifier"] == Accuracy(0, 1)


def test_speakers_are_compared_as_clusters_not_by_the_name_of_the_id(run):
    gold = {"mentions": MENTIONS, "quotes": [QUOTE]}
    names = {"ada": "E7", "max": "E9"}
    renamed = [{**row, "entity_id": names[row["entity_id"]]} for row in MENTIONS]
    right = run(gold, {"mentions": renamed, "quotes": [{**QUOTE, "speaker_id": "E7"}]})
    wrong = run(gold, {"mentions": renamed, "quotes": [{**QUOTE, "speaker_id": "E9"}]})
    accuracies = [evaluation.scores.tables["quotes"].fields["speaker_id"] for evaluation in (right, wrong)]
    assert accuracies == [Accuracy(1, 1), Accuracy(0, 1)]


def test_an_unknown_speaker_is_right_only_where_gold_knows_none(run):
    nobody = quote("We pay $2 million in May.", at("Byrd", 1), None)
    cases = [(nobody, nobody), (QUOTE, nobody), (nobody, QUOTE)]
    rights = [
        run({"quotes": [g]}, {"quotes": [p]}).scores.tables["quotes"].fields["speaker_id"].right for g, p in cases
    ]
    assert rights == [1, 0, 0]


def test_a_group_of_claimants_is_right_as_both_together(run):
    both = at("Ada Byrd and Max Roe")
    gold = {"mentions": MENTIONS, "quotes": [quote("We pay $2 million in May.", both, "ada|max")]}
    names = {"ada": "E7", "max": "E9"}
    renamed = [{**row, "entity_id": names[row["entity_id"]]} for row in MENTIONS]
    answers = ["E9|E7", "E9", "E5"]  # E5: an entity of its own for the two
    found = [
        run(gold, {"mentions": renamed, "quotes": [quote("We pay $2 million in May.", both, answer)]})
        for answer in answers
    ]
    assert [e.scores.tables["quotes"].fields["speaker_id"].right for e in found] == [1, 0, 1]


def test_spans_of_speakers_are_right_by_offsets_or_by_overlap(run):
    found = quote("We pay $2 million in May.", at("Byrd said"), "ada")
    fields = run({"quotes": [QUOTE]}, {"quotes": [found]}).scores.tables["quotes"].fields
    assert (fields["speaker_span"], fields["speaker_overlap"]) == (Accuracy(0, 1), Accuracy(1, 1))
    assert "cue_span" not in fields  # gold says nothing about the cue


def test_utterances_are_scored_as_pairs_that_belong_together(run):
    parts = [quote(words, at("Byrd", 1), "ada") for words in ("We pay", "$2 million", "in May.")]
    torn = [{**row, "utterance_id": name} for row, name in zip(parts, "xxy", strict=True)]
    score = run({"quotes": parts}, {"quotes": torn}).scores.tables["quotes"]
    assert score.groups == Counts(tp=1, fp=0, fn=2)


def test_voices_that_gold_does_not_annotate_are_left_out_and_counted(run):
    claim = at("She may add three tons", voice="reported", act="assert", proposition_id="p1")
    other = at("Ada Byrd and Max Roe met in Oslo", voice="article", act="assert", proposition_id="p2")
    score = run({"claims": [claim]}, {"claims": [claim, other]}).scores.tables["claims"]
    assert (score.exact, score.left_out) == (Counts(1, 0, 0), 1)
    annotated = run({"claims": [claim, other]}, {"claims": [claim]}).scores.tables["claims"]
    assert (annotated.exact, annotated.left_out) == (Counts(1, 0, 1), 0)


def test_a_table_that_gold_lacks_has_no_score_and_one_without_rows_is_undefined(run):
    scores = run({"dates": []}, {"dates": [at("May", kind="date")], "amounts": [MONEY]}).scores
    assert list(scores.tables) == ["dates"]
    assert scores.tables["dates"].exact == Counts(fp=1)
    assert scores.metrics()["dates.exact.f1"] is None


def test_rows_that_fall_into_traps_are_counted_and_listed(run):
    traps = [at("may", why="a verb"), at("three", why="part of a measure"), at("Oslo", why="a place")]
    found = [at("may", kind="date"), at("She may", kind="date"), at("Oslo", kind="date")]
    evaluation = run({"dates": [at("May", kind="date", timex=None)], "traps": traps}, {"dates": found})
    assert evaluation.scores.traps == Accuracy(right=1, total=3)
    trapped = [(m.text, m.gold) for m in evaluation.mistakes if m.field == "trap"]
    assert trapped == [("Oslo", "a place"), ("She may", "a verb"), ("may", "a verb")]


def test_a_row_that_answers_gold_falls_into_no_trap(run):
    trap = at("$2", why="cut short")
    evaluation = run({"amounts": [MONEY], "traps": [trap]}, {"amounts": [MONEY]})
    assert evaluation.scores.traps == Accuracy(1, 1)


def test_entities_are_clustered_over_all_gold_mentions(run):
    """Gold {Ada Byrd, Byrd} {Max Roe, Roe}; the run misses Roe and joins the other three."""
    found = [{**row, "entity_id": "e"} for row in MENTIONS[:3]]
    entities = run({"mentions": MENTIONS}, {"mentions": found}).scores.entities
    assert (entities.n_mentions, entities.n_alone, entities.n_gold_entities, entities.n_entities) == (4, 1, 2, 2)
    assert (entities.muc.precision, entities.muc.recall) == (1 / 2, 1 / 2)
    assert (entities.b_cubed.precision, entities.b_cubed.recall) == pytest.approx(((4 + 1) / 3 / 4 + 1 / 4, 3 / 4))
    phi = 4 / 5 + 2 / 3
    assert (entities.ceaf_e.precision, entities.ceaf_e.recall) == pytest.approx((phi / 2, phi / 2))


def test_a_mention_with_other_offsets_stands_alone_in_the_clusters(run):
    found = [MENTIONS[1], mention("Roe warned", "max")]
    entities = run({"mentions": [MENTIONS[1], MENTIONS[3]]}, {"mentions": found}).scores.entities
    assert (entities.n_mentions, entities.n_alone, entities.muc.recall) == (2, 1, 0.0)


def test_entities_are_clustered_over_all_articles_together(tmp_path: Path):
    gold = [gold_article(TEXT, name, mentions=MENTIONS[:1]) for name in ("a1", "a2")]
    tables = as_tables(*gold)
    tables["mentions"] = [{**row, "entity_id": row["article_id"]} for row in tables["mentions"]]
    scores = evaluate(
        write_gold(tmp_path / "g.jsonl", *gold), write_tables(tmp_path / "t", tables, ("a1", "a2"))
    ).scores
    assert scores.entities.muc.recall == 0.0


def test_every_error_is_listed_with_its_text(run):
    found = [mention("Ada Byrd", "e1"), mention("Max", "e1"), mention("Oslo", "e3", label="GPE")]
    mistakes = run({"mentions": MENTIONS[:3]}, {"mentions": found}).mistakes
    row = {"table": "mentions", "article_id": "a1", "label": "PERSON"}
    oslo, byrd = TEXT.index("Oslo"), TEXT.index("Byrd said")
    assert mistakes == (
        Mistake(
            **row, start=13, end=20, kind_of_error=ErrorKind.WRONG_FIELD, text="Max Roe",
            field="entity_id", gold="max", predicted="e1",
        ),
        Mistake(
            **row, start=13, end=20, kind_of_error=ErrorKind.WRONG_FIELD, text="Max Roe",
            field="span", gold="Max Roe", predicted="Max",
        ),
        Mistake(
            **row | {"label": "GPE"}, start=oslo, end=oslo + 4, kind_of_error=ErrorKind.FALSE, text="Oslo",
            predicted="Oslo",
        ),
        Mistake(**row, start=byrd, end=byrd + 4, kind_of_error=ErrorKind.MISS, text="Byrd", gold="Byrd"),
    )  # fmt: skip


def test_errors_are_written_as_a_table():
    mistake = Mistake("dates", "a1", 1, 4, ErrorKind.MISS, 'a "b"', "date", gold='a "b"')
    assert to_csv([mistake]) == (
        "table,article_id,start,end,kind_of_error,text,label,field,gold,predicted\n"
        'dates,a1,1,4,miss,"a ""b""",date,,"a ""b""",\n'
    )


def test_a_second_run_is_compared_row_by_row(run):
    gold = {"mentions": [MENTIONS[0], MENTIONS[1], MENTIONS[3]]}
    first = run(gold, {"mentions": [MENTIONS[0], {**MENTIONS[1], "label": "ORG"}, mention("Oslo", "o")]}, "first")
    second = run(gold, {"mentions": [MENTIONS[1], MENTIONS[3], mention("She", "s")]}, "second")
    comparison = compare(first, second)
    assert [(change, mistake.text) for change, mistake in comparison.changes] == [
        (Change.LOST, "Ada Byrd"), (Change.FIXED, "Max Roe"), (Change.FALSE_GONE, "Oslo"),
        (Change.FALSE_NEW, "She"), (Change.GAINED, "Roe"),
    ]  # fmt: skip
    assert ("mentions.exact_typed.f1", 1 / 3, 2 / 3) in [
        (name, pytest.approx(old), pytest.approx(new)) for name, old, new in comparison.scores
    ]


def test_fields_are_compared_only_where_both_runs_found_the_row(run):
    gold = {"mentions": MENTIONS[:1]}
    missing = run(gold, {}, "first")
    flawed = run(gold, {"mentions": [{**MENTIONS[0], "label": "ORG"}]}, "second")
    assert [change for change, _ in compare(missing, flawed).changes] == [Change.GAINED]
    assert [change for change, _ in compare(flawed, missing).changes] == [Change.LOST]


def test_equal_runs_differ_in_nothing(run):
    evaluation = run({"mentions": MENTIONS}, {"mentions": MENTIONS[:2]})
    comparison = compare(evaluation, evaluation)
    assert (comparison.changes, comparison.scores) == ((), ())


def test_an_article_that_the_run_lacks_counts_as_missed_and_is_named(tmp_path: Path):
    gold = write_gold(tmp_path / "g.jsonl", gold_article(TEXT, "a1"), gold_article(TEXT, "a2", mentions=MENTIONS))
    evaluation = evaluate(gold, write_tables(tmp_path / "t", {}), {"a1": TEXT, "a2": TEXT})
    assert evaluation.scores.tables["mentions"].exact == Counts(fn=4)
    assert evaluation.notes == ("a2: not among the articles of the run; all its rows count as missed",)


def test_a_run_on_another_text_is_named(tmp_path: Path):
    gold = write_gold(tmp_path / "g.jsonl", gold_article(TEXT) | {"sha256": "aa"})
    folder = write_tables(tmp_path / "t", {"articles": [{"article_id": "a1", "sha256": "bb"}]})
    assert evaluate(gold, folder, {"a1": TEXT}).notes == (
        "a1: the run read another text than the annotated one (sha256 differs)",
    )


@pytest.mark.parametrize("name", ["articles", "dates"])
def test_a_missing_table_names_its_path_and_the_remedy(tmp_path: Path, name: str):
    gold = write_gold(tmp_path / "g.jsonl", gold_article(TEXT, dates=[]))
    folder = write_tables(tmp_path / "t", {})
    (folder / f"{name}.csv").unlink()
    with pytest.raises(ConfigError, match=rf"t/{name}\.csv: no such table; make the tables with: newsledger extract"):
        evaluate(gold, folder)


def test_a_missing_column_is_named(tmp_path: Path):
    gold = write_gold(tmp_path / "g.jsonl", gold_article(TEXT, dates=[]))
    folder = write_tables(tmp_path / "t", {})
    (folder / "dates.csv").write_text("article_id,start,end,text,kind,first_day,last_day,modifier\n")
    with pytest.raises(ConfigError, match=r"dates\.csv: no column timex"):
        evaluate(gold, folder)


@pytest.mark.parametrize(
    ("column", "cell"), [("start", "one"), ("value", "many"), ("start", "-1"), ("end", ""), ("value", "inf")]
)
def test_a_cell_that_cannot_be_read_is_named(tmp_path: Path, column: str, cell: str):
    gold = write_gold(tmp_path / "g.jsonl", gold_article(TEXT, amounts=[MONEY]))
    folder = write_tables(tmp_path / "t", {"amounts": [MONEY, {**MONEY, column: cell}]})
    with pytest.raises(ConfigError, match=rf"amounts\.csv: row 2: {column}|amounts\.csv: row 2: start"):
        evaluate(gold, folder)


def test_words_that_look_like_missing_values_stay_words(run):
    text_id = "NA"
    found = [{**MENTIONS[0], "entity_id": text_id}, {**MENTIONS[2], "entity_id": text_id}]
    entities = run({"mentions": MENTIONS}, {"mentions": found}).scores.entities
    assert entities.n_alone == 2
