"""Loads the language model and parses articles with it; the only module that loads a spaCy pipeline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.config import ParseConfig
from pipeline.encoder.components import Encoder
from pipeline.errors import ConfigError
from pipeline.schema import Article
from pipeline.schemes.adapt import adapt

LONG_RUN = 200  # characters; the longest run in 840 news articles, a web address, has 87
LONG = re.compile(rf"\S{{{LONG_RUN + 1},}}")
BUNDLED = Path(__file__).parent / "model" / "en_newsledger"


@dataclass(frozen=True, slots=True)
class Parsed:
    """An article and its parse; ``doc.text`` equals ``article.text``, so ``token.idx`` is an offset of ``Span``."""

    article: Article
    doc: Doc = field(repr=False)


@Language.component("segment_boundaries")
def segment_boundaries(doc: Doc) -> Doc:
    """Start a sentence after every line break, so that no sentence runs over the edge of a segment."""
    for token in doc[1:]:
        before = doc[token.i - 1]
        if "\n" in before.text and not token.is_space:
            token.is_sent_start = True
        elif token.is_space:
            token.is_sent_start = False
    return doc


@lru_cache(maxsize=2)
def load_model(name: str | None = None) -> Language:
    """The bundled model, or any installed or saved English spaCy pipeline; loaded once a process.

    Another pipeline's labels are read in the schemes of the bundled one, which also lends what it lacks
    (``schemes.adapt``). Raises ``ConfigError`` when there is no such pipeline, when a package that it needs is missing
    and when it is for another language.
    """
    nlp = load_as_is(name)
    if name is not None:
        adapt(nlp, name, partial(load_model, None))
    return nlp


def load_as_is(name: str | None) -> Language:
    """The pipeline with its own labels, lent nothing, but for the ends of sentences at line breaks; for measuring.

    Raises ``ConfigError`` when there is no such pipeline and when a package that it needs is missing.
    """
    try:
        nlp = spacy.load(BUNDLED if name is None else name)
    except OSError as error:
        raise ConfigError(
            f"--model {name or BUNDLED}: no such spaCy pipeline; give an installed package's name or a folder that "
            "holds a meta.json, or leave the option out for the bundled model"
        ) from error
    except (ImportError, ValueError) as error:  # a component's factory that no installed package registers
        reason = str(error).strip().splitlines()[0]
        raise ConfigError(
            f"--model {name or BUNDLED}: the pipeline cannot be loaded ({reason}); install what it needs, such as "
            "spacy-curated-transformers for en_core_web_trf"
        ) from error
    if "segment_boundaries" not in nlp.pipe_names:
        nlp.add_pipe("segment_boundaries", first=True)
    return nlp


def model_facts(name: str | None) -> dict[str, str]:
    """Name, version and pipeline of the model, for the record of a run."""
    nlp = load_model(name)
    keys = ("lang", "name", "version", "spacy_version")
    return {**{k: str(nlp.meta.get(k, "")) for k in keys}, "pipeline": " ".join(nlp.pipe_names)}


def tokenize(nlp: Language, text: str) -> Doc:
    """The tokens of a text. Runs without white space are cut every ``LONG_RUN`` characters before the tokenizer.

    spaCy's tokenizer takes quadratic time on runs of brackets or quotation marks: 20,000 of them take 21 seconds. Its
    own limit of length is passed by: ``read.max_chars`` bounds the input, and empty lines between segments add to that.
    """
    cuts = [i for run in LONG.finditer(text) for i in range(run.start() + LONG_RUN, run.end(), LONG_RUN)]
    if not cuts:
        return nlp.tokenizer(text)
    pieces = [nlp.tokenizer(text[i:j]) for i, j in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    words = [token.text for piece in pieces for token in piece]
    spaces = [bool(token.whitespace_) for piece in pieces for token in piece]
    return Doc(nlp.vocab, words=words, spaces=spaces)


def parse(articles: Iterable[Article], config: ParseConfig) -> Iterator[Parsed]:
    """Each article with its parse, in the order given; batches run over articles.

    Raises ``ConfigError`` for fewer than one thread.
    """
    if config.threads < 1:
        raise ConfigError(f"parse.threads = {config.threads}: give 1 or more")
    nlp = load_model(config.model)
    for _, component in nlp.pipeline:
        if isinstance(component, Encoder):
            component.threads = config.threads
    pairs = ((tokenize(nlp, article.text), article) for article in articles)
    for doc, article in nlp.pipe(pairs, as_tuples=True, batch_size=config.batch_size):
        yield Parsed(article, doc)
