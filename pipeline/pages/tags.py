"""The tags of a page that state something about it, each value with its place in the source."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from itertools import chain
from typing import Final

from pipeline.pages.visible import MARKUP
from pipeline.spans import RawSpan

# Comments and raw text hide what looks like tags in them; the rest are the elements that state something.
OPENING: Final = re.compile(
    r"<(?:!--|(?P<name>meta|link|title|h1|time|script|style|textarea|template|svg)(?=[\s/>]))", re.IGNORECASE
)
HIDING: Final = frozenset({"script", "style", "textarea", "template", "svg"})
TELLING: Final = {
    "script": re.compile("ld.{1,5}json", re.IGNORECASE),
    "link": re.compile("canonical|author", re.IGNORECASE),
}  # what the tags of these names must hold; pages have dozens of others
_PROPERTY: Final = re.compile(
    r"item[pP]rop\s{0,4}=\s{0,4}[\"']?[^\"'<>]{0,40}?(?:author|headline|datePublished|name)\b"
)
_CLASS: Final = re.compile(r"publish(?:ed)?(?:[-_]?(?:date|time|on)|(?<=date.published))|(?:entry|article)[-_]date\b")
MARKED: Final = (
    ("itemprop", _PROPERTY),
    ("itemProp", _PROPERTY),
    ("rel=", re.compile(r"rel=\s{0,4}[\"']?[^\"'<>]{0,40}?author\b")),
    ("byline", re.compile("byline")),
    ("author", re.compile(r"author(?![\w.]*(?:\s*[:,]|\())")),
    *((word, _CLASS) for word in ("publish", "entry-date", "entry_date", "article-date", "article_date")),
)  # a word that is quickly found, and what must stand there
ATTRIBUTE: Final = re.compile(
    r"([^\s/>=]++)(?:\s*+=\s*+(?:\"(?P<double>[^\"]*+)\"?|'(?P<single>[^']*+)'?|(?P<bare>[^\s>\"'][^\s>]*+)))?+"
)  # without a value too, or each letter of a name would be tried
TAG: Final = re.compile(r"<[^<>]*+>?")
LONGEST: Final = 500  # characters of the text of an element; a headline or a name is shorter
LONGEST_TAG: Final = 2_000  # characters of a tag that is looked at for the sake of one attribute
LONGEST_NAME: Final = 120  # characters of a byline; more is a biography
LOOK_BACK: Final = 500  # characters from an attribute back to the start of its tag


@dataclass(frozen=True, slots=True)
class Value:
    """A text that the page states, entities decoded and white space folded, and its place in the source."""

    text: str
    span: RawSpan


@dataclass(frozen=True, slots=True)
class Tag:
    """A start tag: its name and its attributes, and the text of the element, where it is short, or of a script."""

    name: str
    attributes: Mapping[str, Value] = field(repr=False)
    content: Value | None
    start: int

    def get(self, attribute: str) -> str:
        """The value of an attribute, empty where it has none."""
        value = self.attributes.get(attribute)
        return value.text if value is not None else ""


def folded(raw: str) -> str:
    """Entities decoded, twice where they were encoded twice, and white space folded.

    >>> folded("Fish &amp;amp; chips&nbsp; again ")
    'Fish & chips again'
    """
    text = unescape(raw)
    return " ".join((unescape(text) if "&" in text else text).split())


def letters_of(text: str) -> str:
    """Letters and digits in lower case, by which two names are compared."""
    return re.sub(r"[\W_]+", "", text.lower())


def value_at(source: str, start: int, end: int) -> Value:
    """The text of a stretch of the source; its place leaves out white space at the ends."""
    raw = source[start:end]
    start, end = start + len(raw) - len(raw.lstrip()), end - (len(raw) - len(raw.rstrip()))
    return Value(folded(raw), RawSpan(start, max(start, end)))


def tags(source: str) -> list[Tag]:
    """The tags that may state something, in order; what stands in comments and scripts is none. Linear."""
    found: list[Tag] = []
    hidden: list[tuple[int, int]] = []
    unclosed: set[str] = set()
    at = 0
    while opening := OPENING.search(source, at):
        start, name = opening.start(), (opening["name"] or "").lower()
        if not name:
            end = source.find("-->", start + 2)
            at = len(source) if end < 0 else end + 3
            hidden.append((start, at))
            continue
        tag, at = _tag(source, start, name, unclosed)
        if name in HIDING:
            hidden.append((start, at))
        if name not in HIDING or "ld+json" in tag.get("type"):
            found.append(tag)
    found += _marked(source, hidden, {tag.start for tag in found})
    return sorted(found, key=lambda tag: tag.start)


def _tag(source: str, start: int, name: str, unclosed: set[str]) -> tuple[Tag, int]:
    """The tag, and the place where the scan goes on; ``unclosed`` are elements known to have no end further on."""
    markup = MARKUP.match(source, start)
    after = markup.end() if markup else len(source)
    is_read = TELLING[name].search(source, start, after) if name in TELLING else name not in HIDING
    attributes = _attributes(source, start + 1 + len(name), after) if is_read else {}
    if name in ("meta", "link"):
        return Tag(name, attributes, None, start), after
    end = -1 if name in unclosed else _end(source, name, after)
    if name in HIDING:
        if end < 0:
            unclosed.add(name)
            # Without an end tag a script hides all that follows, but a drawing nothing.
            return Tag(name, attributes, None, start), len(source) if name in ("script", "style") else after
        content = Value("", RawSpan(after, end)) if name == "script" else None
        return Tag(name, attributes, content, start), end
    return Tag(name, attributes, _content(source, after, end), start), after


def _attributes(source: str, start: int, end: int) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for found in ATTRIBUTE.finditer(source, start, end):
        if found.lastgroup is not None:
            values.setdefault(found[1].lower(), value_at(source, *found.span(found.lastgroup)))
    return values


def _end(source: str, name: str, at: int) -> int:
    """The place of the end tag, which stands near for elements that are no script; -1 without one."""
    far = len(source) if name in HIDING else at + LONGEST
    found = re.compile(f"</{re.escape(name)}(?=[\\s/>])", re.IGNORECASE).search(source, at, far)
    return found.start() if found else -1


def _content(source: str, start: int, end: int) -> Value | None:
    """The text of an element without the tags in it; its place where no tag cuts it, else from first to last letter."""
    if end < 0:
        return None
    raw = source[start:end]
    if "<" not in raw:
        return value_at(source, start, end)
    texts = list(_texts(raw))
    if not texts:
        return None
    text = folded(" ".join(raw[a:b] for a, b in texts))
    return Value(text, RawSpan(start + texts[0][0], start + texts[-1][1]))


def _texts(raw: str) -> Iterator[tuple[int, int]]:
    """The stretches of text between tags, without white space at their ends."""
    at = 0
    for a, b in [*(tag.span() for tag in TAG.finditer(raw)), (len(raw), len(raw))]:
        text = raw[at:a]
        if text.strip():
            yield at + len(text) - len(text.lstrip()), at + len(text.rstrip())
        at = b


def _marked(source: str, hidden: list[tuple[int, int]], known: set[int]) -> Iterator[Tag]:
    """Other tags that say by an attribute what they hold, outside of what is hidden."""
    starts = [start for start, _ in hidden]
    for found in chain.from_iterable(_places(source, word, pattern) for word, pattern in MARKED):
        i = bisect_right(starts, found.start()) - 1
        if i >= 0 and found.start() < hidden[i][1]:
            continue
        start = source.rfind("<", max(0, found.start() - LOOK_BACK), found.start())
        markup = MARKUP.match(source, start, start + LONGEST_TAG) if start >= 0 and start not in known else None
        if markup and markup["name"] and not markup["end"] and found.end() <= markup.end() and markup[0].endswith(">"):
            known.add(start)
            name = markup["name"].lower()
            attributes = _attributes(source, start + 1 + len(name), markup.end())
            yield Tag(name, attributes, _content(source, markup.end(), _end(source, name, markup.end())), start)


def _places(source: str, word: str, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    at = source.find(word)
    while at >= 0:
        found = pattern.match(source, at)
        if found:
            yield found
        at = source.find(word, at + len(word))
