"""Makes any English spaCy pipeline readable to the finders: what it lacks is lent, what it calls otherwise renamed."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.errors import ConfigError
from pipeline.schemes.detect import Dependencies, dependencies_of, labels_of, names_of, unusable
from pipeline.schemes.documents import convert_tree, rename_entities, set_parts
from pipeline.schemes.lend import Lender

log = logging.getLogger(__name__)
LANGUAGES = ("en", "xx")  # xx: spaCy's pipelines for several languages


class Reader:
    """A pipeline component: renames entities and rewrites parses in the finders' schemes."""

    def __init__(self, is_clear: bool, names: Mapping[str, str]) -> None:
        """``names`` are the finders' labels for the pipeline's own; with none, entities stay as they are."""
        self.is_clear, self.names = is_clear, names

    def __call__(self, doc: Doc) -> Doc:
        """The same document, its annotation rewritten."""
        if self.names:
            rename_entities(doc, self.names)
        if self.is_clear and len(doc):
            convert_tree(doc)
        if len(doc) and not doc.has_annotation("POS"):
            set_parts(doc)
        return doc


@Language.factory("newsledger_reader", default_config={"is_clear": False, "names": {}})
def make_reader(nlp: Language, name: str, is_clear: bool, names: dict[str, str]) -> Reader:
    """A ``Reader`` as a component; ``nlp`` and ``name`` are what spaCy hands to every factory."""
    return Reader(is_clear, names)


@Language.factory("newsledger_lender", default_config={"ignored": []})
def make_lender(nlp: Language, name: str, ignored: list[str]) -> Lender:
    """A ``Lender`` as a component; its ``source`` must still be set."""
    return Lender(ignored)


def adapt(nlp: Language, name: str, bundled: Callable[[], Language]) -> None:
    """Add components at the end of a pipeline after which its documents read like those of the bundled one.

    ``name`` is what the user called it, ``bundled`` loads the pipeline that lends tags, lemmas, parse, names and
    attributions where this one gives none, or gives them in a scheme that nobody here can read, which is logged. Raises
    ``ConfigError`` for a pipeline of another language than English.
    """
    if nlp.lang not in LANGUAGES:
        raise ConfigError(
            f"--model {name}: a pipeline for the language {nlp.lang!r}; articles are read in English, so give a "
            "pipeline whose meta.json says lang en, or leave the option out for the bundled model"
        )
    labels = labels_of(nlp)
    replaced = unusable(labels)
    for reason in replaced.values():
        log.warning("--model %s: %s; the bundled model's are taken", name, reason)
    names = {} if "ENT_IOB" in replaced else dict(names_of(labels.names))
    if names and (unknown := labels.names - names.keys()):
        log.warning(
            "--model %s: names labelled %s are of no kind here and are left out", name, ", ".join(sorted(unknown))
        )
    is_clear = dependencies_of(labels.dependencies) is Dependencies.CLEAR
    # Lent annotation is in the finders' schemes already: the reader's switches are those of the pipeline's own.
    lender = nlp.add_pipe("newsledger_lender", config={"ignored": sorted(replaced)})
    lender.source = bundled  # type: ignore[attr-defined]
    nlp.add_pipe("newsledger_reader", config={"is_clear": is_clear, "names": names})
