"""Finds time expressions and says what they mean."""

from pipeline.find.dates.find import find_dates

__all__ = ["find_dates"]
