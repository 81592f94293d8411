"""The elements of HTML by what they mean for a scan of the text; names as the HTML standard has them.

Source: https://html.spec.whatwg.org/multipage/indices.html#elements-3 and the standard's tree construction.
"""

from __future__ import annotations

from typing import Final

from pipeline.pages.records import BlockKind

RAW_TEXT: Final = frozenset({"script", "style", "title", "textarea", "iframe", "noembed", "noframes", "xmp"})
UNSEEN: Final = frozenset({"template", "svg", "math"})
BORDERS: Final = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "br", "button", "caption", "center", "col", "colgroup",
        "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form",
        "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hgroup", "hr", "html", "legend", "li",
        "listing", "main", "menu", "nav", "object", "ol", "optgroup", "option", "p", "pre", "search", "section",
        "select", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "video", "audio",
    )
)  # fmt: skip
HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
LISTS: Final = frozenset({"ul", "ol", "menu", "dir"})
PREFORMATTED: Final = frozenset({"pre", "listing"})
KIND_OF: Final = {
    **dict.fromkeys(HEADINGS, BlockKind.HEADING),
    **dict.fromkeys(("li", "dd"), BlockKind.LIST_ITEM),
    **dict.fromkeys(("td", "th"), BlockKind.CELL),
    "blockquote": BlockKind.QUOTE,
    "figcaption": BlockKind.CAPTION,
    "caption": BlockKind.CAPTION,
}
# A start tag closes an open element of the first names, unless one of the second was opened in between.
_CELLS: Final = (frozenset({"td", "th"}), frozenset({"table"}))
CLOSES: Final = {
    **dict.fromkeys(HEADINGS, (HEADINGS, LISTS | {"li", "table", "td", "th", "blockquote"})),
    **dict.fromkeys(("td", "th", "tr"), _CELLS),
    "li": (frozenset({"li"}), LISTS),
    "dd": (frozenset({"dd"}), frozenset({"dl"})),
    "dt": (frozenset({"dd"}), frozenset({"dl"})),
}
CONTAINERS: Final = LISTS | frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "div", "dl",
        "fieldset", "figure", "footer", "form", "header", "hgroup", "li", "main", "nav", "search", "section",
        "table", "tbody", "td", "tfoot", "th", "thead", "tr",
    )
)  # fmt: skip
STACKED: Final = CONTAINERS | frozenset(KIND_OF) | PREFORMATTED
MAX_OPEN: Final = 200  # elements within each other; deeper ones are read as if they were not there
VOID: Final = frozenset(
    (
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
        "wbr",
    )
)  # fmt: skip
