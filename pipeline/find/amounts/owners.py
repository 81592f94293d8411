"""Whose an amount is: the subject of the verb of paying, getting or having that the amount depends on by the parse."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from spacy.tokens import Token

from pipeline.find.amounts.grammar import Grammar
from pipeline.find.amounts.lexemes import Lexeme
from pipeline.lexicon import table
from pipeline.schema import AmountKind
from pipeline.spans import Span

_LONGEST_OWNER = 8  # tokens of an owner's name or description
_LONGEST_CLAUSE = 300  # tokens; a list of that length would be gone through for each of its amounts
_STEPS = 4  # steps from an amount up to its verb, and from a verb to the one that has the subject
_NOMINAL = frozenset({"NOUN", "PROPN"})
_RELATIVE = frozenset({"which", "that", "who"})
_DISTRIBUTED = frozenset({"each", "both", "all"})
_INSIDE_PHRASE = frozenset({"nummod", "compound", "appos", "conj", "amod", "advmod", "dep", "flat"})
_THROUGH = _INSIDE_PHRASE | {"nmod", "nmod:unmarked"}  # a sum may stand a noun lower: "a loss of $6 million"
_ONLY_MONEY = frozenset({"charge", "deny", "fine", "lend", "return", "report", "post", "record", "seek", "demand"})


@cache
def _owner_verbs() -> Mapping[str, frozenset[str]]:
    verbs: dict[str, set[str]] = {}
    for row in table("amount_owner_verbs"):
        verbs.setdefault(row["verb"], set()).add(row["voice"])
    return {verb: frozenset(voices) for verb, voices in verbs.items()}


def owner_of(grammar: Grammar, first: Lexeme, last: Lexeme, kind: AmountKind) -> Span | None:
    """The span of the owner of the amount between two lexemes, None where no owning verb governs it.

    The subject of a passive verb of giving is the owner ("were awarded"), that of a negated verb is none. Of names
    joined by "and" the span holds all: theirs together, or with "each" the same for every one of them.
    """
    if not grammar.has_heads or kind is AmountKind.DURATION:
        return None
    top = grammar.top(first, last)
    verb = _verb_above(top, kind) if top is not None else None
    if (
        verb is None
        or verb.lemma_.lower() not in _owner_verbs()
        or verb.right_edge.i - verb.left_edge.i > _LONGEST_CLAUSE
    ):
        return None
    if any(child.lower_ in ("not", "n't", "n\u2019t", "never") for child in verb.children):
        return None
    subject = _subject(verb, kind)
    if subject is None or first.start <= subject.idx < last.end:
        return None
    return _name_span(subject, verb)


def _verb_above(token: Token, kind: AmountKind) -> Token | None:
    """The verb that an amount is the object of, or a sum of money the price: "sold for $5m"."""
    through = _THROUGH if kind is AmountKind.MONEY else _INSIDE_PHRASE
    for step in range(_STEPS):
        if token.head.pos_ == "VERB":
            is_price = step == 0 and kind is AmountKind.MONEY and token.dep_ in ("obl", "obl:unmarked", "advmod", "dep")
            return token.head if is_price or token.dep_ in ("obj", "iobj") else None
        if token.dep_ not in through or token.head == token:
            return None
        token = token.head
    return None


def _subject(verb: Token, kind: AmountKind) -> Token | None:
    """The subject of an owning verb, through conjunction, "agreed to pay" and "which received"."""
    passive = any(child.dep_ == "aux:pass" for child in verb.children)
    lemma = verb.lemma_.lower()
    if ("passive" if passive else "active") not in _owner_verbs().get(lemma, frozenset()):
        return None
    if kind is AmountKind.COUNT and lemma in _ONLY_MONEY:
        return None
    for _ in range(_STEPS):
        for child in verb.children:
            if child.dep_ == ("nsubj:pass" if passive else "nsubj"):
                return _antecedent(child, verb)
        if verb.dep_ == "acl:relcl" or verb.head == verb:
            return None
        if verb.dep_ not in ("conj", "xcomp"):
            return None
        verb, passive = verb.head, any(child.dep_ == "aux:pass" for child in verb.head.children)
    return None


def _antecedent(subject: Token, verb: Token) -> Token | None:
    if subject.lower_ not in _RELATIVE:
        return subject if subject.pos_ in ("NOUN", "PROPN", "PRON") else None
    return verb.head if verb.dep_ in ("acl:relcl", "acl") and verb.head.pos_ in _NOMINAL else None


def _name_span(head: Token, verb: Token) -> Span | None:
    """The head with its articles, adjectives and name parts, without the clauses and phrases behind it."""
    inside = {head.i}
    for child in head.children:
        is_fellow = child.dep_ == "conj" and child.pos_ == head.pos_ == "PROPN" and _takes_all(head, verb)
        if is_fellow or child.dep_ in ("det", "amod", "compound", "flat", "nmod:poss", "nummod", "fixed"):
            inside.update(token.i for token in child.subtree)
    start = end = head.i
    while start - 1 in inside:
        start -= 1
    while end + 1 in inside:
        end += 1
    first, last = head.doc[start], head.doc[end]
    if end - start >= _LONGEST_OWNER or first.tag_.startswith("W"):
        return None  # "what kind of genius loses a billion"
    return Span(first.idx, last.idx + len(last))


def _takes_all(head: Token, verb: Token) -> bool:
    """Whether the verb is said of all names that are joined: as their own verb, or by "which each received"."""
    if not verb.dep_.startswith("acl"):
        return True
    return any(token.lower_ in _DISTRIBUTED for token in head.doc[max(head.i, verb.i - 3) : verb.i])
