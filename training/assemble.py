"""Makes the bundled spaCy pipeline of the exported network.

    python -m training.assemble EXPORT_DIR MODEL_DIR

``EXPORT_DIR`` holds what ``export.py`` wrote; ``MODEL_DIR`` receives a pipeline that ``spacy.load`` reads.
"""

from __future__ import annotations

import sys
from pathlib import Path

import spacy
from spacy.language import Language

import pipeline.encoder.components  # noqa: F401  the factories

VERSION = "2.1.0"
COMPONENTS = {
    "encoder": "newsledger_encoder", "tagger": "newsledger_tagger", "parser": "newsledger_parser",
    "ner": "newsledger_names", "attributions": "newsledger_attributions",
}  # fmt: skip


def assemble(network: Path) -> Language:
    """The pipeline around the network of a folder."""
    nlp = spacy.blank("en")
    for name, factory in COMPONENTS.items():
        nlp.add_pipe(factory, name=name)
    nlp.get_pipe("encoder").from_disk(network)  # type: ignore[attr-defined]
    nlp.meta.update(
        name="newsledger", version=VERSION, license="Apache-2.0", author="The newsledger team",
        description="One small encoder with heads for tags, morphology, lemmas, parse, sentences, names and "
        "attributions of news.",
    )  # fmt: skip
    return nlp


if __name__ == "__main__":
    assemble(Path(sys.argv[1])).to_disk(Path(sys.argv[2]))
