"""One name, one kind: a tagger's slip in one article put right by what all other articles call the name."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from math import log2

from pipeline import lexicon
from pipeline.reconcile.chains import Chain, Family
from pipeline.reconcile.drafts import fullest
from pipeline.reconcile.organisations import is_acronym
from pipeline.reconcile.places import is_abbreviated_state, known_places, nationalities, parse_place, state_of
from pipeline.reconcile.roles import parse_role
from pipeline.reconcile.spelling import POSSESSIVE, fold
from pipeline.reconcile.torn import mend_torn
from pipeline.schema import Label, Mention

TIMES_MORE = 3.0  # weight of a name as one kind for each as another, from which the other is a slip;
TIMES_MORE_PROVED = 1.0  # more than so many times, where longer names or roles prove the one kind and not the other
MIN_ARTICLES = 2  # other articles that must agree
PROOF = 2.0  # articles without proof that an article with proof weighs as much as, besides its own mentions


def settle_kind(mention: Mention) -> Mention:
    """The mention, relabelled where its name is known or the words after it prove what it is.

    "Lincoln, Neb.," is a city, whatever the tagger thought, and so is "Tamarack" of "Tamarack Attorney General Jo Roe".
    """
    known = _known_kind(mention)
    if known is not None:
        return replace(mention, label=known)
    is_doubted = mention.label in (Label.PERSON, Label.ORG) and " " not in mention.text
    if not is_doubted or not (mention.after.startswith(", ") or OFFICE_AFTER.match(mention.after)):
        return mention
    name = POSSESSIVE.sub("", mention.text)
    if name != mention.text or is_acronym(name) or fold(name) in lexicon.words("org_institutions"):
        return mention
    is_place = _lies_in_state(mention.after) if mention.after[0] == "," else _is_before_office(mention.after)
    return replace(mention, label=Label.GPE) if is_place else mention


def _known_kind(mention: Mention) -> Label | None:
    """What a name is by itself, where the tagger took it for something else: "Calif." no person, "Slovenia" no people.

    A body with a usual abbreviation (``org_aliases.csv``) or with a legal form at its end is no place and no person.
    """
    name = " ".join(POSSESSIVE.sub("", mention.text).split())
    if mention.label in (Label.PERSON, Label.ORG) and name.endswith(".") and _is_press_state(name):
        return Label.GPE
    if mention.label == Label.NORP and fold(name) in _homelands() and fold(name) in known_places():
        return Label.GPE
    if mention.label in (Label.GPE, Label.LOC, Label.PERSON) and _is_known_body(name):
        return Label.ORG
    return None


def _is_press_state(name: str) -> bool:
    """Whether a name with a full stop at its end is a state's: "Va." and "N.Y.", but "V.A." is the Veterans' agency."""
    initials = name.count(".") > 1
    is_state = is_abbreviated_state(name) and (not initials or " " in parse_place(name).name)
    return is_state and fold(name) not in lexicon.words("title_honorific")


@lru_cache(maxsize=1)
def _bodies() -> frozenset[str]:
    rows = lexicon.table("org_aliases")
    return frozenset(fold(x) for row in rows for x in (row["name"], *row["aliases"].split(";")))


@lru_cache(maxsize=1)
def _first_words() -> frozenset[str]:
    return frozenset(body.removeprefix("the ").split(" ")[0] for body in _bodies())


def _is_known_body(name: str) -> bool:
    if is_acronym(name):
        return fold(name) in _bodies()
    words = name.removeprefix("the ").removeprefix("The ").split()
    may_be_form = words[-1].endswith(".") or words[-1].isupper() if words else False
    if len(words) < 2 or not (may_be_form or fold(words[0]) in _first_words()):
        return False  # most names are told from bodies by their first word
    full = fold(name).removeprefix("the ")
    if full in known_places() or "," in name:
        return False
    return full in _bodies() or (may_be_form and fold(words[-1]) in lexicon.words("org_forms"))


STATE_AFTER = re.compile(r"^, (?P<state>[A-Z][\w.]*(?: [A-Z][\w.]*)?)(?=[,;:)]|\.?\s*$|\.? [a-z])")
OFFICE_AFTER = re.compile(r"^ (?P<office>[A-Z][a-z]+\.?(?: [A-Z][a-z]+)?) (?=[A-Z])")


def _lies_in_state(after: str) -> bool:
    found = STATE_AFTER.match(after)
    return found is not None and state_of(found["state"]) is not None


def _is_before_office(after: str) -> bool:
    """Whether an office that belongs to a place stands before a further name: " Attorney General Jo Roe"."""
    found = OFFICE_AFTER.match(after)
    words = found["office"].split() if found else []
    return any(
        parse_role(" ".join(words[:n])).offices & lexicon.words("title_of_places") for n in range(len(words), 0, -1)
    )


def agree_on_kinds(chains: Sequence[Chain]) -> list[Chain]:
    """The chains, in order; one that the other articles call by the same name but take for another kind is relabelled.

    Each article has a vote, which more mentions make heavier. "Tamarack, Mich.", "City of Tamarack", "Tamarack Police"
    and "Tamarack Mayor Jo Roe" prove a place, "Mayor Tamarack" and "Jo Tamarack" a person, "Tamarack Holdings", called
    Tamarack for short, a company. A name that is proved to be two kinds stays two, and so do places that the gazetteer
    knows: Washington is a city and a surname. A form counts for the chain that it belongs to, so "Lee" in the chain of
    Ann Lee speaks for a person.
    """
    whole = mend_torn(chains)
    uses = _uses_of(whole, _of_two_kinds(whole))
    agreed = [_agreed(chain, uses.get(fold(chain.name), {})) for chain in whole] if uses else whole
    moved = {i for i, chain in enumerate(agreed) if chain.label != chains[i].label}
    return _brought_home(agreed, moved) if moved else agreed


def _brought_home(agreed: list[Chain], moved: set[int]) -> list[Chain]:
    """The chains; a relabelled one joins the chain of its article whose name it begins or ends."""
    homes: dict[tuple[str, Family, str], int] = {}
    for i, chain in enumerate(agreed):
        for form, _ in chain.forms if i not in moved else ():
            for word in {fold(form).split(" ")[0], fold(form).split(" ")[-1]}:
                homes.setdefault((chain.article_id, chain.family, word), i)
    taken = set()
    for i in sorted(moved):
        words = fold(agreed[i].name).split(" ")
        keys = [(agreed[i].article_id, agreed[i].family, word) for word in (words[-1], words[0])]
        home = next((homes[key] for key in keys if key in homes), None)
        if home is not None and _is_part(agreed[home].name, agreed[i].name):
            agreed[home] = _together(agreed[home], agreed[i])
            taken.add(i)
    return [chain for i, chain in enumerate(agreed) if i not in taken]


@dataclass(slots=True)
class _Use:
    """How a name is used as one kind: mentions by label, the articles that have it, and those with a proof."""

    labels: Counter[Label] = field(default_factory=Counter)
    articles: Counter[str] = field(default_factory=Counter)
    proofs: set[str] = field(default_factory=set)

    @property
    def weight(self) -> float:
        """The votes of the articles: 1 each, half a vote more for each doubling of the mentions, and proofs."""
        return sum(1 + log2(n) / 2 for n in self.articles.values()) + PROOF * len(self.proofs)


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
        for name, family in _proved(chain, names):
            uses[name][family].proofs.add(chain.article_id)
        for form, n in chain.forms:
            if fold(form) not in names:
                continue
            use = uses[fold(form)][chain.family]
            use.articles[chain.article_id] += n
            if chain.label is not None:
                use.labels[chain.label] += n
    return uses


def _proved(chain: Chain, names: frozenset[str]) -> Iterator[tuple[str, Family]]:
    """The doubted names whose kind this chain proves, by what it is said to be or by its longer name."""
    full = fold(chain.name)
    said = chain.roles or chain.wider or chain.kind or chain.acronyms
    for form, _ in chain.forms:
        if fold(form) in names and (said or (fold(form) != full and _is_part(full, form))):
            yield fold(form), chain.family
    if chain.family == Family.THING:
        place = _place_of_body(full)
        if place and place in names:
            yield place, Family.PLACE
    for role in chain.roles:
        yield from ((name, Family.PLACE) for name in _places_of(role) if name in names)


def _place_of_body(name: str) -> str:
    """What stands before the name of an institution that every city or country has: the place, folded."""
    words = name.split()
    cuts = range(max(1, len(words) - 3), len(words))
    return next((" ".join(words[:i]) for i in cuts if " ".join(words[i:]) in lexicon.words("org_generic")), "")


def _places_of(role: str) -> Iterator[str]:
    """The folded name before an office that belongs to a place: "Tamarack" of "Tamarack Attorney General"."""
    if role[:1].isupper() and parse_role(role).offices & lexicon.words("title_of_places"):
        words = fold(role).split()
        yield from (" ".join(words[:i]) for i in range(1, len(words)))


def _is_part(a: str, b: str) -> bool:
    short, long = sorted((fold(a).split(), fold(b).split()), key=len)
    return short in (long[-len(short) :], long[: len(short)])


def _together(home: Chain, moved: Chain) -> Chain:
    """The chain of the same article with the members of the relabelled one."""
    forms = fullest(Counter(dict(home.forms)) + Counter(dict(moved.forms)))
    said = tuple(sorted({*home.said, *moved.said}))
    return replace(home, forms=forms, members=home.members + moved.members, said=said)


def _is_known(name: str) -> bool:
    """Whether a folded name is that of a place which the gazetteer or a word for its people knows."""
    return name in known_places() or name in _homelands()


@lru_cache(maxsize=1)
def _homelands() -> frozenset[str]:
    return frozenset(nationalities().values())


def _agreed(chain: Chain, uses: Mapping[Family, _Use]) -> Chain:
    others = {family: use for family, use in uses.items() if family != chain.family and use.articles}
    if not others or chain.roles or chain.wider or chain.kind or _is_known(fold(chain.name)):
        return chain
    most = others[max(sorted(others), key=lambda family: others[family].weight)]
    mine = uses[chain.family]
    elsewhere = len(most.articles) - (chain.article_id in most.articles)
    is_proved = bool(most.proofs) and not mine.proofs
    needed = mine.weight * (TIMES_MORE_PROVED if is_proved else TIMES_MORE)
    if elsewhere < MIN_ARTICLES or most.weight < needed or (is_proved and most.weight == needed):
        return chain
    found = most.labels
    return replace(chain, label=min(found, key=lambda label: (-found[label], label))) if found else chain
