"""Speed of the per-article phase beside the bare language model, on the same texts, in one run.

    python benchmarks/speed.py [--repeat N] [FOLDER]

Prints words a second of ``nlp.pipe`` alone and of the whole phase (clean, parse, find, chain names, rows), each the
best of three, the share of the second in the first, and the peak memory. One process; the model is loaded once, before.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from pipeline.clean import clean_article
from pipeline.config import Config
from pipeline.parse import load_model
from pipeline.read import read_corpus
from pipeline.run import extract_articles
from pipeline.schema import RawArticle

ROUNDS = 3


def seconds(work: Callable[[], Iterable[object]]) -> float:
    """Least time of a few rounds of exhausting an iterable."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for _item in work():
            pass
        best = min(best, time.perf_counter() - start)
    return best


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("corpus/raw"))
    parser.add_argument("--repeat", type=int, default=10, help="times that each article is taken")
    args = parser.parse_args()
    config = Config()
    start = time.perf_counter()
    nlp = load_model(None)
    loaded = time.perf_counter() - start
    once = [raw for raw in read_corpus([args.folder], config.read) if isinstance(raw, RawArticle)]
    raws = [replace(raw, article_id=f"{raw.article_id}-{i}") for i in range(args.repeat) for raw in once]
    texts = [clean_article(raw).text for raw in raws]
    n_words = sum(len(text.split()) for text in texts)
    list(extract_articles(raws[:1], config))  # word lists are read before the clock starts
    bare = seconds(lambda: nlp.pipe(texts, batch_size=config.parse.batch_size))
    whole = seconds(lambda: extract_articles(raws, config))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(raws)} articles, {n_words:,} words; model loaded in {loaded:.1f} s, once")
    print(f"bare nlp.pipe        {n_words / bare:10,.0f} words/s")
    print(f"per-article phase    {n_words / whole:10,.0f} words/s   {bare / whole:.2f} of it")
    print(f"peak memory          {peak:10,.0f} MB")


if __name__ == "__main__":
    main()
