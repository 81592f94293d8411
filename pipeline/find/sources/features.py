"""What speaks for and against an entity as the one that an expression takes up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline import lexicon
from pipeline.find.sources.discourse import Discourse, Entity
from pipeline.find.sources.expressions import Expression
from pipeline.find.sources.places import PLACE_NOUNS
from pipeline.schema import Form, Label
from pipeline.spans import Span

NEUTER = frozenset({Label.ORG, Label.GPE, Label.FAC, Label.LAW, Label.LOC, Label.PRODUCT})
BODIES = frozenset({Label.ORG, Label.FAC, Label.NORP})
LANDS = frozenset({Label.GPE, Label.LOC})
FORMER = frozenset({"former", "ex", "then"})
LOOSE_MODIFIERS = FORMER | {"senior", "top", "new"}  # news adds and drops them at will
BY_HEAD_ONLY = frozenset({"bare", "owned"})  # nominals that take up only what has been called by their noun


@dataclass(frozen=True, slots=True)
class Anaphor:
    """An expression to be resolved, with what its place in the attributions says.

    ``contents`` are the spans of what its bearer says, where it is a source; ``quote`` is the number of the quote that
    it stands in (-1: none), ``speaker`` that quote's speaker where known; ``inside`` are the keys of entities named
    inside the expression, which it cannot take up.
    """

    expression: Expression
    is_source: bool = False
    contents: Sequence[Span] = ()
    quote: int = -1
    speaker: Entity | None = None
    inside: frozenset[int] = frozenset()


def is_by_noun(e: Expression) -> bool:
    """Whether a nominal takes up only what has been called by its noun."""
    return e.form == Form.NOMINAL and (e.kind in BY_HEAD_ONLY or e.label is None)


def is_possible(anaphor: Anaphor, entity: Entity) -> bool:
    """Whether an entity agrees with the expression in number, gender and kind, and is not part of it."""
    e = anaphor.expression
    if entity.key in anaphor.inside or (e.gender and entity.gender not in ("", e.gender)):
        return False
    if e.form == Form.NOMINAL:
        return _is_possible_nominal(e, entity)
    first = entity.expressions[0].start if entity.expressions else -1
    if any(c.start <= first < c.end for c in anaphor.contents):
        return False  # speakers do not bring themselves up in the third person
    if e.kind == "he":
        return entity.label == Label.PERSON and not entity.is_plural
    if e.kind == "it":
        return entity.label in NEUTER and not entity.is_plural
    return entity.is_plural or entity.label in BODIES


def _is_possible_nominal(e: Expression, entity: Entity) -> bool:
    if e.is_plural != entity.is_plural:
        return False
    called = e.noun in entity.nouns
    if e.kind in BY_HEAD_ONLY or e.label is None or entity.label is None:
        return called
    if called and not entity.is_named and _is_told_apart(e, entity):
        return False
    if e.label == Label.PERSON:
        is_free = called or not entity.nouns or e.noun in lexicon.words("antecedent_people")
        return entity.label == Label.PERSON and is_free
    if e.label == Label.GPE:
        return entity.label in LANDS and (called or e.noun not in PLACE_NOUNS)
    return entity.label in BODIES and (called or e.noun in lexicon.words("role_generic"))


def _is_told_apart(e: Expression, entity: Entity) -> bool:
    """Whether both have modifiers that the other lacks: "the federal official" is not "a state official"."""
    mine, theirs = e.words - LOOSE_MODIFIERS, entity.words - LOOSE_MODIFIERS
    return bool(mine - theirs) and bool(theirs - mine)


def of_one_time(e: Expression, possible: list[Entity]) -> list[Entity]:
    """The possible entities without those who only were, or only are, what the noun says: "the former mayor" is not
    the mayor, where the article has both.
    """
    if e.form != Form.NOMINAL or e.label != Label.PERSON:
        return possible
    was = bool(e.words & FORMER)
    fits = {x.key for x in possible if e.noun in x.nouns and bool(x.words & FORMER) == was}
    return [x for x in possible if x.key in fits or e.noun not in x.nouns] if fits else possible


def features(anaphor: Anaphor, entity: Entity, rank: int, discourse: Discourse) -> list[str]:
    """The names of the features that hold; ``rank`` counts the possible entities by recency, from 0."""
    found = [f"rank={min(rank, 6)}", f"label={entity.label}", "named" if entity.is_named else "unnamed"]
    if not entity.expressions:
        return [*found, "later", *_of_nominal(anaphor.expression, entity)]
    found += _of_place(anaphor, entity)
    found += _of_discourse(anaphor, entity, discourse)
    if anaphor.expression.form == Form.NOMINAL:
        found += _of_nominal(anaphor.expression, entity)
    elif anaphor.expression.gender:
        found.append("gender_known" if entity.gender else "gender_unknown")
    return found


def _of_place(anaphor: Anaphor, entity: Entity) -> list[str]:
    """Distance and grammatical role of the entity's last expression."""
    e, last = anaphor.expression, entity.expressions[-1]
    distance = min(e.sentence - last.sentence, 6)
    near = "0" if distance <= 0 else "1" if distance == 1 else "2"
    form = last.kind if last.form == Form.PRONOUN else last.form.value
    found = [f"sentences={distance}", f"paragraphs={min(e.paragraph - last.paragraph, 3)}",
             f"role={last.role}/{near}", f"roles={last.role}>{e.role}/{near}", f"form={form}/{near}"]  # fmt: skip
    if last.verb == e.verb and e.verb >= 0 and last.sentence == e.sentence:
        found.append(f"same_verb/{last.role}>{e.role}")
    if last.verb == e.at or last.at == e.verb:
        found.append("depends")
    return found


def _of_discourse(anaphor: Anaphor, entity: Entity, discourse: Discourse) -> list[str]:
    """How prominent the entity is, and who is speaking."""
    last, n = entity.expressions[-1], len(entity.expressions)
    count = str(n) if n < 3 else "3+" if n < 6 else "6+"
    found = [f"count={count}", f"subjects={min(entity.subjects, 3)}"]
    if entity.expressions[0].sentence <= 1:
        found.append("first_sentence")
    source = "source" if anaphor.is_source else "other"
    if entity.spoke:
        since = discourse.n_attributions - entity.spoke_at
        found += [f"spoke/{source}", f"spoke_since={min(since, 3)}/{source}"]
    quote = discourse.quotations.at(last.start)
    inside = "outside" if quote < 0 else "same_quote" if quote == anaphor.quote else "quoted"
    found.append(f"{inside}/{'outside' if anaphor.quote < 0 else 'quoted'}")
    if anaphor.speaker is entity:
        found.append("speaker_of_quote")
    if any(c.start <= last.start < c.end for c in anaphor.contents):
        found.append(f"own_content/{last.form}/{'quoted' if quote >= 0 else 'reported'}")
    return found


def _of_nominal(e: Expression, entity: Entity) -> list[str]:
    """How the noun and its modifiers fit what the entity has been called."""
    called = "called" if e.noun in entity.nouns else "in_words" if e.noun in entity.words else "not_called"
    unknown = e.words - entity.words - LOOSE_MODIFIERS - entity.nouns
    words = "new_words" if unknown else "known_words" if e.words else "no_words"
    found = [f"{called}/{entity.is_named}", f"{called}/{words}", f"{called}/{e.kind}", f"{e.label}/{called}"]
    if called != "not_called" and e.label == Label.PERSON:
        found.append(f"former={bool(e.words & FORMER)}/{bool(entity.words & FORMER)}")
    if called == "not_called":
        others = "other_nouns" if entity.nouns else "no_nouns"
        found.append(f"{others}/{entity.is_named}")
        if e.noun in lexicon.words("role_generic"):
            found.append("generic" if _may_be(entity) else "generic_institution")
        if e.gender:
            found.append("gendered_noun")
    return found


def _may_be(entity: Entity) -> bool:
    """Whether "the company" can be an organisation: an institution, or an abbreviation, seldom is."""
    return not entity.nouns & lexicon.words("org_institutions")


def null_features(anaphor: Anaphor, n_possible: int, discourse: Discourse) -> list[str]:
    """What speaks for an expression that takes up nothing."""
    e = anaphor.expression
    source = "source" if anaphor.is_source else "other"
    found = ["null", f"null/{source}", f"null/role={e.role}", f"null/possible={min(n_possible, 3)}"]
    found.append(f"null/{'outside' if anaphor.quote < 0 else 'quoted'}")
    if e.form == Form.NOMINAL:
        found += [
            f"null/{e.kind}",
            f"null/{e.label}/{'words' if e.words else 'no_words'}",
            f"null/plural={e.is_plural}",
        ]
    if e.sentence <= 2:
        found.append("null/first_sentences")
    return found
