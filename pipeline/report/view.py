"""What the report shows, read from the tables as text: nothing is computed anew but sums and order."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Final

import pandas as pd

from pipeline.errors import ConfigError
from pipeline.rows import ROW_TYPES
from pipeline.rows import Row as TableRow

Row = Mapping[str, str]
COUNTED: Final = ("articles", "quotes", "claims", "amounts", "dates", "mentions", "entities", "merges", "issues")
OF_ARTICLE: Final = ("quotes", "claims", "amounts", "dates", "issues")
SHOWN: Final = (*OF_ARTICLE, "merges")
DECISION_ORDER: Final = {"unsure": 0, "same": 1, "different": 2}
OPEN_LIMIT: Final = 300  # rows; a report with fewer opens with everything unfolded


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person or body with the number of its quotes and claims, and of the articles they stand in."""

    name: str
    label: str
    role: str
    quotes: int
    claims: int
    articles: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a name stands: the article ("" for none that the report has), the words before it, itself, those after."""

    article_id: str
    before: str
    name: str
    after: str


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article and its rows, in the order of the text. ``anchor`` is its place in the page."""

    row: Row
    anchor: str
    rows: Mapping[str, Sequence[Row]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """Everything on the page. ``merges`` are grouped by decision, the unsure ones first."""

    counts: tuple[tuple[str, int], ...]
    speakers: tuple[Speaker, ...]
    articles: tuple[ArticleView, ...]
    merges: Mapping[str, Sequence[Row]]
    issues: tuple[Row, ...]
    names: Mapping[str, str]
    anchors: Mapping[str, str]
    is_short: bool


def read_report(folder: Path) -> Report:
    """The content of the report on a folder of tables; raises ``ConfigError`` for a missing table or column."""
    tables = {row_type.table: _read(folder, row_type) for row_type in ROW_TYPES if row_type.table != "segments"}
    articles = sorted(tables["articles"], key=lambda row: row["article_id"])
    anchors = {row["article_id"]: f"article-{number}" for number, row in enumerate(articles, 1)}
    rows = {name: _by_article(tables[name]) for name in OF_ARTICLE}
    return Report(
        counts=tuple((name, len(tables[name])) for name in COUNTED),
        speakers=_speakers(tables),
        articles=tuple(
            ArticleView(row, anchors[row["article_id"]], {name: rows[name][row["article_id"]] for name in OF_ARTICLE})
            for row in articles
        ),
        merges=_merges(tables["merges"]),
        issues=tuple(sorted(tables["issues"], key=lambda row: (row["code"], row["article_id"], *_place(row)))),
        names={row["entity_id"]: row["name"] for row in tables["entities"]},
        anchors=anchors,
        is_short=sum(len(tables[name]) for name in SHOWN) <= OPEN_LIMIT,
    )


def _read(folder: Path, table: type[TableRow]) -> list[Row]:
    path, remedy = folder / f"{table.table}.csv", "make the tables with: newsledger extract INPUT --out"
    try:
        frame = pd.read_csv(path, dtype=str, na_filter=False, encoding="utf-8")
    except FileNotFoundError as error:
        raise ConfigError(f"{path}: no such table; {remedy} {folder}") from error
    except (OSError, ValueError) as error:
        raise ConfigError(f"{path}: cannot be read as a table ({error})") from error
    missing = [f.name for f in fields(table) if f.name not in frame.columns]
    if missing:
        raise ConfigError(f"{path}: no column {', '.join(missing)}; {remedy} {folder}")
    names = [str(name) for name in frame.columns]
    return [
        dict(zip(names, cells, strict=True)) for cells in zip(*(frame[name].tolist() for name in names), strict=True)
    ]


def _by_article(rows: Iterable[Row]) -> Mapping[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in sorted(rows, key=_place):
        found[row["article_id"]].append(row)
    return found


def _place(row: Row) -> tuple[int, int]:
    """Where a row stands; a row without a place comes first."""
    return int(row["start"] or -1), int(row["end"] or -1)


def _speakers(tables: Mapping[str, list[Row]]) -> tuple[Speaker, ...]:
    """Entities with a quote or an attributed claim, those with most quotes first, then most claims, then by name."""
    quotes = Counter(row["speaker_id"] for row in tables["quotes"])
    claims = Counter(row["claimant_id"] for row in tables["claims"])
    articles: dict[str, set[str]] = defaultdict(set)
    for table, column in (("quotes", "speaker_id"), ("claims", "claimant_id")):
        for row in tables[table]:
            articles[row[column]].add(row["article_id"])
    speakers = [
        Speaker(row["name"], row["label"], row["role"], quotes[key], claims[key], len(articles[key]))
        for row in tables["entities"]
        if (key := row["entity_id"]) in articles
    ]
    return tuple(sorted(speakers, key=lambda s: (-s.quotes, -s.claims, s.name, s.label)))


def _merges(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """The merges by decision, the unsure ones first; within each the highest score first."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (-float(row["score"] or 0), row["name_a"], row["name_b"])):
        found[row["decision"]].append(row)
    return {name: found[name] for name in sorted(found, key=lambda name: (DECISION_ORDER.get(name, 9), name))}


def read_evidence(text: str, name: str, anchors: Mapping[str, str]) -> Evidence:
    """The evidence of a merge in its parts: the article where the report has it, and the name among its words."""
    article_id, _, words = text.partition(": ")
    if article_id not in anchors:
        article_id, words = "", text
    at = words.lower().find(name.lower()) if name and len(words.lower()) == len(words) else -1
    if at < 0:
        return Evidence(article_id, words, "", "")
    return Evidence(article_id, words[:at], words[at : at + len(name)], words[at + len(name) :])
