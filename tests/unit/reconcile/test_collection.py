"""The search for reference cycles is paused in a block and as it was after it."""

from __future__ import annotations

import gc

import pytest

from pipeline.reconcile.collection import collection_paused


def test_the_search_goes_on_after_the_block() -> None:
    with collection_paused():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_the_search_goes_on_after_an_error() -> None:
    with pytest.raises(ZeroDivisionError), collection_paused():
        raise ZeroDivisionError
    assert gc.isenabled()


def test_a_search_that_somebody_else_paused_stays_paused() -> None:
    with collection_paused(), collection_paused():
        pass
    assert gc.isenabled()
    with collection_paused():
        with collection_paused():
            pass
        assert not gc.isenabled()
