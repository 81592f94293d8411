"""What a person is asked: each pair of names once, with every place that speaks for it, read from the tables."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.errors import ConfigError
from pipeline.reconcile.chains import Family, family_of
from pipeline.reconcile.judgements import fold_name
from pipeline.schema import DecidedBy, Decision, Label

ASKED = (Decision.UNSURE, Decision.SAME, Decision.DIFFERENT)  # the order in which decisions are walked
PLACES = 12  # contexts of a name that are kept to be shown
ROLES = 3
NEEDED = ("name_a", "name_b", "label", "decision", "decided_by", "score", "reason", "evidence_a", "evidence_b")
NameId = tuple[Family, str]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a name stands: the article, what is known of it ("Outlet, 2021-03-03"), and the words around the name."""

    article_id: str
    source: str
    context: str


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two names: where it stands, how often it is named, in how many articles, and as what."""

    name: str
    places: tuple[Place, ...] = ()
    n_mentions: int = 0
    n_articles: int = 0
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """A pair of names, what the rules make of it, and why."""

    a: Side
    b: Side
    label: Label | None
    decision: Decision
    score: float
    reasons: tuple[str, ...]


@dataclass(slots=True)
class _Facts:
    """What the tables say of a name."""

    articles: Counter[str] = field(default_factory=Counter)
    entities: Counter[str] = field(default_factory=Counter)
    roles: Counter[str] = field(default_factory=Counter)


def read_cases(folder: Path, *, with_sure: bool = False) -> tuple[Case, ...]:
    """The pairs on which rules are unsure, the likeliest first; ``with_sure``: then what they joined, and kept apart.

    Of what rules are sure of the least sure comes first. Only ``merges.csv`` must be there; mentions, entities and
    articles say more of the names. Raises ``ConfigError`` for a table that is missing or cannot be read.
    """
    pairs: dict[tuple[Family, str, str], list[Mapping[str, str]]] = defaultdict(list)
    for n, row in enumerate(_rows(folder / "merges.csv", NEEDED), start=1):
        _check(row, f"{folder / 'merges.csv'}, row {n}")
        if row["decided_by"] != DecidedBy.PERSON or row["decision"] == Decision.UNSURE:
            family = family_of(_label(row))
            first, second = sorted(fold_name(row[name], family) for name in ("name_a", "name_b"))
            pairs[family, first, second].append(row)
    chosen = {key: best for key, rows in pairs.items() if (best := _best(rows, with_sure))}
    facts = _facts(folder, {(key[0], name) for key in chosen for name in key[1:]})
    sources = {row["article_id"]: _source(row) for row in _optional(folder / "articles.csv", ("article_id",))}
    cases = [_case(rows, facts, sources) for rows in chosen.values()]
    return tuple(sorted(cases, key=_order))


def _best(rows: list[Mapping[str, str]], with_sure: bool) -> list[Mapping[str, str]]:
    """The rows about one pair, those first that need a person most; none where none does."""
    asked = [row for row in rows if row["decision"] == Decision.UNSURE or with_sure]
    return sorted(asked, key=lambda row: (ASKED.index(Decision(row["decision"])), -_score(row)))


def _check(row: Mapping[str, str], where: str) -> None:
    """Raises ``ConfigError`` for a decision or score that no run writes."""
    if row["decision"] not in list(Decision):
        raise ConfigError(f"{where}: decision {row['decision']!r}; allowed: {', '.join(Decision)}")
    try:
        _score(row)
    except ValueError as error:
        raise ConfigError(f"{where}: score {row['score']!r} is no number from 0 to 1") from error


def _score(row: Mapping[str, str]) -> float:
    return float(row["score"].replace(",", ".") or 0)  # as some spreadsheets write it


def _order(case: Case) -> tuple[object, ...]:
    doubt = case.score if case.decision == Decision.SAME else -case.score
    return (ASKED.index(case.decision), doubt, case.a.name, case.b.name, case.label or "")


def _case(rows: list[Mapping[str, str]], facts: Mapping[NameId, _Facts], sources: Mapping[str, str]) -> Case:
    first, label = rows[0], _label(rows[0])
    family = family_of(label)
    sides = {}
    for which in "ab":
        name = first[f"name_{which}"]
        key = fold_name(name, family)
        shown = [
            row[f"evidence_{side}"]
            for row in rows for side in "ab"
            if fold_name(row[f"name_{side}"], family) == key and (first["name_a"] != first["name_b"] or side == which)
        ]  # fmt: skip
        sides[which] = _side(name, list(dict.fromkeys(shown)), facts.get((family, key), _Facts()), sources)
    words = (part.strip(" .") for part in first["reason"].split(";"))
    reasons = tuple(f"{text[:1].upper()}{text[1:]}." for text in words if text)
    return Case(sides["a"], sides["b"], label, Decision(first["decision"]), _score(first), reasons)


def _side(name: str, shown: list[str], facts: _Facts, sources: Mapping[str, str]) -> Side:
    places = []
    for text in filter(None, shown[:PLACES]):
        article_id, _, context = text.partition(": ")
        places.append(Place(article_id, sources.get(article_id, ""), context))
    roles = sorted(facts.roles, key=lambda role: (-facts.roles[role], role))[:ROLES]
    return Side(name, tuple(places), facts.articles.total(), len(facts.articles), tuple(roles))


def _facts(folder: Path, wanted: set[NameId]) -> dict[NameId, _Facts]:
    """What mentions and entities say of the wanted names."""
    facts: dict[NameId, _Facts] = defaultdict(_Facts)
    for row in _optional(folder / "mentions.csv", ("text", "label", "article_id", "entity_id")):
        if row.get("form", "name") == "name":
            key = _name_id(row["text"], row)
            if key in wanted:
                facts[key].articles[row["article_id"]] += 1
                facts[key].entities[row["entity_id"]] += 1
    for row in _optional(folder / "entities.csv", ("entity_id", "name", "label", "role", "aliases")):
        for name in {row["name"], *row["aliases"].split("; ")}:
            key = _name_id(name, row)
            known = facts[key].entities if key in facts else None
            if row["role"] and key in wanted and (known is None or row["entity_id"] in known):
                facts[key].roles[row["role"]] += 1 if known is None else known[row["entity_id"]]
    return facts


def _name_id(name: str, row: Mapping[str, str]) -> NameId:
    family = family_of(_label(row))
    return family, fold_name(name, family)


def _label(row: Mapping[str, str]) -> Label | None:
    return Label(row["label"]) if row["label"] in list(Label) else None


def _source(row: Mapping[str, str]) -> str:
    return ", ".join(filter(None, (row.get("outlet"), row.get("published"))))


def _optional(path: Path, columns: Collection[str]) -> Iterator[Mapping[str, str]]:
    """The rows of a table, none where it is missing or has not these columns."""
    for row in _rows(path, ()) if path.is_file() else ():
        if any(name not in row for name in columns):
            return
        yield row


def _rows(path: Path, needed: Iterable[str]) -> Iterator[Mapping[str, str]]:
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            first = file.readline()
            file.seek(0)
            reader = csv.DictReader(file, delimiter=max(",;\t", key=first.count), restval="")
            missing = [name for name in needed if name not in (reader.fieldnames or ())]
            if missing:
                raise ConfigError(f"{path}: no column {', '.join(missing)}; is {path.parent} a folder of tables?")
            yield from reader
    except FileNotFoundError as error:
        raise ConfigError(
            f"{path}: no such table; make the tables with: newsledger extract INPUT --out {path.parent}"
        ) from error
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ConfigError(f"{path}: cannot be read as a table ({error})") from error
