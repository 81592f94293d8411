"""Names: whole ones from logits that need not agree, and none over a line break."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.encoder.names import Name, Scheme, find_names

TAGS = ("O", *(f"{p}-{x}" for x in ("PERSON", "ORG") for p in "BIES"))
SCHEME = Scheme.of_tags(TAGS)


def logits(*rows: dict[str, float]) -> np.ndarray:
    """Logits of 0 but those given."""
    found = np.zeros((len(rows), len(TAGS)), dtype=np.float32)
    for i, row in enumerate(rows):
        for tag, value in row.items():
            found[i, TAGS.index(tag)] = value
    return found


def names(rows: np.ndarray, breaks: tuple[int, ...] = ()) -> list[Name]:
    return find_names(rows, SCHEME, np.isin(np.arange(len(rows)), breaks))


def test_names_of_one_and_of_several_words() -> None:
    rows = logits({"S-ORG": 5}, {"O": 5}, {"B-PERSON": 5}, {"I-PERSON": 5}, {"E-PERSON": 5}, {"S-PERSON": 5})
    assert names(rows) == [Name(0, 1, "ORG"), Name(2, 5, "PERSON"), Name(5, 6, "PERSON")]


def test_an_end_without_a_beginning_is_completed_where_that_costs_least() -> None:
    assert names(logits({"O": 1, "B-ORG": 0.5}, {"E-ORG": 9})) == [Name(0, 2, "ORG")]
    assert names(logits({"O": 9}, {"E-ORG": 2, "S-ORG": 1})) == [Name(1, 2, "ORG")]
    assert names(logits({"O": 9}, {"E-ORG": 2, "O": 1})) == []


def test_a_name_has_one_label() -> None:
    assert names(logits({"B-PERSON": 3, "B-ORG": 2}, {"E-ORG": 4, "E-PERSON": 2})) == [Name(0, 2, "ORG")]


def test_no_name_covers_a_line_break() -> None:
    rows = logits({"B-ORG": 5, "S-ORG": 1}, {"I-ORG": 5}, {"E-ORG": 5, "S-PERSON": 1})
    assert names(rows) == [Name(0, 3, "ORG")]
    assert names(rows, breaks=(1,)) == [Name(0, 1, "ORG"), Name(2, 3, "PERSON")]
    assert names(logits({"S-ORG": 9}), breaks=(0,)) == []


def test_names_on_both_sides_of_many_line_breaks_are_found() -> None:
    pair = logits({"B-ORG": 5}, {"E-ORG": 5}, {"O": 5})
    found = names(np.tile(pair, (500, 1)), breaks=tuple(range(2, 1500, 3)))
    assert found == [Name(i, i + 2, "ORG") for i in range(0, 1500, 3)]


def test_no_words_have_no_names() -> None:
    assert names(logits()) == []


def test_tags_that_lack_a_partner_are_refused() -> None:
    with pytest.raises(ValueError, match="I-LAW, S-LAW"):
        Scheme.of_tags(["O", "B-LAW", "E-LAW"])
