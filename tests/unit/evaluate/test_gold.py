"""Reading gold: what fits is read, what does not is refused with file, line, article and reason."""

from __future__ import annotations

import gzip
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import ConfigError, GoldError
from pipeline.evaluate.gold import GoldArticle, read_gold
from pipeline.evaluate.gold_rows import Trap
from pipeline.evaluate.observation import Observation
from tests.unit.evaluate.build import gold_article, write_gold

TEXT = "Ada Byrd paid more than $2 million in May, she said."
MENTION = {"start": 0, "end": 8, "label": "PERSON", "form": "name", "entity_id": "person:ada-byrd"}
AMOUNT = {"start": 14, "end": 34, "kind": "money", "value": "2000000", "high": None, "modifier": "more_than"}
QUOTE = {
    "start": 9, "end": 41, "kind": "direct", "utterance_id": "u1", "speaker_start": 43, "speaker_end": 46,
    "speaker_text": "she", "speaker_id": None,
}  # fmt: skip


def one_mention(**changes: Any) -> dict[str, Any]:
    return gold_article(TEXT, mentions=[{**MENTION, **changes}])


def test_an_article_is_read_with_typed_values(tmp_path: Path):
    trap = {"start": 38, "end": 41, "why": "a name, not the month"}
    data = gold_article(TEXT, mentions=[MENTION], amounts=[AMOUNT], claims=[], traps=[trap])
    (article,) = read_gold(write_gold(tmp_path / "gold.jsonl", data), {"a1": TEXT})
    name = {"label": "PERSON", "form": "name", "entity_id": "person:ada-byrd"}
    amount = {"kind": "money", "value": Decimal(2000000), "high": None, "modifier": "more_than"}
    assert article == GoldArticle(
        "a1", None, None, "2018-01-24",
        rows={
            "mentions": (Observation("mentions", "a1", 0, 8, "Ada Byrd", name),),
            "amounts": (Observation("amounts", "a1", 14, 34, "more than $2 million", amount),),
            "claims": (),
        },
        traps=(Trap(38, 41, "May", "a name, not the month"),),
        checked=True,
    )  # fmt: skip


def test_group_is_the_older_name_of_norp(tmp_path: Path):
    (article,) = read_gold(write_gold(tmp_path / "g.jsonl", one_mention(label="GROUP")))
    assert article.rows["mentions"][0].type == "NORP"


def test_blank_lines_are_skipped(tmp_path: Path):
    path = write_gold(tmp_path / "g.jsonl", one_mention(), gold_article(TEXT, "a2"))
    path.write_text(path.read_text().replace("\n", "\n\n"))
    assert [article.article_id for article in read_gold(path)] == ["a1", "a2"]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"label": "PLANET"}, r"mentions\[0\]: unknown label 'PLANET'; allowed: PERSON, ORG"),
        ({"form": "nickname"}, r"unknown form 'nickname'; allowed: name, nominal, pronoun"),
        ({"start": 8, "end": 8}, r"start 8 and end 8 are out of order"),
        ({"start": 9, "end": 8}, r"start 9 and end 8 are out of order"),
        ({"start": -3}, r"start -3 and end 8 are out of order"),
        ({"optional": "yes"}, r"optional = 'yes' is neither true nor false"),
        ({"entity": "x"}, r"unknown key 'entity'"),
        ({"entity_id": 7}, r"entity_id = 7 is not a text"),
    ],
)
def test_a_row_that_does_not_fit_is_refused(tmp_path: Path, changes: dict[str, Any], reason: str):
    path = write_gold(tmp_path / "g.jsonl", gold_article(TEXT, "a0"), one_mention(**changes))
    with pytest.raises(GoldError, match=r"g\.jsonl:2: article a1: .*" + reason):
        read_gold(path)


@pytest.mark.parametrize("key", ["start", "end", "text", "label", "form", "entity_id"])
def test_a_missing_key_is_named(tmp_path: Path, key: str):
    data = one_mention()
    del data["mentions"][0][key]
    with pytest.raises(GoldError, match=rf"article a1: mentions\[0\]: {key} is missing"):
        read_gold(write_gold(tmp_path / "g.jsonl", data))


@pytest.mark.parametrize("key", ["path", "sha256", "published"])
def test_a_missing_key_of_the_article_is_named(tmp_path: Path, key: str):
    data = one_mention()
    del data[key]
    with pytest.raises(GoldError, match=f"article a1: {key} is missing"):
        read_gold(write_gold(tmp_path / "g.jsonl", data))


def test_offsets_that_are_no_whole_numbers_are_refused(tmp_path: Path):
    data = one_mention()
    data["mentions"][0]["start"] = 0.0
    with pytest.raises(GoldError, match=r"start = 0\.0 is not a whole number"):
        read_gold(write_gold(tmp_path / "g.jsonl", data))


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "g.jsonl:1: not valid JSON"),
        ("[]", "g.jsonl:1: not a JSON object"),
        ('{"path": null}', "g.jsonl:1: not a JSON object with a text as article_id"),
        ("", "g.jsonl: no articles"),
    ],
)
def test_a_line_that_is_no_article_is_refused(tmp_path: Path, line: str, reason: str):
    path = tmp_path / "g.jsonl"
    path.write_text(line)
    with pytest.raises(GoldError, match=reason):
        read_gold(path)


def test_an_unknown_array_is_refused(tmp_path: Path):
    with pytest.raises(GoldError, match=r"article a1: unknown array or key 'mention'; allowed: .*mentions"):
        read_gold(write_gold(tmp_path / "g.jsonl", gold_article(TEXT, mention=[MENTION])))


def test_a_duplicate_article_is_refused(tmp_path: Path):
    with pytest.raises(GoldError, match=r"g\.jsonl:2: article a1: the article stands on line 1 already"):
        read_gold(write_gold(tmp_path / "g.jsonl", one_mention(), one_mention()))


def test_a_duplicate_row_is_refused(tmp_path: Path):
    with pytest.raises(GoldError, match=r"mentions\[1\]: the same row as mentions\[0\]"):
        read_gold(write_gold(tmp_path / "g.jsonl", gold_article(TEXT, mentions=[MENTION, MENTION])))


def test_the_same_span_with_another_label_is_another_row(tmp_path: Path):
    both = [MENTION, {**MENTION, "label": "ORG"}]
    (article,) = read_gold(write_gold(tmp_path / "g.jsonl", gold_article(TEXT, mentions=both)))
    assert [row.type for row in article.rows["mentions"]] == ["PERSON", "ORG"]


@pytest.mark.parametrize("value", ["two", "NaN", "Infinity", 2.5])
def test_an_amount_that_is_no_exact_decimal_is_refused(tmp_path: Path, value: object):
    with pytest.raises(GoldError, match=r"amounts\[0\]: value"):
        read_gold(write_gold(tmp_path / "g.jsonl", gold_article(TEXT, amounts=[{**AMOUNT, "value": value}])))


def test_text_that_is_not_the_raw_slice_is_refused_and_its_place_named(tmp_path: Path):
    moved = "Why? " + TEXT
    with pytest.raises(GoldError, match=r"text is 'Ada Byrd', but the raw text 0-8 is 'Why\? Ada'; it stands at 5-13"):
        read_gold(write_gold(tmp_path / "g.jsonl", one_mention()), {"a1": moved})


PAGE = '<!doctype html><meta charset=utf-8><p><a href="/b" title="x > y">Ada &amp; Byrd</a>\nCo. paid &euro;2.'
NAME = {**MENTION, "start": PAGE.index("Ada"), "end": PAGE.index(" paid"), "label": "ORG"}


@pytest.mark.parametrize("file_name", ["a.html", "a.html.gz"])
def test_the_text_of_a_row_of_a_page_is_what_the_slice_of_its_source_says(tmp_path: Path, file_name: str):
    data = PAGE.encode()
    (tmp_path / file_name).write_bytes(gzip.compress(data) if file_name.endswith("gz") else data)
    row = {**NAME, "text": "Ada & Byrd Co."}
    (article,) = read_gold(
        write_gold(tmp_path / "g.jsonl", {**gold_article(PAGE), "path": file_name, "mentions": [row]})
    )
    assert article.checked


def test_a_row_of_a_page_with_another_text_is_refused(tmp_path: Path):
    (tmp_path / "a.html").write_text(PAGE, encoding="utf-8")
    data = {**gold_article(PAGE), "path": "a.html", "mentions": [{**NAME, "text": "Ada Byrd Co."}]}
    with pytest.raises(GoldError, match=r"text is 'Ada Byrd Co.', but the raw text"):
        read_gold(write_gold(tmp_path / "g.jsonl", data))


def test_a_speaker_that_is_not_the_raw_slice_is_refused(tmp_path: Path):
    data = gold_article(TEXT, quotes=[{**QUOTE, "speaker_text": "he"}])
    with pytest.raises(GoldError, match=r"quotes\[0\]: speaker_text is 'he', but the raw text 43-46 is 'she'"):
        read_gold(write_gold(tmp_path / "g.jsonl", data), {"a1": TEXT})


def test_half_a_speaker_span_is_refused(tmp_path: Path):
    data = gold_article(TEXT, quotes=[{**QUOTE, "speaker_end": None}])
    with pytest.raises(GoldError, match="speaker_start = 43 and speaker_end = None: give both or neither"):
        read_gold(write_gold(tmp_path / "g.jsonl", data))


@pytest.mark.parametrize(
    ("raw", "counted", "advice"),
    [
        ("Hello.\r\n\r\nAda Byrd left.", 8, "counted after each CRLF had become LF"),
        ("\ufeffIn Bonn Ada Byrd left.", 8, "leave out the byte order mark"),
        ("Café — Ada Byrd left.", 10, "the offsets count bytes"),
    ],
)
def test_usual_shifts_of_offsets_are_recognised(tmp_path: Path, raw: str, counted: int, advice: str):
    data = one_mention()
    data["mentions"][0] |= {"start": counted, "end": counted + 8}
    with pytest.raises(GoldError, match=advice):
        read_gold(write_gold(tmp_path / "g.jsonl", data), {"a1": raw})


@pytest.mark.parametrize("folder", ["gold", "."])
def test_the_text_is_found_beside_the_gold_file_or_in_its_parent(tmp_path: Path, folder: str):
    (tmp_path / "gold").mkdir()
    file = tmp_path / folder / "a1.txt"
    file.write_bytes(TEXT.encode())
    data = one_mention() | {"path": "a1.txt", "sha256": sha256(TEXT.encode()).hexdigest()}
    (article,) = read_gold(write_gold(tmp_path / "gold" / "g.jsonl", data))
    assert article.checked


def test_newlines_of_the_file_are_not_touched(tmp_path: Path):
    (tmp_path / "a1.txt").write_bytes(b"Hello.\r\n\r\nAda Byrd left.")
    data = one_mention() | {"path": "a1.txt"}
    data["mentions"][0] |= {"start": 10, "end": 18}
    (article,) = read_gold(write_gold(tmp_path / "g.jsonl", data))
    assert article.checked


def test_another_text_under_the_path_is_refused(tmp_path: Path):
    (tmp_path / "a1.txt").write_text(TEXT)
    data = one_mention() | {"path": "a1.txt", "sha256": "0" * 64}
    with pytest.raises(GoldError, match=r"article a1: sha256 is 0{64}, that of .*a1\.txt is [0-9a-f]{64}"):
        read_gold(write_gold(tmp_path / "g.jsonl", data))


def test_without_a_text_nothing_is_checked(tmp_path: Path):
    (article,) = read_gold(write_gold(tmp_path / "g.jsonl", one_mention() | {"path": "nowhere.txt"}))
    assert not article.checked


def test_a_missing_gold_file_is_the_callers_error(tmp_path: Path):
    with pytest.raises(ConfigError, match="--gold"):
        read_gold(tmp_path / "none.jsonl")
