"""Where or how something was said, as far as the words around the cue tell."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from pipeline import lexicon
from pipeline.find.attributions.hedging import marker, tokens_of
from pipeline.spans import Span

VENUE_PREPOSITIONS = frozenset({"in", "on", "at", "during", "via", "through", "by", "over"})


@dataclass(frozen=True, slots=True)
class _VenueNoun:
    before: str
    venue: str
    is_proper: bool


@cache
def _venue_nouns() -> dict[str, tuple[_VenueNoun, ...]]:
    nouns: dict[str, tuple[_VenueNoun, ...]] = {}
    for row in lexicon.table("venue_nouns"):
        noun = _VenueNoun(row["before"], row["venue"], row["is_proper"] == "yes")
        nouns[row["word"]] = (*nouns.get(row["word"], ()), noun)
    return nouns


@cache
def _venue_cues() -> dict[str, str]:
    return {row["cue"]: row["venue"] for row in lexicon.table("venue_cues")}


def venue_of(doc: Doc, source: Span | None, cue: Span | None, content: Span) -> str | None:
    """Where or how it was said: statement, tweet, interview, letter, hearing, speech, briefing, report, court or post.

    Looked for, in this order: a phrase that the parse hangs on the cue or its source ("in a statement", "at a news
    conference"), in the cue's sentence and outside the content; the cue itself ("tweeted", "testified"); the source
    itself ("the report said"); a news outlet that was told ("told the Riverside Herald": interview). None otherwise.
    """
    said = tokens_of(doc, cue) if cue is not None else None
    if not said:
        return None
    named = tokens_of(doc, source) if source is not None else doc[0:0]
    head = said.root
    for token in head.sent:
        is_inside = content.start <= token.idx < content.end
        if not is_inside and (venue := _phrase_venue(token, head, named)) is not None:
            return venue
    return _venue_cues().get(head.lemma_.lower()) or _source_venue(named) or _told_outlet(head, content)


def _noun_venue(token: Token) -> str | None:
    is_name = token.pos_ == "PROPN"
    before = token.nbor(-1).lower_ if token.i > 0 else ""
    for noun in _venue_nouns().get(token.lemma_.lower(), ()):
        if noun.is_proper == is_name and noun.before in ("", before) and token.pos_ in ("NOUN", "PROPN"):
            return noun.venue
    return None


def _phrase_venue(token: Token, head: Token, named: Tokens) -> str | None:
    """The venue of a prepositional phrase headed by ``token`` that belongs to the cue ``head``."""
    venue = _noun_venue(token)
    if venue is None or marker(token) not in VENUE_PREPOSITIONS:
        return None
    governor = token.head
    on_source = named.start <= governor.i < named.end and governor == named.root if named else False
    on_object = governor.head == head and governor.dep_ in ("obj", "iobj", "nsubj")
    follows = 0 < token.left_edge.i - head.i <= 2
    return venue if governor == head or on_source or on_object or follows else None


def _source_venue(named: Tokens) -> str | None:
    if not named:
        return None
    root = named.root
    if root.pos_ in ("NUM", "DET", "PRON", "ADJ"):  # "one of the letters"
        root = next((c for c in root.children if c.dep_ == "nmod"), root)
    return _noun_venue(root) if root.pos_ == "NOUN" else None


def _told_outlet(head: Token, content: Span) -> str | None:
    for child in head.children:
        is_inside = content.start <= child.idx < content.end
        takes = child.dep_ in ("obj", "iobj") or marker(child) in ("to", "with", "on")
        if not is_inside and takes and child.dep_ != "nsubj" and _is_outlet(child):
            return "interview"
    return None


def _is_outlet(token: Token) -> bool:
    """Whether the name around ``token`` ends in a word that closes names of news outlets."""
    if token.pos_ != "PROPN":
        return False
    last = max((t.i for t in token.subtree if t.pos_ == "PROPN" and t.dep_ in ("flat", "compound")), default=token.i)
    return token.doc[max(last, token.i)].lower_ in lexicon.words("venue_outlets")
