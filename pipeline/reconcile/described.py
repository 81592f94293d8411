"""Whom a description means that nothing in the text before takes up: the one who is said to hold the office."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pipeline import lexicon
from pipeline.reconcile.chains import Chain, Family
from pipeline.reconcile.organisations import parse_org
from pipeline.reconcile.roles import Agreement, Role, agree, parse_role
from pipeline.reconcile.spelling import fold_words
from pipeline.schema import Label, Mention

DEFINITE = re.compile(r"^[Tt]he\s+(?P<rest>.+)$", re.DOTALL)
# What a description calls an organisation whose name says so in another word.
KINDS = {
    "agency": frozenset({"agency", "office", "bureau", "administration", "service"}),
    "company": lexicon.words("org_business") | {"company", "group", "corporation"},
    "newspaper": frozenset(
        {"times", "post", "herald", "tribune", "courier", "gazette", "globe", "chronicle", "journal"}
    ),
}
NO_COMPANIES = frozenset({"college", "institute", "school", "university"})  # though "Technology" is in the name
GOVERNING = frozenset({"state", "government", "county", "city"})  # "the state" is a place as often as a body
PAST = frozenset({"former", "ex", "retired", "late"})


def find_described(mention: Mention, chains: Sequence[Chain], by_id: Mapping[str, Mention]) -> int | None:
    """The position of the one chain, named before the description, that fits it; None where none or several fit.

    "The former mayor" fits the person who is called former mayor, "the council" the one council, "the agency" the one
    office or bureau. A description that says more than the article says of anybody fits nobody.
    """
    found = DEFINITE.match(mention.text)
    if found is None:
        return None
    before = [i for i, chain in enumerate(chains) if chain.is_name and _start(chain, by_id) < mention.span.start]
    near = [i for i in before if _fits(found["rest"], mention.label, chains[i], is_strict=False)]
    return near[0] if len(near) == 1 and _fits(found["rest"], mention.label, chains[near[0]], is_strict=True) else None


def _start(chain: Chain, by_id: Mapping[str, Mention]) -> int:
    return by_id[chain.members[0].mention_id].span.start


def _fits(text: str, label: Label | None, chain: Chain, is_strict: bool) -> bool:
    """Whether the description fits the chain; where not strict, whether it names an office that the chain has too."""
    if label == Label.PERSON and chain.family == Family.PERSON:
        role = parse_role(text)
        held = [parse_role(said) for said in chain.roles]
        return any(_is_role(role, said) if is_strict else bool(role.offices & said.offices) for said in held)
    if label == Label.ORG and chain.label == Label.ORG:
        words = fold_words(text)
        name = parse_org(chain.name)
        is_school = words == ("company",) and not NO_COMPANIES.isdisjoint(name.words)
        return len(words) == 1 and bool(_kind_words(words[0]) & set(name.words)) and not is_school
    return False


def _kind_words(head: str) -> frozenset[str]:
    if head in KINDS:
        return KINDS[head]
    return frozenset({head}) if head in lexicon.words("org_institutions") - GOVERNING else frozenset()


def _is_role(wanted: Role, said: Role) -> bool:
    """Whether an office is the same, both held now or both in the past, and the description says nothing more."""
    past = [bool(PAST & set(fold_words(role.text))) for role in (wanted, said)]
    is_more = bool(wanted.words - said.words or wanted.places - said.places)
    is_same = (
        wanted.offices == said.offices != frozenset()
    )  # "the prime minister" is not the undersecretary to the prime minister
    return is_same and past[0] == past[1] and not is_more and agree(wanted, said)[0] == Agreement.SAME
