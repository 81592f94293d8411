"""Any text: no crash, spans in bounds, in order and apart, the surface equals the slice; work grows with the text."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.config import DatesConfig
from pipeline.find.dates import find_dates
from pipeline.parse import Parsed, tokenize
from pipeline.schema import DateMention
from tests.builders import make_article
from tests.growth import Work, is_linear

BLANK = spacy.blank("en")
# Words that the grammar knows, so that random texts reach its rules.
WORDS = """the a last next this early late mid - – , . : / ' ’s of in by until and or to from between every other
first second third 5 24 31 1999 2018 0 99 1e3 16th '90s 1980s two twenty several half few hundred day days week weeks
month year years quarter weekend century decades morning night noon 9:30 25:61 a.m. p.m. UTC May March Sept. Feb. Monday
Sun. spring fall Thanksgiving Easter today tomorrow ago earlier later now recently fiscal FY2016 Q3 2018-01-24
2018-99-99 13/13/2013 29 February 9999 1000 $ % ² ٣ old long per twice times daily"""
PIECES = st.sampled_from([*WORDS.split(), "\n", "\u00a0"])
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map(" ".join), st.lists(PIECES).map("".join))
DAYS = st.one_of(st.none(), st.dates(), st.sampled_from([date(1, 1, 1), date(9999, 12, 31), date(2016, 2, 29)]))


def records(text: str, published: date | None) -> tuple[DateMention, ...]:
    """The dates of a text whose parse has no tags."""
    return find_dates(Parsed(make_article(text, published=published), BLANK(text)), DatesConfig()).records


@settings(max_examples=150, deadline=None)
@given(TEXTS, DAYS)
def test_any_text_yields_spans_of_itself(text: str, published: date | None) -> None:
    at = 0
    for record in records(text, published):
        assert at <= record.span.start < record.span.end <= len(text)
        assert record.text == record.span.of(text)
        at = record.span.end


@settings(max_examples=150, deadline=None)
@given(TEXTS, DAYS)
def test_first_day_never_comes_after_last_day(text: str, published: date | None) -> None:
    for record in records(text, published):
        if record.first_day is not None and record.last_day is not None:
            assert record.first_day <= record.last_day


@settings(max_examples=30, deadline=None)
@given(TEXTS, DAYS)
def test_the_same_text_reads_the_same_twice(text: str, published: date | None) -> None:
    assert records(text, published) == records(text, published)


HARD = (
    "7", "7 ", " ", "may 1 ", "May 1 ", "$1,", "(", "[]", "1,111,", "12:", "3/4/", "'", "'9", "a.m. ", "Monday ",
    "Sunday's ", "a year ago ", "late in the day ", "two hundred and ", "2016-", "twenty ", "X. 5 a.m. ",
    "the last 24 - 5 , of 1999 to two ", "abcd. Efgh ", "week after ", "from Monday to ",
)  # fmt: skip


@pytest.mark.parametrize("piece", HARD)
def test_time_grows_with_the_text_and_not_with_its_square(piece: str) -> None:
    def text_of(n: int) -> Work:
        text = piece * (n // len(piece))
        return partial(find_dates, Parsed(make_article(text), tokenize(BLANK, text)), DatesConfig())

    assert is_linear(text_of, 1_600)
