"""Which text of a page is its article: trafilatura chooses, from the tree that lxml builds."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from lxml.etree import ElementDefaultClassLookup, HTMLParser, LxmlError, _Element, strip_elements, strip_tags, tostring
from lxml.html import HtmlElement, document_fromstring
from trafilatura import bare_extraction
from trafilatura.settings import MANUALLY_CLEANED, Document, Extractor

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it has to tell becomes an issue

INLINE: Final = frozenset(
    {"hi", "ref", "del", "span", "a", "b", "i", "em", "strong", "u", "sup", "sub", "graphic", "q"}
)
LITTLE: Final = 600  # characters; most articles are longer
FAR_MORE: Final = 3  # times as much
TWICE: Final = 2
UNUSED: Final = {"max_date": ""}  # no date is looked for; given, none is worked out
NO_ARTICLE: Final = tuple(sorted({*MANUALLY_CLEANED, "template"} - {"form"}))  # what trafilatura takes out in any case
MAX_ELEMENTS: Final = 10_000  # news pages hold 200 to 1,200 then; trafilatura needs two seconds and more beyond
MAX_COMPARED: Final = 3_000  # of a page for which a second opinion is asked
MANY_CHILDREN: Final = 500
HOLLOW: Final = (
    "a",
    "article",
    "b",
    "div",
    "em",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "i",
    "img",
    "ins",
    "li",
    "main",
    "meta",
    "ol",
    "section",
    "span",
    "strong",
    "ul",
)  # what says nothing where it holds no text
TYPE: Final = ("b", "i", "em", "strong", "u", "s", "span", "font", "small", "big", "sup", "sub", "tt", "code", "q")
PARSER: Final = HTMLParser(
    collect_ids=False, default_doctype=False, encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True
)
PARSER.set_element_class_lookup(ElementDefaultClassLookup(element=HtmlElement))  # forms and fields need no class


@dataclass(frozen=True, slots=True)
class Chosen:
    """A run of text between two borders of trafilatura's tree, as the text nodes it consists of."""

    nodes: tuple[str, ...]

    @property
    def text(self) -> str:
        """The nodes joined."""
        return "".join(self.nodes)


def parsed(source: str) -> HtmlElement | None:
    """The tree of a page without what holds no article, None where lxml finds no element.

    No network, no entities but the standard's characters. Where hundreds of elements stand beside each other in one,
    those that only set type are taken out, their text left: trafilatura's time grows with the cube of their number.
    """
    try:
        tree = document_fromstring(source.encode("utf-8", "replace"), parser=PARSER)
        strip_elements(tree, *NO_ARTICLE, with_tail=False)
        if tree.xpath(f"boolean(//*[count(*) > {MANY_CHILDREN}])"):
            strip_tags(tree, *TYPE)
            tree = document_fromstring(
                tostring(tree, encoding="utf-8", method="html"), parser=PARSER
            )  # joins text nodes
    except (LxmlError, ValueError):
        return None
    return tree


def chosen(tree: HtmlElement, letters: int) -> list[Chosen]:
    """The runs of text of the article, in order; none where trafilatura finds no article or the tree is too large.

    ``letters`` is how many the page has outside links. The quick way of trafilatura's precise mode decides unless the
    page holds more than twice as much: only then can the second opinion that it asks for otherwise win. And where
    the precise mode finds next to nothing, as on a page whose markup names the body after something else, and the
    balanced mode far more, that is taken.
    """
    n_elements = tree.xpath("count(//*)")
    if n_elements > MAX_ELEMENTS:
        return []
    _remove_hollow(tree)
    found = _extracted(tree, precision=True, fast=True)
    if n_elements > MAX_COMPARED:
        return found
    if TWICE * _size(found) < letters:
        found = _extracted(tree, precision=True, fast=False)
    if _size(found) >= LITTLE:
        return found
    more = _extracted(tree, precision=False, fast=False)
    return more if _size(more) >= FAR_MORE * _size(found) else found


def _remove_hollow(tree: HtmlElement) -> None:
    """Takes out elements without text, innermost first: a quarter of a page, on all of which patterns are tried."""
    for element in reversed(list(tree.iter(*HOLLOW))):
        parent = element.getparent()
        is_hollow = len(element) == 0 and not (element.text or "").strip() and not (element.tail or "").strip()
        if is_hollow and parent is not None:
            parent.remove(element)


def _size(found: Iterable[Chosen]) -> int:
    return sum(len(run.text) for run in found)


def _extracted(tree: HtmlElement, precision: bool, fast: bool) -> list[Chosen]:
    options = Extractor(
        output_format="xml", precision=precision, comments=False, tables=True, fast=fast, date_params=UNUSED
    )
    document = bare_extraction(tree, options=options)
    return runs(document.body) if isinstance(document, Document) and document.body is not None else []


def runs(body: _Element) -> list[Chosen]:
    """The text of a tree, a run for each two borders with text between them."""
    found: list[Chosen] = []
    current: list[str] = []

    def border() -> None:
        if any(not node.isspace() for node in current):
            found.append(Chosen(tuple(current)))
        current.clear()

    stack: list[tuple[_Element, bool]] = [(body, False)]
    while stack:
        element, is_done = stack.pop()
        if element.tag not in INLINE:
            border()
        if is_done:
            if element.tail:
                current.append(element.tail)
            continue
        if element.text:
            current.append(element.text)
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(element))
    border()
    return found
