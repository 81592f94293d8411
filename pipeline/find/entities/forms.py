"""Names that their form proves: laws cited, places with their state, datelines, people with Jr. or a nickname."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from spacy.tokens import Doc

from pipeline.find.entities.candidates import Candidate, token_span
from pipeline.find.entities.kinds import LEGAL, is_place, is_state, table_label
from pipeline.lexicon import words
from pipeline.parse import Parsed
from pipeline.schema import Label, SegmentKind

# Government names: "City of X", "State of X", "City and County of X", X up to four capitalised words.
GOVERNMENT = re.compile(
    r"\b(?:(?:City|Town|Village|Borough|County)(?: and (?:County|City|Town))?"
    r"|State|Commonwealth) of (?:[A-Z][\w-]{1,20} ?){1,4}(?<! )"
)
# A place and its state: "Albany, New York", "Lawrence, Mass.".
IN_STATE = re.compile(r"((?:[A-Z][\w’'-]{1,20}\.? ){0,3}[A-Z][\w’'-]{1,20}), ((?:[A-Z][\w.]{0,13} ?){1,3}(?<! ))")
# "Martin Luther King Jr.", "Ann “Babs” Lee", "Henry Ford II"; the suffix or the nickname is what proves a person.
WITH_SUFFIX = re.compile(
    r"(?:[A-Z][\w’'-]{0,20}\.? (?:[\"“]\w{1,20}[\"”] )?){1,3}(?<= )(?:Jr\.?|Sr\.?|III?|IV)(?![\w])"
)
WITH_NICKNAME = re.compile(r"\b[A-Z][\w’'-]{1,20} [\"“][A-Z]\w{1,20}[\"”] [A-Z][\w’'-]{1,20}")
# The place that opens an agency's story: "PORT ELLIS, Ohio, March 3 (Coast News) —".
DATELINE = re.compile(r"[A-Z][A-Z .’'-]{1,30}[A-Z](?=,| \(| [—–-])")

MAX_BODY = 5  # words after a place's name that can be a body of that place: "... Parks and Recreation Department"
PROPER = frozenset({"NNP", "NNPS"})


def formed_names(parsed: Parsed, modelled: Sequence[Candidate]) -> list[Candidate]:
    """The names of an article that need no model, but for where the name before a state begins."""
    return [
        *_matches(parsed, LEGAL, Label.LAW, "legal_citation"),
        *_matches(parsed, GOVERNMENT, Label.GPE, "place_form"),
        *_people(parsed),
        *_datelines(parsed),
        *_in_states(parsed, modelled),
    ]


def toponyms(doc: Doc) -> list[Candidate]:
    """Places by their last word ("Idaho Falls") and bodies of such places, where the tagger sees proper nouns."""
    heads = words("entity_toponyms")
    found = []
    for token in doc[1:]:
        if token.text not in heads or token.tag_ not in PROPER or doc[token.i - 1].tag_ not in PROPER:
            continue
        end = token.i + 1
        while end < len(doc) and end - token.i < MAX_BODY and doc[end].tag_ in PROPER and doc[end].is_title:
            end += 1
        is_body = end > token.i + 1 and table_label(doc[token.i - 1 : end].text, "LOC") == Label.ORG
        found.append(Candidate(token.i - 1, end if is_body else token.i + 1, Label.ORG if is_body else Label.GPE,
                               "toponym"))  # fmt: skip
    return found


def partnerships(doc: Doc) -> list[Candidate]:
    """Firms named after two partners: "Johnson & Johnson"."""
    return [
        Candidate(token.i - 1, token.i + 2, Label.ORG, "partnership")
        for token in doc[1:-1]
        if token.text == "&" and all(t.tag_ in PROPER and t.is_title for t in (token.nbor(-1), token.nbor()))
    ]


def group_words(doc: Doc) -> list[Candidate]:
    """Words for members of parties and faiths."""
    groups = words("entity_groups")
    return [Candidate(token.i, token.i + 1, Label.NORP, "group_word") for token in doc if token.text in groups]


def _matches(parsed: Parsed, pattern: re.Pattern[str], label: Label, rule: str) -> list[Candidate]:
    found = pattern.finditer(parsed.article.text)
    spans = (parsed.doc.char_span(*match.span(), alignment_mode="expand") for match in found)
    return [Candidate(span.start, span.end, label, rule) for span in spans if span is not None]


def _people(parsed: Parsed) -> list[Candidate]:
    """People whose name holds a generational suffix or a nickname in marks; a title before it stays outside."""
    doc, text = parsed.doc, parsed.article.text
    found = []
    for match in (*WITH_SUFFIX.finditer(text), *WITH_NICKNAME.finditer(text)):
        span = doc.char_span(*match.span(), alignment_mode="expand")
        if span is None:
            continue
        start = max(span.start, span[-1].sent.start)  # "... in April. Ann Lee Jr."
        while start < span.end - 1 and doc[start].text in words("entity_titles"):
            start += 1
        if span.end - start > 1 and not _is_regnal(doc, start, span.end):
            found.append(Candidate(start, span.end, Label.PERSON, "person_form"))
    return found


def _is_regnal(doc: Doc, start: int, end: int) -> bool:
    """Whether the numeral counts something else: "World War II", "Title IV"."""
    return doc[end - 1].text in {"II", "III", "IV"} and doc[end - 2].text in words("entity_numbered")


def _datelines(parsed: Parsed) -> list[Candidate]:
    found = []
    for segment in parsed.article.segments:
        match = DATELINE.match(parsed.article.text, segment.span.start, segment.span.end)
        if segment.kind == SegmentKind.DATELINE and match is not None:
            span = token_span(parsed.doc, *match.span())
            if span is not None:
                found.append(Candidate(*span, Label.GPE, "dateline"))
    return found


def _in_states(parsed: Parsed, modelled: Sequence[Candidate]) -> list[Candidate]:
    """A state behind a comma, and the place before it."""
    doc = parsed.doc
    by_end = {candidate.end: candidate for candidate in modelled}
    found = []
    for match in IN_STATE.finditer(parsed.article.text):
        state = token_span(doc, *match.span(2))
        if state is None or not is_state(match[2]):
            continue
        found.append(Candidate(*state, Label.GPE, "place_form"))
        place = _place_before(doc, match, by_end)
        if place is not None:
            found.append(place)
    return found


def _place_before(doc: Doc, match: re.Match[str], by_end: Mapping[int, Candidate]) -> Candidate | None:
    """The place before a comma and a state: the model's name, else the longest that the gazetteer knows."""
    names = match[1].split(" ")
    last = token_span(doc, match.end(1) - len(names[-1]), match.end(1))
    if last is None:
        return None
    modelled = by_end.get(last[1])
    if modelled is not None:
        is_person = modelled.rule == "title_before" and not is_place(doc[modelled.start : modelled.end].text)
        return None if is_person or modelled.label == Label.ORG else modelled._replace(label=Label.GPE)
    known = (" ".join(names[i:]) for i in range(len(names)) if is_place(" ".join(names[i:])))
    place = next(known, None)
    span = None if place is None else token_span(doc, match.end(1) - len(place), match.end(1))
    return None if span is None else Candidate(*span, Label.GPE, "place_form")
