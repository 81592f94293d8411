"""Who is who within one article: titles split off, short names to full ones, abbreviations to what they stand for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from pipeline.reconcile.block import ANSWER, ASK, keys_of, partner
from pipeline.reconcile.chains import Chain, Family, Member
from pipeline.reconcile.described import find_described
from pipeline.reconcile.drafts import Draft, Reading, context_of, read_mention
from pipeline.reconcile.generations import part_generations, settle_generations
from pipeline.reconcile.kinds import settle_kind
from pipeline.reconcile.organisations import is_acronym, parse_org
from pipeline.reconcile.people import parse_person
from pipeline.reconcile.places import CAPITAL
from pipeline.reconcile.said import fingerprints
from pipeline.reconcile.signals import DEFINED, Finding, name_signal, slip_signal
from pipeline.reconcile.spelling import fold
from pipeline.reconcile.surnames import Bearers, lend_surnames, parsed, part_by_gender
from pipeline.schema import Form, Label, Mention

# How a name joins a fuller one inside an article, and how sure that is: one writer rarely gives two people one name.
FULL_NAMES = {"identical": 1.0, "middle": 0.97, "order": 0.95, "handle": 0.95, "nickname": 0.95, "rare_nickname": 0.85,
              "initials": 0.95, "variant": 0.9, "initial": 0.9, "typo": 0.88, "given_typo": 0.85,
              "surname": 0.93, "alias": 0.9, "middle_nickname": 0.9, "second_surname": 0.9, "eastern": 0.9,
              "language": 0.85}  # fmt: skip
THINGS = {"acronym": 0.95, "full_form": 0.93, "short_acronym": 0.93, "same_acronym": 1.0, "business_tail": 0.93,
          "part_acronym": 0.9, "team": 0.9, "club": 0.75, "loose_acronym": 0.8, "party": 0.85, "formal_tail": 0.8,
          "prefix": 0.85, "suffix": 0.85, "org_variant": 0.9, "org_typo": 0.9, "identical": 1.0}  # fmt: skip
PLACES = {"one_region": 0.95, "place_typo": 0.9, "capital": 0.9, "acronym": 0.9, "place_tail": 0.9, "other_home": 0.85,
          "clipped": 0.85, "suffix": 0.85, "prefix": 0.85}  # fmt: skip
AFTER_LONG = frozenset(
    {"prefix", "suffix", "team", "club", "narrower", "metonym"}
)  # a part of a name that was given in full before
MOST_PEOPLE, MOST_OTHERS = 8, 50  # names of one article that one is compared with under one key, the last ones


def chain_article(mentions: Sequence[Mention], said: Mapping[str, Sequence[str]] | None = None) -> tuple[Chain, ...]:
    """The chains of one article, in order of their first mentions.

    Every name belongs to one chain; a nominal or pronoun to the chain of its antecedent; a nominal without one is a
    chain of its own; a pronoun without one belongs to none. The order in which the mentions come does not matter.
    ``said`` are texts that mentions, given by their ids, are quoted as saying: evidence for other articles.
    """
    ordered = sorted(mentions, key=lambda m: (m.span, m.mention_id))
    names = _agree_on_people([settle_kind(mention) for mention in ordered if mention.form == Form.NAME])
    readings = [read_mention(mention) for mention in names]
    drafts: list[Draft] = []
    for family in Family:
        same = [reading for reading in readings if reading.family == family]
        drafts += _people(same) if family == Family.PERSON else _others(same, family)
    chains = [draft.finish() for draft in drafts]
    chains = _follow_antecedents(chains, ordered)
    chains = [_quoted(chain, said) for chain in chains] if said else chains
    place = {mention.mention_id: i for i, mention in enumerate(ordered)}
    return tuple(sorted(chains, key=lambda chain: place[chain.members[0].mention_id]))


def _agree_on_people(names: Sequence[Mention]) -> list[Mention]:
    """The mentions, one-word organisations relabelled that the article calls a person twice as often or more.

    A tagger takes "Trump" in "Trump’s department" for an organisation now and then.
    """
    doubted = {fold(mention.text) for mention in names if _may_be_person(mention)}
    if not doubted:
        return list(names)
    counts: dict[str, Counter[Label | None]] = defaultdict(Counter)
    for mention in names:
        counts[fold(mention.text)][mention.label] += 1
    people = {name for name in doubted if counts[name][Label.PERSON] >= 2 * counts[name][Label.ORG]}
    moved = (_may_be_person(mention) and fold(mention.text) in people for mention in names)
    return [replace(m, label=Label.PERSON) if is_moved else m for m, is_moved in zip(names, moved, strict=True)]


def _may_be_person(mention: Mention) -> bool:
    return mention.label == Label.ORG and " " not in mention.text and not is_acronym(mention.text)


# ------------------------------------------------------------------------------------------------- people


def _people(readings: Sequence[Reading]) -> list[Draft]:
    full: list[Reading] = []
    short: list[Reading] = []
    for reading in lend_surnames(readings):
        name = parse_person(reading.name)
        (full if len(name.words) > 1 or name.handle else short).append(reading)
    drafts = _merge_full(settle_generations(_by_key(part_generations(full))))
    bearers = Bearers.of(drafts, short)
    left = [reading for reading in short if not bearers.take(reading)]
    left = [reading for reading in left if not bearers.take_early(reading)]
    return drafts + _by_key(part_by_gender(left))


def _by_key(readings: Iterable[Reading]) -> list[Draft]:
    drafts: dict[str, Draft] = {}
    for reading in readings:
        known = reading.key in drafts
        why = f"named as before, {reading.name}" if known else "first named here"
        drafts.setdefault(reading.key, Draft()).add(reading, "same_name" if known else "name", 1.0, why)
    return list(drafts.values())


def _merge_full(drafts: list[Draft]) -> list[Draft]:
    """Drafts of full names joined where one is a form of another; a form that fits two joins neither."""
    blocks: dict[str, list[Draft]] = defaultdict(list)
    kept: list[Draft] = []
    for draft in sorted(drafts, key=_reading_rank):
        keys = keys_of(draft.name, Family.PERSON)
        near = _near(keys, blocks, MOST_PEOPLE)
        fits = sorted(filter(None, (_fit(draft, other) for other in near)), key=lambda fit: (-fit[1], fit[0].start))
        if len(fits) == 1 or (fits and fits[0][1] == 1.0):
            other, score, why = fits[0]
            other.absorb(draft, "full_name", score, why)
            continue
        kept.append(draft)
        for key in keys:
            blocks[key].append(draft)
    return kept


def _near(keys: Iterable[str], blocks: Mapping[str, list[Draft]], most: int) -> Iterable[Draft]:
    """The drafts that stand under the keys' partners, each once."""
    found: dict[int, Draft] = {}
    for key in keys:
        block = blocks.get(partner(key) if key[0] in (ASK, ANSWER) else key, [])
        for other in block[-most:]:
            found.setdefault(id(other), other)
    return found.values()


def _reading_rank(draft: Draft) -> tuple[object, ...]:
    """Accounts last, initials after given names, longer names first."""
    name = parsed(draft)
    return (bool(name.handle), not name.is_full, -len(name.words), draft.start)


def _fit(draft: Draft, other: Draft) -> tuple[Draft, float, str] | None:
    how = name_signal(draft.bearer(), other.bearer())
    score = FULL_NAMES.get(how.code, 0.0)
    if not score or (how.code in ("typo", "given_typo") and _are_two_names(draft, other)):
        return None
    return other, score, how.reason


def _are_two_names(a: Draft, b: Draft) -> bool:
    found = slip_signal(a.bearer(), b.bearer())
    return found is not None and found.code == "both_attested"


# ------------------------------------------------------------------------------------------------- places and things


def _others(readings: Sequence[Reading], family: Family) -> list[Draft]:
    drafts = _by_key(_without_capital(readings) if family == Family.PLACE else readings)
    joins = PLACES if family == Family.PLACE else THINGS
    kept: list[Draft] = []
    blocks: dict[str, list[Draft]] = defaultdict(list)
    for draft in sorted(drafts, key=_fullness):
        keys = (*keys_of(draft.name, family, sorted(draft.bearer().acronyms)), *_article_keys(draft, family))
        near = _near(keys, blocks, MOST_OTHERS)
        fits = [(other, score, how) for other in near for score, how in [_part_score(draft, other, joins)] if score]
        best = _nearest(fits)
        if best is None:
            kept.append(draft)
            for key in keys:
                blocks[key].append(draft)
            continue
        other, score, how = best
        method = "acronym" if "acronym" in how.code or how.reason == DEFINED else "part_of_name"
        other.absorb(draft, method, score, how.reason)
    return kept


def _without_capital(readings: Sequence[Reading]) -> list[Reading]:
    """The readings; where the article has the capital in full, the state of its name is another place: "Wash."."""
    state, capital = CAPITAL
    if not any(reading.key == capital for reading in readings):
        return list(readings)
    is_state = ((reading.key, reading.kind) == (state, "state") for reading in readings)
    return [replace(r, key=f"{state} state") if apart else r for r, apart in zip(readings, is_state, strict=True)]


def _article_keys(draft: Draft, family: Family) -> tuple[str, ...]:
    """Keys that are too weak for a corpus: how a place begins and ends, with which letters a thing and its end do."""
    if family == Family.PLACE:
        first, *rest = fold(draft.name).split(" ")
        return (f"begins {first[:3]}", *(f"ends {word}" for word in rest[-1:]))
    name = parse_org(draft.name)
    letters = name.acronym or "".join(word[0] for word in name.words)
    return (f"from {letters[:1]} to {letters[-1:]}",) if len(letters) > 1 else ()


def _part_score(draft: Draft, other: Draft, joins: dict[str, float]) -> tuple[float, Finding]:
    """How surely a draft is another under a shorter name, 0 where it is not, and why."""
    short, long = parse_org(draft.name), other.bearer()
    spelled = () if is_acronym(long.name) or long.family != Family.THING else parse_org(long.name).initials
    if short.acronym is not None and (short.acronym in long.acronyms or short.acronym in spelled):
        return joins["acronym"], Finding("identical", DEFINED)
    how = name_signal(draft.bearer(), long)
    score = joins.get(how.code, 0.0)
    if how.code == "narrower" and len(parse_org(draft.name).words) == 1:
        score = 0.75
    if how.code == "metonym" and draft.label == other.label == Label.ORG:
        score = 0.75
    last = max(reading.mention.span.start for reading in draft.readings)
    if how.code in AFTER_LONG and other.start > last and len(draft.readings) > 1:
        score = 0.0
    return score, how


def _fullness(draft: Draft) -> tuple[object, ...]:
    parsed = parse_org(draft.name)
    return (parsed.acronym is not None, draft.bearer().wider is None, -len(parsed.words), draft.start)


def _nearest(fits: list[tuple[Draft, float, Finding]]) -> tuple[Draft, float, Finding] | None:
    """The only fit; among several the surest, unless two are equally sure."""
    fits = sorted(fits, key=lambda fit: (-fit[1], fit[0].start))
    if len(fits) == 1 or (fits and fits[0][1] > fits[1][1]):
        return fits[0]
    return None


# ------------------------------------------------------------------------------------------------- antecedents


def _follow_antecedents(chains: list[Chain], ordered: Sequence[Mention]) -> list[Chain]:
    of: dict[str, int] = {m.mention_id: i for i, chain in enumerate(chains) for m in chain.members}
    extra: dict[int, list[Member]] = defaultdict(list)
    by_id = {mention.mention_id: mention for mention in ordered}
    own: list[Chain] = []
    for mention in ordered:
        if mention.form == Form.NAME:
            continue
        root = _root(mention, by_id)
        described = (
            find_described(root, chains, by_id) if root.form == Form.NOMINAL and root.mention_id not in of else None
        )
        if described is not None:
            extra[described].append(
                Member(root.mention_id, "role", 0.7, f"{root.text} fits {chains[described].name} only")
            )
            of[root.mention_id] = described
            if root is mention:
                continue
        if root.mention_id in of:
            why = f"takes up {root.text}" if root is not mention else "named again"
            extra[of[root.mention_id]].append(Member(mention.mention_id, "antecedent", mention.score or 0.8, why))
            of[mention.mention_id] = of[root.mention_id]
        elif Form.NOMINAL in (root.form, mention.form):
            extra[len(chains) + len(own)].append(
                Member(mention.mention_id, "nominal", 0.5, "named only by description")
            )
            of[root.mention_id] = len(chains) + len(own)
            of[mention.mention_id] = of[root.mention_id]
            own.append(_nominal_chain(root if root.form == Form.NOMINAL else mention))
    return [_with_members(chain, extra[i]) if i in extra else chain for i, chain in enumerate(chains + own)]


def _root(mention: Mention, by_id: dict[str, Mention]) -> Mention:
    """The mention at the end of the antecedents; a ring of antecedents ends where it closes."""
    seen = {mention.mention_id}
    while mention.antecedent in by_id and mention.antecedent not in seen:
        mention = by_id[mention.antecedent]
        seen.add(mention.mention_id)
    return mention


def _nominal_chain(mention: Mention) -> Chain:
    name = " ".join(mention.text.split())
    return Chain(mention.article_id, mention.label, ((name, 1),), (), context=context_of(mention),
                 published=mention.published, is_name=False)  # fmt: skip


def _with_members(chain: Chain, extra: Sequence[Member]) -> Chain:
    return replace(chain, members=chain.members + tuple(extra))


def _quoted(chain: Chain, said: Mapping[str, Sequence[str]]) -> Chain:
    texts = [text for member in chain.members for text in said.get(member.mention_id, ())] if chain.is_name else []
    return replace(chain, said=fingerprints(texts)) if texts else chain
