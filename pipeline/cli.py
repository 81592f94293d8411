"""The command line: parses arguments, sets up logging and progress, maps errors to exit codes; no logic."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from pipeline.config import Config
from pipeline.errors import ConfigError, InvariantError, PipelineError

OK, SOME_FAILED, USAGE = 0, 1, 2

app = typer.Typer(
    name="newsledger",
    help="Raw news articles in, tidy tables out: who said what, who claimed what, how much, when, and who is who.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
err = Console(stderr=True, highlight=False, soft_wrap=True, markup=False)


class By(StrEnum):
    """What scores are broken down by."""

    TABLE = "table"
    ARTICLE = "article"
    LABEL = "label"


ConfigOption = Annotated[Path | None, typer.Option("--config", help="TOML file; every key has a default")]
JudgementsOption = Annotated[
    Path | None, typer.Option("--judgements", help="CSV of decisions by people; else judgements.csv beside the input")
]
Quiet = Annotated[bool, typer.Option("--quiet", help="say nothing but errors")]
Verbose = Annotated[bool, typer.Option("-v", "--verbose", help="say more on stderr")]
Out = Annotated[Path, typer.Option("--out", help="folder for the tables, made if missing")]


@app.command()
def extract(
    inputs: Annotated[
        list[Path], typer.Argument(metavar="INPUT...", help=".txt, .jsonl, .csv or .parquet, or folders")
    ],
    out: Out,
    config: ConfigOption = None,
    judgements: JudgementsOption = None,
    model: Annotated[
        str | None, typer.Option(help="an installed or saved spaCy pipeline instead of the bundled")
    ] = None,
    jobs: Annotated[int, typer.Option(min=1, help="worker processes")] = 1,
    gold: Annotated[Path | None, typer.Option(help="score the tables against this gold file afterwards")] = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Extract the tables of articles. Exit code 1 when some article failed; the rest is written."""
    from pipeline.run import run_pipeline  # loads spaCy: not for --help

    settings = _judged(_settings(config, model), judgements, inputs, quiet)
    with _speaking(quiet, verbose), _progress("articles", quiet) as tell:
        summary = run_pipeline([*inputs], out, settings, jobs=jobs, progress=tell)
    if not quiet:
        counts = ", ".join(f"{n} {name}" for name, n in summary.rows.items())
        err.print(f"{out}: {counts}")
    if gold is not None:
        evaluate(gold=gold, tables=out)
    if summary.has_failures:
        err.print(f"{summary.articles['failed']} articles failed; see status and error in {out / 'articles.csv'}")
        raise typer.Exit(SOME_FAILED)


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Option(help="gold file, JSONL, one article a line")],
    tables: Annotated[Path, typer.Option(help="folder with the tables to score")],
    by: Annotated[By, typer.Option(help="break the scores down")] = By.TABLE,
    errors: Annotated[Path | None, typer.Option(help="write every miss and every false row to this CSV file")] = None,
    compare: Annotated[Path | None, typer.Option(help="a second folder: show what it gains and loses")] = None,
    json: Annotated[Path | None, typer.Option(help="write the scores to this JSON file")] = None,
) -> None:
    """Score tables against a gold file."""
    from pipeline.evaluate import evaluate as score
    from pipeline.evaluate import render_comparison, render_text, write_errors, write_json

    evaluation = score(gold, tables)
    typer.echo(render_text(evaluation, by.value))
    if compare is not None:
        typer.echo(render_comparison(evaluation, score(gold, compare)))
    if errors is not None:
        write_errors(evaluation, errors)
    if json is not None:
        write_json(evaluation, json)


@app.command()
def reconcile(
    mentions: Annotated[
        Path,
        typer.Argument(
            help=".csv, .jsonl or .parquet: text (the name), and where known mention_id, article_id, start, label, "
            "published, context"
        ),
    ],
    out: Out,
    config: ConfigOption = None,
    judgements: JudgementsOption = None,
    quiet: Quiet = False,
) -> None:
    """Find out who is who in a table of names. Exit code 1 when some row could not be used; the rest is written."""
    from pipeline.tables.names import reconcile_file

    settings = _judged(_settings(config, None), judgements, [mentions], quiet)
    with _speaking(quiet, False), _progress("names", quiet, "who is who across articles") as tell:
        failed = reconcile_file(mentions, out, settings.reconcile, progress=tell)
    _end(failed, out / "mentions.csv")


@app.command()
def compare(
    pairs: Annotated[
        Path,
        typer.Argument(help=".csv, .jsonl or .parquet: name_a, name_b, and where known id, label, role_a, role_b"),
    ],
    out: Annotated[Path, typer.Option("--out", help="CSV file to write: id, decision, score, reason")],
    config: ConfigOption = None,
    judgements: JudgementsOption = None,
    quiet: Quiet = False,
) -> None:
    """Decide for each pair of names whether they are the same. Exit code 1 when some row could not be used."""
    from pipeline.tables.names import compare_file

    settings = _judged(_settings(config, None), judgements, [pairs], quiet)
    with _speaking(quiet, False), _progress("pairs", quiet) as tell:
        failed = compare_file(pairs, out, settings.reconcile, progress=tell)
    _end(failed, out)


@app.command()
def report(
    tables: Annotated[Path, typer.Argument(help="folder with the tables")],
    out: Annotated[Path, typer.Option("--out", help="HTML file to write")],
) -> None:
    """Write an HTML report of the tables."""
    from pipeline.report import write_report

    write_report(tables, out)


@app.command()
def review(
    tables: Annotated[Path, typer.Argument(help="folder with the tables")],
    judgements: Annotated[
        Path | None,
        typer.Option(
            help="CSV file for the decisions; else corpus/judgements.csv where there is such a folder, judgements.csv "
            "where there is none"
        ),
    ] = None,
    by: Annotated[str | None, typer.Option(help="who decides; else the user of this computer")] = None,
    today: Annotated[str | None, typer.Option(help="the day of the decisions, YYYY-MM-DD; else today")] = None,
    everything: Annotated[bool, typer.Option("--all", help="walk what rules are sure of, too")] = False,
) -> None:
    """Decide the uncertain merges in the terminal; decisions bind every later run."""
    from pipeline.read_files import DECISIONS
    from pipeline.review import review_tables

    path = judgements or (Path("corpus") / DECISIONS if Path("corpus").is_dir() else Path(DECISIONS))
    who = by if by is not None else os.environ.get("USER") or os.environ.get("USERNAME") or ""
    review_tables(tables, path, who, _day(today), with_sure=everything)


def main() -> None:
    """Run the command line; an error of ours is one line on stderr."""
    try:
        app()
    except PipelineError as error:
        err.print(f"newsledger: {error}")
        sys.exit(SOME_FAILED if isinstance(error, InvariantError) else USAGE)


def _end(failed: int, written: Path) -> None:
    if failed:
        err.print(f"{failed} {'row' if failed == 1 else 'rows'} could not be used; see reason in {written}")
        raise typer.Exit(SOME_FAILED)


def _day(text: str | None) -> str:
    if text is None:
        return date.today().isoformat()
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise ConfigError(f"--today {text!r} is no day; write YYYY-MM-DD") from error


def _judged(config: Config, named: Path | None, inputs: Sequence[Path], quiet: bool) -> Config:
    """The configuration with the judgements that are named, or that lie beside the inputs."""
    from pipeline.reconcile.judgements_file import find_judgements

    path = named or config.reconcile.judgements or find_judgements(inputs)
    if path is None:
        return config
    if not quiet:
        err.print(f"decisions by people: {path}")
    return replace(config, reconcile=replace(config.reconcile, judgements=str(path)))


def _settings(path: Path | None, model: str | None) -> Config:
    config = Config() if path is None else Config.load(path)
    return config if model is None else replace(config, parse=replace(config.parse, model=model))


@contextmanager
def _speaking(quiet: bool, verbose: bool) -> Iterator[None]:
    level = logging.ERROR if quiet else logging.INFO if verbose else logging.WARNING
    logging.basicConfig(level=level, format="%(levelname)s %(name)s: %(message)s", stream=sys.stderr, force=True)
    yield


@contextmanager
def _progress(what: str, quiet: bool, then: str = "") -> Iterator[Callable[..., None] | None]:
    """A counter on stderr, only on a terminal; ``then`` names what is done after all is counted."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    said, count = (TextColumn(f"{{task.{part}}}", markup=False) for part in ("description", "fields[count]"))
    with Progress(
        SpinnerColumn(), said, BarColumn(), count, TimeElapsedColumn(), console=Console(stderr=True), transient=True
    ) as bar:
        task = bar.add_task(what, total=None, count="")

        def tell(done: int, total: int | None = None) -> None:
            of = "" if total is None else f" of {total:,}"
            bar.update(task, advance=done, total=total)
            bar.update(task, count=f"{bar.tasks[0].completed:,.0f}{of}")
            if then and bar.finished:
                bar.add_task(then, total=None, count="")

        yield tell
