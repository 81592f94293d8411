"""Whether time grows with the text and not with its square, on a machine that others use too."""

from __future__ import annotations

import time
from collections.abc import Callable

from pipeline.reconcile.collection import collection_paused

Work = Callable[[], object]

TIMES = 4  # as much work in the long run as in the short one
MOST = 9.0  # times as long: linear work takes 4, quadratic work 16; 3 for each doubling
TRIES = 10
LEAST = 0.01  # seconds; less cannot be compared


def is_linear(prepare: Callable[[int], Work], size: int) -> bool:
    """Whether work over ``TIMES`` the size takes less than ``MOST`` times as long.

    ``prepare`` makes the work over so many characters or names; only the work itself is timed, by the processor's
    clock. The least of up to ``TRIES`` measurements counts, since noise only adds. Meanwhile Python does not search for
    reference cycles: that takes the longer the more earlier tests left behind.
    """
    short, long = prepare(size), prepare(TIMES * size)
    least_short = least_long = float("inf")
    with collection_paused():
        for _ in range(TRIES):
            least_short, least_long = min(least_short, _seconds(short)), min(least_long, _seconds(long))
            if least_long < MOST * max(least_short, LEAST):
                return True
    return False


def _seconds(work: Work) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start
