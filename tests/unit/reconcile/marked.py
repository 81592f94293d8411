"""Mentions from text with marks: "[PERSON Tim Burrow] spoke" holds one mention."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.schema import Form, Label, Mention
from pipeline.spans import Span

CASES = Path(__file__).parents[2] / "cases" / "reconcile"
MARK = re.compile(r"\[(?P<label>[A-Z]+) (?P<text>[^\]]+)\]")


def read_cases(name: str) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    return cases


def mark(text: str, article_id: str = "a1", published: date | None = date(2018, 1, 24)) -> list[Mention]:
    """The mentions of a marked text, with contexts and spans of the text without marks."""
    plain, spans = "", []
    at = 0
    for found in MARK.finditer(text):
        plain += text[at : found.start()]
        spans.append((len(plain), found["text"], found["label"]))
        plain += found["text"]
        at = found.end()
    plain += text[at:]
    return [
        Mention(
            f"{article_id}:{start}", article_id, Span(start, start + len(name)), name, Label(label), Form.NAME, "test",
            before=plain[max(0, start - 100) : start], after=plain[start + len(name) :][:100], published=published,
        )
        for start, name, label in spans
    ]  # fmt: skip


def sorted_groups(groups: list[list[str]]) -> list[list[str]]:
    return sorted(sorted(group) for group in groups)
