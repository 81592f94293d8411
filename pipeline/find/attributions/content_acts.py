"""The act that a content performs by itself, where its cue is neutral: "she would resign", "he did not take it"."""

from __future__ import annotations

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from pipeline import lexicon
from pipeline.find.attributions.cue_heads import acts
from pipeline.find.attributions.hedging import NEGATIONS, has_negation
from pipeline.schema import Act

FIRST_PERSON = frozenset({"i", "we"})
SELF_PRONOUNS = frozenset({"i", "we", "he", "she", "they"})  # as a subject of reported speech: the source, mostly
OWNERS = frozenset({"the", "his", "her", "its", "their", "our", "my"})  # "the city would pay", "his office will sue"
WILL = frozenset({"will", "would", "'ll", "’ll", "wo", "shall"})
SHOULD = frozenset({"must", "should", "ought"})
HABIT = frozenset({"do", "does"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
NOT_MEANT = frozenset({"be", "have"})  # "he would be charged", "she would have won" are outlooks
OPENING = 7  # words of the content among which its subject and verb stand when it opens with them


def content_act(body: Tokens, is_reported: bool) -> Act:
    """The act of the content's main clause, ``assert`` where it performs no other.

    In anybody's words, quoted or reported: an explicit performative ("I urge you", "it plans to close"), what the
    source undertakes ("we will appeal") and a denial of its own deed ("he did not take it"). Only where ``is_reported``
    in the words of the article: a duty ("must leave"). Only in marks: an order ("Ask her.") and a question.
    """
    if not body:
        return Act.ASSERT
    root = _predicate(body)
    subject = next((c for c in root.children if c.dep_ in SUBJECTS), None)
    sources = SELF_PRONOUNS | {"it"} if is_reported else FIRST_PERSON
    is_self = subject is not None and subject.lower_ in sources
    act = _performed(root) if is_self else Act.ASSERT
    if act is Act.COMMIT or (act is not Act.ASSERT and subject is not None and subject.lower_ in FIRST_PERSON):
        return act
    if _is_undertaking(body, is_reported) or (is_self and _is_meant(root)):
        return Act.COMMIT
    if is_self and _is_denial(root, is_reported):
        return Act.DENY
    if is_reported:
        return Act.DIRECT if root.pos_ == "VERB" and any(c.lower_ in SHOULD for c in root.children) else Act.ASSERT
    return Act.DIRECT if _is_order(body) or any(t.text == "?" for t in body[-1:]) else Act.ASSERT


def _is_denial(root: Token, is_reported: bool) -> bool:
    """Whether a deed is negated. "Cannot comment" and "would not" deny none, nor does "I don't call that fair" said in
    the present; "she said he does not pay" is the same in both times."""
    is_modal = any(c.tag_ == "MD" or (not is_reported and c.lower_ in HABIT) for c in root.children)
    denies = root.pos_ == "VERB" and has_negation(root) and not is_modal
    return denies and root.lemma_ not in lexicon.words("act_mental_verbs")


def _is_meant(root: Token) -> bool:
    """Whether the parse puts the verb under "will" and the verb is a deed: "he, like his rival, would not attend"."""
    is_ahead = root.tag_ == "VB" and any(c.lower_ in WILL and c.dep_ == "aux" for c in root.children)
    return is_ahead and root.lemma_ in lexicon.words("act_undertakings")


def _is_order(body: Tokens) -> bool:
    """Whether the first word is a bare verb that heads the first sentence: "Ask her." """
    first = next((t for t in body if not t.is_punct), body[0])
    is_bare = first.tag_ == "VB" and first.lemma_ not in lexicon.words("act_mental_verbs")
    return is_bare and not any(c.dep_ in SUBJECTS or c.lower_ == "to" or c.dep_ == "aux" for c in first.children)


def _is_undertaking(body: Tokens, is_reported: bool) -> bool:
    """Whether the content opens with what the source will do: "she would not resign", "they'll sue", "I am going to".

    Read off the words, as parsers are weakest on long reported clauses. With other subjects than persons ("it would
    pay", "the city will appeal") only the deliberate deeds of ``act_undertakings`` count: "it would cost jobs" and "the
    storm would reach the coast" are outlooks.
    """
    words = [t for t in body[:OPENING] if t.lower_ not in ("that", *NEGATIONS) and t.pos_ not in ("ADV", "PUNCT")]
    if len(words) < 3:
        return False
    persons = SELF_PRONOUNS if is_reported else FIRST_PERSON
    if words[0].lower_ in persons:
        return _meant(words[1:], lexicon.words("act_outcomes") | NOT_MEANT)
    if not is_reported:
        return False
    rest = words[1:] if words[0].lower_ == "it" else words[2:] if words[0].lower_ in OWNERS else []
    return _is_ahead(rest) and rest[1].lemma_ in lexicon.words("act_undertakings")


def _is_ahead(words: list[Token]) -> bool:
    return len(words) > 1 and words[0].lower_ in WILL and words[1].tag_ == "VB"


def _meant(words: list[Token], excluded: frozenset[str]) -> bool:
    if len(words) > 3 and words[1].lower_ == "going" and words[2].lower_ == "to":
        return words[3].tag_ == "VB" and words[3].lemma_ not in excluded
    return _is_ahead(words) and words[1].lemma_ not in excluded


def _predicate(body: Tokens) -> Token:
    """The verb of a pronoun that opens the content, else the root, which the parse of long contents often misses."""
    first = body[1] if len(body) > 1 and body[0].lower_ == "that" else body[0]
    is_subject = first.lower_ in SELF_PRONOUNS | {"it"} and first.dep_ in SUBJECTS
    return first.head if is_subject and body.start <= first.head.i < body.end else body.root


def _performed(root: Token) -> Act:
    """What a verb in the present does by being said of oneself; verbs of mind only report."""
    verb = next((c for c in root.children if c.dep_ == "xcomp"), root) if root.lemma_ == "continue" else root
    lemma = verb.lemma_.lower()
    is_bare = root.tag_ in ("VBP", "VBZ", "VB") and not any(c.dep_ == "aux" for c in root.children)
    if not is_bare or lemma in lexicon.words("act_mental_verbs") or has_negation(verb):
        return Act.ASSERT
    after = verb.doc[verb.i + 1 : verb.i + 2].text.lower()
    takes = "infinitive" if any(c.dep_ == "xcomp" for c in verb.children) else ""
    known = acts()
    keys = ((f"{lemma} {after}", ""), (lemma, takes), (lemma, ""))
    return next((known[key] for key in keys if key in known), Act.ASSERT)
