"""Files to ``RawArticle``; every input ends as one article, one repetition of one, or one failure with its reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from pipeline.config import ReadConfig
from pipeline.read_archives import Capture, captures, summary
from pipeline.read_checks import Refusal, check_id, check_text, day, day_in_name, without_surrogates
from pipeline.read_encoding import decode, decode_page, has_tags, is_page, starts_page
from pipeline.read_files import (
    Kind,
    Source,
    check_place,
    ending_of,
    plain_id,
    shown,
    sources_of,
    spare_id,
    stem_of,
)
from pipeline.read_gzip import read_whole
from pipeline.read_records import FIELDS, Metadata, is_metadata, metadata, records
from pipeline.schema import Issue, RawArticle

WEB_PAGE: Final = "starts as a web page does; read as one"
NO_PAGE: Final = "no tag in it, so no web page; read as text"


@dataclass(frozen=True, slots=True)
class FailedArticle:
    """An input that could not be read. ``article_id`` is made from the path where the input has no usable id."""

    article_id: str
    path: str
    sha256: str | None
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class DuplicateArticle:
    """An input with the content and the date of an earlier one, which is read once.

    ``source`` is the repetition without its text, ``n_chars`` the length of that, ``message`` names the first.
    """

    source: RawArticle
    n_chars: int
    message: str


Outcome = RawArticle | FailedArticle
_Tables = dict[Path, Metadata | None]


@dataclass(frozen=True, slots=True)
class _Read:
    """What became of an input; ``spare`` is the id to take when its own is taken, None where that was given."""

    outcome: Outcome
    spare: str | None = None


def read_corpus(inputs: Sequence[Path], config: ReadConfig) -> Iterator[RawArticle | FailedArticle | DuplicateArticle]:
    """Every article of the files and folders, in the order of their paths, each read when it is asked for.

    Folders are searched to the bottom; hidden files, and files of other kinds, are passed over there. Ids that are not
    given are made from the paths (``read_files.sources_of``). Raises ``ConfigError`` at once for a missing input or a
    folder without articles.
    """
    return _once(_unique(_articles(sources_of(inputs), config)), config)


def _articles(sources: Sequence[Source], config: ReadConfig) -> Iterator[_Read]:
    tables: _Tables = {}
    for source in sources:
        try:
            check_place(source)
            if is_metadata(source.path):
                yield from _missing_texts(metadata(source.path), source)
            else:
                yield from _read(source, tables, config)
        except Refusal as refusal:
            yield _failure(source, refusal)
        except OSError as error:
            yield _failure(source, Refusal("unreadable", f"cannot be read: {error.strerror or error}"))


def _missing_texts(table: Metadata, source: Source) -> Iterator[_Read]:
    """A failure for each row that names no file; not when the user named single files instead of the folder."""
    for path, row in table.rows.items() if source.root is not None else ():
        if not path.exists():
            why = f"{shown(table.path)} names {row['path']!a}, which is not there; correct the row or add the file"
            place = shown(source.path.parent / row["path"])
            article_id = str(row.get("article_id") or plain_id(Path(row["path"]), None))
            yield _Read(FailedArticle(article_id, place, None, "missing", why))


def _read(source: Source, tables: _Tables, config: ReadConfig) -> Iterator[_Read]:
    if source.kind is Kind.RECORDS:
        for record in records(source.path, shown(source.path), config):
            try:
                if record.fields is None:
                    raise record.refusal or Refusal("bad_record", "no fields")
                yield _Read(_from_record(record.place, record.fields, config))
            except Refusal as refusal:
                yield _Read(_failed(record.place, _id_of(record.fields), refusal))
    elif source.kind is Kind.ARCHIVE:
        yield from _archive(source, config)
    else:
        yield _file(source, _metadata_for(source, tables), config)


# ----------------------------------------------------------------------------------------- texts and pages


def _file(source: Source, table: Metadata | None, config: ReadConfig) -> _Read:
    row = table.rows.get(source.path.absolute(), {}) if table else {}
    article_id = str(row.get("article_id") or source.article_id)
    spare = None if row.get("article_id") else spare_id(source.article_id, source.path)
    place, digest = shown(source.path), None
    try:
        packed, data = read_whole(source.path, config, packed=ending_of(source.path).endswith(".gz"))
        digest = sha256(packed).hexdigest()
        article = _decoded(RawArticle(check_id(article_id), place, digest, ""), data, source.kind is Kind.PAGE, config)
    except Refusal as refusal:
        return _Read(replace(_failed(place, article_id, refusal), sha256=digest), spare)
    if row and table and table.unknown:
        why = f"{shown(table.path)}: columns ignored: {', '.join(table.unknown)}"
        article = _noted(article, "unknown_column", why)
    if spare is not None and article_id.startswith("file-") and stem_of(source.path) not in article_id:
        article = _noted(article, "made_id", "the file's name can be no id; the id is a hash of it")
    article = _described(article, row)
    dated = day_in_name(stem_of(source.path)) if article.published is None else None
    return _Read(replace(article, published=dated, published_from="filename") if dated else article, spare)


def _decoded(article: RawArticle, data: bytes, named_page: bool, config: ReadConfig) -> RawArticle:
    """The article with the text of its bytes, read as a web page where its name or its start says so."""
    as_page = named_page or starts_page(data)
    text, encoding, doubt = (decode_page if as_page else decode)(data, config)
    if doubt:
        article = _noted(article, "encoding", doubt)
    return _with_text(replace(article, encoding=encoding), text, named_page, config)


def _with_text(article: RawArticle, text: str, named_page: bool, config: ReadConfig) -> RawArticle:
    """The article with its text or source; what is a web page, or none, against its name gets an issue."""
    as_page = has_tags(text) if named_page else is_page(text)
    check_text(text, config, is_page=as_page)
    if as_page != named_page:
        article = _noted(article, "web_page" if as_page else "no_web_page", WEB_PAGE if as_page else NO_PAGE)
    return replace(article, raw=text, is_html=as_page)


def _noted(article: RawArticle, code: str, why: str) -> RawArticle:
    return replace(article, issues=(*article.issues, Issue(article.article_id, "read", code, why)))


def _metadata_for(source: Source, tables: _Tables) -> Metadata | None:
    """The nearest ``articles.csv`` that names the file: beside it, or above it up to the input folder."""
    top = source.root.absolute() if source.root else source.path.absolute().parent
    for folder in source.path.absolute().parents:
        if folder not in tables:
            tables[folder] = _load(Source(folder / "articles.csv", source.root))
        table = tables[folder]
        if table and source.path.absolute() in table.rows:
            return table
        if folder == top:
            break
    return None


def _load(table: Source) -> Metadata | None:
    if not table.path.is_file() or not is_metadata(table.path):
        return None
    try:
        check_place(table)
        return metadata(table.path)
    except (Refusal, OSError):
        return None  # reported where the file itself stands in the list of inputs


# ----------------------------------------------------------------------------------- records and archives


def _from_record(place: str, fields: Mapping[str, Any], config: ReadConfig) -> RawArticle:
    given = fields.get("article_id")
    if not isinstance(given, (str, int)) or isinstance(given, bool):
        raise Refusal("bad_id", f"article_id is {given!r:.80}; it must be a text of 1 to 200 characters")
    content, named_page = _content(fields)
    article = RawArticle(check_id(str(given)), place, "", "")
    if isinstance(content, bytes):
        article = _decoded(replace(article, sha256=sha256(content).hexdigest()), content, named_page, config)
        return _described(article, fields)
    text, broken = without_surrogates(content)
    if broken:
        article = _noted(article, "encoding", f"{broken} broken characters (lone surrogates) read as U+FFFD")
    article = _with_text(article, text, named_page, config)
    return _described(replace(article, sha256=sha256(text.encode("utf-8")).hexdigest()), fields)


def _content(fields: Mapping[str, Any]) -> tuple[str | bytes, bool]:
    """The text of a record, or its html where it has no text; and whether it is html."""
    text, html = fields.get("text"), fields.get("html")
    named_page = bool(html) and (text is None or (isinstance(text, (str, bytes)) and not text.strip()))
    content = html if named_page else text
    if not isinstance(content, (str, bytes)):
        what = "html" if named_page else "text"
        raise Refusal("bad_record", f"{what} is {type(content).__name__}; it must be the article's text, or its html")
    return content, named_page


def _archive(source: Source, config: ReadConfig) -> Iterator[_Read]:
    """The pages of a WARC file; the last one also gets an issue that counts the records passed over."""
    passed: Counter[str] = Counter()
    last: _Read | None = None
    broken: Refusal | None = None
    try:
        for capture in captures(source.path, config, passed):
            if last is not None:
                yield last
            last = _page_of(source, capture, config)
    except Refusal as refusal:
        broken = refusal
    if last is None:
        raise broken or Refusal("no_pages", f"no response with HTML and status 200 in it, but {summary(passed)}")
    yield _with_count(last, passed, shown(source.path))
    if broken is not None:
        raise broken


def _with_count(last: _Read, passed: Counter[str], place: str) -> _Read:
    if not passed:
        return last
    why = f"{place}: records passed over: {summary(passed)}"
    outcome = last.outcome
    if isinstance(outcome, FailedArticle):
        return replace(last, outcome=replace(outcome, message=f"{outcome.message}; {why}"))
    # Its own stage: nothing is wrong with the page.
    issue = Issue(outcome.article_id, "archive", "passed_over", why)
    return replace(last, outcome=replace(outcome, issues=(*outcome.issues, issue)))


def _page_of(source: Source, capture: Capture, config: ReadConfig) -> _Read:
    article_id, place = f"{source.article_id}/{capture.number}", f"{shown(source.path)}:{capture.number}"
    spare = spare_id(article_id, source.path)
    try:
        if capture.data is None:
            raise capture.refusal or Refusal("bad_warc", "no content")
        article = RawArticle(article_id, place, sha256(capture.data).hexdigest(), "", url=_plain(capture.url))
        text, encoding, doubt = decode_page(capture.data, config, capture.charset)
        if doubt:
            article = _noted(article, "encoding", doubt)
        if capture.is_cut:
            article = _noted(article, "truncated", "the archive holds only the beginning of this page")
        return _Read(_with_text(replace(article, encoding=encoding), text, True, config), spare)
    except Refusal as refusal:
        return _Read(_failed(place, article_id, refusal), spare)


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
    return _noted(described, "bad_published", why)


def _plain(value: object) -> str | None:
    """A field as one line of text; None where there is none."""
    if value is None or isinstance(value, (dict, list)):
        return None
    return " ".join(without_surrogates(str(value))[0].replace("\0", " ").split()) or None


# --------------------------------------------------------------------------------------------- outcomes


def _unique(articles: Iterator[_Read]) -> Iterator[Outcome]:
    """The same, but an id that was already taken makes its article a failure that names both places.

    An id that was only made from the path gives way instead, and no article is lost.
    """
    taken: dict[str, str] = {}
    for read in articles:
        outcome = read.outcome
        if read.spare is not None and outcome.article_id in taken:
            outcome = _renamed(outcome, read.spare)
        first = taken.setdefault(outcome.article_id, outcome.path)
        if first == outcome.path:
            yield outcome
        elif isinstance(outcome, FailedArticle):
            yield replace(outcome, article_id=_failed_id(outcome.path))
        else:
            why = f"article_id {outcome.article_id!a} is taken by {first}; give {outcome.path} another"
            yield FailedArticle(_failed_id(outcome.path), outcome.path, outcome.sha256, "duplicate_id", why)


def _renamed(outcome: Outcome, article_id: str) -> Outcome:
    if isinstance(outcome, FailedArticle):
        return replace(outcome, article_id=article_id)
    issues = tuple(replace(issue, article_id=article_id) for issue in outcome.issues)
    return replace(outcome, article_id=article_id, issues=issues)


def _once(outcomes: Iterator[Outcome], config: ReadConfig) -> Iterator[Outcome | DuplicateArticle]:
    """The same, but an article whose text and date equal those of an earlier one is only named.

    White space is folded for that; texts under ``config.min_duplicate_chars`` may be equal by chance and are kept.
    """
    seen: dict[bytes, tuple[str, str]] = {}
    for outcome in outcomes:
        folded = "" if isinstance(outcome, FailedArticle) else " ".join(outcome.raw.split())
        if isinstance(outcome, FailedArticle) or len(folded) < config.min_duplicate_chars:
            yield outcome
            continue
        dated = f"{outcome.published}\n{folded}".encode("utf-8", "surrogatepass")
        here = (outcome.article_id, outcome.path)
        first = seen.setdefault(sha256(dated).digest(), here)
        if first is here:
            yield outcome
        else:
            why = f"{outcome.path}: the same text and date as {first[0]} ({first[1]}), which is read instead"
            yield DuplicateArticle(replace(outcome, raw=""), len(outcome.raw), why)


def _failure(source: Source, refusal: Refusal) -> _Read:
    return _Read(_failed(shown(source.path), source.article_id, refusal), spare_id(source.article_id, source.path))


def _failed(place: str, article_id: str | None, refusal: Refusal) -> FailedArticle:
    try:
        usable = check_id(article_id or "")
    except Refusal:
        usable = _failed_id(place)
    return FailedArticle(usable, place, None, refusal.code, f"{place}: {refusal}")


def _id_of(fields: Mapping[str, Any] | None) -> str | None:
    given = fields.get("article_id") if fields else None
    return str(given) if isinstance(given, (str, int)) and not isinstance(given, bool) else None


def _failed_id(place: str) -> str:
    return f"failed-{sha256(place.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"
