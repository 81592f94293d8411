"""Reads a gold file, and refuses one that does not fit its format or its texts.

Gold is JSON Lines, one article a line: ``article_id``, ``path``, ``sha256``, ``published`` and, for each table that was
annotated, an array of rows with the columns of the table; ``traps`` are spans that must not be rows of amounts or
dates. An absent array says that the table was not annotated, an empty one that there is nothing to find.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from pipeline.config import ReadConfig
from pipeline.errors import ConfigError, GoldError
from pipeline.evaluate.gold_rows import Trap, Where, read_rows, read_traps
from pipeline.evaluate.observation import SPECS, Observation
from pipeline.read_encoding import decode_page
from pipeline.read_files import Kind, ending_of, kind_of
from pipeline.read_gzip import read_whole

ARTICLE_KEYS: Final = ("article_id", "path", "sha256", "published")


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """One annotated article. ``rows`` has an entry for each annotated table.

    ``checked`` says whether the text was at hand, so that every text of its rows is known to equal the raw slice.
    """

    article_id: str
    path: str | None
    sha256: str | None
    published: str | None
    rows: Mapping[str, tuple[Observation, ...]] = field(default_factory=dict)
    traps: tuple[Trap, ...] = ()
    checked: bool = False


def read_gold(path: str | Path, texts: Mapping[str, str] | None = None) -> tuple[GoldArticle, ...]:
    """The articles of a gold file in its order.

    ``texts`` gives raw texts by article id; where it has none, ``path`` of the article is looked up from the folder of
    the gold file, its parent and the current folder. An article whose text is not found is not checked against it.
    Raises ``ConfigError`` when the file cannot be read and ``GoldError`` with file, line, article and reason for
    anything in it that is wrong.
    """
    path = Path(path)
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot read the gold file ({error}); check --gold") from error
    articles: dict[str, tuple[int, GoldArticle]] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        article = _read_article(line, Where(path, number), texts or {})
        if article.article_id in articles:
            earlier = articles[article.article_id][0]
            Where(path, number, article.article_id).fail(f"the article stands on line {earlier} already")
        articles[article.article_id] = (number, article)
    if not articles:
        raise GoldError(f"{path}: no articles; a gold file has one JSON object a line, one line an article")
    return tuple(article for _, article in articles.values())


def _read_article(line: str, where: Where, texts: Mapping[str, str]) -> GoldArticle:
    try:
        data = json.loads(line)
    except ValueError as error:
        where.fail(f"not valid JSON: {error}")
    if not isinstance(data, dict) or not isinstance(data.get("article_id"), str) or not data["article_id"]:
        where.fail("not a JSON object with a text as article_id")
    where = Where(where.path, where.line, data["article_id"])
    _check_keys(data, where)
    raw = _raw_text(data, where, texts)
    is_page = data["path"] is not None and kind_of(Path(data["path"])) is Kind.PAGE
    where = Where(where.path, where.line, where.article_id, raw=raw, is_page=is_page)
    return GoldArticle(
        article_id=data["article_id"],
        path=data["path"],
        sha256=data["sha256"],
        published=data["published"],
        rows={name: tuple(read_rows(data[name], spec, where)) for name, spec in SPECS.items() if name in data},
        traps=tuple(read_traps(data.get("traps", []), where)),
        checked=where.raw is not None,
    )


def _check_keys(data: Mapping[str, Any], where: Where) -> None:
    for key in ARTICLE_KEYS:
        if key not in data:
            where.fail(f"{key} is missing; give null where it is not known")
        if not isinstance(data[key], str | None):
            where.fail(f"{key} = {data[key]!r} is neither a text nor null")
    known = (*ARTICLE_KEYS, *SPECS, "traps")
    for key in data:
        if key not in known:
            where.fail(f"unknown array or key {key!r}; allowed: {', '.join(known)}")


def _raw_text(data: Mapping[str, str | None], where: Where, texts: Mapping[str, str]) -> str | None:
    """The raw text of the article, newlines untouched, or the source of its page; None where it is not at hand."""
    given = texts.get(str(data["article_id"]))
    path = data["path"]
    if given is not None or path is None:
        return given
    for folder in (where.path.parent, where.path.parent.parent, Path()):
        file = folder / path
        if file.is_file():
            packed, content = read_whole(file, ReadConfig(), packed=ending_of(file).endswith(".gz"))
            digest = sha256(packed).hexdigest()
            if data["sha256"] is not None and data["sha256"].lower() != digest:
                where.fail(f"sha256 is {data['sha256']}, that of {file} is {digest}: this is not the annotated text")
            if kind_of(file) is Kind.PAGE:
                return decode_page(content, ReadConfig())[0]
            return content.decode("utf-8", "replace")
    return None
