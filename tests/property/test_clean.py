"""Cleaning holds its promises on any text, not only on articles."""

from __future__ import annotations

from ftfy.badness import is_bad
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.clean import clean_article
from pipeline.clean.mojibake import ODD
from pipeline.schema import Article
from pipeline.spans import Span
from tests.builders import make_raw

PARTS = st.sampled_from(
    [
        "The council met on Monday and voted to close the harbour.",
        "“We will appeal,” said Ana Ruiz.",
        '"It is over. " she said.',
        "Council votes to close the harbour",
        "By Ana Ruiz, Harbour Gazette",
        "date 2018-01-24 ",
        "January 24, 2018",
        "LISBON (Reuters) - ",
        "(Photo: Ana Ruiz/Harbour Gazette)",
        "ANA RUIZ / GETTY",
        "Sign up for our newsletter",
        "· ",
        "- ",
        "* ",
        "___",
        "UPDATE: The mayor has issued a statement.",
        "The Washington Post",
        "Reutersadds",
        "vote.Dozens",
        "donâ€™t",
        "&amp;",
        "\n",
        "\n\n",
        "\r\n",
        "\t",
        " ",
        "\u00a0",
        "\u200b",
        "\u2028",
        "\x00",
        "\x93",
        "👩\u200d🚒",
        '"',
        "”",
        ".",
        "a",
    ]
)
NEWS = st.lists(PARTS, max_size=14).map("".join)
ANY = st.one_of(NEWS, st.text(st.characters(exclude_categories=["Cs"]), max_size=80))


def cleaned(text: str) -> Article:
    return clean_article(make_raw(text, published=None))


@settings(max_examples=150, deadline=None)
@given(ANY)
@example("")
@example("\n · \n")
@example("- - a\n- b")
def test_segments_are_in_order_apart_and_cover_all_but_white_space(text: str) -> None:
    article = cleaned(text)
    at = 0
    for i, segment in enumerate(article.segments):
        between = article.text[at : segment.span.start]
        assert between == ("\n\n" if i else "")
        assert segment.span.of(article.text).strip() == segment.span.of(article.text) != ""
        assert segment.raw_span == article.raw_span(segment.span)
        at = segment.span.end
    assert at == len(article.text)


@settings(max_examples=150, deadline=None)
@given(ANY)
def test_raw_spans_run_forwards_and_every_word_leads_back_to_raw_characters(text: str) -> None:
    article = cleaned(text)
    spans = [article.raw_span(Span(i, i + 1)) for i in range(len(article.text))]
    assert [s.start for s in spans] == sorted(s.start for s in spans)
    assert [s.end for s in spans] == sorted(s.end for s in spans)
    for character, span in zip(article.text, spans, strict=True):
        if character.isalnum():
            assert span.of(text)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(ANY.filter(lambda text: "&" not in text))
def test_cleaning_a_clean_text_changes_nothing(text: str) -> None:
    """Character references apart: they are decoded once, since "&amp;lt;" says "&lt;"."""
    once = cleaned(text).text
    assert cleaned(once).text == once


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80).filter(lambda text: "&" not in text))
def test_no_letter_or_digit_of_plain_text_is_lost(text: str) -> None:
    raw = "".join(c for c in text if c.isascii() and c.isalnum())
    assert "".join(c for c in cleaned(text).text if c.isascii() and c.isalnum()) == raw


@settings(max_examples=100, deadline=None)
@given(ANY)
def test_text_has_no_characters_that_hide_or_split_words(text: str) -> None:
    hidden = set("\x00\r\t\u00a0\u200b\u00ad\u202e\ufeff\u2028")
    assert not hidden & set(cleaned(text).text)


@settings(deadline=None, max_examples=200)
@given(st.text("aZ .’“”‘–—…•\xa0,7", max_size=40))
def test_typographic_marks_alone_never_look_like_wrong_decoding(text: str) -> None:
    assert ODD.search(text) is None
    assert not is_bad(text)
