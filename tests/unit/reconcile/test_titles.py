"""The title before a name."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.reconcile.titles import title_before
from tests.cases_of import cases_of


@pytest.mark.parametrize("case", cases_of("reconcile", "titles"))
def test_a_title_holds_no_function_word_and_nobody_else(case: dict[str, Any]) -> None:
    assert title_before(case["before"]) == (case["roles"][0] if case["roles"] else None)


def test_a_title_that_the_context_cuts_in_two_begins_with_a_whole_word() -> None:
    before = "Xylographers " * 12 + "Guild President "
    assert (title_before(before) or "").startswith("Xylographers ")
