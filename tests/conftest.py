"""Fixtures shared by all tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

# One thread of arithmetic a process: workers of pytest-xdist share the cores.
os.environ.setdefault("OMP_NUM_THREADS", "1")

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with public test sets beside the project; tests that need it are skipped without it."""
    if not SHARED.is_dir():
        pytest.skip(f"needs the test sets at {SHARED.name}/, which lie beside the project for its developers only")
    return SHARED
