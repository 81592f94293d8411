"""Windows: cut at ends of paragraphs and sentences, by force only where there is none."""

from __future__ import annotations

import pytest

from pipeline.encoder.windows import LIMIT, Window, windows


def cut(words: list[str]) -> list[Window]:
    return windows(words, [1] * len(words))


def test_a_short_text_is_one_window() -> None:
    assert cut(["It", "rained", "."]) == [Window(0, 3, 0, 3)]
    assert cut([]) == []


def test_a_window_ends_at_the_last_sentence_end_that_fits() -> None:
    words = (["The", *["word"] * 98, "."]) * 3
    assert cut(words) == [Window(0, 100, 0, 100), Window(100, 200, 100, 200), Window(200, 300, 200, 300)]


def test_a_paragraph_end_in_the_second_half_is_preferred_to_a_later_sentence_end() -> None:
    words = ["word"] * 119 + ["\n\n"] + ["word"] * 40 + ["."] + ["word"] * 100
    assert cut(words)[0] == Window(0, 120, 0, 120)


def test_closing_quotation_marks_stay_with_their_sentence() -> None:
    words = ["word"] * 150 + [".", "”", "The"] + ["word"] * 100
    assert cut(words)[0] == Window(0, 152, 0, 152)


@pytest.mark.parametrize("after", ["he", "…", "."])
def test_a_full_stop_before_what_cannot_begin_a_sentence_is_no_end(after: str) -> None:
    words = ["word"] * 100 + ["."] + ["The"] + ["word"] * 60 + ["."] + [after] + ["word"] * 100
    assert cut(words)[0] == Window(0, 101, 0, 101)


def test_a_full_stop_before_a_closing_mark_is_no_end() -> None:
    """The mark is the first word beyond the limit: a cut before it would part it from its sentence."""
    words = ["word"] * (LIMIT - 1) + ["."] + ["”"] + ["word"] * 100
    assert cut(words)[0].end == LIMIT
    assert cut(words)[0].last < LIMIT


def test_words_are_read_twice_where_no_sentence_ends() -> None:
    first, second = cut(["word"] * 300)
    assert first == Window(0, 192, 0, 168)
    assert second == Window(144, 300, 168, 300)


def test_long_words_make_shorter_windows() -> None:
    assert [w.end - w.start for w in windows(["word"] * 20 + ["."], [12] * 21)] == [16, 9]
