from __future__ import annotations

import pytest

from pipeline.clean.characters import apply
from pipeline.clean.joins import STEPS
from pipeline.spans import Tracked


def joined(text: str) -> str:
    tracked = Tracked.of(text)
    for step in STEPS:
        tracked = apply(tracked, step)
    return tracked.text


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("It closed the pier.Dozens came.", "It closed the pier. Dozens came."),
        ("They met in Leith.The board voted.", "They met in Leith. The board voted."),
        ("Okoro spoke to Ruiz.Okoro left.", "Okoro spoke to Ruiz. Okoro left."),
        ("However, as Reutersadds, it is late.", "However, as Reuters adds, it is late."),
        ("Ruiz waited. Then Ruizsaid no.", "Ruiz waited. Then Ruiz said no."),
        ("“It is over,”she said.", "“It is over,” she said."),
        ("She asked.“Why now?”", "She asked. “Why now?”"),
        ('He said, "We lost. " Then he left.', 'He said, "We lost." Then he left.'),
        ("He said, “We lost. ” Then he left.", "He said, “We lost.” Then he left."),
    ],
)
def test_lost_and_extra_spaces_are_mended(raw: str, clean: str) -> None:
    assert joined(raw) == clean


@pytest.mark.parametrize(
    "text",
    [
        "See www.example.Com/The.Report or mail a.b@example.The or read U.S.News and Yahoo.Com",
        "It runs on Node.Js and costs 3.5 million. e.g.This is not split",
        "He uses YouTube, eBay, an iPhone and WikiLeaks",
        "Forsaid is a village, and Presaid another",
        'He said: "One." "Two." she said.',
        "he said said that it it was teh end",
    ],
)
def test_what_only_looks_glued_stays(text: str) -> None:
    assert joined(text) == text
