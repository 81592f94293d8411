from __future__ import annotations

from typing import Any

import pytest

from pipeline.clean.classify import classify
from pipeline.clean.pieces import Piece
from pipeline.pages.records import BlockKind
from tests.cases_of import cases_of

ARTICLE = (
    "The harbour board voted on Monday to close the old pier, and repairs will take about two years.",
    "“We had no choice,” board chair Lena Okafor told council members after the vote in the town hall.",
    "Shop owners along the pier have not been asked, and some of them plan to go to court over the lease.",
    "The mayor, Tom Adeyemi, promised money for those who lose their shops, but gave no figures on Monday.",
    "The ferry will leave from the new terminal until the pier opens again in the spring of 2020.",
)
PLACES = {"head": 0, "middle": 2, "tail": len(ARTICLE)}
BLOCKS = pytest.mark.parametrize("block", [None, BlockKind.PARAGRAPH], ids=["text", "page"])


def pieces(texts: list[tuple[BlockKind | None, str]]) -> list[Piece]:
    found, at = [], 0
    for block, text in texts:
        found.append(Piece(at, at + len(text), text, block=block))
        at += len(text) + 1
    return found


def inserted(text: str, place: str, block: BlockKind | None) -> list[Piece]:
    """The invented article with one more paragraph, classified."""
    texts = [*ARTICLE[: PLACES[place]], text, *ARTICLE[PLACES[place] :]]
    return classify(pieces([(block, each) for each in texts]), None)


@BLOCKS
@pytest.mark.parametrize("case", cases_of("clean", "residues"))
def test_residue_is_named_wherever_it_stands_and_the_article_is_kept(
    case: dict[str, Any], block: BlockKind | None
) -> None:
    for place in case["at"]:
        found = inserted(case["input"], place, block)
        dropped = [{"kind": p.kind, "reason": p.reason} for p in found if not p.kept]
        assert dropped == [case["expected"]], place
        assert [p.text for p in found if p.kept] == list(ARTICLE)


@BLOCKS
@pytest.mark.parametrize("case", cases_of("clean", "lookalikes"))
def test_sentence_of_an_article_that_looks_like_a_residue_is_kept(
    case: dict[str, Any], block: BlockKind | None
) -> None:
    for place in case["at"]:
        found = inserted(case["input"], place, block)
        assert [(p.text, p.reason) for p in found if not p.kept] == [], place


@pytest.mark.parametrize("case", cases_of("clean", "pages"))
def test_each_block_of_a_page_is_what_the_case_says(case: dict[str, Any]) -> None:
    blocks = [(BlockKind(block), text) for block, text in case["blocks"]]
    found = classify(pieces(blocks), case["title"], tuple(case["other_titles"]))
    assert [[p.kind, p.kept, p.reason, p.text] for p in found] == case["expected"]


def test_caption_and_paragraph_that_say_the_same_are_joined_as_copies() -> None:
    found = classify(pieces([(BlockKind.CAPTION, ARTICLE[0]), *((BlockKind.PARAGRAPH, t) for t in ARTICLE)]), None)
    assert [p.copy_of for p in found] == [1, None, None, None, None, None]


def test_nothing_gives_nothing() -> None:
    assert classify([], None) == classify([], "Old pier to close", ("Old pier",)) == []


def test_a_licence_is_split_off_the_end_of_a_paragraph() -> None:
    text = f"{ARTICLE[0]} “Pier” by Ana Ruiz is licensed under CC BY 2.0"
    found = classify(pieces([(None, ARTICLE[1]), (None, text)]), None)
    assert [(p.kind, p.text) for p in found[1:]] == [
        ("body", ARTICLE[0]),
        ("licence", "“Pier” by Ana Ruiz is licensed under CC BY 2.0"),
    ]


def test_lines_that_copying_tore_at_a_link_are_no_headings() -> None:
    torn = "In response to a question by Lin Wei of"
    texts = [ARTICLE[0], torn, "The Gazette, the mayor said that he had seen the plan.", ARTICLE[1]]
    assert all(p.kept for p in classify(pieces([(None, text) for text in texts]), None))


def test_a_lead_full_of_names_is_no_headline() -> None:
    lead = "Mayor Tom Adeyemi and Board Chair Lena Okafor met Senator Ana Ruiz in Port Ellen on Monday."
    assert all(p.kept for p in classify(pieces([(None, text) for text in (lead, *ARTICLE)]), None))


def test_a_headline_with_a_full_stop_is_told_by_common_words_in_capitals() -> None:
    headline = "Harbour Board Votes to Close Old Pier and Asks Shop Owners to Leave."
    found = classify(pieces([(None, text) for text in (headline, *ARTICLE)]), None)
    assert [(p.kind, p.reason) for p in found[:2]] == [("title", "headline"), ("body", "paragraph")]


def test_a_text_of_one_line_is_the_article() -> None:
    (found,) = classify(pieces([(None, "Super Long Harbour Tuesday 2018")]), None)
    assert (found.kind, found.kept) == ("body", True)
