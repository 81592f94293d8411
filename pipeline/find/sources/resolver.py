"""Resolves the expressions of one article in the order of the text, each on what the ones before it have shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from pipeline import lexicon
from pipeline.find.sources.antecedents import Choice, Chooser, candidates, choose
from pipeline.find.sources.discourse import Discourse, Entity, Quotations
from pipeline.find.sources.expressions import (
    Expression,
    expressions,
    given_names,
    joined,
    of_head,
    of_pronoun,
)
from pipeline.find.sources.features import Anaphor
from pipeline.find.sources.heads import CONJUNCTIONS, POSSESSIVE, Head, Names, head_of, is_someone, label_of, pronouns
from pipeline.find.sources.places import Places
from pipeline.parse import Parsed
from pipeline.schema import CONTEXT_CHARS, Attributions, Form, Label, Mention, Sources
from pipeline.spans import Span

PARTITIVE = frozenset({"one", "some", "several", "both", "two", "three", "many", "most", "each", "copies", "copy"})
MAX_RELATIVE_GAP = 40  # characters between a relative pronoun and what it takes up: "Miller, of the agency, who"
APPOSITION, RELATIVE, SPEAKER, AUTHOR, ELSEWHERE, ONLY = 0.95, 0.9, 0.95, 0.8, 0.9, 0.8  # how sure the fixed rules are


@dataclass(frozen=True, slots=True)
class Taken:
    """An entity taken up, the rule that found it and its score in 0 to 1."""

    entity: Entity
    rule: str
    score: float


class Resolver:
    """One article: its expressions, its attributions, and the mentions made of their sources.

    Given a chooser of its own, it reads the whole article, else only up to the last source.
    """

    def __init__(
        self, parsed: Parsed, mentions: Sequence[Mention], attributions: Attributions, chooser: Chooser | None = None
    ) -> None:
        self._parsed, self._doc, self._chooser = parsed, parsed.doc, chooser or choose
        self._names, self._places = Names(mentions), Places(parsed)
        self._contents: dict[Span, list[Span]] = defaultdict(list)
        spans = [(q.source, q.span) for q in attributions.quotes] + [(c.source, c.span) for c in attributions.claims]
        for source, content in spans:
            if source is not None:
                self._contents[source].append(content)
        self._heads = self._read_heads()
        self._place = {source: self._place_of(head) for source, head in self._heads.items()}
        self._sources: dict[int, list[Span]] = defaultdict(list)
        for source, at in self._place.items():
            self._sources[at].append(source)
        self._end = max(self._sources, default=-1) + 1 if chooser is None else len(self._doc)
        quotations = Quotations((q.span, q.source) for q in attributions.quotes)
        self._found = self._all_expressions()
        self._at = {e.at: e for e in self._found}
        self._discourse = Discourse(self._found, quotations)
        self._entity_at: dict[int, Entity] = {}
        self._taken: dict[int, Taken] = {}
        self._mention_at: dict[int, Mention] = {}

    def _read_heads(self) -> dict[Span, Head]:
        heads = {source: head_of(self._doc, source, self._names) for source in sorted(self._contents)}
        return {source: head for source, head in heads.items() if head is not None and is_someone(head)}

    def _place_of(self, head: Head) -> int:
        """The index of the word that stands for a head: its own, but where a name stands there that it only holds
        ("Lee and Brown", "two Republicans"), the first word of the expression that is no part of a name.
        """
        if head.form != Form.NOMINAL or head.is_unseen_name or self._names.at(head.token) is None:
            return head.token.i
        words = self._doc.char_span(head.span.start, head.span.end, alignment_mode="expand") or ()
        joint = [t for t in words if t.lower_ in CONJUNCTIONS] if head.is_group else list(words)
        return next((t.i for t in (*joint, *words) if self._names.at(t) is None), head.token.i)

    def _all_expressions(self) -> list[Expression]:
        """The expressions of the article, and the sources among them as their heads were read."""
        found = {e.at: e for e in expressions(self._doc[: self._end], self._names, self._places)}
        for source, head in self._heads.items():
            at = self._place[source]
            if head.form == Form.NOMINAL and not (at in found and found[at].form == Form.NAME):
                found[at] = replace(of_head(head, self._places), at=at)
            elif head.form == Form.PRONOUN and at not in found:
                found[at] = of_pronoun(head.token, self._places)
        return [found[at] for at in sorted(found)]

    def resolve(self) -> Sources:
        """The mention of each source, and the new mentions."""
        groups = self._groups()
        for e in self._found:
            if e.at >= self._end:
                break
            if e.kind in ("first", "second"):
                continue  # its speaker may be named only after the quote
            self._settle(e, self._antecedent(e))
            for group in groups.get(e.at, ()):
                self._discourse.add(group, self._discourse.new())
        for e in self._found:
            if e.kind in ("first", "second"):
                self._speak(e)
        return self._mentions()

    def _groups(self) -> dict[int, list[Expression]]:
        """By the head of its last member, each joined group that is no source as one expression."""
        groups: dict[int, list[Expression]] = defaultdict(list)
        for members in joined(self._doc, self._found):
            first, last = members[0], members[-1]
            group = replace(
                first, end=last.end, form=Form.NOMINAL, kind="new", noun="", nouns=frozenset(), words=frozenset(),
                gender="", is_plural=True, mention=None,
            )  # fmt: skip
            if not any(m.kind == "new" and m.is_plural and m.end > last.start for m in members):
                groups[last.at].append(group)
        return groups

    # --------------------------------------------------------------------------------------------- what is taken up

    def _antecedent(self, e: Expression) -> Taken | None:
        if e.mention is not None:
            entity = self._discourse.of_mention(e.mention.mention_id)
            return None if entity is None else Taken(entity, "name", 1.0)
        if e.kind == "relative":
            return self._of_relative(e)
        head = self._heads[self._sources[e.at][0]] if e.at in self._sources else None
        if e.form == Form.NOMINAL:
            beside = self._set_beside(e)
            beside = beside or (self._elsewhere(head) or self._author(head) if head is not None else None)
            if beside is not None or e.kind == "new" or not e.noun:
                return beside
        chosen = self._choose(e)
        return None if chosen is None else Taken(chosen[0], f"{e.form.value}_ranked", round(chosen[1], 2))

    def _choose(self, e: Expression) -> Choice:
        quote = self._discourse.quotations.at(e.start)
        anaphor = Anaphor(
            e, is_source=e.at in self._sources, quote=quote, speaker=self._speaker_of(quote), inside=self._inside(e),
            contents=[c for source in self._sources.get(e.at, ()) for c in self._contents[source]],
        )  # fmt: skip
        return self._chooser(anaphor, candidates(anaphor, self._discourse))

    def _inside(self, e: Expression) -> frozenset[int]:
        if e.form == Form.PRONOUN:
            return frozenset()
        words = (t.i for t in self._doc[e.at].subtree if t.i != e.at)
        return frozenset(entity.key for i in words if (entity := self._entity_at.get(i)) is not None)

    def _speaker_of(self, quote: int) -> Entity | None:
        source = self._discourse.quotations.sources[quote] if quote >= 0 else None
        head = self._heads.get(source) if source is not None else None
        if head is None or source is None:
            return None
        known = self._entity_at.get(self._place[source])
        return known or (self._discourse.of_mention(head.mention.mention_id) if head.mention is not None else None)

    def _of_relative(self, e: Expression) -> Taken | None:
        """What a relative clause describes, by its arc; else the nearest expression before the pronoun."""
        no_things = self._doc[e.at].lower_ in ("who", "whom")
        described = self._described_by(self._doc[e.at])
        found = self._entity_of(described) if described is not None else None
        at = e.at - 1
        while found is None and at >= 0 and self._doc[at].idx >= e.start - MAX_RELATIVE_GAP:
            found = self._entity_at.get(at)
            if found is not None and no_things and found.label not in (Label.PERSON, Label.NORP, None):
                found = None
            at -= 1
        return None if found is None else Taken(found, "relative_pronoun", RELATIVE)

    @staticmethod
    def _described_by(token: Token) -> Token | None:
        verb = token
        while verb.head.i != verb.i and not verb.dep_.startswith("acl"):
            verb = verb.head
        return verb.head if verb.dep_.startswith("acl") and verb.head.i < token.i else None

    def _entity_of(self, token: Token) -> Entity | None:
        """The entity of the expression that covers a token."""
        name = self._names.at(token)
        return self._discourse.of_mention(name.mention_id) if name is not None else self._entity_at.get(token.i)

    def _set_beside(self, e: Expression) -> Taken | None:
        """What a nominal is an apposition to or a predicate of: "his lawyer, Ann Lee", "Lee is the mayor"."""
        token = self._doc[e.at]
        others = [token.head] if token.dep_ == "appos" else [c for c in token.children if c.dep_ == "appos"]
        if any(c.dep_ == "cop" for c in token.children) and not any(c.dep_ in ("neg", "advmod") for c in token.lefts):
            others += [c for c in token.children if c.dep_ == "nsubj"]
        for other in others:
            entity = self._entity_of(other)
            if entity is not None and entity.label == e.label is not None and entity.is_plural == e.is_plural:
                return Taken(entity, "apposition", APPOSITION)
        return None

    def _elsewhere(self, head: Head) -> Taken | None:
        """The name elsewhere in the article that a capitalised source without determiner repeats, unseen here."""
        if head.token.pos_ != "PROPN" or head.determiner is not None or head.is_group or head.owned:
            return None
        entity = self._discourse.named(" ".join((*head.words, head.token.lower_)))
        return None if entity is None else Taken(entity, "name_elsewhere", ELSEWHERE)

    def _author(self, head: Head) -> Taken | None:
        """Whose document speaks: who stands right before the noun ("Justice Department records", "agency records").

        Else who sent or wrote it ("one of the letters sent by Ann Lee", "a memo from the mayor's office").
        """
        document = _document(head)
        if document is None:
            return None
        writer = next((name for t in _writers(document, head.token) if (name := self._names.at(t)) is not None), None)
        if writer is not None and writer.label in (Label.PERSON, Label.ORG):
            entity = self._discourse.of_mention(writer.mention_id)
            return None if entity is None else Taken(entity, "document_author", AUTHOR)
        if document is not head.token:
            return None
        at = head.token.i - 1
        while at > 0 and (self._doc[at].lower_ in POSSESSIVE or self._doc[at].pos_ == "ADJ"):
            at -= 1
        if at < 0 or self._doc[at].idx < head.span.start:
            return None
        name = self._names.at(self._doc[at])
        if name is not None:
            is_author = name.label in (Label.PERSON, Label.ORG)
            entity = self._discourse.of_mention(name.mention_id) if is_author else None
            return None if entity is None else Taken(entity, "document_author", AUTHOR)
        return self._generic_author(self._doc[at])

    def _generic_author(self, token: Token) -> Taken | None:
        noun = token.lemma_.lower()
        if noun not in lexicon.words("role_generic"):
            return None
        anaphor = Anaphor(of_generic(token, noun, self._places))
        found = candidates(anaphor, self._discourse)
        chosen = self._chooser(anaphor, found)
        if chosen is None and len(found) == 2 and found[0].entity is not None:  # the only organisation so far
            chosen = found[0].entity, ONLY
        return None if chosen is None else Taken(chosen[0], "document_author", round(chosen[1] * AUTHOR, 2))

    # --------------------------------------------------------------------------------------------- the mentions

    def _settle(self, e: Expression, taken: Taken | None) -> None:
        """Take the expression in, and make the mention of a source of it."""
        entity = taken.entity if taken is not None else self._discourse.new()
        if taken is not None:
            self._taken[e.at] = taken
        if e.at in self._sources and e.mention is None:
            self._make_mention(e, self._heads[self._sources[e.at][0]], taken)
        self._entity_at[e.at] = entity
        if taken is not None and taken.rule == "document_author":
            e = replace(e, label=None, nouns=frozenset(), words=frozenset())
        if not entity.gender and e.kind == "he":
            entity.gender = e.gender
        self._discourse.add(e, entity)
        if e.at in self._sources:
            entity.mention_id = self._mention_at[e.at].mention_id if e.mention is None else e.mention.mention_id
            self._discourse.spoken(entity)

    def _speak(self, e: Expression) -> None:
        """Settle a first or second person pronoun: in a quote "I" and "we" are its speaker."""
        entity = self._speaker_of(self._discourse.quotations.at(e.start)) if e.kind == "first" else None
        taken = None if entity is None or entity.mention_id is None else Taken(entity, "speaker", SPEAKER)
        self._make_mention(e, self._heads[self._sources[e.at][0]], taken)

    def _make_mention(self, e: Expression, head: Head, taken: Taken | None) -> None:
        alone = "pronoun" if head.form == Form.PRONOUN else "group" if head.is_group else "nominal"
        alone = "unseen_name" if head.is_unseen_name else alone
        antecedent = None if taken is None else self._mention_of(taken.entity)
        label = _label(head, e, taken)
        mention = self._mention(Span(e.start, e.end), Form.NAME if head.is_unseen_name else head.form, label, alone)
        if taken is not None and antecedent is not None:
            mention = replace(mention, rule=taken.rule, score=taken.score, antecedent=antecedent)
        self._mention_at[e.at] = mention

    def _mention_of(self, entity: Entity) -> str | None:
        """The id of the entity's last mention; where it has none, its last nominal becomes one. None: pronouns only."""
        if entity.mention_id is None:
            nominal = next((e for e in reversed(entity.expressions) if e.form == Form.NOMINAL), None)
            if nominal is None:
                return None
            mention = self._mention(Span(nominal.start, nominal.end), Form.NOMINAL, nominal.label, "taken_up")
            self._mention_at.setdefault(-nominal.end, mention)
            entity.mention_id = mention.mention_id
        return entity.mention_id

    def _mention(self, span: Span, form: Form, label: Label | None, rule: str) -> Mention:
        article, text = self._parsed.article, self._parsed.article.text
        raw = article.raw_span(span)
        return Mention(
            mention_id=f"{article.article_id}:{raw.start}-{raw.end}:m", article_id=article.article_id, span=span,
            text=span.of(text), label=label, form=form, rule=rule,
            before=text[max(0, span.start - CONTEXT_CHARS) : span.start],
            after=text[span.end : span.end + CONTEXT_CHARS], published=article.published,
        )  # fmt: skip

    def _mentions(self) -> Sources:
        of: list[tuple[Span, str]] = []
        for source, head in self._heads.items():
            mention = head.mention or self._mention_at.get(self._place[source])
            if mention is not None:
                of.append((source, mention.mention_id))
        made = sorted(self._mention_at.values(), key=lambda m: (m.span, m.rule == "taken_up"), reverse=True)
        new = {mention.mention_id: mention for mention in made}  # a source of the same span wins
        return Sources(tuple(sorted(new.values(), key=lambda m: m.span)), tuple(sorted(of)))


def of_generic(token: Token, noun: str, places: Places) -> Expression:
    """A bare noun inside another expression, as if it were "the company"."""
    return Expression(
        at=token.i, start=token.idx, end=token.idx + len(token), form=Form.NOMINAL, kind="the", label=label_of(noun),
        noun=noun, nouns=frozenset({noun}), sentence=places.sentence(token.idx), paragraph=places.paragraph(token.idx),
    )  # fmt: skip


def _label(head: Head, e: Expression, taken: Taken | None) -> Label | None:
    if head.is_unseen_name and taken is None:
        return Label.PERSON if head.words[0] in given_names() else Label.ORG
    if head.form == Form.PRONOUN and taken is None:
        return Label.PERSON if pronouns()[head.token.lower_]["gender"] in ("m", "f") else None
    return e.label or (taken.entity.label if taken is not None else None)


def _document(head: Head) -> Token | None:
    """The document that a nominal source is, or is one of; None for any other source."""
    documents = lexicon.words("role_documents")
    if head.form != Form.NOMINAL:
        return None
    if {head.noun, head.token.lower_} & documents:
        return head.token
    parts = (c for c in head.token.rights if c.dep_ == "nmod" and {c.lemma_.lower(), c.lower_} & documents)
    return next(parts, None) if head.token.lower_ in PARTITIVE else None


def _writers(document: Token, head: Token) -> Iterator[Token]:
    """Who sent, signed or wrote a document, by the participle right behind it or by "from" and "by".

    The participle is read off the words, since behind a comma parsers hang it on the verb.
    """
    behind = [t for t in document.doc[document.i + 1 : document.i + 4] if t.pos_ != "ADV" and t.text != ","]
    if behind and behind[0].tag_ == "VBN":
        yield from (c for c in behind[0].rights if c.dep_.startswith("obl") and _case_of(c) == "by")
    for noun in dict.fromkeys((document, head)):
        yield from (c for c in noun.rights if c.dep_ == "nmod" and _case_of(c) in ("from", "by"))


def _case_of(token: Token) -> str:
    return next((c.lower_ for c in token.lefts if c.dep_ == "case"), "")
