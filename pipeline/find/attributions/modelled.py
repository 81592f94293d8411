"""The attributions that the model has found, mended at the edges of quotations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from pipeline import lexicon
from pipeline.encoder.annotations import ATTRIBUTIONS
from pipeline.encoder.attributions import CONTENT, CUE, SOURCE
from pipeline.find.attributions.attribution import Attribution
from pipeline.find.attributions.contents import Run, spans
from pipeline.find.attributions.cue_heads import cue_head
from pipeline.find.attributions.marked import Marked
from pipeline.find.attributions.sources_of import is_passive, without_asides
from pipeline.quotation_marks import Quotation
from pipeline.schema import QuoteKind
from pipeline.spans import Span

JOINT = re.compile(r",?\s(?:and|but)(?:\s(?:that|would|will|could|can|should|must))?\s$")
JOINT_WINDOW = 40  # characters before an opening mark in which the conjunction that joins it is looked for
CLAUSE_WORDS = 4  # marked words after a conjunction that are a clause of their own, and no marked noun
HANDLING = frozenset(  # verbs that hand a text on, or take it up
    {"send", "issue", "release", "publish", "post", "share", "file", "write", "give", "make", "return", "receive"}
    | {"respond", "reply", "answer", "read", "see", "obtain", "cite", "review"}
)
EMPTY = frozenset({"PRON", "DET", "SCONJ", "PART", "PUNCT", "SPACE", "CCONJ", "ADP"})  # "which", "it": no proposition


@dataclass(frozen=True, slots=True)
class Modelled:
    """A cue, its source (None where none is named) and the pieces of its content, as runs of tokens."""

    cue: Run
    source: Run | None
    contents: tuple[Run, ...]


def modelled(doc: Doc) -> list[Modelled]:
    """What the model says of a document, in its order; nothing where the pipeline has no such component."""
    parts: dict[str, dict[str, list[Run]]] = {}
    for span in doc.spans.get(ATTRIBUTIONS, ()):  # another pipeline's own group may hold other labels besides
        parts.setdefault(span.id_, {}).setdefault(span.label_, []).append((span.start, span.end))
    return [
        Modelled(p[CUE][0], p.get(SOURCE, [None])[0], tuple(sorted(p[CONTENT])))
        for p in parts.values()
        if CUE in p and CONTENT in p
    ]


def find_modelled(doc: Doc, runs: Sequence[Run], marked: Marked) -> list[Attribution]:
    """The model's attributions whose cues stand in the runs of tokens, in their order."""
    found, at = [], 0
    for one in sorted(modelled(doc), key=lambda m: m.cue):
        while at < len(runs) and runs[at][1] <= one.cue[0]:
            at += 1
        if at < len(runs) and runs[at][0] <= one.cue[0]:
            attribution = _attribution(doc, one, marked)
            if attribution is not None:
                found.append(attribution)
    return _shared_out(found)


def _shared_out(said: Sequence[Attribution]) -> list[Attribution]:
    """The attributions, each direct quotation left to the narrowest of those that claim it: nobody says it twice."""
    owners: dict[Span, int] = {}
    direct = [i for i, one in enumerate(said) if one.kind is QuoteKind.DIRECT]
    for i in sorted(direct, key=lambda i: said[i].extent):
        for quotation in said[i].quotations:
            owners.setdefault(quotation.outer, i)
    found = []
    for i, one in enumerate(said):
        kept = tuple(q for q in one.quotations if one.kind is not QuoteKind.DIRECT or owners[q.outer] == i)
        if one.kind is not QuoteKind.DIRECT or len(kept) == len(one.quotations):
            found.append(one)
        elif kept:
            found.append(replace(one, contents=tuple(q.inner for q in kept), quotations=kept))
    return found


def _attribution(doc: Doc, one: Modelled, marked: Marked) -> Attribution | None:
    cue = _span(doc, one.cue)
    home = marked.at(cue.start)
    told = [run for run in one.contents if _tells(doc, run, one.cue) and (home is None or _has_verb(doc, run))]
    pieces = [_mended(piece, home, marked) for piece in spans(doc, told)]
    pieces = _of_one_paragraph(cue, list(_joined(sorted(set(pieces)))), marked)
    pieces = pieces if home is not None else [part for piece in pieces for part in _parted(piece, marked)]
    if not pieces:
        return None
    says = _is_saying(doc, one.cue)
    inside = [q for p in pieces for q in marked.inside(p) if home is None and not marked.is_term(q, said=says)]
    source, cue_words = _source(doc, one), _words(doc, one.cue)
    if inside and all(_is_marked(piece, inside, marked.text) for piece in pieces):
        return Attribution(tuple(q.inner for q in inside), source, cue_words, tuple(inside), QuoteKind.DIRECT, "model")
    return Attribution(tuple(pieces), source, cue_words, tuple(inside), QuoteKind.MIXED, "model")


def _tells(doc: Doc, run: Run, cue: Run) -> bool:
    """Whether a piece of content says something: no bare pronoun, and no text that is only handed on.

    "Sent letters" and "responded to requests for comment" name words that are said elsewhere.
    """
    words = doc[run[0] : run[1]]
    if all(token.pos_ in EMPTY for token in words):
        return False
    if _has_verb(doc, run) or any(token.is_quote for token in words):
        return True
    is_text = words.root.lemma_.lower() in lexicon.words("cue_texts")
    return not is_text or not any(doc[i].lemma_.lower() in HANDLING for i in range(*cue))


def _has_verb(doc: Doc, run: Run) -> bool:
    return any(token.pos_ in ("VERB", "AUX") for token in doc[run[0] : run[1]])


def _words(doc: Doc, run: Run) -> Span | None:
    """The words of a cue without marks at its edges, None where it is nothing but marks ("SMITH: ...")."""
    words = [i for i in range(*run) if not (doc[i].is_punct or doc[i].is_space)]
    return _span(doc, (words[0], words[-1] + 1)) if words else None


def _source(doc: Doc, one: Modelled) -> Span | None:
    """The expression that names the source, None for whom something is only told."""
    if one.source is None or _is_told(doc, one):
        return None
    return _span(doc, without_asides(doc, one.source))


def _is_told(doc: Doc, one: Modelled) -> bool:
    """Whether the source is the subject of a passive verb of saying, so that somebody else told or accused it.

    Who "was quoted as saying" something said it.
    """
    if one.source is None:
        return False
    saying = lexicon.words("cue_verbs") - {"quote"}
    verbs = (t for t in doc[one.cue[0] : one.cue[1]] if t.lemma_.lower() in saying)
    subjects = (c for verb in verbs if is_passive(verb) for c in verb.children if c.dep_ == "nsubj:pass")
    return any(one.source[0] <= subject.i < one.source[1] for subject in subjects)


def _is_saying(doc: Doc, cue: Run) -> bool:
    """Whether the cue is a word for saying, so that even a single marked word may be the source's own."""
    head = cue_head(doc[cue[0] : cue[1]])
    if head is None:
        return True
    lemma = head.lemma_.lower()
    return any(lemma in lexicon.words(name) for name in ("cue_verbs", "cue_quotatives", "cue_nouns"))


def _mended(piece: Span, home: Quotation | None, marked: Marked) -> Span:
    """The piece with the whole of a quotation that it cuts through; inside the quotation of its cue it stays there."""
    if home is not None:
        start, end = max(piece.start, home.inner.start), min(piece.end, home.inner.end)
        return Span(start, end) if start < end else piece
    first, last = marked.at(piece.start), marked.at(piece.end - 1)
    start = first.outer.start if first is not None else piece.start
    end = last.outer.end if last is not None else piece.end
    if first is not None and first == last:
        return first.inner
    return Span(min(start, piece.start), max(end, piece.end))


def _of_one_paragraph(cue: Span, pieces: Sequence[Span], marked: Marked) -> list[Span]:
    """The pieces in the paragraph of the cue, else in the one nearest to it, and those of the same quotation.

    Where a quotation was closed, the one in the next paragraph is another utterance, which ``link`` attributes.
    """
    places = [marked.paragraph(piece.start) for piece in pieces]
    here = marked.paragraph(cue.start)
    nearest = min(places, key=lambda place: abs(place - here), default=here)
    runs = {
        q.run for piece, place in zip(pieces, places, strict=True) if place == nearest for q in marked.inside(piece)
    }
    return [
        piece
        for piece, place in zip(pieces, places, strict=True)
        if place == nearest or any(q.run in runs for q in marked.inside(piece))
    ]


def _parted(piece: Span, marked: Marked) -> list[Span]:
    """The piece in two where a conjunction joins a marked clause to reported speech: 'it was safe, and "you will see"'.

    The marked clause is then a piece of its own, in the source's own words.
    """
    quotation = marked.at(piece.end - 1)
    if quotation is None or quotation.outer.start <= piece.start or quotation.outer.end < piece.end:
        return [piece]
    opens = quotation.outer.start
    joint = JOINT.search(marked.text, max(piece.start, opens - JOINT_WINDOW), opens)
    if joint is None or joint.start() <= piece.start or len(quotation.inner.of(marked.text).split()) < CLAUSE_WORDS:
        return [piece]
    return [Span(piece.start, joint.start()), quotation.inner]


def _joined(pieces: Sequence[Span]) -> Iterator[Span]:
    """The pieces, those that overlap made one."""
    last: Span | None = None
    for piece in pieces:
        if last is not None and piece.start < last.end:
            last = Span(last.start, max(last.end, piece.end))
            continue
        if last is not None:
            yield last
        last = piece
    if last is not None:
        yield last


def _is_marked(piece: Span, quotations: Sequence[Quotation], text: str) -> bool:
    """Whether a piece has no word outside of the quotations."""
    at, gaps = piece.start, []
    for quotation in quotations:
        if piece.overlaps(quotation.outer):
            gaps.append(text[at : max(at, quotation.outer.start)])
            at = quotation.outer.end
    return not any(c.isalnum() for gap in (*gaps, text[at : piece.end]) for c in gap)


def _span(doc: Doc, run: Run) -> Span:
    last = doc[run[1] - 1]
    return Span(doc[run[0]].idx, last.idx + len(last.text))
