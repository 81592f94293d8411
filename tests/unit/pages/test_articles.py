from __future__ import annotations

from dataclasses import replace
from datetime import date

from pipeline.clean import clean_article
from pipeline.schema import Article, RawArticle, SegmentKind
from pipeline.tables.assemble import _segment_rows

TITLE = "Old pier of Marlow to close for two years"
STORY = (
    "<p>The harbour board of Marlow voted on Monday to close the old pier, and repairs will take two years.</p>"
    "<p>“We will lose the summer,” said <b>Ana</b> Ruiz, who runs the ferry that leaves from it at seven.</p>"
    "<ul><li>The board pays 4 million crowns for it;</li><li>The council pays the other 2 million.</li></ul>"
)
HEAD = (
    '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "' + TITLE + '", '
    '"datePublished": "2021-05-03T08:00:00Z", "author": {"@type": "Person", "name": "Lin Wei"}}</script>'
)
SOURCE = f"<html><head>{HEAD}</head><body><article><h1>{TITLE}</h1>{STORY}</article></body></html>"


def cleaned(source: str) -> Article:
    return clean_article(RawArticle("a1", "a1.html", "0", source, is_html=True))


def test_a_page_becomes_an_article_whose_segments_lead_to_the_source() -> None:
    article = cleaned(SOURCE)
    found = [(s.kind, s.kept, s.raw_span.of(SOURCE)) for s in article.segments]
    assert found[0] == (SegmentKind.TITLE, False, TITLE)
    assert found[2] == (SegmentKind.BODY, True, STORY[STORY.index("“") : STORY.index(" at seven.") + 10])
    assert [(kind, raw) for kind, _, raw in found[3:]] == [
        (SegmentKind.LIST_ITEM, "The board pays 4 million crowns for it;"),
        (SegmentKind.LIST_ITEM, "The council pays the other 2 million."),
    ]


def test_what_the_page_states_is_known_with_its_place() -> None:
    article = cleaned(SOURCE)
    assert (article.title, article.byline, article.published, article.published_from) == (
        TITLE,
        "Lin Wei",
        date(2021, 5, 3),
        "metadata",
    )
    stated = {s.kind: (s.kept, s.reason, s.raw_span.of(SOURCE)) for s in article.stated}
    assert stated[SegmentKind.BYLINE] == (False, "json_ld", "Lin Wei")
    assert stated[SegmentKind.DATELINE] == (False, "json_ld", "2021-05-03T08:00:00Z")


def test_what_the_input_says_goes_before_what_the_page_states_but_not_the_date_of_a_file_name() -> None:
    raw = RawArticle("a1", "a1.html", "0", SOURCE, is_html=True, title="Given", published=date(2021, 6, 1))
    given = clean_article(replace(raw, published_from="metadata"))
    assert (given.title, given.published) == ("Given", date(2021, 6, 1))
    assert clean_article(replace(raw, published_from="filename")).published == date(2021, 5, 3)


def test_the_rows_of_segments_show_where_the_page_states_its_metadata() -> None:
    rows = list(_segment_rows(cleaned(SOURCE)))
    assert [(row.start, row.end) for row in rows] == sorted((row.start, row.end) for row in rows)
    assert len({row.segment_id for row in rows}) == len(rows)
    texts = {row.text: (row.kind, row.kept, row.reason) for row in rows}
    assert texts["Lin Wei"] == (SegmentKind.BYLINE, False, "json_ld")
    assert SOURCE[rows[0].start : rows[0].end] == rows[0].text


def test_references_are_decoded_once() -> None:
    source = SOURCE.replace("Marlow voted", "Stroud &amp;amp; Keller voted")
    assert "Stroud &amp; Keller voted" in cleaned(source).text


def test_a_page_without_an_article_is_an_article_without_segments_and_an_issue() -> None:
    article = cleaned("<html><body><img src='x'></body></html>")
    assert (article.segments, [(i.stage, i.code) for i in article.issues]) == ((), [("clean", "no_article")])
