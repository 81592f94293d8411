"""Finds transcripts: paragraphs that open with a speaker's label ("SMITH:", "Q.", "**Ann Lee:**") and what they say.

A label proves little by itself: recipes, tables and lists of facts have them too. A run of labelled paragraphs is a
transcript when two of three things hold: labels return after others, labels name people or roles, and the paragraphs
talk (first or second person, questions). Questions and answers without names need answers in the first person, or an
introduction that tells of an interview; otherwise they are the article's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from pipeline import lexicon
from pipeline.find.attributions.attribution import Attribution
from pipeline.find.attributions.blocks_voice import Paragraph, Reading, is_articles
from pipeline.find.attributions.sources_of import source_head, source_span
from pipeline.schema import QuoteKind
from pipeline.spans import Span

MAX_TURN = 10  # unlabelled paragraphs of one turn, the answers of printed interviews included
INTRODUCTION = 6  # paragraphs before a transcript that may tell who is asked
WORD = r"(?:[A-Z][\w.'’/-]*|[a-z]{2}-[A-Z][\w-]*|\([^()]{1,30}\)|de|la|van|von|der|bin|al|of|the|and|#?\d{1,2})"
MARK = r"(?:[\"“]\s?)?"  # a transcript that is quoted opens each turn with a mark
ASKED = re.compile(rf"{MARK}(?:\*\*|__)?(?P<key>Q(?:UESTION)?|A(?:NSWER)?)(?:[.:]|\s*[—–-])(?:\*\*|__)?(?:\s+|$)")
BARE = re.compile(r"(?P<key>Q)\s*(?=[A-Z“\"])")  # "Q Thank you, sir": tables of White House transcripts, and leftovers
NAMED = re.compile(
    rf"{MARK}(?:\*\*|__)?(?P<name>[A-Z][\w.'’/-]*(?:,? {WORD}){{0,6}})\s?(?:\*\*|__)?:(?:\*\*|__)?(?:\s+|$)"
)
ASIDE = re.compile(r"(?:(?<!\s)\s++)?\([^()]*+\)$")
MEETING = frozenset({"speak", "talk", "sit", "chat", "meet", "correspond", "converse"})
EXCHANGES = frozenset({"interview", "conversation", "q&a", "exchange", "chat", "discussion"})
OURS = frozenset({"us", "me", "we", "reporters", "journalists"})
ASKERS = frozenset({"reporter", "writer", "correspondent", "columnist", "editor", "journalist", "host", "anchor"})


@dataclass(frozen=True, slots=True)
class _Label:
    """The label that opens a paragraph: who (a key under which one speaker's labels agree), its name, its end."""

    paragraph: int
    key: str
    name: Span | None
    end: int


def find_turns(reading: Reading) -> tuple[list[Attribution], set[int]]:
    """The turns of all transcripts in order of place, and the paragraphs that belong to transcripts."""
    runs = list(_runs(_labels(reading)))
    people = _people(reading) if runs else frozenset()
    found: list[Attribution] = []
    taken: set[int] = set()
    for run in runs:
        if not _is_transcript(reading, run, people):
            continue
        asked = _interviewee(reading, run[0].paragraph) if any(label.name is None for label in run) else None
        names = frozenset(label.key.lower() for label in run if label.name is not None)
        for n, label in enumerate(run):
            until = run[n + 1].paragraph if n + 1 < len(run) else None
            members = _members(reading, label, until, names)
            taken.add(label.paragraph)
            taken.update(members)
            pieces = _pieces(reading, label, members)
            if pieces:
                source = label.name or (asked if label.key == "A" else None)
                found.append(Attribution(pieces, source, None, (), QuoteKind.BLOCK, "turn"))
    return found, taken


def _labels(reading: Reading) -> list[_Label]:
    found = []
    for i in range(len(reading)):
        paragraph = reading[i]
        start = paragraph.span.start
        if (asked := ASKED.match(paragraph.text) or BARE.match(paragraph.text)) is not None:
            found.append(_Label(i, asked.group("key")[0], None, start + asked.end()))
        elif (match := NAMED.match(paragraph.text)) is not None and not _is_field(match.group("name")):
            name = ASIDE.sub("", match.group("name"))
            place = start + match.start("name")
            found.append(_Label(i, _key(name), Span(place, place + len(name)), start + match.end()))
    return found


def _is_field(name: str) -> bool:
    """Whether a label is a note or the field of a list of facts."""
    fields, low = lexicon.words("block_no_speakers"), name.lower()
    return low in fields or low.split()[0].rstrip(".,") in fields


def _key(name: str) -> str:
    """The word by which short and long labels of a speaker agree: "JAKE TAPPER" and "TAPPER"."""
    words = [w for w in name.split(",")[0].upper().replace("(", " ").split() if w.rstrip(".") not in ("JR", "SR")]
    return words[-1] if words else name.upper()


def _runs(labels: Sequence[_Label]) -> Iterator[list[_Label]]:
    """Labels that follow each other without too many paragraphs between them, two or more."""
    run: list[_Label] = []
    for label in labels:
        if run and label.paragraph - run[-1].paragraph > MAX_TURN:
            if len(run) > 1:
                yield run
            run = []
        run.append(label)
    if len(run) > 1:
        yield run


def _is_transcript(reading: Reading, run: Sequence[_Label], people: frozenset[str]) -> bool:
    asked = [label for label in run if label.name is None]
    if len(asked) * 2 > len(run):
        return _is_interview(reading, asked)
    keys = [label.key for label in run]
    first = {key: i for i, key in reversed(list(enumerate(keys)))}
    returns = any(first[key] < i - 1 and keys[i - 1] != key for i, key in enumerate(keys))
    named = sum(label.name is None or _is_speaker(label, reading, people) for label in run)
    talking = sum(_says(reading, label).is_talk for label in run)
    return returns + (2 * named >= len(run)) + (3 * talking >= len(run)) >= 2 and talking + returns > 0


def _is_interview(reading: Reading, asked: Sequence[_Label]) -> bool:
    """Questions and answers where somebody answers: in the first person, or as the introduction says."""
    answers = [label for label in asked if label.key == "A"]
    if len(answers) == 0 or len(answers) == len(asked):
        return False
    personal = sum(_says(reading, label).is_first_person for label in answers)
    if 3 * personal >= len(answers):
        return True
    first = asked[0].paragraph
    texts = (reading[i].text.lower() for i in range(max(0, first - INTRODUCTION), first))
    return any(phrase in text for text in texts for phrase in lexicon.words("block_interviews"))


def _says(reading: Reading, label: _Label) -> Paragraph:
    """The paragraph with the first words of a turn: the label's own, or the next where the label stands alone."""
    paragraph = reading[label.paragraph]
    is_alone = label.end >= paragraph.span.end and label.paragraph + 1 < len(reading)
    return reading[label.paragraph + 1] if is_alone else paragraph


def _is_speaker(label: _Label, reading: Reading, people: frozenset[str]) -> bool:
    """Whether a label is a role, begins with a form of address or an office, or is a person's name in this article."""
    if label.name is None:
        return True
    words = [w.strip(".,").lower() for w in label.name.of(reading.text).split()]
    plain = " ".join(w for w in words if not w.strip("#").isdigit())
    if plain in lexicon.words("block_roles") or words[-1] in people:
        return True
    if len(words) > 1 and (words[0] in lexicon.words("title_honorific") or words[0] in _offices()):
        return True
    return words[-1] in lexicon.words("venue_outlets") or (len(words) == 2 and words[0] in _given())


@cache
def _offices() -> frozenset[str]:
    short = {"rep", "sen", "gov", "gen", "col", "lt", "sgt", "capt", "pres", "sec", "amb", "atty", "justice", "chief"}
    return frozenset(r["phrase"] for r in lexicon.table("title_offices")) | short


@cache
def _given() -> frozenset[str]:
    return frozenset(r["name"] for r in lexicon.table("given_names"))


def _people(reading: Reading) -> frozenset[str]:
    """The last words, lower case, of the names of people in the article."""
    return frozenset(ent[-1].lower_ for ent in reading.index.doc.ents if ent.label_ == "PERSON")


def _members(reading: Reading, label: _Label, until: int | None, names: frozenset[str]) -> list[int]:
    """The unlabelled paragraphs after a label that go on with its turn; ``until`` is the next label's paragraph."""
    found: list[int] = []
    start = label.paragraph + 1
    is_alone = label.end >= reading[label.paragraph].span.end
    for i in range(start, min(until if until is not None else len(reading), start + MAX_TURN)):
        paragraph = reading[i]
        if paragraph.is_stage:
            continue
        is_first = is_alone and not found
        if until is None and not is_first and (not paragraph.is_talk or is_articles(paragraph, names)):
            break
        if paragraph.is_end or (paragraph.is_heading and not is_first) or (paragraph.quoted and paragraph.reports):
            break
        found.append(i)
    return found


def _pieces(reading: Reading, label: _Label, members: Sequence[int]) -> tuple[Span, ...]:
    """What a turn says; nothing where it is one quotation in marks, which is found as such."""
    own = reading[label.paragraph]
    rest = Span(min(label.end, own.span.end), own.span.end)
    first = next(iter(own.quoted), None)
    if first is not None and first.start <= rest.start and rest.end - own.quoted[-1].end < 2:
        return ()
    has_words = any(c.isalnum() for c in rest.of(reading.text))
    return ((rest,) if has_words else ()) + tuple(reading[i].span for i in members)


def _interviewee(reading: Reading, first: int) -> Span | None:
    """The expression of the introduction that names who answers, None where it does not tell."""
    low = max(0, first - INTRODUCTION)
    for i in range(first - 1, low - 1, -1):
        for token in reversed(reading[i].unquoted):
            head = _met(token)
            if head is not None:
                return source_span(token.doc, head, None if head.i > token.i else token.i)
    start, end = (reading[low].span.start, reading[first].span.start)
    ents = [e for e in reading.index.doc.ents if e.label_ == "PERSON" and start <= e.start_char < end]
    if ents and len({e[-1].lower_ for e in ents}) == 1:
        return Span(ents[-1].start_char, ents[-1].end_char)
    return None


def _met(token: Token) -> Token | None:
    """Whom a word of an introduction says was interviewed: "an interview with Roe", "Roe spoke with the Herald"."""
    lemma = token.lemma_.lower()
    if token.pos_ == "NOUN" and lemma in EXCHANGES:
        return _with(token)
    if token.pos_ != "VERB":
        return None
    if lemma == "interview":
        return next((c for c in token.children if c.dep_ in ("obj", "nsubj:pass")), None)
    if lemma == "answer" and any(c.lemma_.lower() == "question" for c in token.children):
        return source_head(token)
    if lemma not in MEETING:
        return None
    partner = _with(token)
    if partner is None or _asks(partner):
        return source_head(token) if partner is not None or lemma == "sit" else None
    return partner


def _with(token: Token) -> Token | None:
    for child in token.children:
        if any(c.dep_ == "case" and c.lower_ in ("with", "to") for c in child.children):
            return child
    return None


def _asks(partner: Token) -> bool:
    """Whether the partner is on the side of the paper, so that the subject answers."""
    words = {t.lower_ for t in partner.subtree}
    return partner.lower_ in OURS or bool(words & (ASKERS | lexicon.words("venue_outlets")))
