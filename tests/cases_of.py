"""Reads cases that stand as data in ``tests/cases``: known failures become strict expected failures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

CASES = Path(__file__).parent / "cases"


def cases_of(finder: str, *names: str) -> list[Any]:
    """The cases in ``tests/cases/FINDER/NAME.json`` as parameters of a test, each with its label as id."""
    parameters = []
    for name in names:
        for case in json.loads((CASES / finder / f"{name}.json").read_text(encoding="utf-8")):
            marks = [pytest.mark.xfail(strict=True, reason="known failure")] if name == "known-failures" else []
            parameters.append(pytest.param(case, id=f"{name}: {case['label']}", marks=marks))
    return parameters
