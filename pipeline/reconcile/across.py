"""Who is who across articles: names compared and joined, and short names given to their one bearer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.config import ReconcileConfig
from pipeline.reconcile.block import candidate_pairs, keys_of
from pipeline.reconcile.chains import Chain, Family, PairVerdict, Reconciled
from pipeline.reconcile.cluster import Edge, Groups, agglomerate
from pipeline.reconcile.compare import Bearer, compare
from pipeline.reconcile.entities import Joined, describe
from pipeline.reconcile.judgements import Judgements, NameKey, name_key
from pipeline.reconcile.kinds import agree_on_kinds
from pipeline.reconcile.nodes import Node, chain_identity, companions_of, make_bearer, make_nodes
from pipeline.reconcile.organisations import parse_org
from pipeline.reconcile.people import parse_person
from pipeline.reconcile.spelling import skeleton
from pipeline.schema import DecidedBy, Decision, MergeDecision

MAX_BEARERS = 50  # bearers of one surname or abbreviation that a short name is compared with, most frequent first
MARGIN = 0.1  # by how much the best bearer of a short name must beat the next,
DOMINANCE = 4  # or how many times more articles it must have than all others together


def resolve(chains: Iterable[Chain], config: ReconcileConfig, judgements: Judgements) -> Reconciled:
    """The entities behind the chains of all articles, a link for each mention, and the decisions, unsure ones first.

    The order of the chains does not matter. A judgement by a person holds whatever the names look like, also
    through third names. A chain of nominals stays an entity of its own.
    """
    judged = _Judged(judgements)
    ordered = sorted(chains, key=lambda c: (c.article_id, c.chain_id))
    parts = [part for chain in ordered for part in judged.split(chain)]
    named = agree_on_kinds([chain for chain in parts if chain.is_name])
    companions = companions_of(named)
    nodes = make_nodes([c for c in named if not chain_identity(c)[1]], companions)
    groups, merges = _join_nodes(nodes, judged, config)
    joined = [_joined(group, nodes) for _, group in sorted(groups.members.items())]
    short = [c for c in named if chain_identity(c)[1]]
    left, more = _attach(short, joined, companions, judged, config)
    joined += [[Joined(chain) for chain in node.chains] for node in make_nodes(left, companions)]
    joined = judged.unite(joined)
    joined += [[Joined(chain)] for chain in parts if not chain.is_name]
    entities, links = describe(joined)
    return Reconciled(links, entities, tuple(sorted({*merges, *more}, key=_unsure_first)))


def _unsure_first(merge: MergeDecision) -> tuple[object, ...]:
    order = (Decision.UNSURE, Decision.DIFFERENT, Decision.SAME)
    return (
        order.index(merge.decision),
        -merge.score,
        merge.name_a,
        merge.name_b,
        merge.reason,
        merge.evidence_a,
        merge.evidence_b,
    )


# ------------------------------------------------------------------------------------------------- judgements


class _Judged:
    """The judgements as questions about chains."""

    def __init__(self, judgements: Judgements) -> None:
        self.group = judgements.groups()
        self.different = judgements.different()
        self.rows = judgements.rows

    def of(self, names: Iterable[str], family: Family) -> frozenset[NameKey]:
        """The judged groups that the names belong to."""
        if not self.group:
            return frozenset()
        keys = (name_key(name, family) for name in names)
        return frozenset(self.group[key] for key in keys if key in self.group)

    def of_chain(self, chain: Chain) -> frozenset[NameKey]:
        """The judged groups that a chain's names belong to."""
        return self.of((form for form, _ in chain.forms), chain.family)

    def apart(self, left: Iterable[Chain], right: Iterable[Chain]) -> bool:
        """Whether a person judged some names of the two different."""
        if not self.different:
            return False
        mine = frozenset().union(*(self.of_chain(c) for c in left))
        other = frozenset().union(*(self.of_chain(c) for c in right))
        return any(frozenset((a, b)) in self.different for a in mine for b in other)

    def split(self, chain: Chain) -> list[Chain]:
        """The chain, or its parts where an article joined names that a person judged different."""
        groups = sorted(self.of_chain(chain))
        if not any(frozenset((a, b)) in self.different for a in groups for b in groups):
            return [chain]
        parts: dict[NameKey | None, list[str]] = defaultdict(list)
        for form, _ in chain.forms:
            parts[next(iter(self.of([form], chain.family)), None)].append(form)
        loose = parts.pop(None, [])
        first, *rest = sorted(parts.items())
        lists = [[*first[1], *loose], *(forms for _, forms in rest)]
        return [part for forms in lists if (part := _part_of(chain, forms, forms is lists[0]))]

    def unite(self, groups: list[list[Joined]]) -> list[list[Joined]]:
        """The groups, those joined that a person judged same."""
        if not self.group:
            return groups
        united: dict[object, list[Joined]] = {}
        of_key: dict[NameKey, object] = {}
        for n, group in enumerate(groups):
            keys = sorted({key for j in group for key in self.of_chain(j.chain)})
            home = next((of_key[key] for key in keys if key in of_key), n)
            united.setdefault(home, []).extend(group)
            for key in keys:
                old = of_key.setdefault(key, home)
                if old != home and old in united:
                    united[home].extend(united.pop(old))
                    of_key = {k: home if v == old else v for k, v in of_key.items()}
        return list(united.values())


def _part_of(chain: Chain, forms: Sequence[str], is_first: bool) -> Chain | None:
    kept = tuple(m for m in chain.members if m.name in forms or (is_first and not m.name))
    counts = tuple((form, count) for form, count in chain.forms if form in forms)
    return replace(chain, forms=counts, members=kept) if kept and counts else None


# ------------------------------------------------------------------------------------------------- full names


def _join_nodes(nodes: Sequence[Node], judged: _Judged, config: ReconcileConfig) -> tuple[Groups, list[MergeDecision]]:
    groups = Groups.singletons(len(nodes))
    home: dict[NameKey, int] = {}
    for i, node in enumerate(nodes):
        for key in sorted({key for chain in node.chains for key in judged.of_chain(chain)}):
            groups.join(i, home.setdefault(key, i))
    keys = [keys_of(n.bearer.name, n.bearer.family, sorted(n.bearer.acronyms)) for n in nodes]
    tagged = [tuple(f"{n.bearer.family} {key}" for key in mine) for n, mine in zip(nodes, keys, strict=True)]
    pairs = candidate_pairs(tagged, [n.bearer.name for n in nodes], config.max_block)
    edges = [Edge(i, j, _verdict(nodes[i], nodes[j], config)) for i, j in pairs]

    def apart(left: Sequence[int], right: Sequence[int]) -> str | None:
        chains = ([c for i in left for c in nodes[i].chains], [c for i in right for c in nodes[i].chains])
        if judged.apart(*chains):
            return "a person judged them different"
        shared = {a for i in left for a in nodes[i].articles} & {a for i in right for a in nodes[i].articles}
        return "one article names both" if shared else None

    held = agglomerate(groups, edges, apart, lambda i, j: _verdict(nodes[i], nodes[j], config), config)
    held_back = {(edge.a, edge.b): edge for edge in held}
    final = [held_back.get((edge.a, edge.b), edge) for edge in edges]
    return groups, [_merge(nodes[e.a], nodes[e.b], e.verdict) for e in final if e.verdict.score > 0.02] + _decided(
        judged
    )


def _verdict(a: Node, b: Node, config: ReconcileConfig) -> PairVerdict:
    if a.key == b.key:
        return PairVerdict(Decision.UNSURE, config.unsure_score, "one name, but roles that contradict each other")
    return compare(a.bearer, b.bearer, config)


def _merge(a: Node, b: Node, verdict: PairVerdict) -> MergeDecision:
    left, right = sorted((a, b), key=lambda node: (node.bearer.name, node.chains[0].chain_id))
    return MergeDecision(
        left.bearer.name, right.bearer.name, left.chains[0].label, verdict.decision, DecidedBy.RULE, verdict.score,
        _sentence(verdict.reason), left.chains[0].context, right.chains[0].context,
    )  # fmt: skip


def _sentence(reason: str) -> str:
    """The reason as a sentence; its clauses stay parted by semicolons."""
    return f"{reason[:1].upper()}{reason[1:].rstrip('.')}."


def _decided(judged: _Judged) -> list[MergeDecision]:
    score = {Decision.SAME: 1.0, Decision.DIFFERENT: 0.0, Decision.UNSURE: 0.5}
    return [
        MergeDecision(row.name_a, row.name_b, row.label, row.decision, DecidedBy.PERSON, score[row.decision],
                      row.why or f"judged by {row.who or 'a person'}", "", "")
        for row in judged.rows
    ]  # fmt: skip


def _joined(positions: Sequence[int], nodes: Sequence[Node]) -> list[Joined]:
    if len(positions) == 1:
        return [Joined(chain) for chain in nodes[positions[0]].chains]
    names = sorted({nodes[i].bearer.name for i in positions})
    why = f"one bearer of {', '.join(names[:4])}"
    return [Joined(chain, None, 0.95, why) for i in positions for chain in nodes[i].chains]


# ------------------------------------------------------------------------------------------------- short names


@dataclass(slots=True)
class _Bearers:
    """The groups that a short name may stand for, by surname or abbreviation."""

    groups: list[list[Joined]]
    bearers: list[list[Bearer]]
    index: Mapping[str, list[int]] = field(default_factory=dict)

    def articles(self, i: int) -> int:
        """How many articles name the group in full."""
        return len({joined.chain.article_id for joined in self.groups[i]})


def _attach(
    short: Sequence[Chain], joined: list[list[Joined]], companions: dict[str, frozenset[str]], judged: _Judged,
    config: ReconcileConfig,
) -> tuple[list[Chain], list[MergeDecision]]:  # fmt: skip
    """Give each short name to its one bearer; returns the short names that are left, and the decisions."""
    known = _index(joined, companions)
    left: list[Chain] = []
    merges: list[MergeDecision] = []
    additions: list[tuple[int, Joined]] = []
    for chain in short:
        found = _bearers_of(chain, known, companions, judged, config)
        choice = _choose(found, known, config)
        if choice is None:
            left.append(chain)
            merges += [_short_merge(chain, known.bearers[i][0], v, known.groups[i]) for i, v in found[:1]]
            continue
        i, verdict = choice
        additions.append((i, Joined(chain, "short_name", verdict.score, verdict.reason)))
        merges.append(_short_merge(chain, known.bearers[i][0], verdict, known.groups[i]))
    for i, addition in additions:
        joined[i].append(addition)
    return left, merges


def _index(joined: list[list[Joined]], companions: dict[str, frozenset[str]]) -> _Bearers:
    index: dict[str, list[int]] = defaultdict(list)
    bearers = []
    for i, group in enumerate(joined):
        chains = [j.chain for j in group]
        by_name: dict[str, list[Chain]] = defaultdict(list)
        for chain in chains:
            by_name[chain_identity(chain)[0]].append(chain)
        ranked = sorted(by_name.items(), key=lambda item: (-len(item[1]), item[0]))
        bearers.append([make_bearer(part, companions) for _, part in ranked[:4]])
        for key in sorted({key for b in bearers[-1] for key in _short_keys(b.name, b.family, b.acronyms)}):
            index[key].append(i)
    known = _Bearers(joined, bearers, index)
    for positions in index.values():
        positions.sort(key=lambda i: (-known.articles(i), bearers[i][0].name, joined[i][0].chain.chain_id))
    return known


def _short_keys(name: str, family: Family, acronyms: Iterable[str] = ()) -> tuple[str, ...]:
    if family == Family.PERSON:
        person = parse_person(name)
        words = dict.fromkeys(
            (
                *person.surname[-1:],
                " ".join(person.surname),
                *(["".join(w[0] for w in person.words)] if len(person.words) > 2 else []),
                *(f"~{skeleton(word)}" for word in person.surname[-1:] if len(word) >= 6),
            )
        )
        return tuple(f"person {word}" for word in words if word)
    org = parse_org(name)
    found = {*org.initials, *acronyms, *([org.acronym] if org.acronym else [])}
    return tuple(f"{family} {x}" for x in sorted(found))


def _bearers_of(
    chain: Chain, known: _Bearers, companions: dict[str, frozenset[str]], judged: _Judged, config: ReconcileConfig
) -> list[tuple[int, PairVerdict]]:
    mine = make_bearer([chain], companions)
    positions = {i for key in _short_keys(chain.name, chain.family) for i in known.index.get(key, ())[:MAX_BEARERS]}
    found = []
    for i in sorted(positions):
        if judged.apart([chain], (j.chain for j in known.groups[i])):
            continue
        if any(j.chain.article_id == chain.article_id for j in known.groups[i]):
            continue
        verdict = max((compare(mine, b, config) for b in known.bearers[i]), key=lambda v: v.score)
        if verdict.score >= config.unsure_score:
            found.append((i, verdict))
    return sorted(
        found, key=lambda item: (-item[1].score, -known.articles(item[0]), known.bearers[item[0]][0].name, item[0])
    )


def _choose(
    found: Sequence[tuple[int, PairVerdict]], known: _Bearers, config: ReconcileConfig
) -> tuple[int, PairVerdict] | None:
    if not found:
        return None
    best, verdict = found[0]
    if verdict.decision != Decision.SAME:
        return None
    if len(found) == 1 or verdict.score - found[1][1].score >= MARGIN:
        return best, verdict
    frequent = max(found, key=lambda item: (known.articles(item[0]), item[1].score))
    others = sum(known.articles(i) for i, _ in found if i != frequent[0])
    if known.articles(frequent[0]) >= DOMINANCE * others and frequent[1].decision == Decision.SAME:
        reason = f"{frequent[1].reason}; by far the most named of {len(found)}"
        return frequent[0], PairVerdict(Decision.SAME, config.same_score, reason)
    return None


def _short_merge(chain: Chain, bearer: Bearer, verdict: PairVerdict, group: Sequence[Joined]) -> MergeDecision:
    joined = verdict.decision
    return MergeDecision(chain.name, bearer.name, chain.label, joined, DecidedBy.RULE, verdict.score,
                         _sentence(verdict.reason), chain.context, group[0].chain.context)  # fmt: skip
