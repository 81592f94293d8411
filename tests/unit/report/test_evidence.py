"""The evidence of merges in the report."""

from __future__ import annotations

import pytest

from pipeline.report.view import Evidence, read_evidence


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("a1: said Jon Addler, who", "Jon Addler", Evidence("a1", "said ", "Jon Addler", ", who")),
        ("a1: said JON ADDLER", "Jon Addler", Evidence("a1", "said ", "JON ADDLER", "")),
        ("a1: no such name", "Jon Addler", Evidence("a1", "no such name", "", "")),
        ("a9: of another corpus", "of", Evidence("", "a9: ", "of", " another corpus")),
        ("he said: no", "", Evidence("", "he said: no", "", "")),
        ("a1: İ grows when it is small Jon", "Jon", Evidence("a1", "İ grows when it is small Jon", "", "")),
        ("", "Jon", Evidence("", "", "", "")),
    ],
)
def test_evidence_is_read_as_article_and_words_around_the_name(text: str, name: str, expected: Evidence) -> None:
    assert read_evidence(text, name, {"a1": "article-1"}) == expected
