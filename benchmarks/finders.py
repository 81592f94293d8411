"""Speed of the finders of dates and amounts beside the bare language model, on the same text, on one core.

    python benchmarks/finders.py [--chars N] [--rounds N] [FOLDER]

The texts of FOLDER (the own corpus) are cleaned and parsed once; the finders then go over them until N characters are
read in a round. Prints characters a second of CPU time: of the bare model once over the texts, and the best and the
median round of each finder alone and of both, amounts with the dates that were found. Word lists and regular
expressions are loaded before the clock starts.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from pipeline.clean import clean_article
from pipeline.config import Config
from pipeline.find.amounts import find_amounts
from pipeline.find.dates import find_dates
from pipeline.parse import Parsed, load_model, parse
from pipeline.read import read_corpus
from pipeline.schema import RawArticle


def seconds(work: Callable[[], object], rounds: int) -> list[float]:
    """CPU seconds of each round of the work, after one that is not counted."""
    work()
    taken = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return taken


def finders(parsed: list[Parsed], config: Config, repeat: int) -> dict[str, Callable[[], object]]:
    """What is measured, by its name: each finder over all articles, ``repeat`` times."""
    dates = [find_dates(article, config.dates).records for article in parsed]

    def both(article: Parsed) -> object:
        return find_amounts(article, find_dates(article, config.dates).records, config.amounts)

    return {
        "dates": lambda: [find_dates(article, config.dates) for _ in range(repeat) for article in parsed],
        "amounts": lambda: [
            find_amounts(article, found, config.amounts)
            for _ in range(repeat)
            for article, found in zip(parsed, dates, strict=True)
        ],
        "both": lambda: [both(article) for _ in range(repeat) for article in parsed],
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("corpus/raw"))
    parser.add_argument("--chars", type=int, default=1_000_000, help="characters that each round reads, at least")
    parser.add_argument("--rounds", type=int, default=7)
    args = parser.parse_args()
    config = Config()
    raws = [raw for raw in read_corpus([args.folder], config.read) if isinstance(raw, RawArticle)]
    articles = [clean_article(raw) for raw in raws]
    texts = [article.text for article in articles]
    chars = sum(map(len, texts))
    repeat = -(-args.chars // chars)
    nlp = load_model(None)
    bare = min(seconds(lambda: list(nlp.pipe(texts, batch_size=config.parse.batch_size)), 1))
    parsed = list(parse(articles, config.parse))
    print(f"{len(articles)} articles, {chars:,} characters, {repeat} times a round, {args.rounds} rounds")
    print(f"bare nlp.pipe  {chars / bare:12,.0f} characters/s")
    for name, work in finders(parsed, config, repeat).items():
        taken = seconds(work, args.rounds)
        best, median = (chars * repeat / t for t in (min(taken), statistics.median(taken)))
        print(f"{name:14} {best:12,.0f} characters/s, median {median:,.0f}")


if __name__ == "__main__":
    main()
