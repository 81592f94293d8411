"""Writes the errors and the scores of an evaluation to files, each replaced as a whole or not at all."""

from __future__ import annotations

from pathlib import Path

from pipeline.evaluate.evaluation import Evaluation
from pipeline.evaluate.mistakes import to_csv
from pipeline.evaluate.render import to_json
from pipeline.files import replace_file


def write_errors(evaluation: Evaluation, path: str | Path) -> None:
    """Write every miss, false row and wrong field to a CSV file."""
    replace_file(path, to_csv(evaluation.mistakes))


def write_json(evaluation: Evaluation, path: str | Path) -> None:
    """Write all scores to a JSON file."""
    replace_file(path, to_json(evaluation))
