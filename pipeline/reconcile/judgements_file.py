"""The file of decisions by people: one CSV line a decision, read as spreadsheets leave it, changed line by line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from pipeline.errors import ConfigError
from pipeline.files import replace_file
from pipeline.read_files import DECISIONS
from pipeline.schema import Decision, Label

COLUMNS = ("name_a", "name_b", "label", "decision", "who", "when", "why", "where")
NEEDED = ("name_a", "name_b", "decision")
OTHER_NAMES = {"by": "who", "date": "when"}  # columns that people write for ours
ALONE, EVERYWHERE = "alone", "everywhere"  # where a decision holds; in doubt "same" is narrow and "different" wide
BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision by a person; ``line`` is where the file says so, 0 for one that stands in no file.

    ``is_alone``: the names are meant only where an article gives no fuller name. "Burrow" in an article that also has
    "Claire Burrow" is hers then, whatever is judged about a Burrow in another. Else every mention of them is meant. A
    file that does not say so means the first by "same" and the second by "different": what is in doubt stays apart.
    """

    name_a: str
    name_b: str
    label: Label | None
    decision: Decision
    who: str = ""
    when: str = ""
    why: str = ""
    line: int = 0
    is_alone: bool = False

    @property
    def pair(self) -> frozenset[str]:
        """The two names, whichever comes first."""
        return frozenset((self.name_a, self.name_b))

    def value(self, column: str) -> str:
        """What stands in a column of the file."""
        if column == "where":
            return ALONE if self.is_alone else EVERYWHERE
        return str(getattr(self, column) or "")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The file as it stands: the cells of each line, further columns too, with the decision that they make.

    ``header`` is as written; ``rows`` has no decision for an empty line.
    """

    header: tuple[str, ...] = COLUMNS
    rows: tuple[tuple[tuple[str, ...], Judgement | None], ...] = ()
    delimiter: str = ","
    mark: str = ""

    @property
    def judgements(self) -> tuple[Judgement, ...]:
        """The decisions in the order of the lines."""
        return tuple(judgement for _, judgement in self.rows if judgement is not None)

    @classmethod
    def read(cls, path: Path) -> Self:
        """The file at ``path``, with the columns of ``COLUMNS``, of which only ``NEEDED`` must be there.

        Spreadsheets may have left a byte order mark, semicolons or tabs for commas, Windows-1252 or UTF-16, empty
        lines, further columns, other capitals. Raises ``ConfigError`` with file, line and value for what cannot be
        understood.
        """
        try:
            text = _decode(path.read_bytes())
            lines = io.StringIO(text.removeprefix(BOM), newline="")
            first = lines.readline()
            delimiter = max(",;\t", key=first.count)
            reader = csv.reader(io.StringIO(text.removeprefix(BOM), newline=""), delimiter=delimiter, strict=True)
            cells = [(tuple(row), reader.line_num) for row in reader]
        except OSError as error:
            raise ConfigError(
                f"{path}: cannot read the judgements ({error.strerror}); check --judgements or reconcile.judgements"
            ) from error
        except (UnicodeDecodeError, csv.Error) as error:
            raise ConfigError(f"{path}: is not a CSV file ({error}); save it as CSV in UTF-8") from error
        header = cells[0][0] if cells else ()
        missing = [column for column in NEEDED if column not in _columns(header)]
        if missing:
            raise ConfigError(f"{path}, line 1: no column {', '.join(missing)}; the columns are {', '.join(COLUMNS)}")
        rows = tuple((row, _judgement(row, _columns(header), path, line)) for row, line in cells[1:])
        return cls(header, rows, delimiter, BOM if text.startswith(BOM) else "")

    def with_judgement(self, judgement: Judgement, instead_of: Judgement | None) -> Self:
        """The file with a decision, in the line of another or at the end."""
        columns = _columns(self.header)
        header = (*self.header, *(column for column in COLUMNS if column not in columns))
        columns = _columns(header)
        at = next((n for n, (_, old) in enumerate(self.rows) if old is not None and old == instead_of), len(self.rows))
        old = self.rows[at][0] if at < len(self.rows) else ()
        padded = (*old, *[""] * (len(header) - len(old)))
        cells = tuple(
            judgement.value(column) if column in COLUMNS else cell
            for column, cell in zip(columns, padded, strict=False)
        )
        return replace(self, header=header, rows=(*self.rows[:at], (cells, judgement), *self.rows[at + 1 :]))

    def without(self, judgement: Judgement) -> Self:
        """The file without a decision."""
        return replace(self, rows=tuple(row for row in self.rows if row[1] != judgement))

    def write(self, path: Path) -> None:
        """Put it in place of the file, in one step; raises ``ConfigError`` when it cannot be written."""
        text = io.StringIO(newline="")
        plain = csv.writer(text, delimiter=self.delimiter, lineterminator="\n")
        # Before CPython 3.11.9 a lone carriage return in a bare cell splits the line.
        quoted = csv.writer(text, delimiter=self.delimiter, lineterminator="\n", quoting=csv.QUOTE_ALL)
        for cells in (self.header, *(cells for cells, _ in self.rows)):
            (quoted if any("\r" in cell for cell in cells) else plain).writerow(cells)
        replace_file(path, self.mark + text.getvalue())


def read_judgements(path: Path) -> tuple[Judgement, ...]:
    """The decisions in a file, as ``Sheet.read`` takes them."""
    return Sheet.read(path).judgements


def find_judgements(inputs: Sequence[Path]) -> Path | None:
    """The ``judgements.csv`` beside an input or in it: ``corpus/judgements.csv`` for ``corpus/raw``; None for none.

    Raises ``ConfigError`` where there is more than one.
    """
    places = [folder / DECISIONS for given in inputs for folder in (given.parent, given)]
    found = {path for path in places if path.is_file() and path not in inputs}
    if len(found) > 1:
        raise ConfigError(
            f"{', '.join(map(str, sorted(found)))}: more than one file of judgements lies beside the inputs; name the "
            "one to use with --judgements"
        )
    return next(iter(found), None)


def _decode(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252")


def _columns(header: Iterable[str]) -> list[str]:
    names = (name.strip().lower() for name in header)
    return [OTHER_NAMES.get(name, name) for name in names]


def _judgement(cells: tuple[str, ...], columns: list[str], path: Path, line: int) -> Judgement | None:
    """The decision of one line, None for an empty one."""
    if not any(cell.strip() for cell in cells):
        return None
    given = dict(zip(columns, (" ".join(cell.split()) for cell in cells), strict=False))
    values = {column: given.get(column, "") for column in COLUMNS}
    decision, label, where = values["decision"].lower(), values["label"].upper(), values["where"].lower()
    for column, value, allowed in (
        ("decision", decision, [*Decision]), ("label", label, [*Label, ""]), ("where", where, [ALONE, EVERYWHERE, ""])
    ):  # fmt: skip
        if value not in allowed:
            listed = ", ".join(x or "or empty" for x in allowed)
            raise ConfigError(f"{path}, line {line}: {column} {values[column]!r}; allowed: {listed}")
    for column in ("name_a", "name_b"):
        if not values[column]:
            raise ConfigError(f"{path}, line {line}: no {column}; name_a and name_b must both be given")
    return Judgement(
        values["name_a"], values["name_b"], Label(label) if label else None, Decision(decision),
        values["who"], values["when"], values["why"], line, where == ALONE or (not where and decision != "different"),
    )  # fmt: skip
