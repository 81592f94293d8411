"""Who is who across articles: names compared and joined, and short names given to their one bearer."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.config import ReconcileConfig
from pipeline.reconcile.block import candidate_pairs, keys_of, short_keys
from pipeline.reconcile.chains import Chain, Family, PairVerdict, Reconciled
from pipeline.reconcile.cluster import Edge, Groups, agglomerate
from pipeline.reconcile.collection import collection_paused
from pipeline.reconcile.compare import VETO_SCORE, VETOES, compare, log_odds
from pipeline.reconcile.entities import Joined, describe
from pipeline.reconcile.judged import Claim, Judged, called, evidence
from pipeline.reconcile.judgements import Judgements
from pipeline.reconcile.kinds import agree_on_kinds
from pipeline.reconcile.nodes import Node, chain_identity, companions_of, make_bearer, make_nodes
from pipeline.reconcile.organisations import is_acronym, parse_org
from pipeline.reconcile.people import parse_person
from pipeline.reconcile.signals import Bearer, name_signal
from pipeline.schema import DecidedBy, Decision, Entity, MergeDecision

MAX_BEARERS = 50  # bearers of one surname or abbreviation that a short name is compared with, most frequent first
MARGIN = 1.0  # log-odds by which the best bearer of a short name must beat the next,
BORNE = frozenset({"surname", "surname_suffix", "initial"})  # how a short name is that of a full name beside it
DOMINANCE = 4  # or how many times more articles it must have than all others together


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
    joined = [_joined(group, nodes) for _, group in sorted(groups.members.items())]
    short = [c for c in named if c.chain_id in short_ids]
    left, more = _attach(short, joined, companions, judged, config)
    joined += _alone(left, companions, judged)
    joined += [[Joined(chain)] for chain in ordered if not chain.is_name]
    entities, links = describe(joined)
    told = _not_overruled(judged.merges({*merges, *more}, named), entities)
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
    keys = [keys_of(n.bearer.name, n.bearer.family, sorted(n.bearer.acronyms)) for n in nodes]
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
        return PairVerdict(Decision.UNSURE, config.unsure_score, "one name, but roles that contradict each other")
    return compare(a.bearer, b.bearer, config)


def _merge(a: Node, b: Node, verdict: PairVerdict) -> MergeDecision:
    left, right = sorted((a, b), key=lambda node: (node.bearer.name, node.chains[0].chain_id))
    return MergeDecision(
        called(left.bearer), called(right.bearer), left.chains[0].label, verdict.decision, DecidedBy.RULE,
        verdict.score, _sentence(verdict.reason), _evidence(left), _evidence(right),
    )  # fmt: skip


def _evidence(node: Node) -> str:
    """Where the node's name stands: the first chain that is called by it."""
    return evidence(next((chain for chain in node.chains if chain.name == node.bearer.name), node.chains[0]))


def _sentence(reason: str) -> str:
    """The reason as a sentence; its clauses stay parted by semicolons."""
    return f"{reason[:1].upper()}{reason[1:].rstrip('.')}."


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
    claims: list[Claim]
    article_ids: list[frozenset[str]]
    index: Mapping[str, list[int]] = field(default_factory=dict)
    uses: Counter[str] = field(default_factory=Counter)

    def articles(self, i: int) -> int:
        """How many articles name the group in full."""
        return len(self.article_ids[i])

    def defines(self, i: int, name: str) -> bool:
        """Whether an article gives a short name as the abbreviation of the group's, or uses both for one thing."""
        return is_acronym(name) and any(parse_org(name).acronym in bearer.acronyms for bearer in self.bearers[i])

    def has_article(self, i: int, article_id: str) -> bool:
        """Whether an article names the group in full."""
        return article_id in self.article_ids[i]


def _attach(
    short: Sequence[Chain], joined: list[list[Joined]], companions: dict[str, frozenset[str]], judged: Judged,
    config: ReconcileConfig,
) -> tuple[list[Chain], list[MergeDecision]]:  # fmt: skip
    """Give each short name to its one bearer; returns the short names that are left, and the decisions."""
    known = _index(joined, companions, judged)
    known.uses.update(chain_identity(chain)[0] for chain in short)
    homes = {home: i for i, claim in enumerate(known.claims) for home in judged.homes(claim)}
    waiting: list[Chain] = []
    left: list[Chain] = []
    merges: list[MergeDecision] = []
    additions: list[tuple[int, Joined]] = []
    for chain in short:
        mine = judged.claim([chain])
        home = next((homes[x] for x in judged.homes(mine) if x in homes), None)
        if home is not None:
            additions.append((home, judged.joined(chain)))
            continue
        found = _bearers_of(chain, known, companions, judged, config)
        choice = _choose(found, known, config)
        if choice is None:
            waiting.append(chain)
            merges += [_short_merge(chain, known.bearers[i][0], v, known.groups[i]) for i, v in found[:1]]
            continue
        i, verdict = choice
        known.claims[i] |= mine
        homes |= dict.fromkeys(judged.homes(mine), i)
        additions.append((i, Joined(chain, "short_name", verdict.score, verdict.reason)))
        merges.append(_short_merge(chain, known.bearers[i][0], verdict, known.groups[i]))
    for chain in waiting:  # whom a judgement makes one with a short name that found its bearer later
        home = next((homes[x] for x in judged.homes(judged.claim([chain])) if x in homes), None)
        if home is None:
            left.append(chain)
        else:
            additions.append((home, judged.joined(chain)))
    for i, addition in additions:
        joined[i].append(addition)
    return left, merges


def _index(joined: list[list[Joined]], companions: dict[str, frozenset[str]], judged: Judged) -> _Bearers:
    index: dict[str, list[int]] = defaultdict(list)
    bearers = []
    article_ids = [frozenset([j.chain.article_id for j in group]) for group in joined]
    for i, group in enumerate(joined):
        parts = _by_name([j.chain for j in group])[:4]
        bearers.append([make_bearer(part, companions, len(article_ids[i])) for part in parts])
        for key in sorted({key for b in bearers[-1] for key in short_keys(b.name, b.family, b.acronyms)}):
            index[key].append(i)
    claims = [judged.claim(j.chain for j in group) for group in joined]
    known = _Bearers(joined, bearers, claims, article_ids, index)
    for positions in index.values():
        if len(positions) > 1:
            positions.sort(key=lambda i: (-known.articles(i), bearers[i][0].name, joined[i][0].chain.chain_id))
    return known


def _by_name(chains: list[Chain]) -> list[list[Chain]]:
    """The chains of each name, those of the most frequent name first."""
    if len(chains) == 1:
        return [chains]
    by_name: dict[str, list[Chain]] = defaultdict(list)
    for chain in chains:
        by_name[chain_identity(chain)[0]].append(chain)
    return [part for _, part in sorted(by_name.items(), key=lambda item: (-len(item[1]), item[0]))]


def _bearers_of(
    chain: Chain, known: _Bearers, companions: dict[str, frozenset[str]], judged: Judged, config: ReconcileConfig
) -> list[tuple[int, PairVerdict]]:
    mine, claim = make_bearer([chain], companions), judged.claim([chain])
    positions = {i for key in short_keys(chain.name, chain.family) for i in known.index.get(key, ())[:MAX_BEARERS]}
    open_to = [i for i in sorted(positions) if not judged.apart(claim, known.claims[i])]
    defined = [i for i in open_to if known.defines(i, chain.name)]
    open_to = defined or open_to
    codes = {i: name_signal(mine, known.bearers[i][0]).code for i in open_to}
    if any(known.has_article(i, chain.article_id) for i, code in codes.items() if code in BORNE):
        return []  # its article names one or more who bear it, and did not say which: nobody else is meant
    choices = sum(code not in VETOES for code in codes.values())
    mine = replace(mine, choices=choices, uses=known.uses[chain_identity(chain)[0]])
    found = []
    for i in open_to:
        if not defined and known.has_article(i, chain.article_id):
            continue
        if codes[i] in VETOES and len(known.bearers[i]) == 1 and config.unsure_score > VETO_SCORE:
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
    if len(found) == 1 or log_odds(verdict.score) - log_odds(found[1][1].score) >= MARGIN:
        return best, verdict
    frequent = max(found, key=lambda item: (known.articles(item[0]), item[1].score))
    others = sum(known.articles(i) for i, _ in found if i != frequent[0])
    if known.articles(frequent[0]) >= DOMINANCE * others and frequent[1].decision == Decision.SAME:
        reason = f"{frequent[1].reason}; by far the most named of {len(found)}"
        return frequent[0], PairVerdict(Decision.SAME, config.same_score, reason)
    return None


def _short_merge(chain: Chain, bearer: Bearer, verdict: PairVerdict, group: Sequence[Joined]) -> MergeDecision:
    joined = verdict.decision
    return MergeDecision(chain.name, called(bearer), chain.label, joined, DecidedBy.RULE, verdict.score,
                         _sentence(verdict.reason), evidence(chain), evidence(_named(bearer.name, group)))  # fmt: skip


def _named(name: str, group: Sequence[Joined]) -> Chain:
    return next((j.chain for j in group if j.chain.name == name), group[0].chain)


def _alone(left: Sequence[Chain], companions: dict[str, frozenset[str]], judged: Judged) -> list[list[Joined]]:
    """The short names that found no bearer, those of one name together."""
    nodes, kin = judged.part_nodes(make_nodes(left, companions), companions)
    groups = Groups.singletons(len(nodes))
    judged.link_nodes(groups, nodes, kin)
    return [[Joined(c) for i in group for c in nodes[i].chains] for _, group in sorted(groups.members.items())]
