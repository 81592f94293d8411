"""Descriptions of things and places: what paraphrases, what parts."""

from __future__ import annotations

import pytest

from pipeline.reconcile.descriptions import agree_things, kinds_in
from pipeline.reconcile.regions import regions_of


@pytest.mark.parametrize(
    ("a", "b", "name", "expected"),
    [
        ("Qatari satellite channel", "television station based in Qatar", "Vuwalm", "same"),
        ("ferry company", "ferry company", "Vuwalm", "same"),
        ("medical aid group", "medical charity founded in Paris", "Vuwalm", "same"),
        ("cancer charity", "London group that funds cancer research", "Vuwalm", "same"),
        ("gun lobby", "restaurant industry trade group", "VQW", "other"),
        ("doctors' union", "group of dog breeders", "VQW", "other"),
        ("French insurer", "insurer in Peru", "VQW", "same"),
        ("French ministry", "ministry in Peru", "VQW", "contradict"),
        ("Ohio agency", "Texas agency", "VQW", "contradict"),
        ("federal agency", "Texas agency", "VQW", "contradict"),
        ("online retailer", "river in South America", "Vuwalm", "contradict"),
        ("Lebanese militia", "Iranian-backed militia", "Vuwalm", "career"),
    ],
)
def test_descriptions_of_things(a: str, b: str, name: str, expected: str) -> None:
    assert agree_things(a, b, (name, name), False)[0] == expected


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("Libyan capital", "Lebanon's second-largest city", "contradict"),
        ("grand duchy", "Belgian province", "contradict"),
        ("U.S. state", "country in the Caucasus", "contradict"),
        ("Iraqi city", "Sunni town west of Baghdad", "same"),
        ("city", "port city", "unknown"),
        ("Massachusetts capital", "town in Vuwalmshire", "other"),
        ("former British colony", "Chinese territory", "unknown"),
    ],
)
def test_descriptions_of_places(a: str, b: str, expected: str) -> None:
    assert agree_things(a, b, ("Tamarack", "Tamarack"), True)[0] == expected


def test_the_order_of_two_descriptions_does_not_matter() -> None:
    names = ("VQW", "VQW")
    assert (
        agree_things("gun lobby", "Ohio agency", names, False)[0]
        == (agree_things("Ohio agency", "gun lobby", names, False)[0])
    )


@pytest.mark.parametrize("text", ["", "the", "of the", "'s", "-", "in", "(", "12", "\x00", "A" * 5000])
def test_any_text_has_an_answer(text: str) -> None:
    assert kinds_in(text) == frozenset()
    assert regions_of(text).all == frozenset()
    assert agree_things(text, "gun lobby", ("VQW", "VQW"), False)[1]
