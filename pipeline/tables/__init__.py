"""Records to rows to files: where spans become raw offsets, and where tables are written and read."""

from pipeline.tables.assemble import Extracted, assemble_rows
from pipeline.tables.store import load_tables, write_tables

__all__ = ["Extracted", "assemble_rows", "load_tables", "write_tables"]
