"""Features of proposals, on a parse written out here."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from pipeline.find.attributions.cues import propose
from pipeline.find.attributions.weights import features

VOCAB = spacy.blank("en").vocab


def features_of(label: str) -> set[str]:
    """The features of "Lima said Quito rose.", both names of one kind."""
    doc = Doc(
        VOCAB, words=["Lima", "said", "Quito", "rose", "."], lemmas=["Lima", "say", "Quito", "rise", "."],
        tags=["NNP", "VBD", "NNP", "VBD", "."],
        pos=["PROPN", "VERB", "PROPN", "VERB", "PUNCT"], heads=[1, 1, 3, 1, 1],
        deps=["nsubj", "ROOT", "nsubj", "ccomp", "punct"], ents=[f"B-{label}", "O", f"B-{label}", "O", "O"],
    )  # fmt: skip
    proposal = next(p for p in propose(doc, list(doc)) if p.frame == "ccomp")
    return set(features(proposal, (2, 3), False))


@pytest.mark.parametrize(("label", "coarse"), [("GPE", "LOC"), ("FAC", "LOC"), ("LAW", "MISC"), ("PERSON", "PERSON")])
def test_names_are_told_apart_as_coarsely_as_the_weights_were_learned(label: str, coarse: str) -> None:
    assert {f"source={coarse}", f"ent={coarse}|ccomp"} <= features_of(label)
