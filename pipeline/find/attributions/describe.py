"""What kind of saying an attribution is; with its siblings here, where it was said and how checkable it is.

The functions read the parse and the word lists and know nothing of how attributions are found: a cue, a source and a
content come in as spans of the cleaned text, plain values go out. The parse is in universal dependencies.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from pipeline.find.attributions.checkworthy import article_claims, checkworthiness
from pipeline.find.attributions.content_acts import content_act
from pipeline.find.attributions.cue_heads import cue_head, cue_lemma, listed_act
from pipeline.find.attributions.hedging import hedges_content, hedges_cue, is_negated, marker, tokens_of
from pipeline.find.attributions.venue import venue_of
from pipeline.schema import Act
from pipeline.spans import Span

__all__ = ["CueDescription", "article_claims", "checkworthiness", "describe_cue", "venue_of"]

OPENING_MARKS = frozenset("\"“„«'‘")


@dataclass(frozen=True, slots=True)
class CueDescription:
    """What the source does by saying it.

    ``lemma`` is the dictionary form of the cue's head, with its second word where the two mean one thing ("call for",
    "make clear"), None where there is no cue or only a mark such as a colon. ``is_negated`` is about the cue ("did not
    say"), never about the content; ``is_hedged`` about either.
    """

    act: Act
    lemma: str | None
    is_negated: bool
    is_hedged: bool


def describe_cue(doc: Doc, cue: Span | None, content: Span) -> CueDescription:
    """The act, head lemma, negation and hedging of an attribution, whatever span of words its cue is.

    The acts are what a fact-checker sorts by: ``assert`` can be checked (accusations of a deed among it), ``deny`` says
    that something is not so, ``commit`` can be kept or broken (promises, threats, plans), ``direct`` asks for something
    (demands, orders, questions, advice), ``evaluate`` judges or takes sides (praise, blame, support, votes). The act is
    the cue's own where the word list ``act_cues`` gives another than ``assert``. A neutral cue ("said") takes the act
    of what it introduces where that is plain (``content_acts``).
    """
    body = tokens_of(doc, content)
    said = tokens_of(doc, cue) if cue is not None else doc[0:0]
    head = cue_head(said) if said else None
    listed = None if head is None else listed_act(head, said, _is_infinitive(body), _takes_as(head))
    act = Act.ASSERT if listed is None else listed
    if act is Act.ASSERT:
        is_reported = head is not None and head.sent.start <= body.start < head.sent.end
        act = content_act(body, is_reported and not _is_quoted(body))
    hedged = (head is not None and hedges_cue(head, said)) or hedges_content(body)
    lemma = None if head is None else cue_lemma(head, said)
    return CueDescription(act, lemma, head is not None and is_negated(head, said), hedged)


def _takes_as(head: Token) -> bool:
    return any(marker(child) == "as" for child in head.children)


def _is_infinitive(body: Tokens) -> bool:
    return bool(body) and (body[0].lower_ == "to" or (body.root.tag_ == "VB" and marker(body.root) == "to"))


def _is_quoted(body: Tokens) -> bool:
    """Whether an opening mark stands at the content or right before it. (Not read off ``doc.text``, which is built
    anew at each use.)"""
    edges = body.doc[max(0, body.start - 1) : body.start + 1]
    return any(t.text in OPENING_MARKS for t in edges)
