"""Speed of reading and cleaning web pages, without the language model, beside trafilatura alone on the same pages.

    python benchmarks/pages.py [--made N] [FOLDER]

Takes the ``.html`` and ``.html.gz`` files of a folder, else N pages that it makes itself. Prints pages a second of one
core (time of the processor), each the best of three rounds, milliseconds a page and the peak memory.
"""

from __future__ import annotations

import argparse
import gzip
import resource
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from trafilatura import bare_extraction

from pipeline.clean import clean_article
from pipeline.pages.page import read_page
from pipeline.schema import RawArticle

ROUNDS = 3
SENTENCE = "The harbour board of Marlow voted on day {} to close the old pier, said <b>Ana Ruiz</b>, who runs it. "
LINK = '<li class="menu-item menu-item-{}"><a href="/section/{}" data-track="nav:{}">Section {}</a></li>'


def made(n: int) -> str:
    """A page of the size of a news site's: scripts, navigation, an article of 30 paragraphs, teasers."""
    links = "".join(LINK.format(i, i, i, i) for i in range(150))
    story = "".join(f"<p>{SENTENCE.format(n + i)}{SENTENCE.format(i)}</p>" for i in range(30))
    teasers = "".join(
        f'<div class="teaser"><h3><a href="/{i}">Pier number {i} closes</a></h3></div>' for i in range(60)
    )
    script = f"<script>{'var a = 1 < 2; ' * 4_000}</script>"
    head = (
        f'<head><title>Pier {n} to close</title><meta property="og:title" content="Pier {n} to close">{script}</head>'
    )
    body = f"<nav><ul>{links}</ul></nav><article><h1>Pier {n} to close</h1>{story}</article><aside>{teasers}</aside>"
    return f"<!DOCTYPE html><html>{head}<body>{body}{script}</body></html>"


def sources(folder: Path | None, n: int) -> list[str]:
    """The pages of a folder, or ``n`` made ones."""
    if folder is None:
        return [made(i) for i in range(n)]
    found = []
    for path in sorted([*folder.glob("*.html"), *folder.glob("*.html.gz")]):
        data = path.read_bytes()
        found.append((gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8", "replace"))
    return found


def seconds(work: Callable[[str], object], pages: Sequence[str]) -> float:
    """Least time of a few rounds over the pages."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        for page in pages:
            work(page)
        best = min(best, time.process_time() - start)
    return best


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--made", type=int, default=50, help="pages to make where no folder is given")
    args = parser.parse_args()
    pages = sources(args.folder, args.made)
    if not pages:
        parser.error(f"no .html or .html.gz file in {args.folder}")
    works: dict[str, Callable[[str], object]] = {
        "read and clean": lambda page: clean_article(RawArticle("a", "a.html", "", page, is_html=True)),
        "read alone": read_page,
        "trafilatura alone": lambda page: bare_extraction(page, favor_precision=True, include_comments=False),
    }
    works["read and clean"](pages[0])  # word lists are read before the clock starts
    print(f"{len(pages)} pages of {sum(map(len, pages)) / len(pages) / 1000:.0f} thousand characters each")
    for name, work in works.items():
        spent = seconds(work, pages)
        print(f"{name:<20}{len(pages) / spent:8.1f} pages/s{1000 * spent / len(pages):8.1f} ms/page")
    print(f"peak memory         {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.0f} MB")


if __name__ == "__main__":
    main()
