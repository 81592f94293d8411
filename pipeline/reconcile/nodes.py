"""All chains of one name across articles, as one thing to compare; one name that two people bear is kept apart."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.reconcile.chains import Chain, Family, family_of
from pipeline.reconcile.namesakes import MAX_ROLES, split_namesakes
from pipeline.reconcile.organisations import is_acronym, parse_org
from pipeline.reconcile.people import parse_person
from pipeline.reconcile.places import parse_place
from pipeline.reconcile.roles import parse_role
from pipeline.reconcile.signals import Bearer
from pipeline.reconcile.spelling import NAMES_KEPT, fold

COMPANION_ARTICLES = 50  # a name in more articles than this says little about who stands beside it,
COMPANION_SHARE = 10  # and so does one that stands in more than every tenth article,
FEW_ARTICLES = 4  # unless these are very few
MAX_COMPANIONS = 40  # companions kept for one name
MAX_SAID = 4096  # fingerprints of quotations kept for one name, the least: a sample that all names draw alike


NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Node:
    """Chains that one name and no contradiction join; ``key`` is that name's identity, shared by namesakes."""

    key: str
    chains: tuple[Chain, ...]
    bearer: Bearer
    articles: frozenset[str]


@lru_cache(maxsize=NAMES_KEPT)
def identity(name: str, family: Family, wider: str | None, kind: str | None) -> tuple[str, bool]:
    """What equal names share, and whether the name is too short to stand for one bearer in a whole corpus.

    Short are a surname alone, a surname with an initial, and an abbreviation.

    >>> identity("Mayor Tim Burgess", Family.PERSON, None, None), identity("Burgess", Family.PERSON, None, None)
    (('person tim burgess', False), ('person burgess', True))
    """
    if family == Family.PERSON:
        person = parse_person(name)
        key = person.plain_key or fold(name) or name.strip()
        return f"person {key}", not (person.is_full or person.handle)
    if family == Family.PLACE:
        place = parse_place(name, wider)
        state = "state" if "state" in (place.kind, kind) and place.name == "washington" else ""
        is_short = (is_acronym(name) and len(name) > 2) or (name.endswith(".") and len(name) > 3 and place.kind is None)
        is_short = is_short and place.name == fold(name)
        return f"place {place.key or name.strip()} {state}".strip(), is_short
    org = parse_org(name)
    return f"thing {org.key or name.strip()}", org.acronym is not None and org.acronym == org.key


def chain_identity(chain: Chain) -> tuple[str, bool]:
    """The identity of a chain's fullest name."""
    return identity(chain.forms[0][0], family_of(chain.label), chain.wider, chain.kind)


def companions_of(chains: Sequence[Chain]) -> dict[str, frozenset[str]]:
    """For each chain the names beside it in its article, as written, without those that stand in very many articles."""
    by_article: dict[str, list[tuple[str, Chain]]] = defaultdict(list)
    for chain in chains:
        if chain.is_name:
            by_article[chain.article_id].append((chain_identity(chain)[0], chain))
    articles = Counter(key for group in by_article.values() for key in {key for key, _ in group})
    most = min(COMPANION_ARTICLES, max(FEW_ARTICLES, len({chain.article_id for chain in chains}) // COMPANION_SHARE))
    written: dict[str, Counter[str]] = defaultdict(Counter)
    for group in by_article.values():
        for key, chain in group:
            if 2 <= articles[key] <= most:
                written[key][chain.name] += 1
    said = {key: min(counts, key=lambda name: (-counts[name], name)) for key, counts in written.items()}
    found: dict[str, frozenset[str]] = {}
    for group in by_article.values():
        rare = [(set(key.split()[1:]), said[key]) for key in sorted({key for key, _ in group if key in said})]
        del rare[2 * MAX_COMPANIONS :]
        for mine, chain in group:
            words = mine.split()[1:] if rare else ()
            beside = [name for theirs, name in rare if theirs.isdisjoint(words)]
            found[chain.chain_id] = frozenset(beside) if beside else NOBODY
    return found


def _lone_bearer(chain: Chain, companions: dict[str, frozenset[str]], uses: int) -> Bearer:
    roles = tuple(map(parse_role, sorted(set(chain.roles))[:MAX_ROLES])) if chain.roles else ()
    beside = companions.get(chain.chain_id, NOBODY)
    if len(beside) > MAX_COMPANIONS:
        beside = frozenset(sorted(beside)[:MAX_COMPANIONS])
    return Bearer(
        chain.name, chain.family, roles, beside, chain.published, chain.published, chain.wider, chain.kind,
        frozenset((*chain.acronyms, *_used_acronyms(chain))), related=frozenset(chain.related), uses=uses,
        said=frozenset(chain.said),
    )  # fmt: skip


def make_bearer(chains: Sequence[Chain], companions: dict[str, frozenset[str]], uses: int = 0) -> Bearer:
    """What the chains of one name say together; ``uses`` is in how many articles its bearer is named."""
    if len(chains) == 1:
        return _lone_bearer(chains[0], companions, uses)
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
        frozenset(x for chain in chains for x in (*chain.acronyms, *_used_acronyms(chain))),
        related=frozenset(body for chain in chains for body in chain.related), uses=uses,
        said=_said_of(chains),
    )  # fmt: skip


def _said_of(chains: Sequence[Chain]) -> frozenset[int]:
    said = {mark for chain in chains for mark in chain.said}
    return frozenset(said if len(said) <= MAX_SAID else sorted(said)[:MAX_SAID])


def _used_acronyms(chain: Chain) -> tuple[str, ...]:
    """The folded abbreviations that the chain's article uses beside the full name."""
    if len(chain.forms) == 1:
        return ()
    shorts = (parse_org(form).acronym for form, _ in chain.forms[1:])
    return tuple(x for x in shorts if x) if not is_acronym(chain.name) else ()


def make_nodes(chains: Sequence[Chain], companions: dict[str, frozenset[str]]) -> list[Node]:
    """Nodes in a fixed order, whatever the order of the chains; namesakes with contradicting roles apart."""
    by_key: dict[str, list[Chain]] = defaultdict(list)
    for chain in chains:
        by_key[chain_identity(chain)[0]].append(chain)
    nodes = []
    for key in sorted(by_key):
        for mark, same in _by_initials(key, by_key[key]):
            for part in [same] if len(same) == 1 else split_namesakes(sorted(same, key=_reading_order), companions):
                articles = frozenset(chain.article_id for chain in part)
                nodes.append(
                    Node(f"{key} {mark}" if mark else key, tuple(part), make_bearer(part, companions), articles)
                )
    return _with_short_forms(nodes)


def _by_initials(key: str, chains: Sequence[Chain]) -> list[tuple[str, Sequence[Chain]]]:
    """The chains of one name by middle initials, where articles give different ones: George W. and George H.W. Bush."""
    if len(chains) == 1 or not key.startswith(f"{Family.PERSON} "):
        return [("", chains)]
    found: dict[str, list[Chain]] = defaultdict(list)
    for chain in chains:
        found[" ".join(parse_person(chain.name).middle_initials)].append(chain)
    return sorted(found.items()) if len(found.keys() - {""}) > 1 else [("", chains)]


def _with_short_forms(nodes: Sequence[Node]) -> list[Node]:
    """The nodes of organisations, each with the shorter names that articles use for it and for no other."""
    shorter = {i: keys for i, node in enumerate(nodes) if (keys := _other_keys(node))}
    count = Counter(key for keys in shorter.values() for key in keys)
    most_named = _most_named(nodes, count)
    found = list(nodes)
    for i, keys in shorter.items():
        if also := frozenset(key for key in keys if count[key] == 1 and most_named.get(key, i) == i):
            found[i] = replace(nodes[i], bearer=replace(nodes[i].bearer, also=also))
    return found


def _most_named(nodes: Sequence[Node], keys: Container[str]) -> dict[str, int]:
    """For each short key the position of the node that most articles name, of those whose longer name begins with it.

    "Fox" is no short form of the Fox Business Network where more articles have Fox News.
    """
    found: dict[str, int] = {}
    for i, node in enumerate(nodes):
        words = node.key.removeprefix("thing ").split() if node.bearer.family == Family.THING else []
        for key in (" ".join(words[:n]) for n in range(1, len(words))):
            if key in keys and (key not in found or len(node.articles) > len(nodes[found[key]].articles)):
                found[key] = i
    return found


def _other_keys(node: Node) -> set[str]:
    """The keys of the other names that articles have for an organisation, without abbreviations."""
    if node.bearer.family != Family.THING or all(len(chain.forms) == 1 for chain in node.chains):
        return set()
    forms = {form for chain in node.chains for form, _ in chain.forms}
    return {parse_org(form).key for form in forms if not is_acronym(form)} - {node.key.removeprefix("thing ")}


def _reading_order(chain: Chain) -> tuple[str, str, str]:
    return (chain.published.isoformat() if chain.published else "9999", chain.article_id, chain.chain_id)
