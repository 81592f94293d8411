"""Names of people: their parts."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline import lexicon
from pipeline.reconcile.spelling import NAMES_KEPT, fold, fold_words, is_given_name

NUMBERS = ("i", "ii", "iii", "iv", "vi", "vii", "viii", "ix", "xi", "xii", "xiii", "xiv", "xv", "xvi", "xxiii")
SUFFIXES = {"2nd": "ii", "3rd": "iii", "junior": "jr", "senior": "sr"} | {x: x for x in ("jr", "sr", *NUMBERS)}
NICK = re.compile(r"[\"“”(](?P<nick>[^\"“”()]{2,30})[\"“”)]")
CAMEL = re.compile(r"[A-Z][a-z]+|[a-z]+|[A-Z]+")
INITIALS = re.compile(r"(?:[A-Z]\.?){2}\.?$|(?:[A-Z]\.){3}$")  # "J.D.", "JD", "H.W."
CREDENTIALS = frozenset({"esq", "md", "phd", "obe", "cbe", "mbe", "kc", "qc"})
REGNAL = frozenset({"king", "queen", "prince", "princess", "pope", "emperor", "empress", "tsar", "czar"})
NUMERAL = re.compile(r"(?:X{0,2}(?:IX|IV|V?I{1,3})|X{1,2}|VI{0,3})$")  # of rulers and popes; a single I, V or X is none
REALM = re.compile(r"(?<=\S) of [A-Z][\w-]*(?: [A-Z][\w-]*)?$")  # "Abdullah II of Jordan", "Teresa of Calcutta"
PEERAGE = re.compile(
    r",\s*(?:the )?(?:Baron|Count|Duke|Duchess|Earl|King|Lord|Marquess|Prince|Princess|Queen|Viscount)\w*\b.*$"
)


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
    def is_regnal(self) -> bool:
        """Whether it is the one name of a ruler, a prince or a pope, which is a given name: "King Hussein"."""
        return len(self.words) == 1 and not REGNAL.isdisjoint(fold_words(self.title)[-1:])

    @property
    def is_full(self) -> bool:
        """Whether it has a given name that is more than an initial, or two initials: "Ann Lee", "J.D. Vance"."""
        return len(self.given) > 1 or any(len(word) > 1 for word in self.given)

    @property
    def key(self) -> str:
        """The words and the suffix: what two equal names share."""
        words = self.words
        return self.handle or " ".join(words if self.suffix is None else (*words, self.suffix))

    @property
    def middle_initials(self) -> tuple[str, ...]:
        """The middle names of which only the initials are given: of "George H.W. Bush" h and w."""
        has_given = len(self.given) > 1 and len(self.given[0]) > 1
        return tuple(word for word in self.given[1:] if len(word) == 1) if has_given else ()

    @property
    def plain_key(self) -> str:
        """The key without middle initials, which one article gives and another leaves out."""
        given = tuple(word for word in self.given if len(word) > 1) if self.middle_initials else self.given
        return replace(self, given=given).key


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
        if _is_title_word(word) and not _is_name_part(word, words[i + 1], is_pair=i == 0 and len(words) == 2):
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


def _is_name_part(word: str, after: str, is_pair: bool) -> bool:
    """Whether a word that is also a title is rather the given name in a name of two words: "Earl Warren"."""
    folded = fold(word.rstrip(","))
    if folded == "prince" and is_given_name(fold(after)):
        return False  # "Prince Charles", and "Prince Fielder"
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
    text = _turned(_without_realm(PEERAGE.sub("", text)))
    nicks = tuple(fold(m["nick"]) for m in NICK.finditer(text))
    words = NICK.sub(" ", text).split()
    cut = split_title(words)
    title, core = " ".join(words[:cut]), " ".join(words[cut:])
    written = text[text.find(words[cut]) :] if nicks and words[cut:] and cut == 0 else core
    return replace(_parts(core, title, nicks), core=written)


# "Tarrant, Robert J., Jr.", as lists of names are written.
TURNED = re.compile(r"(?P<last>[^,\"“”()]+), (?P<first>[^,\"“”()]+)(?:, (?P<suffix>[\w.]{2,6}))?")
GIVEN = re.compile(r"[^\W\d_][^\W\d_][\w’'-]*|[^\W\d_]\.?|(?:[^\W\d_]\.){2,3}")


def _turned(text: str) -> str:
    """A name in the order in which it is spoken: "Bob Tarrant" for "Tarrant, Bob"; other commas stay.

    >>> _turned("de Vries, Jan, Jr."), _turned("Bob Tarrant, MD"), _turned("Dover, Del."), _turned("Tarrant, mayor")
    ('Jan de Vries Jr.', 'Bob Tarrant, MD', 'Dover, Del.', 'Tarrant, mayor')
    """
    found = TURNED.fullmatch(text) if "," in text else None
    if found is None:
        return text
    last, first = found["last"].split(), found["first"].split()
    tail = [found["suffix"]] if found["suffix"] else []
    tail += [words.pop() for words in (first, last) if len(words) > 1 and fold(words[-1]) in SUFFIXES]
    is_name = _are_given(first, text) and _is_surname(last, first) and all(fold(word) in SUFFIXES for word in tail)
    if is_name and _family_first([fold(word) for word in (*last, *first)]):
        return " ".join([*last, *first])
    return " ".join([*first, *last, *tail]) if is_name else text


def _are_given(words: list[str], text: str) -> bool:
    names = [word for word in words if not _is_title_word(word)]
    is_written = all(GIVEN.fullmatch(word) and (text.islower() or not word[0].islower()) for word in names)
    return bool(names) and is_written and not {fold(word) for word in names} & (SUFFIXES.keys() | CREDENTIALS)


def _is_surname(words: list[str], given: list[str]) -> bool:
    """Whether the words before the comma are one surname, or two with a given name after them."""
    names = [word for word in words if fold(word) not in lexicon.words("name_particles")]
    is_title = any(map(_is_title_word, words)) and not (
        len(words) == 1 and fold(words[0]) in lexicon.words("title_ambiguous") and is_given_name(fold(given[0]))
    )
    if is_title or len(names) > 2:
        return False
    return len(names) == 1 or (len(names) == 2 and is_given_name(fold(given[0])) and not is_given_name(fold(names[0])))


def _without_realm(text: str) -> str:
    """A ruler's or a saint's name without "of Jordan": before it stand one given name, a number and titles."""
    before = REALM.sub("", text)
    words = before.split()
    kept = [word for word in words if not NUMERAL.match(word)]
    cut = split_title(kept) if kept else 0
    is_ruler = before != text and len(kept) - cut == 1 and not _is_title_word(kept[-1])
    return before if is_ruler else text


HANDLE_EXTRAS = frozenset({"real", "the", "official", "mr", "ms", "rep", "sen", "gov", "mayor", "president"})


def _parse_handle(text: str) -> PersonName:
    parts = [part.lower() for part in CAMEL.findall(text[1:])]
    while len(parts) > 1 and parts[0] in HANDLE_EXTRAS:
        parts = parts[1:]
    handle = fold(text[1:]).replace(" ", "") or text
    given, surname = (tuple(parts[:-1]), (parts[-1],)) if len(parts) > 1 else ((), ())
    return PersonName(text, "", given, surname, None, handle=handle)


def _are_initials(word: str, is_shouted: bool) -> bool:
    return not is_shouted and INITIALS.match(word) is not None and not NUMERAL.match(word)


def _parts(core: str, title: str, nicks: tuple[str, ...]) -> PersonName:
    written = core.replace("’s", "").replace("'s", "").split()
    is_shouted = core.isupper()
    folded = [x for w in written[:-1] for x in (fold(w) if _are_initials(w, is_shouted) else fold_words(w))]
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
SYLLABLES = re.compile(r"(?:(?:zh|ch|sh|ts|tz|hs|[bpmfdtnlgkhjqxrzcsyw])?[aeiouy]{1,3}(?:ng|[nmklpt])?){1,2}")


def _family_first(folded: list[str]) -> bool:
    if not 2 <= len(folded) <= 3 or folded[0] not in lexicon.words("name_family_first"):
        return False
    return all(len(word) <= 9 and SYLLABLES.fullmatch(word) for word in folded[1:])
