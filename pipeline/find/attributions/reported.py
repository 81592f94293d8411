"""Reported speech: decides which of the parse's proposals are attributions and gives them their final spans."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from pipeline import lexicon
from pipeline.find.attributions.attribution import Attribution
from pipeline.find.attributions.contents import Run, spans, subtree, trimmed
from pipeline.find.attributions.cues import Proposal, propose
from pipeline.find.attributions.quotation_marks import Quotation
from pipeline.find.attributions.sources_of import is_passive, source_span
from pipeline.find.attributions.weights import features, probability, speech_verbs
from pipeline.schema import QuoteKind
from pipeline.spans import Span

THRESHOLD = (
    0.25  # best F1 of source and content together on the development part of PolNeAR but for 0.3, which finds less
)
PLAIN_FRAMES = frozenset({"that", "inserted", "final"})
HANDLING = frozenset(  # verbs that hand a text on, or take it up
    {"send", "issue", "release", "publish", "post", "share", "file", "write", "give", "make", "return", "receive"}
    | {"respond", "reply", "answer", "read", "see", "obtain", "cite", "review"}
)
PLAIN = 0.5  # the least score of a verb of saying with subject and clause; the weights miss what they seldom saw
JOINED = re.compile(r",?\s(?:and|but)(?:\s(?:that|would|will|could|can|should|must))?\s$")
NAMING = re.compile(r"\b(?:so-called|self-(?:styled|proclaimed)|known as|dubbed|nicknamed|(?:en)?titled)\s(?:the\s)?$")
SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
JOIN_WINDOW = 40  # characters before an opening mark in which the conjunction that joins it is looked for
CLAUSE_WORDS = 4  # marked words after a conjunction that are a clause of their own, and no marked noun


class Marked:
    """The quotations of a document, looked up by offset."""

    def __init__(self, text: str, quotations: Sequence[Quotation]) -> None:
        self.text = text
        self.quotations = quotations
        self._starts = [q.outer.start for q in quotations]

    def at(self, offset: int) -> Quotation | None:
        """The quotation that holds the character at an offset."""
        i = bisect_right(self._starts, offset) - 1
        return self.quotations[i] if i >= 0 and offset < self.quotations[i].outer.end else None

    def after(self, offset: int) -> Quotation | None:
        """The first quotation that opens at an offset or behind it."""
        i = bisect_right(self._starts, offset - 1)
        return self.quotations[i] if i < len(self.quotations) else None

    def inside(self, span: Span) -> tuple[Quotation, ...]:
        """The quotations that lie wholly inside a span, whatever is left of their own marks."""
        first = bisect_right(self._starts, span.start - 1)
        found = []
        for i in range(max(first - 1, 0), len(self.quotations)):
            quotation = self.quotations[i]
            if quotation.outer.start >= span.end:
                break
            if span.contains(quotation.inner):
                found.append(quotation)
        return tuple(found)


def find_reported(doc: Doc, tokens: Sequence[Token], marked: Marked) -> list[tuple[int, Attribution]]:
    """The attributions of reported speech with the indexes of their head tokens, one a head, in order of heads."""
    best: dict[int, tuple[float, Proposal]] = {}
    for proposal in propose(doc, tokens):
        first = next((run for run in (trimmed(doc, r) for r in proposal.contents) if run is not None), None)
        if first is None or _is_text(doc, first, proposal):
            continue
        is_quoted = marked.at(proposal.head.idx) is not None
        score = probability(features(proposal, first, is_quoted))
        if _is_plain(proposal) and not is_quoted:
            score = max(score, PLAIN)
        if score >= THRESHOLD and score > best.get(proposal.head.i, (0.0,))[0]:
            best[proposal.head.i] = (score, proposal)
    return [(i, _attribution(doc, proposal, marked)) for i, (_, proposal) in sorted(best.items())]


def _is_text(doc: Doc, content: Run, proposal: Proposal) -> bool:
    """Whether a nominal content only names words said elsewhere: "sent letters", "responded to a request"."""
    if proposal.head.lemma_.lower() not in HANDLING:
        return False
    root = doc[content[0] : content[1]].root
    return root.pos_ == "NOUN" and root.lemma_.lower() in lexicon.words("cue_texts")


def _is_name(quotation: Quotation, marked: Marked) -> bool:
    """Whether the marks set off a name or a scare quote ("so-called", "titled"), and nobody's words."""
    start = quotation.outer.start
    return NAMING.search(marked.text, max(0, start - JOIN_WINDOW), start) is not None


def _is_plain(proposal: Proposal) -> bool:
    """A verb or noun of saying with a named source and a clause: an attribution whatever its words are."""
    if proposal.head.pos_ == "NOUN" and proposal.source is not None and proposal.detail in ("that", "to"):
        return proposal.frame != "noun+nmod" and proposal.head.lemma_.lower() in lexicon.words("cue_nouns")
    if proposal.head.lemma_.lower() not in speech_verbs():
        return False
    if proposal.source is None:  # "was told that": somebody said so, and nobody says who
        return proposal.frame == "ccomp" and proposal.detail == "that" and is_passive(proposal.head)
    if proposal.frame == "xcomp" and proposal.detail == "to":
        return True
    return proposal.frame in PLAIN_FRAMES or (proposal.frame == "ccomp" and proposal.detail in ("", "that"))


def _attribution(doc: Doc, proposal: Proposal, marked: Marked) -> Attribution:
    pieces = spans(doc, (*proposal.contents[:-1], _continued(doc, proposal)))
    home = marked.at(proposal.head.idx)
    if home is None:
        pieces = tuple(p for piece in pieces for p in _tailed(_widened(piece, marked), marked))
    else:
        pieces = tuple(_confined(piece, home.inner) for piece in pieces)
    inside = () if home is not None else tuple(q for p in pieces for q in marked.inside(p) if not _is_name(q, marked))
    cue = proposal.cue[1] - 1 if proposal.frame == "according" else proposal.head.i
    return Attribution(
        pieces,
        source_span(doc, proposal.source, cue),
        _span(doc, proposal.cue),
        inside,
        QuoteKind.MIXED,
        proposal.frame,
    )


def _continued(doc: Doc, proposal: Proposal) -> Run:
    """The last run with the clause joined to it, where the parse joins that to the cue.

    Either clause says whose it is: by "that" ("said that taxes rise, and that rents fall"), or by quotation marks
    ('said it was "solid" and critics were "wrong"').
    """
    run = proposal.contents[-1]
    end = run[1]
    sentence_end = doc[end - 1].sent.end
    at = end + 1 if end < sentence_end and doc[end].text == "," else end
    if at + 2 >= sentence_end or doc[at].tag_ != "CC":
        return run
    if doc[at + 1].lower_ == "that":
        clause = doc[at + 1].head
        return run[0], (subtree(clause)[1] if clause.i > at + 1 else sentence_end)
    clause = doc[at].head
    is_joined = clause.i > at and clause.dep_ == "conj" and clause.head == proposal.head
    has_cue = clause.lemma_.lower() in speech_verbs()
    if not is_joined or has_cue or proposal.frame != "ccomp" or not any(c.dep_ in SUBJECTS for c in clause.lefts):
        return run
    last = subtree(clause)[1]
    return (run[0], last) if any(token.is_quote for token in doc[at:last]) else run


def _widened(piece: Span, marked: Marked) -> Span:
    """The piece with the whole of a quotation that the parse cut through; one wholly marked loses its marks."""
    first, last = marked.at(piece.start), marked.at(piece.end - 1)
    start = first.outer.start if first is not None and first.outer.start < piece.start else piece.start
    end = last.outer.end if last is not None and last.outer.end > piece.end else piece.end
    if first is not None and first == last:
        return first.inner
    return Span(start, end)


def _tailed(piece: Span, marked: Marked) -> list[Span]:
    """The piece with the marked words that end the reported sentence, where the parse stopped before them.

    Marked words that a conjunction joins to the clause ('... and "you cannot do that"') are a piece of their own,
    words that continue it ('would skip it after they "broke their word"') belong to the piece.
    """
    quotation = marked.at(piece.end - 1) or marked.after(piece.end)
    if quotation is None or quotation.outer.start <= piece.start:
        return [piece]
    opens = quotation.outer.start
    gap = marked.text[piece.end : opens] if opens >= piece.end else ""
    if opens >= piece.end and not gap.strip() and not _starts_sentence(quotation, marked):
        return [Span(piece.start, quotation.outer.end)]
    is_clause = len(quotation.inner.of(marked.text).split()) >= CLAUSE_WORDS
    if opens >= piece.end:
        is_joined = is_clause and len(gap) <= JOIN_WINDOW and JOINED.fullmatch(gap) is not None
        return [piece, quotation.inner] if is_joined else [piece]
    joint = JOINED.search(marked.text, max(piece.start, opens - JOIN_WINDOW), opens)
    if joint is None or not is_clause or piece.end < quotation.inner.end or joint.start() <= piece.start:
        return [piece]
    return [Span(piece.start, joint.start()), quotation.inner]


def _starts_sentence(quotation: Quotation, marked: Marked) -> bool:
    return marked.text[quotation.inner.start].isupper()


def _confined(piece: Span, home: Span) -> Span:
    """A piece of speech reported inside a quotation, which ends with it at the latest."""
    start, end = max(piece.start, home.start), min(piece.end, home.end)
    return Span(start, end) if start < end else piece


def _span(doc: Doc, run: Run) -> Span:
    last = doc[run[1] - 1]
    return Span(doc[run[0]].idx, last.idx + len(last.text))
