"""Writes single files whole or not at all."""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import ConfigError


def replace_file(path: str | Path, text: str) -> None:
    """Put a UTF-8 file in place of the older one in one step; raises ``ConfigError`` when it cannot be written."""
    path = Path(path)
    partial = path.with_name(path.name + ".partial")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.write_text(text, encoding="utf-8", newline="")
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise ConfigError(f"{path}: cannot be written ({error.strerror}); choose another file") from error
