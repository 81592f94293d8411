from __future__ import annotations

import time
from typing import Any

import pytest

from pipeline.pages.evidence import evidence
from pipeline.pages.page import read_page
from pipeline.pages.records import BlockKind, Page
from tests.cases_of import cases_of

VOTE = "<p>The harbour board voted on Monday to close the old pier, and repairs will take about two years.</p>"
FERRY = "<p>The ferry that leaves from it every morning will sail from the north quay until the piles stand.</p>"
COST = "<p>The board expects to spend four million crowns, most of it on the piles that have stood since 1911.</p>"
STORY = VOTE + FERRY + COST
DEEP = 100_000


def text_of(page: Page) -> list[str]:
    return [block.span.of(page.tracked.text) for block in page.blocks]


def raw_of(page: Page) -> list[str]:
    return [page.tracked.raw_span(block.span).of(page.tracked.raw) for block in page.blocks]


@pytest.mark.parametrize("case", cases_of("pages", "found"))
def test_a_page_gives_the_blocks_of_its_article(case: dict[str, Any]) -> None:
    page = read_page(case["page"])
    found = [[block.kind.value, block.span.of(page.tracked.text)] for block in page.blocks]
    assert (found, page.issues) == (case["expected"], ())


@pytest.mark.parametrize("case", cases_of("pages", "found"))
def test_the_source_behind_each_block_says_what_the_block_says(case: dict[str, Any]) -> None:
    page = read_page(case["page"])
    assert [evidence(raw) for raw in raw_of(page)] == [" ".join(text.split()) for text in text_of(page)]


def test_of_two_equal_stretches_the_one_in_the_body_is_taken() -> None:
    source = f"<div class='box'>{FERRY}</div><article>{STORY}</article><div class='box'>{VOTE}</div>"
    page = read_page(source)
    starts = [page.tracked.raw_span(block.span).start for block in page.blocks]
    article = source.index("<article>")
    assert starts == [source.index(each, article) + len("<p>") for each in (VOTE, FERRY, COST)]


def test_the_headline_stands_where_it_is_seen_and_not_in_the_head() -> None:
    title = "Old pier to close for two years"
    head = f"<head><title>{title}</title><meta property='og:title' content='{title}'></head>"
    source = f"<html>{head}<body><ul><li>{title}</li></ul><h1>{title}</h1><article>{STORY}</article></body></html>"
    page = read_page(source)
    assert page.blocks[0].kind is BlockKind.TITLE
    assert page.tracked.raw_span(page.blocks[0].span).start == source.index("<h1>") + len("<h1>")


def test_a_page_without_an_article_says_so() -> None:
    page = read_page("<html><body><img src=x></body></html>")
    assert (page.blocks, [code for code, _ in page.issues]) == ((), ["no_article"])


def test_an_article_that_trafilatura_cannot_reach_is_taken_by_its_text_and_told_of() -> None:
    page = read_page("<html><body>" + "<div>" * DEEP + STORY + "</div>" * DEEP)
    assert (len(page.blocks), [code for code, _ in page.issues]) == (3, ["own_choice"])


def test_entities_are_not_expanded_and_files_are_not_read() -> None:
    entities = '<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">'
    source = f"<!DOCTYPE html [{entities}]><article>{STORY}<p>The board says &b; and &x; in its letter.</p></article>"
    assert text_of(read_page(source))[-1] == "The board says &b; and &x; in its letter."


HOSTILE = {
    "nested elements": "<div>" * DEEP,
    "unclosed elements": "<b><i>x" * 20_000,
    "unclosed paragraphs": "<p>word " * 40_000,
    "tags without an end": "<a " * 100_000,
    "signs of tags": "<" * 300_000,
    "quotation marks in tags": "<a x='\" " * 50_000,
    "a long attribute": f"<p data-x='{'a' * 3_000_000}'>",
    "a long comment": f"<!--{'x -- ' * 200_000}-->",
    "comments without an end": "<!--" * 100_000,
    "scripts without an end": "<script>" * 50_000,
    "elements in a row": "<p>" + "<span>w</span>" * 20_000,
    "links in a row": "<p>" + "<a href='x'>w</a> " * 20_000,
    "cells": "<table>" + "<tr><td>one</td><td>two</td></tr>" * 10_000,
    "lists in lists": "<ul><li>" * 20_000,
    "references": "<p>" + "&amp;" * 60_000,
    "a number of a million digits": f"<p>&#{'9' * 1_000_000};",
    "equal paragraphs": VOTE * 4_000,
    "brackets": f"<p>{'(' * 20_000}</p><p>{'&quot;' * 20_000}</p>",
    "letters": f"<p>{'w' * 500_000}",
    "captions": "<div class='caption'>" * 20_000,
    "a lone surrogate": "<p>a \ud800 b</p>",
}


@pytest.mark.parametrize("middle", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_markup_ends_in_time_and_keeps_the_article_or_says_why_not(middle: str) -> None:
    start = time.process_time()
    page = read_page(f"<html><body><article>{STORY}{middle}{FERRY}</article></body></html>")
    assert time.process_time() - start < 10
    assert text_of(page)[:1] == [evidence(VOTE)] or page.issues
