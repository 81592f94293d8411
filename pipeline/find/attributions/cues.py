"""Proposes attributions from the parse: each predicate with each content that its construction could give it.

Nothing is decided here. A proposal names its construction (``frame``), so that ``weights`` can tell which of a
predicate's proposals, if any, is an attribution. Relations are those of Universal Dependencies.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from pipeline import lexicon
from pipeline.find.attributions.contents import Run, subtree, without
from pipeline.find.attributions.sources_of import is_hyphen, owner, source_head

CLAUSAL = frozenset({"ccomp", "xcomp", "advcl", "obl", "csubj"})
OBJECTS = frozenset({"obj", "iobj"})
PHRASE = frozenset({"NOUN", "PROPN", "PRON", "DET", "ADJ", "ADV", "NUM", "PART"})
MAX_PHRASE = 8  # tokens of a plain noun phrase before an inserted verb
MAX_GAP = 12  # tokens between commas that an inserted cue clause may take ("the official, a veteran, said on Monday")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A predicate that may attribute a content to a source; runs are of tokens, untrimmed.

    ``detail`` is the preposition or marker that the construction turns on, "" where there is none.
    """

    head: Token
    frame: str
    detail: str
    cue: Run
    contents: tuple[Run, ...]
    source: Token | None


def propose(doc: Doc, tokens: Sequence[Token]) -> Iterator[Proposal]:
    """Every proposal of the tokens, in order of their heads."""
    for token in tokens:
        if token.lower_ == "according" and token.i + 1 < len(doc) and doc[token.i + 1].lower_ == "to":
            yield from _according(doc, token)
        elif token.pos_ == "VERB":
            yield from _verb(doc, token)
        elif token.pos_ == "NOUN":
            yield from _noun(token)
        elif token.pos_ == "ADJ":
            yield from _adjective(token)


def _cue(head: Token, preposition: Token | None = None) -> Run:
    """The verb with its particle and, when nothing stands between, the preposition that its object takes."""
    end = head.i + 1
    for child in head.rights:
        if child.dep_ == "compound:prt" and child.i == end:
            end = child.i + 1
    if preposition is not None and preposition.i == end:
        end = preposition.i + 1
    return head.i, end


def _case(token: Token) -> Token | None:
    return next((c for c in token.children if c.dep_ in ("case", "mark") and c.i < token.i), None)


def _verb(doc: Doc, verb: Token) -> Iterator[Proposal]:
    source = source_head(verb)
    children = list(verb.children)
    times = lexicon.words("cue_times")
    objects = [c for c in children if c.dep_ in OBJECTS and c.i > verb.i and c.lower_ not in times]
    for child in children:
        if child.dep_ in ("ccomp", "csubj") or (child.dep_ == "parataxis" and child.i > verb.i):
            yield Proposal(verb, child.dep_, _mark(child), _cue(verb), _around(verb, child), source)
        elif child.dep_ == "xcomp" and not objects:
            yield Proposal(verb, "xcomp", _mark(child), _cue(verb), _around(verb, child), source)
        elif child.dep_ in ("obl", "advcl") and child.i > verb.i:
            yield from _prepositional(verb, child, source)
    if not any(c.dep_ == "ccomp" for c in children):
        yield from _distant_that(doc, verb, source)
    if objects:
        yield from _objects(verb, objects, children, source)
    yield from _passive(verb, children, source)
    yield from _host(doc, verb, children, source)


def _distant_that(doc: Doc, verb: Token, source: Token | None) -> Iterator[Proposal]:
    """The that-clause of a verb of saying that the parser hung on a noun between ("told reporters that ...")."""
    if verb.lemma_.lower() not in lexicon.words("cue_verbs"):
        return
    for token in doc[verb.i + 1 : min(verb.i + MAX_GAP, verb.sent.end)]:
        if token.pos_ in ("VERB", "AUX", "CCONJ") or token.text in (";", ":"):
            return
        if token.lower_ == "that" and token.tag_ in ("IN", "WDT") and token.i + 1 < len(doc):
            if doc[token.i + 1].pos_ not in ("VERB", "AUX"):
                end = subtree(token.head)[1] if token.head.i > token.i else verb.sent.end
                yield Proposal(verb, "that", "that", _cue(verb), ((token.i + 1, end),), source)
            return


def _mark(clause: Token) -> str:
    """The word that opens a clause: that, to, if, whether, a question word, "" for none."""
    for child in clause.lefts:
        if child.dep_ == "mark" or child.tag_ in ("WRB", "WP", "WDT", "TO"):
            return child.lower_
    return ""


def _behind_that(clause: Token) -> Run:
    """The clause from its "that" on, without what the parser drew in before it ("said last week that taxes rise")."""
    start, end = subtree(clause)
    marks = [c.i for c in clause.lefts if c.dep_ == "mark" and c.lower_ == "that"]
    return (marks[0], end) if marks else (start, end)


def _around(verb: Token, clause: Token) -> tuple[Run, ...]:
    """The clause's tokens; where it stands on both sides of its cue, the cue's own words are cut out."""
    whole = _behind_that(clause)
    if not whole[0] <= verb.i < whole[1]:
        return (whole,)
    holes = [(verb.i, verb.i + 1)] + [subtree(c) for c in verb.children if c is not clause and not c.is_punct]
    return tuple(without(whole, holes))


def _prepositional(verb: Token, child: Token, source: Token | None) -> Iterator[Proposal]:
    case = _case(child)
    start, end = subtree(child)
    if case is None or case.lower_ == "by":
        return
    content = (start, end) if child.dep_ == "advcl" and case.lower_ == "to" else (case.i + 1, end)
    yield Proposal(verb, child.dep_, case.lower_, _cue(verb, case), (content,), source)


def _objects(
    verb: Token, objects: Sequence[Token], children: Sequence[Token], source: Token | None
) -> Iterator[Proposal]:
    """The object alone, and the object with the complement behind it ("the city to comply", "the plan as a joke")."""
    first, last = objects[0], objects[-1]
    yield Proposal(verb, "obj", "", _cue(verb), (subtree(last),), source)
    for child in children:
        if child.i > last.i and child.dep_ in CLAUSAL:
            mark = _mark(child)
            run = _behind_that(child) if mark == "that" else (subtree(first)[0], subtree(child)[1])
            yield Proposal(verb, f"obj+{child.dep_}", mark or _lower(_case(child)), _cue(verb), (run,), source)


def _lower(token: Token | None) -> str:
    return "" if token is None else token.lower_


def _passive(verb: Token, children: Sequence[Token], source: Token | None) -> Iterator[Proposal]:
    """What is said of a subject: "was criticised", "is expected to resign", "seems to agree"."""
    subject = next((c for c in children if c.dep_ == "nsubj:pass"), None)
    if subject is not None:
        yield Proposal(verb, "passive", "", _cue(verb), (subtree(subject),), source)
    subject = subject or next((c for c in children if c.dep_ == "nsubj"), None)
    complement = next((c for c in children if c.dep_ in ("xcomp", "ccomp") and c.i > verb.i), None)
    if subject is not None and complement is not None and subject.i < verb.i:
        agent = source if subject.dep_ == "nsubj:pass" else None
        runs = (subtree(subject), subtree(complement))
        yield Proposal(verb, "raising", _mark(complement), _cue(verb), runs, agent)
    if verb.dep_ == "acl" and verb.tag_ == "VBN":
        start, end = subtree(verb.head)
        yield Proposal(verb, "participle", "", _cue(verb), tuple(without((start, end), [subtree(verb)])), source)


def _host(doc: Doc, verb: Token, children: Sequence[Token], source: Token | None) -> Iterator[Proposal]:
    """The sentence that a cue clause comments on: "Taxes rise, he said", "Taxes, he said, rise", "As he said, ..."."""
    as_mark = next((c for c in children if c.dep_ == "mark" and c.lower_ == "as" and c.i < verb.i), None)
    own = subtree(verb)
    sentence = verb.sent
    if as_mark is not None and verb.dep_ == "advcl":
        yield Proposal(verb, "as", "", _cue(verb), _rest(sentence.start, sentence.end, own), source)
        return
    subject = next((c for c in children if c.dep_ == "nsubj"), None)
    if as_mark is not None:
        return
    first = -1 if subject is None else min(subject.left_edge.i, verb.i)
    if subject is None or first <= sentence.start or not _follows_comma(doc, first):
        source, first = _inserted_subject(doc, verb)
        subject = source
    if subject is None or first <= sentence.start:
        return
    end = _clause_end(doc, max(verb.i, subject.right_edge.i if subject.i > verb.i else verb.i), sentence.end)
    if end is None or end - first > 2 * MAX_GAP:
        return
    frame = "final" if end >= sentence.end - 2 else "inserted"
    side = "after" if subject.i < verb.i else "before"
    yield Proposal(verb, frame, side, _cue(verb), _rest(sentence.start, sentence.end, (first, end)), source)


def _inserted_subject(doc: Doc, verb: Token) -> tuple[Token | None, int]:
    """The noun right beside a verb of saying that a comma shuts off from its host, and where their clause starts.

    For inserted clauses that the parser took for something else ("Taxes, the minister said, will rise").
    """
    is_cue = verb.tag_ in ("VBD", "VBZ", "VBP") and verb.lemma_.lower() in lexicon.words("cue_verbs")
    if not is_cue or verb.i == 0:
        return None, -1
    if verb.i > verb.sent.start and doc[verb.i - 1].text == ",":
        end = verb.i + 1
        while end < min(verb.i + MAX_PHRASE, verb.sent.end) and doc[end].pos_ in PHRASE:
            end += 1
        nouns = [t for t in doc[verb.i + 1 : end] if t.pos_ in ("NOUN", "PROPN", "PRON")]
        return (nouns[-1], verb.i) if nouns and end < len(doc) else (None, -1)
    first, low, noun = verb.i, max(verb.sent.start, verb.i - MAX_PHRASE), doc[verb.i - 1]
    while first - 1 > low and doc[first - 1].pos_ in PHRASE:
        first -= 1
    if first == verb.i or doc[first - 1].text != "," or noun.pos_ not in ("NOUN", "PROPN", "PRON"):
        return None, -1
    return noun, first


def _rest(start: int, end: int, hole: Run) -> tuple[Run, ...]:
    return tuple(without((start, end), [hole]))


def _follows_comma(doc: Doc, at: int) -> bool:
    before = at - 1
    while before > 0 and (doc[before].is_space or doc[before].is_quote):
        before -= 1
    return doc[before].text in (",", "?", "!", "-", "--", "–", "—", ";") and not is_hyphen(doc[before])


def _clause_end(doc: Doc, at: int, sentence_end: int) -> int | None:
    """The first comma, dash or full stop after a cue clause within ``MAX_GAP`` tokens, None where it runs on."""
    for i in range(at + 1, min(at + MAX_GAP, sentence_end)):
        if doc[i].text in (",", ".", "--", "–", "—", ";", "!", "?"):
            return i
        if doc[i].dep_ in ("ccomp", "mark", "nsubj"):
            return None
    return sentence_end if at + MAX_GAP >= sentence_end else None


def _according(doc: Doc, token: Token) -> Iterator[Proposal]:
    """The sentence around an "according to" phrase; the source is the phrase's noun."""
    noun = token.head if token.dep_ in ("case", "mark") else None
    if noun is None or noun.i <= token.i:
        noun = next((c for c in token.subtree if c.i > token.i + 1 and c.dep_ in ("obl", "nmod", "obj")), None)
    if noun is None:
        noun = next((t for t in doc[token.i + 2 : token.i + 10] if t.pos_ in ("NOUN", "PROPN", "PRON")), None)
    if noun is None:
        return
    sentence = token.sent
    end = max(min(subtree(noun)[1], sentence.end), noun.i + 1)
    start, stop = sentence.start, sentence.end
    if token.i > start and end < stop - 1 and not doc[end].is_punct:
        stop = token.i
    yield Proposal(token, "according", "", (token.i, token.i + 2), _rest(start, stop, (token.i, end)), noun)


def _noun(noun: Token) -> Iterator[Proposal]:
    source = owner(noun)
    for child in noun.rights:
        case = _case(child)
        if child.dep_ in ("acl", "ccomp", "acl:relcl") and (child.dep_ != "acl:relcl" or _mark(child) == "that"):
            mark = _mark(child)
            yield Proposal(noun, f"noun+{child.dep_}", mark, (noun.i, noun.i + 1), (subtree(child),), source)
        elif child.dep_ == "nmod" and case is not None and case.lower_ not in ("by", "from"):
            run = (case.i + 1, subtree(child)[1])
            yield Proposal(noun, "noun+nmod", case.lower_, _cue(noun, case), (run,), source)


def _adjective(adjective: Token) -> Iterator[Proposal]:
    source = source_head(adjective)
    for child in adjective.rights:
        if child.dep_ in ("ccomp", "xcomp", "advcl"):
            yield Proposal(adjective, f"adj+{child.dep_}", _mark(child), _cue(adjective), (subtree(child),), source)
        elif child.dep_ == "obl" and (case := _case(child)) is not None:
            run = (case.i + 1, subtree(child)[1])
            yield Proposal(adjective, "adj+obl", case.lower_, _cue(adjective, case), (run,), source)
