"""Who the sources of an article's quotes and claims are: names, or nominals and pronouns and what they take up."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.find.sources.resolver import Resolver
from pipeline.parse import Parsed
from pipeline.schema import Attributions, Mention, Sources

__all__ = ["find_sources"]


def find_sources(parsed: Parsed, mentions: Sequence[Mention], attributions: Attributions) -> Sources:
    """The mention behind each distinct source span of the quotes and claims.

    A source headed by a name is that name's mention. Any other becomes a new mention, a pronoun or a nominal, whose
    ``antecedent`` is the id of the mention that it takes up, or None where nothing in the article tells: an unnamed
    official is somebody, and stays an entity of his own. A nominal that is nobody's source but is taken up by one
    becomes a mention too. ``rule`` names the rule, ``score`` how sure it is where it is a guess. New mentions come in
    order of their spans.
    """
    return Resolver(parsed, mentions, attributions).resolve()
