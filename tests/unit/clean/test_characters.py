from __future__ import annotations

import pytest

from pipeline.clean.characters import clean_characters
from pipeline.spans import RawSpan, Span, Tracked


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("They donâ€™t know", "They don’t know"),
        ("the cafÃ© at noon", "the café at noon"),
        ("AT&amp;T &quot;ads&quot;", 'AT&T "ads"'),
        ("\x93Yes,\x94 he said\x85", "“Yes,” he said…"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("a\u00a0b\tc\u2009d   e", "a b c d e"),
        ("sanc\u00adtuary c\u200bity \u202eabc\u202c", "sanctuary city abc"),
        ("a\x00b\x07c", "abc"),
    ],
)
def test_noise_of_encodings_and_pages_is_mended(raw: str, clean: str) -> None:
    assert clean_characters(Tracked.of(raw)).text == clean


@pytest.mark.parametrize(
    "text",
    [
        '“Curly” and "straight" ‘marks’ – and — dashes…',
        "naïve façade, Ångström, Škoda, 北京, Москва",
        "R&D; Q&A, rock & roll, &unknown;",
        "👩\u200d🚒 and می\u200cخواهم",
        "the the misspeled word",
        "½ of 20°C, 5′ 10″, £5, €7",
    ],
)
def test_good_text_stays_as_it_is(text: str) -> None:
    tracked = Tracked.of(text)
    assert clean_characters(tracked) is tracked


def test_each_mended_character_leads_back_to_what_stood_there() -> None:
    raw = "They donâ€™t&amp;\u200b\r\nknow"
    tracked = clean_characters(Tracked.of(raw))
    assert tracked.text == "They don’t&\nknow"
    assert tracked.raw_span(Span(5, 10)).of(raw) == "donâ€™t"
    assert tracked.raw_span(Span(12, 16)) == RawSpan(len(raw) - 4, len(raw))
