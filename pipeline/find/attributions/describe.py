"""What kind of saying an attribution is; with its siblings here, where it was said and how checkable it is.

The functions read the parse and the word lists and know nothing of how attributions are found: a cue, a source and a
content come in as spans of the cleaned text, plain values go out. The parse is in universal dependencies.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from pipeline import lexicon
from pipeline.find.attributions.checkworthy import article_claims, checkworthiness
from pipeline.find.attributions.hedging import (
    NEGATIONS,
    has_negation,
    hedges_content,
    hedges_cue,
    is_negated,
    marker,
    tokens_of,
)
from pipeline.find.attributions.venue import venue_of
from pipeline.schema import Act
from pipeline.spans import Span

__all__ = ["CueDescription", "article_claims", "checkworthiness", "describe_cue", "venue_of"]

OPENING_MARKS = frozenset("\"“„«'‘")
SELF_PRONOUNS = frozenset({"i", "we", "he", "she", "they", "it"})  # as a subject of reported speech: the source
WILL = frozenset({"will", "would", "'ll", "’ll", "wo", "shall"})
SHOULD = frozenset({"must", "should", "ought"})


@dataclass(frozen=True, slots=True)
class CueDescription:
    """What the source does by saying it. ``lemma`` is that of the cue's head, None where there is no cue."""

    act: Act
    lemma: str | None
    is_negated: bool
    is_hedged: bool


def describe_cue(doc: Doc, cue: Span | None, content: Span) -> CueDescription:
    """The act, head lemma, negation and hedging of an attribution.

    The act is the cue's own where the word list ``act_cues`` knows it. A neutral cue ("said") takes the act of what it
    introduces where that is plain: an explicit performative ("I urge you"), and in reported speech a duty ("must
    leave"), what the source itself will do ("she would resign") or did not do ("he did not take it"). Promises in
    quoted speech stay ``assert`` unless the cue or a performative says otherwise.
    """
    body = tokens_of(doc, content)
    said = tokens_of(doc, cue) if cue is not None else None
    head = said.root if said else None
    act = _cue_act(head, said, body)
    if act is Act.ASSERT:
        is_reported = head is not None and head.sent.start <= body.start < head.sent.end
        act = _content_act(body, is_reported and not _is_quoted(body))
    hedged = (head is not None and hedges_cue(head)) or hedges_content(body)
    return CueDescription(act, _cue_lemma(head), head is not None and is_negated(head), hedged)


def _cue_lemma(head: Token | None) -> str | None:
    if head is None:
        return None
    return "according to" if head.lower_ == "according" else head.lemma_.lower()


@cache
def _acts() -> dict[tuple[str, str], Act]:
    return {(row["cue"], row["takes"]): Act(row["act"]) for row in lexicon.table("act_cues")}


def _cue_act(head: Token | None, said: Tokens | None, body: Tokens) -> Act:
    if head is None or said is None:
        return Act.ASSERT
    lemma, acts = head.lemma_.lower(), _acts()
    doc = head.doc
    beside = {t.lower_ for t in said if t.i != head.i} | {t.lower_ for t in doc[head.i + 1 : head.i + 2]}
    for word in sorted(beside):
        if (f"{lemma} {word}", "") in acts:
            return acts[f"{lemma} {word}", ""]
    if (lemma, "infinitive") in acts and _is_infinitive(body):
        return acts[lemma, "infinitive"]
    if (lemma, "as") in acts and any(marker(child) == "as" for child in head.children):
        return acts[lemma, "as"]
    return acts.get((lemma, ""), Act.ASSERT)


def _is_infinitive(body: Tokens) -> bool:
    return bool(body) and (body[0].lower_ == "to" or (body.root.tag_ == "VB" and marker(body.root) == "to"))


def _is_quoted(body: Tokens) -> bool:
    """Whether an opening mark stands at the content or right before it. (Not read off ``doc.text``, which is built
    anew at each use.)"""
    edges = body.doc[max(0, body.start - 1) : body.start + 1]
    return any(t.text in OPENING_MARKS for t in edges)


def _content_act(body: Tokens, is_reported: bool) -> Act:
    """The act that the content itself performs, ``assert`` where it performs no other."""
    if not body:
        return Act.ASSERT
    root = _predicate(body)
    subject = next((c for c in root.children if c.dep_ == "nsubj"), None)
    auxiliaries = {c.lower_ for c in root.children if c.dep_ == "aux"}
    if subject is not None and subject.lower_ in ("i", "we") and root.tag_ in ("VBP", "VB") and not auxiliaries:
        continued = next((c for c in root.children if c.dep_ == "xcomp"), root)
        return _performed(continued if root.lemma_ == "continue" else root)
    if not is_reported:
        return Act.ASSERT
    if _is_undertaking(body):
        return Act.COMMIT
    if root.pos_ == "VERB" and auxiliaries & SHOULD:
        return Act.DIRECT
    is_self = subject is not None and subject.lower_ in SELF_PRONOUNS
    is_modal = any(c.tag_ == "MD" for c in root.children)  # "cannot comment" and "would not" deny no deed
    denies = root.pos_ == "VERB" and is_self and has_negation(root) and not is_modal
    return Act.DENY if denies and root.lemma_ not in lexicon.words("act_mental_verbs") else Act.ASSERT


def _is_undertaking(body: Tokens) -> bool:
    """Whether the content opens with what the source will do: "she would not resign", "they'll sue".

    Read off the words, as parsers are weakest on long reported clauses. "He would be charged" and "she would have
    won" are outlooks; so is "it would cost jobs", hence "it" is left out although companies undertake things too.
    """
    words = [t for t in body[:7] if t.lower_ not in ("that", *NEGATIONS) and t.pos_ != "ADV"]
    opens = len(words) > 2 and words[0].lower_ in SELF_PRONOUNS - {"it"} and words[1].lower_ in WILL
    return opens and words[2].tag_ == "VB" and words[2].lemma_ not in ("be", "have")


def _predicate(body: Tokens) -> Token:
    """The verb of a pronoun that opens the content, else the root, which the parse of long contents often misses."""
    first = body[1] if len(body) > 1 and body[0].lower_ == "that" else body[0]
    opens = first.lower_ in SELF_PRONOUNS and first.dep_ == "nsubj" and body.start <= first.head.i < body.end
    return first.head if opens else body.root


def _performed(verb: Token) -> Act:
    """What a first person present verb does by being said; verbs of mind only report."""
    lemma = verb.lemma_.lower()
    if lemma in lexicon.words("act_mental_verbs") or has_negation(verb):
        return Act.ASSERT
    after = verb.doc[verb.i + 1 : verb.i + 2].text.lower()
    return _acts().get((f"{lemma} {after}", ""), _acts().get((lemma, ""), Act.ASSERT))
