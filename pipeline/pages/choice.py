"""Which stretches of a page are its article: those that trafilatura chose, what it left out among them, and the rest.

trafilatura takes one element of the page for the article and drops headings and paragraphs within it by their links and
names. What stands between two chosen paragraphs of the same element belongs to the article; so does what stands in
another element of the same class before the next headline, as where an advertisement cuts an article in two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from pipeline.pages.align import Folded, folded
from pipeline.pages.records import BlockKind
from pipeline.pages.visible import Container, Stretch

LEAST_CHOSEN: Final = 3  # paragraphs of an element before others of its class are looked for
LEAST_LETTERS: Final = 40  # of a paragraph that trafilatura left out; about eight words
MOSTLY_LINKED: Final = 0.5  # share of a paragraph; above it, it leads to another article
LEAST_TEXT: Final = 200  # letters; less is no article
LEAST_TITLE: Final = 8  # letters; a shorter heading proves nothing
HEAD: Final = 3  # chosen stretches among which the headline may stand, behind a caption or a label
MAX_CAPTION: Final = 1_500  # letters
MARKS: Final = re.compile(r"\s*+[_*=~#•·–—-][\s_*=~#•·–—-]*+")  # a line that sets parts of an article apart
MAX_MARKS: Final = 40  # characters
SENTENCE: Final = re.compile(r"[.?!…:;\"”’'»)\]]\s*$")


class Choice:
    """The stretches of a page, and the kinds of those that are its article."""

    def __init__(self, stretches: Sequence[Stretch], texts: Sequence[str], page: Folded) -> None:
        self.stretches = stretches
        self.texts = texts
        self.page = page
        self.kinds: dict[int, BlockKind] = {}

    def letters_outside_links(self) -> int:
        """How many letters the stretches have that are not mostly links."""
        return sum(self._letters(i) for i, one in enumerate(self.stretches) if one.linked_share < MOSTLY_LINKED)

    def take(self, chosen: Iterable[int]) -> None:
        """Takes chosen stretches as what their markup says."""
        self.kinds |= {i: self.stretches[i].kind for i in chosen}

    def take_largest(self) -> bool:
        """Takes the paragraphs of the elements that hold most text outside links, those of one class together.

        For a page that trafilatura cannot read; False where no element holds as much as a paragraph of text.
        """
        letters: dict[object, int] = {}
        prose = [i for i in range(len(self.stretches)) if self._is_prose(i)]
        for i in prose:
            group = _group(self.stretches[i])
            letters[group] = letters.get(group, 0) + self._letters(i)
        best = max(letters, key=lambda group: letters[group], default=None)
        if best is None or letters[best] < LEAST_TEXT:
            return False
        self.take(i for i in prose if _group(self.stretches[i]) == best)
        return True

    def take_between(self) -> None:
        """Takes headings, lines of marks, and paragraphs that are sentences, between two chosen ones of an element."""
        first: dict[Container, int] = {}
        last: dict[Container, int] = {}
        for i in sorted(self.kinds):
            first.setdefault(self.stretches[i].parent, i)
            last[self.stretches[i].parent] = i
        self.take(
            i
            for i, stretch in enumerate(self.stretches)
            if first.get(stretch.parent, i) < i < last.get(stretch.parent, i)
            and (stretch.kind is BlockKind.HEADING or self._is_mark(i) or self._is_paragraph(i))
        )

    def take_alike(self) -> None:
        """Takes paragraphs in elements of the class of the article's, up to the next first-level heading or article."""
        chosen: dict[tuple[str, str], int] = {}
        for i in self.kinds:
            key = _key(self.stretches[i])
            chosen[key] = chosen.get(key, 0) + (self.stretches[i].name == "p")
        wanted = {key for key, n in chosen.items() if n >= LEAST_CHOSEN and key[1]}
        known = {self.stretches[i].parent for i in self.kinds}
        for i in range(max(self.kinds, default=len(self.stretches)) + 1, len(self.stretches)):
            stretch = self.stretches[i]
            if stretch.name in ("h1", "article"):
                break
            if stretch.parent not in known and _key(stretch) in wanted and self._is_paragraph(i):
                self.take([i])

    def take_captions(self) -> None:
        """Takes the captions between the first and the last chosen stretch."""
        if self.kinds:
            self.take(
                i
                for i in range(min(self.kinds), max(self.kinds))
                if i not in self.kinds
                and self.stretches[i].kind is BlockKind.CAPTION
                and 0 < self._letters(i) <= MAX_CAPTION
            )

    def take_headline(self, titles: Iterable[str]) -> None:
        """Takes the visible place of a stated title as the headline, else the only first-level heading before the text.

        Of several places headings go first, then the one nearest to the text.
        """
        if not self.kinds:
            return
        stated = [folded(title).casefold() for title in titles]
        before = range(sorted(self.kinds)[:HEAD][-1] + 1)
        found = [i for i in before if self._is_headline(i, stated)]
        if not found:
            found = [i for i in before if self.stretches[i].name == "h1" and self._letters(i) >= LEAST_TITLE]
            found = found if len(found) == 1 else []
        if found:
            best = max(found, key=lambda i: (self.stretches[i].kind is BlockKind.HEADING, i))
            self.kinds[best] = BlockKind.TITLE

    def _is_headline(self, i: int, stated: Sequence[str]) -> bool:
        """Whether a stretch says what a stated title says, or a heading says its beginning."""
        letters = self._letters(i)
        if letters < LEAST_TITLE or all(letters > len(title) for title in stated):
            return False
        own = self.page.text[self.page.starts[i] : self.page.starts[i + 1]].casefold()
        is_heading = self.stretches[i].kind is BlockKind.HEADING
        return any(title.startswith(own) if is_heading else title == own for title in stated)

    def _is_mark(self, i: int) -> bool:
        return self._letters(i) == 0 and MARKS.fullmatch(self.texts[i][:MAX_MARKS]) is not None

    def _letters(self, i: int) -> int:
        return self.page.starts[i + 1] - self.page.starts[i]

    def _is_paragraph(self, i: int) -> bool:
        return self.stretches[i].name == "p" and self._is_prose(i)

    def _is_prose(self, i: int) -> bool:
        return (
            self._letters(i) >= LEAST_LETTERS
            and self.stretches[i].linked_share < MOSTLY_LINKED
            and SENTENCE.search(self.texts[i][-20:]) is not None
        )


def _key(stretch: Stretch) -> tuple[str, str]:
    return stretch.parent.name, stretch.parent.label


def _group(stretch: Stretch) -> object:
    return _key(stretch) if stretch.parent.label else stretch.parent
