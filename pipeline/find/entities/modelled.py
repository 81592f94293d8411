"""The model's entities with their spans put right and the tables' labels."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from pipeline.find.entities.candidates import Candidate
from pipeline.find.entities.kinds import mapped_label, table_label
from pipeline.lexicon import words
from pipeline.schema import Label

GOVERNING = frozenset({"administration", "campaign", "presidency"})
NAMING_HEADS = frozenset({"act", "program", "programme", "grant", "grants", "amendment", "ordinance", "treaty"})
MARKS = frozenset("\"'“”‘’()[]{}<>,.;:!?-–—*·•|/\\")


def modelled_names(doc: Doc) -> list[Candidate]:
    """The model's entities as candidates; kinds that the tables do not know are left out."""
    found = []
    for entity in doc.ents:
        label = mapped_label(entity.label_)
        if label is None:
            continue
        for line in _lines(entity):
            for start, end, kind in _parts(doc, *line, label):
                start, end = _extended(doc, *_trimmed(doc, start, end, kind))
                decided = _decided(doc, start, end, kind)
                if decided is not None:
                    found.append(decided)
    return found


def _decided(doc: Doc, start: int, end: int, label: str) -> Candidate | None:
    """The candidate with its label; None where nothing but marks or a generic word is left."""
    text = doc[start:end].text
    if not any(c.isalnum() for c in text) or text in words("entity_stop"):
        return None
    if label == Label.PERSON and end < len(doc) and doc[end].lower_ in GOVERNING:
        return Candidate(start, end + 1, Label.ORG, "government")
    if start > 0 and doc[start - 1].text in words("entity_titles") - words("entity_titles_ambiguous"):
        return Candidate(start, end, Label.PERSON, "title_before")
    decided = table_label(text, label)
    return None if decided is None else Candidate(start, end, decided, "model")


def _parts(doc: Doc, start: int, end: int, label: str) -> list[tuple[int, int, str]]:
    """A name that runs over a title into the next ("Ohio Governor Ann Lee") or a firm with its seat, cut in two."""
    titles = words("entity_titles") - words("entity_titles_ambiguous")
    for at in range(start + 1, end - 1) if label != Label.PERSON else ():
        if doc[at].text in titles and not {doc[at - 1].lower_, doc[at + 1].lower_} & {"of", "and", "for"}:
            last = end
            while last < len(doc) and last - at < 5 and (doc[last].pos_ == "PROPN" or _is_particle(doc[last])):
                last += 1
            return [(start, at, label), (at + 1, last, Label.PERSON)]
    for at in range(start + 2, end - 1) if label == Label.ORG else ():
        if doc[at].lower_ in {"of", "in"} and doc[at - 1].lower_.rstrip(".") in words("org_forms") | {"group"}:
            return [(start, at, label), (at + 1, end, "LOC")]  # "Acme Holdings Inc. of Dayton"
    return [(start, end, label)]


def _is_particle(token: Token) -> bool:
    return token.text in words("entity_particles") and token.i + 1 < len(token.doc)


def _lines(entity: Tokens) -> Iterator[tuple[int, int]]:
    """The stretches of an entity between line breaks: no name runs over the edge of a segment."""
    start = entity.start
    for token in entity:
        if token.is_space:
            if token.i > start:
                yield start, token.i
            start = token.i + 1
    if start < entity.end:
        yield start, entity.end


def _trimmed(doc: Doc, start: int, end: int, label: str) -> tuple[int, int]:
    """Leave titles, marks, determiners and possessive endings outside."""
    while start < end and (doc[start].text in MARKS or (doc[start].lower_ in {"the", "a", "an"} and end - start > 1)):
        if doc[start].text == "The" and _is_newspaper(doc[start:end]):
            break
        start += 1
    while end > start and (doc[end - 1].text in MARKS or doc[end - 1].lower_ in {"'s", "’s", "'", "’"}):
        end -= 1
    if start > 0 and doc[start - 1].text == "The" and _is_newspaper(doc[start:end]):
        start -= 1
    return _without_title(doc, start, end, label)


def _is_newspaper(tokens: Tokens) -> bool:
    """Whether "The" belongs to the name, as it does in newspapers' and a few places' names."""
    return len(tokens) > 0 and (tokens[-1].text in words("entity_papers") or tokens.text == "The Hague")


def _without_title(doc: Doc, start: int, end: int, label: str) -> tuple[int, int]:
    """Leave a title of one or two words outside, before a name ("Mayor Tim Burgess") or after it ("City Attorney")."""
    titles, ambiguous = words("entity_titles"), words("entity_titles_ambiguous")
    if label == Label.PERSON and end - start > 1 and doc[start].text in titles:
        start += 1
    for first, after in ((end - 2, end), (end - 1, end + 1), (end - 1, end)):
        if label != Label.PERSON and first > start and doc[first:after].text in titles - ambiguous:
            return start, first
    return start, end


def _extended(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Take in the capitalised words after a name up to the head of a law or programme ("... Grant Program")."""
    at = last = end
    while start < end and at < len(doc) and at - end < 5 and doc[at].is_title and doc[at].is_alpha:
        if doc[at].text in words("entity_titles"):
            break
        at += 1
        if doc[at - 1].lower_ in NAMING_HEADS:
            last = at
    return start, last
