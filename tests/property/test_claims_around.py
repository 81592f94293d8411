"""What stands in a claim points to the narrowest claim around it, however claims nest and cross."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.spans import Span
from pipeline.tables.assemble import _Narrowest

SPANS = st.tuples(st.integers(0, 5000), st.integers(1, 2500)).map(lambda p: Span(p[0], p[0] + p[1]))


@settings(max_examples=200, deadline=None)
@given(st.lists(SPANS, max_size=25), SPANS)
def test_the_claim_is_the_narrowest_that_holds_the_whole_span(claims: list[Span], span: Span) -> None:
    rows = [(SimpleNamespace(span=c), SimpleNamespace(claim_id=str(i))) for i, c in enumerate(claims)]
    found = _Narrowest(cast(Any, rows)).around(span)
    around = [c for c in claims if c.start <= span.start and span.end <= c.end]
    assert (found is None) == (not around)
    if found is not None:
        held = claims[int(found)]
        assert held in around
        assert len(held) == min(len(c) for c in around)
