"""What a page states about its article: title, day of publication, outlet, byline and address, and where.

Only statements are read: JSON-LD, meta and link tags, microdata, headings and the title. Nothing is guessed: no date is
taken from the text or from other numbers, as htmldate and trafilatura do where a page states none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Final
from urllib.parse import urljoin, urlsplit

from pipeline.pages.bylines import bylines
from pipeline.pages.json_ld import Node
from pipeline.pages.records import Stated
from pipeline.pages.stated_days import StatedDay, stated_day
from pipeline.pages.statements import Statements
from pipeline.pages.tags import LONGEST_NAME, Value, folded, letters_of, tags
from pipeline.spans import RawSpan

# Names of meta tags (name, property or itemprop) that state a field, the most reliable first.
TITLES: Final = (
    "og:title", "twitter:title", "headline", "parsely-title", "sailthru.title", "dc.title", "dcterms.title", "hdl",
    "title",
)  # fmt: skip
DAYS: Final = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "parsely-pub-date",
    "sailthru.date", "dc.date.issued", "dcterms.issued", "dc.date.created", "dcterms.created", "dcterms.date",
    "dc.date", "article.published", "published_at", "pubdate", "pub_date", "publishdate", "publish-date",
    "publish_date", "publication_date", "published-date", "date_published", "article_date_original",
    "originalpublicationdate", "ptime", "cxenseparse:recs:publishtime", "displaydate", "date",
)  # fmt: skip
OUTLETS: Final = ("og:site_name", "application-name", "cre", "dc.publisher", "publisher", "apple-mobile-web-app-title")
_RULE: Final = r"(?:[|–—·•:»«~/-]|&(?:raquo|laquo|[nm]dash|bull|middot|#(?:8211|8212|8226|124|187|183|45));)"
SEPARATORS: Final = re.compile(rf"(?<!\s)\s++{_RULE}\s++|(?:(?<!\s)\s++)?[|»«]\s*+|:\s++")
SLOGAN: Final = re.compile(r"(?<!\s)\s++[|–—·•-]\s++|(?:(?<!\s)\s++)?[|»]\s*+")
PUBLISH_CLASS: Final = re.compile(
    r"(?:^|\s|[-_])publish(?:ed)?[-_]?(?:date|time|on)|date[-_]?published|(?:entry|article)[-_]date\b"
)
SEEN: Final = ("headline", "h1")  # headings in the page itself
CLEAR: Final = 3  # words; a shorter heading may stand in a title by chance
SAME: Final = timedelta(hours=1)  # two systems of one newspaper stamp an article some minutes apart
DAY_IN_PATH: Final = re.compile(r"/((?:19|20)\d\d)/(\d{1,2})/(\d{1,2})(?=/)")
LONGEST_TITLE: Final = 300
MOST_OUTLETS: Final = 20  # names of its outlet that a page states; each is looked for in each byline


def stated(source: str, url: str | None = None) -> tuple[Stated, ...]:
    """Everything that the page states of its article, the most reliable statement of each field first.

    ``raw_span`` is the place of the value in ``source``; with entities (in JSON-LD: escapes) decoded and white space
    folded, what stands there is the value, or where tags or other names stand in between, holds it. ``published``
    values are calendar days (``2019-10-30``) in the zone in which the page states them; days of modification are none.
    ``byline`` values are names of persons, several joined by commas. ``url`` is the page's address, where it is known.
    """
    page = Statements(source, tags(source))
    outlets = _distinct(_outlets(page))[:MOST_OUTLETS]
    titles = _titles(page, [one.value for one in outlets])
    article = _article(page.described, titles)
    addresses = _distinct(_addresses(page, article, url))
    return (
        *_distinct(_confirmed(titles)),
        *_distinct(_published(page, article, addresses)),
        *outlets,
        *_distinct(bylines(page, article, {letters_of(one.value) for one in outlets})),
        *addresses,
    )


def _distinct(found: Iterable[Stated]) -> list[Stated]:
    first: dict[str, Stated] = {}
    for one in found:
        if one.value:
            first.setdefault(one.value, one)
    return list(first.values())


def _article(described: Sequence[Node], titles: Sequence[Stated]) -> Node | None:
    """The object that describes the article of the page: the first whose headline is stated elsewhere, or the first."""
    articles = [node for node in described if node.is_article]
    shown = {letters_of(one.value) for one in titles if one.how != "json_ld"}
    for node in articles:
        headline = node.text("headline") or node.text("name")
        if headline is not None and letters_of(headline.text) in shown:
            return node
    return articles[0] if articles else None


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


# ------------------------------------------------------------------------------------------------- title


def _titles(page: Statements, outlets: Sequence[str]) -> list[Stated]:
    values = [("json_ld", node.text("headline") or node.text("name")) for node in page.described if node.is_article]
    values += page.metas(*TITLES)
    values += [("headline", tag.content) for tag in page.marked("headline") if tag.name != "meta"]
    headings = [tag.content for tag in page.tags if tag.name == "h1" and tag.content and tag.content.text]
    values += [("h1", heading) for heading in headings] if len(headings) == 1 else []
    values += [("title_element", tag.content) for tag in [tag for tag in page.tags if tag.name == "title"][:1]]
    names = {letters_of(name) for name in outlets}
    return [
        Stated("title", *_without_outlet(page.source, value, names), how)
        for how, value in values
        if value is not None and 0 < len(value.text) <= LONGEST_TITLE
    ]


def _confirmed(titles: Sequence[Stated]) -> list[Stated]:
    """The same, but first the heading that readers see, when another statement has half of its words; else it is last.

    A heading that nothing confirms may be the name of the site.
    """
    heading = next((one for one in titles if one.how in SEEN), None)
    if heading is None:
        return list(titles)
    words = _words(heading.value)
    others = [one.value for one in titles if one.how not in SEEN]
    is_confirmed = any(
        letters_of(other) == letters_of(heading.value)
        or (len(words) >= CLEAR and 2 * len(words & _words(other)) >= len(words))
        for other in others
    )
    rest = [one for one in titles if one is not heading]
    return [heading, *rest] if is_confirmed else [*rest, heading]


def _without_outlet(source: str, value: Value, names: set[str]) -> tuple[str, RawSpan]:
    """The title without the outlet's name before or behind it ("Fire at mill | Gazette"), and its place."""
    start, end = value.span.start, value.span.end
    places = [m.span() for m in SEPARATORS.finditer(source, start, end)]
    for a, b in reversed(places):
        if letters_of(folded(source[b:end])) in names and letters_of(source[start:a]):
            end = a
    for a, b in places:
        if b < end and letters_of(folded(source[start:a])) in names:
            start = b
    if (start, end) == (value.span.start, value.span.end):
        return value.text, value.span
    return folded(source[start:end]), RawSpan(start, end)


# ------------------------------------------------------------------------------------------------- others


def _published(page: Statements, article: Node | None, addresses: Sequence[Stated]) -> list[Stated]:
    values = [("json_ld", article.text("datePublished"))] if article else []
    values += page.metas(*DAYS)
    for tag in page.marked("datePublished"):
        if tag.name != "meta":
            values.append(
                ("datePublished", tag.attributes.get("datetime") or tag.attributes.get("content") or tag.content)
            )
    for tag in page.tags:
        if tag.name == "time" and "pubdate" in tag.attributes:
            values.append(("time_element", tag.attributes.get("datetime") or tag.content))
        elif PUBLISH_CLASS.search(tag.get("class")):
            values.append(("class", tag.attributes.get("datetime") or tag.content))
    values += [("json_ld_page", node.text("datePublished")) for node in page.described if not node.is_article]
    days = [(how, value, stated_day(value.text)) for how, value in values if value is not None]
    known = [(how, value, day) for how, value, day in days if day is not None]
    found = [Stated("published", day.day.isoformat(), value.span, how) for how, value, day in known]
    local = _local_day(page.source, [day for _, _, day in known], found, addresses)
    return [local, *found] if local is not None else found


def _local_day(
    source: str, days: Sequence[StatedDay], found: Sequence[Stated], addresses: Sequence[Stated]
) -> Stated | None:
    """The statement of the day in the page's own zone, where the first one states it in UTC.

    That is the same hour with another zone, or the day before or after in the page's address, where it can be the
    same instant (https://example.org/2019/11/18/... and 2019-11-19T03:30:00Z).
    """
    if not days or days[0].instant is None or days[0].is_local:
        return None
    for other, one in zip(days, found, strict=True):
        if other.is_local and other.instant and abs(other.instant - days[0].instant) < SAME:
            return one
    for address in addresses:
        place = address.raw_span
        path = DAY_IN_PATH.search(source, place.start, place.end) if place is not None else None
        day = stated_day(f"{path[1]}-{path[2]:0>2}-{path[3]:0>2}") if path else None
        if path and day and day.day != days[0].day and days[0].may_be(day.day):
            return Stated("published", day.day.isoformat(), RawSpan(path.start(1), path.end(3)), "url")
    return None


def _outlets(page: Statements) -> Iterator[Stated]:
    values = page.metas("og:site_name")
    values += [("json_ld", value) for node in page.described if (value := node.text("publisher")) is not None]
    values += page.metas(*OUTLETS)
    for how, value in values:
        slogan = SLOGAN.search(page.source, value.span.start, value.span.end)
        end = slogan.start() if slogan and slogan.start() > value.span.start else value.span.end
        text = folded(page.source[value.span.start : end]) if slogan else value.text
        if len(text) <= LONGEST_NAME and not text.startswith(("http", "@", "#")):
            yield Stated("outlet", text, RawSpan(value.span.start, end), how)


def _addresses(page: Statements, article: Node | None, url: str | None) -> Iterator[Stated]:
    links = [tag for tag in page.tags if tag.name == "link" and "canonical" in tag.get("rel").lower().split()]
    values = [("canonical", tag.attributes.get("href")) for tag in links]
    values += page.metas("og:url", "twitter:url", "parsely-link")
    values += [("json_ld", article.text(key)) for key in ("mainEntityOfPage", "url")] if article else []
    for how, value in values:
        if value is None:
            continue
        try:
            address = urljoin(url or "", value.text)
            parts = urlsplit(address)
        except ValueError:
            continue
        if parts.scheme in ("http", "https") and parts.hostname:
            yield Stated("url", address, value.span, how)
