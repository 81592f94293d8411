"""Who is who across articles: names compared and joined, and short names given to their one bearer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from pipeline.config import ReconcileConfig
from pipeline.reconcile.bare_names import with_bare_names
from pipeline.reconcile.block import key_set
from pipeline.reconcile.chains import Chain, Family, PairVerdict, Reconciled
from pipeline.reconcile.cluster import Edge, Groups, agglomerate
from pipeline.reconcile.collection import collection_paused
from pipeline.reconcile.compare import VETO_SCORE, compare
from pipeline.reconcile.entities import Joined, describe
from pipeline.reconcile.judged import Judged, as_sentence, called, evidence
from pipeline.reconcile.judgements import Judgements
from pipeline.reconcile.kinds import agree_on_kinds
from pipeline.reconcile.namesakes import is_everywhere
from pipeline.reconcile.nodes import Node, chain_identity, companions_of, make_nodes
from pipeline.reconcile.pairs import candidate_pairs
from pipeline.reconcile.people import parse_person
from pipeline.reconcile.short_names import attach
from pipeline.schema import DecidedBy, Decision, Entity, MergeDecision


@collection_paused()
def resolve(chains: Iterable[Chain], config: ReconcileConfig, judgements: Judgements) -> Reconciled:
    """The entities behind the chains of all articles, a link for each mention, and the decisions, unsure ones first.

    The order of the chains does not matter. A judgement by a person holds whatever the names look like, also
    through third names. A chain of nominals stays an entity of its own.
    """
    judged = Judged(judgements)
    ordered = sorted(chains, key=lambda c: (c.article_id, c.chain_id))
    named = judged.settle(agree_on_kinds([chain for chain in ordered if chain.is_name]))
    companions = companions_of(named)
    short_ids = _too_short(named)
    whole = make_nodes([c for c in named if c.chain_id not in short_ids], companions)
    nodes, kin = judged.part_nodes(whole, companions)
    groups, merges = _join_nodes(nodes, kin, judged, config)
    members = [group for _, group in sorted(groups.members.items())]
    joined = [_joined(group, nodes) for group in members]
    short = [c for c in named if c.chain_id in short_ids]
    left, more = attach(short, joined, [[nodes[i] for i in group] for group in members], companions, judged, config)
    joined += _alone(left, companions, judged)
    joined += [[Joined(chain)] for chain in ordered if not chain.is_name]
    entities, links = describe(joined)
    decided = with_bare_names(sorted({*merges, *more}, key=_unsure_first), joined, config)
    told = _not_overruled(judged.merges(decided, named), entities)
    return Reconciled(links, entities, tuple(sorted(told, key=_unsure_first)), judged.issues(named))


def _not_overruled(merges: Iterable[MergeDecision], entities: Iterable[Entity]) -> Iterator[MergeDecision]:
    """The decisions without those of rules that kept two names apart which a third one joined after all."""
    bearers: dict[str, set[str]] = defaultdict(set)
    for entity in entities:
        for form in (entity.name, *entity.aliases):
            bearers[form].add(entity.entity_id)
    for merge in merges:
        first, second = bearers[merge.name_a], bearers[merge.name_b]
        is_one = len(first) == 1 and first == second
        if merge.decided_by is not DecidedBy.RULE or merge.decision is Decision.SAME or not is_one:
            yield merge


def _too_short(chains: Sequence[Chain]) -> frozenset[str]:
    """The ids of chains whose name does not stand for one bearer: short ones, and "Jan Roe" beside a Jr. and a Sr."""
    people = [(c, parse_person(c.name)) for c in chains if c.family == Family.PERSON]
    suffixes: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for _, name in people:
        if name.suffix:
            suffixes[name.words].add(name.suffix)
    open_to_two = {c.chain_id for c, name in people if not name.suffix and len(suffixes.get(name.words, ())) > 1}
    return frozenset(open_to_two | {c.chain_id for c in chains if chain_identity(c)[1]})


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


# ------------------------------------------------------------------------------------------------- full names


def _join_nodes(
    nodes: Sequence[Node], kin: Sequence[Sequence[int]], judged: Judged, config: ReconcileConfig
) -> tuple[Groups, list[MergeDecision]]:
    groups = Groups.singletons(len(nodes))
    judged.link_nodes(groups, nodes, kin)
    claims = judged.claims_of(nodes)
    keys = (key_set(n.bearer.name, n.bearer.family, n.bearer.acronyms) for n in nodes)
    pairs = candidate_pairs(keys, [n.bearer.name for n in nodes], config.max_block)
    compared = (Edge(i, j, _verdict(nodes[i], nodes[j], config)) for i, j in pairs)
    edges = [edge for edge in compared if edge.verdict.score > VETO_SCORE]

    def apart(left: Sequence[int], right: Sequence[int]) -> str | None:
        if claims and judged.apart(judged.claim_of(left, claims), judged.claim_of(right, claims)):
            return "a person judged them different"
        shared = {a for i in left for a in nodes[i].articles} & {a for i in right for a in nodes[i].articles}
        return "one article names both" if shared else None

    held = agglomerate(groups, edges, apart, lambda i, j: _verdict(nodes[i], nodes[j], config), config)
    held_back = {(edge.a, edge.b): edge for edge in held}
    final = [held_back.get((edge.a, edge.b), edge) for edge in edges]
    return groups, [_merge(nodes[e.a], nodes[e.b], e.verdict) for e in final]


def _verdict(a: Node, b: Node, config: ReconcileConfig) -> PairVerdict:
    if a.key == b.key:
        both = bool(a.bearer.roles and b.bearer.roles) and not is_everywhere(a.chains[0])
        why = "roles that contradict each other" if both else "many bear it, and nothing else links the articles"
        return PairVerdict(Decision.UNSURE, config.unsure_score, f"one name, but {why}")
    return compare(a.bearer, b.bearer, config)


def _merge(a: Node, b: Node, verdict: PairVerdict) -> MergeDecision:
    left, right = sorted((a, b), key=lambda node: (node.bearer.name, node.chains[0].chain_id))
    return MergeDecision(
        called(left.bearer), called(right.bearer), left.chains[0].label, verdict.decision, DecidedBy.RULE,
        verdict.score, as_sentence(verdict.reason), _evidence(left), _evidence(right),
    )  # fmt: skip


def _evidence(node: Node) -> str:
    """Where the node's name stands: the first chain that is called by it."""
    return evidence(next((chain for chain in node.chains if chain.name == node.bearer.name), node.chains[0]))


def _joined(positions: Sequence[int], nodes: Sequence[Node]) -> list[Joined]:
    if len(positions) == 1:
        return [Joined(chain) for chain in nodes[positions[0]].chains]
    names = sorted({nodes[i].bearer.name for i in positions})
    why = f"one bearer of {', '.join(names[:4])}"
    return [Joined(chain, None, 0.95, why) for i in positions for chain in nodes[i].chains]


def _alone(left: Sequence[Chain], companions: dict[str, frozenset[str]], judged: Judged) -> list[list[Joined]]:
    """The short names that found no bearer, those of one name together."""
    nodes, kin = judged.part_nodes(make_nodes(left, companions), companions)
    groups = Groups.singletons(len(nodes))
    judged.link_nodes(groups, nodes, kin)
    return [[Joined(c) for i in group for c in nodes[i].chains] for _, group in sorted(groups.members.items())]
