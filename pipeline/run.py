"""The whole pipeline on one screen: first each article by itself, then who is who across all of them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pipeline.clean import clean_article
from pipeline.clean.language import ENGLISH, language_of
from pipeline.config import Config
from pipeline.find.amounts import find_amounts
from pipeline.find.attributions import find_attributions
from pipeline.find.dates import find_dates
from pipeline.find.entities import find_mentions
from pipeline.find.sources import find_sources
from pipeline.parse import Parsed, load_model, model_facts, parse
from pipeline.read import DuplicateArticle, FailedArticle, read_corpus
from pipeline.reconcile.across import resolve
from pipeline.reconcile.judgements import Judgements
from pipeline.reconcile.said import utterances_of
from pipeline.reconcile.within import chain_article
from pipeline.rows import IssueRow
from pipeline.schema import Article, Issue, RawArticle, Status
from pipeline.shards import run_shards
from pipeline.tables.assemble import Extracted, Findings, assemble_rows, failed_rows, unread_rows
from pipeline.tables.corpus import Totals, write_corpus
from pipeline.tables.store import TableStore

log = logging.getLogger(__name__)
PACKAGES = ("newsledger", "spacy", "dateparser", "rapidfuzz", "rigour", "ftfy", "trafilatura", "lxml")


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did: articles by status, and rows a table."""

    articles: dict[str, int]
    rows: dict[str, int]

    @property
    def has_failures(self) -> bool:
        """Whether some article has no rows but its own."""
        return bool(self.articles.get(Status.FAILED))


def run_pipeline(
    inputs: Sequence[str | Path],
    out: str | Path,
    config: Config | None = None,
    *,
    jobs: int = 1,
    progress: Callable[[int], None] | None = None,
) -> Summary:
    """Extract the tables of all articles in ``inputs`` (files or folders) into the folder ``out``.

    Articles that cannot be read are rows of ``articles`` with status ``failed``; the rest is written. The tables in
    ``out`` are replaced together or not at all. Raises ``ConfigError`` for a missing input, an unknown model or an
    output folder that cannot be written.
    """
    config = config or Config()
    judged = config.reconcile.judgements
    judgements = Judgements() if judged is None else Judgements.read(judged)
    load_model(config.parse.model)
    raws = read_corpus([Path(i) for i in inputs], config.read)
    with TableStore(Path(out)) as store:
        work = partial(extract_articles, config=config)
        extracted = run_shards(work, raws, store.scratch, jobs=jobs, progress=progress)
        reconciled = resolve((chain for e in extracted for chain in e.chains), config.reconcile, judgements)
        totals = write_corpus(extracted, reconciled, store)
        rows = store.commit(manifest(config, totals))
    log.info("%d articles: %s", totals.n_inputs, ", ".join(f"{n} {name}" for name, n in rows.items()))
    return Summary({status: totals.statuses[status] for status in Status}, rows)


def extract_articles(
    raws: Iterable[RawArticle | FailedArticle | DuplicateArticle], config: Config
) -> Iterator[Extracted]:
    """The rows of each article, in order: the per-article phase, which never needs a second article."""
    ready = [_cleaned(raw, config) if isinstance(raw, RawArticle) else raw for raw in raws]
    parsed = parse((a for a in ready if isinstance(a, Article) and a.language == ENGLISH), config.parse)
    for article in ready:
        if isinstance(article, FailedArticle):
            yield failed_rows(article.article_id, article.path, article.sha256, article.code, article.message)
        elif isinstance(article, DuplicateArticle):
            yield duplicate_rows(article)
        elif article.language != ENGLISH:
            why = (
                f"the language is {article.language!r}; only English is read, so that it has segments and no other rows"
            )
            yield unread_rows(article, Issue(article.article_id, "clean", "not_english", why))
        else:
            yield find_all(next(parsed), config)


def _cleaned(raw: RawArticle, config: Config) -> Article | FailedArticle:
    """The clean article with its language; a failure where the text found in a web page is over the limit of texts."""
    article = clean_article(raw)
    article = replace(article, language=language_of(article))
    size, limit = len(article.text), config.read.max_chars
    if not raw.is_html or size <= limit:
        return article
    why = f"{raw.path}: {size} characters of text, over the limit of {limit}; split it or raise read.max_chars"
    return FailedArticle(raw.article_id, raw.path, raw.sha256, "too_large", why)


def duplicate_rows(article: DuplicateArticle) -> Extracted:
    """The one row of an article that repeats an earlier one, with its own metadata, and its issues."""
    source = article.source
    rows = failed_rows(source.article_id, source.path, source.sha256, "duplicate", article.message)
    row = replace(
        rows.article, status=Status.PARTIAL, n_chars=article.n_chars, outlet=source.outlet, title=source.title,
        byline=source.byline, published=source.published, published_from=source.published_from,
    )  # fmt: skip
    read = tuple(IssueRow(i.article_id, i.stage, i.code, i.message, None, None) for i in source.issues)
    return replace(rows, article=row, issues=(*read, *rows.issues))


def find_all(parsed: Parsed, config: Config) -> Extracted:
    """The rows of one parsed article."""
    mentions = find_mentions(parsed)
    dates = find_dates(parsed, config.dates)
    amounts = find_amounts(parsed, dates.records, config.amounts)
    attributions = find_attributions(parsed, mentions.records)
    sources = find_sources(parsed, mentions.records, attributions)
    said = utterances_of(attributions.quotes, sources.mention_of)
    return assemble_rows(
        Findings(
            article=parsed.article,
            mentions=mentions.records,
            dates=dates.records,
            amounts=amounts.records,
            attributions=attributions,
            sources=sources,
            chains=chain_article((*mentions.records, *sources.mentions), said),
            issues=(*parsed.article.issues, *mentions.issues, *dates.issues, *amounts.issues, *attributions.issues),
            n_words=sum(not (token.is_space or token.is_punct) for token in parsed.doc),
            n_sentences=sum(any(not token.is_space for token in sentence) for sentence in parsed.doc.sents),
        )
    )


def manifest(config: Config, totals: Totals) -> Mapping[str, Any]:
    """How the tables were made; no clock, no path of a machine, so that the same input gives the same bytes.

    A file of judgements stands there with its name and the SHA-256 of its bytes.
    """
    settings = asdict(config)
    if config.reconcile.judgements is not None:
        judged = Path(config.reconcile.judgements)
        settings["reconcile"]["judgements"] = {"name": judged.name, "sha256": sha256(judged.read_bytes()).hexdigest()}
    return {
        "articles": {"inputs": totals.n_inputs, **{status: totals.statuses[status] for status in Status}},
        "config": settings,
        "input_sha256": totals.input_digest,
        "model": model_facts(config.parse.model),
        "versions": {name: version(name) for name in PACKAGES},
    }
