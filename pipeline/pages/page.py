"""A web page to the text of its article, every character of it traced to the source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from pipeline.pages.align import Folded, aligned, folded
from pipeline.pages.choice import Choice
from pipeline.pages.extract import Chosen, chosen, parsed
from pipeline.pages.metadata import stated
from pipeline.pages.records import Block, BlockKind, Page
from pipeline.pages.rendering import Part, plain, rendered
from pipeline.pages.visible import Stretch, stretches
from pipeline.spans import Span, Tracked

ENOUGH: Final = 0.5  # of the letters of a stretch; one that is chosen so far was cut by an inline part left out
OWN_CHOICE: Final = ("own_choice", "trafilatura found no article; the element with most text was taken")
NO_ARTICLE: Final = ("no_article", "no article was found in the page")


def read_page(source: str, url: str | None = None) -> Page:
    """The article of a page: its text, traced; its blocks; what the page states about it; and the problems met.

    An issue ``unaligned`` says that a paragraph of the article was not found again in the source and is left out,
    ``own_choice`` that trafilatura found no article, so that the element with most text was taken, ``no_article`` that
    there is none either.
    """
    found = stretches(source)
    texts = [plain(source, stretch.nodes) for stretch in found]
    page = Folded(texts)
    choice = Choice(found, texts, page)
    tree = parsed(source)
    taken, missing = _taken(page, [] if tree is None else chosen(tree, choice.letters_outside_links()))
    issues = [("unaligned", f"not found again in the source: {run.text.strip()[:80]!r}") for run in missing]
    choice.take(taken)
    if not taken:
        issues.append(OWN_CHOICE if choice.take_largest() else NO_ARTICLE)
    choice.take_between()
    choice.take_alike()
    facts = stated(source, url)
    choice.take_headline(fact.value for fact in facts if fact.field == "title")
    choice.take_captions()
    tracked, blocks = _laid_out(source, found, choice.kinds)
    return Page(tracked, blocks, facts, tuple(issues))


def _taken(page: Folded, runs: Sequence[Chosen]) -> tuple[list[int], list[Chosen]]:
    """The stretches that hold the runs, in order; and the runs that stand in none."""
    runs = [run for run in runs if folded(run.text)]
    parts = aligned(page, [folded(run.text) for run in runs]).parts
    letters: dict[int, int] = {}
    for start, end in {part for found in parts for part in found}:
        i = page.stretch_at(start)
        while i < len(page.starts) - 1 and page.starts[i] < end:
            letters[i] = letters.get(i, 0) + min(end, page.starts[i + 1]) - max(start, page.starts[i])
            i += 1
    taken = [i for i, n in letters.items() if n >= ENOUGH * (page.starts[i + 1] - page.starts[i])]
    return sorted(taken), [run for run, found in zip(runs, parts, strict=True) if not found]


def _laid_out(
    source: str, found: Sequence[Stretch], kinds: Mapping[int, BlockKind]
) -> tuple[Tracked, tuple[Block, ...]]:
    """The text of the stretches that have a kind and the blocks of it, a line feed between each two.

    A line break in the middle of a sentence is a space of the block, which stands for all between its lines.
    """
    parts: list[Part] = []
    blocks: list[Block] = []
    last = -1
    at = 0
    for i, kind in sorted(kinds.items()):
        own = rendered(source, found[i].nodes)
        if not own:
            continue
        start, size = at, sum(len(text) for text, _, _ in own)
        if blocks:
            is_torn = found[i].name == "br" and i == last + 1 and _is_torn(parts[-1][0], own[0][0])
            parts.append((" ", parts[-1][2], own[0][1]) if is_torn else ("\n", parts[-1][2], parts[-1][2]))
            at += 1
            start = blocks.pop().span.start if is_torn else at
        at += size
        blocks.append(Block(Span(start, at), kind))
        parts += own
        last = i
    return Tracked.from_parts(source, parts), tuple(blocks)


def _is_torn(line: str, following: str) -> bool:
    """Whether a sentence goes on after a line break: in lower case, with no mark before it."""
    return following[0].islower() and (line[-1].isalnum() or line[-1] in ",-–—")
