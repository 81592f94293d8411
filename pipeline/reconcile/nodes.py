"""All chains of one name across articles, as one thing to compare; one name that two people bear is kept apart."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline import lexicon
from pipeline.reconcile.chains import Chain, Family
from pipeline.reconcile.compare import Bearer
from pipeline.reconcile.organisations import is_acronym, parse_org
from pipeline.reconcile.people import parse_person
from pipeline.reconcile.places import parse_place
from pipeline.reconcile.roles import Agreement, Role, agree, parse_role
from pipeline.reconcile.spelling import fold

COMPANION_ARTICLES = 50  # a name in more articles than this says little about who stands beside it
MAX_COMPANIONS = 40  # companions kept for one name
SAME_COMPANY = 4  # so many shared companions outweigh contradicting roles
SAME_PLACE = 2  # so many shared companions make "Parliament" in two articles the same parliament
MAX_ROLES = 8  # roles kept for one name


@dataclass(frozen=True, slots=True)
class Node:
    """Chains that one name and no contradiction join; ``key`` is that name's identity, shared by namesakes."""

    key: str
    chains: tuple[Chain, ...]
    bearer: Bearer
    articles: frozenset[str]


@lru_cache(maxsize=200_000)
def identity(name: str, family: Family, wider: str | None, kind: str | None) -> tuple[str, bool]:
    """What equal names share, and whether the name is too short to stand for one bearer in a whole corpus.

    Short are a surname alone, a surname with an initial, and an abbreviation.

    >>> identity("Mayor Tim Burgess", Family.PERSON, None, None), identity("Burgess", Family.PERSON, None, None)
    (('person tim burgess', False), ('person burgess', True))
    """
    if family == Family.PERSON:
        person = parse_person(name)
        key = person.key or fold(name) or name.strip()
        return f"person {key}", not (person.is_full or person.handle)
    if family == Family.PLACE:
        place = parse_place(name, wider)
        state = "state" if "state" in (place.kind, kind) and place.name == "washington" else ""
        is_short = is_acronym(name) and len(name) > 2 and place.name == fold(name)
        return f"place {place.key or name.strip()} {state}".strip(), is_short
    org = parse_org(name)
    return f"thing {org.key or name.strip()}", org.acronym is not None


def chain_identity(chain: Chain) -> tuple[str, bool]:
    """The identity of a chain's fullest name."""
    return identity(chain.name, chain.family, chain.wider, chain.kind)


def companions_of(chains: Sequence[Chain]) -> dict[str, frozenset[str]]:
    """For each chain the names beside it in its article, as written, without those that stand in very many articles."""
    by_article: dict[str, list[Chain]] = defaultdict(list)
    articles: dict[str, set[str]] = defaultdict(set)
    written: dict[str, Counter[str]] = defaultdict(Counter)
    for chain in chains:
        if chain.is_name:
            by_article[chain.article_id].append(chain)
            articles[chain_identity(chain)[0]].add(chain.article_id)
            written[chain_identity(chain)[0]][chain.name] += 1
    said = {key: min(counts, key=lambda name: (-counts[name], name)) for key, counts in written.items()}
    found = {}
    for group in by_article.values():
        keys = sorted({chain_identity(chain)[0] for chain in group})
        rare = [key for key in keys if 2 <= len(articles[key]) <= COMPANION_ARTICLES][: 2 * MAX_COMPANIONS]
        for chain in group:
            mine = chain_identity(chain)[0]
            words = set(mine.split()[1:])
            found[chain.chain_id] = frozenset(said[key] for key in rare if not words & set(key.split()[1:]))
    return found


def make_bearer(chains: Sequence[Chain], companions: dict[str, frozenset[str]]) -> Bearer:
    """What the chains of one name say together."""
    roles = Counter(role for chain in chains for role in chain.roles)
    beside = Counter(key for chain in chains for key in companions.get(chain.chain_id, ()))
    days = sorted(chain.published for chain in chains if chain.published is not None)
    names = Counter({name: 0 for chain in chains for name, _ in chain.forms[:1]})
    for chain in chains:
        names[chain.name] += chain.forms[0][1]
    first = chains[0]
    return Bearer(
        min(names, key=lambda name: (-len(fold(name).split()), -names[name], name)), first.family,
        tuple(parse_role(role) for role in sorted(roles, key=lambda r: (-roles[r], r))[:MAX_ROLES]),
        frozenset(sorted(beside, key=lambda key: (-beside[key], key))[:MAX_COMPANIONS]),
        days[0] if days else None, days[-1] if days else None,
        next((chain.wider for chain in chains if chain.wider), None),
        next((chain.kind for chain in chains if chain.kind), None),
        frozenset(x for chain in chains for x in chain.acronyms),
    )  # fmt: skip


def make_nodes(chains: Sequence[Chain], companions: dict[str, frozenset[str]]) -> list[Node]:
    """Nodes in a fixed order, whatever the order of the chains; namesakes with contradicting roles apart."""
    by_key: dict[str, list[Chain]] = defaultdict(list)
    for chain in chains:
        by_key[chain_identity(chain)[0]].append(chain)
    nodes = []
    for key in sorted(by_key):
        for part in split_namesakes(sorted(by_key[key], key=_reading_order), companions):
            articles = frozenset(chain.article_id for chain in part)
            nodes.append(Node(key, tuple(part), make_bearer(part, companions), articles))
    return _with_short_forms(nodes)


def _with_short_forms(nodes: Sequence[Node]) -> list[Node]:
    """The nodes of organisations, each with the shorter names that articles use for it and for no other."""
    forms = [
        {parse_org(form).key for chain in node.chains for form, _ in chain.forms if not is_acronym(form)}
        if node.bearer.family == Family.THING
        else set()
        for node in nodes
    ]
    count = Counter(key for mine in forms for key in mine)
    own = Counter(node.key for node in nodes)  # a short name is a node of its own where it stands alone
    return [
        replace(node, bearer=replace(node.bearer, also=frozenset(
            key for key in mine if count[key] - own[f"thing {key}"] == 1 and node.key != f"thing {key}"
        ))) if mine else node
        for node, mine in zip(nodes, forms, strict=True)
    ]  # fmt: skip


def _reading_order(chain: Chain) -> tuple[str, str, str]:
    return (chain.published.isoformat() if chain.published else "9999", chain.article_id, chain.chain_id)


def split_namesakes(chains: Sequence[Chain], companions: dict[str, frozenset[str]]) -> list[list[Chain]]:
    """The chains of one name in groups whose roles do not contradict each other; without roles: with the largest."""
    if chains[0].family == Family.THING and parse_org(chains[0].name).key in _generic():
        return _by_place(chains, companions)
    with_roles = [chain for chain in chains if chain.roles]
    if len({chain.roles for chain in with_roles}) < 2 or chains[0].family != Family.PERSON:
        return [list(chains)]
    groups: list[tuple[list[Chain], list[Role], set[str]]] = []
    for chain in with_roles:
        roles = [parse_role(role) for role in chain.roles[:MAX_ROLES]]
        beside = companions.get(chain.chain_id, frozenset())
        fits = [g for g in groups if not contradict(roles, g[1]) or len(beside & g[2]) >= SAME_COMPANY]
        if not fits:
            fits = [([], [], set())]
            groups += fits
        members, known, others = fits[0]
        members.append(chain)
        known += [role for role in roles if role not in known][: max(0, MAX_ROLES - len(known))]
        others |= beside
    groups.sort(key=lambda group: -len(group[0]))
    groups[0][0].extend(chain for chain in chains if not chain.roles)
    return [sorted(members, key=_reading_order) for members, _, _ in groups]


@lru_cache(maxsize=1)
def _generic() -> frozenset[str]:
    return frozenset(parse_org(name).key for name in lexicon.words("org_generic"))


def _by_place(chains: Sequence[Chain], companions: dict[str, frozenset[str]]) -> list[list[Chain]]:
    """Chains of an institution that every country or city has ("Parliament"), joined where the same places or people
    stand beside them: the name alone does not say which one it is.
    """
    groups: list[tuple[list[Chain], set[str]]] = []
    for chain in chains:
        beside = companions.get(chain.chain_id, frozenset())
        home = next((group for group in groups if len(beside & group[1]) >= SAME_PLACE), None)
        if home is None:
            home = ([], set())
            groups.append(home)
        home[0].append(chain)
        home[1].update(beside)
    return [members for members, _ in groups]


def contradict(left: Sequence[Role], right: Sequence[Role]) -> bool:
    """Whether every role of the one contradicts every role of the other."""
    verdicts = [agree(a, b)[0] for a in left for b in right]
    return bool(verdicts) and all(verdict == Agreement.CONTRADICT for verdict in verdicts)
