"""Renders the report as one HTML file: no script, nothing loaded from anywhere, every value escaped."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from pipeline.files import replace_file
from pipeline.report.view import Report, read_evidence, read_report

HERE: Final = Path(__file__).parent
# Characters that HTML does not allow (C0 and C1 controls, tab and line feed apart); shown as U+FFFD.
FORBIDDEN: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")


def write_report(tables_dir: str | Path, out: str | Path) -> None:
    """Write the report on the tables in a folder to an HTML file, replaced as a whole or not at all.

    Raises ``ConfigError`` for a missing table and for a file that cannot be written.
    """
    replace_file(out, render_report(read_report(Path(tables_dir))))


def render_report(report: Report) -> str:
    """The page as HTML. Its content security policy allows its own style sheet, by hash, and nothing else."""
    style = (HERE / "report.css").read_text(encoding="utf-8")
    environment = Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_printable,
    )
    digest = b64encode(sha256(style.encode()).digest()).decode()
    environment.globals["read_evidence"] = partial(read_evidence, anchors=report.anchors)
    template = environment.get_template("report.html.jinja")
    return template.render(report=report, style=Markup(style), style_digest=digest)


def _printable(value: object) -> object:
    """The value with forbidden characters replaced; markup of our own and numbers as they are."""
    return FORBIDDEN.sub("\ufffd", value) if isinstance(value, str) and not isinstance(value, Markup) else value
