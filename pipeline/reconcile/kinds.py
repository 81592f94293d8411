"""One name, one kind: a tagger's slip in one article put right by what all other articles call the name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.reconcile.chains import Chain, Family
from pipeline.reconcile.drafts import fullest
from pipeline.reconcile.places import known_places
from pipeline.reconcile.spelling import fold
from pipeline.schema import Label

TIMES_MORE = 3  # mentions of a name as one kind for each as another, from which the other is a slip
MIN_ARTICLES = 2  # other articles that must agree


def agree_on_kinds(chains: Sequence[Chain]) -> list[Chain]:
    """The chains, in order; one that the other articles call by the same name but take for another kind is relabelled.

    Places that the gazetteer knows keep their kind: Washington is a city and a surname. A form counts for the chain
    that it belongs to, so "Lee" in the chain of Ann Lee speaks for a person.
    """
    uses = _uses_of(chains, _of_two_kinds(chains))
    agreed = [_agreed(chain, uses.get(fold(chain.name), {})) for chain in chains] if uses else list(chains)
    moved = {i for i, chain in enumerate(agreed) if chain.label != chains[i].label}
    if not moved:
        return agreed
    homes: dict[tuple[str, Family, str], int] = {}
    for i, chain in enumerate(agreed):
        for form, _ in chain.forms if i not in moved else ():
            for word in {fold(form).split(" ")[0], fold(form).split(" ")[-1]}:
                homes.setdefault((chain.article_id, chain.family, word), i)
    taken = set()
    for i in sorted(moved):
        home = homes.get((agreed[i].article_id, agreed[i].family, fold(agreed[i].name).split(" ")[-1]))
        if home is not None and _is_part(agreed[home].name, agreed[i].name):
            agreed[home] = _together(agreed[home], agreed[i])
            taken.add(i)
    return [chain for i, chain in enumerate(agreed) if i not in taken]


@dataclass(slots=True)
class _Use:
    """How a name is used as one kind: mentions by label, the articles that have it, and mentions in all."""

    labels: Counter[Label] = field(default_factory=Counter)
    articles: set[str] = field(default_factory=set)
    total: int = 0


def _of_two_kinds(chains: Sequence[Chain]) -> frozenset[str]:
    """The folded forms that are names of two families or more."""
    first: dict[str, Family] = {}
    return frozenset(
        key for chain in chains for form, _ in chain.forms
        if first.setdefault(key := fold(form), chain.family) != chain.family
    )  # fmt: skip


def _uses_of(chains: Sequence[Chain], names: frozenset[str]) -> dict[str, dict[Family, _Use]]:
    uses: dict[str, dict[Family, _Use]] = defaultdict(lambda: defaultdict(_Use))
    for chain in chains if names else ():
        for form, n in chain.forms:
            if fold(form) not in names:
                continue
            use = uses[fold(form)][chain.family]
            use.articles.add(chain.article_id)
            use.total += n
            if chain.label is not None:
                use.labels[chain.label] += n
    return uses


def _is_part(a: str, b: str) -> bool:
    short, long = sorted((fold(a).split(), fold(b).split()), key=len)
    return short in (long[-len(short) :], long[: len(short)])


def _together(home: Chain, moved: Chain) -> Chain:
    """The chain of the same article with the members of the relabelled one."""
    forms = fullest(Counter(dict(home.forms)) + Counter(dict(moved.forms)))
    return replace(home, forms=forms, members=home.members + moved.members)


def _agreed(chain: Chain, uses: Mapping[Family, _Use]) -> Chain:
    others = {family: use for family, use in uses.items() if family != chain.family}
    if not others or chain.roles or chain.wider or chain.kind or fold(chain.name) in known_places():
        return chain
    most = others[max(sorted(others), key=lambda family: others[family].total)]
    elsewhere = len(most.articles) - (chain.article_id in most.articles)
    if elsewhere < MIN_ARTICLES or most.total < TIMES_MORE * uses[chain.family].total:
        return chain
    found = most.labels
    return replace(chain, label=min(found, key=lambda label: (-found[label], label))) if found else chain
