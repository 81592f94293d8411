"""Where or how something was said, as far as the words around the cue tell."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from pipeline import lexicon
from pipeline.find.attributions.cue_heads import cue_head
from pipeline.find.attributions.hedging import marker, tokens_of
from pipeline.spans import Span

SHARING = frozenset({"xcomp", "advcl", "conj", "acl"})  # ways to hang on a verb and share its subject
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

    Looked for, in this order, outside the content: a noun in the cue's words ("released a statement confirming"); a
    phrase in the cue's sentence that the parse hangs on the cue, its source or what governs the cue ("in a statement",
    "on MSNBC"; "issued a statement, saying"); the cue itself ("tweeted", "testified"); the source itself ("the report
    said"); a news outlet that was told ("told the Riverside Herald": interview). None otherwise.
    """
    said = tokens_of(doc, cue) if cue is not None else None
    if not said:
        return None
    named = tokens_of(doc, source) if source is not None else doc[0:0]
    head = cue_head(said) or said.root
    inside = next((v for t in said if (v := _noun_venue(t)) is not None), None)
    if inside is not None:
        return inside
    governors = _governors(head)
    for token in head.sent:
        is_inside = content.start <= token.idx < content.end
        if not is_inside and (venue := _phrase_venue(token, governors, named)) is not None:
            return venue
    return _venue_cues().get(head.lemma_.lower()) or _source_venue(named) or _told_outlet(head, content)


def _governors(head: Token) -> tuple[Token, ...]:
    """The cue's head and the verbs that it hangs on without a subject of its own: "attacked them, saying"."""
    found = [head]
    while found[-1].dep_ in SHARING and found[-1].head.i != found[-1].i:
        if any(c.dep_ == "nsubj" for c in found[-1].children):
            break
        found.append(found[-1].head)
    return tuple(found)


def _noun_venue(token: Token) -> str | None:
    is_name = token.pos_ == "PROPN"
    before = token.nbor(-1).lower_ if token.i > 0 else ""
    for noun in _venue_nouns().get(token.lemma_.lower(), ()):
        if noun.is_proper == is_name and noun.before in ("", before) and token.pos_ in ("NOUN", "PROPN"):
            return noun.venue
    return None


def _phrase_venue(token: Token, governors: tuple[Token, ...], named: Tokens) -> str | None:
    """The venue of a phrase headed by ``token`` that belongs to the cue's head, the first of ``governors``."""
    head, governor = governors[0], token.head
    venue = _noun_venue(token)
    if venue is not None and token.dep_ == "obj":
        return venue if governor in governors and governor.lemma_.lower() in lexicon.words("venue_verbs") else None
    if venue is None and marker(token) == "on" and _is_outlet(token):
        venue, governor = "interview", governor if governor in governors else governor.head  # "an appearance on"
    if venue is None or marker(token) not in VENUE_PREPOSITIONS:
        return None
    on_source = named.start <= governor.i < named.end and governor == named.root if named else False
    on_object = governor.head == head and governor.dep_ in ("obj", "iobj", "nsubj")
    follows = 0 < token.left_edge.i - head.i <= 2
    is_fronted = governor in governors[1:] and (token.i < governor.i or "conj" not in {g.dep_ for g in governors})
    return venue if governor == head or on_source or on_object or follows or is_fronted else None


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
    """Whether the name around ``token`` ends in a word that closes names of news outlets, or belongs to one."""
    if token.pos_ != "PROPN":
        return False
    outlets = lexicon.words("venue_outlets")
    if any(c.dep_ == "nmod:poss" and c.pos_ == "PROPN" and c.lower_ in outlets for c in token.children):
        return True  # "told NBC's Today"
    last = max((c.i for c in token.children if c.pos_ == "PROPN" and c.dep_ in ("flat", "compound")), default=token.i)
    return token.doc[max(last, token.i)].lower_ in outlets
