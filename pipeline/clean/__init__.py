"""Cleaning: the raw text of an article to text that can be parsed, with the way back to every raw character."""

from pipeline.clean.article import clean_article

__all__ = ["clean_article"]
