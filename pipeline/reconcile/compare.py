"""Whether two names are one bearer's: vetoes of the names, and the sum of all signals as a calibrated probability."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

from pipeline import lexicon
from pipeline.config import ReconcileConfig
from pipeline.reconcile.chains import Family, PairVerdict, family_of
from pipeline.reconcile.descriptions import kinds_in
from pipeline.reconcile.people import parse_person
from pipeline.reconcile.roles import Role, parse_role
from pipeline.reconcile.signals import SIGNALS, Bearer, Finding, name_signal, slip_signal, surname_signal
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
NEED_SUPPORT = frozenset({"initial", "rare_nickname", "epithet", "language", "regnal", "given_typo",
                          "short_variant", "double_typo", "one_suffix", "surname_suffix", "given_only",
                          "surname_variant", "surname_typo", "team", "club",
                          "formal_tail", "loose_acronym", "party", "prefix", "suffix", "narrower", "metonym",
                          "ambiguous_place", "clipped", "other_home", "short_acronym"})  # fmt: skip
FREQUENT = frozenset({"surname", "common_surname", "one_of_several"})  # "Moore", of two who are called so
DOUBTS = frozenset({"unspelled"})  # a circumstance that asks for support
OF_SPELLING = {"typo": (slip_signal,), "given_typo": (slip_signal,), "variant": (surname_signal,)}
# What counts as support: agreement of circumstances. That a surname is rare is no such thing.
SUPPORT = frozenset({"role_same", "role_related", "same_body", "same_quotation", "companions_many", "companions_some",
                     "dates_close"})  # fmt: skip
# Relatives have such names, and stand in one company: only what is said of the two themselves is support.
RELATIVES = frozenset({"given_typo", "double_typo", "one_suffix", "given_only"})
OF_ONESELF = frozenset({"same_body", "same_quotation", "formal_name"})
# A name without some of its words is weak by itself, and strong among the same names: "Elkhorn", "Elkhorn Capital".
SHORTENED = frozenset({"prefix", "suffix", "party", "club", "team"})
COMPANY = frozenset({"companions_many", "companions_some"})
# Forms of one name, so that no relative has the other: that few bear the name is support for these, and with offices
# of one career for all others.
OF_ONE_NAME = frozenset({"rare_nickname", "language", "short_variant"})
LADDER = frozenset({"role_path", "role_career"})
RARE = frozenset({"name_rare", "name_usual"})
VETO_SCORE = 0.03  # of the open pairs that the names forbid, three or four in a hundred are one bearer's


def find_evidence(a: Bearer, b: Bearer, name: Finding | None = None) -> tuple[Finding, ...]:
    """What the names say (``name`` where that is known already), and where they forbid nothing, all else."""
    name = name or name_signal(a, b)
    if name.code in VETOES:
        return (name,)
    signals = (*OF_SPELLING.get(name.code, ()), *SIGNALS)
    found = [found for signal in signals if (found := signal(a, b)) is not None]
    if name.code in SHORTENED and any(finding.code in COMPANY for finding in found):
        found.append(Finding("short_in_company", "one paper may use a shorter name"))
    return (name, *[finding for finding in found if finding.code not in MANY or _tells(name, found)])


MANY = frozenset({"name_thronged", "name_crowded", "name_common"})
ONE_FORM = frozenset({"identical", "middle", "order"})


def _tells(name: Finding, found: Sequence[Finding]) -> bool:
    """Whether it counts that many bear the name: not where both hold one office, nor of a name without any role.

    News that names somebody without a word of who he is means the bearer whom all know.
    """
    roles = [finding.code for finding in found if finding.code.startswith("role_")]
    return "role_same" not in roles if roles else name.code not in ONE_FORM


def compare(a: Bearer, b: Bearer, config: ReconcileConfig, name: Finding | None = None) -> PairVerdict:
    """The verdict about two bearers: a veto of the names, or the sum of all signals as a probability.

    ``name`` is what the names say, where that is known already.
    """
    found = find_evidence(a, b, name)
    reason = "; ".join([finding.reason for finding in found])
    if found[0].code in VETOES:
        return PairVerdict(Decision.DIFFERENT, VETO_SCORE, reason)
    score, is_open = _weighed(tuple([finding.code for finding in found]))
    if is_open:
        score = min(score, config.same_score - 0.01)
    return PairVerdict(decide(score, config), score, reason)


@lru_cache(maxsize=1 << 14)
def _weighed(codes: tuple[str, ...]) -> tuple[float, bool]:
    """The probability that codes of evidence add up to, and whether they need support and have none.

    A collection has millions of pairs and few combinations of codes.
    """
    found = tuple([Finding(code, "") for code in codes])
    score = to_score(sum(finding.weight for finding in found))
    doubted = codes[0] in NEED_SUPPORT or not DOUBTS.isdisjoint(codes) or FREQUENT.issubset(codes)
    return score, doubted and not _is_supported(found)


def _is_supported(found: tuple[Finding, ...]) -> bool:
    is_strict = found[0].code in RELATIVES or any(finding.code in DOUBTS for finding in found)
    wanted = OF_ONESELF if is_strict else SUPPORT
    codes = {finding.code for finding in found}
    if not is_strict and (found[0].code in OF_ONE_NAME or codes & LADDER):
        wanted = wanted | RARE
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
    """ "state" for a description of a state: "state in the Northwest"; other kinds are compared as descriptions."""
    is_state = "state" in fold_words(role) and kinds_in(role) <= {"country", "province"}
    return "state" if is_state and kinds_in(role) else None


def _is_address(title: str) -> bool:
    return title.rstrip(".").lower() in lexicon.words("title_honorific")


@lru_cache(maxsize=10_000)
def _roles(texts: tuple[str, ...]) -> tuple[Role, ...]:
    return tuple(parse_role(text) for text in texts)
