"""The same article as a text and as a saved web page gives the same rows, each with its own evidence."""

from __future__ import annotations

import json
from html import escape

import pandas as pd
import pytest

from pipeline.pages.evidence import evidence
from pipeline.run import run_pipeline
from pipeline.tables import load_tables

pytestmark = pytest.mark.model
PARAGRAPHS = (
    "The harbor board voted on Wednesday to sell the old cannery for $2.5 million, ending nine years of dispute.",
    "“We waited nine years for this,” said board president Ines Moreau. She said the money would pay for a new pier.",
    "Moreau denied that the price was too low. About 40 percent of residents oppose the sale, according to a survey by "
    "Stroud & Keller, which asked 612 people between March 1 and March 9.",
    "“Nobody asked us,” Tom Okoye, a retired fisherman, told the Coast News. “They never do.” Okoye has lived beside "
    "the cannery since 1979 and plans to move to Port Ellis next year.",
    "The council must approve the sale by June 30. A spokeswoman for Mayor Bo Lindqvist said he would not veto it.",
)
HEAD = (
    '<!DOCTYPE html><html><head><meta charset="{charset}"><title>Board backs sale | Coast News</title>'
    '<script type="application/ld+json">{facts}</script><script>p = "<p>We said $9 million on Monday.</p>";</script>'
    '</head><body><nav><ul><li><a href="/">Home</a></li><li><a href="/boats">Boats</a></li></ul></nav><article>\n'
)
FACTS = {"@type": "NewsArticle", "headline": "Board backs sale", "datePublished": "2021-03-10T08:00:00-05:00"}
BOX = '<aside class="newsletter"><p>Sign up for our newsletter and get 10 stories a week.</p></aside>\n'
TAIL = "</article><footer>© 2021 Coast News. All rights reserved.</footer></body></html>\n"
COLUMNS = {
    "mentions": ["text", "label", "form", "entity_id"],
    "dates": ["text", "kind", "timex", "first_day", "last_day", "modifier"],
    "amounts": ["text", "kind", "value", "low", "high", "currency", "unit", "modifier", "of"],
    "quotes": ["text", "kind", "speaker_text", "speaker_id", "cue_text"],
    "claims": ["text", "voice", "act", "claimant_text", "claimant_id", "cue_text"],
}


def page(charset: str) -> str:
    """A page of the article: links and references inside sentences, a box between paragraphs, furniture around."""
    body = [escape(text) for text in PARAGRAPHS]
    body[0] = body[0].replace("old cannery", '<a href="/cannery" title="sold > closed">old&nbsp;cannery</a>')
    body[1] = (
        body[1].replace("Ines Moreau", "<b>Ines</b>\n  <b>Moreau</b>").replace("“", "&ldquo;").replace("”", "&#8221;")
    )
    body[2] = body[2].replace("Stroud", "<!-- client --><em>Stroud").replace("Keller", "Keller</em>")
    head = HEAD.format(charset=charset, facts=json.dumps(FACTS))
    return head + "".join(f"<p>{text}</p>\n{BOX if i == 2 else ''}" for i, text in enumerate(body)) + TAIL


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], dict[str, pd.DataFrame]]:
    """The raw texts by id, and the tables of a run over the text and over two pages of it."""
    raw = tmp_path_factory.mktemp("pages") / "raw"
    raw.mkdir()
    sources = {"text": "\n\n".join(PARAGRAPHS), "page": page("utf-8"), "old": page("windows-1252")}
    (raw / "text.txt").write_text(sources["text"], encoding="utf-8")
    (raw / "articles.csv").write_text("path,published\ntext.txt,2021-03-10\n")
    (raw / "page.html").write_text(sources["page"], encoding="utf-8")
    (raw / "old.html").write_bytes(sources["old"].encode("cp1252"))
    run_pipeline([raw], raw.parent / "out")
    loaded = load_tables(raw.parent / "out")
    return sources, {name: getattr(loaded, name) for name in (*COLUMNS, "articles", "segments")}


@pytest.mark.parametrize("name", COLUMNS)
@pytest.mark.parametrize("article", ["page", "old"])
def test_a_page_gives_the_rows_of_its_text(
    tables: tuple[dict[str, str], dict[str, pd.DataFrame]], name: str, article: str
) -> None:
    table = tables[1][name]
    of_text, of_page = (
        sorted(map(repr, table.loc[table["article_id"] == which, COLUMNS[name]].fillna("").astype(str).values.tolist()))
        for which in ("text", article)
    )
    assert of_text
    # Entities without a name are their article's own.
    assert [row.replace(f"/{article}'", "/text'") for row in of_page] == of_text


@pytest.mark.parametrize("name", COLUMNS)
def test_every_row_of_a_page_is_proved_by_its_source(
    tables: tuple[dict[str, str], dict[str, pd.DataFrame]], name: str
) -> None:
    sources, found = tables
    rows = found[name][found[name]["article_id"].isin(["page", "old"])]
    for row in rows.itertuples():
        assert evidence(sources[row.article_id][row.start : row.end]) == row.text


def test_day_and_title_are_those_that_the_page_states(
    tables: tuple[dict[str, str], dict[str, pd.DataFrame]],
) -> None:
    sources, found = tables
    articles = found["articles"].set_index("article_id")
    assert list(articles.loc[["page", "old"], "published"].astype(str)) == ["2021-03-10"] * 2
    assert articles.loc["page", "title"] == "Board backs sale"
    assert articles.loc["page", "published_from"] == "metadata"
    segments = found["segments"]
    place = segments[(segments["article_id"] == "page") & (segments["kind"] == "dateline")].iloc[0]
    assert sources["page"][place.start : place.end].startswith("2021-03-10")
