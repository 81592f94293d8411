"""Where the words of a text stand in its quotations: outside, inside, or being the mark that opens or closes one."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.quotation_marks import find_quotations
from pipeline.spans import Span

OUTSIDE, INSIDE, OPENS, CLOSES = range(4)
COUNT = 4
LINE = re.compile(r"[^\n]+")


def marks_of(text: str, starts: Sequence[int]) -> NDArray[np.int64]:
    """The class of each word of a text; ``starts`` are the words' character offsets, ascending.

    Every line is a paragraph. Linear in the text.
    """
    found = np.zeros(len(starts), dtype=np.int64)
    quotations, _ = find_quotations(text, [Span(*m.span()) for m in LINE.finditer(text)])
    for quotation in quotations:
        low, high = bisect_left(starts, quotation.outer.start), bisect_left(starts, quotation.outer.end)
        found[low:high] = INSIDE
        found[low : bisect_left(starts, quotation.inner.start)] = OPENS
        found[bisect_left(starts, quotation.inner.end) : high] = CLOSES
    return found
