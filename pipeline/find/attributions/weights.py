"""How likely a proposal is an attribution: a logistic regression over lexical and grammatical features.

The weights stand in ``lexicon/cue_weights.csv``, whose head says on what they were learned; a feature that it does not
list counts nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from pipeline import lexicon
from pipeline.find.attributions.contents import Run
from pipeline.find.attributions.cues import Proposal

LENGTHS = (1, 2, 3, 5, 8, 13, 21, 34)  # upper bounds of the buckets of content lengths, in tokens
MODAL = "MD"
NEGATIONS = frozenset({"not", "n't", "n’t", "never"})
MARKS = frozenset({"“", '"', "''", "‘"})
# The kinds of names that the weights were learned over, for those that a model may tell apart besides.
COARSE_KINDS = {"GPE": "LOC", "FAC": "LOC", "LOC_ONLY": "LOC", "LAW": "MISC", "EVENT": "MISC", "PRODUCT": "MISC"}


@cache
def _weights() -> dict[str, float]:
    return {row["feature"]: float(row["weight"]) for row in lexicon.table("cue_weights")}


@cache
def speech_verbs() -> frozenset[str]:
    """Lemmas of verbs that give somebody's words or thoughts."""
    return lexicon.words("cue_verbs")


def probability(names: Iterator[str]) -> float:
    """The probability (0 to 1) that a proposal with these features is an attribution."""
    weights = _weights()
    total = sum(weights.get(name, 0.0) for name in names)
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def features(proposal: Proposal, content: Run, is_quoted: bool) -> Iterator[str]:
    """The names of the features that hold; ``content`` is the first run, trimmed, ``is_quoted`` of the cue."""
    head, frame = proposal.head, proposal.frame
    lemma = head.lemma_.lower()
    kind = f"{frame}:{proposal.detail}"
    yield "bias"
    yield f"frame={kind}"
    yield f"frame={frame}"
    yield f"lemma={lemma}"
    yield f"lemma={lemma}|{frame}"
    yield f"lemma={lemma}|{kind}"
    is_speech = lemma in speech_verbs()
    yield f"speech={is_speech}|{frame}"
    yield from _form(head, frame)
    source = _source_kind(proposal.source)
    yield f"source={source}"
    yield f"source={source}|{frame}"
    if proposal.source is not None:
        yield f"subject={proposal.source.lemma_.lower()}"
    yield f"quoted={is_quoted}"
    yield f"quoted={is_quoted}|speech={is_speech}"
    yield from _content(head, content, frame)


def _form(head: Token, frame: str) -> Iterator[str]:
    yield f"tag={head.tag_}|{frame}"
    yield f"dep={head.dep_}|{frame}"
    for child in head.lefts:
        word, relation = child.lower_, child.dep_
        if word in NEGATIONS and (relation.startswith("aux") or relation == "advmod"):
            yield "negated"
        if child.tag_ == MODAL or word == "to":
            yield f"aux={word}"
    if head.dep_ in ("xcomp", "advcl", "acl", "ccomp", "conj"):
        yield f"governor={head.head.lemma_.lower()}|{head.dep_}"


def _source_kind(source: Token | None) -> str:
    if source is None:
        return "none"
    if source.pos_ == "PRON":
        return source.lower_
    return _kind(source) or source.pos_


def _kind(token: Token) -> str:
    """The coarse kind of the name that the token is part of, "" for none."""
    return COARSE_KINDS.get(token.ent_type_, token.ent_type_)


def _content(head: Token, content: Run, frame: str) -> Iterator[str]:
    doc = head.doc
    start, end = content
    size = next((n for n in LENGTHS if end - start <= n), "more")
    yield f"size={size}|{frame}"
    first, root = doc[start], _root(doc[start], content)
    yield f"first={first.tag_}|{frame}"
    yield f"first={first.lower_}"
    yield f"root={root.pos_}|{frame}"
    yield f"root={root.lemma_.lower()}|{frame}" if root.pos_ in ("NOUN", "VERB", "AUX") else "root=other"
    has_mark = any(token.text in MARKS for token in doc[start:end])
    yield f"marks={has_mark}|{frame}"
    if kind := _kind(root):
        yield f"ent={kind}|{frame}"


def _root(token: Token, content: Run) -> Token:
    """The highest token over ``token`` that stands inside the content."""
    for _ in range(60):
        if not content[0] <= token.head.i < content[1] or token.head.i == token.i:
            break
        token = token.head
    return token
