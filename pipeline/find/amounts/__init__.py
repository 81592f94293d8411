"""Quantities with exact decimals: money, percentages, counts, durations, measures and ratios."""

from pipeline.find.amounts.finder import find_amounts

__all__ = ["find_amounts"]
