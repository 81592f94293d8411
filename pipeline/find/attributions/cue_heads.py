"""The word of a cue that says what was done by saying it: its head, and the act that the word list gives it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from pipeline import lexicon
from pipeline.schema import Act

CONTENT_WORDS = frozenset({"VERB", "NOUN", "ADJ", "AUX"})
BARE = frozenset({"be", "have"})  # as the head of "there is no sign", "have no idea" they name nothing; their noun does
NAMED_BY = frozenset({"obj", "nsubj", "obl"})


@cache
def acts() -> dict[tuple[str, str], Act]:
    """The act of each cue of the list by its words, the head's lemma first, and the shape of content it takes."""
    return {(row["cue"], row["takes"]): Act(row["act"]) for row in lexicon.table("act_cues")}


@cache
def _cues() -> frozenset[str]:
    return frozenset(cue for cue, _ in acts() if " " not in cue)


@cache
def _seconds() -> dict[str, frozenset[str]]:
    """The second words of the list's cues of two words, by the first."""
    found: dict[str, set[str]] = {}
    for head, second in (cue.split() for cue, _ in acts() if " " in cue):
        found.setdefault(head, set()).add(second)
    return {head: frozenset(words) for head, words in found.items()}


def cue_head(said: Tokens) -> Token | None:
    """The token of a cue that carries its meaning, None where the cue is nothing but marks.

    It is the root of the cue's words, unless that is a light or a phase verb (``act_light_verbs``: "made a claim",
    "went on to say", "declined to say") or no cue of the list ("were more likely to say"): then the word of the list
    nearest below it in the tree, a verb before a noun ("released a statement saying"). What is found nowhere in the
    list keeps its root.
    """
    words = [t for t in said if not (t.is_punct or t.is_space)]
    if not words:
        return None
    root = said.root if said.root in words else words[0]
    source = next((t for t in words if t.lower_ == "according"), None)
    if source is not None:
        return source
    is_light = root.lemma_.lower() in lexicon.words("act_light_verbs")
    if not is_light and (_is_cue(root) or second_word(root, said) is not None):
        return root
    known = [t for t in _downwards(root, words) if t != root and _is_cue(t)]
    below = next((t for t in known if t.pos_ == "VERB"), known[0] if known else None)
    if below is not None and (below.pos_ in ("VERB", "AUX") or second_word(root, said) is None):
        return below
    return _named_by(root, said) or root


def _is_cue(token: Token) -> bool:
    return token.pos_ in CONTENT_WORDS and token.lemma_.lower() in _cues()


def _downwards(root: Token, words: list[Token]) -> Iterator[Token]:
    """The words in order of their depth below the root; what hangs elsewhere comes last."""
    inside, seen = {t.i for t in words}, {root.i}
    queue = [root]
    for token in queue:  # grows while it is read
        yield token
        below = [c for c in token.children if c.i in inside and c.i not in seen]
        seen.update(c.i for c in below)
        queue += below
    yield from (t for t in words if t.i not in seen)


def _named_by(root: Token, said: Tokens) -> Token | None:
    if root.lemma_.lower() not in BARE:
        return None
    nouns = (c for c in root.children if c.dep_ in NAMED_BY and c.pos_ == "NOUN")
    return next((c for c in nouns if said.start <= c.i < said.end), None)


def second_word(head: Token, said: Tokens) -> str | None:
    """The second word of a cue of two words in the list: "for" at "called for", "clear" at "made it clear"."""
    seconds = _seconds().get(head.lemma_.lower())
    if seconds is None:
        return None
    near: list[Token] = [*said, *head.doc[head.i + 1 : head.i + 2]]
    for token in near:
        if token == head or not (token.i == head.i + 1 or head in (token.head, token.head.head)):
            continue
        forms: tuple[str, str] = (token.lower_, token.lemma_.lower())
        for form in forms:
            if form in seconds:
                return form
    return None


def cue_lemma(head: Token, said: Tokens) -> str:
    """The dictionary form of a cue: its head's, with the second word where the list holds both together."""
    if head.lower_ == "according":
        return "according to"
    second = second_word(head, said)
    lemma = head.lemma_.lower()
    return lemma if second is None else f"{lemma} {second}"


def listed_act(head: Token, said: Tokens, is_infinitive: bool, takes_as: bool) -> Act | None:
    """The act that the list gives a cue before a content of that shape, None where it does not hold the cue."""
    lemma, known = cue_lemma(head, said), acts()
    shapes = [*(["infinitive"] if is_infinitive else []), *(["as"] if takes_as else []), ""]
    return next((known[lemma, shape] for shape in shapes if (lemma, shape) in known), None)
