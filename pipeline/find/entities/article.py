"""One article, one usage: labels made consistent, acronyms joined to their names, missed occurrences found."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from pipeline.find.entities.candidates import Candidate, surname
from pipeline.find.entities.kinds import is_place
from pipeline.schema import Label

FULL_NAME_VOTES = 2  # a surname alone is what the model mistakes for a place or a firm
TITLE_VOTES = 4  # a title right before the name is better proof than the model's label


def acronyms(doc: Doc, found: Sequence[Candidate]) -> list[Candidate]:
    """Give an acronym in brackets the label of the name that it abbreviates, all through the article."""
    label_of = {c.end: c.label for c in found}
    defined = {
        doc[c.start].text: label_of[c.start - 1]
        for c in found
        if c.end - c.start == 1 and c.start > 1 and doc[c.start - 1].text == "(" and c.start - 1 in label_of
        if doc[c.start].is_upper
    }
    return [c._replace(label=defined.get(doc[c.start : c.end].text, c.label)) for c in found]


def consistent(doc: Doc, found: Sequence[Candidate]) -> list[Candidate]:
    """Give each form of a name the label that it has most often; a full name speaks for its short form."""
    votes: dict[str, Counter[Label]] = defaultdict(Counter)
    for c in found:
        votes[_form(doc, c)][c.label] += TITLE_VOTES if c.rule == "title_before" else 1
        for short in _short_forms(doc, c):
            votes[" ".join(short)][c.label] += FULL_NAME_VOTES
    # "Indian" stays a nationality beside the "Indian Space Agency".
    best = {t: Label.NORP if Label.NORP in v else max(sorted(v), key=lambda x: v[x]) for t, v in votes.items()}
    return [
        c if c.label == best[text] else c._replace(label=best[text], rule="consistency")
        for c in found
        for text in (_form(doc, c),)
    ]


def _form(doc: Doc, c: Candidate) -> str:
    return " ".join(token.text for token in doc[c.start : c.end])


def seen_elsewhere(doc: Doc, found: Sequence[Candidate]) -> list[Candidate]:
    """Further occurrences of the article's names, and of its people's surnames, where the model saw none."""
    known: dict[tuple[str, ...], Label] = {}
    for c in found:
        known.setdefault(tuple(token.text for token in doc[c.start : c.end]), c.label)
    for c in found:
        for other in _other_forms(doc, c):
            known.setdefault(other, c.label)
    plain = frozenset(token.text for token in doc if token.is_lower)
    by_first: dict[str, list[tuple[tuple[str, ...], Label]]] = defaultdict(list)
    for form, label in known.items():
        if len(form) > 1 or (form[0][:1].isupper() and len(form[0]) > 1):
            by_first[form[0]].append((form, label))
    return [
        Candidate(token.i, token.i + len(form), label, "seen_elsewhere")
        for token in doc
        for form, label in by_first.get(token.text, ())
        if tuple(t.text for t in doc[token.i : token.i + len(form)]) == form and _is_free(token, form, plain)
    ]


def _short_forms(doc: Doc, c: Candidate) -> Iterator[tuple[str, ...]]:
    """The surname of a person; the first word of an organisation, unless that is a place."""
    if c.label == Label.PERSON and (last := surname(doc, c.start, c.end)):
        yield last
    first = doc[c.start]
    is_firm = c.label == Label.ORG and c.end - c.start > 1 and c.rule != "government"
    if is_firm and first.is_title and not is_place(first.text):
        yield (first.text,)


def _other_forms(doc: Doc, c: Candidate) -> Iterator[tuple[str, ...]]:
    """How the article may name it again: by surname, without "City of", in lower case after a dateline in capitals."""
    tokens = [token.text for token in doc[c.start : c.end]]
    if c.label == Label.PERSON and (last := surname(doc, c.start, c.end)):
        yield last
    if c.rule == "dateline":
        yield tuple(token.capitalize() for token in tokens)
    if c.rule == "place_form" and "of" in tokens[:-1]:
        yield tuple(tokens[tokens.index("of") + 1 :])


def _is_free(token: Token, form: tuple[str, ...], plain: frozenset[str]) -> bool:
    """Whether a repeated form stands there as a name: not as a plain capitalised word that opens a sentence."""
    return len(form) > 1 or not token.is_sent_start or token.lower_ not in plain
