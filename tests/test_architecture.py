"""The floors of the house: a module imports only from floors below its own, and some libraries stay in their rooms."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FLOORS = (
    ("errors",), ("spans", "files"), ("schema", "rows"), ("config",), ("lexicon",), ("quotation_costs",),
    ("quotation_marks",), ("encoder",), ("schemes",), ("pages",), ("clean",),
    ("read_checks",), ("read_encoding", "read_gzip"), ("read_records", "read_archives"), ("read_files",), ("read",),
    ("parse",),
    ("find.entities", "find.dates", "find.amounts", "find.attributions", "find.sources"),
    ("reconcile",), ("shards",), ("tables",), ("run",), ("evaluate", "report", "review"), ("cli",), ("__main__",),
)  # fmt: skip
ROOMS = {
    "pandas": ("tables", "evaluate", "report"),
    "spacy": ("encoder", "schemes", "parse", "find"),
    "onnxruntime": ("encoder",),
    "tokenizers": ("encoder",),
    "dateparser": ("find.dates",),
    "trafilatura": ("pages",),
    "htmldate": ("pages",),
    "lxml": ("pages",),
    "warcio": ("read_archives",),
    "py3langid": ("clean",),
    "rapidfuzz": ("clean", "reconcile"),
    "rigour": ("find", "reconcile"),
    "typer": ("cli",),
}
MODULES = sorted(p for p in (ROOT / "pipeline").rglob("*.py") if "model" not in p.parts)


def name_of(path: Path) -> str:
    """Dotted name below the package."""
    parts = path.relative_to(ROOT / "pipeline").with_suffix("").parts
    return ".".join(p for p in parts if p != "__init__")


def floor_of(name: str) -> int:
    """Index of the floor on which a module stands; the longest matching entry decides."""
    hits = [(len(e), i) for i, floor in enumerate(FLOORS) for e in floor if name == e or name.startswith(f"{e}.")]
    return max(hits)[1] if hits else -1


def room_of(name: str) -> str:
    """The entry of ``FLOORS`` that holds a module."""
    return max((e for floor in FLOORS for e in floor if name == e or name.startswith(f"{e}.")), key=len, default=name)


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Line and dotted name of every import."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == "pipeline":
            yield from ((node.lineno, f"pipeline.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.lineno, node.module


@pytest.mark.parametrize("path", MODULES, ids=lambda p: name_of(p) or "pipeline")
def test_module_imports_only_from_lower_floors(path: Path) -> None:
    name = name_of(path)
    if name == "":
        pytest.skip("the package root only re-exports")
    here = floor_of(name)
    assert name == "find" or here >= 0, f"{path}: module stands on no floor; add it to FLOORS"
    for line, target in imports(path):
        if target.split(".")[0] != "pipeline":
            continue
        other = target.removeprefix("pipeline").removeprefix(".")
        assert floor_of(other) >= 0, f"{path}:{line} imports from the package root"
        same_room = room_of(other) == room_of(name)
        assert same_room or floor_of(other) < here, f"{path}:{line} imports {target} from a floor above or beside"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: name_of(p) or "pipeline")
def test_libraries_stay_in_their_rooms(path: Path) -> None:
    name = name_of(path)
    for line, target in imports(path):
        rooms = ROOMS.get(target.split(".")[0])
        allowed = rooms is None or any(name == r or name.startswith(f"{r}.") for r in rooms)
        assert allowed, f"{path}:{line} imports {target}; only {rooms} may"


def test_no_module_is_a_drawer_of_odds_and_ends() -> None:
    assert not {p.stem for p in MODULES} & {"utils", "util", "helpers", "common", "misc"}
