"""Decisions by people as questions about chains, nodes and groups: who must be one, who must stay apart."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.reconcile.chains import Chain, Family, family_of
from pipeline.reconcile.cluster import Groups
from pipeline.reconcile.compare import Bearer
from pipeline.reconcile.entities import Joined
from pipeline.reconcile.judgements import Judgements, NameKey, families_of, fold_name
from pipeline.reconcile.judgements_file import Judgement
from pipeline.reconcile.nodes import Node, identity, make_bearer
from pipeline.reconcile.people import SUFFIXES
from pipeline.reconcile.places import parse_place
from pipeline.reconcile.spelling import fold_words
from pipeline.schema import DecidedBy, Decision, Issue, MergeDecision

log = logging.getLogger(__name__)
TOLD = 20  # problems of a file of judgements that are logged; all are issues
Claim = frozenset[NameKey]  # the judged groups whose names somebody bears
NOBODY: Claim = frozenset()
SAID = {Decision.SAME: "the same", Decision.DIFFERENT: "different", Decision.UNSURE: "unsure"}
SCORES = {Decision.SAME: 1.0, Decision.DIFFERENT: 0.0, Decision.UNSURE: 0.5}


@dataclass(slots=True)
class Judged:
    """The judgements of one run. Call ``settle`` first: it parts chains so that no judgement needs half of one."""

    judgements: Judgements
    _against: dict[NameKey, set[NameKey]] = field(default_factory=lambda: defaultdict(set))
    _home: dict[NameKey, NameKey] = field(default_factory=dict)
    _reach: dict[NameKey, Claim] = field(default_factory=dict)
    _people: dict[Claim, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for pair in self.judgements.different():
            for key in pair:
                self._against[key] |= pair if len(pair) == 1 else pair - {key}

    @property
    def is_empty(self) -> bool:
        """Whether nobody judged anything."""
        return not self.judgements.rows

    # ---------------------------------------------------------------------------------------------- chains

    def settle(self, chains: Sequence[Chain]) -> list[Chain]:
        """The chains in order, those parted where an article joined names that are judged different.

        A short form whose bearer is judged leaves a chain of another name: where "Burrow" is judged to be Tim Burrow
        everywhere, it is so beside Claire Burrow too, and she stays who she is.
        """
        if not self.judgements.groups():
            return list(chains)
        parts = [part for chain in chains for part in self._part(chain)]
        self._close(parts)
        torn = {key for key, claim in self._reach.items() if self.apart(claim, claim, is_one=True)}
        if torn:
            parts = [p for c in parts for p in (self._part(c, is_torn=True) if self.of(c) & torn else [c])]
            self._close(parts)
        return parts

    def of(self, chain: Chain) -> Claim:
        """The judged groups that a chain's names belong to."""
        if not self.judgements.groups():
            return NOBODY
        return frozenset(key for form, _ in chain.forms for key in self._groups_of(chain, form))

    def claim(self, chains: Iterable[Chain]) -> Claim:
        """The judged groups of chains, with those of all whom judgements make one with them."""
        found = {key for chain in chains for key in self.of(chain)}
        return frozenset(found.union(*(self._reach.get(key, NOBODY) for key in found)))

    def homes(self, claim: Claim) -> list[NameKey]:
        """What all who must be one with the bearer of a claim share; empty where nobody must."""
        return sorted({self._home[key] for key in claim if key in self._home})

    def apart(self, left: Claim, right: Claim, *, is_one: bool = False) -> bool:
        """Whether a person judged some names of the two different; ``is_one``: within one bearer, namesakes apart."""
        if not left or not right or not self._against:
            return False
        return any(
            other in right and (other != key or not is_one) for key in left for other in self._against.get(key, ())
        )

    def _groups_of(self, chain: Chain, form: str) -> Claim:
        group = self.judgements.groups()
        known = fold_name(form, chain.family, chain.wider)
        levels = (False,) if is_part(form, chain.name, chain.family) else (False, True)
        found = {group[key] for level in levels if (key := (chain.family, known, level)) in group}
        # What is judged different stays apart as written, too; but no Dover of Delaware joins one for being a Dover.
        written = group.get((chain.family, fold_name(form, chain.family), False))
        return frozenset(found | ({written} - self.judgements.bound() if written else set()))

    def _part(self, chain: Chain, *, is_torn: bool = False) -> list[Chain]:
        buckets: list[tuple[list[str], set[NameKey]]] = [([], set())]
        for form, _ in chain.forms:
            mine = self._groups_of(chain, form)
            home = next((b for b in buckets if self._fits(form, chain, mine, b, is_torn)), None)
            if home is None:
                buckets.append(home := ([], set()))
            home[0].append(form)
            home[1].update(mine)
        if len(buckets) == 1:
            return [chain]
        return [part for n, (forms, _) in enumerate(buckets) if (part := _part_of(chain, forms, n == 0)) is not None]

    def _fits(
        self, form: str, chain: Chain, mine: Claim, bucket: tuple[list[str], set[NameKey]], is_torn: bool
    ) -> bool:
        """Whether a form stays with the forms of a part: the first part takes what no judgement speaks of."""
        forms, theirs = bucket
        if not mine or not forms:
            return True
        if self.apart(mine, frozenset(theirs), is_one=True) or (is_torn and theirs and not mine <= theirs):
            return False
        leaves = is_part(form, chain.name, chain.family) and mine & self.judgements.bound()
        return not leaves or bool(mine & theirs)

    def _close(self, chains: Iterable[Chain]) -> None:
        """Find for each bound group those that must be one with it, and all that is said of them."""
        bound = self.judgements.bound()
        claims = {claim for chain in chains if (claim := self.of(chain)) & bound}
        self._home = {key: key for key in bound}
        for claim in sorted(claims, key=sorted):
            keys = sorted(claim & bound)
            roots = sorted({self._root(key) for key in keys})
            for root in roots[1:]:
                self._home[root] = roots[0]
        self._home = {key: self._root(key) for key in bound}
        reach: dict[NameKey, set[NameKey]] = defaultdict(set)
        for claim in claims:
            for key in claim & bound:
                reach[self._home[key]] |= claim
        self._reach = {key: frozenset(reach[self._home[key]] | {key}) for key in bound}

    def _root(self, key: NameKey) -> NameKey:
        while self._home[key] != key:
            key = self._home[key]
        return key

    # ---------------------------------------------------------------------------------------------- nodes

    def part_nodes(
        self, nodes: Sequence[Node], companions: dict[str, frozenset[str]]
    ) -> tuple[list[Node], list[list[int]]]:
        """The nodes, those parted whose chains differ in what is judged of them, and which positions were one node."""
        if not self.judgements.groups():
            return list(nodes), []
        found: list[Node] = []
        kin: list[list[int]] = []
        for node in nodes:
            parts: dict[Claim, list[Chain]] = defaultdict(list)
            for chain in node.chains:
                parts[self.of(chain)].append(chain)
            if len(parts) == 1:
                found.append(node)
                continue
            loose = parts.pop(NOBODY, [])
            chains = [mine for _, mine in sorted(parts.items(), key=lambda item: (-len(item[1]), sorted(item[0])))]
            chains[0] = [chain for chain in node.chains if chain in chains[0] or chain in loose]
            kin.append(list(range(len(found), len(found) + len(chains))))
            found += [_node_of(node, mine, companions) for mine in chains]
        return found, kin

    def link_nodes(self, groups: Groups, nodes: Sequence[Node], kin: Iterable[Sequence[int]]) -> None:
        """Join the positions that must be one, then those of one name again where nothing keeps them apart."""
        first: dict[NameKey, int] = {}
        claims = self.claims_of(nodes)
        for i, claim in claims.items():
            for home in self.homes(claim):
                groups.join(i, first.setdefault(home, i))
        for positions in kin:
            for i in positions[1:]:
                mine, other = (self.claim_of(groups.members[groups.of[x]], claims) for x in (positions[0], i))
                if not self.apart(mine, other):
                    groups.join(positions[0], i)

    def claims_of(self, nodes: Sequence[Node]) -> dict[int, Claim]:
        """The judged groups of the positions that have some."""
        if not self.judgements.groups():
            return {}
        return {i: claim for i, node in enumerate(nodes) if (claim := self.claim(node.chains))}

    @staticmethod
    def claim_of(positions: Iterable[int], claims: Mapping[int, Claim]) -> Claim:
        """The judged groups of a group of positions; ``claims`` holds those of the positions that have some."""
        return NOBODY.union(*(claims[i] for i in positions if i in claims)) if claims else NOBODY

    def joined(self, chain: Chain) -> Joined:
        """A chain that a judgement puts where it is, and by whom."""
        bound = self.of(chain) & self.judgements.bound()
        if bound not in self._people:
            said = [row for row in self.judgements.rows if row.decision == Decision.SAME and self._speaks(row, bound)]
            self._people[bound] = ", ".join(sorted({row.who for row in said if row.who})) or "a person"
        return Joined(chain, "judged", 1.0, f"judged the same by {self._people[bound]}")

    def _speaks(self, row: Judgement, bound: Claim) -> bool:
        group = self.judgements.groups()
        keys = ((family, fold_name(row.name_a, family), x) for family in families_of(row) for x in (False, True))
        return any(group.get(key) in bound for key in keys)

    # ---------------------------------------------------------------------------------------------- what is told

    def merges(self, merges: Iterable[MergeDecision], chains: Sequence[Chain]) -> list[MergeDecision]:
        """The decisions of people with their evidence, and those of rules about names of which nobody judged."""
        if self.is_empty:
            return list(merges)
        between = self.judgements.between
        kept = [merge for merge in merges if between(merge.name_a, merge.name_b, merge.label) is None]
        kept = self._settled(kept, chains)
        shown = self._shown(chains)
        decided = {self._merge(row, shown) for row in self.judgements.rows}
        return [*kept, *sorted(decided, key=lambda m: (m.name_a, m.name_b, m.decision, m.reason))]

    def _settled(self, merges: Sequence[MergeDecision], chains: Sequence[Chain]) -> list[MergeDecision]:
        """The decisions; one that is open about bearers of whom a person judged other names different is that person's.

        "Corvane" is judged another than "Corvain Works", so "Corvane Group", called Corvane for short, is another, too.
        """
        wanted = {
            name for merge in merges if merge.decision == Decision.UNSURE for name in (merge.name_a, merge.name_b)
        }
        claims: dict[tuple[Family, str], set[NameKey]] = defaultdict(set)
        for chain in chains if self._against and wanted else ():
            if chain.name in wanted:
                claims[chain.family, chain.name] |= self.of(chain)
        return [replace(m, decision=Decision.DIFFERENT, decided_by=DecidedBy.PERSON, score=0.0)
                if m.decision == Decision.UNSURE and m.name_a != m.name_b and self._keeps_apart(m, claims) else m
                for m in merges]  # fmt: skip

    def _keeps_apart(self, merge: MergeDecision, claims: Mapping[tuple[Family, str], set[NameKey]]) -> bool:
        family = family_of(merge.label)
        left, right = (frozenset(claims.get((family, name), ())) for name in (merge.name_a, merge.name_b))
        return self.apart(left, right)

    def _shown(self, chains: Sequence[Chain]) -> dict[tuple[Family, str], str]:
        """For each judged name its first context."""
        wanted = {key[:2] for key in self._wanted()}
        shown: dict[tuple[Family, str], str] = {}
        for chain in sorted(chains, key=lambda c: c.chain_id) if wanted else ():
            for form, _ in chain.forms:
                for wider in (chain.wider, None):
                    key = (chain.family, fold_name(form, chain.family, wider))
                    if key in wanted:
                        shown.setdefault(key, evidence(chain))
        return shown

    def _wanted(self) -> set[tuple[Family, str]]:
        return {
            (f, fold_name(name, f))
            for row in self.judgements.rows
            for f in families_of(row)
            for name in (row.name_a, row.name_b)
        }

    def _merge(self, row: Judgement, shown: Mapping[tuple[Family, str], str]) -> MergeDecision:
        said = " ".join(
            filter(None, (f"judged {SAID[row.decision]} by {row.who or 'a person'}", row.when and f"on {row.when}"))
        )
        context_a, context_b = (
            next((shown[key] for f in families_of(row) if (key := (f, fold_name(name, f))) in shown), "")
            for name in (row.name_a, row.name_b)
        )
        sides = sorted([(row.name_a, context_a), (row.name_b, context_b)])
        reason = f"{said[:1].upper()}{said[1:]}{f': {row.why}' if row.why else ''}"
        decision = row.decision
        if self.judgements.is_loose(row):
            decision = Decision.UNSURE
            reason = f"{reason.rstrip('.')}; but other decisions contradict it, and it does not bind"
        return MergeDecision(
            sides[0][0], sides[1][0], row.label, decision, DecidedBy.PERSON, SCORES[decision],
            reason if reason.endswith((".", "!", "?")) else f"{reason}.", sides[0][1], sides[1][1],
        )  # fmt: skip

    def issues(self, chains: Sequence[Chain]) -> tuple[Issue, ...]:
        """What a person should know of the judgements: contradictions, and names that no article has."""
        if self.is_empty:
            return ()
        problems = [Issue("", "reconcile", "judgements_contradict", text) for text in self.judgements.problems]
        known = {
            (c.family, fold_name(form, c.family, w)) for c in chains for form, _ in c.forms for w in (c.wider, None)
        }
        for row in sorted(self.judgements.rows, key=lambda r: (r.line, r.name_a, r.name_b)):
            for name in dict.fromkeys((row.name_a, row.name_b)):
                if not any((f, fold_name(name, f)) in known for f in families_of(row)):
                    kind = f" as {row.label}" if row.label else ""
                    told = f"{self.judgements.origin}, line {row.line}: no article has the name {name!r}{kind}"
                    problems.append(Issue("", "reconcile", "judgement_unused", f"{told}; the judgement waits for one"))
        for issue in problems[:TOLD]:
            log.warning("%s", issue.message)
        if len(problems) > TOLD:
            log.warning("and %d more of the kind in the judgements", len(problems) - TOLD)
        return tuple(problems)


def called(bearer: Bearer) -> str:
    """What a bearer is called in decisions: its name, a place with the state that its articles give."""
    if bearer.family == Family.PLACE and bearer.wider and parse_place(bearer.name).wider is None:
        return f"{bearer.name}, {bearer.wider.title()}"
    return bearer.name


def as_sentence(reason: str) -> str:
    """The reason as a sentence; its clauses stay parted by semicolons."""
    return f"{reason[:1].upper()}{reason[1:].rstrip('.')}."


def evidence(chain: Chain) -> str:
    """Where a name stands: the article and the context that shows it."""
    return f"{chain.article_id}: {chain.context}" if chain.context else chain.article_id


def is_part(form: str, whole: str, family: Family) -> bool:
    """Whether a name is but a part or an abbreviation of a fuller one: a surname, initials, a place without its state.

    >>> is_part("Burrow", "Tim Burrow", Family.PERSON), is_part("Tim Burrow", "Timothy Burrow", Family.PERSON)
    (True, False)
    """
    words, fuller = fold_words(form), fold_words(whole)
    if words == fuller:
        return False
    if identity(form, family, None, None)[1]:
        return True
    if family == Family.PERSON:
        return len(fuller) == len(words) + 1 and fuller[:-1] == words and fuller[-1] in SUFFIXES
    return len(words) < len(fuller) and any(words == fuller[i : i + len(words)] for i in range(len(fuller)))


def _part_of(chain: Chain, forms: Sequence[str], is_first: bool) -> Chain | None:
    kept = tuple(m for m in chain.members if m.name in forms or (is_first and not m.name))
    counts = tuple((form, count) for form, count in chain.forms if form in forms)
    return replace(chain, forms=counts, members=kept) if kept and counts else None


def _node_of(node: Node, chains: Sequence[Chain], companions: dict[str, frozenset[str]]) -> Node:
    articles = frozenset(chain.article_id for chain in chains)
    bearer = replace(make_bearer(chains, companions), also=node.bearer.also)
    return Node(node.key, tuple(chains), bearer, articles)
