"""Pairs of names with the evidence about each and whether one bearer has both: what the weights are fitted on.

Two kinds of file: pairs with roles (id, name_a, name_b, type, label, role_a, role_b), and articles with mentions of
known entities (id, docs, mentions with doc_id, start, end, text, type, gold_entity), one JSON object a line.
"""

from __future__ import annotations

import csv
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import Any

from pipeline.config import ReconcileConfig
from pipeline.reconcile.block import keys_of, short_keys
from pipeline.reconcile.chains import Chain
from pipeline.reconcile.compare import VETOES, Bearer, find_evidence, lone_bearer
from pipeline.reconcile.kinds import agree_on_kinds
from pipeline.reconcile.nodes import chain_identity, companions_of, make_bearer, make_nodes
from pipeline.reconcile.pairs import candidate_pairs
from pipeline.reconcile.signals import name_signal
from pipeline.reconcile.table import read_row, to_label
from pipeline.reconcile.within import chain_article

CONTEXT = 100  # characters beside a mention
PER_NAME = 12  # pairs of chains with one name that are kept for each name
PURE = 0.9  # share of the mentions of a chain or name that must be one entity's


@dataclass(frozen=True, slots=True)
class Pair:
    """The codes of the evidence about two names, and whether they are one bearer's.

    ``group`` is never parted between training and testing; ``kind`` is listed (a row of a table of pairs), names (two
    names across articles), short (a short name and a full one) or equal (one name in two articles).
    """

    group: str
    kind: str
    codes: tuple[str, ...]
    is_same: bool


def listed_pairs(path: Path) -> Iterator[Pair]:
    """The pairs of a table; pairs that share a name share a group."""
    with path.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            label = to_label(row["type"], row["id"])
            a, b = (lone_bearer(row[f"name_{x}"], label, row[f"role_{x}"]) for x in "ab")
            yield Pair(f"listed {min(row['name_a'], row['name_b'])}", "listed", _codes(a, b), row["label"] == "same")


def _codes(a: Bearer, b: Bearer) -> tuple[str, ...]:
    return tuple(finding.code for finding in find_evidence(a, b))


def mentioned_pairs(path: Path) -> Iterator[Pair]:
    """The pairs of names that stand in the articles of one collection and are worth comparing."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield from _pairs_of(json.loads(line))


def _pairs_of(item: Mapping[str, Any]) -> Iterator[Pair]:
    chains, gold = _read(item)
    named = agree_on_kinds(chains)
    companions = companions_of(named)
    entity = {chain.chain_id: _one_entity([chain], gold) for chain in named}
    known = [chain for chain in named if entity[chain.chain_id] is not None]
    full = [chain for chain in known if not chain_identity(chain)[1]]
    nodes = [(node.chains, node.bearer) for node in make_nodes(full, companions)]
    short = [((c,), make_bearer([c], companions)) for c in known if chain_identity(c)[1]]
    for mine, other, kind in _candidates(nodes, short):
        left, right = _one_entity(mine[0], gold), _one_entity(other[0], gold)
        if left is not None and right is not None and not _share_article(mine[0], other[0]):
            yield Pair(item["id"], kind, _codes(mine[1], other[1]), left == right)
    yield from _equal_pairs(item["id"], full, companions, entity)


Named = tuple[Sequence[Chain], Bearer]


def _candidates(full: Sequence[Named], short: Sequence[Named]) -> Iterator[tuple[Named, Named, str]]:
    bearers = [bearer for _, bearer in full]
    keys = [keys_of(b.name, b.family, sorted(b.acronyms)) for b in bearers]
    for i, j in candidate_pairs(keys, [b.name for b in bearers], ReconcileConfig().max_block):
        yield full[i], full[j], "names"
    index: dict[str, list[int]] = defaultdict(list)
    for i, bearer in enumerate(bearers):
        for key in short_keys(bearer.name, bearer.family, bearer.acronyms):
            index[key].append(i)
    uses = Counter(chain_identity(chains[0])[0] for chains, _ in short)
    full = [(chains, replace(bearer, uses=len({c.article_id for c in chains}))) for chains, bearer in full]
    for mine in short:
        found = {i for key in short_keys(mine[1].name, mine[1].family) for i in index.get(key, ())}
        fitting = [i for i in sorted(found) if name_signal(mine[1], bearers[i]).code not in VETOES]
        one = (mine[0], replace(mine[1], choices=len(fitting), uses=uses[chain_identity(mine[0][0])[0]]))
        yield from ((one, full[i], "short") for i in fitting)


def _equal_pairs(
    group: str, full: Sequence[Chain], companions: dict[str, frozenset[str]], entity: Mapping[str, str | None]
) -> Iterator[Pair]:
    by_name: dict[str, list[Chain]] = defaultdict(list)
    for chain in full:
        by_name[chain_identity(chain)[0]].append(chain)
    for _, chains in sorted(by_name.items()):
        for a, b in list(combinations(chains, 2))[:PER_NAME]:
            codes = _codes(make_bearer([a], companions), make_bearer([b], companions))
            if a.article_id != b.article_id:
                yield Pair(group, "equal", codes, entity[a.chain_id] == entity[b.chain_id])


def _read(item: Mapping[str, Any]) -> tuple[list[Chain], dict[str, str]]:
    docs = {doc["doc_id"]: doc for doc in item["docs"]}
    gold, mentions = {}, defaultdict(list)
    for n, m in enumerate(item["mentions"], start=1):
        text = docs[m["doc_id"]].get("text") or ""
        row = {
            "mention_id": f"{m['doc_id']}:{m['start']}:{m['end']}", "article_id": m["doc_id"], "start": str(m["start"]),
            "text": m["text"], "label": m["type"] or "", "published": docs[m["doc_id"]].get("date") or "",
            "context": text[max(0, m["start"] - CONTEXT) : m["end"] + CONTEXT],
        }  # fmt: skip
        gold[row["mention_id"]] = m["gold_entity"]
        mentions[m["doc_id"]].append(read_row(row, n))
    return [chain for same in mentions.values() for chain in chain_article(same)], gold


def _one_entity(chains: Sequence[Chain], gold: Mapping[str, str]) -> str | None:
    counts = Counter(gold[member.mention_id] for chain in chains for member in chain.members)
    entity, n = max(counts.items(), key=lambda item: (item[1], item[0]))
    return entity if n >= PURE * counts.total() else None


def _share_article(mine: Sequence[Chain], other: Sequence[Chain]) -> bool:
    return bool({chain.article_id for chain in mine} & {chain.article_id for chain in other})


def is_vetoed(pair: Pair) -> bool:
    """Whether the names alone forbid the pair, so that nothing is weighed."""
    return pair.codes[0] in VETOES
