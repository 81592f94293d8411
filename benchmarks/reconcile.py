"""How fast and how lean names are reconciled: invented names, as skewed as real ones.

    python benchmarks/reconcile.py [NAMES ...] [--profile]

For each size: that many different full names of people, organisations and places, each in at least one article and the
frequent ones in many, in articles of eight names; people and organisations are also named by surname, by initial, by
abbreviation and with slips. Names are made of invented syllables; given names, surnames and words of organisations are
drawn by Zipf's law with an offset (Mandelbrot), so that a few are very frequent. Each size runs in a process of its
own, so that its peak memory is its own; blocks are counted after it is taken. Seconds are those of the processor.
Everything is drawn with seeds: two runs print the same counts.
"""

from __future__ import annotations

import argparse
import cProfile
import itertools
import json
import pstats
import random
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from pipeline.config import ReconcileConfig
from pipeline.reconcile.across import resolve
from pipeline.reconcile.block import ANSWER, ASK, block_sizes, keys_of
from pipeline.reconcile.chains import Chain, family_of
from pipeline.reconcile.collection import collection_paused
from pipeline.reconcile.judgements import Judgements
from pipeline.reconcile.pairs import candidate_pairs
from pipeline.reconcile.within import chain_article
from pipeline.schema import Form, Label, Mention
from pipeline.spans import Span

NAMES = (4_000, 16_000, 64_000)
PER_ARTICLE = 8
AGAIN = 0.25  # further mentions of known names, for each name
OFFSET = 20  # of Zipf's law: the most frequent surname is borne by about one in two hundred, as in the United States
SURNAMES, GIVEN, WORDS = 100_000, 3_000, 30_000
ROLES = ("Mayor", "Sen.", "the lawyer", "spokeswoman", "Judge", "Coach", "", "", "", "", "", "")
HEADS = ("Bureau", "Group", "Agency", "Council", "Foundation", "Industries", "Institute", "Union")


@dataclass(frozen=True, slots=True)
class Stock:
    """Words to make names of, most frequent first, with their cumulated weights."""

    words: tuple[str, ...]
    weights: tuple[float, ...]

    @classmethod
    def invented(cls, count: int, chance: random.Random) -> Stock:
        """So many different invented words."""
        found: dict[str, None] = {}
        while len(found) < count:
            found["".join(_syllable(chance) for _ in range(chance.choice((2, 2, 3)))).title()] = None
        weights = itertools.accumulate(1 / (rank + OFFSET) for rank in range(1, count + 1))
        return cls(tuple(found), tuple(weights))

    def draw(self, chance: random.Random) -> str:
        """A word, the frequent ones more often."""
        return chance.choices(self.words, cum_weights=self.weights)[0]


def _syllable(chance: random.Random) -> str:
    return chance.choice("bcdfghjklmnprstvwz") + chance.choice("aeiou") + chance.choice(("", "n", "r", "l", "s", "m"))


@lru_cache(maxsize=1)
def stocks() -> tuple[Stock, Stock, Stock]:
    """Surnames, given names and words of organisations and places."""
    chance = random.Random(0)
    return Stock.invented(SURNAMES, chance), Stock.invented(GIVEN, chance), Stock.invented(WORDS, chance)


def invented_names(count: int, chance: random.Random) -> list[tuple[str, Label]]:
    """So many different full names, three in five of people, one in four of organisations, the others of places."""
    surnames, given, words = stocks()
    found: dict[str, Label] = {}
    while len(found) < count:
        kind = chance.random()
        if kind < 0.6:
            middle = f" {given.draw(chance)}" if chance.random() < 0.15 else ""
            found[f"{given.draw(chance)}{middle} {surnames.draw(chance)}"] = Label.PERSON
        elif kind < 0.85:
            front = " ".join(words.draw(chance) for _ in range(chance.choice((1, 2, 2))))
            found[f"{front} {chance.choice(HEADS)}"] = Label.ORG
        else:
            found[f"{words.draw(chance)} {chance.choice(('County', 'Falls', 'City', 'Springs'))}"] = Label.GPE
    return list(found.items())


def written(name: str, label: Label, chance: random.Random) -> str:
    """The name as an article writes it: mostly in full."""
    words, kind = name.split(), chance.random()
    if label == Label.PERSON and kind < 0.12:
        return words[-1]
    if label == Label.PERSON and kind < 0.16:
        return f"{words[0][0]}. {words[-1]}"
    if label == Label.ORG and kind < 0.1 and len(words) > 2:
        return "".join(word[0] for word in words)
    if kind > 0.99 and len(words[-1]) > 5:
        at = chance.randrange(1, len(words[-1]) - 2)
        return " ".join((*words[:-1], words[-1][:at] + words[-1][at + 1] + words[-1][at] + words[-1][at + 2 :]))
    return name


def articles(count: int) -> Iterator[list[Mention]]:
    """Articles with all names, every name in full at least once."""
    chance = random.Random(count)
    names = invented_names(count, chance)
    order = list(range(count))
    chance.shuffle(order)
    often = list(itertools.accumulate(1 / (rank + OFFSET) for rank in range(1, count + 1)))
    again = chance.choices(range(count), cum_weights=often, k=int(count * AGAIN))
    due = [(i, True) for i in order] + [(i, False) for i in again]
    chance.shuffle(due)
    for n, start in enumerate(range(0, len(due), PER_ARTICLE)):
        yield [_mention(n, place, names[i], is_first, chance)
               for place, (i, is_first) in enumerate(due[start : start + PER_ARTICLE])]  # fmt: skip


def _mention(article: int, place: int, name: tuple[str, Label], is_first: bool, chance: random.Random) -> Mention:
    text = name[0] if is_first else written(*name, chance)
    before = f"said {chance.choice(ROLES)} " if name[1] == Label.PERSON else "at the "
    return Mention(
        f"a{article}:{place}", f"a{article}", Span(place * 300, place * 300 + len(text)), text, name[1], Form.NAME,
        "invented", before=before, after=" on Monday.", published=date(2020, 1, 1) + timedelta(article % 1500),
    )  # fmt: skip


def measure(count: int) -> dict[str, float]:
    """Counts, seconds and peak memory of one size."""
    chains: list[Chain] = []
    mentions, within = 0, 0.0
    with collection_paused():
        for article in articles(count):
            began = time.process_time()
            chains += chain_article(article)
            within += time.process_time() - began
            mentions += len(article)
    began = time.process_time()
    reconciled = resolve(chains, ReconcileConfig(), Judgements())
    across = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    size = Counter(link.entity_id for link in reconciled.links)
    return {
        "names": count, "mentions": mentions, "entities": len(reconciled.entities), "merges": len(reconciled.merges),
        **_blocking(chains), "largest cluster": max(size.values()),
        "largest cluster, names": max(len(entity.aliases) for entity in reconciled.entities),
        "within s": round(within, 1), "across s": round(across, 1), "peak MB": round(peak),
    }  # fmt: skip


def _blocking(chains: Sequence[Chain]) -> dict[str, float]:
    """The most names that share a key, the most that answer under one (few ask there), and pairs that are compared."""
    names = sorted({(chain.name, family_of(chain.label)) for chain in chains})
    keys = [keys_of(name, family) for name, family in names]
    sizes = block_sizes(keys)
    pairs = sum(1 for _ in candidate_pairs(keys, [name for name, _ in names], ReconcileConfig().max_block))
    return {
        "largest block": max(n for key, n in sizes.items() if key[0] not in (ASK, ANSWER)),
        "largest answering block": max((n for key, n in sizes.items() if key[0] == ANSWER), default=0),
        "pairs a name": round(pairs / len(names), 2),
    }


def main() -> None:
    """Measure every size, each in its own process, and print the growth."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", type=int, nargs="*", default=NAMES)
    parser.add_argument("--one", action="store_true", help="measure one size in this process and print JSON")
    parser.add_argument("--profile", action="store_true", help="measure in this process and show what takes the time")
    args = parser.parse_args()
    if args.one or args.profile:
        profile = cProfile.Profile(time.process_time)
        print(json.dumps(profile.runcall(measure, args.names[0]) if args.profile else measure(args.names[0])))
        if args.profile:
            pstats.Stats(profile).sort_stats("tottime").print_stats(25)
        return
    last: dict[str, float] | None = None
    for count in args.names:
        done = subprocess.run(
            [sys.executable, __file__, "--one", str(count)], capture_output=True, text=True, check=True
        )
        found = json.loads(done.stdout)
        shown = [f"{value:,} {key}" for key, value in found.items()]
        print("  ".join([*shown, *([_growth(last, found)] if last else [])]), flush=True)
        last = found


def _growth(last: Mapping[str, float], found: Mapping[str, float]) -> str:
    """How many times the names and the time of the size before."""
    times = {key: found[key] / last[key] for key in ("names", "within s", "across s")}
    total = (found["within s"] + found["across s"]) / (last["within s"] + last["across s"])
    parts = f"within {times['within s']:.1f}, across {times['across s']:.1f}"
    return f"{times['names']:.1f} times the names, {total:.1f} times the time ({parts})"


if __name__ == "__main__":
    main()
