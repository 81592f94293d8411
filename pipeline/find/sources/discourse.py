"""What an article has mentioned so far, as later expressions may take it up."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import islice

from spacy.tokens import Doc, Token

from pipeline import lexicon
from pipeline.find.sources.heads import PLURAL_TAGS, Names, role_nouns
from pipeline.parse import Parsed
from pipeline.schema import Label, Mention
from pipeline.spans import Span

MAX_TITLE = 6  # words before a name that can be its title: "Deputy Assistant Secretary of State"
MAX_LOOK_BACK = 50  # referents of one role looked through; keeps long articles linear
CLEARLY_MORE = 2  # times that one name must outnumber the next to be "the city" or "the company" of an article
ARGUMENTS = frozenset({"nsubj", "nsubj:pass", "obj", "iobj"})
MAX_APPOSITION = 8  # words after the comma within which a description names its role


@dataclass(frozen=True, slots=True, order=True)
class Referent:
    """A mention as something that later expressions can refer to.

    ``entity`` is equal for mentions of the same one in this article; ``words`` are the role words of a name or the
    head and modifiers of a nominal, lower case; ``gender`` m, f or "" for unknown; ``salience`` by grammatical role. A
    nominal that is nobody's source has no mention: its ``mention_id`` is "", and it only competes with the others.
    """

    start: int
    mention_id: str
    label: Label | None = field(compare=False)
    entity: str = field(compare=False)
    words: frozenset[str] = field(compare=False)
    noun: str | None = field(compare=False, default=None)
    gender: str = field(compare=False, default="")
    is_plural: bool = field(compare=False, default=False)
    sentence: int = field(compare=False, default=0)
    paragraph: int = field(compare=False, default=0)
    salience: float = field(compare=False, default=0.0)
    is_source: bool = field(compare=False, default=False)
    is_definite: bool = field(compare=False, default=False)
    is_name: bool = field(compare=False, default=False)


class Places:
    """Sentence and paragraph numbers by offset of the cleaned text."""

    __slots__ = ("_paragraphs", "_sentences")

    def __init__(self, parsed: Parsed) -> None:
        self._sentences = [s.start_char for s in parsed.doc.sents]
        self._paragraphs = [s.span.start for s in parsed.article.segments if s.kept]

    def sentence(self, offset: int) -> int:
        """The number of the sentence at the offset."""
        return bisect_right(self._sentences, offset)

    def paragraph(self, offset: int) -> int:
        """The number of the kept segment at or before the offset."""
        return bisect_right(self._paragraphs, offset)


class Discourse:
    """The referents of an article in the order of the text; those after the point reached are not seen yet."""

    def __init__(self, parsed: Parsed, names: Names, quoted: Sequence[Span]) -> None:
        self.places = Places(parsed)
        self._quoted = sorted(quoted)
        named = _named(parsed.doc, names, self)
        self._named: dict[str, Referent] = {}
        for referent in named:
            for form in (referent.entity, *((referent.entity.split()[-1:]) if referent.label == Label.PERSON else ())):
                self._named.setdefault(form, referent)
        self._waiting = sorted(named + _nominals(parsed.doc, names, self), reverse=True)
        self._heads: set[int] = set()
        self._genders: dict[str, str] = {}
        self._seen: list[Referent] = []
        self._by_word: dict[str, list[Referent]] = defaultdict(list)
        self._by_id: dict[str, Referent] = {}
        self._named_so_far: dict[str, list[Referent]] = defaultdict(list)

    def advance(self, offset: int) -> None:
        """Take in the names and the nominals that begin before the offset."""
        while self._waiting and self._waiting[-1].start < offset:
            referent = self._waiting.pop()
            if referent.mention_id:
                self.add(referent)
            elif referent.start not in self._heads:
                insort(self._seen, self._taken_up(referent))

    def gender(self, referent: Referent) -> str:
        """m or f as its words or earlier pronouns tell, "" where unknown."""
        return referent.gender or self._genders.get(referent.entity, "")

    def learn(self, referent: Referent, gender: str) -> None:
        """Remember that a pronoun of this gender has taken up the referent."""
        self._genders.setdefault(referent.entity, gender)

    def settle(self, referent: Referent, head: int) -> None:
        """Take in the referent of a source expression whose head word begins at the offset ``head``."""
        self._heads.add(head)
        self.add(referent)

    def _taken_up(self, nominal: Referent) -> Referent:
        """The nominal, as one more mention of the person or organisation of that role where it is definite."""
        if nominal.is_definite and nominal.noun is not None:
            for known in self.with_word(nominal.noun, nominal.start):
                if known.is_plural == nominal.is_plural and known.label == nominal.label:
                    gender = known.gender or nominal.gender
                    return replace(nominal, mention_id=known.mention_id, entity=known.entity, gender=gender)
        return nominal

    def add(self, referent: Referent) -> None:
        """Take in a referent."""
        insort(self._seen, referent)
        self._by_id.setdefault(referent.mention_id, referent)
        if referent.is_name and referent.label in (Label.ORG, Label.GPE):
            self._named_so_far[referent.entity].append(referent)
        for word in {*referent.words, *((referent.noun,) if referent.noun else ())}:
            self._by_word[word].append(referent)

    def with_word(self, word: str, before: int) -> Iterator[Referent]:
        """The referents that have the word as head or role, nearest first."""
        recent = islice(reversed(self._by_word.get(word, [])), MAX_LOOK_BACK)
        return (r for r in recent if r.start < before)

    def window(self, before: int, paragraphs: int) -> Iterator[Referent]:
        """The referents before the offset in its paragraph and as many paragraphs before it, nearest first."""
        first = self.places.paragraph(before) - paragraphs
        at = bisect_left(self._seen, before, key=lambda r: r.start)
        for referent in reversed(self._seen[:at]):
            if referent.paragraph < first:
                return
            yield referent

    def mention(self, mention_id: str) -> Referent | None:
        """The referent of a mention taken in, None where there is none."""
        return self._by_id.get(mention_id)

    def named(self, form: str) -> Referent | None:
        """The first name of the article, anywhere in it, with this form or surname."""
        return self._named.get(form.lower())

    def most_named(self, fits: Callable[[Referent], bool]) -> Referent | None:
        """The last mention of the organisation or place that fits and has clearly been named most so far."""
        known = islice(self._named_so_far.values(), MAX_LOOK_BACK)  # an article names early what it is about
        ranked = sorted((m for m in known if fits(m[0])), key=lambda m: (-len(m), m[0]))
        if not ranked or (len(ranked) > 1 and len(ranked[0]) < CLEARLY_MORE * len(ranked[1])):
            return None
        return ranked[0][-1]

    def only_named(self, fits: Callable[[Referent], bool], before: int, paragraphs: int) -> Referent | None:
        """The nearest mention of the one that fits, if this and the paragraphs before name one only."""
        near = [r for r in self.window(before, paragraphs) if r.is_name and fits(r)]
        return near[0] if len({r.entity for r in near}) == 1 else None

    def is_quoted(self, offset: int) -> bool:
        """Whether the offset lies in somebody's own words."""
        at = bisect_right(self._quoted, offset, key=lambda s: s.start) - 1
        return at >= 0 and offset < self._quoted[at].end


def salience(token: Token) -> float:
    """How likely a mention is taken up, by its grammatical role; the order of Lappin and Leass (1994)."""
    governor = token
    while governor.dep_ in ("flat", "compound", "appos", "nmod:poss") and governor.head.i != governor.i:
        if governor.dep_ == "nmod:poss":
            return 0.5
        governor = governor.head
    if governor.dep_ in ("nsubj", "nsubj:pass", "ROOT"):
        return 1.7
    return 0.9 if governor.dep_ in ("obj", "iobj") else 0.5


@cache
def _given_names() -> dict[str, str]:
    return {row["name"]: row["gender"] for row in lexicon.table("given_names")}


def is_given_name(word: str) -> bool:
    """Whether a word in lower case is a given name, or an honorific, of one gender."""
    return word in _given_names()


def _named(doc: Doc, names: Names, discourse: Discourse) -> list[Referent]:
    """The names as referents; mentions of one person, and an organisation and its acronym, share ``entity``.

    They also share the gender that any of them shows.
    """
    found = [r for m in names.mentions if (r := _name_referent(doc, m, names, discourse)) is not None]
    entities: dict[str, str] = {}
    genders: dict[str, set[str]] = defaultdict(set)
    keyed = []
    for referent in found:
        entity = referent.entity
        if referent.label == Label.PERSON:
            last = entity.split(" ")[-1]
            entity = entity if " " in entity else entities.get(entity, entity)
            entities[last] = entity
        elif referent.label == Label.ORG:
            entity = entities.get(entity, entity)
            for words in (entity.split(), [w for w in entity.split() if w not in ("of", "the", "and", "for")]):
                entities.setdefault("".join(word[0] for word in words), entity)
        genders[entity] |= {referent.gender} - {""}
        keyed.append(replace(referent, entity=entity))
    only = {entity: next(iter(g)) for entity, g in genders.items() if len(g) == 1}
    return sorted(replace(r, gender=only.get(r.entity, "")) for r in keyed)


def _name_referent(doc: Doc, mention: Mention, names: Names, discourse: Discourse) -> Referent | None:
    tokens = doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
    if not tokens:
        return None
    before = _title(tokens[0], names)
    words = frozenset((*before, *_apposition(doc, tokens.end)))
    noun = None
    if mention.label != Label.PERSON:
        words, noun = frozenset(t.lower_ for t in tokens), _organisation_noun([t.lower_ for t in tokens])
    base = 0.5 if discourse.is_quoted(mention.span.start) else 1.0
    return Referent(
        start=mention.span.start, mention_id=mention.mention_id, label=mention.label,
        entity=tokens.text.lower(), words=words, noun=noun,
        gender=_gender(tokens[0].lower_, (*before, *words)) if mention.label == Label.PERSON else "",
        is_plural=mention.label == Label.NORP and tokens[-1].tag_ in PLURAL_TAGS,
        sentence=discourse.places.sentence(mention.span.start),
        paragraph=discourse.places.paragraph(mention.span.start), salience=base * salience(tokens[-1]), is_name=True,
    )  # fmt: skip


def _nominals(doc: Doc, names: Names, discourse: Discourse) -> list[Referent]:
    """Nouns for people and organisations, and plurals, in the arguments of verbs: rivals of the names for a pronoun."""
    found = []
    for token in doc:
        if token.pos_ != "NOUN" or token.dep_ not in ARGUMENTS or names.at(token) is not None:
            continue
        label, gender = role_nouns().get(token.lemma_.lower(), (None, ""))
        is_plural = token.tag_ in PLURAL_TAGS
        if label is None and not is_plural:
            continue
        determiners = {c.lower_ for c in token.children if c.dep_ == "det"}
        found.append(Referent(
            start=token.idx, mention_id="", label=label, entity=f"{token.lemma_.lower()}@{token.idx}",
            words=frozenset(), noun=token.lemma_.lower(), gender=gender, is_plural=is_plural,
            sentence=discourse.places.sentence(token.idx), paragraph=discourse.places.paragraph(token.idx),
            salience=salience(token) * (0.5 if discourse.is_quoted(token.idx) else 1.0),
            is_definite=bool(determiners & {"the", "this", "that"}),
        ))  # fmt: skip
    return found


def _organisation_noun(words: Sequence[str]) -> str:
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
    has_role = any(role_nouns().get(w, (None, ""))[0] == Label.PERSON for w in words)
    return tuple(w for w in words if w not in ("the", "a", "an")) if has_role else ()


def _gender(first: str, words: Sequence[str]) -> str:
    """m or f, by an honorific, a role noun that tells it or a given name; "" where none or both do."""
    told = {_given_names().get(first, ""), *(role_nouns().get(w, (None, ""))[1] for w in words)}
    told |= {_given_names().get(w, "") for w in words[:1]}
    told.discard("")
    return told.pop() if len(told) == 1 else ""
