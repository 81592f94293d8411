"""Writes ``pipeline/lexicon/nickname_more.csv`` from the package ``nicknames``: rarer and less sure forms.

    pip download nicknames --no-deps && unzip nicknames-*.whl
    python -m training.nicknames nicknames/names.csv pipeline/lexicon/nickname_more.csv

The data are broad: they also pair names that stand each for itself ("Aaron" and "Erin"). Left out are short forms that
are full forms too and begin otherwise, names of men with names of women, and what ``nickname.csv`` has already. What
stays is weaker evidence than ``nickname.csv`` and joins two people only with support.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from pathlib import Path

from pipeline import lexicon

HEAD = """\
# source: nicknames 1.0.1, github.com/carltonnorthern/nicknames (Apache-2.0), a hand-curated list; made by
# training/nicknames.py, which leaves out short forms that are other names too
"""
BEGINS = 3  # letters that a short form shares with its name where it is also a name of its own


def pairs(path: Path) -> set[tuple[str, str]]:
    """Every (name, short form) that is kept."""
    with path.open(encoding="utf-8") as file:
        rows = [(row["name1"].strip().lower(), row["name2"].strip().lower()) for row in csv.DictReader(file)]
    full = {name for name, _ in rows}
    known = {(row["name"], short) for row in lexicon.table("nickname") for short in row["short"].split(";")}
    gender = {row["name"]: row["gender"] for row in lexicon.table("given_names")}
    return {
        (name, short)
        for name, short in rows
        if len(short) > 1
        and name.isalpha()
        and short.isalpha()
        and not {(name, short), (short, name)} & known
        and (short not in full or short[:BEGINS] == name[:BEGINS])
        and not (name in gender and short in gender and gender[name] != gender[short])
    }


def main(source: Path, target: Path) -> None:
    """Write the file, sorted, one line a name."""
    shorts: dict[str, list[str]] = defaultdict(list)
    for name, short in sorted(pairs(source)):
        shorts[name].append(short)
    lines = [f"{name},{';'.join(found)}" for name, found in sorted(shorts.items())]
    target.write_text("\n".join([HEAD + "name,short", *lines, ""]), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
