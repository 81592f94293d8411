"""Names of people: their parts."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline import lexicon
from pipeline.reconcile.spelling import NAMES_KEPT, fold, fold_words

SUFFIXES = {"2nd": "ii", "3rd": "iii", "junior": "jr", "senior": "sr"} | {x: x for x in ("jr", "sr", "ii", "iii", "iv")}
NICK = re.compile(r"[\"“”(](?P<nick>[^\"“”()]{2,30})[\"“”)]")
CAMEL = re.compile(r"[A-Z][a-z]+|[a-z]+|[A-Z]+")
INITIALS = re.compile(r"(?:[A-Z]\.?){2}\.?$|(?:[A-Z]\.){3}$")  # "J.D.", "JD", "H.W."
CREDENTIALS = frozenset({"esq", "md", "phd", "obe", "cbe", "mbe", "kc", "qc"})


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name in folded words: ``given`` (first and middle), ``surname`` and ``suffix`` (jr, sr, ii, ...).

    ``title`` is what stood before the name, as written; ``core`` the name without it, as written, nickname
    included. A name of one word has only a surname. ``eastern`` marks a family name that stands first.
    """

    core: str
    title: str
    given: tuple[str, ...]
    surname: tuple[str, ...]
    suffix: str | None
    nicks: tuple[str, ...] = ()
    eastern: bool = False
    handle: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """All words but the suffix, in Western order."""
        return self.given + self.surname

    @property
    def is_full(self) -> bool:
        """Whether it has a given name that is more than an initial, or two initials: "Ann Lee", "J.D. Vance"."""
        return len(self.given) > 1 or any(len(word) > 1 for word in self.given)

    @property
    def key(self) -> str:
        """The words and the suffix: what two equal names share."""
        is_initial = len(self.given[0]) == 1 if self.given else False
        words = tuple(w for i, w in enumerate(self.given) if i == 0 or len(w) > 1 or is_initial) + self.surname
        return self.handle or " ".join(words if self.suffix is None else (*words, self.suffix))


@lru_cache(maxsize=1)
def title_words() -> frozenset[str]:
    """The folded last words of all titles: a word after which a name may start."""
    offices = {fold(row["phrase"]).split()[-1] for row in lexicon.table("title_offices")}
    return frozenset(offices | {fold(word) for word in lexicon.words("title_honorific")})


def split_title(words: list[str]) -> int:
    """How many leading words of a written name are title; at least one word is left.

    >>> split_title("U.S. Attorney General Jeff Sessions".split()), split_title("Stephen King".split())
    (3, 0)
    """
    cut = 0
    if len(words) > 1 and fold(words[-1]) in SUFFIXES:
        words = words[:-1]
    for i, word in enumerate(words[:-1]):
        if _is_title_word(word) and not _is_name_part(word, is_pair=i == 0 and len(words) == 2):
            cut = i + 1
    return cut


# Ambiguous titles that nobody bears as a given name: before a single word they are titles.
NEVER_GIVEN = frozenset({"bishop", "captain", "cardinal", "chancellor", "chief", "coach", "constable", "father",
                         "general", "judge", "justice", "king", "lord", "pope", "sheriff", "sister",
                         "speaker"})  # fmt: skip
EARLIER = frozenset({"then", "ex", "former"})  # what a hyphen sets before a title
LATER = frozenset({"designate", "elect"})  # and after it


def _is_title_word(word: str) -> bool:
    folded = fold(word.rstrip(","))
    if folded in title_words():
        return True
    first, _, rest = folded.partition(" ")
    return (first in EARLIER and rest in title_words()) or (rest in LATER and first in title_words())


def _is_name_part(word: str, is_pair: bool) -> bool:
    """Whether a word that is also a title is rather the given name in a name of two words: "Earl Warren"."""
    folded = fold(word.rstrip(","))
    return is_pair and folded in lexicon.words("title_ambiguous") and folded not in NEVER_GIVEN


@lru_cache(maxsize=NAMES_KEPT)
def parse_person(text: str) -> PersonName:
    """The parts of a person's name as news prints it; any text gives an answer.

    >>> n = parse_person("King County Council President Joe McDermott")
    >>> n.title, n.given, n.surname
    ('King County Council President', ('joe',), ('mcdermott',))
    >>> parse_person("Bill de Blasio").surname, parse_person("Kim Jong-un").surname, parse_person("Sessions'").surname
    (('de', 'blasio'), ('kim',), ('sessions',))
    """
    text = " ".join(text[:200].split()).strip(" ,;:-–—")
    if text.startswith("@"):
        return _parse_handle(text)
    nicks = tuple(fold(m["nick"]) for m in NICK.finditer(text))
    words = NICK.sub(" ", text).split()
    cut = split_title(words)
    title, core = " ".join(words[:cut]), " ".join(words[cut:])
    written = text[text.find(words[cut]) :] if nicks and words[cut:] and cut == 0 else core
    return replace(_parts(core, title, nicks), core=written)


HANDLE_EXTRAS = frozenset({"real", "the", "official", "mr", "ms", "rep", "sen", "gov", "mayor", "president"})


def _parse_handle(text: str) -> PersonName:
    parts = [part.lower() for part in CAMEL.findall(text[1:])]
    while len(parts) > 1 and parts[0] in HANDLE_EXTRAS:
        parts = parts[1:]
    handle = fold(text[1:]).replace(" ", "") or text
    given, surname = (tuple(parts[:-1]), (parts[-1],)) if len(parts) > 1 else ((), ())
    return PersonName(text, "", given, surname, None, handle=handle)


def _parts(core: str, title: str, nicks: tuple[str, ...]) -> PersonName:
    written = core.replace("’s", "").replace("'s", "").split()
    initials = None if core.isupper() else INITIALS
    folded = [x for w in written[:-1] for x in (fold(w) if initials and initials.match(w) else fold_words(w))]
    folded += [x for w in written[-1:] for x in fold_words(w)]
    while len(folded) > 1 and folded[-1] in CREDENTIALS:
        folded.pop()
    suffix = SUFFIXES.get(folded[-1]) if len(folded) > 1 else None
    if suffix:
        folded.pop()
    if _family_first(folded):
        return PersonName(core, title, ("".join(folded[1:]),), (folded[0],), suffix, nicks, eastern=True)
    at = _surname_start(folded, written)
    return PersonName(core, title, tuple(folded[:at]), tuple(folded[at:]), suffix, nicks)


GIVEN_PARTICLES = frozenset(
    {"al", "bar", "ben", "do", "la", "lo", "mac", "san", "santa", "ten", "ter", "van"}
)  # given names too


def _surname_start(folded: list[str], written: list[str]) -> int:
    hyphens = written[-1].count("-") if written else 0
    at = max(0, len(folded) - 1 - (hyphens if len(folded) > hyphens else 0))
    particles = lexicon.words("name_particles")
    while (
        at > 0 and folded[at - 1] in particles and (at > 1 or written[0].islower() or folded[0] not in GIVEN_PARTICLES)
    ):
        at -= 1
    return at


# One or two syllables as pinyin and the romanisations of Korean write them: tells "Xi Jinping" from "Kim Kardashian".
SYLLABLES = re.compile(r"(?:(?:zh|ch|sh|ts|[bpmfdtnlgkhjqxrzcsyw])?[aeiouy]{1,3}(?:ng|[nmklpt])?){1,2}")


def _family_first(folded: list[str]) -> bool:
    if not 2 <= len(folded) <= 3 or folded[0] not in lexicon.words("name_family_first"):
        return False
    return all(len(word) <= 9 and SYLLABLES.fullmatch(word) for word in folded[1:])
