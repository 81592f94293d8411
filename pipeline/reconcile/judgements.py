"""Decisions by people about pairs of names: read, checked for contradictions, and asked."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from pipeline.errors import ConfigError
from pipeline.reconcile.chains import Family, family_of
from pipeline.reconcile.spelling import fold
from pipeline.schema import Decision, Label

COLUMNS = ("name_a", "name_b", "label", "decision", "who", "when", "why")
NameKey = tuple[Family, str]


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision by a person; ``line`` is where the file says so."""

    name_a: str
    name_b: str
    label: Label | None
    decision: Decision
    who: str = ""
    when: str = ""
    why: str = ""
    line: int = 0


def name_key(name: str, family: Family) -> NameKey:
    """What two spellings of one judged name share: the family and the folded name."""
    folded = fold(name)
    return (family, folded.removeprefix("the ") or folded)


@dataclass(frozen=True, slots=True)
class Judgements:
    """All decisions, with what follows from them: same is transitive, different holds between whole groups."""

    rows: tuple[Judgement, ...] = ()
    _group: tuple[tuple[NameKey, NameKey], ...] = ()

    @classmethod
    def of(cls, rows: Iterable[Judgement], origin: str = "judgements") -> Self:
        """The decisions; raises ``ConfigError`` when two contradict each other, also through third names."""
        rows = tuple(rows)
        group: dict[NameKey, NameKey] = {}
        for row in rows:
            a, b = _keys(row)
            group.setdefault(a, a)
            group.setdefault(b, b)
            if row.decision == Decision.SAME:
                old, new = sorted((_find(group, a), _find(group, b)))
                group[new] = old
        for row in rows:
            a, b = _keys(row)
            if row.decision == Decision.DIFFERENT and _find(group, a) == _find(group, b):
                raise ConfigError(
                    f"{origin}, line {row.line}: {row.name_a!r} and {row.name_b!r} are judged different, but other "
                    "lines judge them same, directly or through a third name; remove one of the lines"
                )
        return cls(rows, tuple(sorted((key, _find(group, key)) for key in group)))

    @classmethod
    def read(cls, path: str | Path) -> Self:
        """The decisions in a CSV with the columns of ``COLUMNS``.

        Raises ``ConfigError`` with file and line for a missing column, an unknown decision or label, or a
        contradiction.
        """
        path = Path(path)
        try:
            with path.open(newline="", encoding="utf-8-sig") as file:
                reader = csv.DictReader(file)
                missing = [column for column in COLUMNS[:4] if column not in (reader.fieldnames or [])]
                if missing:
                    raise ConfigError(f"{path}: no column {', '.join(missing)}; needed: {', '.join(COLUMNS)}")
                rows = [_read_row(row, f"{path}, line {reader.line_num}", reader.line_num) for row in reader]
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            raise ConfigError(f"{path}: cannot read the judgements ({error}); check reconcile.judgements") from error
        return cls.of(rows, str(path))

    def groups(self) -> dict[NameKey, NameKey]:
        """For each judged name the name that stands for its group."""
        return dict(self._group)

    def different(self) -> frozenset[frozenset[NameKey]]:
        """The pairs of groups that must stay apart."""
        group = self.groups()
        pairs = (map(group.__getitem__, _keys(row)) for row in self.rows if row.decision == Decision.DIFFERENT)
        return frozenset(frozenset(pair) for pair in pairs)


def _keys(row: Judgement) -> tuple[NameKey, NameKey]:
    family = family_of(row.label)
    return name_key(row.name_a, family), name_key(row.name_b, family)


def _find(group: dict[NameKey, NameKey], key: NameKey) -> NameKey:
    while group[key] != key:
        key = group[key]
    return key


def _read_row(row: dict[str, str | None], where: str, line: int) -> Judgement:
    values = {column: (row.get(column) or "").strip() for column in COLUMNS}
    if not values["name_a"] or not values["name_b"]:
        raise ConfigError(f"{where}: name_a and name_b must both be given")
    if values["decision"] not in ("same", "different", "unsure"):
        raise ConfigError(f"{where}: decision {values['decision']!r}; allowed: same, different, unsure")
    try:
        label = Label(values["label"]) if values["label"] else None
    except ValueError as error:
        raise ConfigError(f"{where}: label {values['label']!r}; allowed: {', '.join(Label)}") from error
    return Judgement(values["name_a"], values["name_b"], label, Decision(values["decision"]), values["who"],
                     values["when"], values["why"], line)  # fmt: skip
