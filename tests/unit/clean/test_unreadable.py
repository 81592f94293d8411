from __future__ import annotations

import pytest

from pipeline.clean import clean_article
from pipeline.clean.unreadable import CHUNK, LEAST, LONG_TOKEN, OBJECT, unreadable
from pipeline.spans import RawSpan, Tracked
from tests.builders import make_raw

BODY = "The harbour board voted on Monday to close the old pier, and repairs will take about two years."
DIFFERENT = " ".join(f"{chr(97 + n % 26)}o{chr(97 + n // 26)}n" for n in range(676))
NUMBERS = "".join(f"{n * 7919 % 10_007},{n * 104_729 % 9_973}\n" for n in range(1_500))


def left(text: str) -> str:
    return Tracked.of(text).apply(unreadable(text)).text


@pytest.mark.parametrize(
    "run",
    ["(" * 20_000, '"' * 20_000, "“" * 20_000, "a" * 20_000, "e" + "\u0301" * 5_000, "$1," * 7_000, "北京" * 2_000],
)
def test_a_run_without_white_space_is_one_object_and_the_words_around_it_stay(run: str) -> None:
    raw = f"{BODY} {run} {BODY}"
    article = clean_article(make_raw(raw))
    assert article.text == f"{BODY}\n\n{OBJECT}\n\n{BODY}"
    assert article.segments[1].raw_span == RawSpan(len(BODY) + 1, len(raw) - len(BODY) - 1)
    assert not article.segments[1].kept
    assert article.segments[2].raw_span.of(raw) == BODY


@pytest.mark.parametrize("unit", ["( ", '" ', "a\n", "a\n\n", "1 ", "$1, ", "· ", "A ", ". ", "a\t", "a\r"])
def test_a_stretch_without_words_is_one_object(unit: str) -> None:
    assert left(f"{BODY}\n{unit * 5_000}\n{BODY}").split() == [*BODY.split(), OBJECT, *BODY.split()]


def test_figures_that_never_repeat_are_no_words_either() -> None:
    assert left(f"{BODY}\n{NUMBERS}{BODY}").split() == [*BODY.split(), OBJECT, *BODY.split()]


@pytest.mark.parametrize("unit", ["may 1 ", "By Ana Ruiz\n", '"a" said ', f"{BODY} "])
def test_what_is_repeated_for_ever_stays_once_and_ends_where_new_words_come(unit: str) -> None:
    clean = left(f"{unit * 10_000}{BODY} And then the mayor left the town hall by a side door at noon.")
    start, end = clean.split(OBJECT)
    assert start.startswith(unit)
    assert len(start) < CHUNK + 200
    assert end.strip().endswith("the mayor left the town hall by a side door at noon.")


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "(" * (LONG_TOKEN - 1),
        "a " * (LEAST // 2 - 1),
        "The board said no. " * 200,
        " \t\n" * 10_000,
        f"{BODY}{' ' * 20_000}{BODY}",
        "\u200b".join(DIFFERENT),
        " ".join("\0".join(word) for word in BODY.split() for _ in range(8)),
        "".join(f"Port {n:03x}: {n % 7}-{n % 5}, Ruiz scored for Leith in minute {n % 90}.\n" for n in range(400)),
        "".join(f"{chr(65 + n % 26)}na Ruiz{n:x} {n},{n % 911} votes\n" for n in range(600)),
    ],
    ids=range(10),
)
def test_text_of_an_article_is_left_alone(text: str) -> None:
    assert list(unreadable(text)) == []
