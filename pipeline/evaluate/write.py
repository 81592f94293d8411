"""Writes the errors and the scores of an evaluation to files, each replaced as a whole or not at all."""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import ConfigError
from pipeline.evaluate.evaluation import Evaluation
from pipeline.evaluate.mistakes import to_csv
from pipeline.evaluate.render import to_json


def write_errors(evaluation: Evaluation, path: str | Path) -> None:
    """Write every miss, false row and wrong field to a CSV file."""
    replace_file(path, to_csv(evaluation.mistakes))


def write_json(evaluation: Evaluation, path: str | Path) -> None:
    """Write all scores to a JSON file."""
    replace_file(path, to_json(evaluation))


def replace_file(path: str | Path, text: str) -> None:
    """Put a UTF-8 file in place of the older one in one step; raises ``ConfigError`` when it cannot be written."""
    path = Path(path)
    partial = path.with_name(path.name + ".partial")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.write_text(text, encoding="utf-8", newline="")
        partial.replace(path)
    except OSError as error:
        raise ConfigError(f"{path}: cannot be written ({error.strerror}); choose another file") from error
