"""Groups of chains as entities: names, ids, roles, and a link for each mention."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.reconcile.chains import Chain, Family
from pipeline.reconcile.drafts import fullest, majority
from pipeline.reconcile.places import is_abbreviated_state, parse_place
from pipeline.reconcile.roles import parse_role
from pipeline.reconcile.spelling import fold
from pipeline.schema import Entity, Label, Link


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
    by_slug: dict[str, list[tuple[str, Sequence[Joined]]]] = defaultdict(list)
    for group in groups:
        name = _name(group)
        by_slug[_slug(name, group)].append((name, group))
    entities, links = [], []
    for slug, same in by_slug.items():
        oldest = same if len(same) == 1 else sorted(same, key=lambda item: _age(item[1]))
        for n, (name, group) in enumerate(oldest, start=1):
            entity = _entity(slug if n == 1 else f"{slug}-{n}", name, group)
            entities.append(entity)
            links += [link for joined in group for link in _links(joined, entity)]
    return (
        tuple(sorted(entities, key=lambda entity: entity.entity_id)),
        tuple(sorted(links, key=lambda link: link.mention_id)),
    )


def _age(group: Sequence[Joined]) -> tuple[str, str]:
    days = [j.chain.published.isoformat() for j in group if j.chain.published is not None]
    return (min(days, default="9999"), min(j.chain.chain_id for j in group))


def _label(group: Sequence[Joined]) -> Label | None:
    return majority([j.chain.label for j in group for _ in j.chain.members])


def _forms(group: Sequence[Joined]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for joined in group:
        for form, n in joined.chain.forms:
            counts[form] = counts.get(form, 0) + n
    return counts


def _name(group: Sequence[Joined]) -> str:
    """The fullest form; of equals the one that articles give a role, then the most frequent."""
    counts = _forms(group)
    if len(counts) == 1 and group[0].chain.family != Family.PLACE:
        return next(iter(counts))
    stated: Counter[str] = Counter()
    for joined in group:
        stated[joined.chain.name] += sum(_is_office(role) for role in joined.chain.roles)
    best = fullest(Counter(counts))
    is_place = group[0].chain.family == Family.PLACE
    words = len(fold(best[0][0]).split())
    equals = [form for form, _ in best if len(fold(form).split()) == words and not form.startswith("@")]

    def rank(form: str) -> tuple[object, ...]:
        shortened = is_place and is_abbreviated_state(form)
        return (shortened, form.isupper() and len(form) > 5, -counts[form], -stated[form], form)

    name = min(equals or [best[0][0]], key=rank)
    wider = next((j.chain.wider for j in group if j.chain.wider), None)
    if is_place and wider and parse_place(name).wider is None:
        return f"{name}, {wider.title()}"
    return name


def _slug(name: str, group: Sequence[Joined]) -> str:
    label = _label(group)
    folded = re.sub(r"\s+", "-", fold(name)) or "-".join(f"{ord(c):x}" for c in name[:8])
    lone = "" if group[0].chain.is_name else f"/{group[0].chain.article_id}"
    return f"{(label or 'entity').lower()}:{folded}{lone}"


def _entity(entity_id: str, name: str, group: Sequence[Joined]) -> Entity:
    counts = _forms(group)
    stated = [j.chain for j in group if j.chain.roles]
    stated.sort(key=lambda chain: (chain.published.isoformat() if chain.published else "", chain.chain_id))
    roles = [role for chain in reversed(stated) for role in chain.roles]
    role = next(filter(_is_office, roles), roles[0] if roles else None)
    aliases = tuple(sorted(counts, key=lambda form: (-counts[form], form)))
    return Entity(entity_id, name, _label(group), role, aliases)


def _is_office(role: str) -> bool:
    """Whether a role names an office; "Office of Justice Programs" only says where somebody works."""
    return bool(parse_role(role).offices)


def _links(joined: Joined, entity: Entity) -> list[Link]:
    links = []
    for member in joined.chain.members:
        method = member.method if joined.method is None else joined.method
        score = round(min(member.score, joined.score), 3)
        reasons = [member.reason, joined.reason]
        links.append(Link(member.mention_id, entity.entity_id, method, score, "; ".join(filter(None, reasons))))
    return links
