"""What one article says at each mention of a name, and the chain that is being drafted from such mentions."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from pipeline import lexicon
from pipeline.reconcile.appositions import role_after, role_before_comma
from pipeline.reconcile.chains import Chain, Family, Member, family_of
from pipeline.reconcile.organisations import is_acronym, parse_org
from pipeline.reconcile.people import parse_person
from pipeline.reconcile.places import CAPITAL, is_abbreviated_state, known_places, lies_elsewhere, parse_place, state_of
from pipeline.reconcile.roles import bodies, parse_role
from pipeline.reconcile.signals import Bearer
from pipeline.reconcile.spelling import POSSESSIVE, fold
from pipeline.reconcile.titles import title_before
from pipeline.schema import Label, Mention

WIDER = re.compile(r"^,\s+(?P<region>[A-Z][\w.]*(?:\s[A-Z][\w.]*){0,3})(?!\s+(?:and|or)\b)")
PLACE_BEFORE = re.compile(r"(?<![\w.'’-])(?:[^\WA-Z]|[.'’-])*+[A-Z][\w.'’-]*+,\s++$")
LISTED_BEFORE = re.compile(r"(?<![\w.'’-])(?P<last>[A-Z][\w.'’-]*+),\s++$")
NEXT_PLACE = re.compile(r",?\s+(?:(?:and|or)\s+)?(?P<next>[A-Z][\w.]*(?:\s[A-Z][\w.]*){0,3})")
OPENS = re.compile(r"(?P<long>[^\n;:!?()]{4,100}?)\s*\(\s*[\"“']?$")
# What stands right before or after a name tells father from son: "the elder", "his father,", ", who followed his son".
GENERATION = re.compile(
    r"\b(?P<word>elder|older|younger|(?:his|whose)\s+(?:late\s+)?(?:father|son),?)\s+$", re.IGNORECASE
)
CHILD_OF = re.compile(r"\b(?P<word>son|father)\s+of\s+(?:[\w.&’'-]+\s+){0,4}$", re.IGNORECASE)
HAS_KIN = re.compile(r"^(?:,\s+who\b[^.;:A-Z]{0,80}?\bhis|\s+and\s+his|,\s+whose)\s+(?:late\s+)?(?P<word>father|son)\b")
KIN = re.compile(r"father|son\b|elder|older|younger", re.IGNORECASE)  # one of these is in all of the three
KIN_CHARS = 60  # characters before a name in which they may stand
GENDERS = {"mr": "m", "sir": "m", "lord": "m", "mrs": "f", "ms": "f", "miss": "f", "lady": "f", "dame": "f"}
GENERATIONS = {"elder": "sr", "older": "sr", "younger": "jr", "father": "sr", "son": "jr"}
OPPOSITE = {"father": "jr", "son": "sr"}  # of whom somebody is the son, or who has one, is the father
CLOSES = re.compile(r"^\s*\(\s*[\"“']?(?P<short>[A-Z][A-Za-z.&]{1,7})[\"”']?\s*[),;]")


@dataclass(frozen=True, slots=True)
class Reading:
    """A mention of a name and what stands in and around it: the bare name, roles, wider place, abbreviations.

    ``generation`` is jr or sr where words beside the name say that its bearer is the younger or elder of two, the son
    or the father; ``gender`` is m or f where a form of address says so.
    """

    mention: Mention
    name: str
    key: str
    roles: tuple[str, ...] = ()
    wider: str | None = None
    kind: str | None = None
    acronyms: tuple[str, ...] = ()
    is_address: bool = False
    generation: str | None = None
    gender: str | None = None

    @property
    def family(self) -> Family:
        """The family of the mention's label."""
        return family_of(self.mention.label)


def read_mention(mention: Mention) -> Reading:
    """What the mention and its context say; never looks at other mentions."""
    family = family_of(mention.label)
    if family == Family.PERSON:
        return _read_person(mention)
    if family == Family.PLACE:
        return _read_place(mention)
    name = _bare(mention.text)
    found = CLOSES.match(mention.after) if mention.label not in (Label.EVENT, Label.PRODUCT) else None
    is_defined = found is not None and is_acronym(found["short"]) and not is_acronym(name)
    acronyms = (fold(found["short"]).replace(" ", ""),) if found and is_defined else ()
    return Reading(mention, name, parse_org(name).key or fold(name), acronyms=acronyms)


def _bare(text: str) -> str:
    text = POSSESSIVE.sub("", " ".join(text.split())).strip(" ,;:")
    return re.sub(r"^[Tt]he\s+(?=[A-Z])", "", text) or text


def _read_person(mention: Mention) -> Reading:
    parsed = parse_person(_without_possessive(mention.text))
    titles = [parsed.title] if parsed.title else [title_before(mention.before)]
    titles += [role_after(mention.after), role_before_comma(mention.before, _behind(mention))]
    roles = [title for title in titles if title]
    honorifics = lexicon.words("title_honorific")
    kept = tuple(role for role in roles if not all(fold(word) in honorifics for word in role.split()))
    name = parsed.core or mention.text
    generation = generation_in(mention.before, mention.after)
    is_address = bool(roles) and not kept
    gender = next((GENDERS[fold(title)] for title in roles if fold(title) in GENDERS), None)
    return Reading(
        mention, name, parsed.key or fold(name), kept, is_address=is_address, generation=generation, gender=gender
    )


def generation_in(before: str, after: str) -> str | None:
    """jr or sr where the words before or after a name say that its bearer is a son or a father, else None.

    >>> generation_in("his late father, ", " spoke"), generation_in("", ", who took over from his father in May")
    ('sr', 'jr')
    """
    before = before[-KIN_CHARS:]
    if KIN.search(before) is None and KIN.search(after) is None:
        return None
    found = GENERATION.search(before)
    if found:
        return GENERATIONS[found["word"].lower().rstrip(",").split()[-1]]
    other = HAS_KIN.match(after) or CHILD_OF.search(before)
    return OPPOSITE[other["word"].lower()] if other else None


def _behind(mention: Mention) -> str:
    """What follows the name; a full stop that ends it ("Jr.") ends the sentence too where a capital follows."""
    ends = mention.text.endswith(".") and mention.after.lstrip()[:1].isupper()
    return f".{mention.after}" if ends else mention.after


def _without_possessive(text: str) -> str:
    return POSSESSIVE.sub("", " ".join(text.split())) or text


def _read_place(mention: Mention) -> Reading:
    name = _bare(mention.text)
    found = WIDER.match(mention.after)
    wider = _region(found["region"]) if found and state_of(name) is None and fold(name) not in countries() else None
    wider = None if wider and (_is_attributive(mention, wider) or _is_listed(mention, name, wider)) else wider
    follows = bool(PLACE_BEFORE.search(mention.before)) and state_of(name) is not None
    if follows and (wider is None or is_abbreviated_state(name)):
        place = parse_place(name)
        if place.name in CAPITAL[1:]:
            return Reading(mention, name, place.key)
        return Reading(mention, name, state_of(name) or place.name, kind="state")
    place = parse_place(name, wider)
    if place.wider == place.name and place.kind is None:
        place = parse_place(name)
    return Reading(mention, name, place.key, wider=place.wider, kind=place.kind)


def _is_attributive(mention: Mention, wider: str) -> bool:
    """Whether the region after a place opens another phrase: "in Harlow, U.S. Attorney Roe", "Harlow, Ohio's bank"."""
    rest = mention.after[mention.after.index(wider) + len(wider) :]
    goes_on = rest[:1].isspace() and rest.lstrip()[:1].isalnum()
    return (goes_on and parse_place(wider).name == "united states") or rest.startswith(("'s", "’s"))


def _is_listed(mention: Mention, name: str, wider: str) -> bool:
    """Whether a place is one of a list, and the region after it the next one: "in London, Paris, Ukraine and Libya".

    So it is where the name alone means a large city elsewhere, and a further place stands before or after the two.
    """
    if is_abbreviated_state(wider) or not lies_elsewhere(parse_place(name).name, parse_place(wider).name):
        return False
    found = NEXT_PLACE.match(mention.after, mention.after.index(wider) + len(wider))
    before = LISTED_BEFORE.search(mention.before)
    is_after = found is not None and _region(found["next"]) is not None
    return is_after or (
        before is not None and _region(before["last"]) is None and fold(before["last"]) in known_places()
    )


def _region(text: str) -> str | None:
    """The text when it is wholly a state or country; a full stop may end it and a new sentence begin."""
    first = text if text.count(" ") == 0 or ". " not in text else text[: text.index(". ") + 1]
    for region in dict.fromkeys((text, first)):
        if state_of(region) is not None and (len(region) > 2 or region.isupper() or region.endswith(".")):
            return region
        if fold(region) in countries():
            return region
    return None


@lru_cache(maxsize=1)
def countries() -> frozenset[str]:
    """The folded names of countries."""
    return frozenset(fold(row["name"]) for row in lexicon.table("places") if row["kind"] == "country")


@dataclass(slots=True)
class Draft:
    """A chain while it grows: its readings, how each joined, and what they say together."""

    readings: list[Reading] = field(default_factory=list)
    members: list[Member] = field(default_factory=list)
    _names: Counter[str] = field(default_factory=Counter)
    _starts: list[int] = field(default_factory=list)

    def add(self, reading: Reading, method: str, score: float, reason: str) -> None:
        """Take in one mention."""
        self.readings.append(reading)
        self._names[reading.name] += 1
        insort(self._starts, reading.mention.span.start)
        self.members.append(Member(reading.mention.mention_id, method, score, reason, reading.name))

    def absorb(self, other: Draft, method: str, score: float, reason: str) -> None:
        """Take in all mentions of another draft."""
        for reading in other.readings:
            self.add(reading, method, score, reason)

    @property
    def name(self) -> str:
        """The fullest name."""
        return self.readings[0].name if len(self._names) == 1 else fullest(self._names)[0][0]

    @property
    def label(self) -> Label | None:
        """The most frequent label."""
        return majority([reading.mention.label for reading in self.readings])

    @property
    def start(self) -> int:
        """Where it is first named."""
        return self._starts[0]

    def last_before(self, offset: int) -> int:
        """Where it was last named before an offset; -1 when it was not."""
        at = bisect_left(self._starts, offset)
        return self._starts[at - 1] if at else -1

    def bearer(self) -> Bearer:
        """What is compared."""
        first = self.readings[0]
        if len(self.readings) == 1:
            return Bearer(
                first.name, first.family, tuple(map(parse_role, dict.fromkeys(first.roles))), wider=first.wider or None,
                kind=first.kind or None, acronyms=frozenset(first.acronyms),
            )  # fmt: skip
        roles = dict.fromkeys(role for reading in self.readings for role in reading.roles)
        return Bearer(
            self.name, first.family, tuple(parse_role(role) for role in roles),
            wider=next((r.wider for r in self.readings if r.wider), None),
            kind=next((r.kind for r in self.readings if r.kind), None),
            acronyms=frozenset(x for r in self.readings for x in r.acronyms),
        )  # fmt: skip

    def finish(self) -> Chain:
        """The chain."""
        order = sorted(range(len(self.readings)), key=lambda i: self.readings[i].mention.span)
        readings = [self.readings[i] for i in order]
        first = readings[0].mention
        roles = tuple(dict.fromkeys(role for reading in readings for role in reading.roles))
        bearer = self.bearer()
        return Chain(
            first.article_id, majority([r.mention.label for r in readings]),
            fullest(Counter(reading.name for reading in readings)),
            tuple(self.members[i] for i in order), roles,
            tuple(dict.fromkeys(body for role in roles for body in bodies(role))),
            tuple(sorted(bearer.acronyms)), bearer.wider, bearer.kind,
            context_of(first), first.published,
        )  # fmt: skip


def context_of(mention: Mention) -> str:
    """The mention with the context that the article gives it, white space folded."""
    return " ".join(f"{mention.before}{mention.text}{mention.after}".split())


def majority(labels: Sequence[Label | None]) -> Label | None:
    """The most frequent label; of equals the one that the schema names first."""
    if len(set(labels)) == 1:
        return labels[0]
    counts = Counter(label for label in labels if label is not None)
    return min(counts, key=lambda label: (-counts[label], list(Label).index(label))) if counts else None


def fullest(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    """Written names with their counts, fullest first: most words, no acronym, not in capitals, most frequent."""
    if len(counts) == 1:
        return tuple(counts.items())

    def rank(item: tuple[str, int]) -> tuple[object, ...]:
        name, count = item
        words = [word for word in fold(name).split() if len(word) > 1]
        shouted = name.isupper() and len(name) > 3
        is_bare = len(words) == 1 and words[0] in lexicon.words("org_institutions")  # "the Union" beside "EU"
        return (name.startswith("@"), is_bare, is_acronym(name), -len(words), shouted, -count, -len(name), name)

    return tuple(sorted(counts.items(), key=rank))
