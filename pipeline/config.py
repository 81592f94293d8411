"""The configuration: one frozen record, read from TOML, unknown keys refused."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Self, TypeVar

from pipeline.errors import ConfigError

S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class ReadConfig:
    """How files are read."""

    max_chars: int = 1_000_000  # spaCy's own limit; about 160,000 words, far over any article
    max_bytes: int = 50_000_000  # a JSON line, text file or page above this, unpacked, is not an article
    max_page_chars: int = 20_000_000  # source of a web page, trafilatura's own limit; max_chars is for the text in it
    encoding: str = "auto"  # auto: BOM, UTF-8, a page's declaration, Windows-1252, recorded; strict: no guess
    min_duplicate_chars: int = 200  # equal contents below this may be chance, and are read twice


@dataclass(frozen=True, slots=True)
class ParseConfig:
    """How the language model runs."""

    model: str | None = None  # None: the bundled model
    batch_size: int = 32  # articles in one nlp.pipe batch
    threads: int = 1  # windows that the bundled encoder reads at once in each process; changes no result


@dataclass(frozen=True, slots=True)
class DatesConfig:
    """How time expressions are read."""

    fiscal_year_starts: int = 10  # month; the US federal fiscal year N starts on 1 October of N - 1


@dataclass(frozen=True, slots=True)
class AmountsConfig:
    """How quantities are read."""

    dollar: str = "USD"  # what a bare $ means


@dataclass(frozen=True, slots=True)
class ReconcileConfig:
    """How names are joined."""

    same_score: float = 0.8  # a probability; at or above: same
    unsure_score: float = 0.5  # at or above, and below same_score: listed as unsure, not joined
    max_block: int = 200  # a block of more names is split by a further key; bounds the pairs compared
    judgements: str | None = None  # CSV of decisions by people; None: none


@dataclass(frozen=True, slots=True)
class Config:
    """Everything that a run can be told; each section goes to the stage of its name."""

    read: ReadConfig = field(default_factory=ReadConfig)
    parse: ParseConfig = field(default_factory=ParseConfig)
    dates: DatesConfig = field(default_factory=DatesConfig)
    amounts: AmountsConfig = field(default_factory=AmountsConfig)
    reconcile: ReconcileConfig = field(default_factory=ReconcileConfig)

    @classmethod
    def load(cls, path: str | Path) -> Self:
        """The configuration in a TOML file; raises ``ConfigError`` for a missing file, bad TOML or an unknown key."""
        path = Path(path)
        try:
            with path.open("rb") as file:
                data = tomllib.load(file)
        except OSError as error:
            raise ConfigError(f"{path}: cannot read the configuration ({error.strerror}); check --config") from error
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise ConfigError(f"{path}: not valid TOML: {error}") from error
        return cls.from_mapping(data, str(path))

    @classmethod
    def from_mapping(cls, data: Mapping[str, Any], origin: str) -> Self:
        """The configuration in nested mappings; ``origin`` names them in errors."""
        sections = {f.name: f.default_factory for f in fields(cls)}
        values: dict[str, Any] = {}
        for name, given in data.items():
            if name not in sections:
                raise ConfigError(f"{origin}: unknown section [{name}]; allowed: {', '.join(sections)}")
            values[name] = _section(sections[name], name, given, origin)  # type: ignore[arg-type]
        return cls(**values)


def _section(kind: type[S], name: str, given: object, origin: str) -> S:
    if not isinstance(given, Mapping):
        raise ConfigError(f"{origin}: {name} must be a section, written [{name}]")
    known = {f.name: f for f in fields(kind)}  # type: ignore[arg-type]
    for key, value in given.items():
        if key not in known:
            raise ConfigError(f"{origin}: unknown key {name}.{key}; allowed: {', '.join(known)}")
        allowed = {"int": (int,), "float": (int, float), "str": (str,), "str | None": (str,)}[str(known[key].type)]
        if not isinstance(value, allowed) or isinstance(value, bool):
            raise ConfigError(f"{origin}: {name}.{key} = {value!r} must be of type {known[key].type}")
    return kind(**given)
