"""Lends a pipeline what it lacks: the bundled pipeline reads the same words, and what is missing is copied over."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Set

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup
from spacy.util import minibatch

from pipeline.encoder.annotations import ATTRIBUTIONS
from pipeline.schemes.documents import set_tree

# What the finders read, with what spaCy calls it where a component says that it assigns it.
NEEDED = {
    "TAG": "token.tag", "POS": "token.pos", "LEMMA": "token.lemma", "DEP": "token.dep", "ENT_IOB": "doc.ents",
    ATTRIBUTIONS: "doc.spans",
}  # fmt: skip


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
            read = self._read([doc for doc, missing in docs if missing], {a for _, missing in docs for a in missing})
            for doc, missing in docs:
                if missing:
                    _copy(next(read), doc, missing)
                yield doc

    def _missing(self, doc: Doc) -> frozenset[str]:
        missing = {a for a in NEEDED if len(doc) and (a in self.ignored or not _has(doc, a))}
        if "POS" in missing and "TAG" not in missing:
            missing.discard("POS")  # follows from the tags: the pipeline's own are better than the lender's
        return frozenset(missing)

    def _read(self, docs: list[Doc], wanted: Set[str]) -> Iterator[Doc]:
        """Copies of the documents as the source reads them; its components that give nothing wanted are left out."""
        if not docs:
            return iter(())
        if self.source is None:
            raise ValueError("newsledger_lender has no source; pipelines get it from schemes.adapt")
        nlp = self.source()
        copies = [Doc(nlp.vocab, [t.text for t in doc], [bool(t.whitespace_) for t in doc]) for doc in docs]
        given = {name: set(nlp.get_pipe_meta(name).assigns) for name in nlp.pipe_names}
        unwanted = [
            n for n, attributes in given.items() if attributes and attributes.isdisjoint(map(NEEDED.get, wanted))
        ]
        with nlp.select_pipes(disable=unwanted):
            return iter(list(nlp.pipe(copies, batch_size=len(copies))))


def _has(doc: Doc, annotation: str) -> bool:
    return annotation in doc.spans if annotation == ATTRIBUTIONS else doc.has_annotation(annotation)


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
    for name in missing & set(source.spans):
        group = source.spans[name]
        spans = [Span(target, s.start, s.end, label=s.label_, span_id=s.id_) for s in group]
        target.spans[name] = SpanGroup(target, name=name, spans=spans, attrs=dict(group.attrs))
