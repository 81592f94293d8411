"""Seconds of each stage on texts that no article is: runs of one character, lines without words, damaged data.

    python benchmarks/hostile.py [--size 1000000] [--limit 60] [--only NAME ...]
    python benchmarks/hostile.py --fuzz MINUTES [--seed N] [FOLDER]

The first prints a table: CPU seconds of cleaning, the model, and each finder for each text; a stage over the limit is
cut off. The texts of the group ``words`` are honest to the guard of ``clean/unreadable.py``: they hold words all the
way, and the model needs as long for them as for prose. The second cleans, extracts, writes and loads mutations of the
articles in FOLDER until the time is up, and stops at the first that breaks a promise.
"""

from __future__ import annotations

import argparse
import random
import signal
import string
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from types import FrameType

from pipeline.clean import clean_article
from pipeline.config import Config
from pipeline.find.amounts import find_amounts
from pipeline.find.attributions import find_attributions
from pipeline.find.dates import find_dates
from pipeline.find.entities import find_mentions
from pipeline.find.sources import find_sources
from pipeline.parse import load_model, parse
from pipeline.reconcile.within import chain_article
from pipeline.schema import Article, RawArticle
from tests.fuzzing import broken_promise, mutated

STAGES = ("clean", "model", "mentions", "dates", "amounts", "attributions", "sources", "chains")
BATCH = 25  # mutated articles of one run
SENTENCE = "The harbour board voted on Monday to close the old pier, and repairs will take about two years. "
RUNS = {  # one unit for ever
    "brackets": "(", "square brackets": "[", "straight marks": '"', "curly marks": "“", "pairs of marks": "“”",
    "marks and spaces": '" ', "apostrophes": "'", "dashes": "-", "stops": ".", "stops and spaces": ". ",
    "one letter": "a", "letters and spaces": "A ", "one-letter lines": "a\n", "one-letter paragraphs": "a\n\n",
    "lines ended by CR": "a\r", "CR": "\r", "line feeds": "\n", "tabs": "\t", "tabbed letters": "a\t",
    "NUL": "\0", "letters and NUL": "a\0", "zero-width spaces": "a\u200b", "soft hyphens": "a\u00ad",
    "combining marks": "\u0301", "emoji": "👩\u200d🚒", "Chinese": "北京", "digits": "1234567890",
    "spaced digits": "1 ",
    "$1,": "$1,", "$1, and space": "$1, ", "Mr.": "Mr. ", "may 1": "may 1 ", "A.": "A.", "entities": "&amp;",
    "mojibake": "donâ€™t ", "mojibake without spaces": "â€™", "glued sentences": "pier.Dozens", "said": '"a" said ',
    "bullets": "· ", "bullet lines": "· a\n", "quoted mail": "> ", "credits": "(Photo: Ana Ruiz/Getty) ",
    "bylines": "By Ana Ruiz\n", "date lines": "January 24, 2018\n", "headings": "Old Pier To Close\n", "tags": "<div>",
    "web addresses": "https://example.org/a?b=c&d=e ", "slashes": "a/", "handles": "@a ", "one sentence": SENTENCE,
    "one sentence, no stop": SENTENCE.lower().replace(".", "").replace(",", ""),
}  # fmt: skip


def _letters(rng: random.Random, n: int) -> str:
    return "".join(rng.choices(string.ascii_lowercase, k=n))


def _digits(rng: random.Random, n: int) -> str:
    return "".join(rng.choices(string.digits, k=n))


# What never repeats: without words, and with them.
DATA: dict[str, Callable[[random.Random], str]] = {
    "letters without a space": lambda rng: _letters(rng, 5_000),
    "digits without a space": lambda rng: _digits(rng, 5_000),
    "figures": lambda rng: f"{rng.randrange(10**6):,} ",
    "amounts": lambda rng: f"${rng.randrange(10**6):,}.{rng.randrange(100):02d} ",
    "table of figures": lambda rng: ",".join(str(rng.randrange(10**4)) for _ in range(8)) + "\n",
    "hexadecimal": lambda rng: " ".join(f"{rng.randrange(256):02x}" for _ in range(16)) + "\n",
    "base64": lambda rng: "".join(rng.choices(string.ascii_letters + string.digits, k=76)) + "\n",
    "dates of ISO": lambda rng: f"{rng.randrange(1990, 2030)}-{rng.randrange(1, 13):02d}-{rng.randrange(1, 29):02d} ",
    "times": lambda rng: f"{rng.randrange(24)}:{rng.randrange(60):02d} ",
    "lines of one letter": lambda rng: rng.choice(string.ascii_letters) + "\n",
    "punctuation": lambda rng: rng.choice("()[]{}\"'.,;:!?-–—“”‘’…/|*#"),
    "spaced punctuation": lambda rng: rng.choice("()[]{}\"'.,;:!?-–—“”‘’…/|*#") + " ",
}
WORDS: dict[str, Callable[[random.Random], str]] = {
    "random words": lambda rng: _letters(rng, rng.randrange(2, 9)) + " ",
    "lines of one word": lambda rng: _letters(rng, rng.randrange(2, 9)) + "\n",
    "names": lambda rng: f"{_letters(rng, 5).title()} {_letters(rng, 6).title()}, ",
    "quotations": lambda rng: f'"{_letters(rng, 6)} {_letters(rng, 5)}," {_letters(rng, 5).title()} said. ',
}


def texts(size: int) -> dict[str, Callable[[], str]]:
    """Every text by its name, made when it is called; ``size`` in characters."""
    found: dict[str, Callable[[], str]] = {
        name: lambda unit=unit: (unit * (size // len(unit) + 1))[:size] for name, unit in RUNS.items()
    }  # type: ignore[misc]
    found["20,000 brackets in prose"] = lambda: SENTENCE + "(" * 20_000 + " " + SENTENCE
    found["20,000 marks in prose"] = lambda: SENTENCE + '"' * 20_000 + " " + SENTENCE
    found["10,000 brackets in one another"] = lambda: "(" * 10_000 + "a" + ")" * 10_000
    found["5,000 combining marks"] = lambda: SENTENCE + "e" + "\u0301" * 5_000 + " " + SENTENCE
    for name, unit in {**DATA, **WORDS}.items():
        found[name] = lambda unit=unit: _filled(unit, size)  # type: ignore[misc]
    return found


def _filled(unit: Callable[[random.Random], str], size: int) -> str:
    rng, parts, length = random.Random(1), [], 0
    while length < size:
        parts.append(unit(rng))
        length += len(parts[-1])
    return "".join(parts)[:size]


class OverLimit(Exception):
    """A stage took longer than allowed."""


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise OverLimit


def stages(text: str, config: Config) -> Iterator[tuple[str, float]]:
    """Name and CPU seconds of each stage, as it ends."""
    raw = RawArticle("a", "a.txt", "", text, published=date(2018, 1, 24), published_from="metadata")
    clock = time.process_time()

    def lap() -> float:
        nonlocal clock
        before, clock = clock, time.process_time()
        return clock - before

    article: Article = clean_article(raw)
    yield "clean", lap()
    parsed = next(parse([article], config.parse))
    yield "model", lap()
    mentions = find_mentions(parsed)
    yield "mentions", lap()
    dates = find_dates(parsed, config.dates)
    yield "dates", lap()
    find_amounts(parsed, dates.records, config.amounts)
    yield "amounts", lap()
    attributions = find_attributions(parsed, mentions.records)
    yield "attributions", lap()
    sources = find_sources(parsed, mentions.records, attributions)
    yield "sources", lap()
    chain_article((*mentions.records, *sources.mentions))
    yield "chains", lap()


def measure(size: int, limit: int, only: list[str]) -> None:
    """Print the table."""
    config = Config()
    list(stages(SENTENCE, config))  # word lists and model are read before the clock starts
    signal.signal(signal.SIGPROF, _stop)
    print(f"{'':32}" + "".join(f"{name[:8]:>9}" for name in (*STAGES, "whole")))
    for name, make in texts(size).items():
        if only and name not in only:
            continue
        text, taken = make(), []
        signal.setitimer(signal.ITIMER_PROF, limit)
        try:
            for _, seconds in stages(text, config):
                taken.append(seconds)
            shown = f"{sum(taken):9.1f}"
        except OverLimit:
            shown = f"{f'> {limit}':>9}"
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        cells = "".join(f"{seconds:9.1f}" for seconds in taken).ljust(9 * len(STAGES))
        print(f"{name:32}{cells}{shown}", flush=True)


def fuzz(folder: Path, minutes: float, seed: int) -> None:
    """Mutate articles until the time is up; raises ``SystemExit`` with the seed of the first that breaks a promise."""
    originals = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    end, count = time.monotonic() + 60 * minutes, 0
    while time.monotonic() < end:
        seeds = range(seed + count, seed + count + BATCH)
        broken = broken_promise([mutated(originals, random.Random(i)) for i in seeds])
        if broken:
            raise SystemExit(f"seeds {seeds.start} to {seeds.stop - 1}: {broken}")
        count += BATCH
    print(f"{count} mutated articles from seed {seed}, no promise broken")


def main() -> None:
    """Measure, or fuzz."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("corpus/raw"))
    parser.add_argument("--size", type=int, default=1_000_000, help="characters of a text")
    parser.add_argument("--limit", type=int, default=60, help="CPU seconds after which a text is given up")
    parser.add_argument("--only", nargs="+", default=[], help="names of texts")
    parser.add_argument("--fuzz", type=float, help="minutes to mutate articles for")
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    if args.fuzz:
        fuzz(args.folder, args.fuzz, args.seed)
    else:
        measure(args.size, args.limit, args.only)


if __name__ == "__main__":
    load_model(None)
    main()
