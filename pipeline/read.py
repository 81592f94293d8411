"""Files to ``RawArticle``; every input ends as exactly one article or one failure with its reason."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from pipeline.config import ReadConfig
from pipeline.errors import ConfigError
from pipeline.read_checks import Refusal, check_id, check_text, day, day_in_name, decode, without_surrogates
from pipeline.read_records import FIELDS, Metadata, is_metadata, metadata, records
from pipeline.schema import Issue, RawArticle

TEXT: Final = frozenset({".txt"})
RECORDS: Final = frozenset({".jsonl", ".csv", ".parquet"})
LATER: Final = frozenset({".html", ".htm"})
KNOWN: Final = TEXT | RECORDS | LATER


@dataclass(frozen=True, slots=True)
class FailedArticle:
    """An input that could not be read. ``article_id`` is made from the path where the input has no usable id."""

    article_id: str
    path: str
    sha256: str | None
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read, and the input folder that it must not leave (None for a file named by the user)."""

    path: Path
    root: Path | None


def read_corpus(inputs: Sequence[Path], config: ReadConfig) -> Iterator[RawArticle | FailedArticle]:
    """Every article of the files and folders, in the order of their paths, each read when it is asked for.

    Folders are searched to the bottom; hidden files, and files of other kinds, are passed over there. Raises
    ``ConfigError`` at once for a missing input or a folder without articles.
    """
    if not inputs:
        raise ConfigError("no input; give at least one file or folder of articles")
    sources: dict[Path, Source] = {}
    for given in inputs:
        for source in _sources(Path(given)):
            sources.setdefault(source.path.absolute(), source)
    ordered = sorted(sources.values(), key=lambda source: os.fsencode(source.path))
    return _unique(_articles(ordered, config))


# ------------------------------------------------------------------------------------------- which files


def _sources(given: Path) -> list[Source]:
    if not given.exists() and not given.is_symlink():
        raise ConfigError(f"{_shown(given)}: no such file or folder; check the path")
    if not given.is_dir():
        return [Source(given, None)]
    blocked: list[OSError] = []
    found = [Source(path, given) for path in _walk(given, blocked) if path.suffix.lower() in KNOWN]
    found += [Source(Path(error.filename), given) for error in blocked]
    if not any(not is_metadata(source.path) for source in found):
        raise ConfigError(
            f"{_shown(given)}: no articles in this folder; articles are files that end in {', '.join(sorted(KNOWN))}"
        )
    return found


def _walk(folder: Path, blocked: list[OSError]) -> Iterator[Path]:
    """Files below ``folder``, and folders that call themselves articles; links to folders are not followed.

    Folders that cannot be opened end in ``blocked``.
    """
    for parent, folders, files in os.walk(folder, onerror=blocked.append):
        here = Path(parent)
        named = [name for name in folders if Path(name).suffix.lower() in KNOWN or (here / name).is_symlink()]
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in named)
        yield from (here / name for name in sorted(named + files) if not name.startswith("."))


def _articles(sources: Sequence[Source], config: ReadConfig) -> Iterator[RawArticle | FailedArticle]:
    tables: dict[Path, Metadata | None] = {}
    for source in sources:
        try:
            if source.path.is_file() and is_metadata(source.path):
                yield from _missing_texts(metadata(source.path), source)
                continue
            _check_place(source)
            yield from _read(source, tables, config)
        except Refusal as refusal:
            yield _failure(source.path, refusal)
        except OSError as error:
            yield _failure(source.path, Refusal("unreadable", f"cannot be read: {error.strerror or error}"))


def _missing_texts(table: Metadata, source: Source) -> Iterator[FailedArticle]:
    """A failure for each row that names no file; not when the user named single files instead of the folder."""
    for path, row in table.rows.items() if source.root is not None else ():
        if not path.exists():
            why = f"{_shown(table.path)} names {row['path']!a}, which is not there; correct the row or add the file"
            shown = _shown(source.path.parent / row["path"])
            yield FailedArticle(str(row.get("article_id") or Path(row["path"]).stem), shown, None, "missing", why)


def _check_place(source: Source) -> None:
    """Raises ``Refusal`` for what is no plain file inside its input folder; opens nothing, so it never blocks."""
    path = source.path
    if source.root is not None and path.is_symlink():
        try:
            inside = path.resolve(strict=True).is_relative_to(source.root.resolve())
        except (OSError, RuntimeError) as error:
            raise Refusal("unreadable", "a link that leads nowhere") from error
        if not inside:
            raise Refusal("outside", "a link that leads out of the input folder; name its target as an input")
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode) and path.suffix.lower() not in KNOWN and source.root is not None:
        raise Refusal("unreadable", "a folder that cannot be opened; check its permissions")
    if not stat.S_ISREG(mode):
        what = "a folder" if stat.S_ISDIR(mode) else "a pipe, socket or device"
        raise Refusal("not_a_file", f"{what}, not a file")
    if path.suffix.lower() not in KNOWN:
        raise Refusal("unsupported", f"no kind of file that is read; these are: {', '.join(sorted(KNOWN - LATER))}")
    if path.suffix.lower() in LATER:
        raise Refusal("html_unsupported", "HTML is not read yet; give the article's text as .txt or .jsonl")


# --------------------------------------------------------------------------------------------- one file


def _read(
    source: Source, tables: dict[Path, Metadata | None], config: ReadConfig
) -> Iterator[RawArticle | FailedArticle]:
    if source.path.suffix.lower() in TEXT:
        yield _text_file(source.path, _metadata_for(source, tables), config)
        return
    for record in records(source.path, _shown(source.path), config):
        try:
            if record.fields is None:
                raise record.refusal or Refusal("bad_record", "no fields")
            yield _from_record(record.place, record.fields, config)
        except Refusal as refusal:
            yield _failure_at(record.place, _id_of(record.fields), refusal)


def _text_file(path: Path, table: Metadata | None, config: ReadConfig) -> RawArticle | FailedArticle:
    row = table.rows.get(path.absolute(), {}) if table else {}
    article_id = str(row.get("article_id") or path.stem)
    size = path.stat().st_size
    if size > config.max_bytes:
        why = f"{size} bytes, over the limit of {config.max_bytes}; split it or raise read.max_bytes"
        return _failure_at(_shown(path), article_id, Refusal("too_large", why))
    data = path.read_bytes()
    digest = sha256(data).hexdigest()
    try:
        check_id(article_id)
        text, encoding, doubt = decode(data, config)
        check_text(text, config)
    except Refusal as refusal:
        return replace(_failure_at(_shown(path), article_id, refusal), sha256=digest)
    issues = [Issue(article_id, "read", "encoding", doubt)] if doubt else []
    if row and table and table.unknown:
        why = f"{_shown(table.path)}: columns ignored: {', '.join(table.unknown)}"
        issues.append(Issue(article_id, "read", "unknown_column", why))
    raw = RawArticle(article_id, _shown(path), digest, text, encoding=encoding, issues=tuple(issues))
    raw = _described(raw, row)
    dated = day_in_name(path.stem) if raw.published is None else None
    return replace(raw, published=dated, published_from="filename") if dated else raw


def _metadata_for(source: Source, tables: dict[Path, Metadata | None]) -> Metadata | None:
    """The nearest ``articles.csv`` that names the file: beside it, or above it up to the input folder."""
    top = source.root.absolute() if source.root else source.path.absolute().parent
    for folder in source.path.absolute().parents:
        if folder not in tables:
            tables[folder] = _load(folder / "articles.csv")
        table = tables[folder]
        if table and source.path.absolute() in table.rows:
            return table
        if folder == top:
            break
    return None


def _load(path: Path) -> Metadata | None:
    try:
        return metadata(path) if path.is_file() and is_metadata(path) else None
    except Refusal:
        return None  # reported where the file itself stands in the list of inputs


def _from_record(place: str, fields: Mapping[str, Any], config: ReadConfig) -> RawArticle:
    given = fields.get("article_id")
    if not isinstance(given, (str, int)) or isinstance(given, bool):
        raise Refusal("bad_id", f"article_id is {given!r:.80}; it must be a text of 1 to 200 characters")
    article_id = check_id(str(given))
    text = fields.get("text")
    if text is None and fields.get("html"):
        raise Refusal("html_unsupported", "the record has only html, which is not read yet; give text")
    if not isinstance(text, str):
        raise Refusal("bad_record", f"text is {type(text).__name__}; it must be the article's text")
    check_text(text, config)
    text, broken = without_surrogates(text)
    why = f"{broken} broken characters (lone surrogates) read as U+FFFD"
    issues = (Issue(article_id, "read", "encoding", why),) if broken else ()
    digest = sha256(text.encode("utf-8")).hexdigest()
    return _described(RawArticle(article_id, place, digest, text, issues=issues), fields)


def _described(raw: RawArticle, fields: Mapping[str, Any]) -> RawArticle:
    """The article with the metadata of its record; a date that is none becomes an issue."""
    values = {name: _plain(fields.get(name)) for name in FIELDS}
    published = values.pop("published")
    described = replace(raw, **values)  # type: ignore[arg-type]
    if published is None:
        return described
    found = day(published)
    if found is not None:
        return replace(described, published=found, published_from="metadata")
    why = f"published {published[:80]!a} is not a date as YYYY-MM-DD; left empty"
    return replace(described, issues=(*raw.issues, Issue(raw.article_id, "read", "bad_published", why)))


def _plain(value: object) -> str | None:
    """A field as one line of text; None where there is none."""
    if value is None or isinstance(value, (dict, list)):
        return None
    return " ".join(without_surrogates(str(value))[0].replace("\0", " ").split()) or None


# --------------------------------------------------------------------------------------------- failures


def _unique(articles: Iterator[RawArticle | FailedArticle]) -> Iterator[RawArticle | FailedArticle]:
    """The same, but an id that was already taken makes its article a failure that names both places."""
    taken: dict[str, str] = {}
    for article in articles:
        first = taken.setdefault(article.article_id, article.path)
        if first == article.path:
            yield article
            continue
        why = f"article_id {article.article_id!a} is taken by {first}; give {article.path} another"
        if isinstance(article, FailedArticle):
            yield replace(article, article_id=_made_id(article.path))
        else:
            yield FailedArticle(_made_id(article.path), article.path, article.sha256, "duplicate_id", why)


def _failure(path: Path, refusal: Refusal) -> FailedArticle:
    return _failure_at(_shown(path), path.stem, refusal)


def _failure_at(place: str, article_id: str | None, refusal: Refusal) -> FailedArticle:
    try:
        usable = check_id(article_id or "")
    except Refusal:
        usable = _made_id(place)
    return FailedArticle(usable, place, None, refusal.code, f"{place}: {refusal}")


def _id_of(fields: Mapping[str, Any] | None) -> str | None:
    given = fields.get("article_id") if fields else None
    return str(given) if isinstance(given, (str, int)) and not isinstance(given, bool) else None


def _made_id(place: str) -> str:
    return f"failed-{sha256(place.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"


def _shown(path: Path) -> str:
    """The path as text that can be written anywhere; bytes that are no UTF-8 become U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace")
