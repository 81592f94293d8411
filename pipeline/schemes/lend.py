"""Lends a pipeline what it lacks: the bundled pipeline reads the same words, and what is missing is copied over."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import minibatch

from pipeline.schemes.documents import set_tree

NEEDED = ("TAG", "POS", "LEMMA", "DEP", "ENT_IOB")  # what the finders read


class Lender:
    """A pipeline component; a document that has everything passes as it is, and the lender is then never loaded.

    ``ignored`` are annotations that the pipeline gives but that nobody can read; they are replaced.
    """

    def __init__(self, ignored: Iterable[str] = ()) -> None:
        """Needs ``source`` before it is used."""
        self.ignored = frozenset(ignored)
        self.source: Callable[[], Language] | None = None

    def __call__(self, doc: Doc) -> Doc:
        """The document with all that the finders need."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], batch_size: int = 32) -> Iterator[Doc]:
        """The documents in their order; each depends on its own words only."""
        for batch in minibatch(stream, batch_size):  # type: ignore[no-untyped-call]
            docs = [(doc, self._missing(doc)) for doc in batch]
            read = self._read([doc for doc, missing in docs if missing])
            for doc, missing in docs:
                if missing:
                    _copy(next(read), doc, missing)
                yield doc

    def _missing(self, doc: Doc) -> frozenset[str]:
        missing = {a for a in NEEDED if len(doc) and (a in self.ignored or not doc.has_annotation(a))}
        if "POS" in missing and "TAG" not in missing:
            missing.discard("POS")  # follows from the tags: the pipeline's own are better than the lender's
        return frozenset(missing)

    def _read(self, docs: list[Doc]) -> Iterator[Doc]:
        if not docs:
            return iter(())
        if self.source is None:
            raise ValueError("newsledger_lender has no source; pipelines get it from schemes.adapt")
        nlp = self.source()
        copies = [Doc(nlp.vocab, [t.text for t in doc], [bool(t.whitespace_) for t in doc]) for doc in docs]
        return iter(nlp.pipe(copies, batch_size=len(copies)))


def _copy(source: Doc, target: Doc, missing: frozenset[str]) -> None:
    """Copy annotation of the same words; the documents may have vocabularies of their own."""
    for given, token in zip(source, target, strict=True):
        if "TAG" in missing:
            token.tag_ = given.tag_
        if "POS" in missing:
            token.pos_ = given.pos_
        if "LEMMA" in missing:
            token.lemma_ = given.lemma_
    if "DEP" in missing:
        set_tree(target, [t.head.i for t in source], [t.dep_ for t in source])
    if "ENT_IOB" in missing:
        target.ents = tuple(Span(target, e.start, e.end, label=e.label_) for e in source.ents)
