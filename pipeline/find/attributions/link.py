"""Links quotations to their cues and speakers, paragraph by paragraph.

A quotation is linked to the cue clause that follows it ("...," she said), that leads to it (She said: "...") or that
serves its neighbours in the same chain ("...," she said. "..."). What is marked inside a reported clause, a title or a
scare quote is linked to nothing here.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from pipeline import lexicon
from pipeline.find.attributions.contents import FINAL, Run
from pipeline.find.attributions.sources_of import is_passive, source_head, source_span
from pipeline.quotation_marks import Quotation
from pipeline.spans import Span

MAX_CLAUSE = 40  # tokens of a clause that are searched for the cue of a quotation beside it
MAX_LABEL = 8  # tokens of a speaker's label before a colon
SENTENTIAL = 3  # words that a quotation without cue beside it needs, to be taken for speech
ENDS_OPEN = frozenset(",?!-–—…")
PRESENTERS = frozenset(":,")
SIGNING = frozenset({"―", "—", "–", "--", "-", "~"})
NESTED = "'\"’”"  # marks that close a quotation inside a quotation


@dataclass(frozen=True, slots=True)
class Cue:
    """The words that attribute a quotation: the head token (None where there is only a label), and the two spans."""

    head: int | None
    span: Span | None
    source: Span | None
    rule: str


@dataclass(frozen=True, slots=True)
class Utterance:
    """Quotations of one speaker in one go, in order of place, and their cue."""

    quotations: tuple[Quotation, ...]
    cue: Cue


class Paragraphs:
    """The tokens of each paragraph of a document, looked up by characters."""

    def __init__(self, doc: Doc, text: str, paragraphs: Sequence[Span]) -> None:
        self.doc = doc
        self.text = text  # the document's own is made anew at each look
        self.spans = paragraphs
        self._starts = [token.idx for token in doc]
        self.runs = [self.tokens(span) for span in paragraphs]

    def tokens(self, span: Span) -> Run:
        """The run of tokens that start inside the span."""
        return bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)


def link_quotations(index: Paragraphs, quotations: Sequence[Quotation]) -> tuple[Utterance, ...]:
    """The utterances of the document in order of place; quotations that are nobody's speech are left out."""
    chains = [part for chain in _chains(index, quotations) for part in _Chain(index, chain).parts()]
    cues = [chain.cue() for chain in chains]
    _share_runs(chains, cues)
    _carry(chains, cues)
    return tuple(_grouped(chains, cues))


def _chains(index: Paragraphs, quotations: Sequence[Quotation]) -> Iterator[list[Quotation]]:
    """Quotations of a paragraph with nothing but a cue clause between them, or nothing at all."""
    chain: list[Quotation] = []
    for quotation in quotations:
        if chain and not _adjoins(index, chain[-1], quotation):
            yield chain
            chain = []
        chain.append(quotation)
    if chain:
        yield chain


def _adjoins(index: Paragraphs, left: Quotation, right: Quotation) -> bool:
    """Whether two quotations of a paragraph have at most one clause between them that follows on the left one."""
    if left.paragraph != right.paragraph:
        return False
    start, end = index.tokens(Span(left.outer.end, right.outer.start))
    words = [token for token in index.doc[start:end] if not token.is_space]
    if not words:
        return True
    stops = [i for i, token in enumerate(words) if token.text in FINAL]
    is_one = not stops or stops[0] == len(words) - 1
    follows = words[0].text == "," or _text_end(index, left) in ENDS_OPEN
    return is_one and follows and len(words) <= MAX_CLAUSE and (bool(stops) or words[-1].text in PRESENTERS | ENDS_OPEN)


def _text_end(index: Paragraphs, quotation: Quotation) -> str:
    """The last sign of a quotation, behind the marks that close one inside it."""
    return quotation.inner.of(index.text).rstrip(NESTED)[-1:] or " "


class _Chain:
    """A chain of quotations and the clauses around it."""

    def __init__(self, index: Paragraphs, quotations: list[Quotation]) -> None:
        self.index, self.quotations, self.doc = index, quotations, index.doc

    @property
    def paragraph(self) -> int:
        return self.quotations[0].paragraph

    def before(self) -> Run:
        """The tokens from the start of the sentence to the first quotation."""
        low = self.index.runs[self.paragraph][0]
        end = self.index.tokens(Span(self.quotations[0].outer.start, self.quotations[0].outer.start))[0]
        start = end
        while start > low and end - start < MAX_CLAUSE and not _stops(self.doc, start - 1):
            start -= 1
        return start, end

    def after(self, quotation: Quotation) -> Run:
        """The tokens from a quotation to the end of the sentence or the next quotation."""
        high = self.index.runs[self.paragraph][1]
        following = [q for q in self.quotations if q.outer.start > quotation.outer.start]
        if following:
            high = self.index.tokens(Span(following[0].outer.start, following[0].outer.start))[0]
        start = self.index.tokens(Span(quotation.outer.end, quotation.outer.end))[0]
        end = start
        while end < high and end - start < MAX_CLAUSE and self.doc[end].text not in FINAL:
            end += 1
        return start, end

    def parts(self) -> list[_Chain]:
        """The chain cut where a second cue follows one of its quotations, as in '"Yes," she said. "No," he said.'."""
        cuts = [i for i, quotation in enumerate(self.quotations) if self._following(quotation) is not None][1:]
        if not cuts or _words(self.doc, self.before()):
            return [self]
        edges = [0, *cuts, len(self.quotations)]
        return [_Chain(self.index, self.quotations[a:b]) for a, b in itertools.pairwise(edges)]

    def cue(self) -> Cue | None:
        """The cue of the chain: in a clause that follows one of its quotations, else in the one that leads to it."""
        before = self.before()
        if not _words(self.doc, before):
            for quotation in self.quotations:
                found = self._following(quotation)
                if found is not None:
                    return found
        return self._leading(before) or self._heading(before) or self._signature(before)

    def _following(self, quotation: Quotation) -> Cue | None:
        run = self.after(quotation)
        words = _words(self.doc, run)
        if not words or not (
            words[0].text == ","
            or _text_end(self.index, quotation) in ENDS_OPEN
            or words[0].lower_ in lexicon.words("cue_verbs")
        ):
            return None
        if words[0].lower_ == "according" or (words[0].text == "," and words[1:] and words[1].lower_ == "according"):
            return _according(self.doc, run)
        verbs = [token for token in words if _is_quotative(token)]
        verb = next((v for v in verbs if _has_subject_in(v, run)), verbs[0] if verbs else None)
        return None if verb is None else _cue_of(verb, run, "following")

    def _leading(self, run: Run) -> Cue | None:
        words = _words(self.doc, run)
        if not words:
            return None
        last, first = words[-1], self.quotations[0]
        if last.text not in PRESENTERS and not (
            (_is_quotative(last) or last.lower_ in ("that", "as")) and _is_sentential(self.index, first)
        ):
            return None
        verbs = [token for token in words if _is_quotative(token)]
        if verbs and (last.text != "," or _is_sentential(self.index, first)):
            own = [v for v in verbs if v.dep_ not in ("acl:relcl", "advcl") or v is words[-1] or last.i - v.i <= 1]
            return _cue_of((own or verbs)[-1], run, "leading")
        return self._label(words) if last.text == ":" else None

    def _label(self, words: Sequence[Token]) -> Cue | None:
        """The speaker of 'SMITH: "..."' and of 'Her answer: "..."'."""
        names = words[:-1]
        if not names or len(names) > MAX_LABEL or any(t.pos_ in ("VERB", "AUX") for t in names):
            return None
        return Cue(None, None, _extent(names), "label") if names[-1].pos_ in ("PROPN", "NOUN", "PUNCT") else None

    def _heading(self, before: Run) -> Cue | None:
        """The cue of a paragraph that ends with a colon, for the quotation that opens the next."""
        if self.paragraph == 0 or _words(self.doc, before):
            return None
        low, high = self.index.runs[self.paragraph - 1]
        words = _words(self.doc, (max(low, high - MAX_CLAUSE), high))
        if not words or words[-1].text != ":" or not _is_sentential(self.index, self.quotations[0]):
            return None
        stops = [i for i, token in enumerate(words) if token.text in FINAL]
        words = words[stops[-1] + 1 :] if stops else words
        verbs = [token for token in words if _is_quotative(token)]
        return _cue_of(verbs[-1], (words[0].i, high), "heading") if verbs else self._label(words)

    def _signature(self, before: Run) -> Cue | None:
        """The name behind a dash that ends the paragraph of a pull quote or a reader's comment."""
        last = self.quotations[-1]
        start = self.index.tokens(Span(last.outer.end, last.outer.end))[0]
        words = [t for t in _words(self.doc, (start, self.index.runs[self.paragraph][1])) if t.text not in FINAL]
        if _words(self.doc, before) or len(words) < 2 or words[0].text not in SIGNING or len(words) > MAX_LABEL:
            return None
        names = words[1:]
        is_name = names[0].text[:1].isupper() and not any(t.pos_ in ("VERB", "AUX") for t in names)
        return Cue(None, None, _extent(names), "signature") if is_name else None

    def is_speech(self) -> bool:
        """Whether the chain may be speech although no cue stands beside it."""
        return not _words(self.doc, self.before()) and _is_sentential(self.index, self.quotations[0])


def _words(doc: Doc, run: Run) -> list[Token]:
    """The tokens of a run without blanks and the marks of the quotations beside it."""
    return [token for token in doc[run[0] : run[1]] if not token.is_space and not token.is_quote and token.text != "''"]


def _stops(doc: Doc, i: int) -> bool:
    """Whether a sentence ends with this token, or with the mark behind its last one."""
    is_mark = doc[i].is_quote or doc[i].text == "''"
    return doc[i].text in FINAL or (is_mark and i > 0 and doc[i - 1].text in FINAL)


def _is_quotative(token: Token) -> bool:
    lemma = token.lemma_.lower()
    if token.pos_ == "NOUN" and token.tag_ == "NNS" and token.i > 0:  # "Bozell notes." is easily taken for a plural
        return token.doc[token.i - 1].pos_ in ("PROPN", "PRON") and lemma in lexicon.words("cue_verbs")
    if token.pos_ != "VERB":
        return False
    return lemma in lexicon.words("cue_verbs") or lemma in lexicon.words("cue_quotatives")


def _has_subject_in(verb: Token, run: Run) -> bool:
    return any(child.dep_ == "nsubj" and run[0] <= child.i < run[1] for child in verb.children)


def _is_sentential(index: Paragraphs, quotation: Quotation) -> bool:
    """Whether the marked words look like a sentence: a capital first, and a verb or a full stop."""
    text = quotation.inner.of(index.text)
    if not text[:1].isupper() and text[:1] not in "[.…@#“‘":
        return False
    tokens = index.doc.char_span(quotation.inner.start, quotation.inner.end, alignment_mode="contract")
    if tokens is None:
        return False
    return len(text.split()) >= SENTENTIAL and (
        text[-1] in ".?!" or any(token.pos_ in ("VERB", "AUX") for token in tokens[:80])
    )


def _cue_of(verb: Token, run: Run, rule: str) -> Cue:
    end = verb.i + 1
    if end < run[1] and verb.doc[end].dep_ == "compound:prt":
        end += 1
    source = source_head(verb)
    if not is_passive(verb) and (source is None or not run[0] <= source.i < run[1]):
        source = _nearest_name(verb, run)
    last = verb.doc[end - 1]
    span = Span(verb.idx, last.idx + len(last.text))
    return Cue(verb.i, span, _clipped(verb.doc, source_span(verb.doc, source, verb.i), run), rule)


def _nearest_name(verb: Token, run: Run) -> Token | None:
    """The noun nearest to a verb whose subject the parser missed: right before it, else right after it."""
    doc = verb.doc
    until = verb.i
    if until - 1 > run[0] and doc[until - 1].text == ",":  # "The mayor, asked about it, said": skip what commas enclose
        until = next((i for i in range(until - 2, run[0], -1) if doc[i].text == ","), until)
    before = [t for t in doc[run[0] : until] if t.pos_ in ("PROPN", "PRON", "NOUN") and t.dep_ != "obl"]
    after = [t for t in doc[verb.i + 1 : min(run[1], verb.i + 8)] if t.pos_ in ("PROPN", "PRON", "NOUN")]
    nouns = before[-1:] or after[:1]
    if not nouns:
        return None
    noun = nouns[0]
    while run[0] <= noun.head.i < run[1] and noun.head.i != noun.i and noun.head.pos_ in ("PROPN", "PRON", "NOUN"):
        noun = noun.head
    return noun


def _clipped(doc: Doc, span: Span | None, run: Run) -> Span | None:
    """A source kept inside its clause, where the parser let it run into the quotation."""
    if span is None or run[0] >= run[1]:
        return span
    low, last = doc[run[0]].idx, doc[run[1] - 1]
    start, end = max(span.start, low), min(span.end, last.idx + len(last.text))
    return Span(start, end) if start < end else span


def _extent(tokens: Sequence[Token]) -> Span:
    return Span(tokens[0].idx, tokens[-1].idx + len(tokens[-1].text))


def _according(doc: Doc, run: Run) -> Cue | None:
    at = next(i for i in range(*run) if doc[i].lower_ == "according")
    noun = next((t for t in doc[at + 2 : run[1]] if t.pos_ in ("NOUN", "PROPN", "PRON")), None)
    if noun is None or at + 1 >= run[1]:
        return None
    while at < noun.head.i < run[1] and noun.head.pos_ in ("NOUN", "PROPN") and noun.head.i != noun.i:
        noun = noun.head
    return Cue(
        at,
        _extent(list(doc[at : at + 2])),
        _clipped(doc, source_span(doc, noun, at + 1), (at + 2, run[1])),
        "according",
    )


def _share_runs(chains: Sequence[_Chain], cues: list[Cue | None]) -> None:
    """Gives the cue of one paragraph to the others over which the same quotation runs."""
    by_run: dict[int, Cue] = {}
    for chain, cue in zip(chains, cues, strict=True):
        if cue is not None:
            by_run.update({q.run: cue for q in chain.quotations if q.run not in by_run})
    for i, chain in enumerate(chains):
        if cues[i] is None:
            cues[i] = next((by_run[q.run] for q in chain.quotations if q.run in by_run), None)


def _carry(chains: Sequence[_Chain], cues: list[Cue | None]) -> None:
    """Gives speech without cue the speaker of the speech right before it, in the same paragraph or the last one."""
    speaker: Cue | None = None
    place = -2
    for i, chain in enumerate(chains):
        cue = cues[i]
        if cue is None and i > 0 and chain.quotations[0].run == chains[i - 1].quotations[-1].run:
            cues[i] = cue = cues[i - 1]
        if cue is None and speaker is not None and chain.paragraph - place <= 1 and chain.is_speech():
            cues[i] = cue = Cue(None, None, speaker.source, "carried")
        if cue is not None:
            speaker, place = cue, chain.quotations[-1].paragraph


def _grouped(chains: Sequence[_Chain], cues: Sequence[Cue | None]) -> Iterator[Utterance]:
    """One utterance for each cue, with all quotations that it serves."""
    groups: dict[int, tuple[Cue, list[Quotation]]] = {}
    for chain, cue in zip(chains, cues, strict=True):
        if cue is not None:
            groups.setdefault(id(cue), (cue, []))[1].extend(chain.quotations)
    for cue, quotations in groups.values():
        yield Utterance(tuple(quotations), cue)
