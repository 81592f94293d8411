"""Mutations of articles, and the promises that the whole road keeps on any text; for the tests and the benchmark."""

from __future__ import annotations

import html
import json
import random
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from pipeline.clean.characters import ENTITY
from pipeline.clean.unreadable import OBJECT
from pipeline.run import run_pipeline
from pipeline.tables import load_tables
from pipeline.tables.store import Tables

PLACED: Final = ("segments", "mentions", "dates", "amounts", "quotes", "claims")
NOISE: Final = (
    "\n", "\n\n", "\r\n", "\r", "\f", "\t", " ", "\u00a0", "\u2028", "\u200b", "\u00ad", "\u202e", "\ufeff", "\0", 
    "\x93", "\ufffd", '"', "“", "”", "‘", "’", "'", "(", ")", "[", "{", "—", "–", "-", "…", ".", "...", "?", "!", ",",
    ":", ";", "$", "£", "%", "1", "1,000", "2018-02-30", "may", "second", "24 May", "yesterday", "said", "told", "Mr.",
    "&amp;", "&#8217;", "&#x110000;", "donâ€™t", "👩\u200d🚒", "e\u0301", "北京", "القاهرة", "· ",
    "- ", "> ", "1. ", "=1+1",
    "@", "NULL", "nan", "NA", "<b>", "https://example.org/a", "a@b.example", "(" * 300, '"' * 300, "a" * 1_200,
)  # fmt: skip


def mutated(originals: Sequence[str], rng: random.Random, most: int = 1_500) -> str:
    """A stretch of one of the articles, at most so many characters, changed in one to twelve places."""
    text = rng.choice(originals)
    start = rng.randrange(max(1, len(text) - most))
    text = text[start : start + rng.randrange(1, most)]
    for _ in range(rng.randrange(1, 13)):
        a, b = sorted(rng.randrange(len(text) + 1) for _ in range(2))
        change: Callable[[], str] = rng.choice(
            (
                lambda: text[:a] + rng.choice(NOISE) + text[a:],  # noqa: B023
                lambda: text[:a] + text[min(b, a + 40) :],  # noqa: B023
                lambda: text[:b] + text[a:],  # noqa: B023
                lambda: text[:a] + text[a:b].swapcase() + text[b:],  # noqa: B023
                lambda: text[:a] + text[a:b].replace(" ", rng.choice(NOISE)) + text[b:],  # noqa: B023
            )
        )
        text = change()[: 2 * most]
    return text


def broken_promise(texts: Sequence[str]) -> str | None:
    """What the way from texts to their tables and back breaks; None when it keeps all promises.

    Nothing is raised, each text is one row of ``articles``, the loaded tables have as many rows as were written, and
    the letters and digits of each row are those between its offsets.
    """
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder) / "texts.jsonl", Path(folder) / "out"
        records = [{"article_id": f"t{i}", "text": text} for i, text in enumerate(texts)]
        source.write_text("".join(f"{json.dumps(record)}\n" for record in records), encoding="utf-8")
        summary = run_pipeline([source], out)
        tables = load_tables(out)
    counts = {name: len(getattr(tables, name)) for name in summary.rows}
    if counts != summary.rows or counts["articles"] != len(texts):
        return f"rows written {summary.rows}, loaded {counts}, texts {len(texts)}"
    return next(_misplaced(tables, texts), None)


def _misplaced(tables: Tables, texts: Sequence[str]) -> Iterator[str]:
    for name in PLACED:
        rows = getattr(tables, name)
        for article_id, start, end, text in zip(rows.article_id, rows.start, rows.end, rows.text, strict=True):
            evidence = texts[int(article_id[1:])][start:end]
            if OBJECT not in text and _letters(text) != _letters(_decoded(evidence)):
                yield f"{name}: {text!a} is not {evidence!a} at {start}-{end} of {texts[int(article_id[1:])]!a}"


def _decoded(text: str) -> str:
    return ENTITY.sub(lambda found: html.unescape(found[0]), text)


def _letters(text: str) -> str:
    """What no step of cleaning changes."""
    return "".join(c for c in text if c.isascii() and c.isalnum())
