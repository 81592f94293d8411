from __future__ import annotations

from pipeline.pages.align import Folded, aligned, folded


def places(page: list[str], runs: list[str]) -> list[list[str]]:
    whole = Folded(page)
    found = aligned(whole, [folded(run) for run in runs]).parts
    return [[f"{start}:{whole.text[start:end]}" for start, end in parts] for parts in found]


def test_marks_and_white_space_do_not_matter() -> None:
    assert places(["The  pier’s “end” — soon"], ['The pier\'s "end" - soon']) == [["0:Thepiersendsoon"]]


def test_a_repeated_run_goes_where_the_order_puts_it() -> None:
    assert places(["same", "one", "same", "two", "same"], ["one", "same", "two"]) == [["4:one"], ["7:same"], ["11:two"]]


def test_a_repeated_run_before_the_first_certain_one_goes_next_to_it() -> None:
    assert places(["same", "other", "same", "one"], ["same", "one"]) == [["9:same"], ["13:one"]]


def test_runs_that_all_repeat_take_one_place_after_the_other() -> None:
    assert places(["a1", "b1", "a1", "b1"], ["a1", "b1", "a1"]) == [["0:a1"], ["2:b1"], ["4:a1"]]


def test_a_whole_stretch_goes_before_a_part_of_one() -> None:
    assert places(["share this story", "one", "share"], ["share"]) == [["17:share"]]


def test_a_run_over_several_stretches_is_found() -> None:
    assert places(["nothing", "first line", "second line"], ["first line second line"]) == [["7:firstlinesecondline"]]


def test_a_run_with_a_part_left_out_is_followed_around_it() -> None:
    page = ["The board that met on Monday in the old town hall voted to close the pier for two years."]
    found = places(page, ["The board that met on Monday voted to close the pier for two years."])
    assert found == [["0:TheboardthatmetonMonday", "39:votedtoclosethepierfortwoyears"]]


def test_a_run_that_is_not_there_has_no_place() -> None:
    assert places(["one thing said"], ["another thing that nobody said at all"]) == [[]]
