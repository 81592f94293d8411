"""Raw news articles in, tidy tables out: who said what, who claimed what, how much, when, and who is who.

from pipeline import Config, load_tables, run_pipeline
run_pipeline(["corpus/raw"], "outputs", Config())
load_tables("outputs").quotes.head()
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.config import Config

if TYPE_CHECKING:
    from pipeline.run import run_pipeline
    from pipeline.tables.store import Tables, load_tables

__all__ = ["Config", "Tables", "load_tables", "run_pipeline"]


def __getattr__(name: str) -> Any:
    # Loaded on first use: the language library takes a second to import, and `newsledger --help` needs none of it.
    if name == "run_pipeline":
        from pipeline.run import run_pipeline

        return run_pipeline
    if name in {"load_tables", "Tables"}:
        from pipeline.tables import store

        return getattr(store, name)
    raise AttributeError(f"module 'pipeline' has no attribute {name!r}")
