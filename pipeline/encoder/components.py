"""The encoder and its heads as components of a spaCy pipeline.

``newsledger_encoder`` runs the network and leaves what the heads need in ``Doc.user_data``. ``newsledger_tagger``,
``newsledger_parser``, ``newsledger_names`` and ``newsledger_attributions`` take it from there and write it into the
``Doc``. The encoder computes what the enabled heads of its pipeline ask for and nothing else, so nothing is left when
the last of them is done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from spacy import util
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.encoder.annotations import TagWriter, Words, words_of, write_attributions, write_names, write_syntax
from pipeline.encoder.network import FILES, Network
from pipeline.encoder.readings import READERS, read_texts

KEY = "newsledger_reading"  # in Doc.user_data, from the encoder to the last head


@dataclass(frozen=True, slots=True)
class Reading:
    """What the encoder leaves in a ``Doc``: its words, the network, and a result for each head."""

    words: Words
    network: Network
    results: dict[str, Any]


class Encoder:
    """Runs the network over the texts of a batch; ``threads`` windows at a time, which changes no result."""

    def __init__(self, nlp: Language, name: str, threads: int) -> None:
        """An encoder without a network; ``from_disk`` or ``from_bytes`` gives it one."""
        if threads < 1:
            raise ValueError(f"{name}: threads is {threads}; give 1 or more")
        self.nlp, self.name, self.threads = nlp, name, threads
        self._network: Network | None = None

    @property
    def network(self) -> Network:
        """The network. Raises ``ValueError`` before one is loaded."""
        if self._network is None:
            raise ValueError(f"{self.name}: no network is loaded; call from_disk with a folder of {', '.join(FILES)}")
        return self._network

    def __call__(self, doc: Doc) -> Doc:
        """The document with the readings of the enabled heads."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 64) -> Iterator[Doc]:
        """The documents in order, each with the readings of the enabled heads."""
        documents = iter(stream)
        while docs := list(islice(documents, batch_size)):
            heads = [part.head for _, part in self.nlp.pipeline if isinstance(part, Head)]
            with_marks = any(READERS[head].needs_marks for head in heads)
            words = [words_of(doc, with_marks=with_marks) for doc in docs]
            results = read_texts(self.network, [w.text for w in words], heads, self.threads)
            for doc, of_doc, result in zip(docs, words, results, strict=True):
                if heads:
                    doc.user_data[KEY] = Reading(of_doc, self.network, result)
                yield doc

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """The files of the network as one string of bytes."""
        return bytes(util.to_bytes({name: partial(bytes, content) for name, content in self.network.files.items()}, []))

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> Encoder:
        """Load what ``to_bytes`` gave."""
        files: dict[str, bytes] = {}
        util.from_bytes(data, {name: partial(files.__setitem__, name) for name in FILES}, [])
        self._network = Network(files)
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the files of the network into a folder, which is made where it is missing."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in self.network.files.items():
            (folder / name).write_bytes(content)

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Encoder:
        """Load the files of a folder. Raises ``FileNotFoundError`` where one is missing."""
        self._network = Network.load(Path(path))
        return self


class Head:
    """Writes into a ``Doc`` what one head of the network says of it."""

    def __init__(self, name: str, head: str, write: Callable[[Doc, Words, Network, Any], None]) -> None:
        """``head`` is its entry of ``READERS``; ``write`` puts the result for it into a document."""
        self.name, self.head, self._write = name, head, write

    def __call__(self, doc: Doc) -> Doc:
        """The document with the annotation. Raises ``ValueError`` where the encoder has left nothing for this head."""
        reading = doc.user_data.get(KEY)
        if reading is None or self.head not in reading.results:
            raise ValueError(
                f"{self.name}: no component newsledger_encoder has read this text; "
                "add it to the pipeline before this one, or enable it again"
            )
        self._write(doc, reading.words, reading.network, reading.results.pop(self.head))
        if not reading.results:
            del doc.user_data[KEY]
        return doc


@Language.factory("newsledger_encoder", default_config={"threads": 1})
def make_encoder(nlp: Language, name: str, threads: int) -> Encoder:
    """The component that reads texts for the heads."""
    return Encoder(nlp, name, threads)


@Language.factory("newsledger_tagger", assigns=["token.tag", "token.pos", "token.morph", "token.lemma"])
def make_tagger(nlp: Language, name: str) -> Head:
    """Tags of the Penn Treebank, universal parts of speech with their features, and lemmas."""
    return Head(name, "tags", TagWriter())


@Language.factory("newsledger_parser", assigns=["token.head", "token.dep", "token.is_sent_start", "doc.sents"])
def make_parser(nlp: Language, name: str) -> Head:
    """Sentences, and trees of universal dependencies; sentence starts that are set already are kept."""
    return Head(name, "syntax", write_syntax)


@Language.factory("newsledger_names", assigns=["doc.ents", "token.ent_iob", "token.ent_type"])
def make_names(nlp: Language, name: str) -> Head:
    """Names with their labels; entities that a document has already are kept."""
    return Head(name, "names", write_names)


@Language.factory("newsledger_attributions", assigns=["doc.spans"])
def make_attributions(nlp: Language, name: str) -> Head:
    """Who said what, as spans in ``Doc.spans["attributions"]``; a group that a document has already is kept."""
    return Head(name, "attributions", write_attributions)
