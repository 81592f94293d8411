"""One article, one usage: labels made consistent, acronyms joined to their names, missed occurrences found."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from pipeline.find.entities.candidates import Candidate, surname
from pipeline.find.entities.kinds import is_place, table_label
from pipeline.schema import Label

FULL_NAME_VOTES = 2  # a surname alone is what the model mistakes for a place or a firm
MIN_OCCURRENCES = 2  # of a capitalised run that the model never saw
PLACE_SHARE = 0.5  # of its occurrences behind a preposition of place
PLACE_PREPOSITIONS = frozenset({"in", "at", "near", "from", "outside", "around", "to"})


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
        votes[doc[c.start : c.end].text][c.label] += 1
        for short in _short_forms(doc, c):
            votes[" ".join(short)][c.label] += FULL_NAME_VOTES
    # "Indian" stays a nationality beside the "Indian Space Agency".
    best = {t: Label.NORP if Label.NORP in v else max(sorted(v), key=lambda x: v[x]) for t, v in votes.items()}
    return [
        c if c.label == best[text] else c._replace(label=best[text], rule="consistency")
        for c in found
        for text in (doc[c.start : c.end].text,)
    ]


def seen_elsewhere(doc: Doc, found: Sequence[Candidate]) -> list[Candidate]:
    """Further occurrences of the article's names, and of its people's surnames, where the model saw none."""
    known: dict[tuple[str, ...], Label] = {}
    for c in found:
        known.setdefault(tuple(token.text for token in doc[c.start : c.end]), c.label)
    for c in found:
        last = surname(doc, c.start, c.end) if c.label == Label.PERSON else None
        if last is not None:
            known.setdefault(last, c.label)
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


def recurring(doc: Doc, found: Sequence[Candidate]) -> list[Candidate]:
    """Runs of capitalised words that recur in mid-sentence and that nothing else found; their use tells the kind."""
    taken = {i for c in found for i in range(c.start, c.end)}
    runs: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for start, end in _capitalised_runs(doc, taken):
        runs[doc[start:end].text].append((start, end))
    out = []
    for text, spans in runs.items():
        label = _label_by_use(doc, text, spans) if len(spans) >= MIN_OCCURRENCES else None
        if label is not None:
            out += [Candidate(*span, label, "recurring") for span in spans]
    return out


def _short_forms(doc: Doc, c: Candidate) -> Iterator[tuple[str, ...]]:
    """The surname of a person; the first word of an organisation, unless that is a place."""
    if c.label == Label.PERSON and (last := surname(doc, c.start, c.end)):
        yield last
    first = doc[c.start]
    is_firm = c.label == Label.ORG and c.end - c.start > 1 and c.rule != "government"
    if is_firm and first.is_title and not is_place(first.text):
        yield (first.text,)


def _is_free(token: Token, form: tuple[str, ...], plain: frozenset[str]) -> bool:
    """Whether a repeated form stands there as a name: not as a plain capitalised word that opens a sentence."""
    return len(form) > 1 or not token.is_sent_start or token.lower_ not in plain


def _capitalised_runs(doc: Doc, taken: set[int]) -> Iterator[tuple[int, int]]:
    """Runs of two to four capitalised words in sentences that are not all capitals, their first words apart."""
    for sentence in doc.sents:
        tokens = [t for t in sentence if t.is_alpha]
        if sum(t.is_title for t in tokens) * 2 > len(tokens):
            continue  # a headline, or a list of names
        at = sentence.start + 1
        while at < sentence.end:
            end = at
            while end < sentence.end and end not in taken and doc[end].is_title and doc[end].is_alpha:
                end += 1
            if 2 <= end - at <= 4:
                yield at, end
            at = max(end, at + 1)


def _label_by_use(doc: Doc, text: str, spans: Sequence[tuple[int, int]]) -> Label | None:
    by_head = table_label(text, "MISC")
    if by_head is not None:
        return by_head
    behind = sum(start > 0 and doc[start - 1].lower_ in PLACE_PREPOSITIONS for start, _ in spans)
    return Label.GPE if behind >= PLACE_SHARE * len(spans) else None
