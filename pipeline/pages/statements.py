"""Where the statements of a page stand: its tags, its meta tags by their names, and its JSON-LD."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.pages.json_ld import nodes
from pipeline.pages.tags import Tag, Value


class Statements:
    """The tags of a page, its meta tags by their names, and the objects of its JSON-LD."""

    def __init__(self, source: str, found: Sequence[Tag]) -> None:
        self.source = source
        self.tags = found
        self._metas: dict[str, list[Value]] = {}
        for tag in found:
            content = tag.attributes.get("content")
            if tag.name == "meta" and content is not None and content.text:
                for attribute in ("property", "name", "itemprop"):
                    self._metas.setdefault(tag.get(attribute).lower(), []).append(content)
        blocks = [tag.content.span for tag in found if tag.name == "script" and tag.content is not None]
        self.described = [node for block in blocks for node in nodes(source, block)]

    def metas(self, *names: str) -> list[tuple[str, Value]]:
        """Name and content of the meta tags of these names, in the order of the names."""
        return [(name, value) for name in names for value in dict.fromkeys(self._metas.get(name, ()))]

    def marked(self, name: str) -> list[Tag]:
        """The elements that are marked as this property."""
        return [tag for tag in self.tags if name in tag.get("itemprop").split()]
