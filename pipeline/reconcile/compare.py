"""Whether two names are one bearer's: vetoes of the names, and the sum of all signals as a calibrated probability."""

from __future__ import annotations

import math
from functools import lru_cache

from pipeline import lexicon
from pipeline.config import ReconcileConfig
from pipeline.reconcile.chains import Family, PairVerdict, family_of
from pipeline.reconcile.people import parse_person
from pipeline.reconcile.roles import Role, parse_role
from pipeline.reconcile.signals import SIGNALS, Bearer, Finding, name_signal, slip_signal
from pipeline.reconcile.spelling import fold_words
from pipeline.schema import Decision, Label

__all__ = [
    "VETOES",
    "VETO_SCORE",
    "Bearer",
    "compare",
    "compare_names",
    "decide",
    "find_evidence",
    "log_odds",
    "lone_bearer",
    "to_score",
]

VETOES = frozenset({"other_name", "other_given", "other_surname", "other_suffix", "other_region", "other_kind",
                    "other_number", "no_name", "body"})  # fmt: skip
# Findings about names that join nothing without support from another signal.
NEED_SUPPORT = frozenset({"initial", "rare_nickname", "given_typo", "short_variant", "double_typo", "one_suffix",
                          "surname_suffix", "given_only", "surname_variant", "surname_typo", "team", "club",
                          "formal_tail", "loose_acronym", "party", "prefix", "suffix", "narrower", "metonym",
                          "ambiguous_place", "clipped", "other_home", "short_acronym"})  # fmt: skip
FREQUENT = frozenset({"surname", "common_surname", "one_of_several"})  # "Moore", of two who are called so
DOUBTS = frozenset({"unspelled"})  # a circumstance that asks for support
SPELLING = frozenset({"typo", "given_typo"})
# What counts as support: agreement of circumstances. That a surname is rare is no such thing.
SUPPORT = frozenset({"role_same", "role_related", "same_body", "same_quotation", "companions_many", "companions_some",
                     "dates_close"})  # fmt: skip
# Relatives have such names, and stand in one company: only what is said of the two themselves is support.
RELATIVES = frozenset({"given_typo", "double_typo", "one_suffix", "given_only"})
OF_ONESELF = frozenset({"same_body", "same_quotation"})
VETO_SCORE = 0.03  # of the open pairs that the names forbid, three or four in a hundred are one bearer's


def find_evidence(a: Bearer, b: Bearer, name: Finding | None = None) -> tuple[Finding, ...]:
    """What the names say (``name`` where that is known already), and where they forbid nothing, all else."""
    name = name or name_signal(a, b)
    if name.code in VETOES:
        return (name,)
    signals = (slip_signal, *SIGNALS) if name.code in SPELLING else SIGNALS
    return (name, *(found for signal in signals if (found := signal(a, b)) is not None))


def compare(a: Bearer, b: Bearer, config: ReconcileConfig, name: Finding | None = None) -> PairVerdict:
    """The verdict about two bearers: a veto of the names, or the sum of all signals as a probability.

    ``name`` is what the names say, where that is known already.
    """
    found = find_evidence(a, b, name)
    name, reason = found[0], "; ".join(finding.reason for finding in found)
    if name.code in VETOES:
        return PairVerdict(Decision.DIFFERENT, VETO_SCORE, reason)
    score = to_score(sum(finding.weight for finding in found))
    codes = {finding.code for finding in found}
    doubted = name.code in NEED_SUPPORT or bool(codes & DOUBTS) or codes >= FREQUENT
    if doubted and not _is_supported(found):
        score = min(score, config.same_score - 0.01)
    return PairVerdict(decide(score, config), score, reason)


def _is_supported(found: tuple[Finding, ...]) -> bool:
    is_strict = found[0].code in RELATIVES or any(finding.code in DOUBTS for finding in found)
    wanted = OF_ONESELF if is_strict else SUPPORT
    around = [finding for finding in found[1:] if finding.code in wanted or finding.code.startswith("role_")]
    return sum(finding.weight for finding in around) >= ENOUGH


ENOUGH = 0.8  # log-odds that support must add up to


def to_score(weight: float) -> float:
    """The probability for log-odds, rounded to three places.

    >>> to_score(0.0), to_score(4.0)
    (0.5, 0.982)
    """
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, weight)))), 3)


def log_odds(score: float) -> float:
    """The log-odds of a probability that is given to three places.

    >>> round(log_odds(0.982), 1)
    4.0
    """
    bounded = min(max(score, 0.001), 0.999)
    return math.log(bounded / (1 - bounded))


def decide(score: float, config: ReconcileConfig) -> Decision:
    """The decision for a score, by the thresholds of the configuration."""
    if score >= config.same_score:
        return Decision.SAME
    return Decision.UNSURE if score >= config.unsure_score else Decision.DIFFERENT


def compare_names(
    name_a: str, name_b: str, label: Label | None, role_a: str, role_b: str, config: ReconcileConfig
) -> PairVerdict:
    """Whether two names are one bearer's, knowing only the label and what each is said to be ("" where unknown).

    >>> from pipeline.config import ReconcileConfig as C
    >>> compare_names("Bob Mueller", "Robert Mueller", Label.PERSON, "", "", C()).decision.value
    'same'
    >>> compare_names("Andrew Cuomo", "Mario Cuomo", Label.PERSON, "governor", "governor", C()).decision.value
    'different'
    """
    a, b = (lone_bearer(name, label, role) for name, role in ((name_a, role_a), (name_b, role_b)))
    return compare(a, b, config)


def lone_bearer(name: str, label: Label | None, role: str) -> Bearer:
    """A name of which nothing is known but its label and what it is said to be ("" where unknown)."""
    family = family_of(label)
    said = [role] if role.strip() else []
    if family == Family.PERSON and not said:
        title = parse_person(name).title
        said = [title] if title and not _is_address(title) else []
    kind = place_kind(role) if family == Family.PLACE else None
    return Bearer(name, family, tuple(_roles(tuple(said))), kind=kind)


def place_kind(role: str) -> str | None:
    """The kind of place that a description opens with: "port city in Ukraine" is a city."""
    kinds = {row["phrase"]: row["office"] for row in lexicon.table("title_offices") if row["field"] == "place"}
    return next((kinds[word] for word in fold_words(role) if word in kinds), None)


def _is_address(title: str) -> bool:
    return title.rstrip(".").lower() in lexicon.words("title_honorific")


@lru_cache(maxsize=10_000)
def _roles(texts: tuple[str, ...]) -> tuple[Role, ...]:
    return tuple(parse_role(text) for text in texts)
