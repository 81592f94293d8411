"""No regular expression of the package takes more than linear time; new patterns are found by themselves.

A pattern counts with the methods that the package calls on it: one that is only matched at the start of a text is not
searched for at each of its characters. Row 15 of the matrix of bad inputs is here.
"""

from __future__ import annotations

import ast
import importlib
import re
import time
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "pipeline"
UNITS = (" ", "a", '"', "$1,", "Mr. ")  # of row 15
OTHERS = ("(", "-", "1", "A", "\n", ", ", "a.", " a", " A", "the ", "=")
ENDS = ("", "!")  # the second spoils a match that has taken the whole run
SIZE = 2_000  # characters
SLOW = {20: 0.02, 200: 0.005, SIZE: 0.05}  # seconds that no linear pattern needs for so few characters
FAST = 0.000_1  # seconds; what is faster for SIZE is measured on LARGE instead, on which it takes 0.005 when linear
LARGE, LONGEST = 100_000, 0.2  # characters, seconds; a quadratic pattern that takes FAST for SIZE takes 0.25
LINEAR = 9.0  # time of four times the text over that of the text: 3 for each doubling
METHODS = frozenset({"search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split", "scanner"})


def modules() -> list[str]:
    """Names of all modules of the package but its door."""
    paths = (
        path.relative_to(PACKAGE.parent).with_suffix("") for path in PACKAGE.rglob("*.py") if "model" not in path.parts
    )
    names = (".".join(part for part in path.parts if part != "__init__") for path in paths)
    return sorted(name for name in names if name != "pipeline.__main__")


def patterns(module: str) -> Iterator[tuple[str, re.Pattern[str]]]:
    """The compiled patterns at the top of a module: constants, also in tuples, and what cached functions return."""
    for name, value in vars(importlib.import_module(module)).items():
        made = getattr(value, "__module__", None) == module and hasattr(value, "cache_info")
        if made and not value.__wrapped__.__code__.co_argcount:
            value = value()
        for pattern in _inside(value):
            yield name, pattern


def _inside(value: object, depth: int = 3) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif depth and isinstance(value, (tuple, list, dict)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _inside(inner, depth - 1)


@cache
def methods() -> dict[str, frozenset[str]]:
    """The methods that the package calls on each name, or on what a function of that name returns."""
    found: dict[str, set[str]] = {}
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in METHODS:
                owner = node.value.func if isinstance(node.value, ast.Call) else node.value
                name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
                found.setdefault(name, set()).add(node.attr)
    return {name: frozenset(used) for name, used in found.items()}


def written(module: str) -> Iterator[tuple[str, re.Pattern[str]]]:
    """The patterns that stand in calls of ``re``, in functions too."""
    path = Path(importlib.import_module(module).__file__ or "")
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            owner, first = node.func.value, node.args[0]
            is_re = isinstance(owner, ast.Name) and owner.id == "re" and node.func.attr in METHODS
            if is_re and isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield f"line {node.lineno}", re.compile(first.value)


def uses(name: str) -> list[str]:
    """What the package does with a pattern; everything where that cannot be seen."""
    used = methods().get(name, frozenset(METHODS))
    return [*sorted(used & {"match", "fullmatch"}), *(["findall"] if used - {"match", "fullmatch"} else [])]


def run_of(unit: str, size: int) -> str:
    return (unit * (size // len(unit) + 1))[:size]


def seconds(pattern: re.Pattern[str], method: str, text: str, most: float = 0.0) -> float:
    """The time that a pattern takes; when that is more than ``most``, the best of three."""
    use = getattr(pattern, method)
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        use(text)
        best = min(best, time.process_time() - start)
        if best <= most:
            break
    return best


def is_slow(pattern: re.Pattern[str], method: str, unit: str, end: str) -> bool:
    """Whether the time grows faster than the text; measured again before it is believed."""

    def taken(size: int, most: float = 0.0) -> float:
        return seconds(pattern, method, run_of(unit, size) + end, most)

    last = 0.0
    for size, slow in SLOW.items():
        last = taken(size, slow)
        if last > slow:
            return True
    if last < FAST:  # too fast for growth to be told from noise
        return bool(end) and unit in UNITS and taken(LARGE, LONGEST) > LONGEST
    if last < LINEAR * taken(SIZE // 4, 1.0):
        return False
    return all(taken(SIZE) > LINEAR * taken(SIZE // 4) for _ in range(3))


@cache
def fails(pattern: re.Pattern[str], method: str) -> str | None:
    """The first run for which a pattern takes too long; None when there is none."""
    runs = [*product(UNITS, ENDS), *product(OTHERS, ENDS[1:])]
    for unit, end in runs:
        if is_slow(pattern, method, unit, end):
            return f"{method} on {unit!r} before {end!r}"
    return None


@pytest.mark.parametrize("module", modules())
def test_every_pattern_of_a_module_takes_linear_time(module: str) -> None:
    found = [(name, pattern, use) for name, pattern in patterns(module) for use in uses(name)]
    found += [(name, pattern, "findall") for name, pattern in written(module)]
    assert {name: why for name, pattern, use in found if (why := fails(pattern, use)) is not None} == {}


@pytest.mark.parametrize(
    ("pattern", "method"),
    [
        (r"\s+$", "findall"),
        (r"\s*,\s+", "findall"),
        (r"[\w'-]* [A-Z]\w+", "findall"),
        (r"(?:.*/)?WebPage", "findall"),
        (r"[\s-]*-[\s-]*", "fullmatch"),
        (r"(?:a+)+!?b", "match"),
    ],
)
def test_a_pattern_that_takes_more_is_found(pattern: str, method: str) -> None:
    assert fails(re.compile(pattern), method) is not None


def test_patterns_are_found_wherever_they_stand() -> None:
    found = [(module, name) for module in modules() for name, _ in (*patterns(module), *written(module))]
    assert ("pipeline.pages.tags", "ATTRIBUTE") in found
    assert ("pipeline.pages.tags", "MARKED") in found  # in a tuple
    assert any(name.startswith("line ") for _, name in found)
    assert len(found) > 200
