"""The configuration refuses what it does not know."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from pipeline.config import Config, ReadConfig
from pipeline.errors import ConfigError


def test_load_reads_given_keys_and_keeps_defaults(tmp_path: Path) -> None:
    path = tmp_path / "c.toml"
    path.write_text("[read]\nmax_chars = 10\n[dates]\nfiscal_year_starts = 7\n")
    config = Config.load(path)
    assert config.read == ReadConfig(max_chars=10)
    assert config.dates.fiscal_year_starts == 7
    assert config.parse == Config().parse


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[reads]\n", ["[reads]", "read, parse"]),
        ("[read]\nmax_char = 1\n", ["read.max_char", "max_chars"]),
        ('[read]\nmax_chars = "many"\n', ["read.max_chars", "'many'", "int"]),
        ("[read]\nmax_chars = true\n", ["read.max_chars", "True"]),
        ("read = 3\n", ["section", "[read]"]),
        ("[read\n", ["TOML"]),
    ],
)
def test_load_names_file_value_and_what_is_allowed(tmp_path: Path, text: str, words: list[str]) -> None:
    path = tmp_path / "c.toml"
    path.write_text(text)
    with pytest.raises(ConfigError) as caught:
        Config.load(path)
    assert all(word in str(caught.value) for word in [str(path), *words])


def test_load_of_missing_file_says_which_option() -> None:
    with pytest.raises(ConfigError, match=r"nowhere\.toml.*--config"):
        Config.load("nowhere.toml")


def test_every_section_has_defaults_for_every_key() -> None:
    for section in fields(Config):
        getattr(Config(), section.name)
