"""One self-contained HTML page on a folder of tables, for reading and for print."""

from pipeline.report.page import write_report

__all__ = ["write_report"]
