"""Rules are tried only near their anchors; that must find what a search of the whole string finds."""

from __future__ import annotations

import random

import pytest

from pipeline.find.dates.anchors import anchor_of, shape_of
from pipeline.find.dates.find import RULES, _matches, _searched
from pipeline.find.dates.kinds import CODES, NAME, characters, compile_rule

PIECES = 10  # of a made-up text: what a match needs, or kinds that the rule names; matches touch and overlap


@pytest.mark.parametrize("place", range(len(RULES)), ids=lambda place: f"{place}-{RULES[place].name}")
def test_a_rule_finds_near_its_anchors_what_a_search_finds(place: int) -> None:
    pattern, anchors = compile_rule(RULES[place].pattern), shape_of(RULES[place].pattern).anchors
    kinds, names = anchor_of(RULES[place].pattern).kinds, NAME.findall(RULES[place].pattern)
    searched = next(one for rules in _searched().values() for one in rules if one.place == place)
    chance = random.Random(place)
    matched = 0
    for _ in range(60):
        some = [(name for name in names if chance.random() < 0.7) for _ in range(PIECES)]
        pieces = ["".join(chance.choice(characters(name)) for name in chosen) for chosen in some]
        pieces += ["".join(chance.choice(sorted(anchor.kinds)) for anchor in anchors) for _ in range(PIECES)]
        string = "".join(chance.sample(pieces, PIECES))
        near = [at for at, code in enumerate(string) if code in kinds]
        expected = [found.span() for found in pattern.finditer(string)]
        assert [found.span() for found in _matches(searched, string, near)] == expected
        matched += len(expected)
    assert matched


def test_a_part_that_may_be_left_out_is_no_anchor() -> None:
    assert anchor_of("THE? (?:LAST|NEXT)? MONTH").kinds == {CODES["MONTH"]}
    with pytest.raises(ValueError, match="empty"):
        anchor_of("THE? (?=MONTH)")
