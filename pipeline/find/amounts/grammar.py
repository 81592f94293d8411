"""What the parse says about a lexeme: part of speech, noun phrases, names. Works without tags too."""

from __future__ import annotations

from bisect import bisect_right

from spacy.attrs import HEAD, IDX
from spacy.tokens import Doc, Token

from pipeline.find.amounts.lexemes import HYPHENS, Lexeme, Lexemes, context
from pipeline.find.amounts.numerals import word_rank
from pipeline.lexicon import words

_NOMINAL = frozenset({"NOUN", "PROPN"})
_INSIDE = frozenset({"ADJ", "NOUN", "PROPN"})
_PARTICIPLES = frozenset({"VBN", "VBG", "JJ"})
BLOCKED = 1  # in the mask of an article: no amount stands here, and a phrase stops
_LONGEST_PHRASE = 9  # lexemes of a noun phrase after a number; longer ones are parse errors more often than phrases
_NAMED = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "PRODUCT", "EVENT", "WORK_OF_ART"})
_DETERMINERS = frozenset({"det", "nmod:poss"})
_NOUN_OR_VERB = frozenset({"lives", "works", "needs"})
_LONGEST_PAIR = 3  # lexemes of "and women", "and police officers"
_NUMBER_WORDS = frozenset({"unit", "teen", "ten"})


def looks_plural(word: str) -> bool:
    """Whether a word is written as an English plural.

    >>> [w for w in ("cities", "people", "business", "virus", "bus") if looks_plural(w)]
    ['cities', 'people']
    """
    lower = word.lower()
    if lower in words("amount_irregular_plurals"):
        return True
    return len(lower) > 3 and lower.endswith("s") and not lower.endswith(("ss", "us", "is"))


class Grammar:
    """The tokens of a parse by the offset of a lexeme; ``blocked`` marks characters that a phrase stops at."""

    def __init__(self, doc: Doc, blocked: bytearray) -> None:
        self.doc = doc
        self.has_tags = doc.has_annotation("TAG") or doc.has_annotation("POS")
        self.has_heads = doc.has_annotation("DEP")
        self._starts: list[int] = doc.to_array(IDX).tolist()
        self._heads: list[int] = doc.to_array(HEAD).astype("int64").tolist()  # relative to the token
        self._blocked = blocked

    def token(self, lexeme: Lexeme) -> Token | None:
        """The token that holds the first character of the lexeme."""
        at = bisect_right(self._starts, lexeme.start) - 1
        if at < 0:
            return None
        token = self.doc[at]
        return token if lexeme.start < self._starts[at] + len(token) else None

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
            or self._blocked[lexeme.start] == BLOCKED
        ):
            return True
        if lexeme.kind != "word" or lexeme.lower not in words("amount_stop_words"):
            return False
        return not (lexeme.lower in _NOUN_OR_VERB and self.pos(lexeme) == "NOUN")

    # --------------------------------------------------------------------------------- noun phrases

    def counted(self, lexemes: Lexemes, i: int, singular: bool = False) -> int:
        """The lexeme after the noun phrase of the thing counted that starts at ``i``; ``i`` where there is none.

        The phrase is the run of adjectives and nouns up to its head, which must be plural unless ``singular``; a
        list of plurals closed by "and" or "or" is one phrase ("towns, villages and parishes").
        """
        start = noun_start(lexemes, i)
        end = self._head(lexemes, start, singular)
        return self._list(lexemes, end) if end > start else i

    def _head(self, lexemes: Lexemes, i: int, singular: bool) -> int:
        found, at = i, i
        while at < i + _LONGEST_PHRASE and not self.stops(lexemes[at], _is_model_number(lexemes, at)):
            lexeme = lexemes[at]
            if lexeme.text in HYPHENS and lexeme.glued:
                if not lexemes[at + 1].glued and lexemes.lower(at + 1) not in ("and", "or"):
                    break
                at += 1 if lexemes[at + 1].glued else 2  # "low- and middle-income": the first half waits for its noun
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
        if word_rank(lexeme.lower) in _NUMBER_WORDS and lexemes[at + 1].text not in HYPHENS and not lexeme.glued:
            return False
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
        if lexemes.lower(end) in ("and", "or"):
            return self._pair(lexemes, end)
        at, items = end, 0
        while lexemes[at].text == "," and items < 6:
            closing = lexemes.lower(at + 1) in ("and", "or")
            after = self._head(lexemes, at + 1 + closing, False)
            if after == at + 1 + closing or after - at > 5:
                return end
            if closing:
                return after
            at, items = after, items + 1
        if not items or lexemes.lower(at) not in ("and", "or"):
            return end
        last = self._head(lexemes, at + 1 + (lexemes.lower(at + 1) == "other"), False)
        return last if last > at + 1 else end

    def _pair(self, lexemes: Lexemes, end: int) -> int:
        """The end of "men and women", where the parse joins the two plurals; else ``end``."""
        last = self._head(lexemes, end + 1, False)
        if last == end + 1 or last - end > _LONGEST_PAIR or self.pos(lexemes[end + 1]) not in _NOMINAL:
            return end
        first, second = self.token(lexemes[end - 1]), self.token(lexemes[last - 1])
        joined = first is not None and second is not None and second.dep_ == "conj" and second.head.i == first.i
        return last if joined else end

    def phrase(self, lexemes: Lexemes, i: int) -> int:
        """The lexeme after the noun phrase that starts at ``i``, article and all, of any number; ``i`` for none."""
        at = i
        if lexemes.lower(at) in context("article"):
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
        if self._in_name(lexemes, i):
            return True
        if before.kind != "word" or not before.text[:1].isupper() or self._blocked[before.start] == BLOCKED:
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

    def _in_name(self, lexemes: Lexemes, i: int) -> bool:
        """Whether the model takes the number for a part of a name: "Three Mills", "Catch Twenty-Two", "Apollo 11"."""
        number, following = self.token(lexemes[i]), self.token(lexemes[i + 1])
        if number is None or number.ent_type_ not in _NAMED:
            return False
        if number.ent_iob_ == "I":
            return True
        inside = following is not None and following.ent_iob_ == "I" and following.text[:1].isupper()
        return inside and lexemes[i].text[:1].isupper()

    def is_person(self, lexeme: Lexeme) -> bool:
        """Whether the model takes the lexeme for a part of a person's name."""
        token = self.token(lexeme)
        return token is not None and token.ent_type_ == "PERSON"

    def said_of_person(self, lexeme: Lexeme) -> bool:
        """Whether the lexeme is the predicate of he, she or a name: "she is 38"."""
        token = self.token(lexeme) if self.has_heads else None
        if token is None or not any(child.dep_ == "cop" for child in token.lefts):
            return False
        subjects = [child for child in token.lefts if child.dep_ == "nsubj"]
        return any(child.lower_ in ("he", "she", "i") or child.ent_type_ == "PERSON" for child in subjects)

    def modifies(self, lexemes: Lexemes, amount: tuple[int, int], phrase: tuple[int, int]) -> bool:
        """Whether the head of the amount stands in the phrase: "a $300 million contract", not "5 percent he got"."""
        top = self.top(lexemes[amount[0]], lexemes[amount[1] - 1]) if self.has_heads else None
        if top is None:
            return False
        start, end = lexemes[phrase[0]].start, lexemes[phrase[1] - 1].end
        heads = [top.head]
        if (before := self.token(lexemes[amount[0] - 1])) is not None:
            near = self.doc[max(0, before.i - 1) : before.i + 1]
            heads += [token.head for token in near if token.dep_ in _DETERMINERS]
        return any(start <= head.idx < end for head in heads)

    def is_verb(self, lexeme: Lexeme) -> bool:
        """Whether the lexeme is a verb by its tag: "they double the dose"."""
        return self.pos(lexeme) in ("VERB", "AUX")

    def stands_alone(self, lexemes: Lexemes, i: int) -> bool:
        """Whether a number without a noun is somebody or something counted: subject or object of its clause."""
        token = self.token(lexemes[i])
        if token is None or not self.has_heads:
            return False
        if lexemes.lower(i - 1) in ("the", "a", "an", "this"):
            return False
        described = any(
            child.dep_ in ("det", "amod", "compound", "nmod:poss", "flat")
            for child in token.lefts
            if child.lower_ != "all"
        )
        return token.pos_ == "NUM" and token.dep_ in _ALONE and not described

    def top(self, first: Lexeme, last: Lexeme) -> Token | None:
        """The token of the stretch whose head stands outside of it."""
        start, end = self.token(first), self.token(last)
        if start is None or end is None:
            return None
        for i in range(start.i, end.i + 1):
            head = i + self._heads[i]
            if head == i or not start.i <= head <= end.i:
                return self.doc[i]
        return None


_ALONE = frozenset(
    {"obj", "nsubj", "nsubj:pass", "obl", "nmod", "conj", "ROOT", "ccomp", "xcomp", "parataxis", "appos", "advmod"}
)
_QUOTES = frozenset("\"'\u2018\u2019\u201c\u201d")
_LONGEST_QUOTED = 3  # words of an adjective in marks: 96 "replaced" addresses


def noun_start(lexemes: Lexemes, i: int) -> int:
    """The lexeme after "such" and after an adjective in quotation marks, where a noun phrase proper starts."""
    if lexemes.lower(i) == "such":
        return i + 1
    if lexemes[i].text in _QUOTES and not lexemes[i].glued:
        for end in range(i + 2, i + 3 + _LONGEST_QUOTED):
            if lexemes[end].text in _QUOTES and lexemes[end].glued:
                return end + 1
    return i


_NOMINAL_ADJECTIVES = frozenset({"dead", "injured", "wounded", "missing", "others"})


def _is_model_number(lexemes: Lexemes, at: int) -> bool:
    """Whether digits are part of a name inside a noun phrase: A330, 777s."""
    lexeme, following = lexemes[at], lexemes[at + 1]
    return lexeme.kind == "num" and (lexeme.glued or (following.glued and following.text == "s"))
