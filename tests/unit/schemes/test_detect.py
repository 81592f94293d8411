"""Schemes told by their labels."""

from __future__ import annotations

import pytest

from pipeline.schemes.detect import Dependencies, Labels, dependencies_of, names_of, unusable
from pipeline.schemes.parts import universal_part
from tests.unit.schemes.trees import read_trees

NONE: frozenset[str] = frozenset()


@pytest.mark.parametrize(
    ("labels", "scheme"),
    [
        ("ROOT nsubj dobj prep pobj aux det punct", Dependencies.CLEAR),
        ("ROOT nsubj obj obl nmod case nsubj:pass", Dependencies.UNIVERSAL),
        ("ROOT nsubj dobj nmod case cop nsubjpass auxpass", Dependencies.CLEAR),  # version 1 of UD
        ("ROOT sb oa da nk mo", None),
        ("", None),
    ],
)
def test_scheme_of_dependencies_follows_from_the_labels(labels: str, scheme: Dependencies | None) -> None:
    assert dependencies_of(frozenset(labels.split())) is scheme


def test_place_labels_depend_on_what_stands_beside_them() -> None:
    assert names_of(frozenset({"PER", "LOC", "ORG", "MISC"})) == {
        "PER": "PERSON", "LOC": "LOC", "ORG": "ORG", "MISC": "MISC",
    }  # fmt: skip
    assert names_of(frozenset({"GPE", "LOC", "FAC", "WORK_OF_ART", "DATE", "DRUG"})) == {
        "GPE": "GPE", "LOC": "LOC_ONLY", "FAC": "FAC", "WORK_OF_ART": "MISC", "DATE": "",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("labels", "annotation"),
    [
        (Labels(frozenset({"ROOT", "sb", "oa"}), NONE, NONE), "DEP"),
        (Labels(NONE, frozenset({"NOUN", "VERB", "ADJ"}), NONE), "TAG"),
        (Labels(NONE, NONE, frozenset({"DRUG", "GENE"})), "ENT_IOB"),
    ],
)
def test_labels_of_no_known_scheme_are_unusable(labels: Labels, annotation: str) -> None:
    assert list(unusable(labels)) == [annotation]


def test_known_labels_and_no_labels_are_usable() -> None:
    known = Labels(frozenset({"nsubj", "dobj"}), frozenset({"NN", "VBD", "."}), frozenset({"PERSON", "DRUG"}))
    assert unusable(known) == unusable(Labels(NONE, NONE, NONE)) == {}


@pytest.mark.parametrize("sentence", read_trees(), ids=lambda s: s.pattern)
def test_each_tag_of_the_trees_has_a_part_of_speech(sentence: object) -> None:
    parts = [universal_part(w.tag, w.text, w.universal) for w in sentence.words]  # type: ignore[attr-defined]
    assert "X" not in parts
    verbs = [w.text for w in sentence.words if w.universal in ("aux", "aux:pass", "cop")]  # type: ignore[attr-defined]
    assert [w.text for w, p in zip(sentence.words, parts, strict=True) if p == "AUX" and w.text not in verbs] in (  # type: ignore[attr-defined]
        [],
        ["was"],  # "there was"
    )
