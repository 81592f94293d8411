"""Names of laws, bills and treaties: one form for all ways to cite them, and short names of long ones."""

from __future__ import annotations

import re

from pipeline import lexicon
from pipeline.reconcile.own_names import has_own_name
from pipeline.reconcile.spelling import fold

# What a law calls itself; names of one group are exchanged in news ("Paris Agreement", "Paris Accord").
KINDS = {
    "act": "act", "acts": "act", "law": "act", "laws": "act", "bill": "act", "statute": "act", "legislation": "act",
    "treaty": "treaty", "accord": "accord", "accords": "accord", "agreement": "accord", "agreements": "accord",
    "pact": "accord", "deal": "accord", "amendments": "amendment",
} | {
    kind: kind
    for kind in ("amendment", "charter", "convention", "declaration", "directive", "doctrine", "memorandum",
                 "protocol", "regulation", "resolution", "statement")
}  # fmt: skip
CITED = (
    (re.compile(r"\bhouse bill (?=\d)"), "hb "),
    (re.compile(r"\bsenate bill (?=\d)"), "sb "),
    (re.compile(r"\bassembly bill (?=\d)"), "ab "),
    (re.compile(r"\b(hb|sb|ab|hr) ?(?=\d)"), r"\1 "),
    (re.compile(r"\bprop (?=\d)"), "proposition "),
    (re.compile(r"\bsecs? (?=\d)"), "section "),
    (re.compile(r"\barts? (?=\d)"), "article "),
    (re.compile(r"\bch (?=\d)"), "chapter "),
    (re.compile(r" (?:vs|versus) "), " v "),
    (re.compile(r"^(?:un |united nations )?(?:security council |unsc )?resolution (?=\d{3,4}$)"), "resolution "),
    (re.compile(r"^unscr (?=\d{3,4}$)"), "resolution "),
)
OF_PLACE = re.compile(r"^(?P<kind>treaty|convention|protocol|peace|pact|declaration|charter) of (?:the )?(?P<name>.+)$")
ORDINALS = {"1st": "first", "2nd": "second", "3rd": "third", "4th": "fourth", "5th": "fifth", "6th": "sixth",
            "7th": "seventh", "8th": "eighth", "9th": "ninth", "10th": "tenth", "11th": "eleventh", "12th": "twelfth",
            "13th": "thirteenth", "14th": "fourteenth", "15th": "fifteenth", "16th": "sixteenth", "18th": "eighteenth",
            "19th": "nineteenth", "21st": "twenty first", "22nd": "twenty second", "25th": "twenty fifth",
            "26th": "twenty sixth"}  # fmt: skip
NUMBERED = frozenset({"title", "section", "article", "chapter"})
ROMANS = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8", "ix": "9",
          "x": "10", "xi": "11", "xii": "12"}  # fmt: skip
YEAR = re.compile(r"^(?:1[5-9]|20)\d\d$")
YEAR_OF = re.compile(r"\b(?:of|in|,)? ?(?P<year>(?:1[5-9]|20)\d\d)$|^(?P<first>(?:1[5-9]|20)\d\d) ")


def cited(name: str) -> str:
    """A folded name as laws are cited in one way; names of other things stay.

    >>> cited("house bill 2"), cited("prop 8"), cited("treaty of versailles"), cited("14th amendment"), cited("title 9")
    ('hb 2', 'proposition 8', 'versailles treaty', 'fourteenth amendment', 'title ix')
    """
    if not (any(map(str.isdigit, name)) or " of " in name or " v" in name or name.startswith("federal ")):
        return name
    for pattern, form in CITED:
        name = pattern.sub(form, name)
    found = OF_PLACE.match(name)
    if found and " of " not in found["name"] and len(found["name"].split()) <= 3:
        name = f"{found['name']} {found['kind']}"
    words = name.split()
    if words[-1] in KINDS and len(words) > 2:  # "1964 Civil Rights Act", "Federal Clean Water Act"
        words = words[1:] if YEAR.match(words[0]) or words[0] == "federal" else words
    if words[-1] in KINDS:
        words = [ORDINALS.get(word, word) for word in words]
    if words[0] == "title" and len(words) > 1:
        words[1] = next((roman for roman, digits in ROMANS.items() if digits == words[1]), words[1])
    return " ".join(words)


def year_of(text: str) -> str | None:
    """The year by which a written name ends or begins: of two laws with one name it tells them apart.

    >>> year_of("Civil Rights Act of 1964"), year_of("2010 Dream Act"), year_of("Civil Rights Act")
    ('1964', '2010', None)
    """
    found = YEAR_OF.search(fold(text))
    return (found["year"] or found["first"]) if found else None


def kind_of(words: tuple[str, ...]) -> str | None:
    """What kind of law canonical words name: the group of their last word; None where it is no law."""
    return KINDS.get(words[-1]) or KINDS.get(words[-1] + "s") if len(words) > 1 else None


def is_short_title(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether the words of a law's name are words of a longer one in order, one of them no common word.

    >>> long = ("tessa", "marlow", "school", "safety", "accountability", "act")
    >>> is_short_title(("marlow", "act"), long), is_short_title(("safety", "act"), long)
    (True, False)
    """
    kind = kind_of(short)
    if long[: len(short)] == short and has_own_name(short[:-1] if kind else short) and len(short) < len(long):
        return kind is not None or (kind_of(long) is not None and len(short) > 1)  # "Budapest Memorandum on ..."
    if kind is None or kind != kind_of(long) or len(short) >= len(long):
        return False
    rest = iter(long[:-1])
    if not all(word in rest for word in short[:-1]):
        return False
    return any(word not in lexicon.words("common_words") and len(word) > 3 for word in short[:-1])


def are_one_law(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two names differ only in what they call a law that is named after somebody, or a treaty after a place.

    >>> are_one_law(("tarrant", "act"), ("tarrant", "amendment")), are_one_law(("safety", "act"), ("safety", "law"))
    (True, False)
    """
    kinds = kind_of(a), kind_of(b)
    if a[:-1] != b[:-1] or None in kinds:
        return False
    is_one_kind = kinds[0] == kinds[1] in ("treaty", "accord")
    return (is_one_kind or set(kinds) <= NATIONAL) and (has_own_name(a[:-1]) or is_one_kind)


NATIONAL = frozenset({"act", "amendment"})


def is_part_of_law(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether the long name is that of a numbered title, with the law that it stands in: "Title VII of the ... Act".

    Titles of American laws are cited so; an article or section is that of many laws, unless its number is a high one.

    >>> is_part_of_law(("title", "ix"), ("title", "ix", "education", "amendment"))
    True
    """
    if len(short) != 2 or long[:2] != short or len(long) < 3 or short[0] not in NUMBERED:
        return False
    return kind_of(long) is not None and (short[0] == "title" or (short[1].isdigit() and len(short[1]) >= 3))
