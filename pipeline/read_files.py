"""Which files are inputs, of what kind, under which id, and whether they may be opened."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256
from pathlib import Path, PurePath
from typing import Final

from pipeline.errors import ConfigError
from pipeline.read_checks import Refusal, check_id
from pipeline.read_records import is_metadata


class Kind(StrEnum):
    """What a file is by its ending."""

    TEXT = "text"
    PAGE = "page"
    RECORDS = "records"
    ARCHIVE = "archive"
    UNREAD = "unread"


ENDINGS: Final = {
    ".txt": Kind.TEXT,
    ".html": Kind.PAGE,
    ".htm": Kind.PAGE,
    ".xhtml": Kind.PAGE,
    ".jsonl": Kind.RECORDS,
    ".csv": Kind.RECORDS,
    ".parquet": Kind.RECORDS,
    ".warc": Kind.ARCHIVE,
    ".pdf": Kind.UNREAD,
}
READ: Final = tuple(ending for ending, kind in ENDINGS.items() if kind is not Kind.UNREAD)
DECISIONS: Final = "judgements.csv"  # in an input folder: decisions by people about names, no articles
PARTS: Final = "_files"  # what browsers add to a page's name for the folder of its frames and pictures


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read, and the input folder that it must not leave (None for a file named by the user).

    ``article_id`` is made from the path: see ``sources_of``.
    """

    path: Path
    root: Path | None
    article_id: str = ""

    @property
    def kind(self) -> Kind | None:
        """What the file is by its ending; None where nobody knows."""
        return kind_of(self.path)


def kind_of(path: PurePath) -> Kind | None:
    """What a file is by its name; ``.gz`` behind an ending changes nothing.

    >>> kind_of(Path("a/x.html.gz")), kind_of(Path("x.PDF")), kind_of(Path("x.gz"))
    (<Kind.PAGE: 'page'>, <Kind.UNREAD: 'unread'>, None)
    """
    return ENDINGS.get(ending_of(path).partition(".gz")[0])


def ending_of(path: PurePath) -> str:
    """The ending of a file's name in lower case, with every ``.gz`` behind it.

    >>> ending_of(Path("x.y.HTML.gz"))
    '.html.gz'
    """
    packed, name = "", path.name.lower()
    while name.endswith(".gz"):
        packed, name = packed + ".gz", name[:-3]
    return PurePath(name).suffix + packed


def sources_of(inputs: Sequence[Path]) -> list[Source]:
    """Every file of the inputs once, in the order of the paths, each with the id that its path makes.

    The id of a file in an input folder is its path below that folder without its ending (``a/x.txt``: ``a/x``), that of
    a file named by itself its name without its ending; so it never depends on other files, but for a clash. Where
    several files would have one id, the first keeps it (a text before a page, then by path) and each other has its
    ending in it (``x.html``), or where the endings are equal, as in two input folders, the folder before it
    (``folder/x``). A name that can be no id is replaced by a hash of it. Raises ``ConfigError`` for a missing input or
    a folder without articles.
    """
    if not inputs:
        raise ConfigError("no input; give at least one file or folder of articles")
    found = [source for given in inputs for source in _sources(Path(given))]
    # The outermost folder counts, whatever the order of the inputs.
    found.sort(key=lambda s: (s.root is None, len(str(s.root)), os.fsencode(s.path)))
    sources: dict[str, Source] = {}
    for source in found:
        sources.setdefault(os.path.abspath(source.path), source)  # noqa: PTH100 (normalises, but follows no link)
    return _with_ids(sorted(sources.values(), key=lambda s: os.fsencode(s.path)))


# --------------------------------------------------------------------------------------------- searching


def _sources(given: Path) -> list[Source]:
    if not given.exists() and not given.is_symlink():
        raise ConfigError(f"{shown(given)}: no such file or folder; check the path")
    if not given.is_dir():
        return [Source(given, None)]
    blocked: list[OSError] = []
    found = [Source(path, given) for path in _walk(given, blocked) if kind_of(path) or _leads_out(path, given)]
    found += [Source(Path(error.filename), given) for error in blocked]
    if not any(not is_metadata(source.path) for source in found):
        raise ConfigError(
            f"{shown(given)}: no articles in this folder; articles are files that end in {', '.join(READ)}"
        )
    return found


def _walk(folder: Path, blocked: list[OSError]) -> Iterator[Path]:
    """Files below ``folder``, and folders that call themselves articles; links to folders are not followed.

    The folder that a browser saved beside a page (``x_files`` beside ``x.html``) holds parts of that page and is
    passed over, and so is ``judgements.csv``. Folders that cannot be opened end in ``blocked``.
    """
    for parent, folders, files in os.walk(folder, onerror=blocked.append):
        here = Path(parent)
        pages = {stem_of(PurePath(name)) for name in files if kind_of(PurePath(name)) is Kind.PAGE}
        folders[:] = [n for n in folders if not (n.endswith(PARTS) and n.removesuffix(PARTS) in pages)]
        named = [name for name in folders if kind_of(PurePath(name)) or (here / name).is_symlink()]
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in named)
        yield from (here / name for name in sorted(named + files) if not name.startswith(".") and name != DECISIONS)


def _leads_out(path: Path, root: Path) -> bool:
    """Whether a path is a link to a folder elsewhere, whose articles would be missed in silence."""
    return path.is_symlink() and path.is_dir() and not path.resolve().is_relative_to(root.resolve())


def check_place(source: Source) -> None:
    """Raises ``Refusal`` for what is no plain file inside its input folder, or of a kind that is not read.

    Opens nothing, so it never blocks.
    """
    path = source.path
    if source.root is not None and path.is_symlink():
        try:
            path.resolve(strict=True)
        except (OSError, RuntimeError) as error:
            raise Refusal("unreadable", "a link that leads nowhere") from error
        if not path.resolve().is_relative_to(source.root.resolve()):
            raise Refusal("outside", "a link that leads out of the input folder; name its target as an input")
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode) and source.kind is None and source.root is not None:
        raise Refusal("unreadable", "a folder that cannot be opened; check its permissions")
    if not stat.S_ISREG(mode):
        what = "a folder" if stat.S_ISDIR(mode) else "a pipe, socket or device"
        raise Refusal("not_a_file", f"{what}, not a file")
    _check_kind(path)


def _check_kind(path: Path) -> None:
    ending = ending_of(path)
    if ending.startswith(".pdf"):
        raise Refusal("pdf_unsupported", "PDF is not read; save the article as text or as a web page")
    if kind_of(path) is None or ending == ".parquet.gz":
        raise Refusal("unsupported", f"no kind of file that is read; these are: {', '.join(READ)}")
    if ending.endswith(".gz.gz"):
        raise Refusal("nested_archive", "an archive in an archive is not read; unpack it first")


# ---------------------------------------------------------------------------------------------------- ids


def plain_id(path: PurePath, root: PurePath | None) -> str:
    """The path below ``root`` (the name, where that is None) without its ending, as an id.

    >>> plain_id(Path("raw/a/x.html.gz"), Path("raw")), plain_id(Path("raw/a/x.y.txt"), None)
    ('a/x', 'x.y')
    """
    below = path.relative_to(root) if root is not None else PurePath(path.name)
    return usable_id(below.with_name(stem_of(below)).as_posix())


def usable_id(made: str) -> str:
    """An id made from a path, or a hash of it where it can be no id (too long, a line feed, no UTF-8)."""
    try:
        return check_id(made)
    except Refusal:
        return f"file-{sha256(os.fsencode(made)).hexdigest()[:12]}"


def stem_of(path: PurePath) -> str:
    """The name without its ending; the whole name where that is all ending."""
    ending = ending_of(path)
    return path.name[: len(path.name) - len(ending)] or path.name


def _with_ids(sources: Sequence[Source]) -> list[Source]:
    order = list(ENDINGS)

    def rank(source: Source) -> tuple[int, int, bytes]:
        base, _, packed = ending_of(source.path).partition(".gz")
        return order.index(base) if base in order else len(order), len(packed), os.fsencode(source.path)

    plain = {source.path: plain_id(source.path, source.root) for source in sources}
    named = Counter(plain[s.path] + ending_of(s.path) for s in sources)
    ids: dict[str, Path] = {}
    for source in sorted(sources, key=rank):
        ids.setdefault(plain[source.path], source.path)
    chosen = {path: article_id for article_id, path in ids.items()}
    for source in sources:
        if source.path not in chosen:
            article_id = _other_id(source, plain[source.path], named, ids)
            ids[article_id] = source.path
            chosen[source.path] = article_id
    return [replace(source, article_id=chosen[source.path]) for source in sources]


def _other_id(source: Source, plain: str, named: Counter[str], taken: dict[str, Path]) -> str:
    with_ending = plain + ending_of(source.path)
    base = source.root if source.root is not None else source.path.parent
    in_folder = f"{base.absolute().name}/{plain}"
    candidates = [with_ending] if named[with_ending] == 1 else []
    for candidate in (*candidates, in_folder):
        if candidate not in taken and usable_id(candidate) == candidate:
            return candidate
    return usable_id(spare_id(plain, source.path))


def spare_id(article_id: str, path: Path) -> str:
    """The id with a hash of the path as given behind it, for an id that is taken."""
    return f"{article_id}~{sha256(os.fsencode(path)).hexdigest()[:8]}"


def shown(path: Path) -> str:
    """The path as text that can be written anywhere; bytes that are no UTF-8 become U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace")
