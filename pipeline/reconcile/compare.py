"""Whether two names are one bearer's: signals with reasons, their weights in one list, and vetoes."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from pipeline import lexicon
from pipeline.config import ReconcileConfig
from pipeline.reconcile.chains import Family, PairVerdict, family_of
from pipeline.reconcile.organisations import OrgName, is_acronym, match_orgs, parse_org
from pipeline.reconcile.people import NameMatch, PersonName, match_people, parse_person
from pipeline.reconcile.places import PlaceName, match_places, parse_place
from pipeline.reconcile.roles import Agreement, Role, agree, parse_role
from pipeline.reconcile.spelling import Likeness, fold_words, is_attested, likeness
from pipeline.schema import Decision, Label

# Log-odds that two names are one bearer's, given each finding alone. Set by hand from what each finding means and
# checked on the open name pairs of benchmarks; a bare surname or initial stays below "same" unless something helps.
WEIGHTS = {
    # the names of people
    "identical": 4.0, "middle": 3.0, "handle": 3.0, "nickname": 2.6, "order": 2.5, "variant": 2.0, "initials": 2.2,
    "same_word": 2.0, "typo": 1.8, "given_typo": 1.6, "surname": 1.7, "initial": 0.9, "short_variant": 0.6,
    "double_typo": 0.0, "one_suffix": -0.2, "surname_variant": 0.2, "surname_typo": -0.5,
    "surname_suffix": -0.6, "given_only": -1.0,
    # the names of organisations and places
    "acronym": 2.0, "same_acronym": 2.0, "part_acronym": 1.8, "business_tail": 1.7, "short_form": 1.7, "team": 0.6,
    "prefix": -0.6, "suffix": -0.6, "narrower": -1.5, "metonym": -3.0, "org_variant": 1.7, "org_typo": 1.8,
    "one_region": 2.0, "capital": 1.5, "ambiguous_place": -0.5, "place_typo": 1.8, "place_tail": 2.0,
    # roles
    "role_same": 2.5, "role_related": 1.5, "role_unknown": -0.8, "role_other": -2.7, "role_contradict": -6.0,
    # the rest
    "both_attested": -1.2, "one_unattested": 0.3, "companions_many": 1.2, "companions_some": 0.6,
    "dates_close": 0.4, "dates_far": -0.6,
}  # fmt: skip

DEFINED = "an article gives one as the abbreviation of the other"
VETOES = frozenset({"other_name", "other_given", "other_surname", "other_suffix", "other_region", "other_kind",
                    "other_number", "no_name", "body"})  # fmt: skip
# Findings about names that join nothing without support from another signal.
NEED_SUPPORT = frozenset({"initial", "short_variant", "double_typo", "one_suffix", "surname_suffix", "given_only",
                          "surname_variant", "surname_typo", "team", "prefix", "suffix", "narrower",
                          "ambiguous_place"})  # fmt: skip
SPELLING = frozenset({"typo", "given_typo"})


@dataclass(frozen=True, slots=True)
class Bearer:
    """One name with all that is known of whom it names: the thing that is compared.

    ``companions`` are other names in its articles; ``first`` and ``last`` its days of publication; ``also`` the keys
    of shorter names that articles use for it and for nothing else.
    """

    name: str
    family: Family
    roles: tuple[Role, ...] = ()
    companions: frozenset[str] = frozenset()
    first: date | None = None
    last: date | None = None
    wider: str | None = None
    kind: str | None = None
    acronyms: frozenset[str] = field(default=frozenset())
    also: frozenset[str] = field(default=frozenset())


@dataclass(frozen=True, slots=True)
class Finding:
    """One signal: the code that ``WEIGHTS`` knows, and the reason in words."""

    code: str
    reason: str


def person_of(bearer: Bearer) -> PersonName:
    """The parsed name of a person."""
    return parse_person(bearer.name)


def place_of(bearer: Bearer) -> PlaceName:
    """The parsed name of a place, with the state and kind that articles give it."""
    place = parse_place(bearer.name, bearer.wider)
    return PlaceName(place.name, place.kind or bearer.kind, place.wider)


def org_of(bearer: Bearer) -> OrgName:
    """The parsed name of a thing."""
    return parse_org(bearer.name)


def name_signal(a: Bearer, b: Bearer) -> Finding:
    """What the two names say by themselves."""
    if a.family != b.family:
        return Finding("other_kind", f"a {a.family} and a {b.family}")
    if a.family == Family.PERSON:
        if _is_body(a.name) != _is_body(b.name):
            return Finding("body", "a person and a body named after one")
        return _found(match_people(person_of(a), person_of(b)))
    if a.family == Family.PLACE:
        return _found(_match_short_place(a, b) or match_places(place_of(a), place_of(b)))
    if _defines(a, b) or _defines(b, a):
        return Finding("identical", DEFINED)
    match = match_orgs(org_of(a), org_of(b))
    if match.code in ("prefix", "suffix"):
        for short, long in ((a, b), (b, a)):
            if org_of(short).key in long.also:
                return Finding("short_form", f"an article calls {long.name} {short.name} for short")
    return _found(match)


def _match_short_place(a: Bearer, b: Bearer) -> NameMatch | None:
    """Places are abbreviated like organisations: "NSW" for New South Wales; two letters are too few."""
    if not (is_acronym(a.name) ^ is_acronym(b.name)) or min(len(a.name), len(b.name)) < 3:
        return None
    match = match_orgs(org_of(a), org_of(b))
    return match if match.code == "acronym" and place_of(a) != place_of(b) else None


def _found(match: NameMatch) -> Finding:
    return Finding(match.code, match.reason)


def _is_body(name: str) -> bool:
    words = name.lower().split()
    return len(words) > 1 and words[-1] in BODIES


BODIES = frozenset({"administration", "campaign", "foundation", "organization", "organisation", "cabinet", "family",
                    "act", "program", "programme", "government", "regime", "times", "post", "university"})  # fmt: skip


def _defines(a: Bearer, b: Bearer) -> bool:
    acronym = org_of(a).acronym
    return acronym is not None and acronym in b.acronyms and org_of(b).acronym is None


def role_signal(a: Bearer, b: Bearer) -> Finding | None:
    """The best agreement of any two of their roles; nothing when one has none."""
    pairs = [agree(x, y) for x in a.roles[:8] for y in b.roles[:8]]
    if not pairs:
        return None
    order = list(Agreement)
    best, reason = min(pairs, key=lambda pair: (order.index(pair[0]), pair[1]))
    return Finding(f"role_{best}", reason)


def attested_signal(a: Bearer, b: Bearer) -> Finding | None:
    """Two words that are both names of people are rather two names than one name and a slip."""
    if a.family != Family.PERSON:
        return None
    for x, y in zip(reversed(person_of(a).words), reversed(person_of(b).words), strict=False):
        if x != y and likeness(x, y) in (Likeness.TYPO, Likeness.VARIANT):
            known = is_attested(x) + is_attested(y)
            if known == 2:
                return Finding("both_attested", f"{x.title()} and {y.title()} are both names")
            if known == 1:
                return Finding("one_unattested", f"one of {x.title()} and {y.title()} is no usual name")
    return None


def companion_signal(a: Bearer, b: Bearer) -> Finding | None:
    """Names that stand beside both."""
    shared = sorted(a.companions & b.companions)
    if len(shared) >= 4:
        return Finding("companions_many", f"both stand beside {', '.join(shared[:3])} and {len(shared) - 3} more")
    if len(shared) >= 2:
        return Finding("companions_some", f"both stand beside {' and '.join((', '.join(shared[:-1]), shared[-1]))}")
    return None


def date_signal(a: Bearer, b: Bearer) -> Finding | None:
    """How far apart their articles are."""
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return None
    gap = max((b.first - a.last).days, (a.first - b.last).days, 0)
    if gap <= 7:
        return Finding("dates_close", "published within a week" if gap else "published on the same days")
    if gap > 3650:
        return Finding("dates_far", f"published {gap // 365} years apart")
    return None


SIGNALS: tuple[Callable[[Bearer, Bearer], Finding | None], ...] = (
    role_signal,
    companion_signal,
    date_signal,
)


def compare(a: Bearer, b: Bearer, config: ReconcileConfig) -> PairVerdict:
    """The verdict about two bearers: a veto of the names, or the sum of all signals as a probability."""
    name = name_signal(a, b)
    if name.code in VETOES:
        return PairVerdict(Decision.DIFFERENT, 0.02, name.reason)
    findings = [found for signal in SIGNALS if (found := signal(a, b)) is not None]
    support = sum(WEIGHTS[found.code] for found in findings)
    if name.code in SPELLING or name.code in ("short_variant", "double_typo"):
        extra = attested_signal(a, b) if name.code in SPELLING else None
        findings += [extra] if extra else []
    score = to_score(WEIGHTS[name.code] + sum(WEIGHTS[found.code] for found in findings))
    if name.code in NEED_SUPPORT and support < 1:
        score = min(score, config.same_score - 0.01)
    reason = "; ".join(found.reason for found in (name, *findings))
    return PairVerdict(decide(score, config), score, reason)


def to_score(weight: float) -> float:
    """The probability for log-odds, rounded to three places.

    >>> to_score(0.0), to_score(4.0)
    (0.5, 0.982)
    """
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, weight)))), 3)


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
    a, b = (_lone(name, label, role) for name, role in ((name_a, role_a), (name_b, role_b)))
    return compare(a, b, config)


def _lone(name: str, label: Label | None, role: str) -> Bearer:
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
