"""Negation and hedging, read off the parse: whether it was said at all, and how sure the source is."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from pipeline import lexicon
from pipeline.spans import Span

NEGATIONS = frozenset({"not", "n't", "n’t", "never", "neither", "nor", "hardly"})
NO_SUBJECTS = frozenset({"nobody", "none", "no-one", "neither"})
WIDENING = frozenset({"only", "just", "merely", "simply"})  # "not only said" says it
COMPLEMENTS = frozenset({"xcomp"})
ARGUMENTS = frozenset({"nsubj", "nsubj:pass", "obj", "attr", "ROOT", "ccomp"})
SUBORDINATE = frozenset({"acl", "acl:relcl", "advcl", "advcl:relcl"})  # a hedge in there does not hedge the whole


def tokens_of(doc: Doc, span: Span) -> Tokens:
    """The tokens that a span of the cleaned text touches, none where it touches none."""
    found = doc.char_span(span.start, span.end, alignment_mode="expand")
    return found if found is not None else doc[0:0]


def marker(token: Token) -> str | None:
    """The preposition or conjunction that introduces a token's phrase."""
    return next((c.lower_ for c in token.children if c.dep_ in ("case", "mark")), None)


def has_negation(token: Token) -> bool:
    """Whether "not", "never" or the like hangs on the token; "not only" and "not just" do not negate."""
    return any(c.lower_ in NEGATIONS and not _is_widened(c) for c in token.children)


def _is_widened(negation: Token) -> bool:
    after = negation.doc[negation.i + 1 : negation.i + 2]
    return any(t.lower_ in WIDENING for t in after)


def _is_no(token: Token) -> bool:
    return token.lower_ in NO_SUBJECTS or any(c.lower_ == "no" and c.dep_ in ("det", "advmod") for c in token.children)


def _governors(head: Token, said: Tokens) -> Iterator[Token]:
    """The words above the cue's head that still speak of the saying: light verbs of the cue ("made a claim"), and what
    it is the infinitive of ("declined to say", "seems to say"), in the cue or before it."""
    token = head
    while token.head.i != token.i and (token.dep_ in COMPLEMENTS or said.start <= token.head.i < said.end):
        token = token.head
        yield token


def is_negated(head: Token, said: Tokens) -> bool:
    """Whether the cue of the words ``said``, headed by ``head``, says that it was not said.

    By "not" or "never" (but "not only"), by "no" on the cue ("no comment"), its subject or object ("no one said", "made
    no promise"), by "without", by a word of leaving undone ("declined to say", "has yet to say"), each also on the
    words that govern the head, or shared over "or" ("did not confirm or deny"). "Did not fail to say" says it.
    """
    if _is_denied(head) or _is_no(head):
        return True
    is_shared = head.dep_ == "conj" and any(c.dep_ == "cc" and c.lower_ in ("or", "nor") for c in head.children)
    if is_shared and has_negation(head.head):
        return True
    negated = False
    for governor in _governors(head, said):
        negated ^= governor.lemma_.lower() in lexicon.words("act_left_undone")
        negated ^= _is_denied(governor) or any(
            c.lower_ == "yet" for c in governor.children if governor.lemma_ == "have"
        )
    return negated


def _is_denied(token: Token) -> bool:
    """Whether the word itself is negated, or its subject or object is nobody and nothing."""
    has_no = any(c.dep_ in ("nsubj", "obj") and _is_no(c) for c in token.children)
    return has_negation(token) or marker(token) == "without" or has_no


def _is_hedge(token: Token) -> bool:
    if token.tag_ == "MD" and token.lower_ in lexicon.words("hedge_modals"):
        return not (token.lower_ == "could" and has_negation(token.head))  # "could not": unable, not unsure
    listed = lexicon.words("hedge_words")
    if token.lower_ not in listed and token.lemma_.lower() not in listed:
        return False
    if token.dep_ == "amod" and token.head.dep_ not in ARGUMENTS:
        return False  # "suspected" in a phrase deep down doubts a detail, not the claim
    return not any(c.lower_ in ("more", "less") for c in token.children)  # "less likely to" compares


def hedges_cue(head: Token, said: Tokens) -> bool:
    """Whether the cue of the words ``said``, headed by ``head``, says that its source, or the article, is not sure."""
    return any(
        token.lemma_.lower() in lexicon.words("hedge_verbs") or any(_is_hedge(c) for c in token.children)
        for token in (head, *_governors(head, said))
    )


def _main_clauses(body: Tokens) -> Iterator[Token]:
    """The tokens of the content's main clauses; what stands in relative and adverbial clauses is left out."""
    stack = [t for t in body if t.head.i == t.i or not body.start <= t.head.i < body.end]
    while stack:
        token = stack.pop()
        yield token
        stack += [c for c in token.children if body.start <= c.i < body.end and c.dep_ not in SUBORDINATE]


@cache
def _signs() -> frozenset[str]:
    return lexicon.words("hedge_verbs") | lexicon.words("hedge_words") | lexicon.words("hedge_modals")


def hedges_content(body: Tokens) -> bool:
    """Whether the main clauses of the content hedge it."""
    verbs, signs = lexicon.words("hedge_verbs"), _signs()
    if not any(t.lower_ in signs or t.lemma_.lower() in signs for t in body):
        return False  # most contents hold no hedge, so that their clauses need not be told apart
    return any(_is_hedge(t) or (t.pos_ == "VERB" and t.lemma_ in verbs and _is_own(t)) for t in _main_clauses(body))


def _is_own(verb: Token) -> bool:
    """Whether a verb of the content can tell how sure its speaker is: no "to think about", no "you think"."""
    return not any(c.lower_ == "to" or (c.dep_ == "nsubj" and c.lower_ == "you") for c in verb.children)
