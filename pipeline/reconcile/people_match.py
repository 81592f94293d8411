"""What the parts of two names of people say about whether one person bears both."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import ratio

from pipeline import lexicon
from pipeline.reconcile.given_names import (
    are_aliases,
    are_other_names,
    is_clipped,
    is_epithet,
    is_foreign_form,
    is_form,
    is_one_family,
    is_translation,
    plain_given,
    plain_surname,
)
from pipeline.reconcile.people import PersonName
from pipeline.reconcile.rarity import given_share, surname_share
from pipeline.reconcile.spelling import (
    Likeness,
    eastern_skeleton,
    fold,
    is_given_name,
    is_rare_short_form,
    is_short_form,
    likeness,
)


@dataclass(frozen=True, slots=True)
class NameMatch:
    """What two names say by themselves: a code of ``name_weights.csv`` or a veto, and the reason in words."""

    code: str
    reason: str


def match_people(a: PersonName, b: PersonName) -> NameMatch:
    """How the two names agree, are silent or contradict each other.

    >>> from pipeline.reconcile.people import parse_person
    >>> match_people(parse_person("Jim Comey"), parse_person("James Comey")).code
    'nickname'
    >>> match_people(parse_person("Donald Trump"), parse_person("Eric Trump")).code
    'other_given'
    """
    for test in (_match_handle, _match_alias, _match_initials, _match_reversed):
        found = test(a, b)
        if found:
            return found
    if not a.words or not b.words:
        return NameMatch("no_name", "one of the two is not a name")
    if a.words != b.words and "and" in (*a.words, *b.words):
        return NameMatch("other_name", "one of the two names several people")
    if a.suffix and b.suffix and a.suffix != b.suffix:
        return NameMatch("other_suffix", f"{_shown(a.suffix)} and {_shown(b.suffix)} are different people")
    if len(a.words) == 1 or len(b.words) == 1 or not a.given or not b.given:
        return _match_partial(a, b)
    return _match_full(a, b)


def _match_handle(a: PersonName, b: PersonName) -> NameMatch | None:
    if not (a.handle or b.handle):
        return None
    if a.handle and b.handle:
        same = a.handle == b.handle
        return NameMatch("identical", "same account") if same else NameMatch("other_name", "two accounts")
    handle, name = (a.handle, b) if a.handle else (b.handle, a)
    if not name.given and (a.surname and b.surname):
        return None
    joined = "".join(name.words)
    if name.is_full and len(joined) >= 6 and joined in handle:
        return NameMatch("handle", "the account's name holds the person's name")
    return NameMatch("other_name", "the account's name is another")


def _match_alias(a: PersonName, b: PersonName) -> NameMatch | None:
    if a.words != b.words and are_aliases(a, b):
        return NameMatch("alias", f"{a.core} and {b.core} are known names of one person")
    return None


def _match_initials(a: PersonName, b: PersonName) -> NameMatch | None:
    for short, full in ((a, b), (b, a)):
        word = "".join(short.words if short.given else short.surname)
        if not 3 <= len(word) <= 4 or word != "".join([w[0] for w in full.words]):
            continue
        if short.core.replace(".", "").replace(" ", "").isupper():
            return NameMatch("initials", f"{short.core} are the initials of {full.core}")
    return None


def _match_reversed(a: PersonName, b: PersonName) -> NameMatch | None:
    one, two = a.words, b.words
    if len(one) == len(two) >= 2 and one != two and a.suffix == b.suffix and sorted(one) == sorted(two):
        return NameMatch("order", "the same words in another order")
    return None


def _match_partial(a: PersonName, b: PersonName) -> NameMatch:
    short, full = (a, b) if len(a.words) <= len(b.words) else (b, a)
    if short.is_regnal and len(full.words) > 1:
        is_given = full.given[:1] == short.words and short.suffix in (None, full.suffix)
        said = f"{short.core} may be {full.core}" if is_given else "a ruler is called by his given name"
        return NameMatch("regnal" if is_given else "other_name", said)
    if short.words == full.words:
        if short.suffix != full.suffix:
            return NameMatch("one_suffix", "only one of the two has a suffix")
        if short.is_regnal and full.is_regnal and fold(short.title) != fold(full.title):
            return NameMatch("regnal", f"{short.title} and {full.title} may be one")
        return NameMatch("same_word", "the same name of one word")
    n = len(short.words)
    if n > 1 and full.words[-n:] == short.words:
        return NameMatch("middle", f"{full.core} ends in {short.core}")
    if n == len(full.words) == 1:
        return NameMatch("other_name", "different names")
    if PATRONYMIC & set(full.surname[:-1]) and short.words == full.surname[-1:]:
        return NameMatch("given_only", f"{short.core} is the father in {full.core}")
    if short.words[-n:] == full.surname[-n:] or short.words == full.surname:
        if full.suffix and not short.suffix:
            return NameMatch("surname_suffix", f"surname of {full.core}, without its suffix")
        return NameMatch("surname", f"{short.core} is the surname of {full.core}")
    if n == 1 and full.surname and short.words[0] == full.surname[-1] + "s":
        return NameMatch("body", f"{short.core} is the family of {full.core}")
    if n == 1 and full.given and short.words[0] in (full.given[0], *full.nicks):
        return NameMatch("given_only", f"{short.core} is the given name of {full.core}")
    if n == 1 and _is_only_given(short.words[0]):
        return NameMatch("other_name", "different names")
    if full.surname and likeness(short.words[-1], full.surname[-1]) == Likeness.VARIANT and len(short.words[-1]) >= 6:
        return NameMatch("surname_variant", f"{short.core} spells the surname of {full.core} another way")
    if full.surname and n == 1 and len(short.words[0]) >= 5 and likeness(short.words[0], full.surname[-1]):
        return NameMatch("surname_typo", f"{short.core} and the surname of {full.core} are spelled alike")
    return NameMatch("other_name", "different names")


PATRONYMIC = frozenset({"bin", "bint", "ibn"})


def _is_only_given(word: str) -> bool:
    """Whether the word is a usual given name and no usual surname."""
    return is_given_name(word) and word not in lexicon.words("name_surnames")


def _match_full(a: PersonName, b: PersonName) -> NameMatch:
    for short, full in ((a, b), (b, a)):
        n = len(short.words)
        if n < len(full.words) and full.words[-n:] == short.words and _only_particles(short.words[:-1]):
            return NameMatch("surname", f"{short.core} is the surname of {full.core}")
    family = _surname_likeness(a, b)
    a, b = _plain(a), _plain(b)
    family = family or _surname_likeness(a, b)
    if family is None and (_adds_surname(a, b) or _adds_surname(b, a)):
        return NameMatch("second_surname", f"{a.core} and {b.core} differ by a second surname")
    if family is None:
        return NameMatch(
            "other_surname", f"different surnames, {' '.join(a.surname).title()} and {' '.join(b.surname).title()}"
        )
    code, why = _given_match(a, b)
    if code is None and family != Likeness.EQUAL and _nearly(a.given[0], b.given[0]):
        return NameMatch("double_typo", f"{a.core} and {b.core} are spelled alike")
    if code is None:
        return NameMatch("other_given", why)
    if a.suffix != b.suffix and code not in (
        "identical",
        "middle",
        "nickname",
        "rare_nickname",
        "middle_nickname",
        "epithet",
    ):
        return NameMatch("other_given", "only one of the two has a number or suffix")
    if a.suffix != b.suffix and {a.suffix, b.suffix} & {"jr", "sr"}:
        return NameMatch("one_suffix", "only one of the two has Jr. or Sr.")
    if family == Likeness.EQUAL:
        return NameMatch(code, why)
    return _misspelled(a, b, family, code)


def _plain(name: PersonName) -> PersonName:
    given, surname = plain_given(name.given), plain_surname(name.surname)
    is_plain = len(given) == len(name.given) and given == name.given and len(surname) == len(name.surname)
    return name if is_plain else replace(name, given=given, surname=surname)


def _adds_surname(short: PersonName, full: PersonName) -> bool:
    """Whether the full name goes on where the short one ends: "Vicente Fox Quesada", "Chris Evert Lloyd".

    The last name of the short one must be rather a surname: "John Paul" is not short for "John Paul Stevens".
    """
    mine, other = short.given + short.surname, full.given + full.surname
    if short.eastern or full.eastern or len(short.surname[-1]) < 3 or short.suffix != full.suffix:
        return False
    n = next((i + 1 for i, word in enumerate(other) if i > 0 and word == short.surname[-1]), 0)
    added = [word for word in other[n:] if word not in lexicon.words("name_particles")]
    is_joined = len(full.surname) > 1 and full.surname[0] == short.surname[-1] and "-" in full.core
    if is_joined and short.given[0] == full.given[0]:
        return True
    is_family = len(added) == 1 or (len(added) == 2 and min(map(len, added)) >= SURNAME)  # no "Aung San Suu Kyi"
    if not n or not is_family or mine[0] != other[0] or not set(mine) <= set(other[:n]):
        return False
    return surname_share(short.surname[-1]) > given_share(short.surname[-1]) or not is_given_name(short.surname[-1])


SURNAME = 4  # letters of each of two surnames that a full name goes on with


def _nearly(a: str, b: str) -> bool:
    """Whether two given names of six letters or more begin alike and are two slips apart."""
    return min(len(a), len(b)) >= 6 and a[:3] == b[:3] and OSA.distance(a, b, score_cutoff=2) <= 2


def _misspelled(a: PersonName, b: PersonName, family: Likeness, code: str) -> NameMatch:
    said = f"{a.core} and {b.core} are spelled alike"
    if a.eastern and b.eastern:
        return NameMatch("eastern", f"{a.core} and {b.core} are one name in two romanisations")
    given_exact = code in ("identical", "middle")
    shortest = min(len("".join(name.surname)) for name in (a, b))
    if family == Likeness.VARIANT and shortest >= 6 and code in ("identical", "middle", "variant"):
        return NameMatch("variant", said)
    if family == Likeness.VARIANT and given_exact and a.eastern == b.eastern:
        return NameMatch("short_variant", said)
    if given_exact:
        return NameMatch("typo", said)
    if family != Likeness.VARIANT and ratio("".join(a.surname), "".join(b.surname)) < ALIKE:
        return NameMatch("other_surname", f"{said}, but neither part is the same")
    return NameMatch("double_typo", said)


ALIKE = 75  # rapidfuzz ratio from which two surnames are one misspelt, where the given names are spelt otherwise too


def _surname_likeness(a: PersonName, b: PersonName) -> Likeness | None:
    if a.surname == b.surname:
        return Likeness.EQUAL
    if a.eastern and b.eastern:
        return Likeness.VARIANT if is_one_family(a.surname[0], b.surname[0]) else None
    if "".join(a.surname) == "".join(b.surname) or a.surname[-1] == b.surname[-1]:
        shared = a.surname[-1] == b.surname[-1] and _only_particles(a.surname[:-1] + b.surname[:-1])
        if shared or a.words[-2:] == b.words[-2:] or "".join(a.surname) == "".join(b.surname):
            return Likeness.EQUAL
        if len(a.surname) != len(b.surname):
            return Likeness.EQUAL
        alike = min(likeness(*parts) for parts in zip(a.surname, b.surname, strict=True))
        return alike if alike > Likeness.TYPO else None
    last = likeness(a.surname[-1], b.surname[-1])
    return last if last > Likeness.DIFFERENT else None


def _only_particles(words: tuple[str, ...]) -> bool:
    return all(word in lexicon.words("name_particles") for word in words)


def _given_match(a: PersonName, b: PersonName) -> tuple[str | None, str]:
    """The code for the given names (None: they contradict each other) and the reason."""
    if a.eastern and b.eastern:
        return _eastern_given(a.given[0], b.given[0])
    first, second = a.given[0], b.given[0]
    if a.given != b.given and "".join(a.given) == "".join(b.given):
        return "middle", "the same given names, written apart"
    if first == second and len(first) == 1 == min(len(a.given), len(b.given)) and a.given != b.given:
        return "initial", f"{first.upper()}. may be the initial of many a {a.surname[-1].title()}"
    if first == second or first in b.nicks or second in a.nicks:
        return _middle_match(a, b)
    if len(a.given) != len(b.given) and (_forms_of_middle(a, b) or _forms_of_middle(b, a)):
        return "middle_nickname", f"{first.title()} and {second.title()}: one is a form of the other's middle name"
    if (len(first) > 1 and first in b.given) or (len(second) > 1 and second in a.given):
        return "middle", "one uses a middle name"
    if (is_epithet(first) or is_epithet(second)) and not is_form(first, second) and len(a.given + b.given) > 1:
        return "epithet", f"{first.title()} or {second.title()} may be a by-name"
    if len(first) == 1 or len(second) == 1:
        return _initial_match(a, b)
    return _other_given(a, b)


def _other_given(a: PersonName, b: PersonName) -> tuple[str | None, str]:
    """The code for two given names that are spelt otherwise: forms of one name, one sound, a slip, or two names."""
    first, second = a.given[0], b.given[0]
    if is_short_form(first, second):
        middle = _middle_match(a, b)
        return ("nickname" if middle[0] else None), f"{first.title()} and {second.title()} are forms of one name"
    if _spells_initials(a, b) or _spells_initials(b, a):
        return "nickname", "one given name is made of the other's initials"
    apart, joined = len(a.given) != len(b.given), ("".join(a.given), "".join(b.given))
    if apart and min(map(len, joined)) >= 7 and likeness(*joined) == Likeness.VARIANT:
        return "variant", "the given names sound the same"
    alike = Likeness.DIFFERENT if are_other_names(first, second) else likeness(first, second)
    if alike == Likeness.VARIANT:
        return "variant", f"{first.title()} and {second.title()} sound the same"
    if is_rare_short_form(first, second) or is_clipped(first, second) or is_foreign_form(first, second):
        why = f"{min(first, second).title()} and {max(first, second).title()} may be forms of one name"
        return ("rare_nickname" if _middle_match(a, b)[0] else None), why
    if is_translation(first, second):
        code = "variant" if a.given[1:] == b.given[1:] != () else "language"
        return code, f"{first.title()} and {second.title()} are one name in two languages"
    if alike == Likeness.TYPO:
        return "given_typo", f"{first.title()} and {second.title()} are spelled alike"
    return None, f"different given names, {first.title()} and {second.title()}"


def _forms_of_middle(a: PersonName, b: PersonName) -> bool:
    """Whether the given name of the one is a short form of a middle name of the other: "Ted Cruz", Rafael Edward."""
    return len(a.given) == 1 and any(len(word) > 1 and is_form(a.given[0], word) for word in b.given[1:])


def _spells_initials(a: PersonName, b: PersonName) -> bool:
    return len(a.given[0]) >= 3 and a.given[0] == "".join(w[0] for w in b.words) and len(b.words) >= 3


def _eastern_given(a: str, b: str) -> tuple[str | None, str]:
    if a == b:
        return "identical", "the same name"
    if eastern_skeleton(a) == eastern_skeleton(b) and _plain_vowels(a)[-2:] == _plain_vowels(b)[-2:]:
        return "variant", "one name in two romanisations"
    return None, f"different given names, {a.title()} and {b.title()}"


def _plain_vowels(word: str) -> str:
    """A romanised Korean or Chinese name with one letter for each vowel; its last sound tells brothers apart."""
    for spelled, plain in (
        ("oo", "u"),
        ("ee", "i"),
        ("eo", "o"),
        ("eu", "u"),
        ("ae", "e"),
        ("ou", "u"),
        ("ts", "s"),
        ("j", "s"),
        ("zh", "s"),
        ("ch", "s"),
        ("z", "s"),
        ("q", "s"),
        ("x", "s"),
    ):
        word = word.replace(spelled, plain)
    return word


def _middle_match(a: PersonName, b: PersonName) -> tuple[str | None, str]:
    mine, other = a.given[1:], b.given[1:]
    if mine == other:
        return "identical", "the same name"
    if not mine or not other:
        return "middle", "one leaves out a middle name"
    if len(mine) != len(other) and all(len(word) == 1 for word in mine + other):
        return None, f"different middle initials, {' '.join(mine).upper()} and {' '.join(other).upper()}"
    short, full = sorted((mine, other), key=len)
    if len(short) < len(full) and all(len(word) > 1 for word in short) and _is_within(short, full):
        return "middle", "one leaves out a middle name"
    for left, right in zip(mine, other, strict=False):
        if left[0] != right[0] or (len(left) > 1 < len(right) and likeness(left, right) == Likeness.DIFFERENT):
            return None, f"different middle names, {left.title()} and {right.title()}"
    return "middle", "a middle name is shortened"


def _is_within(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    rest = iter(full)
    return all(word in rest for word in short)


def _initial_match(a: PersonName, b: PersonName) -> tuple[str | None, str]:
    first, second = a.given[0], b.given[0]
    short, long = (a, b) if len(first) == 1 else (b, a)
    if _are_initials(short.given, long.given):
        return "middle", f"{' '.join(short.given).upper()} are the initials of {' '.join(long.given).title()}"
    if any(len(word) > 1 and word in long.given for word in short.given[1:]):
        return "middle", "one leaves out a first name"
    if first[0] != second[0]:
        return None, f"different initials, {first[0].upper()} and {second[0].upper()}"
    if len(short.given) > 1 and len(long.given) > 1 and short.given[1][0] != long.given[1][0]:
        return None, "different middle initials"
    return "initial", f"{short.given[0].upper()}. is the initial of {long.given[0].title()}"


def _are_initials(short: tuple[str, ...], given: tuple[str, ...]) -> bool:
    """Whether two given names or more are all given by their initials: "J.D." for James David."""
    return len(short) == len(given) > 1 and all(len(x) == 1 and x == y[0] for x, y in zip(short, given, strict=True))


def _shown(suffix: str) -> str:
    return {"jr": "Jr.", "sr": "Sr."}.get(suffix, suffix.upper())
