"""Whom a pronoun or a nominal in source position takes up; None rather than a guess."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, partial

from pipeline import lexicon
from pipeline.find.sources.discourse import Discourse, Referent
from pipeline.find.sources.heads import INDEFINITE, Head, pronouns, role_nouns
from pipeline.schema import Form, Label
from pipeline.spans import Span

PARAGRAPHS_BACK = 1  # a pronoun's antecedent stands in its paragraph or the one before
DECAY = 0.5  # salience lost by each sentence between, after Lappin and Leass (1994)
SOURCE_BONUS = 1.0  # news keeps to its speaker: "X said ... he added"
MIN_SHARE = 0.55  # the best candidate's share of the salience of the best two; below, nobody can know
SURE_SHARE = 0.7  # from here a pronoun also tells the gender of whom it takes up
LOOSE_MODIFIERS = frozenset({"former", "senior", "top"})  # news adds and drops them at will
NEUTER = frozenset({Label.ORG, Label.GPE, Label.FAC, Label.LAW})

PLACE_NOUNS = frozenset({"city", "county", "state", "country"})
ACRONYM_LENGTH = 5  # letters up to which a name of an organisation is taken for an abbreviation
PUBLIC_NOUNS = frozenset({"group", "party", "union", "network", "newspaper", "paper",
                          "organisation", "organization", "nonprofit", "charity", "club", "team", "bank"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Antecedent:
    """The referent taken up, the rule that found it, and its score in 0 to 1 (not calibrated)."""

    referent: Referent
    rule: str
    score: float


def of_pronoun(head: Head, excluded: Sequence[Span], discourse: Discourse) -> Antecedent | None:
    """The antecedent of a third person pronoun by salience, from the paragraph and the one before.

    Names inside ``excluded`` (what the pronoun's referent is saying) are no candidates: speakers do not name
    themselves. Candidates agree in number, in gender where both are known, and in kind.
    """
    row = pronouns()[head.token.lower_]
    best = _most_salient(head, _agreement(row["number"], row["gender"], discourse), excluded, discourse)
    if best is not None and row["gender"] in ("m", "f") and best.score >= SURE_SHARE:
        discourse.learn(best.referent, row["gender"])
    return best


def _most_salient(
    head: Head, fits: Callable[[Referent], bool], excluded: Sequence[Span], discourse: Discourse
) -> Antecedent | None:
    """The fitting entity that holds ``MIN_SHARE`` of the salience of the best two, if it has a mention."""
    sentence = discourse.places.sentence(head.span.start)
    scores: dict[str, float] = defaultdict(float)
    nearest: dict[str, Referent] = {}
    for referent in discourse.window(head.span.start, PARAGRAPHS_BACK):
        if not fits(referent) or any(e.start <= referent.start < e.end for e in excluded):
            continue
        weight = referent.salience + (SOURCE_BONUS if referent.is_source else 0.0)
        scores[referent.entity] += weight * DECAY ** (sentence - referent.sentence)
        nearest.setdefault(referent.entity, referent)
    if not scores:
        return None
    ranked = sorted(scores, key=lambda e: (-scores[e], -nearest[e].start))
    second = scores[ranked[1]] if len(ranked) > 1 else 0.0
    total, best = scores[ranked[0]] + second, nearest[ranked[0]]
    share = scores[ranked[0]] / total if total else 0.0
    rule = "pronoun_salience" if head.form == Form.PRONOUN else "nominal_salience"
    return Antecedent(best, rule, round(share, 2)) if best.mention_id != "" and share >= MIN_SHARE else None


def _agreement(number: str, gender: str, discourse: Discourse) -> Callable[[Referent], bool]:
    if gender == "n":
        return lambda r: r.label in NEUTER and not r.is_plural
    if number == "p":
        return lambda r: r.is_plural or r.label == Label.ORG
    return lambda r: r.label == Label.PERSON and not r.is_plural and discourse.gender(r) in ("", gender)


def of_nominal(head: Head, excluded: Sequence[Span], discourse: Discourse) -> Antecedent | None:
    """The antecedent of a definite nominal: an earlier nominal with its head, a person with that role, an organisation
    with that head noun, whose words hold the nominal's modifiers; for a bare generic noun ("the company") the most
    salient organisation. None for indefinite ones ("another official").
    """
    if not _is_definite(head):
        return None
    wanted = frozenset(head.words)
    for referent in discourse.with_word(head.noun, head.span.start):
        if _is_same_kind(head, referent) and wanted <= referent.words | LOOSE_MODIFIERS:
            return Antecedent(referent, _rule(referent), 0.9 if wanted else 0.8)
    if wanted or head.is_plural:
        return None
    return of_generic(head.noun, head.span.start, discourse, _most_salient(head, _is_organisation, excluded, discourse))


def of_generic(noun: str, at: int, discourse: Discourse, salient: Antecedent | None = None) -> Antecedent | None:
    """Which organisation or place of the article "the company" or "the city" at an offset is: the salient one or the
    only place near, else the one that the article names far more often than any other of that kind.
    """
    if noun in lexicon.words("role_generic"):
        found = salient or _counted(discourse.most_named(lambda r: r.label == Label.ORG and _may_be(noun, r)))
        return found if found is None or _may_be(noun, found.referent) else None
    if noun in PLACE_NOUNS:
        is_it = partial(_is_place, noun)
        return _counted(discourse.only_named(is_it, at, PARAGRAPHS_BACK) or discourse.most_named(is_it))
    return None


def _counted(referent: Referent | None) -> Antecedent | None:
    return None if referent is None else Antecedent(referent, "most_named", 0.7)


def _may_be(noun: str, referent: Referent) -> bool:
    """Whether an organisation's own head noun allows it to be called so: no department is "the company"."""
    if noun in ("agency", "regulator", "watchdog"):
        return referent.noun in lexicon.words("org_institutions") or len(referent.entity) <= ACRONYM_LENGTH
    return noun in PUBLIC_NOUNS or referent.noun not in lexicon.words("org_institutions")


def _is_place(noun: str, referent: Referent) -> bool:
    return referent.label == Label.GPE and _place_noun(referent.entity) == noun


def _place_noun(name: str) -> str:
    """What kind of place a name in lower case is: by its own words, else by the gazetteer, else a city.

    >>> _place_noun("kessing county"), _place_noun("ohio"), _place_noun("france"), _place_noun("city of dayton")
    ('county', 'state', 'country', 'city')
    """
    own = [word for word in name.split() if word in PLACE_NOUNS]
    return own[0] if own else _kinds().get(name, "city")


@cache
def _kinds() -> dict[str, str]:
    wanted = {"state": "state", "state_abbreviation": "state", "country": "country"}
    found = {row["name"].lower(): wanted[row["kind"]] for row in lexicon.table("places") if row["kind"] in wanted}
    others = {name.lower() for row in lexicon.table("name_places") for name in row["aliases"].split(";")}
    return {**dict.fromkeys(others, "country"), **found, "new york city": "city"}


def _is_organisation(referent: Referent) -> bool:
    return referent.label == Label.ORG and not referent.is_plural


def _rule(referent: Referent) -> str:
    if referent.is_name:
        return "nominal_role" if referent.label == Label.PERSON else "nominal_organisation"
    return "nominal_head"


def of_missed_name(head: Head, discourse: Discourse) -> Antecedent | None:
    """The name elsewhere in the article that a capitalised source without determiner repeats, unseen as a name here."""
    if head.token.pos_ != "PROPN" or head.determiner is not None or head.is_group or head.owned:
        return None
    referent = discourse.named(" ".join((*head.words, head.token.lower_)))
    return None if referent is None else Antecedent(referent, "name_elsewhere", 0.9)


def _is_definite(head: Head) -> bool:
    if head.is_group or head.owned:
        return False
    return head.determiner in ("the", "that", "this", "these", "those") and head.determiner not in INDEFINITE


def _is_same_kind(head: Head, referent: Referent) -> bool:
    if head.is_plural != referent.is_plural:
        return False
    if referent.label == Label.PERSON or referent.label is None:
        return referent.noun in (None, head.noun)
    return referent.noun == head.noun


def of_relative(head: Head, candidates: Iterable[Referent]) -> Antecedent | None:
    """The antecedent of "who", "which" or "that": the referent right before it."""
    no_person = NEUTER if head.token.lower_ in ("who", "whom") else frozenset()
    near = (r for r in candidates if r.start < head.span.start and r.mention_id != "" and r.label not in no_person)
    nearest = max(near, default=None, key=lambda r: r.start)
    return None if nearest is None else Antecedent(nearest, "relative_pronoun", 0.9)


def nominal_label(head: Head) -> Label | None:
    """PERSON, ORG or GPE by the head noun, None where the list does not know it."""
    if head.is_group:
        return None
    label = role_nouns().get(head.noun, (None, ""))[0]
    return label
