"""Which word of a source expression says who speaks, and whether it is a name, a pronoun or a nominal."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from calendar import day_name, month_name
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from pipeline import lexicon
from pipeline.schema import Form, Label, Mention
from pipeline.spans import Span

BREAKS = frozenset({",", ";", ":", "(", "[", "–", "—", "--", "…"})
APPOSITIVE_MARKS = frozenset({",", "—", "–", "--", "("})
DASHES = frozenset({"-", "–", "—"})
RELATIVE_TAGS = frozenset({"WDT", "WP", "WP$", "WRB"})
AFTER_PARTICIPLE = frozenset({"IN", "DT", "TO", "PRP", "PRP$", "RP", "RB"})  # "sent by", "seeking the", "asked to"
CONJUNCTIONS = frozenset({"and", "&", "or"})
PLURAL_TAGS = frozenset({"NNS", "NNPS"})
CALENDAR = frozenset(name.lower() for name in (*month_name[1:], *day_name))
MAX_NAME = 5  # words of a name that only its place as a source betrays
INDEFINITE = frozenset({
    "a", "an", "another", "one", "some", "many", "several", "few", "most", "other", "others", "any", "each", "every",
    "both", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "dozens", "hundreds", "no",
})  # fmt: skip
OF_NAMES = frozenset({"of", "for", "on"})  # prepositions inside titles: "Secretary of State Rex Tillerson"
POSSESSIVE = frozenset({"'s", "’s", "'", "’"})


@dataclass(frozen=True, slots=True)
class Head:
    """What a source expression boils down to.

    ``span`` is the expression itself without what only describes it (relative clauses, parentheses); ``token`` its
    head; ``mention`` the name that it is, for form ``name``. ``words`` are the head's modifiers, lower case; ``owned``
    says that a possessive stands before the head. ``is_unseen_name`` marks a nominal that must be a name, though none
    was found there.
    """

    form: Form
    span: Span
    token: Token
    mention: Mention | None = None
    words: tuple[str, ...] = ()
    determiner: str | None = None
    is_plural: bool = False
    is_group: bool = False
    owned: bool = False
    is_unseen_name: bool = False

    @property
    def noun(self) -> str:
        """The head's dictionary form in lower case."""
        return self.token.lemma_.lower()


class Names:
    """The names of an article, found by place."""

    __slots__ = ("_starts", "mentions")

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self.mentions = tuple(sorted((m for m in mentions if m.form == Form.NAME), key=lambda m: m.span))
        self._starts = [m.span.start for m in self.mentions]

    def at(self, token: Token) -> Mention | None:
        """The name that covers the token."""
        index = bisect_right(self._starts, token.idx) - 1
        return self.mentions[index] if index >= 0 and token.idx < self.mentions[index].span.end else None

    def within(self, span: Span) -> tuple[Mention, ...]:
        """The names that begin inside the span."""
        first, last = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
        return self.mentions[first:last]


@cache
def pronouns() -> dict[str, dict[str, str]]:
    """The rows of the pronoun table by pronoun."""
    return {row["pronoun"]: row for row in lexicon.table("pronouns")}


@cache
def role_nouns() -> dict[str, tuple[Label, str]]:
    """Label and gender ("" for none) by noun."""
    return {row["noun"]: (Label(row["label"]), row["gender"]) for row in lexicon.table("role_nouns")}


def label_of(noun: str) -> Label | None:
    """What a noun in lower case names, PERSON, ORG or GPE; None where neither the list nor its ending tells."""
    row = role_nouns().get(noun)
    return row[0] if row is not None else Label.PERSON if noun.endswith(PERSON_ENDINGS) else None


def head_of(doc: Doc, source: Span, names: Names) -> Head | None:
    """The head of a source expression; None where the span holds no word.

    Noun phrases in news are right-headed up to the first comma, preposition, relative pronoun or participle: the last
    word of that stretch is the head ("New Orleans Mayor Mitch Landrieu (D), president of ...": Landrieu; "Justice
    Department officials": officials). Read so, rather than off the arcs inside the phrase, because parsers err most
    in long runs of capitals; parts of speech and names are what it rests on.
    """
    tokens = _trimmed(doc.char_span(source.start, source.end, alignment_mode="expand"))
    if not tokens:
        return None
    if _is_pronoun(tokens):
        return Head(Form.PRONOUN, _span_of(tokens[:1]), tokens[0])
    core = _core(tokens, names)
    appositive = _appositive(doc, source, core, names)
    if appositive is not None:
        return _name_head(doc, source, appositive)
    tail = _after_possessive(core, names)
    mention = _closing_name(tail, names)
    group = _is_group(tail, names) or (mention is not None and _is_list(tokens, core, names))
    if mention is not None and not group and not _is_quantified(mention, tail):
        return _name_head(doc, source, mention)
    head = _nominal_head(tokens, core, tail, group)
    if not group and _is_unseen_name(tail, names):
        words = tuple(t.lower_ for t in tail[:-1])
        return replace(head, span=_span_of(tail), words=words, determiner=None, owned=False, is_unseen_name=True)
    return head


def _is_unseen_name(tail: Sequence[Token], names: Names) -> bool:
    """Whether the stretch is a name of two to five words that the finder of names has not seen: proper nouns only."""
    if not 2 <= len(tail) <= MAX_NAME or any(names.at(t) is not None for t in tail):
        return False
    is_role = any(t.lemma_.lower() in role_nouns() for t in tail[1:])
    capital = all(t.pos_ in ("PROPN", "NOUN", "ADJ") and _is_capital(t) and not t.is_upper for t in tail)
    return capital and not is_role and tail[-1].pos_ == "PROPN" and tail[-1].lower_ not in CALENDAR


def is_someone(head: Head) -> bool:
    """Whether the head is something that a reader would call somebody or something: a name, a pronoun, a noun for
    people, bodies, places or documents. A time, a quantity or any other noun is the mark of a wrong span.
    """
    if head.form != Form.NOMINAL or head.is_group:
        return True
    token, noun = head.token, head.noun
    if noun in lexicon.words("role_documents") or token.lower_ in lexicon.words("role_documents"):
        return not (head.is_plural and head.determiner is None and not head.words and not head.owned)
    if token.pos_ == "PROPN":
        return token.lower_ not in CALENDAR
    return noun in role_nouns() or noun.endswith(PERSON_ENDINGS) or token.lower_ in SOMEBODY


# Pronouns that stand for people nobody names: "Others said", "one of them".
SOMEBODY = frozenset({"others", "another", "one", "everyone", "everybody", "someone", "somebody", "anyone", "nobody"})

# Endings of nouns for people that no list of them is needed for: "coalition spokesperson", "cardiologist".
PERSON_ENDINGS = ("man", "woman", "person", "people", "ologist", "maker", "keeper", "holder", "worker", "goer")


def _trimmed(tokens: Tokens | None) -> list[Token]:
    """The tokens without marks, spaces and a reflexive at the edges."""
    kept = [t for t in tokens or () if not t.is_space]
    while kept and (kept[0].is_punct or kept[0].is_quote):
        kept.pop(0)
    while kept and (kept[-1].is_punct or kept[-1].is_quote or kept[-1].lower_ in POSSESSIVE):
        kept.pop()
    if len(kept) > 1 and kept[-1].lower_.endswith(("self", "selves")):
        kept.pop()
    return kept


def _span_of(tokens: Sequence[Token]) -> Span:
    return Span(tokens[0].idx, tokens[-1].idx + len(tokens[-1]))


def _is_pronoun(tokens: Sequence[Token]) -> bool:
    is_short = len(tokens) == 1 or (tokens[1].is_punct and tokens[0].lower_ in ("he", "she", "they", "it", "i", "we"))
    return is_short and tokens[0].lower_ in pronouns() and tokens[0].text != "US"


def _core(tokens: Sequence[Token], names: Names) -> list[Token]:
    """The tokens up to what follows the head: a comma, preposition, relative pronoun, participle or bracket."""
    at = 0
    while at < len(tokens) and not _ends_core(tokens, at, names):
        at += 1
    core = list(tokens[:at]) or [tokens[0]]
    if at < len(tokens) and tokens[at].lower_ in OF_NAMES and _is_capital(core[-1]):
        longer = [*core, tokens[at], *_core(tokens[at + 1 :], names)] if at + 1 < len(tokens) else core
        closing = names.at(longer[-1])
        if closing is not None and closing.label == Label.PERSON:
            return longer
    return core


def _is_capital(token: Token) -> bool:
    return token.text[:1].isupper()


def _ends_core(tokens: Sequence[Token], at: int, names: Names) -> bool:
    token = tokens[at]
    if not any(t.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET") for t in tokens[:at]):
        return False
    inside = names.at(token)
    if inside is not None and inside.span.start < token.idx:
        return False
    if token.text in BREAKS or token.tag_ in RELATIVE_TAGS or token.tag_ == "TO":
        return True
    if token.text in DASHES:
        return bool(tokens[at - 1].whitespace_)
    if token.tag_ == "IN" or token.pos_ == "ADP":
        return True
    has_noun = any(t.pos_ in ("NOUN", "PROPN", "PRON") for t in tokens[:at])
    if has_noun and token.tag_ in ("VBN", "VBG", "VBD"):
        return token.dep_.startswith("acl") or (at + 1 < len(tokens) and tokens[at + 1].tag_ in AFTER_PARTICIPLE)
    return False


def _appositive(doc: Doc, source: Span, core: Sequence[Token], names: Names) -> Mention | None:
    """The person that a nominal is set beside: "a spokeswoman for the agency, Amber Miller,"."""
    head = core[-1]
    if names.at(head) is not None or head.tag_ in PLURAL_TAGS or head.pos_ == "PRON":
        return None
    for name in names.within(Span(head.idx, source.end)):
        after = doc.char_span(name.span.end, source.end, alignment_mode="contract")
        ends = not after or after[0].text in APPOSITIVE_MARKS
        if name.label == Label.PERSON and ends and _follows_mark(doc, name, head):
            return name
    return None


def _follows_mark(doc: Doc, name: Mention, head: Token) -> bool:
    """Whether only titles stand between the mark that opens the apposition and the name: ", Mr. Lee"."""
    first = doc.char_span(name.span.start, name.span.end, alignment_mode="expand")
    at = first.start - 1 if first else head.i
    while at > head.i and doc[at].pos_ in ("PROPN", "NOUN", "ADJ"):
        at -= 1
    return at > head.i and doc[at].text in APPOSITIVE_MARKS


def _after_possessive(core: Sequence[Token], names: Names) -> list[Token]:
    """What stands after the last possessive ending that is no part of a name."""
    for at in range(len(core) - 2, 0, -1):
        inside = names.at(core[at])
        if core[at].lower_ in POSSESSIVE and (inside is None or inside.span.end <= core[at].idx + len(core[at])):
            return list(core[at + 1 :])
    return list(core)


def _closing_name(tail: Sequence[Token], names: Names) -> Mention | None:
    """The name whose last word is the last word of the stretch."""
    last = tail[-1]
    name = names.at(last)
    return name if name is not None and name.span.end <= last.idx + len(last) + 1 else None


def _is_group(tail: Sequence[Token], names: Names) -> bool:
    """Whether two parties are joined: a name, a determined noun or a plural before "and", anything after it."""
    for at, token in enumerate(tail[1:-1], start=1):
        inside = names.at(token)
        if token.lower_ not in CONJUNCTIONS or (inside is not None and inside.span.start < token.idx):
            continue
        left = tail[:at]
        is_party = left[0].pos_ in ("DET", "PRON") or left[-1].tag_ in PLURAL_TAGS
        if names.at(left[-1]) is not None or is_party:
            return _closing_name(left, names) is None or not _is_modifier(left[-1], tail, names)
    return False


def _is_modifier(left: Token, tail: Sequence[Token], names: Names) -> bool:
    """Whether a name before "and" only modifies the noun at the end: "Chicago and Denver officials"."""
    return names.at(tail[-1]) is None and left.dep_ in ("compound", "amod", "nmod:poss") and left.i < tail[-1].i


def _is_list(tokens: Sequence[Token], core: Sequence[Token], names: Names) -> bool:
    """Whether names in a list follow the first: "Smith, Jones and Brown"."""
    rest = tokens[len(core) :]
    if len(rest) < 4 or rest[0].text != ",":
        return False
    for at, token in enumerate(rest[1:-1], start=1):
        if token.lower_ in CONJUNCTIONS and names.at(token) is None:
            before = rest[at - 2] if rest[at - 1].text == "," else rest[at - 1]
            return names.at(before) is not None and names.at(rest[-1]) is not None
        if token.tag_ in RELATIVE_TAGS or token.pos_ in ("DET", "ADP"):
            return False
    return False


def _is_quantified(mention: Mention, tail: Sequence[Token]) -> bool:
    """Whether a name of a people or party is only counted from: "two Republicans", "a Democrat"."""
    return mention.label == Label.NORP and tail[0].lower_ in INDEFINITE


def _name_head(doc: Doc, source: Span, mention: Mention) -> Head:
    tokens = doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
    token = tokens[-1] if tokens else doc[0]
    return Head(Form.NAME, source, token, mention)


def _nominal_head(tokens: Sequence[Token], core: Sequence[Token], tail: Sequence[Token], group: bool) -> Head:
    head = next((t for t in reversed(tail) if t.pos_ in ("NOUN", "PROPN", "NUM", "PRON", "ADJ", "DET")), tail[-1])
    if not group and head.lower_ in INDEFINITE and len(tokens) > len(core) + 1 and tokens[len(core)].lower_ == "of":
        inner = _core(tokens[len(core) + 1 :], Names(()))  # "one of the officials"
        head = next((t for t in reversed(inner) if t.pos_ in ("NOUN", "PROPN")), head)
    owned = len(tail) < len(core)
    first = core[0]
    described = _described(tokens, core, group)
    return Head(
        form=Form.NOMINAL,
        span=_span_of(described),
        token=head,
        words=tuple(t.lower_ for t in described if t.i != head.i and t.pos_ in ("NOUN", "PROPN", "ADJ", "NUM", "VERB")),
        determiner=first.lower_ if first.pos_ in ("DET", "PRON", "NUM") or first.lower_ in INDEFINITE else None,
        is_plural=group or head.tag_ in PLURAL_TAGS,
        is_group=group,
        owned=owned or first.tag_ == "PRP$",
    )


def _described(tokens: Sequence[Token], core: Sequence[Token], group: bool) -> list[Token]:
    """The expression with the prepositional phrases of its head, up to a comma, bracket or relative clause."""
    if group:
        return list(tokens)
    end = len(core)
    while end < len(tokens) and tokens[end].text not in BREAKS and tokens[end].tag_ not in RELATIVE_TAGS:
        end += 1
    return list(tokens[:end])
