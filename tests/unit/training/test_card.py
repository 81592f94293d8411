"""The card is filled from figures alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from training.card import missed_targets, weakest_relations, write_card
from training.measure import NAME_SETS, RESPELT, SYNTAX_SETS

SPEED = {
    "old": {
        "speed": {"raw": {"one core": {"per_s": {"best": 5000, "median": 4900}, "per_cpu_s": {"median": 5100}}}},
        "load_s": {"median": 0.91}, "ready_s": {"median": 0.95}, "spacy": "3.8",
        "spacy_mb": 200, "loaded_mb": 350, "piped_mb": 470,
    }
}  # fmt: skip


def score(value: float, gold: int = 100) -> dict[str, Any]:
    """A measure whose precision, recall and F1 are equal."""
    estimate = {"value": value, "low": value - 1, "high": value + 1}
    right = round(gold * value / 100)
    return dict.fromkeys(("precision", "recall", "f1"), estimate) | {"right": right, "predicted": gold, "gold": gold}


def scores() -> dict[str, Any]:
    """Invented scores of every set."""
    names = {"all": 80, "extent": 85, "overlap": 95, "PERSON": 90, "MISC": 40, "ORG": 70}
    syntax = {"uas": 92, "las": 87, "pos": 98, "lemma": 98, "sentences": 93, "relation obj": 90, "relation appos": 40}
    one = {
        name: {"documents": 12, "scores": {k: score(v) for k, v in names.items()}} for name in (*NAME_SETS, *RESPELT)
    }
    return one | {name: {"documents": 12, "scores": {k: score(v) for k, v in syntax.items()}} for name in SYNTAX_SETS}


def test_the_card_has_a_value_in_every_place(tmp_path: Path) -> None:
    (tmp_path / "meta.json").write_text(json.dumps({"version": "2.0.0", "pipeline": ["encoder", "ner"]}))
    write_card(scores(), SPEED, tmp_path, tmp_path / "card.md")
    text = (tmp_path / "card.md").read_text(encoding="utf-8")
    assert "$" not in text
    assert "| all kinds | 80.0 (79.0–81.0)" in text
    assert "80.0% are right, 5.0% have another kind, 10.0% have another extent, 5.0% are not found" in text
    assert "| raw, one core | 5,000, 4,900 (5,100) |" in text
    assert "MISC (40.0, recall 40.0) and ORG (70.0, recall 70.0)" in text


def test_relations_of_two_treebanks_are_summed_and_rare_ones_left_out() -> None:
    found = scores()
    found["ewt_dev"]["scores"]["relation appos"] = score(100, gold=300)
    found["ewt_dev"]["scores"]["relation vocative"] = score(0, gold=5)
    assert weakest_relations(found) == [("appos", 85.0), ("obj", 90.0)]


def test_only_targets_that_are_missed_are_named() -> None:
    (line,) = missed_targets(scores())
    assert "gum_dev las 87.0 (wanted 88.0)" in line
    assert "uas" not in line
