"""What the parse says about a lexeme: part of speech, noun phrases, whose an amount is. Works without tags too."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from functools import cache

from spacy.tokens import Doc, Token

from pipeline.find.amounts.lexemes import HYPHENS, Lexeme, Lexemes, context
from pipeline.lexicon import table, words
from pipeline.schema import AmountKind
from pipeline.spans import Span

_NOMINAL = frozenset({"NOUN", "PROPN"})
_INSIDE = frozenset({"ADJ", "NOUN", "PROPN"})
_PARTICIPLES = frozenset({"VBN", "VBG", "JJ"})
_LONGEST_PHRASE = 9  # lexemes of a noun phrase after a number; longer ones are parse errors more often than phrases
_LONGEST_OWNER = 8  # tokens of an owner's name or description
_RELATIVE = frozenset({"which", "that", "who"})
_CLIMB = frozenset(
    {"obj", "obl", "nmod", "nummod", "compound", "appos", "conj", "amod", "advmod", "dep", "flat", "iobj"}
)
_STEPS = 4  # steps from an amount up to its verb


def looks_plural(word: str) -> bool:
    """Whether a word is written as an English plural.

    >>> [w for w in ("cities", "people", "business", "virus", "bus") if looks_plural(w)]
    ['cities', 'people']
    """
    lower = word.lower()
    if lower in words("amount_irregular_plurals"):
        return True
    return len(lower) > 3 and lower.endswith("s") and not lower.endswith(("ss", "us", "is"))


@cache
def _owner_verbs() -> Mapping[str, frozenset[str]]:
    verbs: dict[str, set[str]] = {}
    for row in table("amount_owner_verbs"):
        verbs.setdefault(row["verb"], set()).add(row["voice"])
    return {verb: frozenset(voices) for verb, voices in verbs.items()}


class Grammar:
    """The tokens of a parse by the offset of a lexeme; ``blocked`` marks characters that a phrase stops at."""

    def __init__(self, doc: Doc, blocked: bytearray) -> None:
        self.doc = doc
        self.has_tags = doc.has_annotation("TAG") or doc.has_annotation("POS")
        self.has_heads = doc.has_annotation("DEP")
        self._starts = [token.idx for token in doc]
        self._blocked = blocked

    def token(self, lexeme: Lexeme) -> Token | None:
        """The token that holds the first character of the lexeme."""
        at = bisect_right(self._starts, lexeme.start) - 1
        if at < 0:
            return None
        token = self.doc[at]
        return token if token.idx <= lexeme.start < token.idx + len(token) else None

    def pos(self, lexeme: Lexeme) -> str:
        """The universal part of speech of the lexeme, "" where the parse has none."""
        token = self.token(lexeme) if self.has_tags else None
        return token.pos_ if token is not None else ""

    def stops(self, lexeme: Lexeme, is_model: bool = False) -> bool:
        """Whether a phrase cannot go on over the lexeme: a line break, a numeral, a date, a function word."""
        if (
            lexeme.kind == "break"
            or (lexeme.kind == "num" and not is_model)
            or lexeme.end > len(self._blocked)
            or self._blocked[lexeme.start]
        ):
            return True
        return lexeme.kind == "word" and lexeme.lower in words("amount_stop_words")

    # --------------------------------------------------------------------------------- noun phrases

    def counted(self, lexemes: Lexemes, i: int, singular: bool = False) -> int:
        """The lexeme after the noun phrase of the thing counted that starts at ``i``; ``i`` where there is none.

        The phrase is the run of adjectives and nouns up to its head, which must be plural unless ``singular``; a
        list of plurals closed by "and" or "or" is one phrase ("towns, villages and parishes").
        """
        start = i + 1 if lexemes[i].lower == "such" else i
        end = self._head(lexemes, start, singular)
        return self._list(lexemes, end) if end > start else i

    def _head(self, lexemes: Lexemes, i: int, singular: bool) -> int:
        found, at = i, i
        while at < i + _LONGEST_PHRASE and not self.stops(lexemes[at], _is_model_number(lexemes, at)):
            lexeme = lexemes[at]
            if lexeme.text in HYPHENS and lexeme.glued and lexemes[at + 1].glued:
                at += 1
                continue
            if not self._is_inside(lexemes, at, found > i):
                break
            at += 1
            if self._is_head(lexemes, at - 1, singular):
                found = at
                if not self._goes_on(lexemes, at):
                    break
        return found

    def _is_inside(self, lexemes: Lexemes, at: int, has_head: bool) -> bool:
        lexeme = lexemes[at]
        if lexeme.kind not in ("word", "abbr"):
            return _is_model_number(lexemes, at)
        if not self.has_tags or lexeme.glued:
            return True
        token = self.token(lexeme)
        if token is None or token.pos_ in _INSIDE:
            return token is None or not (has_head and token.pos_ == "ADJ")
        return not has_head and (token.tag_ in _PARTICIPLES or token.pos_ == "ADV")

    def _is_head(self, lexemes: Lexemes, at: int, singular: bool) -> bool:
        lexeme, following = lexemes[at], lexemes[at + 1]
        if following.glued and (following.kind in ("word", "num") or following.text in HYPHENS):
            return False  # "four Rolls-Royce engines"
        if lexeme.text == "s" and lexeme.glued and lexemes[at - 1].kind == "num":
            return True  # "18 777s"
        pos = self.pos(lexeme)
        if self.has_tags and pos not in _NOMINAL and not (pos == "ADJ" and lexeme.lower in _NOMINAL_ADJECTIVES):
            return False
        return singular or looks_plural(lexeme.text)

    def _goes_on(self, lexemes: Lexemes, at: int) -> bool:
        """Whether another noun follows a plural one: "three sports fans"."""
        following = lexemes[at]
        if not self.has_tags or following.kind != "word" or self.stops(following):
            return False
        return self.pos(following) == "NOUN" or (following.text.istitle() and lexemes[at - 1].text.istitle())

    def _list(self, lexemes: Lexemes, end: int) -> int:
        """The end of ", counties, and cities"; a list that no "and" or "or" closes is not one."""
        at, items = end, 0
        while lexemes[at].text == "," and items < 6:
            closing = lexemes[at + 1].lower in ("and", "or")
            after = self._head(lexemes, at + 1 + closing, False)
            if after == at + 1 + closing or after - at > 5:
                return end
            if closing:
                return after
            at, items = after, items + 1
        if not items or lexemes[at].lower not in ("and", "or"):
            return end
        last = self._head(lexemes, at + 1 + (lexemes[at + 1].lower == "other"), False)
        return last if last > at + 1 else end

    def phrase(self, lexemes: Lexemes, i: int) -> int:
        """The lexeme after the noun phrase that starts at ``i``, article and all, of any number; ``i`` for none."""
        at = i
        if lexemes[at].lower in context("article"):
            at += 1
        found = start = at
        while at < start + _LONGEST_PHRASE and not self.stops(lexemes[at]):
            lexeme = lexemes[at]
            joins = lexeme.glued and lexeme.text in ("-", "'", "\u2019") and lexemes[at + 1].glued
            if joins:
                at += 1
            elif lexeme.kind not in ("word", "abbr") or not (self._fits_phrase(lexeme) or lexeme.glued):
                break
            else:
                at += 1
                if not self.has_tags or self.pos(lexeme) in _NOMINAL or lexeme.glued:
                    found = at
        return found if found > start else i

    def _fits_phrase(self, lexeme: Lexeme) -> bool:
        if not self.has_tags:
            return True
        token = self.token(lexeme)
        return token is not None and (token.pos_ in _INSIDE or token.tag_ in ("VBN", "VBG"))

    # --------------------------------------------------------------------------------- bare numbers and names

    def names_number(self, lexemes: Lexemes, i: int) -> bool:
        """Whether the number at lexeme ``i`` belongs to a name before it: "Boeing 737", "the Nikkei 225"."""
        before = lexemes[i - 1]
        if before.kind != "word" or not before.text[:1].isupper() or self._blocked[before.start]:
            return False  # a date before it ("On Monday 300 people") is no name of it
        if self.has_tags:
            token, number = self.token(before), self.token(lexemes[i])
            if token is None or number is None or not token.tag_.startswith("NNP"):
                return False
            ahead = self.has_heads and number.dep_ in ("nummod", "compound") and number.head.i > number.i
            headline = lexemes[i + 1].text.istitle() and lexemes[i - 2].text[:1].isupper()
            return not (ahead and headline)
        prior = lexemes[i - 2]
        return prior.kind == "word" and not prior.text[:1].isupper()

    def stands_alone(self, lexemes: Lexemes, i: int) -> bool:
        """Whether a number without a noun is somebody or something counted: subject or object of its clause."""
        token = self.token(lexemes[i])
        if token is None or not self.has_heads:
            return False
        described = any(child.dep_ in ("det", "amod", "compound", "nmod:poss", "flat") for child in token.lefts)
        return token.pos_ == "NUM" and token.dep_ in ("obj", "nsubj", "nsubj:pass") and not described

    # --------------------------------------------------------------------------------- whose it is

    def owner(self, first: Lexeme, last: Lexeme, kind: AmountKind) -> Span | None:
        """The span of the subject of the verb of paying, getting or having that the amount depends on, or None."""
        if not self.has_heads or kind is AmountKind.DURATION:
            return None
        top = self._top(first, last)
        verb = _verb_above(top, kind) if top is not None else None
        subject = _subject(verb) if verb is not None else None
        if subject is None or first.start <= subject.idx < last.end:
            return None
        return _name_span(subject)

    def _top(self, first: Lexeme, last: Lexeme) -> Token | None:
        """The token of the stretch whose head stands outside of it."""
        start, end = self.token(first), self.token(last)
        if start is None or end is None:
            return None
        for token in self.doc[start.i : end.i + 1]:
            if not start.i <= token.head.i <= end.i or token.head == token:
                return token
        return None


_NOMINAL_ADJECTIVES = frozenset({"dead", "injured", "wounded", "missing", "others"})


def _is_model_number(lexemes: Lexemes, at: int) -> bool:
    """Whether digits are part of a name inside a noun phrase: A330, 777s."""
    lexeme, following = lexemes[at], lexemes[at + 1]
    return lexeme.kind == "num" and (lexeme.glued or (following.glued and following.text == "s"))


def _verb_above(token: Token, kind: AmountKind) -> Token | None:
    """The verb that an amount is the object of, or a sum of money the price: "sold for $5m"."""
    for step in range(_STEPS):
        if token.dep_ not in _CLIMB:
            return None
        is_price = step == 0 and kind is AmountKind.MONEY and token.dep_ in ("obl", "advmod", "dep")
        if token.head.pos_ == "VERB":
            return token.head if token.dep_ in ("obj", "iobj") or is_price else None
        token = token.head
    return None


def _subject(verb: Token) -> Token | None:
    """The subject of an owning verb, through conjunction, "agreed to pay" and "which received"."""
    passive = any(child.dep_ == "aux:pass" for child in verb.children)
    if ("passive" if passive else "active") not in _owner_verbs().get(verb.lemma_.lower(), frozenset()):
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


def _name_span(head: Token) -> Span | None:
    """The head with its articles, adjectives and name parts, without the clauses and phrases behind it."""
    inside = {head.i}
    for child in head.children:
        if child.dep_ in ("det", "amod", "compound", "flat", "nmod:poss", "nummod", "fixed"):
            inside.update(token.i for token in child.subtree)
    start = end = head.i
    while start - 1 in inside:
        start -= 1
    while end + 1 in inside:
        end += 1
    if end - start >= _LONGEST_OWNER:
        return None
    first, last = head.doc[start], head.doc[end]
    if first.tag_.startswith("W"):
        return None  # "what kind of genius loses a billion"
    return Span(first.idx, last.idx + len(last))
