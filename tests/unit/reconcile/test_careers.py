"""Whether one life may hold two offices."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reconcile.careers import Fit, career_of, fit_one_life, lie_apart


@pytest.mark.parametrize(
    ("a", "b", "fit"),
    [
        ("Tamarack governor", "jazz pianist", Fit.HARDLY),
        ("geneticist", "goalkeeper", Fit.HARDLY),
        ("Ohio governor", "Utah mayor", Fit.HARDLY),
        ("Liberian president", "North Carolina congressman", Fit.HARDLY),
        ("goalkeeper", "pitcher", Fit.HARDLY),
        ("colonial preacher", "Texas senator", Fit.HARDLY),
        ("finance minister", "investment banker", Fit.CALLINGS),
        ("novelist", "radio host", Fit.CALLINGS),
        ("finance minister", "former investment banker", Fit.TURNED),
        ("former wrestler", "Minnesota governor", Fit.TURNED),
        ("Vermont senator", "secretary of state", Fit.CAREER),
        ("secretary of state", "former Vermont senator", Fit.PATH),
        ("Portuguese finance minister", "U.N. refugee chief", Fit.CAREER),
        ("Idaho senator", "ambassador to Kenya", Fit.CAREER),
        ("mayor", "somebody", None),
    ],
)
def test_two_offices_fit_one_life(a: str, b: str, fit: Fit | None) -> None:
    assert fit_one_life(career_of(a), career_of(b)) == fit == fit_one_life(career_of(b), career_of(a))


def test_a_head_is_of_the_walk_of_his_body() -> None:
    assert career_of("BBC chairman").walks == {"media"}
    assert career_of("Iraqi leader").walks == {"government"}
    assert career_of("head of Harlow Widgets").walks == {"office"}


def test_bodies_of_all_countries_lie_nowhere() -> None:
    assert lie_apart(career_of("Egyptian minister"), career_of("Kenyan minister"))
    assert not lie_apart(career_of("Egyptian minister"), career_of("NATO chief"))


def test_where_one_was_born_or_is_sent_is_no_country_of_office() -> None:
    assert career_of("Austrian-born movie star").countries == frozenset()
    assert career_of("U.S. envoy to Moscow").countries == {"united states"}


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text_has_a_career(a: str, b: str) -> None:
    assert fit_one_life(career_of(a), career_of(b)) == fit_one_life(career_of(b), career_of(a))
