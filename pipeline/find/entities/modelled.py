"""The model's entities with their spans put right and the tables' labels."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.find.entities.candidates import Candidate
from pipeline.find.entities.columns import Columns
from pipeline.find.entities.kinds import mapped_label, table_label
from pipeline.lexicon import words
from pipeline.schema import Label

NAMING_HEADS = frozenset({"act", "program", "programme", "grant", "grants", "amendment", "ordinance", "treaty"})
MARKS = frozenset("\"'“”‘’()[]{}<>,.;:!?-–—*·•|/\\")
POSSESSIVES = frozenset({"'s", "’s", "'S", "’S", "'", "’"})
ARTICLES = frozenset({"the", "a", "an"})
MAX_TAIL = 5  # capitalised words after a name in which the head of a law or programme is looked for


def modelled_names(columns: Columns) -> list[Candidate]:
    """The model's entities as candidates; labels that are no entities (dates, numbers) are left out."""
    found = []
    for entity in columns.doc.ents:
        label = mapped_label(entity.label_)
        if label is None:
            continue
        for line in _lines(columns, entity.start, entity.end):
            for start, end, kind in _parts(columns, *line, label):
                start, end = _extended(columns, *_trimmed(columns, start, end, kind))
                decided = _decided(columns, start, end, kind)
                if decided is not None:
                    found.append(decided)
    return found


def _decided(columns: Columns, start: int, end: int, label: str) -> Candidate | None:
    """The candidate with its label; None where nothing but marks or a generic word is left."""
    text = columns.text(start, end)
    if text in words("entity_stop") or not any(c.isalnum() for c in text):
        return None
    return Candidate(start, end, table_label(text, label), "model")


def _certain_titles() -> frozenset[str]:
    return words("entity_titles") - words("entity_titles_ambiguous")


def _parts(columns: Columns, start: int, end: int, label: str) -> list[tuple[int, int, str]]:
    """A name that runs over a title into the next ("Ohio Governor Ann Lee") or a firm with its seat, cut in two."""
    texts = columns.texts
    for at in range(start + 1, end - 1) if label != Label.PERSON else ():
        around = {texts[at - 1].lower(), texts[at + 1].lower()}
        if texts[at] in _certain_titles() and around.isdisjoint({"of", "and", "for"}):
            return [(start, at, label), (at + 1, _end_of_person(columns, at, end), Label.PERSON)]
    for at in range(start + 2, end - 1) if label == Label.ORG else ():
        is_firm = texts[at - 1].lower().rstrip(".") in words("org_forms") | {"group"}
        if is_firm and texts[at] in {"of", "in"}:
            return [(start, at, label), (at + 1, end, "LOC")]  # "Acme Holdings Inc. of Dayton"
    return [(start, end, label)]


def _end_of_person(columns: Columns, title: int, end: int) -> int:
    """The end of a person's name after a title, where the model's name may have been cut short."""
    doc = columns.doc
    while end < len(doc) and end - title < MAX_TAIL and (
        doc[end].pos_ == "PROPN" or (columns.texts[end] in words("entity_particles") and end + 1 < len(doc))
    ):  # fmt: skip
        end += 1
    return end


def _lines(columns: Columns, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches of an entity between line breaks: no name runs over the edge of a segment."""
    for at in range(start, end):
        if columns.texts[at].isspace():
            if at > start:
                yield start, at
            start = at + 1
    if start < end:
        yield start, end


def _trimmed(columns: Columns, start: int, end: int, label: str) -> tuple[int, int]:
    """Leave titles, marks, determiners and possessive endings outside."""
    texts = columns.texts
    while start < end and (texts[start] in MARKS or (texts[start].lower() in ARTICLES and end - start > 1)):
        if texts[start] == "The" and _takes_article(columns, start + 1, end):
            break
        start += 1
    while end > start and (texts[end - 1] in MARKS or texts[end - 1] in POSSESSIVES):
        end -= 1
    if start > 0 and texts[start - 1] == "The" and _takes_article(columns, start, end):
        start -= 1
    return _without_title(columns, start, end, label)


def _takes_article(columns: Columns, start: int, end: int) -> bool:
    """Whether "The" belongs to the name, as it does in newspapers' and a few places' names."""
    return start < end and (columns.texts[end - 1] in words("entity_papers") or columns.texts[end - 1] == "Hague")


def _without_title(columns: Columns, start: int, end: int, label: str) -> tuple[int, int]:
    """Leave a title of one or two words outside, before a name ("Mayor Tim Burgess") or after it ("City Attorney")."""
    if label == Label.PERSON:
        return start + (end - start > 1 and columns.texts[start] in words("entity_titles")), end
    for first, after in ((end - 2, end), (end - 1, end + 1), (end - 1, end)):
        if first > start and " ".join(columns.texts[first:after]) in _certain_titles():
            return start, first
    return start, end


def _extended(columns: Columns, start: int, end: int) -> tuple[int, int]:
    """Take in the capitalised words after a name up to the head of a law or programme ("... Grant Program")."""
    texts = columns.texts
    at = last = end
    while start < end and at < len(texts) and at - end < MAX_TAIL and texts[at].istitle() and texts[at].isalpha():
        if texts[at] in words("entity_titles") or columns.headline[at]:
            break
        at += 1
        if texts[at - 1].lower() in NAMING_HEADS:
            last = at
    return start, last if start == end else _with_number(columns, last)


def _with_number(columns: Columns, end: int) -> int:
    """The end of a name with the number that follows it: "Fire Station No. 3"."""
    match columns.texts[end : end + 3]:
        case ["No", ".", number] if number.isdigit():
            return end + 3
        case ["No.", number, *_] if number.isdigit():
            return end + 2
    return end
