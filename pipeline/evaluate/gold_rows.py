"""Reads and checks the rows of one gold article; every complaint names file, line, article, row and reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NoReturn

from pipeline.errors import GoldError
from pipeline.evaluate.observation import Observation, TableSpec, Value, column_types, read_decimal
from pipeline.pages.evidence import evidence
from pipeline.schema import (
    Act,
    AmountKind,
    AmountModifier,
    Anchor,
    DateKind,
    DateModifier,
    Form,
    Label,
    QuoteKind,
    Voice,
)

EXTRA_KEYS: Final = ("optional", "why", "comment")
NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    "mentions": ("label", "form", "entity_id"),
    "dates": ("kind", "timex"),
    "amounts": ("kind", "value"),
    "quotes": ("kind", "utterance_id"),
    "claims": ("voice", "act", "proposition_id"),
}
ALLOWED: Final[Mapping[tuple[str, str], tuple[str, ...]]] = {
    (table, column): tuple(str(member) for member in members)
    for table, column, members in (
        ("mentions", "label", Label), ("mentions", "form", Form), ("dates", "kind", DateKind),
        ("dates", "modifier", DateModifier), ("dates", "anchor", Anchor), ("amounts", "kind", AmountKind),
        ("amounts", "modifier", AmountModifier), ("quotes", "kind", QuoteKind), ("claims", "voice", Voice),
        ("claims", "act", Act),
    )
}  # fmt: skip
ALIASES: Final[Mapping[str, str]] = {"GROUP": str(Label.NORP)}  # gold's older name of the label
JSON_TYPES: Final[Mapping[str, tuple[tuple[type, ...], str]]] = {
    "int": ((int,), "a whole number"),
    "bool": ((bool,), "true or false"),
    "float": ((int, float), "a number"),
    "Decimal": ((str, int), "a decimal number in quotation marks"),
}


@dataclass(frozen=True, slots=True)
class Trap:
    """A stretch that must not become a row of amounts or dates, and why."""

    start: int
    end: int
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Where:
    """The place that an error message names, and the article's raw text where it is at hand.

    ``is_page`` says that the raw text is the source of a web page.
    """

    path: Path
    line: int
    article_id: str | None = None
    row: str | None = None
    raw: str | None = None
    is_page: bool = False

    def fail(self, reason: str) -> NoReturn:
        """Raise ``GoldError`` with the place and the reason."""
        article = f"article {self.article_id}: " if self.article_id is not None else ""
        row = f"{self.row}: " if self.row is not None else ""
        raise GoldError(f"{self.path}:{self.line}: {article}{row}{reason}")

    def at(self, row: str) -> Where:
        """The same place, narrowed to a row such as ``quotes[3]``."""
        return Where(self.path, self.line, self.article_id, row, self.raw, self.is_page)


def read_rows(data: object, spec: TableSpec, where: Where) -> Iterator[Observation]:
    """The rows of one array of a gold article; raises ``GoldError`` at the first that is wrong."""
    types, scored_columns = column_types(spec.row), set(spec.scored[4:])
    seen: dict[object, str] = {}
    for number, row in enumerate(_objects(data, spec.name, where)):
        here = where.at(f"{spec.name}[{number}]")
        check_span(row, NEEDED[spec.name], here)
        for key in row:
            if key not in types and key not in EXTRA_KEYS:
                here.fail(f"unknown key {key!r}; allowed: {', '.join((*types, *EXTRA_KEYS))}")
        optional = row.get("optional", False)
        if not isinstance(optional, bool):
            here.fail(f"optional = {optional!r} is neither true nor false")
        values = {key: _value(row[key], (spec.name, key), types[key], here) for key in row if key in types}
        for prefix in spec.spans:
            _check_named_span(values, prefix, here)
        scored = {key: value for key, value in values.items() if key in scored_columns}
        found = Observation(
            spec.name, str(where.article_id), row["start"], row["end"], row["text"], scored, optional=optional
        )
        if found.sort_key in seen:
            here.fail(f"the same row as {seen[found.sort_key]}")
        seen[found.sort_key] = f"{spec.name}[{number}]"
        yield found


def read_traps(data: object, where: Where) -> Iterator[Trap]:
    """The traps of a gold article; raises ``GoldError`` at the first that is wrong."""
    for number, row in enumerate(_objects(data, "traps", where)):
        check_span(row, ("why",), where.at(f"traps[{number}]"))
        yield Trap(row["start"], row["end"], row["text"], str(row["why"]))


def check_span(row: Mapping[str, Any], needed: tuple[str, ...], where: Where) -> None:
    """Raise ``GoldError`` unless the row has the needed keys and its text is the raw slice that its offsets name."""
    for key in ("start", "end", "text", *needed):
        if key not in row:
            where.fail(f"{key} is missing; give null where it is not known")
    for key in ("start", "end"):
        if not isinstance(row[key], int) or isinstance(row[key], bool):
            where.fail(f"{key} = {row[key]!r} is not a whole number")
    if not isinstance(row["text"], str):
        where.fail(f"text = {row['text']!r} is not a text")
    _check_slice((row["start"], row["end"]), row["text"], "", where)


def _objects(data: object, name: str, where: Where) -> list[dict[str, Any]]:
    if not isinstance(data, list) or not all(isinstance(row, dict) for row in data):
        where.fail(f"{name} is not an array of objects")
    return data


def _value(value: object, column: tuple[str, str], kind: str, where: Where) -> Value:
    """The value of a cell, with the type that the table declares."""
    if value is None:
        return None
    types, wanted = JSON_TYPES.get(kind, ((str,), "a text"))
    if not isinstance(value, types) or (isinstance(value, bool) and kind != "bool"):
        where.fail(f"{column[1]} = {value!r} is not {wanted}")
    if kind == "Decimal":
        try:
            return read_decimal(str(value))
        except ValueError as error:
            where.fail(f"{column[1]}: {error}")
    if column == ("mentions", "label"):
        value = ALIASES.get(str(value), value)
    if column in ALLOWED and value not in ALLOWED[column]:
        where.fail(f"unknown {column[1]} {value!r}; allowed: {', '.join(ALLOWED[column])}")
    return value if isinstance(value, bool | int) else str(value)


def _check_named_span(values: Mapping[str, Value], prefix: str, where: Where) -> None:
    """Raise ``GoldError`` unless the offsets of a speaker, claimant or cue are both null or name their text."""
    start, end, text = (values.get(f"{prefix}_{part}") for part in ("start", "end", "text"))
    if start is None and end is None:
        return
    if not isinstance(start, int) or not isinstance(end, int):
        where.fail(f"{prefix}_start = {start!r} and {prefix}_end = {end!r}: give both or neither")
    _check_slice((start, end), str(text) if text is not None else None, f"{prefix}_", where)


def _check_slice(span: tuple[int, int], text: str | None, prefix: str, where: Where) -> None:
    start, end = span
    if not 0 <= start < end:
        where.fail(f"{prefix}start {start} and {prefix}end {end} are out of order; offsets are half-open, start < end")
    if where.raw is None or text is None or where.raw[start:end] == text:
        return
    found = where.raw[start:end]
    if where.is_page and evidence(found) == " ".join(text.split()):
        return
    where.fail(f"{prefix}text is {text!r}, but the raw text {start}-{end} is {found!r}{_shift(where.raw, span, text)}")


def _shift(raw: str, span: tuple[int, int], text: str) -> str:
    """A guess at how the offsets came to be wrong, for the end of a message; empty where there is none."""
    start, end = span
    if "\r\n" in raw and raw.replace("\r\n", "\n")[start:end] == text:
        return "; the offsets were counted after each CRLF had become LF, count them in the file as it stands"
    if raw.startswith("\ufeff") and raw[start + 1 : end + 1] == text:
        return "; the offsets leave out the byte order mark that opens the file"
    data = raw.encode("utf-8", "surrogatepass")
    if data[start:end].decode("utf-8", "replace") == text:
        return "; the offsets count bytes, count code points"
    at = raw.find(text, max(0, start - 50), end + 50)
    return f"; it stands at {at}-{at + len(text)}" if at >= 0 else ""
