"""One name that several bear: its chains parted by roles that contradict each other, or by the company they keep."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeVar

from pipeline import lexicon
from pipeline.reconcile.chains import Chain, Family
from pipeline.reconcile.organisations import parse_org
from pipeline.reconcile.people import parse_person
from pipeline.reconcile.roles import Agreement, Role, agree, cannot_be_one, parse_role
from pipeline.reconcile.spelling import fold, is_attested

SAME_COMPANY = 4  # so many shared companions outweigh contradicting roles
SAME_WORDS = 2  # and so do so many shared fingerprints of quotations, of which chance gives one at most
SAME_PLACE = 2  # so many shared companions make "Parliament" in two articles the same parliament
MAX_ROLES = 8  # roles kept for one name
MOST_NAMESAKES = 50  # bearers of one name whose roles are compared with those of the next article, the earliest first
MANY_TIMES = 20  # as many articles about one bearer make another unlikely, whom only a walk of life tells apart
NO_OFFICE = frozenset({"official", "member"})
ONE_IN_A_COUNTRY = frozenset({"congress", "senate", "house"})  # news without a country's name means its own
T = TypeVar("T")


def split_namesakes(chains: Sequence[Chain], companions: Mapping[str, frozenset[str]]) -> list[list[Chain]]:
    """The chains of one name, given in reading order, in groups whose roles do not contradict each other.

    Without roles they stay with the largest group. Who is quoted with the same words is one, whatever the roles. Time
    grows with the chains, also where nearly every one names somebody else.
    """
    if is_everywhere(chains[0]):
        return _by_company(chains, companions)
    with_roles = [chain for chain in chains if chain.roles]
    if len({chain.roles for chain in with_roles}) < 2 or chains[0].family != Family.PERSON:
        return [list(chains)]
    found = _Namesakes(is_shared=is_shared_name(chains[0].name))
    for chain in with_roles:
        beside = companions.get(chain.chain_id, frozenset())
        found.add(chain, beside, found.quoted_alike(chain) or found.compatible(chain, beside))
    found.join_lone()
    largest = max(range(len(found.groups)), key=lambda i: (len(found.groups[i].chains), -i))
    for chain in chains:
        if not chain.roles:
            found.groups[next(iter(found.quoted_alike(chain)), largest)].chains.append(chain)
    place = {chain.chain_id: n for n, chain in enumerate(chains)}
    ordered = sorted(
        filter(lambda group: group.chains, found.groups),
        key=lambda group: -sum(bool(chain.roles) for chain in group.chains),
    )
    return [sorted(group.chains, key=lambda chain: place[chain.chain_id]) for group in ordered]


def contradict(left: Sequence[Role], right: Sequence[Role], is_shared: bool) -> bool:
    """Whether every role of the one contradicts every role of the other.

    Where few bear the name (``is_shared`` is false) some two roles must be such that nobody can have both: that one
    man is called a host here and a billionaire there is likelier than two men of a rare name in the news.
    """
    pairs = [(a, b) for a in left for b in right]
    if not pairs or any(agree(a, b)[0] != Agreement.CONTRADICT for a, b in pairs):
        return False
    return is_shared or any(cannot_be_one(a, b) for a, b in pairs)


@lru_cache(maxsize=1 << 16)
def is_shared_name(name: str) -> bool:
    """Whether two people in the news may well bear a full name: its surname is frequent in some country.

    Sources: ``name_surnames.txt`` (the United States), ``name_surnames_world.txt``, ``name_family_first.txt``; a
    surname that is a given name too ("Ahmed") is frequent.

    >>> is_shared_name("John Smith"), is_shared_name("Donald Trump")
    (True, False)
    """
    last = parse_person(name).surname[-1:]
    return any(is_attested(word) or word in lexicon.words("name_surnames_world") for word in last)


def _by_company(chains: Sequence[Chain], companions: Mapping[str, frozenset[str]]) -> list[list[Chain]]:
    """Chains of a name that many bear, joined by names beside them, by a role or by what they are quoted as saying."""
    found = _Namesakes(is_shared=True)
    for chain in chains:
        beside = companions.get(chain.chain_id, frozenset())
        homes = {*found.in_company(beside), *found.in_office(chain), *found.quoted_alike(chain)}
        found.add(chain, beside, sorted(homes))
    return [group.chains for group in found.groups]


@dataclass(slots=True)
class _Group:
    """One bearer of a name so far."""

    chains: list[Chain] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    beside: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Namesakes:
    """The bearers of one name in the order in which they were met, with an index of what each is known by."""

    is_shared: bool
    groups: list[_Group] = field(default_factory=list)
    _beside: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _said: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    _offices: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _joined_to: dict[int, int] = field(default_factory=dict)

    def add(self, chain: Chain, beside: Iterable[str], homes: Sequence[int]) -> None:
        """Put a chain to the first of the groups that it fits, or make it a group of its own."""
        i = homes[0] if homes else len(self.groups)
        if not homes:
            self.groups.append(_Group())
        group = self.groups[i]
        group.chains.append(chain)
        roles = [parse_role(role) for role in chain.roles[:MAX_ROLES]]
        fresh = [role for role in dict.fromkeys(roles) if role not in group.roles]
        group.roles += fresh[: max(0, MAX_ROLES - len(group.roles))]
        _post(self._beside, beside, i)
        _post(self._said, chain.said, i)
        _post(self._offices, {mark for role in roles for mark in _marks(role)}, i)
        group.beside.update(beside)

    def compatible(self, chain: Chain, beside: frozenset[str]) -> list[int]:
        """The first group whose roles do not contradict the chain's, or that has much company in common with it."""
        roles = [parse_role(role) for role in chain.roles[:MAX_ROLES]]
        for i, group in enumerate(self.groups[:MOST_NAMESAKES]):
            if not contradict(roles, group.roles, self.is_shared) or len(beside & group.beside) >= SAME_COMPANY:
                return [i]
        return [i for i in self.in_office(chain) if i >= MOST_NAMESAKES][:1]

    def join_lone(self) -> None:
        """Join to the bearer of by far the most articles those whom only a walk of life tells apart from him."""
        sizes = [len(group.chains) for group in self.groups]
        first = max(range(len(sizes)), key=lambda i: (sizes[i], -i))
        main = self.groups[first]
        for i, group in enumerate(self.groups):
            is_lone = i != first and MANY_TIMES * sizes[i] <= sizes[first]
            if is_lone and not any(cannot_be_one(a, b) for a in group.roles for b in main.roles):
                main.chains += group.chains
                group.chains = []
                self._joined_to[i] = first  # the index still leads to the position

    def quoted_alike(self, chain: Chain) -> list[int]:
        """The groups that share words of quotations with the chain."""
        return [self._joined_to.get(i, i) for i in _often(self._said, chain.said, SAME_WORDS)]

    def in_company(self, beside: Iterable[str]) -> list[int]:
        """The groups that the same names stand beside."""
        return _often(self._beside, beside, SAME_PLACE)

    def in_office(self, chain: Chain) -> list[int]:
        """The groups that hold the same office as the chain."""
        found = []
        for role in (parse_role(role) for role in chain.roles[:MAX_ROLES]):
            near = {i for mark in _marks(role) for i in self._offices.get(mark, ())[:MOST_NAMESAKES]}
            found += [i for i in near if any(agree(role, r)[0] == Agreement.SAME for r in self.groups[i].roles)]
        return sorted(set(found))


def _marks(role: Role) -> set[str]:
    """What two roles share that say the same: an office, or the whole text."""
    return {*(role.offices - NO_OFFICE), f"= {fold(role.text)}"}


def _post(index: dict[T, list[int]], marks: Iterable[T], i: int) -> None:
    for mark in marks:
        if not index[mark] or index[mark][-1] != i:
            index[mark].append(i)


def _often(index: Mapping[T, list[int]], marks: Iterable[T], least: int) -> list[int]:
    """The groups that stand under so many of the marks, in order."""
    counts = Counter(i for mark in marks for i in set(index.get(mark, ())))
    return sorted(i for i, n in counts.items() if n >= least)


@lru_cache(maxsize=1)
def _generic() -> frozenset[str]:
    """The names of institutions that every country or city has, and bare words for institutions: "the Court"."""
    bare = lexicon.words("org_institutions") - ONE_IN_A_COUNTRY
    return frozenset(parse_org(name).key for name in lexicon.words("org_generic") | bare)


def is_everywhere(chain: Chain) -> bool:
    """Whether so many bear the name that it alone says nothing: "Parliament", "the Court", "Bill", "Smith"."""
    if chain.family == Family.THING:
        name = parse_org(chain.name)
        return name.key in _generic() and not name.has_form  # "News Corp." is a company
    if chain.family != Family.PERSON:
        return False
    person = parse_person(chain.name)
    return len(person.words) == 1 and (is_attested(person.words[0]) or len(person.words[0]) < 3)
