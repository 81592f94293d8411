"""The review of uncertain merges by a person: what is to be decided, the decisions on disk, and the terminal."""

from pipeline.review.cases import Case, read_cases
from pipeline.review.decisions import Review
from pipeline.review.walk import review_tables

__all__ = ["Case", "Review", "read_cases", "review_tables"]
