"""Who is who within one article: titles split off, short names to full ones, abbreviations to what they stand for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from pipeline import lexicon
from pipeline.reconcile.block import ANSWER, ASK, keys_of, partner
from pipeline.reconcile.chains import Chain, Family, Member
from pipeline.reconcile.described import find_described
from pipeline.reconcile.drafts import Draft, Reading, context_of, read_mention
from pipeline.reconcile.generations import part_generations, said_generation, settle_generations
from pipeline.reconcile.kinds import settle_kind
from pipeline.reconcile.organisations import is_acronym, parse_org
from pipeline.reconcile.people import PersonName, parse_person
from pipeline.reconcile.people_match import NameMatch, match_people
from pipeline.reconcile.roles import Agreement, agree, parse_role
from pipeline.reconcile.said import fingerprints
from pipeline.reconcile.signals import DEFINED, Finding, name_signal, slip_signal
from pipeline.reconcile.spelling import fold, given_genders, is_given_name, is_short_form
from pipeline.schema import Form, Label, Mention

# How a name joins a fuller one inside an article, and how sure that is: one writer rarely gives two people one name.
FULL_NAMES = {"identical": 1.0, "middle": 0.97, "order": 0.95, "handle": 0.95, "nickname": 0.95, "rare_nickname": 0.85,
              "initials": 0.95, "variant": 0.9, "initial": 0.9, "typo": 0.88, "given_typo": 0.85,
              "surname": 0.93}  # fmt: skip
THINGS = {"acronym": 0.95, "short_acronym": 0.93, "same_acronym": 1.0, "business_tail": 0.93, "part_acronym": 0.9,
          "team": 0.9, "club": 0.75, "loose_acronym": 0.8, "party": 0.85, "formal_tail": 0.8, "prefix": 0.85,
          "suffix": 0.85, "org_variant": 0.9, "org_typo": 0.9, "identical": 1.0}  # fmt: skip
PLACES = {"one_region": 0.95, "place_typo": 0.9, "capital": 0.9, "acronym": 0.9, "place_tail": 0.9, "other_home": 0.85,
          "clipped": 0.85, "suffix": 0.85, "prefix": 0.85}  # fmt: skip
SURNAMES = {"surname": 0.96, "surname_suffix": 0.85, "surname_variant": 0.8, "surname_typo": 0.75, "same_word": 1.0}
AFTER_LONG = frozenset(
    {"prefix", "suffix", "team", "club", "narrower", "metonym"}
)  # a part of a name that was given in full before

CLEARLY_LATER = 100  # characters by which one bearer of a surname must be named after the other to be the one meant


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
    for reading in readings:
        parsed = parse_person(reading.name)
        (full if len(parsed.words) > 1 or parsed.handle else short).append(reading)
    drafts = _merge_full(settle_generations(_by_key(part_generations(full))))
    by_surname: dict[str, list[Draft]] = defaultdict(list)
    for draft in drafts:
        for word in dict.fromkeys(_parsed(draft).surname[-1:]):
            by_surname[word].append(draft)
    leftover: list[Reading] = []
    for reading in short:
        last = parse_person(reading.name).words[-1:]
        chosen = _bearer_of(reading, by_surname.get("".join(last), drafts)[:MOST_BEARERS])
        if chosen is None:
            leftover.append(reading)
        else:
            draft, score, why = chosen
            draft.add(reading, "surname", score, why)
    return drafts + _by_key(leftover)


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
    name = _parsed(draft)
    return (bool(name.handle), not name.is_full, -len(name.words), draft.start)


def _fit(draft: Draft, other: Draft) -> tuple[Draft, float, str] | None:
    how = name_signal(draft.bearer(), other.bearer())
    score = FULL_NAMES.get(how.code, 0.0)
    if not score or (how.code in ("typo", "given_typo") and _are_two_names(draft, other)):
        return None
    return other, score, how.reason


def _parsed(draft: Draft) -> PersonName:
    return parse_person(draft.name)


def _are_two_names(a: Draft, b: Draft) -> bool:
    found = slip_signal(a.bearer(), b.bearer())
    return found is not None and found.code == "both_attested"


def _bearer_of(reading: Reading, drafts: Sequence[Draft]) -> tuple[Draft, float, str] | None:
    """The one full-named person whom a short name can mean: those named before it first, then the whole article."""
    mine = parse_person(reading.name)
    fits = []
    for draft in drafts:
        names = dict.fromkeys((draft.name, draft.readings[0].name))
        how = max((match_people(mine, parse_person(name)) for name in names), key=_rank)
        if reading.generation and said_generation(draft) not in (None, reading.generation):
            continue
        if reading.gender and _gender_of(draft) not in (None, reading.gender):
            continue
        if how.code in SURNAMES and not _contradicts(reading, draft):
            fits.append((draft, SURNAMES[how.code], how.reason))
    if fits:
        return _one_of(reading, fits)
    given = [d for d in drafts if _is_given_name(mine, d)] or [d for d in drafts if _is_short_given_name(mine, d)]
    before = [d for d in given if d.start < reading.mention.span.start]
    if len(given) == 1 and not reading.is_address and not reading.roles and (before or _only_given(mine)):
        return given[0], 0.8 if before else 0.7, f"{reading.name} is the given name of {given[0].name}"
    return None


def _only_given(name: PersonName) -> bool:
    """Whether a single word is a usual given name and no usual surname, so that a headline may use it alone."""
    word = name.words[-1] if name.words else ""
    return is_given_name(word) and word not in lexicon.words("name_surnames")


def _gender_of(draft: Draft) -> str | None:
    """m or f as forms of address say, or else as the given name does; None where they do not, or not with one voice."""
    said = {reading.gender for reading in draft.readings if reading.gender}
    name = _parsed(draft)
    if not said and name.given and name.is_full:
        said = {gender for gender in [given_genders().get(name.given[0])] if gender}
    return said.pop() if len(said) == 1 else None


def _rank(match: NameMatch) -> float:
    return SURNAMES.get(match.code, 0.0)


def _is_given_name(mine: PersonName, draft: Draft) -> bool:
    return match_people(mine, _parsed(draft)).code == "given_only"


def _is_short_given_name(mine: PersonName, draft: Draft) -> bool:
    """Whether the one word is short for the given name: "Teddy" for Theodore Marchetti."""
    full = _parsed(draft)
    return len(mine.words) == 1 and full.is_full and is_short_form(mine.words[0], full.given[0])


def _contradicts(reading: Reading, draft: Draft) -> bool:
    """Whether the role at this mention speaks against every role of the draft."""
    theirs = [parse_role(role) for r in draft.readings for role in r.roles]
    found = [agree(parse_role(role), other)[0] for role in reading.roles for other in theirs]
    return bool(found) and all(verdict == Agreement.CONTRADICT for verdict in found)


def _one_of(reading: Reading, fits: list[tuple[Draft, float, str]]) -> tuple[Draft, float, str] | None:
    at = reading.mention.span.start
    if len(fits) > 1:
        fits = [fit for fit in fits if fit[0].start < at] or fits
    if len(fits) > 1 and reading.roles:
        agreed = [fit for fit in fits if _agrees(reading, fit[0])]
        fits = agreed or fits
    if len(fits) > 1:
        plain = [fit for fit in fits if not _parsed(fit[0]).suffix]
        fits = plain if len(plain) == 1 else fits
    if len(fits) == 1:
        return fits[0]
    called = [fit for fit in fits if fit[0].times_called(at) > 0]
    if len(called) == 1 and called[0][0].times_called(at) >= OFTEN_CALLED:
        return called[0][0], 0.7, f"{called[0][2]}, and the one of {len(fits)} who is called so before"
    (draft, _, why), (rival, _, _) = sorted(fits, key=lambda fit: (-fit[0].last_before(at), fit[0].start))[:2]
    if draft.last_before(at) < 0 or draft.last_before(at) - rival.last_before(at) < CLEARLY_LATER:
        return None
    return draft, 0.6, f"{why}, the last one named of {len(fits)}"


MOST_PEOPLE, MOST_OTHERS = 8, 50  # names of one article that one is compared with under one key, the last ones
MOST_BEARERS = 50  # full names of one article that a short one is compared with
OFTEN_CALLED = 2  # times that an article has called somebody by the surname alone from which it is that bearer's name


def _agrees(reading: Reading, draft: Draft) -> bool:
    theirs = [parse_role(role) for r in draft.readings for role in r.roles]
    return any(agree(parse_role(role), other)[0] == Agreement.SAME for role in reading.roles for other in theirs)


# ------------------------------------------------------------------------------------------------- places and things


def _others(readings: Sequence[Reading], family: Family) -> list[Draft]:
    drafts = _by_key(readings)
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
    how = name_signal(draft.bearer(), other.bearer())
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
