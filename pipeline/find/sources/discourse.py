"""Who and what an article has mentioned so far, as later expressions may take it up."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from pipeline.find.sources.expressions import Expression
from pipeline.schema import Form, Label
from pipeline.spans import Span

MAX_CANDIDATES = 24  # entities back from an expression that it can take up; 95 of 100 antecedents are among the first 8
MAX_BY_NOUN = 6  # more, further back, that share its head noun
MAX_LATER = 3  # bearers of a role who are named only after it
SMALL = frozenset({"of", "the", "and", "for"})  # words that an abbreviation skips


@dataclass(slots=True, eq=False)
class Entity:
    """One bearer in one article, as known at a point of the text.

    ``nouns`` are the head nouns by which it has been called, ``words`` the modifiers; ``expressions`` come in the order
    of the text; ``spoke`` counts attributions to it, ``spoke_at`` is the number of the last one (-1: none).
    ``mention_id`` is the id of its last mention that has one. A name that comes later has no expressions yet.
    """

    key: int
    label: Label | None = None
    gender: str = ""
    is_plural: bool = False
    is_named: bool = False
    nouns: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    expressions: list[Expression] = field(default_factory=list)
    subjects: int = 0
    spoke: int = 0
    spoke_at: int = -1
    mention_id: str | None = None

    def add(self, expression: Expression) -> None:
        """Take in one more expression for it."""
        self.expressions.append(expression)
        self.subjects += expression.role == "subject"
        self.know(expression)
        if expression.mention is not None:
            self.mention_id = expression.mention.mention_id

    def know(self, expression: Expression) -> None:
        """Learn what the expression says of it."""
        self.label = self.label or expression.label
        self.gender = self.gender or expression.gender
        self.is_plural = self.is_plural if self.expressions[:-1] or self.is_named else expression.is_plural
        self.is_named = self.is_named or expression.form == Form.NAME
        self.nouns |= expression.nouns
        self.words |= expression.words


class Quotations:
    """The direct quotes of an article by place, and where their sources stand."""

    __slots__ = ("_spans", "sources")

    def __init__(self, quoted: Iterable[tuple[Span, Span | None]]) -> None:
        ordered = sorted(quoted, key=lambda pair: pair[0])
        self._spans = [span for span, _ in ordered]
        self.sources = [source for _, source in ordered]

    def at(self, offset: int) -> int:
        """The number of the quote that the offset lies in, -1 for none."""
        at = bisect_right(self._spans, offset, key=lambda s: s.start) - 1
        return at if at >= 0 and offset < self._spans[at].end else -1


class Discourse:
    """The entities of an article in the order of their last mention; names are grouped from the start."""

    def __init__(self, found: Sequence[Expression], quotations: Quotations) -> None:
        self.quotations = quotations
        self._recent: dict[int, Entity] = {}
        self._by_noun: dict[str, dict[int, Entity]] = defaultdict(dict)
        self._later: dict[str, dict[int, Entity]] = defaultdict(dict)
        self._of_mention: dict[str, Entity] = {}
        self._named: dict[str, Entity] = {}
        self._n_entities = 0
        self.n_attributions = 0
        self._group_names(found)

    def new(self) -> Entity:
        """A new entity without expressions."""
        self._n_entities += 1
        return Entity(self._n_entities)

    def of_mention(self, mention_id: str) -> Entity | None:
        """The entity of a name."""
        return self._of_mention.get(mention_id)

    def has(self, noun: str) -> bool:
        """Whether an entity has been called by the noun, or a name that comes later has it for a title."""
        return noun in self._by_noun or noun in self._later

    def named(self, form: str) -> Entity | None:
        """The entity whose name, anywhere in the article, has this form or surname."""
        return self._named.get(form.lower())

    def add(self, expression: Expression, entity: Entity) -> None:
        """Take in an expression for an entity, which becomes the most recent."""
        entity.add(expression)
        self._recent.pop(entity.key, None)
        self._recent[entity.key] = entity
        for noun in expression.nouns:
            self._by_noun[noun].pop(entity.key, None)
            self._by_noun[noun][entity.key] = entity

    def spoken(self, entity: Entity) -> None:
        """Note that the entity is the source of an attribution."""
        self.n_attributions += 1
        entity.spoke += 1
        entity.spoke_at = self.n_attributions

    def candidates(self, expression: Expression) -> Iterator[Entity]:
        """The entities that the expression could take up, most recent first, then those with its noun further back,
        then bearers of its role who are named only later.
        """
        near = list(islice(reversed(self._recent.values()), MAX_CANDIDATES))
        yield from near
        if expression.form != Form.NOMINAL:
            return
        seen = {entity.key for entity in near}
        for entity in islice(reversed(self._by_noun.get(expression.noun, {}).values()), MAX_BY_NOUN):
            if entity.key not in seen:
                yield entity
        later = self._later.get(expression.noun, {}).values()
        yield from islice((entity for entity in later if not entity.expressions), MAX_LATER)

    def _group_names(self, found: Sequence[Expression]) -> None:
        """One entity for the names of one person, and for an organisation and its abbreviation."""
        keys: dict[tuple[bool, str], Entity] = {}
        names = [(e, e.mention.text.lower()) for e in found if e.mention is not None]
        full = {form.split()[-1]: form for e, form in reversed(names) if e.label == Label.PERSON and " " in form}
        for e, form in names:
            is_person = e.label == Label.PERSON
            if is_person and " " in form:
                full[form.split()[-1]] = form  # of two bearers of a surname, the last one named in full
            key = (is_person, full.get(form, form) if is_person else form)
            entity = keys.get(key)
            if entity is None:
                entity = keys[key] = self.new()
                self._abbreviate(keys, key, entity)
            self._register(e, form, entity)

    @staticmethod
    def _abbreviate(keys: dict[tuple[bool, str], Entity], key: tuple[bool, str], entity: Entity) -> None:
        words = key[1].split()
        if not key[0] and len(words) > 1:
            for chosen in (words, [w for w in words if w not in SMALL]):
                keys.setdefault((False, "".join(word[0] for word in chosen)), entity)

    def _register(self, e: Expression, form: str, entity: Entity) -> None:
        assert e.mention is not None
        entity.label, entity.is_named = entity.label or e.label, True
        entity.gender = entity.gender or e.gender
        entity.is_plural = e.is_plural
        self._of_mention[e.mention.mention_id] = entity
        entity.mention_id = entity.mention_id or e.mention.mention_id
        self._named.setdefault(form, entity)
        if e.label == Label.PERSON:
            self._named.setdefault(form.split()[-1], entity)
            for noun in e.nouns:
                self._later[noun].setdefault(entity.key, entity)
