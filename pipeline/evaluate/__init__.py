"""Scores tables against a gold file: counts that add, every error by name, comparison of two runs, floors."""

from pipeline.evaluate.evaluation import Evaluation, compare, evaluate
from pipeline.evaluate.render import render_comparison, render_text
from pipeline.evaluate.write import write_errors, write_json

__all__ = ["Evaluation", "compare", "evaluate", "render_comparison", "render_text", "write_errors", "write_json"]
