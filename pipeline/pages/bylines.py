"""Who wrote the article, as its page states it: names of persons, without desks, agencies and logins."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import takewhile
from typing import Final

from pipeline.pages.json_ld import Node
from pipeline.pages.records import Stated
from pipeline.pages.statements import Statements
from pipeline.pages.tags import LONGEST_NAME, Tag, Value, letters_of
from pipeline.spans import RawSpan

BYLINES: Final = (
    "author", "article:author_name", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dc.author",
    "dcterms.creator", "byl", "byline", "authors", "twitter:creator:name",
)  # fmt: skip
ADDRESS: Final = re.compile(r"https?://|www\.|[@/]|\.(?:com|org|net|co\.uk)\b|\d{3}", re.IGNORECASE)
BY: Final = re.compile(r"(?<![|\s])[|\s]*+(?:written |story |reported )?by:?\s++(?=\S)", re.IGNORECASE)
NOBODY: Final = re.compile(
    r"(?:\W|\b(?:the|by|admin|administrator|author|staff|writers?|reporters?|editors?|editorial|newsroom|news|desk|team|"
    r"correspondents?|contributors?|wire|services?|reports?|press|associated|reuters|afp|ap|upi|bloomberg|web|online|"
    r"digital|guest|unknown|anonymous|null|none|undefined)\b)*\Z",
    re.IGNORECASE,
)
DESK: Final = re.compile(
    r"\b(?:bureau|staff|desk|team|newsroom|editors?|reporters?|correspondents?|services?|agency|network|online|news)\W*\Z",
    re.IGNORECASE,
)
LOGIN: Final = re.compile(r"[a-z0-9_.-]+|[A-Z]{2,5}")  # and the initials of an agency
PARTS: Final = re.compile(r",\s++|(?<!\s)\s++[|–—/-]\s++")
BYLINE_CLASS: Final = re.compile(
    r"(?:^|[\s_-])(?:byline|author)(?:[_-]{0,2}(?:names?|links?|text))?(?:\s|$)", re.IGNORECASE
)
AND: Final = re.compile(
    r"(?:(?<!\s)\s++)?(?:,\s++(?:and\s++)?|\|\s*+)"
    r"|(?<!\s)\s++(?:(?:and|&|[–—/•·-])\s++|(?=(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b))"
)
_CAPITAL: Final = r"(?:[^\W\d_a-z][\w.'’-]*)"
FULL_NAME: Final = re.compile(
    rf"{_CAPITAL}(?:\s(?:de|da|dos|del|della|di|du|la|le|van|von|der|den|bin|al|el|y|{_CAPITAL})){{0,3}}\s{_CAPITAL}"
)
ROLE: Final = re.compile(
    r"\b(?:AP|AFP|Reuters|UPI|Bloomberg|PTI|ANI|(?i:writers?|reporters?|editors?|correspondents?|columnists?|staff|"
    r"contributors?|special to|updated|published))\b"
)  # what stands beside a name
NEAR: Final = 300  # characters of source between the names of authors of one article; further on, readers comment


def bylines(page: Statements, article: Node | None, outlets: set[str]) -> Iterator[Stated]:
    """Who wrote the article, one statement after another; ``outlets`` are the letters of names that are no person's."""
    groups = [("json_ld", article.persons() if article else [])]
    groups += [(name, [value for _, value in page.metas(name)]) for name in BYLINES]
    groups.append(("author", _together(tag for tag in page.marked("author") if tag.name != "meta")))
    groups.append(("rel_author", _together(tag for tag in page.tags if "author" in tag.get("rel").split())))
    named_so = [tag for tag in page.tags if BYLINE_CLASS.search(tag.get("class")) and tag.name not in ("meta", "link")]
    for how, values in groups:
        named = [(_person(value.text, outlets), value.span) for value in values]
        names = {name: span for name, span in named if name is not None}
        if names and len(text := ", ".join(names)) <= LONGEST_NAME:
            yield Stated("byline", text, _around(names.values()), how)
    for value in _together(named_so)[:1]:
        persons = _names(value.text, outlets)
        if persons:
            yield Stated("byline", ", ".join(persons), value.span, "class")


def _names(text: str, outlets: set[str]) -> list[str]:
    """The names of persons with which a line begins ("By Ana Ruiz and Tom Okoye, Staff Writers")."""
    line = BY.sub("", text, count=1) if BY.match(text) else text
    parts = takewhile(FULL_NAME.fullmatch, AND.split(line))
    return list(dict.fromkeys(part for part in parts if _person(part, outlets) is not None and not ROLE.search(part)))


def _together(found: Iterable[Tag]) -> list[Value]:
    """The texts of the first tags that stand close together."""
    values: list[Value] = []
    for value in (tag.content for tag in found):
        if value is None or not value.text:
            continue
        if values and value.span.start > values[-1].span.end + NEAR:
            break
        values.append(value)
    return values


def _person(text: str, outlets: set[str]) -> str | None:
    """The name without "By" before it; None for an address, an outlet, a desk, a number, the login of a user."""
    name = BY.sub("", text, count=1) if BY.match(text) else text
    parts = takewhile(lambda part: not (ROLE.search(part) or letters_of(part) in outlets), PARTS.split(name))
    name = ", ".join(part for part in parts if part)
    if not name or ADDRESS.search(name) or NOBODY.match(name) or DESK.search(name) or LOGIN.fullmatch(name):
        return None
    letters = letters_of(name)
    is_outlet = any(one in letters or (letters in one and " " not in name) for one in outlets if one)
    return None if is_outlet else name


def _around(spans: Iterable[RawSpan]) -> RawSpan:
    places = list(spans)
    return RawSpan(min(place.start for place in places), max(place.end for place in places))
