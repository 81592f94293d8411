"""Which language an article is in; the model and the finders read English only."""

from __future__ import annotations

from typing import Final

from pipeline.schema import Article

ENGLISH: Final = "en"
ENOUGH: Final = 200  # characters
LOOKED_AT: Final = 3_000  # characters of the kept text
# By how much another language must be likelier, in nats a byte: twelve pages in other languages 0.4 to 3.2, lists of
# names in English papers up to 0.3, and 2,900 English news texts of 30 words and more were all told for English.
MARGIN: Final = 0.35


def language_of(article: Article) -> str:
    """The ISO 639-1 code of the language of the article's kept text; ``en`` for a short text, and in doubt.

    py3langid tells it (Lui and Baldwin 2012, "langid.py": n-grams of bytes), without network.
    """
    kept = [segment.span.of(article.text)[:LOOKED_AT] for segment in article.segments if segment.kept]
    text = " ".join(kept)[:LOOKED_AT]
    if len(text) < ENOUGH:
        return ENGLISH
    from py3langid import rank  # unpacks its model, a tenth of a second and more

    scores = dict(rank(text))
    best = max(scores, key=lambda language: scores[language])
    is_foreign = scores[best] - scores[ENGLISH] > MARGIN * len(text.encode("utf-8", "replace"))
    return str(best) if is_foreign else ENGLISH
