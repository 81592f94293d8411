from __future__ import annotations

import pytest

from pipeline.pages.rendering import decoded, plain, rendered, shown


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("&amp;", ("&", 5)),
        ("&eacute;", ("é", 8)),
        ("&copy", ("©", 5)),
        ("&copycat", ("©", 5)),
        ("&notin;", ("∉", 7)),
        ("&notit;", ("¬", 4)),
        ("&nosuch;", ("&nosuch;", 8)),
        ("&#8217;", ("’", 7)),
        ("&#x2019", ("’", 7)),
        ("&#146;", ("’", 6)),
        ("&#0;", ("\ufffd", 4)),
        ("&#xd800;", ("\ufffd", 8)),
        ("&#000000000000000000065;", ("A", 24)),
        ("&#" + "9" * 5_000, ("\ufffd", 5_002)),
    ],
)
def test_references_are_decoded_as_the_standard_has_it(reference: str, expected: tuple[str, int]) -> None:
    assert decoded(reference) == expected


def test_white_space_is_folded_over_nodes_and_each_part_knows_its_place() -> None:
    source = "<b> The </b>\r\n pier&nbsp;&amp;&#10;ferry </p>"
    nodes = [(3, 8), (12, source.index("</p>"))]
    parts = rendered(source, nodes)
    assert "".join(text for text, _, _ in parts) == "The pier\u00a0& ferry"
    assert [source[start:end] for _, start, end in parts] == ["The", " ", "pier", "&nbsp;", "&amp;", "&#10;", "ferry"]


def test_a_number_too_long_for_a_character_does_not_stop_the_page() -> None:
    source = f"a &#{'9' * 5_000}; b"
    assert plain(source, [(0, len(source))]) == "a \ufffd b"


def test_the_words_of_a_stated_title_are_read_as_its_markup_writes_them() -> None:
    assert shown('Mayor: \\"Pier\\u2019s closed\\"', "json_ld") == 'Mayor: "Pier’s closed"'
    assert shown("Pier &amp; <i>ferry</i>\n closed", "h1") == "Pier & ferry closed"
