"""What speaks for and against two names being one bearer's: one short function a signal, each with its reason."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from pipeline import lexicon
from pipeline.reconcile.chains import Family
from pipeline.reconcile.described_names import match_with_places
from pipeline.reconcile.descriptions import agree_things
from pipeline.reconcile.organisations import OrgName, is_acronym, match_orgs, parse_org
from pipeline.reconcile.people import PersonName, parse_person
from pipeline.reconcile.people_match import NameMatch, match_people
from pipeline.reconcile.places import PlaceName, is_clipped, match_places, parse_place
from pipeline.reconcile.rarity import SAID, band, bearers, is_given, is_surname
from pipeline.reconcile.roles import Agreement, Role, agree
from pipeline.reconcile.spelling import Likeness, likeness

DEFINED = "an article gives one as the abbreviation of the other"


@dataclass(frozen=True, slots=True)
class Bearer:
    """One name with all that is known of whom it names: the thing that is compared.

    ``companions`` are other names in its articles; ``first`` and ``last`` its days of publication; ``also`` the keys
    of shorter names that articles use for it and for nothing else, ``related`` organisations in its roles, ``choices``
    how many full names in the corpus a short name may stand for, ``uses`` how many articles have a name, ``said``
    fingerprints of what articles quote it as saying.
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
    related: frozenset[str] = field(default=frozenset())
    choices: int = 0
    uses: int = 0
    said: frozenset[int] = field(default=frozenset(), repr=False)


@dataclass(frozen=True, slots=True)
class Finding:
    """What one signal says: a code, the reason in words, and by ``weight`` how much it counts."""

    code: str
    reason: str

    @property
    def weight(self) -> float:
        """The log-odds that the code adds; 0 for a code that forbids instead of weighing."""
        return weights().get(self.code, 0.0)


@lru_cache(maxsize=1)
def weights() -> dict[str, float]:
    """The log-odds of every code that weighs: above 0 for agreement, below 0 for contradiction.

    Fitted on open data by ``training/name_weights.py``, which writes ``name_weights.csv``. Absence has no code and adds
    nothing.
    """
    return {row["code"]: float(row["weight"]) for row in lexicon.table("name_weights")}


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
    match = match_with_places(org_of(a), org_of(b), _said_of(a), _said_of(b))
    if match.code in ("prefix", "suffix", "club", "team", "formal_tail"):
        for short, long in ((a, b), (b, a)):
            if org_of(short).key in long.also:
                return Finding("short_form", f"an article calls {long.name} {short.name} for short")
    return _found(match)


def _said_of(bearer: Bearer) -> tuple[str, ...]:
    return tuple(role.text for role in bearer.roles[:8])


def _match_short_place(a: Bearer, b: Bearer) -> NameMatch | None:
    """Places are abbreviated like organisations: "NSW" for New South Wales; two letters are too few."""
    for short, long in ((a, b), (b, a)):
        if is_clipped(short.name, long.name) and place_of(short).kind is None and " " not in long.name:
            return NameMatch("clipped", f"{short.name} may be short for {long.name}")
    if not (is_acronym(a.name) ^ is_acronym(b.name)) or min(len(a.name), len(b.name)) < 3:
        return None
    match = match_orgs(org_of(a), org_of(b))
    return match if match.code == "acronym" and place_of(a) != place_of(b) else None


def _found(match: NameMatch) -> Finding:
    return Finding(match.code, match.reason)


def _is_body(name: str) -> bool:
    words = name.lower().split()
    return len(words) > 1 and words[-1] in BODIES


BODIES = frozenset({"administration", "airport", "army", "award", "band", "cabinet", "campaign", "center", "centre",
                    "college", "commission", "committee", "family", "foundation", "fund", "government", "hospital",
                    "institute", "act", "library", "museum", "organization", "organisation", "orchestra", "post",
                    "prize", "program", "programme", "regime", "school", "stadium", "times", "trust",
                    "university"})  # fmt: skip


def _defines(a: Bearer, b: Bearer) -> bool:
    acronym = org_of(a).acronym
    is_open = acronym is not None and org_of(a).key == acronym  # "AP" is the Associated Press, whatever others define
    return is_open and acronym in b.acronyms and org_of(b).acronym is None


def slip_signal(a: Bearer, b: Bearer) -> Finding | None:
    """Two words that are both names of people are rather two names than one name and a slip."""
    if a.family != Family.PERSON:
        return None
    for n, (x, y) in enumerate(zip(reversed(person_of(a).words), reversed(person_of(b).words), strict=False)):
        if x != y and likeness(x, y) in (Likeness.TYPO, Likeness.VARIANT):
            known = sum(is_surname(word) if n == 0 else is_given(word) for word in (x, y))
            if known == 2:
                return Finding("both_attested", f"{x.title()} and {y.title()} are both names")
            if known == 1:
                return Finding("one_unattested", f"one of {x.title()} and {y.title()} is no usual name")
    return None


def surname_signal(a: Bearer, b: Bearer) -> Finding | None:
    """Two surnames that sound alike and that many people have are rather two: "Barton" and "Burton"."""
    if a.family != Family.PERSON:
        return None
    x, y = (name.surname[-1] if name.surname else "" for name in (person_of(a), person_of(b)))
    if UMLAUT.sub(r"\1", x) != UMLAUT.sub(r"\1", y) and is_surname(x) and is_surname(y):
        return Finding("both_attested", f"{x.title()} and {y.title()} are both names")
    return None


UMLAUT = re.compile(r"([aou])e")  # "Schroeder" beside "Schröder"


def rarity_signal(a: Bearer, b: Bearer) -> Finding | None:
    """How many others may bear the name, or the rarer of two spellings; of a short name only its surname counts."""
    if a.family != Family.PERSON:
        return None
    mine, other = person_of(a), person_of(b)
    if mine.is_regnal or other.is_regnal:
        return None
    if mine.given and other.given and mine.surname and other.surname:
        count, name = min((bearers(name), name.core) for name in (mine, other))
        code = band(count)
        return Finding(code, SAID[code].format(name))
    if not mine.surname[-1:] or mine.surname[-1:] != other.surname[-1:]:
        return None
    word = mine.surname[-1]
    if word in lexicon.words("name_surnames"):
        return Finding("common_surname", f"{word.title()} is a common surname")
    return Finding("rare_surname", f"{word.title()} is not a common surname") if len(word) > 4 else None


def suffix_signal(a: Bearer, b: Bearer) -> Finding | None:
    """Papers that write names in full have initial and Jr., "Samuel A. Alito Jr.", others neither; a number tells."""
    if a.family != Family.PERSON:
        return None
    plain, full = sorted((person_of(a), person_of(b)), key=lambda name: name.suffix is not None)
    if plain.suffix or not full.suffix or not plain.given:
        return None
    if full.suffix not in ("jr", "sr"):
        return Finding("one_number", f"only {full.core} has a number")
    is_formal = full.suffix == "jr" and len(full.given) > len(plain.given)
    return Finding("formal_name", f"{full.core} is the full form of a name") if is_formal else None


def role_signal(a: Bearer, b: Bearer) -> Finding | None:
    """The best agreement of any two of their roles; nothing when one has none."""
    if not a.roles or not b.roles:
        return None
    pairs = [_agree(a, b, x, y) for x in a.roles[:8] for y in b.roles[:8]]
    order = list(Agreement)
    best, reason = min(pairs, key=lambda pair: (order.index(pair[0]), pair[1]))
    if a.family == Family.PERSON and (best == Agreement.CAREER or best == Agreement.PATH) and _is_part(a, b):
        short = min(person_of(a), person_of(b), key=lambda name: len(name.given))
        if best == Agreement.CAREER or bearers(short) >= FEW_BEARERS:
            best = Agreement.OTHER  # some other of the same surname has another office of public life
    return Finding(f"role_{best}" if a.family == Family.PERSON else f"role_{best}_thing", reason)


def _is_part(a: Bearer, b: Bearer) -> bool:
    """Whether one of the two is but the surname of the other."""
    short, full = sorted((person_of(a), person_of(b)), key=lambda name: len(name.given))
    is_surname = bool(full.given) and not short.given and not short.is_regnal
    return is_surname and short.words[-1:] == full.surname[-1:]


FEW_BEARERS = 2.0  # people in the news with one surname


def _agree(a: Bearer, b: Bearer, x: Role, y: Role) -> tuple[Agreement, str]:
    if a.family == Family.PERSON:
        return agree(x, y)
    return agree_things(x.text, y.text, (a.name, b.name), a.family == Family.PLACE)


def body_signal(a: Bearer, b: Bearer) -> Finding | None:
    """Organisations that articles name in the roles of both."""
    shared = a.related & b.related
    return Finding("same_body", f"articles connect both with {min(shared).title()}") if shared else None


def quotation_signal(a: Bearer, b: Bearer) -> Finding | None:
    """Words that articles quote both as saying; that papers choose other words says nothing."""
    return None if a.said.isdisjoint(b.said) else Finding("same_quotation", "both are quoted with the same words")


def companion_signal(a: Bearer, b: Bearer) -> Finding | None:
    """Names that stand beside both; none at all, where both stand in much company, speaks against them."""
    shared = sorted(a.companions & b.companions)
    if len(shared) >= 4:
        some = ", ".join(shared[:3])
        return Finding("companions_many", f"articles about both also mention {some} and {len(shared) - 3} more")
    if len(shared) >= 2:
        some = " and ".join((", ".join(shared[:-1]), shared[-1]))
        return Finding("companions_some", f"articles about both also mention {some}")
    if not shared and min(len(a.companions), len(b.companions)) >= MUCH_COMPANY:
        return Finding("companions_none", "nobody else is mentioned with both")
    return None


MUCH_COMPANY = 8  # names beside one from which it says something that none of them stands beside the other


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


def choice_signal(a: Bearer, b: Bearer) -> Finding | None:
    """A short name that several full names would explain is less surely that of any one of them."""
    n = max(a.choices, b.choices)
    return Finding("one_of_several", f"{n} full names could be meant") if n > 1 else None


def usage_signal(a: Bearer, b: Bearer) -> Finding | None:
    """An abbreviation that is far more used than the name it could stand for, and never beside it, is another's."""
    for short, full in ((a, b), (b, a)):
        acronym = org_of(short).acronym if short.family == Family.THING else None
        if acronym and acronym not in full.acronyms and full.uses and short.uses > MORE_USED * full.uses:
            said = f"{short.uses} articles have {short.name}, {full.uses} have {full.name}, and none has both"
            return Finding("unspelled", said)
    return None


MORE_USED = 4  # times more articles with an abbreviation than with the full name


# All evidence about a pair but the names themselves, in the order in which a reason lists it. Every code of every
# signal has its log-odds in ``name_weights.csv``: agreement above 0, contradiction below 0, and no code for absence.
SIGNALS: tuple[Callable[[Bearer, Bearer], Finding | None], ...] = (
    role_signal,
    body_signal,
    quotation_signal,
    companion_signal,
    date_signal,
    rarity_signal,
    suffix_signal,
    choice_signal,
    usage_signal,
)
