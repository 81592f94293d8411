"""How much a fact-checker would want to check a passage, and the claims in the article's own voice."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from pipeline import lexicon
from pipeline.find.attributions.hedging import hedges_content, tokens_of
from pipeline.parse import Parsed
from pipeline.schema import Act, Claim, Mention, SegmentKind, Voice
from pipeline.spans import Span

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj"})
OWN_VOICE = frozenset({SegmentKind.BODY, SegmentKind.LIST_ITEM, SegmentKind.UPDATE})
CHECKABLE = 0.5  # a sentence at or above is a claim of the article; a number or a comparison in a past event reaches it
MIN_WORDS = 5  # shorter sentences ("It rained.") carry too little context to be checked
MAX_TAKEN = 0.2  # share of a sentence that may belong to attributions; above, somebody else is speaking
UNITS = frozenset({"%", "percent", "percentage", "per"})
PERSONAL = frozenset({"i", "me", "my", "we", "us", "our", "you", "your"})
AHEAD = frozenset(
    {"will", "would", "'ll", "’ll", "wo", "shall", "must", "should", "ought"}
)  # not yet so, or only wished


@dataclass(frozen=True, slots=True)
class _Passage:
    tokens: Tokens
    words: tuple[Token, ...]  # the same, looked up once
    forms: frozenset[str]  # words and lemmas in small letters
    n_names: int


def _has_word(name: str) -> Callable[[_Passage], bool]:
    def test(passage: _Passage) -> bool:
        return not passage.forms.isdisjoint(lexicon.words(name))

    return test


def _has_number(passage: _Passage) -> bool:
    return any(t.like_num and not _is_year(t) for t in passage.words)


def _is_year(token: Token) -> bool:
    return token.text.isdigit() and len(token.text) == 4 and token.text[:2] in ("18", "19", "20")


def _has_unit(passage: _Passage) -> bool:
    return not passage.forms.isdisjoint(UNITS) or any(t.is_currency for t in passage.words)


def _has_comparison(passage: _Passage) -> bool:
    return "than" in passage.forms or any(t.tag_ in ("JJR", "RBR", "JJS", "RBS") for t in passage.words)


def _is_factual(passage: _Passage) -> bool:
    """A finite past or present verb with a subject of its own heads the passage.

    A participle with a subject and no auxiliary ("Schools in the county closed") is a past that was tagged amiss.
    """
    root = passage.tokens.root
    helpers = [c for c in root.children if c.dep_ in ("aux", "aux:pass", "cop")]
    is_finite = any(v.tag_ in ("VBD", "VBZ", "VBP") for v in (root, *helpers)) or (root.tag_ == "VBN" and not helpers)
    return is_finite and any(c.dep_ in SUBJECTS for c in root.children)


def _is_future(passage: _Passage) -> bool:
    return any(c.lower_ in AHEAD and c.dep_ == "aux" for c in passage.tokens.root.children)


def _is_question(passage: _Passage) -> bool:
    return any(t.text == "?" for t in passage.words[-2:])


def _is_personal(passage: _Passage) -> bool:
    return any(t.lower_ in PERSONAL for t in passage.words)


def _is_hedged(passage: _Passage) -> bool:
    return hedges_content(passage.tokens)


@dataclass(frozen=True, slots=True)
class _Signal:
    """A feature of a passage, what it adds to the score, and why."""

    weight: float
    test: Callable[[_Passage], bool]
    reason: str


# Set by hand in this order of strength, in steps of 0.05; no corpus stands behind the exact figures.
SIGNALS = (
    _Signal(+0.25, _is_factual, "says that something is or was so; without it there is nothing to check"),
    _Signal(+0.25, _has_number, "a number can be looked up"),
    _Signal(+0.10, _has_unit, "money and shares come from a record"),
    _Signal(+0.15, _has_comparison, "more, less or most can be measured"),
    _Signal(+0.10, _has_word("act_quantifiers"), "all, none, half can be counted"),
    _Signal(+0.15, _has_word("act_change_verbs"), "a rise, a purchase, a ruling leaves a trace"),
    _Signal(+0.10, lambda p: p.n_names > 0, "says about whom or where"),
    _Signal(+0.05, lambda p: p.n_names > 1, "and with whom"),
    _Signal(-0.25, _has_word("act_opinion_words"), "a judgement that no record settles"),
    _Signal(-0.20, _is_personal, "speaks of the speaker or the hearer"),
    _Signal(-0.50, _is_question, "asserts nothing"),
    _Signal(-0.25, _is_future, "has not happened, or only ought to"),
    _Signal(-0.10, _is_hedged, "commits itself to less"),
)


def checkworthiness(doc: Doc, span: Span, mentions: Sequence[Mention]) -> float:
    """How much a fact-checker would want to check the passage: the sum of ``SIGNALS``, held within 0 and 1.

    Each signal counts once, so adding a feature never moves the score against its weight. ``mentions`` are the
    article's in order of their spans, as finders return them.
    """
    tokens = tokens_of(doc, span)
    if not tokens:
        return 0.0
    first = bisect_left(mentions, span.start, key=lambda m: m.span.start)
    last = bisect_right(mentions, span.end - 1, key=lambda m: m.span.start)
    words = tuple(tokens)
    forms = frozenset(form for t in words for form in (t.lower_, t.lemma_.lower()))
    passage = _Passage(tokens, words, forms, last - first)
    return round(min(1.0, max(0.0, sum(s.weight for s in SIGNALS if s.test(passage)))), 2)


def article_claims(
    parsed: Parsed, taken: Sequence[Span], mentions: Sequence[Mention], first_proposition: int
) -> tuple[Claim, ...]:
    """Sentences in the article's own voice that state something checkable, numbered from ``first_proposition``.

    Read are kept body, list and update segments that repeat no other. A sentence of which more than ``MAX_TAKEN``
    lies in ``taken`` (what attributions cover, in any order) belongs to somebody else.
    """
    claims: list[Claim] = []
    covered = _merged(taken)
    for sentence in _own_sentences(parsed):
        if _share(sentence, covered) > MAX_TAKEN:
            continue
        score = checkworthiness(parsed.doc, sentence, mentions)
        if score >= CHECKABLE:
            claims.append(_article_claim(parsed, sentence, first_proposition + len(claims), score))
    return tuple(claims)


def _article_claim(parsed: Parsed, span: Span, proposition: int, score: float) -> Claim:
    return Claim(
        article_id=parsed.article.article_id, span=span, text=span.of(parsed.article.text), proposition=proposition,
        voice=Voice.ARTICLE, act=Act.ASSERT, source=None, cue=None, cue_lemma=None, is_negated=False,
        is_hedged=hedges_content(tokens_of(parsed.doc, span)), checkworthy=score, rule="article_voice",
    )  # fmt: skip


def _own_sentences(parsed: Parsed) -> Iterator[Span]:
    """The sentences of the body, trimmed of white space, of at least ``MIN_WORDS`` words and with a verb in them."""
    segments = [s for s in parsed.article.segments if s.kept and s.copy_of is None and s.kind in OWN_VOICE]
    starts = [s.span.start for s in segments]
    for sent in parsed.doc.sents:
        words = [t for t in sent if not t.is_space]
        if sum(t.is_alpha for t in words) < MIN_WORDS or not any(t.pos_ in ("VERB", "AUX") for t in words):
            continue
        span = Span(words[0].idx, words[-1].idx + len(words[-1]))
        at = bisect_right(starts, span.start) - 1
        if at >= 0 and segments[at].span.contains(span):
            yield span


def _merged(spans: Sequence[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _share(sentence: Span, covered: Sequence[Span]) -> float:
    at = max(0, bisect_right(covered, sentence.start, key=lambda s: s.start) - 1)
    total = 0
    while at < len(covered) and covered[at].start < sentence.end:
        total += max(0, min(covered[at].end, sentence.end) - max(covered[at].start, sentence.start))
        at += 1
    return total / len(sentence)
