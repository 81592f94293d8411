"""Whether time grows with the text and not with its square, on a machine that others use too."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.reconcile.collection import collection_paused

TRIES = 8
LEAST = 0.01  # seconds; less cannot be compared


def is_linear(short: Callable[[], float], long: Callable[[], float]) -> bool:
    """Whether ``long``, over twice as much as ``short``, takes less than three times as long; quadratic work: four.

    Both give the seconds that they took. The least of up to ``TRIES`` measurements counts, since noise only adds.
    Meanwhile Python does not search for reference cycles: that takes the longer the more earlier tests left behind.
    """
    with collection_paused():
        least_short, least_long = short(), long()
        for _ in range(TRIES):
            if least_long < 3 * max(least_short, LEAST):
                return True
            least_short, least_long = min(least_short, short()), min(least_long, long())
    return False
