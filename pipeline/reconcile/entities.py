"""Groups of chains as entities: names, ids, roles, and a link for each mention."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from pipeline.reconcile.chains import Chain, Family
from pipeline.reconcile.drafts import fullest, majority
from pipeline.reconcile.nodes import identity
from pipeline.reconcile.organisations import is_acronym
from pipeline.reconcile.places import is_abbreviated_state, parse_place
from pipeline.reconcile.roles import parse_role
from pipeline.reconcile.spelling import fold
from pipeline.schema import Entity, Label, Link

RARE = 10  # times as often as a form another full one must stand for that form to be no name for its bearer


@dataclass(frozen=True, slots=True)
class Joined:
    """A chain and how it came to its entity: method, how sure (0 to 1), and why; None where its name was enough."""

    chain: Chain
    method: str | None = None
    score: float = 1.0
    reason: str = ""


def describe(groups: Sequence[Sequence[Joined]]) -> tuple[tuple[Entity, ...], tuple[Link, ...]]:
    """The entities in order of their ids and the links in order of their mentions' ids.

    An id is the label and the fullest name, with the article for a bearer that has no name; of several entities
    with one such id, the earliest published keeps it and the others get -2, -3 and so on.
    """
    by_slug: dict[str, list[_Described]] = defaultdict(list)
    for group in groups:
        described = _Described.of(group)
        by_slug[_slug(described)].append(described)
    entities, links = [], []
    for slug, same in by_slug.items():
        oldest = same if len(same) == 1 else sorted(same, key=lambda described: _age(described.group))
        for n, described in enumerate(oldest, start=1):
            entity = _entity(slug if n == 1 else f"{slug}-{n}", described)
            entities.append(entity)
            for joined in described.group:
                links += _links(joined, entity)
    return (
        tuple(sorted(entities, key=attrgetter("entity_id"))),
        tuple(sorted(links, key=attrgetter("mention_id"))),
    )


@dataclass(frozen=True, slots=True)
class _Described:
    """A group with its written forms and their counts, its label and its name."""

    group: Sequence[Joined]
    forms: dict[str, int]
    label: Label | None
    name: str

    @classmethod
    def of(cls, group: Sequence[Joined]) -> _Described:
        forms = dict(group[0].chain.forms) if len(group) == 1 else _forms(group)
        if len(group) == 1:
            label = group[0].chain.label
        else:
            label = majority([j.chain.label for j in group for _ in j.chain.members])
        return cls(group, forms, label, _name(group, forms))


def _age(group: Sequence[Joined]) -> tuple[str, str]:
    days = [j.chain.published.isoformat() for j in group if j.chain.published is not None]
    return (min(days, default="9999"), min(j.chain.chain_id for j in group))


def _forms(group: Sequence[Joined]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for joined in group:
        for form, n in joined.chain.forms:
            counts[form] = counts.get(form, 0) + n
    return counts


def _name(group: Sequence[Joined], counts: Mapping[str, int]) -> str:
    """The fullest form that is well attested; of equals the most frequent, then the one that articles give a role."""
    is_place = group[0].chain.family == Family.PLACE
    name = next(iter(counts)) if len(counts) == 1 else _best_form(group, counts, is_place)
    if not is_place or all(j.chain.wider is None for j in group) or parse_place(name).wider is not None:
        return name
    wider = Counter(j.chain.wider for j in group if j.chain.wider)
    return f"{name}, {min(wider, key=lambda region: (-wider[region], region)).title()}" if wider else name


def _best_form(group: Sequence[Joined], counts: Mapping[str, int], is_place: bool) -> str:
    counts = _well_attested(counts, group[0].chain.family)
    stated: Counter[str] = Counter()
    for joined in group:
        stated[joined.chain.name] += sum(_is_office(role) for role in joined.chain.roles)
    best = fullest(Counter(counts))
    words = len(fold(best[0][0]).split())
    equals = [form for form, _ in best if len(fold(form).split()) == words and not form.startswith("@")]

    def rank(form: str) -> tuple[object, ...]:
        shortened = is_place and is_abbreviated_state(form)
        return (shortened, form.isupper() and len(form) > 5, -counts[form], -stated[form], form)

    return min(equals or [best[0][0]], key=rank)


def _well_attested(counts: Mapping[str, int], family: Family) -> Mapping[str, int]:
    """The full forms without those that are rare beside another full one, such as a tagger's slip.

    "Reinvention of Hewlett-Packard" stands once in a headline where "Hewlett-Packard" stands twenty times.
    """
    full = {form: n for form, n in counts.items() if not (identity(form, family, None, None)[1] or is_acronym(form))}
    most = max(full.values(), default=0)
    return {form: n for form, n in full.items() if n * RARE >= most} or counts


def _slug(described: _Described) -> str:
    first, name = described.group[0].chain, described.name
    folded = fold(name).replace(" ", "-") or "-".join(f"{ord(c):x}" for c in name[:8])
    lone = "" if first.is_name else f"/{first.article_id}"
    return f"{(described.label or 'entity').lower()}:{folded}{lone}"


def _entity(entity_id: str, described: _Described) -> Entity:
    counts = described.forms
    stated = [j.chain for j in described.group if j.chain.roles]
    if len(stated) > 1:
        stated.sort(key=lambda chain: (chain.published.isoformat() if chain.published else "", chain.chain_id))
    roles = [role for chain in reversed(stated) for role in chain.roles]
    role = next(filter(_is_office, roles), roles[0] if roles else None)
    aliases = tuple(counts) if len(counts) == 1 else tuple(sorted(counts, key=lambda form: (-counts[form], form)))
    return Entity(entity_id, described.name, described.label, role, aliases)


def _is_office(role: str) -> bool:
    """Whether a role names an office; "Office of Justice Programs" only says where somebody works."""
    return bool(parse_role(role).offices)


def _links(joined: Joined, entity: Entity) -> list[Link]:
    links = []
    for member in joined.chain.members:
        method = member.method if joined.method is None else joined.method
        score = round(min(member.score, joined.score), 3)
        reasons = [reason for reason in (member.reason, joined.reason) if reason]
        links.append(Link(member.mention_id, entity.entity_id, method, score, "; ".join(reasons)))
    return links
