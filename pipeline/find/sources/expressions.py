"""The expressions of an article that refer to somebody or something: names, nominals and pronouns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from spacy.attrs import LOWER, POS
from spacy.symbols import NOUN, PRON
from spacy.tokens import Doc, Span, Token

from pipeline import lexicon
from pipeline.find.sources.heads import (
    CONJUNCTIONS,
    INDEFINITE,
    PLURAL_TAGS,
    Head,
    Names,
    label_of,
    pronouns,
    role_nouns,
)
from pipeline.find.sources.places import Places, place_noun
from pipeline.schema import Form, Label, Mention

MAX_TITLE = 6  # words before a name that can be its title: "Deputy Assistant Secretary of State"
MAX_APPOSITION = 8  # words after the comma within which a description names its role
PARTS = frozenset(
    {"compound", "flat", "fixed", "goeswith", "nmod:tmod"}
)  # a noun that is only part of another's phrase
ARGUMENTS = frozenset({"nsubj", "nsubj:pass", "obj", "iobj", "obl:agent"})
DEMONSTRATIVES = frozenset({"this", "that", "these", "those"})
ROLES = {"nsubj": "subject", "nsubj:pass": "subject", "ROOT": "subject", "obj": "object", "iobj": "object",
         "nmod:poss": "owner"}  # fmt: skip
BEARERS = frozenset({"flat", "compound", "appos", "conj"})  # arcs to the word whose grammatical role one shares
MAX_CLIMB = 4  # such arcs followed


@dataclass(frozen=True, slots=True)
class Expression:
    """One expression. ``start`` and ``end`` are offsets of the cleaned text, ``at`` is the index of its head word.

    ``kind`` says how it may take up another: "name", a pronoun's row ("he", "they", "it", "first", "relative"), or for
    nominals "the", "this", "owned", "bare" and "new" (indefinite). ``noun`` is its head noun, ``nouns`` all that its
    bearer is called by it (titles, what a name says of itself), ``words`` its other words; all lower case. ``role`` is
    its grammatical role, ``verb`` the index of the verb whose argument it is (-1: none). ``gender`` m, f or "".
    """

    at: int
    start: int
    end: int
    form: Form
    kind: str
    label: Label | None
    noun: str = ""
    nouns: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    gender: str = ""
    is_plural: bool = False
    role: str = "other"
    verb: int = -1
    sentence: int = 0
    paragraph: int = 0
    mention: Mention | None = None


def expressions(read: Span, names: Names, places: Places) -> list[Expression]:
    """The names of an article, and the third person pronouns and nominals of the part that is read, in the order of
    their head words.
    """
    doc = read.doc
    found = [e for mention in names.mentions if (e := _of_name(doc, mention, names, places)) is not None]
    for token in _nouns_and_pronouns(read):
        if token.pos_ == "PRON" or token.lower_ in POSSESSIVES:
            row = pronouns().get(token.lower_)
            if row is not None and row["kind"] == "third" and names.at(token) is None:
                found.append(of_pronoun(token, places))
        elif token.pos_ == "NOUN" and token.dep_ not in PARTS and names.at(token) is None:
            expression = _of_noun(token, names, places)
            if expression is not None and not _is_title(token, expression, names):
                found.append(expression)
    return sorted(found, key=lambda e: (e.at, e.start))


def _is_title(token: Token, e: Expression, names: Names) -> bool:
    """Whether the noun is the title of the person whose name follows it, however that is parsed."""
    name = names.at(token.nbor()) if e.label == Label.PERSON and token.i + 1 < len(token.doc) else None
    return name is not None and name.label == Label.PERSON


def _nouns_and_pronouns(read: Span) -> Iterator[Token]:
    """The words that can head an expression; read as one array, since a token object for each word costs more."""
    words = read.doc.to_array([POS, LOWER])[read.start : read.end]
    heads = np.isin(words[:, 0], (NOUN, PRON)) | np.isin(words[:, 1], [read.vocab.strings[w] for w in POSSESSIVES])
    return (read[int(i)] for i in np.flatnonzero(heads))


POSSESSIVES = frozenset({"his", "her", "its", "their"})


def of_pronoun(token: Token, places: Places) -> Expression:
    """The expression of a pronoun."""
    row = pronouns()[token.lower_]
    kind = row["kind"]
    if kind == "third":
        kind = "it" if row["gender"] == "n" else "they" if row["number"] == "p" else "he"
    label = Label.PERSON if row["gender"] in ("m", "f") else None
    role, verb = role_of(token)
    return Expression(
        at=token.i, start=token.idx, end=token.idx + len(token), form=Form.PRONOUN, kind=kind, label=label,
        gender=row["gender"].replace("n", ""), is_plural=row["number"] == "p", role=role, verb=verb,
        sentence=places.sentence(token.idx), paragraph=places.paragraph(token.idx),
    )  # fmt: skip


def of_head(head: Head, places: Places) -> Expression:
    """The expression of a nominal that is a source, as its head was read."""
    token, label = head.token, None if head.is_group else label_of(head.noun)
    role, verb = role_of(token)
    return Expression(
        at=token.i, start=head.span.start, end=head.span.end, form=Form.NOMINAL, kind=_kind_of_head(head), label=label,
        noun=head.noun, nouns=frozenset({head.noun}), words=frozenset(head.words), gender=_gender_of(head.noun),
        is_plural=head.is_plural, role=role, verb=verb, sentence=places.sentence(token.idx),
        paragraph=places.paragraph(token.idx),
    )  # fmt: skip


def _kind_of_head(head: Head) -> str:
    if head.is_group or (head.determiner in INDEFINITE and head.determiner not in DEMONSTRATIVES):
        return "new"
    if head.owned:
        return "owned"
    return "the" if head.determiner == "the" else "this" if head.determiner in DEMONSTRATIVES else "bare"


def role_of(token: Token) -> tuple[str, int]:
    """The grammatical role of a mention's head word and the index of the verb (or noun) that it depends on."""
    governor = token
    for _ in range(MAX_CLIMB):
        if governor.dep_ not in BEARERS or governor.head.i == governor.i:
            break
        governor = governor.head
    return ROLES.get(governor.dep_, "other"), governor.head.i


def _of_noun(token: Token, names: Names, places: Places) -> Expression | None:
    """A noun for people, bodies, places or documents, or a plural in the argument of a verb."""
    noun = token.lemma_.lower()
    label, is_plural = label_of(noun), token.tag_ in PLURAL_TAGS
    if label is None and not (is_plural and token.dep_ in ARGUMENTS) and noun not in lexicon.words("role_documents"):
        return None
    kind, words, first = "bare", [], token
    for child in token.lefts:
        lower = child.lower_
        if child.dep_ == "nmod:poss" or child.tag_ == "PRP$":
            kind = "owned"
            words += _owner(child)
        elif child.dep_ in ("det", "nummod") or lower in INDEFINITE or lower == "the":
            kind = _determined(kind, lower)
        elif child.pos_ in ("NOUN", "PROPN", "ADJ", "NUM", "VERB"):
            words += [t.lower_ for t in child.subtree] if child.dep_ == "compound" else [lower]
        else:
            continue
        first = min(first, child.left_edge, key=lambda t: t.i)
    role, verb = role_of(token)
    return Expression(
        at=token.i, start=first.idx, end=token.idx + len(token), form=Form.NOMINAL, kind=kind, label=label, noun=noun,
        nouns=frozenset({noun}), words=frozenset(words), gender=_gender_of(noun), is_plural=is_plural, role=role,
        verb=verb, sentence=places.sentence(token.idx), paragraph=places.paragraph(token.idx),
    )  # fmt: skip


def _owner(child: Token) -> list[str]:
    return [t.lower_ for t in child.subtree if t.pos_ in ("NOUN", "PROPN")]


def _determined(kind: str, lower: str) -> str:
    if kind == "owned":
        return kind
    if lower == "the":
        return "the"
    if lower in DEMONSTRATIVES:
        return "this"
    return kind if kind == "the" else "new"


@cache
def given_names() -> dict[str, str]:
    """Gender (m, f) by given name or honorific, lower case."""
    return {row["name"]: row["gender"] for row in lexicon.table("given_names")}


def _gender_of(noun: str) -> str:
    return role_nouns().get(noun, (None, ""))[1]


# ------------------------------------------------------------------------------------------------- names


def _of_name(doc: Doc, mention: Mention, names: Names, places: Places) -> Expression | None:
    tokens = doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
    if not tokens:
        return None
    last, lower = tokens[-1], [t.lower_ for t in tokens]
    nouns, words, gender = _described(doc, mention, names)
    if mention.label != Label.PERSON:
        words = frozenset(lower)
        nouns = frozenset({place_noun(" ".join(lower)) if mention.label == Label.GPE else organisation_noun(lower)})
        gender = ""
    role, verb = role_of(tokens.root if mention.label == Label.PERSON else last)
    return Expression(
        at=last.i, start=mention.span.start, end=mention.span.end, form=Form.NAME, kind="name", label=mention.label,
        nouns=nouns, words=words, gender=gender, is_plural=mention.label == Label.NORP and last.tag_ in PLURAL_TAGS,
        role=role, verb=verb, sentence=places.sentence(mention.span.start),
        paragraph=places.paragraph(mention.span.start), mention=mention,
    )  # fmt: skip


def _described(doc: Doc, mention: Mention, names: Names) -> tuple[frozenset[str], frozenset[str], str]:
    """The roles, all words and the gender that title and apposition give a person's name."""
    tokens = doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
    if not tokens:
        return frozenset(), frozenset(), ""
    before = _title(tokens[0], names)
    words = frozenset((*before, *_apposition(doc, tokens.end), *_set_beside(tokens[0], names)))
    roles = frozenset(w for w in words if label_of(w) == Label.PERSON)
    told = {given_names().get(tokens[0].lower_, ""), *(_gender_of(w) for w in words)}
    told |= {given_names().get(w, "") for w in before[:1]}
    told.discard("")
    return roles, words, told.pop() if len(told) == 1 else ""


def organisation_noun(words: Sequence[str]) -> str:
    """The head noun of an organisation's name: the word before "of", else the last."""
    return words[words.index("of") - 1] if "of" in words[1:] else words[-1]


def _title(first: Token, names: Names) -> tuple[str, ...]:
    """The words right before a name that can be its title, lower case, other people's names not among them."""
    words: list[str] = []
    at = first.i - 1
    while at >= max(0, first.sent.start) and len(words) < MAX_TITLE:
        token = first.doc[at]
        name = names.at(token)
        if token.pos_ not in ("NOUN", "PROPN", "ADJ") and token.lower_ not in ("of", "-", "for"):
            break
        if name is not None and name.label == Label.PERSON:
            break
        words.append(token.lower_.rstrip(".") if len(token) > 2 else token.lower_)
        at -= 1
    return tuple(words)


def _apposition(doc: Doc, end: int) -> tuple[str, ...]:
    """The role and its modifiers in a description after a name: ", the mayor of Denver," or ", a company spokesman"."""
    if end + 1 < len(doc) and doc[end].text == "(":  # "Mitch Landrieu (D), president of"
        end = next((t.i + 1 for t in doc[end : end + 5] if t.text == ")"), end)
    if end + 1 >= len(doc) or doc[end].text != ",":
        return ()
    words: list[str] = []
    for token in doc[end + 1 : end + 1 + MAX_APPOSITION]:
        if token.pos_ not in ("DET", "ADJ", "NOUN", "PROPN", "PART"):
            break
        words.append(token.lower_)
    has_role = any(label_of(w) == Label.PERSON for w in words)
    return tuple(w for w in words if w not in ("the", "a", "an")) if has_role else ()


def _set_beside(first: Token, names: Names) -> tuple[str, ...]:
    """The noun that stands before a name as its apposition ("the agency's director, Ann Lee") or predicate."""
    governor = first
    for _ in range(MAX_CLIMB):
        if governor.dep_ not in ("flat", "compound") or names.at(governor.head) is None:
            break
        governor = governor.head
    other = governor.head
    is_beside = governor.dep_ == "appos" or (governor.dep_ == "nsubj" and any(c.dep_ == "cop" for c in other.children))
    if not is_beside or other.pos_ != "NOUN" or names.at(other) is not None:
        return ()
    return (other.lemma_.lower(), *(c.lower_ for c in other.lefts if c.dep_ in ("amod", "compound")))


def joined(doc: Doc, found: Sequence[Expression]) -> Iterator[tuple[Expression, ...]]:
    """The expressions that a conjunction joins into one group, as parsed, in order: "Smith and his wife"."""
    at = {e.at: e for e in found}
    for e in found:
        if e.form == Form.PRONOUN or not e.label:
            continue
        others = [at[c.i] for c in doc[e.at].conjuncts if c.i in at and c.i > e.at]
        has_and = any(c.lower_ in CONJUNCTIONS for o in others for c in doc[o.at].children)
        if others and has_and and doc[e.at].dep_ != "conj" and all(o.label == e.label for o in others):
            yield (e, *others)
