"""Attributions: quotes and claims with their sources."""

from pipeline.find.attributions.finder import find_attributions

__all__ = ["find_attributions"]
