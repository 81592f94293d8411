"""Finds the expression that names the source of a cue: its subject, its agent, or a subject it shares with others."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from pipeline import lexicon
from pipeline.find.attributions.contents import FINAL, SEPARATORS, Run, subtree
from pipeline.spans import Span

SUBJECT = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECT = frozenset({"nsubj:pass", "csubj:pass"})
RELATIVE = frozenset({"who", "which", "that", "whom"})
NO_SOURCE = frozenset({"there", "what", "whatever"})
BE_FORMS = frozenset({"is", "was", "are", "were", "been", "being", "be", "'s", "’s", "'re", "’re"})
EDGES = SEPARATORS | FINAL
MAX_HOPS = 6  # how far a shared subject is looked for; parses of news seldom chain longer
CLIPPED = frozenset({"parataxis", "ccomp", "advcl"})  # clauses that are no part of a name
DATELINE_DASHES = frozenset({"—", "–", "--", "-"})
ASIDES = frozenset({"though", "however", "meanwhile", "too", "also", "instead", "then"})
MAX_TRAILED = 12  # tokens between a verb and the participle that trails it ("said on Monday in a statement, adding")
MAX_DATELINE = 15  # tokens before the dash of a dateline, "NEW YORK (Reuters) -"


def source_head(cue: Token) -> Token | None:
    """The head of the source's expression for a verb or adjective, None where the clause names none."""
    passive = is_passive(cue)
    agent = _agent(cue, passive)
    if agent is not None or passive:
        return agent
    subject = _subject(cue)
    if subject is None or (subject.i < cue.i and not _can_be_subject(subject, cue)):
        return _neighbour(cue) or subject
    return subject


def is_passive(cue: Token) -> bool:
    """Whether the clause of the cue is passive, so that its subject is not its source; "has promised" never is."""
    if cue.tag_ == "VBD":
        return False
    helpers = [child for child in cue.children if child.dep_.startswith("aux")]
    if any(child.lemma_.lower() in ("be", "get") or child.lower_ in BE_FORMS for child in helpers):
        return cue.tag_ != "VBG"
    return not helpers and any(child.dep_ in PASSIVE_SUBJECT for child in cue.children)


def _can_be_subject(noun: Token, cue: Token) -> bool:
    """False for what parsers take for subjects by mistake: a prepositional phrase, a dateline before its dash."""
    if any(child.dep_ == "case" and child.i < noun.i and child.tag_ == "IN" for child in noun.children):
        return False
    is_first = noun.left_edge.i == 0 or cue.doc[noun.left_edge.i - 1].is_space
    between = cue.doc[noun.i + 1 : min(cue.i, noun.i + MAX_DATELINE)]
    return not (is_first and any(_is_dash(token) for token in between))


def _is_dash(token: Token) -> bool:
    """Whether the token is a dash between words, and not the hyphen of a double name."""
    return token.text in DATELINE_DASHES and not is_hyphen(token)


def is_hyphen(token: Token) -> bool:
    """Whether the token joins two words without a gap, as in double names."""
    return token.text == "-" and not token.whitespace_ and token.i > 0 and not token.doc[token.i - 1].whitespace_


def source_span(doc: Doc, head: Token | None, cue: int | None = None) -> Span | None:
    """The whole noun phrase of a head, relative clauses and appositions included, marks at its edges left out.

    The comma that closes an apposition ("Lee, a nurse,") stays. Asides ("for his part") and a clause of the phrase that
    holds the token ``cue`` are left out.
    """
    if head is None:
        return None
    start, end = _phrase(head, cue)
    while start < end and _drops_first(doc[start]):
        start += 1
    while end > start + 1 and _drops_last(doc, end):
        end -= 3 if doc[end - 1].lower_ == "part" else 1
    if start >= end:
        return None
    start, end = _whole_names(doc, start, end)
    if end < len(doc) and doc[end].text == "," and any(token.text == "," for token in doc[head.i : end]):
        end += 1
    return Span(doc[start].idx, doc[end - 1].idx + len(doc[end - 1].text))


def without_asides(doc: Doc, run: Run) -> Run:
    """The run of a source without blanks, marks and asides (", for her part,") at its edges.

    The comma that closes an apposition ("Lee, a nurse,") stays.
    """
    start, end = run
    closes = end > start and doc[end - 1].text == ","
    while start < end - 1 and _drops_first(doc[start]):
        start += 1
    while end > start + 1 and doc[end - 1].text not in FINAL and _drops_last(doc, end):  # the dot of "Jr." stays
        end -= 3 if doc[end - 1].lower_ == "part" else 1
    is_apposition = closes and end < run[1] and doc[end].text == "," and any(t.text == "," for t in doc[start:end])
    return start, end + is_apposition


def _whole_names(doc: Doc, start: int, end: int) -> Run:
    """The phrase with all of a double name at its edge ("Mayor Ann Vance-Lowe"), on which parses are weak."""
    while start > 1 and is_hyphen(doc[start - 1]):
        start -= 2
    is_double = start + 1 < end and is_hyphen(doc[start + 1])
    while is_double and start > 0 and doc[start].pos_ == "PROPN" and doc[start - 1].pos_ == "PROPN":
        start -= 1
    while end + 1 < len(doc) and is_hyphen(doc[end]):
        end += 2
    return start, end


def _drops_first(token: Token) -> bool:
    return token.is_space or token.text in SEPARATORS or token.dep_ == "case" or token.tag_ == "CC"


def _drops_last(doc: Doc, end: int) -> bool:
    """Whether the last word is a mark or an aside: ", though", ", for her part"."""
    last = doc[end - 1]
    if last.is_space or last.tag_ == "POS" or last.text in EDGES:
        return True
    if last.lower_ == "part" and end > 3 and doc[end - 3].lower_ == "for":
        return True
    return last.lower_ in ASIDES and end > 1 and doc[end - 2].text == ","


def owner(noun: Token) -> Token | None:
    """Who a noun cue belongs to: its possessor, its author after "by", "from" or "of", else who makes or issues it."""
    children = list(noun.children)
    for child in children:
        if child.dep_ == "nmod:poss":
            return child
    for child in children:
        if child.dep_ in ("nmod", "obl", "nmod:agent", "obl:agent") and _case(child) in ("by", "from"):
            return child
    if noun.dep_ in ("obj", "nsubj:pass"):
        return source_head(noun.head)
    if noun.dep_ in ("obl", "xcomp", "nsubj") and noun.head.pos_ in ("VERB", "AUX"):
        return _subject(noun.head) if noun.dep_ != "nsubj" else None
    return None


def _phrase(head: Token, cue: int | None) -> Run:
    """The subtree of a noun without what the parser hung on it by mistake, and without its cue."""
    start, end = subtree(head)
    for child in head.children:
        holds_cue = cue is not None and child.left_edge.i <= cue <= child.right_edge.i
        if child.i > head.i and (holds_cue or child.dep_ in CLIPPED):
            end = min(end, child.left_edge.i)
    if cue is not None and start <= cue < end:
        start, end = (cue + 1, end) if cue < head.i else (start, cue)
    dashes = [i for i in range(start, min(head.i, start + MAX_DATELINE)) if _is_dash(head.doc[i])]
    return (dashes[-1] + 1 if dashes else start), end


def _case(token: Token) -> str:
    return next((child.lower_ for child in token.children if child.dep_ == "case"), "")


def _agent(cue: Token, passive: bool) -> Token | None:
    """The by-phrase of a passive or of a participle on a noun ("a plan criticised by unions")."""
    if not passive and not (cue.tag_ == "VBN" and cue.dep_ in ("acl", "advcl", "amod")):
        return None
    return next((c for c in cue.children if c.dep_.startswith("obl") and _case(c) == "by"), None)


def _subject(cue: Token) -> Token | None:
    """The subject of the clause, its own or the one it shares with the clause that governs it.

    "Said ..., adding that ..." shares it by its words: parsers hang such participles on whatever was said.
    """
    trailed = _trailed(cue, lexicon.words("cue_verbs")) if cue.lemma_.lower() in lexicon.words("cue_verbs") else None
    if trailed is not None:
        return trailed
    for token in _governors(cue):
        found = next((c for c in token.children if c.dep_ in SUBJECT or c.dep_ in PASSIVE_SUBJECT), None)
        if found is not None:
            return _named(found)
        if token.dep_ in ("acl", "acl:relcl"):
            return _named(token.head)
    return None


def _trailed(cue: Token, hosts: frozenset[str]) -> Token | None:
    """The subject of the verb, one of ``hosts``, that a participle after a comma trails ("said, adding that")."""
    doc, sentence = cue.doc, cue.sent.start
    if cue.tag_ != "VBG" or cue.i - 1 <= sentence or doc[cue.i - 1].text != ",":
        return None
    for at in range(cue.i - 2, max(sentence, cue.i - MAX_TRAILED) - 1, -1):
        if doc[at].pos_ == "VERB":
            subjects = (c for c in doc[at].children if c.dep_ == "nsubj")
            found = next(subjects, None) if doc[at].lemma_.lower() in hosts else None
            return None if found is None else _named(found)
    return None


def _neighbour(cue: Token) -> Token | None:
    """The noun right before a finite verb whose subject the parser hung elsewhere, over adverbs and auxiliaries."""
    if cue.tag_ not in ("VBD", "VBZ", "VBP") and not any(c.dep_ == "aux" for c in cue.children):
        return None
    at = cue.i - 1
    while (
        at > cue.sent.start
        and cue.i - at <= MAX_HOPS
        and (cue.doc[at].pos_ in ("ADV", "AUX", "PART") or (cue.doc[at].text == "," and at == cue.i - 1))
    ):
        at -= 1
    noun = cue.doc[at] if at >= cue.sent.start and at < cue.i else cue
    if noun.pos_ not in ("NOUN", "PROPN", "PRON"):
        return None
    for _ in range(MAX_HOPS):  # up to the head of the phrase that ends here
        if noun.head.i >= cue.i or noun.head.pos_ not in ("NOUN", "PROPN", "PRON") or noun.dep_ == "ROOT":
            break
        noun = noun.head
    return _named(noun)


def _governors(cue: Token) -> Iterator[Token]:
    """The cue and then the verbs whose subject it shares: conjoined on its left, governing it as a complement."""
    token = cue
    for _ in range(MAX_HOPS):
        yield token
        if token.dep_ == "acl" or token.dep_ == "acl:relcl":
            return
        is_participle = token.tag_ == "VBG" and token.dep_ != "csubj"
        if token.head.i == token.i or not (is_participle or token.dep_ in ("conj", "xcomp", "advcl")):
            return
        if token.dep_ == "advcl" and token.tag_ not in ("VBG", "VBN", "VB"):
            return
        token = token.head


def _named(token: Token) -> Token | None:
    """What a relative pronoun stands for, the token itself otherwise, None for "there" and its like."""
    if token.lower_ in RELATIVE and token.pos_ in ("PRON", "DET", "SCONJ") and token.tag_ in ("WP", "WDT"):
        verb = token.head
        for _ in range(MAX_HOPS):
            if verb.dep_ == "acl:relcl":
                return verb.head
            if verb.head.i == verb.i or verb.dep_ not in ("conj", "xcomp", "ccomp"):
                return None
            verb = verb.head
        return None
    return None if token.lower_ in NO_SOURCE else token
