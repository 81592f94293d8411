"""One row of a table as the evaluation sees it, from gold or from a run, and which of its columns are scored.

Offsets are half-open code points of the raw file as read, as in the tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal, InvalidOperation
from typing import Final

from pipeline.rows import AmountRow, ClaimRow, DateRow, MentionRow, QuoteRow

Value = str | int | Decimal | bool | None
RowType = type[MentionRow] | type[DateRow] | type[AmountRow] | type[QuoteRow] | type[ClaimRow]


@dataclass(frozen=True, slots=True)
class TableSpec:
    """What is scored in one table.

    ``type_column`` must agree for a typed match. ``values`` are compared as they stand, ``spans`` are prefixes of
    ``_start``, ``_end`` and ``_text`` columns, ``entity`` is compared as a cluster, ``group`` says which rows belong
    together. Rows are left out whose ``part`` (form, voice) gold does not annotate; ``parts`` is what gold without any
    row of the table is taken to annotate.
    """

    row: RowType
    type_column: str
    values: tuple[str, ...] = ()
    spans: tuple[str, ...] = ()
    entity: str | None = None
    group: str | None = None
    part: str | None = None
    parts: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """The table's name."""
        return self.row.table

    @property
    def scored(self) -> tuple[str, ...]:
        """The columns that scoring reads, keys first."""
        spans = tuple(f"{prefix}_{part}" for prefix in self.spans for part in ("start", "end", "text"))
        named = (self.type_column, *self.values, *spans, self.entity, self.group, self.part)
        return ("article_id", "start", "end", "text", *dict.fromkeys(name for name in named if name))


SPECS: Final[Mapping[str, TableSpec]] = {
    spec.name: spec
    for spec in (
        TableSpec(MentionRow, "label", entity="entity_id", part="form", parts=frozenset({"name"})),
        TableSpec(DateRow, "kind", values=("timex", "first_day", "last_day", "modifier")),
        TableSpec(AmountRow, "kind", values=("value", "low", "high", "currency", "unit", "modifier")),
        TableSpec(QuoteRow, "kind", spans=("speaker", "cue"), entity="speaker_id", group="utterance_id"),
        TableSpec(
            ClaimRow,
            "voice",
            values=("act",),
            spans=("claimant", "cue"),
            entity="claimant_id",
            group="proposition_id",
            part="voice",
            parts=frozenset({"quoted", "reported"}),
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Observation:
    """A row with its scored values; a column that gold does not give is absent from ``values``, null is None."""

    table: str
    article_id: str
    start: int
    end: int
    text: str
    values: Mapping[str, Value] = field(default_factory=dict)
    optional: bool = False

    @property
    def spec(self) -> TableSpec:
        """What is scored in the row's table."""
        return SPECS[self.table]

    @property
    def type(self) -> str:
        """The label of a mention, the voice of a claim, the kind of anything else; ``none`` where it is null."""
        value = self.values.get(self.spec.type_column)
        return "none" if value is None else str(value)

    @property
    def part(self) -> str | None:
        """The form of a mention, the voice of a claim."""
        return None if self.spec.part is None else str(self.values.get(self.spec.part))

    @property
    def sort_key(self) -> tuple[int, int, str, str]:
        """A total order of distinguishable rows, so that no result hangs on the order of the file."""
        return self.start, self.end, self.type, repr(sorted((name, str(value)) for name, value in self.values.items()))

    def span_of(self, prefix: str) -> tuple[int, int] | None:
        """The offsets in the columns ``PREFIX_start`` and ``PREFIX_end``; None where they are null."""
        start, end = self.values.get(f"{prefix}_start"), self.values.get(f"{prefix}_end")
        return (start, end) if isinstance(start, int) and isinstance(end, int) else None


def column_types(row: RowType) -> dict[str, str]:
    """The columns of a table, each with int, Decimal, bool, float, date or str, as ``rows.py`` declares them."""
    return {f.name: str(f.type).removesuffix(" | None") for f in fields(row)}


def read_value(text: str, kind: str) -> Value:
    """The value that a cell of the given column type holds; None for an empty one. Raises ``ValueError``.

    Floats and dates stay text: no score depends on a float, and ISO dates compare as text.

    >>> read_value("1000000.0", "Decimal") == read_value("1E+6", "Decimal"), read_value("", "int")
    (True, None)
    """
    if text == "":
        return None
    if kind == "int":
        return int(text)
    if kind == "bool":
        if text not in ("true", "false"):
            raise ValueError(f"{text!r} is not true or false")
        return text == "true"
    return read_decimal(text) if kind == "Decimal" else text


def read_decimal(text: str) -> Decimal:
    """The exact decimal that the text holds. Raises ``ValueError``, also for infinity and not-a-number."""
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise ValueError(f"{text!r} is not a decimal number") from error
    if not number.is_finite():
        raise ValueError(f"{text!r} is not a finite number")
    return number
