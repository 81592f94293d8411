"""Holds the floors: a score that has been reached must not be lost unnoticed.

A baseline names the gold by its digest and gives each score a floor. A change of the gold is a failure too, since then
the floors speak of other rows.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pipeline.errors import ConfigError
from pipeline.evaluate.evaluation import Evaluation
from pipeline.files import replace_file

DIGITS: Final = 4  # floors are rounded down to this, so that the last bit of a float never fails the gate
REMEDY: Final = "if the change is meant, pin the floors anew with permission to lower them"


@dataclass(frozen=True, slots=True)
class Baseline:
    """Floors, 0 to 1, by the name of the score (``Scores.metrics``), and the SHA-256 of the gold they hold for."""

    gold: str
    floors: Mapping[str, float] = field(default_factory=dict)


def check(evaluation: Evaluation, baseline: Baseline) -> list[str]:
    """What is wrong, one sentence a failure: other gold, a score under its floor, a score that is gone. Empty: held."""
    failures = []
    if evaluation.gold_digest != baseline.gold:
        failures.append(
            f"the gold is not the one of the floors (sha256 {evaluation.gold_digest}, floors {baseline.gold}); {REMEDY}"
        )
    metrics = evaluation.scores.metrics()
    for name, floor in sorted(baseline.floors.items()):
        value = metrics.get(name)
        if value is None:
            failures.append(f"{name} is undefined, its floor is {floor:.4f}; {REMEDY}")
        elif value < floor:
            failures.append(f"{name} fell to {value:.4f}, its floor is {floor:.4f}; {REMEDY}")
    return failures


def pin(evaluation: Evaluation, old: Baseline | None, allow_lower: bool = False) -> Baseline:
    """The baseline with every score as its floor.

    A floor of ``old`` that is higher stays, also of a score that is now undefined, unless ``allow_lower``.
    """
    metrics = evaluation.scores.metrics()
    floors = {name: _floor(value) for name, value in metrics.items() if value is not None}
    for name, floor in old.floors.items() if old is not None and not allow_lower else ():
        floors[name] = max(floor, floors.get(name, floor))
    return Baseline(evaluation.gold_digest, dict(sorted(floors.items())))


def read_baseline(path: str | Path) -> Baseline:
    """The baseline in a JSON file; raises ``ConfigError`` when it is missing or is none."""
    path = Path(path)
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: no baseline ({error.strerror}); make one by pinning the floors") from error
    except ValueError as error:
        raise ConfigError(f"{path}: not valid JSON: {error}") from error
    floors = data.get("floors") if isinstance(data, dict) else None
    if not isinstance(floors, dict) or not isinstance(data.get("gold"), str):
        raise ConfigError(f"{path}: not a baseline; it needs gold (a digest) and floors (score by name)")
    for name, floor in floors.items():
        if not isinstance(floor, int | float) or isinstance(floor, bool) or not 0 <= floor <= 1:
            raise ConfigError(f"{path}: the floor of {name} is {floor!r}; floors lie between 0 and 1")
    return Baseline(data["gold"], {name: float(floor) for name, floor in floors.items()})


def write_baseline(baseline: Baseline, path: str | Path) -> None:
    """Write the baseline as JSON."""
    document = {"gold": baseline.gold, "floors": dict(sorted(baseline.floors.items()))}
    replace_file(path, json.dumps(document, indent=2) + "\n")


def _floor(value: float) -> float:
    return math.floor(value * 10**DIGITS) / 10**DIGITS
