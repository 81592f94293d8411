"""Short names across articles: a surname, an initial or an abbreviation given to the one bearer whom it fits."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.config import ReconcileConfig
from pipeline.reconcile.block import short_keys
from pipeline.reconcile.chains import Chain, Family, PairVerdict
from pipeline.reconcile.compare import VETO_SCORE, VETOES, compare, log_odds
from pipeline.reconcile.entities import Joined
from pipeline.reconcile.judged import NOBODY, Claim, Judged, as_sentence, called, evidence
from pipeline.reconcile.nodes import Node, chain_identity, make_bearer
from pipeline.reconcile.organisations import is_acronym, parse_org
from pipeline.reconcile.people import parse_person
from pipeline.reconcile.roles import Agreement, agree
from pipeline.reconcile.signals import MUCH_COMPANY, Bearer, Finding, name_signal
from pipeline.reconcile.spelling import is_attested, is_given_name
from pipeline.schema import DecidedBy, Decision, MergeDecision

MAX_BEARERS = 50  # bearers of one surname or abbreviation that a short name is compared with, most frequent first
MOST_NAMES = 4  # names of a bearer that a short name is compared with
MARGIN = 1.0  # log-odds by which the best bearer of a short name must beat the next,
DOMINANCE = 4  # or how many times more articles it must have than all others together
MIN_SHARED = 3  # or of how many names it must stand beside, and for each that another one stands beside,
WELL_KNOWN = 3  # articles that name somebody in full from which the surname alone is that bearer's,
SHARED_COMPANY = 2  # or names beside both
NOTHING_MORE = "nothing but the surname links the two"
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
    _known: dict[tuple[object, ...], dict[int, list[Finding]]] = field(default_factory=dict)

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

    def said_by_names(self, mine: Bearer) -> dict[int, list[Finding]]:
        """The groups that a short name may stand for, in order, and what each of their names and it say.

        That is the same in all articles which have the name (of things: with the same roles), and so is found once.
        """
        roles = () if mine.family == Family.PERSON else mine.roles
        asked = (mine.name, mine.family, mine.wider, mine.kind, mine.acronyms, mine.also, roles)
        if asked not in self._known:
            keys = short_keys(mine.name, mine.family)
            found = {i for key in keys for i in self.index.get(key, ())[:MAX_BEARERS]}
            self._known[asked] = {i: [name_signal(mine, bearer) for bearer in self.bearers(i)] for i in sorted(found)}
        return self._known[asked]

    def defines(self, i: int, name: str) -> bool:
        """Whether an article gives an abbreviation as that of the group's name, or uses both for one thing."""
        acronym = parse_org(name).acronym
        return any(acronym in bearer.acronyms for bearer in self.bearers(i))

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
        choice = _choose(found, known, config, companions.get(chain.chain_id, frozenset()))
        if choice is None:
            waiting.append(chain)
            merges += [_short_merge(chain, known, i, verdict) for i, verdict in _open(found, known, config)]
            continue
        i, verdict = choice
        known.claims[i] = known.claim(i) | mine
        homes |= dict.fromkeys(judged.homes(mine), i)
        additions.append((i, Joined(chain, "short_name", verdict.score, verdict.reason)))
        merges.append(_short_merge(chain, known, i, verdict))
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
    articles = [frozenset().union(*(n.articles for n in names)) if len(names) > 1 else names[0].articles
                for names in nodes]  # fmt: skip
    claims = {} if judged.is_empty else {i: judged.claim(j.chain for j in group) for i, group in enumerate(groups)}
    uses = Counter(chain_identity(chain)[0] for chain in short)
    for positions in index.values():
        positions.sort(key=lambda i: (-len(articles[i]), nodes[i][0].bearer.name, groups[i][0].chain.chain_id))
    return _Bearers(groups, nodes, articles, claims, index, uses)


def _bearers_of(
    chain: Chain, known: _Bearers, companions: dict[str, frozenset[str]], judged: Judged, config: ReconcileConfig
) -> list[tuple[int, PairVerdict]]:
    mine, claim = make_bearer([chain], companions), judged.claim([chain])
    said = known.said_by_names(mine)
    if claim:
        said = {i: names for i, names in said.items() if not judged.apart(claim, known.claim(i))}
    defined = [i for i in said if known.defines(i, chain.name)] if is_acronym(chain.name) else []
    said = {i: said[i] for i in defined} if defined else said
    if sum(known.has_article(i, chain.article_id) for i, names in said.items() if names[0].code in BORNE) > 1:
        return []  # its article names several who bear it, and did not say which: nobody else is meant
    choices = sum(names[0].code not in VETOES for names in said.values())
    mine = replace(mine, choices=choices, uses=known.uses[chain_identity(chain)[0]])
    found = []
    for i, names in said.items():
        if not defined and known.has_article(i, chain.article_id):
            continue
        if all(name.code in VETOES for name in names) and config.unsure_score > VETO_SCORE:
            continue
        verdicts = [compare(mine, other, config, name) for other, name in zip(known.bearers(i), names, strict=True)]
        verdict = max(verdicts, key=lambda v: v.score)
        if verdict.decision == Decision.SAME and not _is_vouched_for(mine, known, i):
            verdict = PairVerdict(
                Decision.UNSURE, round(config.same_score - 0.01, 3), f"{verdict.reason}; {NOTHING_MORE}"
            )
        if verdict.score >= config.unsure_score:
            found.append((i, verdict))
    return sorted(
        found, key=lambda item: (-item[1].score, -known.articles(item[0]), known.bearers(item[0])[0].name, item[0])
    )


def _is_vouched_for(mine: Bearer, known: _Bearers, i: int) -> bool:
    """Whether more than the surname says that a person is meant, or nothing speaks against it.

    "Cameron" in an article about Britain is not the one Cameron whom another article of the collection names: a
    frequent surname, or one that stands in quite other company, is given to somebody well known or to nobody.
    """
    if mine.family != Family.PERSON:
        return True
    if known.articles(i) >= WELL_KNOWN or any(_have_in_common(mine, bearer) for bearer in known.bearers(i)):
        return True
    word = "".join(parse_person(mine.name).words[-1:])
    if is_attested(word) or is_given_name(word):
        return False
    return not all(_keep_other_company(mine, bearer) for bearer in known.bearers(i))


def _keep_other_company(a: Bearer, b: Bearer) -> bool:
    return a.companions.isdisjoint(b.companions) and min(len(a.companions), len(b.companions)) >= MUCH_COMPANY


def _have_in_common(a: Bearer, b: Bearer) -> bool:
    if len(a.companions & b.companions) >= SHARED_COMPANY or a.related & b.related or a.said & b.said:
        return True
    return any(agree(x, y)[0] in (Agreement.SAME, Agreement.RELATED) for x in a.roles for y in b.roles)


def _choose(
    found: Sequence[tuple[int, PairVerdict]], known: _Bearers, config: ReconcileConfig, beside: frozenset[str]
) -> tuple[int, PairVerdict] | None:
    if not found:
        return None
    best, verdict = found[0]
    if verdict.decision != Decision.SAME:
        return None
    if len(found) == 1 or log_odds(verdict.score) - log_odds(found[1][1].score) >= MARGIN:
        return best, verdict
    at_home = _in_company(found, known, beside)
    if at_home is not None and at_home[1].decision == Decision.SAME:
        return at_home
    frequent = max(found, key=lambda item: (known.articles(item[0]), item[1].score))
    others = sum(known.articles(i) for i, _ in found if i != frequent[0])
    if known.articles(frequent[0]) >= DOMINANCE * others and frequent[1].decision == Decision.SAME:
        reason = f"{frequent[1].reason}; by far the most named of {len(found)}"
        return frequent[0], PairVerdict(Decision.SAME, config.same_score, reason)
    return None


def _in_company(
    found: Sequence[tuple[int, PairVerdict]], known: _Bearers, beside: frozenset[str]
) -> tuple[int, PairVerdict] | None:
    """The bearer who stands beside the names that stand beside the short name, where no other one does."""
    shared = [max(len(beside & bearer.companions) for bearer in known.bearers(i)) for i, _ in found]
    first = max(range(len(found)), key=lambda n: (shared[n], -n))
    rest = max((n for i, n in enumerate(shared) if i != first), default=0)
    if shared[first] < MIN_SHARED * max(1, rest):
        return None
    i, verdict = found[first]
    return i, replace(verdict, reason=f"{verdict.reason}; nobody else who could be meant is in such company")


def _open(
    found: Sequence[tuple[int, PairVerdict]], known: _Bearers, config: ReconcileConfig
) -> list[tuple[int, PairVerdict]]:
    """The best bearer of a short name that was given to none; it is unsure where another one fits about as well."""
    if not found or found[0][1].decision != Decision.SAME:
        return [*found[:1]]
    best, verdict = found[0]
    rival = called(known.bearers(found[1][0])[0])
    score = min(verdict.score, round(config.same_score - 0.01, 3))
    return [(best, PairVerdict(Decision.UNSURE, score, f"{verdict.reason}; but {rival} fits about as well"))]


def _short_merge(chain: Chain, known: _Bearers, i: int, verdict: PairVerdict) -> MergeDecision:
    bearer = known.bearers(i)[0]
    return MergeDecision(
        chain.name, called(bearer), chain.label, verdict.decision, DecidedBy.RULE, verdict.score,
        as_sentence(verdict.reason), evidence(chain), evidence(_named(bearer.name, known.groups[i])),
    )  # fmt: skip


def _named(name: str, group: Sequence[Joined]) -> Chain:
    return next((j.chain for j in group if j.chain.name == name), group[0].chain)
