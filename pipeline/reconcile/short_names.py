"""Short names across articles: a surname, an initial or an abbreviation given to the one bearer whom it fits."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.config import ReconcileConfig
from pipeline.reconcile.block import short_keys
from pipeline.reconcile.chains import Chain, PairVerdict
from pipeline.reconcile.compare import VETO_SCORE, VETOES, compare, log_odds
from pipeline.reconcile.entities import Joined
from pipeline.reconcile.judged import NOBODY, Claim, Judged, as_sentence, called, evidence
from pipeline.reconcile.nodes import Node, chain_identity, make_bearer
from pipeline.reconcile.organisations import is_acronym, parse_org
from pipeline.reconcile.signals import Bearer, name_signal
from pipeline.schema import DecidedBy, Decision, MergeDecision

MAX_BEARERS = 50  # bearers of one surname or abbreviation that a short name is compared with, most frequent first
MOST_NAMES = 4  # names of a bearer that a short name is compared with
MARGIN = 1.0  # log-odds by which the best bearer of a short name must beat the next,
DOMINANCE = 4  # or how many times more articles it must have than all others together
BORNE = frozenset({"surname", "surname_suffix", "initial"})  # how a short name is that of a full name beside it


@dataclass(slots=True)
class _Bearers:
    """The groups that a short name may stand for, by surname or abbreviation; their bearers are made when asked for."""

    groups: list[list[Joined]]
    nodes: list[list[Node]]
    article_ids: list[frozenset[str]]
    claims: dict[int, Claim]
    index: Mapping[str, list[int]]
    uses: Counter[str]
    _made: dict[int, list[Bearer]] = field(default_factory=dict)

    def articles(self, i: int) -> int:
        """How many articles name the group in full."""
        return len(self.article_ids[i])

    def bearers(self, i: int) -> list[Bearer]:
        """The group under each of its most frequent names."""
        if i not in self._made:
            uses = self.articles(i)
            self._made[i] = [replace(node.bearer, uses=uses) for node in self.nodes[i][:MOST_NAMES]]
        return self._made[i]

    def claim(self, i: int) -> Claim:
        """The judged groups of a group."""
        return self.claims.get(i, NOBODY)

    def defines(self, i: int, name: str) -> bool:
        """Whether an article gives a short name as the abbreviation of the group's, or uses both for one thing."""
        return is_acronym(name) and any(parse_org(name).acronym in bearer.acronyms for bearer in self.bearers(i))

    def has_article(self, i: int, article_id: str) -> bool:
        """Whether an article names the group in full."""
        return article_id in self.article_ids[i]


def attach(
    short: Sequence[Chain], groups: list[list[Joined]], nodes: list[list[Node]],
    companions: dict[str, frozenset[str]], judged: Judged, config: ReconcileConfig,
) -> tuple[list[Chain], list[MergeDecision]]:  # fmt: skip
    """Give each short name to its one bearer; returns the short names that are left, and the decisions.

    ``groups`` are the bearers of full names, each with its ``nodes``; a short name joins the group of its bearer.
    """
    known = _index(groups, nodes, short, judged)
    homes = {home: i for i, claim in known.claims.items() for home in judged.homes(claim)}
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
            merges += [_short_merge(chain, known.bearers(i)[0], v, known.groups[i]) for i, v in found[:1]]
            continue
        i, verdict = choice
        known.claims[i] = known.claim(i) | mine
        homes |= dict.fromkeys(judged.homes(mine), i)
        additions.append((i, Joined(chain, "short_name", verdict.score, verdict.reason)))
        merges.append(_short_merge(chain, known.bearers(i)[0], verdict, known.groups[i]))
    for chain in waiting:  # whom a judgement makes one with a short name that found its bearer later
        home = next((homes[x] for x in judged.homes(judged.claim([chain])) if x in homes), None)
        if home is None:
            left.append(chain)
        else:
            additions.append((home, judged.joined(chain)))
    for i, addition in additions:
        groups[i].append(addition)
    return left, merges


def _index(groups: list[list[Joined]], nodes: list[list[Node]], short: Sequence[Chain], judged: Judged) -> _Bearers:
    wanted = {key for chain in short for key in short_keys(chain.name, chain.family)}
    index: dict[str, list[int]] = defaultdict(list)
    for i, names in enumerate(nodes):
        names.sort(key=lambda node: (-len(node.chains), node.key))
        bearers = (node.bearer for node in names[:MOST_NAMES])
        for key in {key for b in bearers for key in short_keys(b.name, b.family, b.acronyms)} & wanted:
            index[key].append(i)
    articles = [names[0].articles.union(*(node.articles for node in names[1:])) for names in nodes]
    claims = {} if judged.is_empty else {i: judged.claim(j.chain for j in group) for i, group in enumerate(groups)}
    uses = Counter(chain_identity(chain)[0] for chain in short)
    for positions in index.values():
        positions.sort(key=lambda i: (-len(articles[i]), nodes[i][0].bearer.name, groups[i][0].chain.chain_id))
    return _Bearers(groups, nodes, articles, claims, index, uses)


def _bearers_of(
    chain: Chain, known: _Bearers, companions: dict[str, frozenset[str]], judged: Judged, config: ReconcileConfig
) -> list[tuple[int, PairVerdict]]:
    mine, claim = make_bearer([chain], companions), judged.claim([chain])
    positions = {i for key in short_keys(chain.name, chain.family) for i in known.index.get(key, ())[:MAX_BEARERS]}
    open_to = [i for i in sorted(positions) if not judged.apart(claim, known.claim(i))]
    defined = [i for i in open_to if known.defines(i, chain.name)]
    open_to = defined or open_to
    said = {i: name_signal(mine, known.bearers(i)[0]) for i in open_to}
    if any(known.has_article(i, chain.article_id) for i, name in said.items() if name.code in BORNE):
        return []  # its article names one or more who bear it, and did not say which: nobody else is meant
    choices = sum(name.code not in VETOES for name in said.values())
    mine = replace(mine, choices=choices, uses=known.uses[chain_identity(chain)[0]])
    found = []
    for i in open_to:
        if not defined and known.has_article(i, chain.article_id):
            continue
        first, *others = known.bearers(i)
        if said[i].code in VETOES and not others and config.unsure_score > VETO_SCORE:
            continue
        verdicts = [compare(mine, first, config, said[i]), *(compare(mine, other, config) for other in others)]
        verdict = max(verdicts, key=lambda v: v.score)
        if verdict.score >= config.unsure_score:
            found.append((i, verdict))
    return sorted(
        found, key=lambda item: (-item[1].score, -known.articles(item[0]), known.bearers(item[0])[0].name, item[0])
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
    return MergeDecision(
        chain.name, called(bearer), chain.label, verdict.decision, DecidedBy.RULE, verdict.score,
        as_sentence(verdict.reason), evidence(chain), evidence(_named(bearer.name, group)),
    )  # fmt: skip


def _named(name: str, group: Sequence[Joined]) -> Chain:
    return next((j.chain for j in group if j.chain.name == name), group[0].chain)
