"""One name, one kind: a tagger's slip in one article put right by what all other articles call the name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

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
    counts: dict[str, dict[Family, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    labels: dict[tuple[str, Family], Counter[Label]] = defaultdict(Counter)
    for chain in chains:
        for form, n in chain.forms:
            counts[fold(form)][chain.family][chain.article_id] += n
            if chain.label is not None:
                labels[fold(form), chain.family][chain.label] += n
    agreed = [_agreed(chain, counts[fold(chain.name)], labels) for chain in chains]
    moved = {i for i, chain in enumerate(agreed) if chain.label != chains[i].label}
    homes: dict[tuple[str, Family, str], int] = {}
    for i, chain in enumerate(agreed):
        for form, _ in chain.forms if i not in moved else ():
            for word in {fold(form).split(" ")[0], fold(form).split(" ")[-1]}:
                homes.setdefault((chain.article_id, chain.family, word), i)
    for i in sorted(moved):
        home = homes.get((agreed[i].article_id, agreed[i].family, fold(agreed[i].name).split(" ")[-1]))
        if home is not None and _is_part(agreed[home].name, agreed[i].name):
            agreed[home] = _together(agreed[home], agreed[i])
        else:
            home = i
        moved = moved - {i} if home == i else moved
    return [chain for i, chain in enumerate(agreed) if i not in moved]


def _is_part(a: str, b: str) -> bool:
    short, long = sorted((fold(a).split(), fold(b).split()), key=len)
    return short in (long[-len(short) :], long[: len(short)])


def _together(home: Chain, moved: Chain) -> Chain:
    """The chain of the same article with the members of the relabelled one."""
    forms = fullest(Counter(dict(home.forms)) + Counter(dict(moved.forms)))
    return replace(home, forms=forms, members=home.members + moved.members)


def _agreed(
    chain: Chain, counts: dict[Family, Counter[str]], labels: dict[tuple[str, Family], Counter[Label]]
) -> Chain:
    name = fold(chain.name)
    others = {family: articles for family, articles in counts.items() if family != chain.family}
    if not others or chain.roles or chain.wider or chain.kind or name in known_places():
        return chain
    family = max(sorted(others), key=lambda f: others[f].total())
    elsewhere = len(set(others[family]) - {chain.article_id})
    if elsewhere < MIN_ARTICLES or others[family].total() < TIMES_MORE * counts[chain.family].total():
        return chain
    found = labels[name, family]
    return replace(chain, label=min(found, key=lambda label: (-found[label], label))) if found else chain
