"""Whom a name of one word means in an article: the bearer of the surname, or of the given name, whom it fits best."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from pipeline import lexicon
from pipeline.reconcile.drafts import Draft, Reading
from pipeline.reconcile.generations import said_generation
from pipeline.reconcile.people import PersonName, parse_person
from pipeline.reconcile.people_match import NameMatch, match_people
from pipeline.reconcile.roles import Agreement, Role, agree, cannot_be_one, parse_role
from pipeline.reconcile.spelling import fold, given_genders, is_given_name, is_short_form
from pipeline.reconcile.titles import title_before

SURNAMES = {"surname": 0.96, "surname_suffix": 0.85, "surname_variant": 0.8, "surname_typo": 0.75, "same_word": 1.0}
CLEARLY_LATER = 100  # characters by which one bearer of a surname must be named after the other to be the one meant
MOST_BEARERS = 50  # full names of one article that a short one is compared with
OFTEN_CALLED = 2  # times that an article calls somebody by the surname alone from which it is that bearer's name

BEFORE_GIVEN = frozenset({"brother", "dame", "father", "fr", "rabbi", "sir", "sister"})  # forms of address: "Sir John"

OF_WOMEN = frozenset({"miss", "mrs", "ms"})

Fit = tuple[Draft, float, str]  # the bearer, how sure that is (0 to 1), and why


@dataclass(slots=True)
class Called:
    """How often an article has called somebody by the surname alone and by the given name alone so far.

    ``in_all`` is how often the whole article has the given name alone.
    """

    surname: int = 0
    given: int = 0
    in_all: int = 0


@dataclass(slots=True)
class Bearers:
    """The people whom one article names in full, and how it calls them; short names are asked in reading order."""

    drafts: list[Draft]
    _by_surname: dict[str, list[Draft]] = field(default_factory=lambda: defaultdict(list))
    _called: dict[int, Called] = field(default_factory=lambda: defaultdict(Called))
    _alone: Counter[str] = field(default_factory=Counter)  # how often the article has a word alone as a name

    @classmethod
    def of(cls, drafts: Sequence[Draft], short: Sequence[Reading]) -> Bearers:
        """The bearers of the drafts' full names, and how the article's short names call them."""
        found = cls(list(drafts))
        given: dict[str, list[Draft]] = defaultdict(list)
        for draft in drafts:
            for word in parsed(draft).surname[-1:]:
                found._by_surname[word].append(draft)
            for word in parsed(draft).given[:1]:
                given[word].append(draft)
        for reading in short:
            word = "".join(parse_person(reading.name).words[-1:])
            found._alone[word] += 1
            named = given.get(word, ()) if not _is_titled(reading) else ()
            if len(named) == 1:
                found._called[id(named[0])].in_all += 1
        return found

    def take(self, reading: Reading) -> bool:
        """Give a short name to the one bearer whom it can mean: those named before it first, then the whole article."""
        fits = self._fits(reading)
        chosen = self._one_of(reading, fits) if fits else self._by_given_name(reading)
        if chosen is None:
            return False
        draft, score, why = chosen
        called = self._called[id(draft)]
        if fits:
            called.surname += 1
        else:
            called.given += 1
        draft.add(reading, "surname", score, why)
        return True

    def take_early(self, reading: Reading) -> bool:
        """Give a short name that stood before every full one, as in a headline, to whom the article calls so later."""
        fits = self._fits(reading)
        called = [fit for fit in fits if self._called[id(fit[0])].surname > 0]
        if len(fits) < 2 or len(called) != 1 or any(draft.start < reading.mention.span.start for draft, _, _ in fits):
            return False
        draft, _, why = called[0]
        is_first = draft is min((fit[0] for fit in fits), key=lambda other: other.start)
        if self._called[id(draft)].surname < OFTEN_CALLED and not is_first:
            return False
        draft.add(reading, "surname", 0.7, f"{why}, and the one of {len(fits)} who is called so after")
        return True

    def _fits(self, reading: Reading) -> list[Fit]:
        mine = parse_person(reading.name)
        fits = []
        for draft in self._by_surname.get("".join(mine.words[-1:]), self.drafts)[:MOST_BEARERS]:
            names = dict.fromkeys((draft.name, draft.readings[0].name))
            how = max((match_people(mine, parse_person(name)) for name in names), key=_rank)
            if reading.generation and said_generation(draft) not in (None, reading.generation):
                continue
            if reading.gender and _gender_of(draft) not in (None, reading.gender):
                continue
            if how.code in SURNAMES and not _contradicts(reading, draft):
                fits.append((draft, SURNAMES[how.code], how.reason))
        return fits

    def _by_given_name(self, reading: Reading) -> Fit | None:
        mine, drafts = parse_person(reading.name), self.drafts[:MOST_BEARERS]
        if reading.name[:1].islower():
            return None  # a word, whatever the tagger thought: "the bill"
        given = [d for d in drafts if _is_given_name(mine, d)] or [d for d in drafts if _is_short_given_name(mine, d)]
        before = [d for d in given if d.start < reading.mention.span.start]
        if len(given) == 1 and not _is_titled(reading) and (before or is_only_given(mine)):
            return given[0], 0.8 if before else 0.7, f"{reading.name} is the given name of {given[0].name}"
        return None

    def _one_of(self, reading: Reading, fits: list[Fit]) -> Fit | None:
        at = reading.mention.span.start
        fits = [fit for fit in fits if fit[0].start < at] or fits
        if reading.roles:
            fits = [fit for fit in fits if _agrees(reading, fit[0])] or fits
        said = _address(reading)
        if said:
            fits = [fit for fit in fits if any(_address(r) == said for r in fit[0].readings)] or fits
        else:  # a paper that calls the wife "Mrs. Roe" means her husband by "Roe"
            fits = [fit for fit in fits if not _is_addressed(fit[0])] or fits
        fits = _without_generations(fits)
        if len(fits) == 1:
            return fits[0]
        n = len(fits)
        called = [fit for fit in fits if self._called[id(fit[0])].surname > 0]
        if len(called) == 1 and self._goes_by_surname(called[0][0]):
            return called[0][0], 0.7, f"{called[0][2]}, and the one of {n} who is called so before"
        if not reading.roles:  # "Vice President Biden" is no child whose father the article calls Joe
            fits = [fit for fit in fits if not self._goes_by_given_name(fit[0])] or fits
        if len(fits) == 1 < n and fits[0][0].last_before(at) >= 0:
            return fits[0][0], 0.65, f"{fits[0][2]}, and the one of {n} whom the article calls by no given name"
        return _last_named(fits, at)

    def _goes_by_surname(self, draft: Draft) -> bool:
        return self._called[id(draft)].surname >= OFTEN_CALLED and not self._goes_by_given_name(draft)

    def _goes_by_given_name(self, draft: Draft) -> bool:
        """Whether the article calls somebody by the given name: so news tells relatives apart who share the surname."""
        called, alone = self._called[id(draft)], self._alone["".join(parsed(draft).surname[-1:])]
        is_often = max(called.given, called.in_all) >= OFTEN_CALLED
        return is_often and (called.given > called.surname or called.in_all > alone + called.surname)


def lend_surnames(readings: Sequence[Reading]) -> list[Reading]:
    """The readings; a given name joined to a full name by "and" gets its surname: "Ann and Tim Burrow".

    Only where nobody in the article who is named in full has that given name: in "Ann and Tim Burrow", beside Ann Lee,
    the two share no surname.
    """
    names = [parse_person(reading.name) for reading in readings]
    known = {word for name in names if name.is_full for word in (name.given[0], name.words[-1])}
    lent = list(readings)
    for i, (reading, (name, follower)) in enumerate(zip(readings, pairwise(names), strict=False)):
        is_open = (
            len(name.words) == 1 and is_only_given(name) and name.words[0] not in known and not _is_titled(reading)
        )
        if not (is_open and follower.is_full and is_given_name(follower.given[0])):
            continue
        if reading.mention.after.startswith(f" and {readings[i + 1].mention.text}"):
            whole = f"{reading.name} {_surname_as_written(readings[i + 1].name, follower)}"
            lent[i] = replace(reading, name=whole, key=parse_person(whole).key)
    return lent


def _is_titled(reading: Reading) -> bool:
    """Whether it stands as a surname does: after an office or a form of address."""
    return bool(reading.roles) or _address(reading) not in BEFORE_GIVEN | {""}


def _surname_as_written(written: str, name: PersonName) -> str:
    words = written.split()
    words = words[:-1] if name.suffix else words
    return " ".join(words[-len(name.surname) :])


def part_by_gender(readings: Sequence[Reading]) -> list[Reading]:
    """The readings of names of one word; those of Mr. Roe and Mrs. Roe are two names, where an article has both."""
    genders: dict[str, set[str]] = defaultdict(set)
    for reading in readings:
        if reading.gender:
            genders[reading.key].add(reading.gender)
    return [
        replace(reading, key=f"{reading.key} ({reading.gender or 'unknown'})")
        if len(genders.get(reading.key, ())) > 1
        else reading
        for reading in readings
    ]


def parsed(draft: Draft) -> PersonName:
    """The parts of the fullest name."""
    return parse_person(draft.name)


def is_only_given(name: PersonName) -> bool:
    """Whether a single word is a usual given name and no usual surname, so that a headline may use it alone."""
    word = name.words[-1] if name.words else ""
    return is_given_name(word) and word not in lexicon.words("name_surnames")


def _last_named(fits: Sequence[Fit], at: int) -> Fit | None:
    """The bearer who was named last, where that is clear."""
    (draft, score, why), *others = sorted(fits, key=lambda fit: (-fit[0].last_before(at), fit[0].start))
    if not others:
        return draft, score, why
    if draft.last_before(at) < 0 or draft.last_before(at) - others[0][0].last_before(at) < CLEARLY_LATER:
        return None
    return draft, 0.6, f"{why}, the last one named of {len(fits)}"


def _gender_of(draft: Draft) -> str | None:
    """m or f as forms of address say, or else as the given name does; None where they do not, or not with one voice."""
    said = {reading.gender for reading in draft.readings if reading.gender}
    name = parsed(draft)
    if not said and name.given and name.is_full:
        said = {gender for gender in [given_genders().get(name.given[0])] if gender}
    return said.pop() if len(said) == 1 else None


def _rank(match: NameMatch) -> float:
    return SURNAMES.get(match.code, 0.0)


def _is_given_name(mine: PersonName, draft: Draft) -> bool:
    return match_people(mine, parsed(draft)).code == "given_only"


def _is_short_given_name(mine: PersonName, draft: Draft) -> bool:
    """Whether the one word is short for the given name: "Teddy" for Theodore Marchetti."""
    full = parsed(draft)
    return len(mine.words) == 1 and full.is_full and is_short_form(mine.words[0], full.given[0])


def _address(reading: Reading) -> str:
    """The folded form of address that the name was said with, "dr" of "Dr. Roe"; "" where it has none."""
    mention = reading.mention
    title = fold(parse_person(mention.text).title or title_before(mention.before) or "")
    return title if title in lexicon.words("title_honorific") else ""


def _is_addressed(draft: Draft) -> bool:
    """Whether the surname alone never stands without "Mrs." and the like."""
    short = [reading for reading in draft.readings if len(parse_person(reading.name).words) == 1]
    return bool(short) and all(_address(reading) in OF_WOMEN for reading in short)


def _without_generations(fits: list[Fit]) -> list[Fit]:
    """The fits without those with "Jr." and the like whose given name another one has without: the bare name is his."""
    plain = {parsed(draft).given[:1] for draft, _, _ in fits if not parsed(draft).suffix}
    return [fit for fit in fits if not parsed(fit[0]).suffix or parsed(fit[0]).given[:1] not in plain]


def _contradicts(reading: Reading, draft: Draft) -> bool:
    """Whether the role at this mention is such that nobody has it beside any role of the draft, or is a relative's.

    Another walk of life is no such thing: the candidate Jill Roe is "Roe, a physician" a paragraph later.
    """
    theirs = _roles_of(draft) if reading.roles else []
    pairs = [(parse_role(role), other) for role in reading.roles for other in theirs]
    if not pairs or any(agree(a, b)[0] != Agreement.CONTRADICT for a, b in pairs):
        return False
    return any(cannot_be_one(a, b) or "family" in a.fields ^ b.fields for a, b in pairs)


def _agrees(reading: Reading, draft: Draft) -> bool:
    theirs = _roles_of(draft) if reading.roles else []
    return any(agree(parse_role(role), other)[0] == Agreement.SAME for role in reading.roles for other in theirs)


def _roles_of(draft: Draft) -> list[Role]:
    return [parse_role(role) for reading in draft.readings for role in reading.roles]
