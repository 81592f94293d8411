"""What a stretch of a page's source says to a reader; to compare it with the text of a row."""

from __future__ import annotations

from pipeline.pages.rendering import plain
from pipeline.pages.visible import stretches


def evidence(source: str) -> str:
    """The words of a stretch of source: tags, comments and scripts taken out, references decoded, white space folded.

    >>> evidence('the <a href="/x">Stroud &amp; Keller</a>\\n report')
    'the Stroud & Keller report'
    """
    return " ".join(" ".join(plain(source, stretch.nodes) for stretch in stretches(source)).split())
