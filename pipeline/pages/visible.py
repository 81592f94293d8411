"""One linear scan of a page's source: its text nodes in order, in stretches, each with its place in the source.

Tags, comments and raw text are read as the HTML standard has its tokenizer read them
(https://html.spec.whatwg.org/multipage/parsing.html#tokenization), which libxml2 follows from 2.14 on, so that the
text found here and the text of the tree that lxml builds are the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from pipeline.pages.elements import (
    BORDERS,
    CLOSES,
    CONTAINERS,
    KIND_OF,
    MAX_OPEN,
    RAW_TEXT,
    STACKED,
    UNSEEN,
    VOID,
)
from pipeline.pages.records import BlockKind

MARKUP: Final = re.compile(
    r"<(?:"
    r"(?P<end>/?+)(?P<name>[a-zA-Z][^\s/>]*+)"
    r"(?P<attributes>(?:[\s/]++|[^\s/>][^\s/>=]*+"
    r"(?:\s*+=\s*+(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|[^\s>\"'][^\s>]*+)?+)?+)*+)(?:>|\Z)"
    r"|!--(?:-?>|(?:[^-]++|-(?!-!?>))*+(?:--!?>|\Z))"  # an unclosed comment runs to the end
    r"|[!?][^>]*+(?:>|\Z)"  # doctype, CDATA, processing instruction: comments to a browser
    r"|/[^a-zA-Z][^>]*+(?:>|\Z)"
    r")"
)
CLASS: Final = re.compile(r"""(?:^|\s)class\s*=\s*(?:"([^"]*)|'([^']*)|([^\s"'>]+))""", re.IGNORECASE)
CAPTION_CLASS: Final = re.compile(
    r"(?<!\S)(?!\S*(?:has|with|no|show|hide|without)[-_]*caption)\S*caption(?:s|[-_]*(?:text|copy|body|content|container|wrap\w*))?(?!\S)",
    re.IGNORECASE,
)
LONGEST_CAPTION: Final = 3000  # characters of source; a longer element with such a class is a part of the page
EMPTY_LINE: Final = re.compile(r"\n[ \t\r]*\n")
SPACE: Final = " \t\n\f\r"
TELLING: Final = CLOSES.keys() | STACKED | RAW_TEXT | UNSEEN  # beside borders; others only stand around text


@dataclass(frozen=True, slots=True, eq=False)
class Container:
    """An element of the page that holds paragraphs: its name and its attributes, as written."""

    name: str
    attributes: str = ""

    @property
    def label(self) -> str:
        """Its class, as written; empty without one."""
        return class_of(self.attributes)


@dataclass(slots=True)
class Stretch:
    """Text of the page between two borders: what is one paragraph, one item, one cell to a reader.

    ``nodes`` are its text nodes, as starts and ends in the source; ``name`` is the element whose tag is the border
    before it ("p", "br", "h1"); ``linked`` the number of characters of its nodes that stand in links. ``parent`` is the
    innermost element around it that is no paragraph or heading.
    """

    kind: BlockKind
    name: str
    parent: Container
    nodes: list[tuple[int, int]] = field(default_factory=list)
    linked: int = 0

    @property
    def linked_share(self) -> float:
        """The share of its characters that stand in links."""
        return self.linked / max(1, sum(end - start for start, end in self.nodes))


class _Open:
    """The open elements that say what a stretch is, closed as the standard's tree builder closes them."""

    def __init__(self) -> None:
        self._names: list[str] = []
        self._kinds: list[BlockKind] = [BlockKind.PARAGRAPH]
        self._parents: list[Container] = [Container("html")]
        self._count = dict.fromkeys(STACKED, 0)

    @property
    def parent(self) -> Container:
        """The innermost open container."""
        return self._parents[-1]

    def start(self, name: str, attributes: str) -> None:
        """A start tag."""
        if name in CLOSES:
            closed, fence = CLOSES[name]
            for i in range(len(self._names) - 1, -1, -1):
                if self._names[i] in fence:
                    break
                if self._names[i] in closed:
                    self._cut(i)
                    break
        if name in STACKED and len(self._names) < MAX_OPEN:
            self._names.append(name)
            self._kinds.append(KIND_OF.get(name, self._kinds[-1]))
            self._parents.append(Container(name, attributes) if name in CONTAINERS else self._parents[-1])
            self._count[name] += 1

    def end(self, name: str) -> None:
        """An end tag; one that closes nothing is passed over."""
        if self._count.get(name):
            i = len(self._names) - 1
            while self._names[i] != name:
                i -= 1
            self._cut(i)

    def kind(self, border: str) -> BlockKind:
        """What a text after the border is: a paragraph in a cell of a table that lays out the page is a paragraph."""
        kind = self._kinds[-1]
        return BlockKind.PARAGRAPH if kind is BlockKind.CELL and border == "p" else kind

    def is_preformatted(self) -> bool:
        """Whether line feeds count."""
        return self._count["pre"] > 0 or self._count["listing"] > 0

    def _cut(self, i: int) -> None:
        for name in self._names[i:]:
            self._count[name] -= 1
        del self._names[i:]
        del self._kinds[i + 1 :]
        del self._parents[i + 1 :]


class _Captions:
    """Stretches in an element whose class says that it holds a caption, as most sites have it instead of figcaption."""

    def __init__(self) -> None:
        self._name = ""
        self._depth = 0  # of elements of that name
        self._since = 0
        self._held: list[Stretch] = []

    @property
    def is_open(self) -> bool:
        """Whether such an element is open."""
        return self._name != ""

    def hold(self, stretch: Stretch) -> None:
        """A new stretch."""
        if self._name:
            self._held.append(stretch)

    def start(self, name: str, attributes: str, at: int) -> None:
        """A start tag that ends at ``at``."""
        if self._name == "p" and name in BORDERS:
            self._close()
        if self._name:
            self._depth += name == self._name
            if at - self._since > LONGEST_CAPTION:
                self._name, self._held = "", []
        elif "aption" in attributes and name not in VOID and CAPTION_CLASS.search(class_of(attributes)):
            self._name, self._depth, self._since = name, 1, at

    def end(self, name: str) -> None:
        """An end tag."""
        if name == self._name:
            self._depth -= 1
            if self._depth <= 0:
                self._close()

    def _close(self) -> None:
        for stretch in self._held:
            stretch.kind = BlockKind.CAPTION
        self._name, self._held = "", []


def class_of(attributes: str) -> str:
    """The value of the class attribute, empty without one."""
    found = CLASS.search(attributes)
    return "" if found is None else found[1] or found[2] or found[3] or ""


class _Scan:
    """The state of the scan: what is open, the last border, and the stretches found."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.found: list[Stretch] = []
        self._open = _Open()
        self._captions = _Captions()
        self._border = "body"
        self._is_new = True  # whether the next text begins a stretch
        self._in_link = False
        self._unclosed: set[str] = set()

    def text(self, start: int, end: int) -> None:
        """A text node."""
        if self._is_new:
            if not self.source[start:end].strip(SPACE):
                return
            self._begin()
            self._is_new = False
        if self._open.is_preformatted():
            for gap in EMPTY_LINE.finditer(self.source, start, end):
                self.found[-1].nodes.append((start, gap.start()))
                self._begin()
                start = gap.end()
        self.found[-1].nodes.append((start, end))
        if self._in_link:
            self.found[-1].linked += end - start

    def _begin(self) -> None:
        self.found.append(Stretch(self._open.kind(self._border), self._border, self._open.parent))
        self._captions.hold(self.found[-1])

    def tag(self, name: str, is_end: bool, attributes: str, after: int) -> int:
        """A tag; gives back where the scan goes on, ``after`` it or after the text that nobody sees."""
        if name in BORDERS:
            self._border, self._is_new = name, True
        elif name not in TELLING:
            if name == "a":
                self._in_link = not is_end
            if not self._captions.is_open and "aption" not in attributes:
                return after
        if is_end:
            self._open.end(name)
            self._captions.end(name)
            return after
        if name in RAW_TEXT:
            return self._end_of_raw_text(name, after)
        if name in UNSEEN and not attributes.endswith("/"):
            return self._end_of_unseen(name, after)
        self._open.start(name, attributes)
        self._captions.start(name, attributes, after)
        return after

    def _end_of_raw_text(self, name: str, at: int) -> int:
        """The place of the end tag; the end of the source without one."""
        size = len(name) + 2
        found = self.source.find("</", at)
        while found >= 0:
            after = self.source[found + size : found + size + 1]
            if self.source[found + 2 : found + size].lower() == name and after in SPACE + "/>":
                return found
            found = self.source.find("</", found + 2)
        return len(self.source)

    def _end_of_unseen(self, name: str, at: int) -> int:
        """The place after the element; ``at`` where it is never closed."""
        if name in self._unclosed:
            return at
        depth = 1
        for tag in _tags_of(name).finditer(self.source, at):
            depth += -1 if tag[1] else 1
            if depth == 0:
                return tag.end()
        self._unclosed.add(name)
        return at


@cache
def _tags_of(name: str) -> re.Pattern[str]:
    return re.compile(rf"<(/?){name}(?=[\s/>])[^>]*(?<!/)>", re.IGNORECASE)


def stretches(source: str) -> list[Stretch]:
    """The stretches of text of the page in order, those of navigation and furniture too; linear in the source.

    The text of scripts, styles, templates, drawings and of the title in the head is left out.
    """
    scan = _Scan(source)
    at = 0
    markup = MARKUP.finditer(source)
    while found := next(markup, None):
        start, after = found.span()
        if start > at:
            scan.text(at, start)
        end, name, attributes = found.groups()
        at = after if name is None else scan.tag(name.lower(), end == "/", attributes, after)
        if at != after:
            markup = MARKUP.finditer(source, at)
    if at < len(source):
        scan.text(at, len(source))
    return scan.found
