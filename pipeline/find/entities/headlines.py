"""Lines in capitals or in title case, read with the names that the rest of the article writes as usual.

In such a line every word looks like a name, so the model guesses. The body knows better: a form that it has for a name
is a name in the headline, too, and a word that it writes small is no part of one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from pipeline.find.entities.candidates import Candidate, surname, without_overlaps
from pipeline.find.entities.columns import Columns
from pipeline.find.entities.kinds import is_head
from pipeline.schema import Label

Form = tuple[str, ...]
Known = Mapping[Form, Label | None]


def read_headlines(columns: Columns, found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, those in headlines put right after those of ordinary lines, and names added that these have."""
    if not any(columns.headline):
        return list(found)
    ordinary = [c for c in found if not columns.headline[c.start]]
    known = _known_forms(columns, ordinary)
    read = _recognised(columns, known)
    at = {i: r for r in read for i in range(r.start, r.end)}
    kept = [c for c in found if columns.headline[c.start] and not _is_guess(columns, c, at)]
    return without_overlaps([*ordinary, *kept, *read], first=[*ordinary, *kept])


def _is_guess(columns: Columns, c: Candidate, read: Mapping[int, Candidate]) -> bool:
    """Whether the body knows better: a plain word, or one of its names with plain words around it.

    "Coast Guard Trucks" is such a guess where the body has "Coast Guard" and "trucks"; "Ellis County" beside "Ellis"
    and "county" is none, as its last word is one that ends names.
    """
    if c.rule != "model":
        return False
    around = [i for i in range(c.start, c.end) if i not in read]
    added = [columns.texts[i] for i in around if columns.texts[i].isalpha()]
    if columns.texts[c.start] == "The" or not added or not all(word.lower() in columns.plain for word in added):
        return False
    return c.end - c.start == 1 or c.end - 1 not in around or not is_head(columns.texts[c.end - 1])


def _known_forms(columns: Columns, ordinary: Sequence[Candidate]) -> dict[Form, Label | None]:
    """The forms of the names in ordinary lines, and the surnames of people, in small letters."""
    known: dict[Form, Label | None] = {}
    for c in ordinary:
        known.setdefault(_folded(columns.form(c.start, c.end)), c.label)
    for c in ordinary:
        last = surname(columns.form(c.start, c.end)) if c.label == Label.PERSON else None
        if last is not None:
            known.setdefault(_folded(last), c.label)
    return {form: label for form, label in known.items() if len(form) > 1 or form[0] not in columns.plain}


def _folded(form: Form) -> Form:
    return tuple(word.lower() for word in form)


def _recognised(columns: Columns, known: Known) -> list[Candidate]:
    """The places in headlines where a known form stands, whatever its capitals."""
    by_first: dict[str, list[Form]] = defaultdict(list)
    for form in known:
        by_first[form[0]].append(form)
    found = []
    for at, text in enumerate(columns.texts):
        if not columns.headline[at] or not text[:1].isupper():
            continue
        for form in by_first.get(text.lower(), ()):
            if _folded(columns.form(at, at + len(form))) == form:
                found.append(Candidate(at, at + len(form), known[form], "headline"))
    return without_overlaps(found)
