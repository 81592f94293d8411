"""Names on any text, with any stretches of it taken for names by a model."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Span as Tokens
from spacy.util import filter_spans

from pipeline.find.entities import find_mentions
from pipeline.find.entities.columns import Columns
from pipeline.parse import Parsed
from tests.builders import make_article
from tests.names_given import NLP

WORDS = st.sampled_from([
    "Ada", "Kerrow", "KERROW", "Jr.", "II", ",", ".", "(", ")", "HRGP", "&", "City", "of", "State", "Section", "702",
    "Act", "\n", "“", "”", "the", "The", "US", "$", "v.", "@AdaKerrow", "Mayor", "White", "House", "at", "Ohio",
    "Mass.", "administration", "Hurricane", "-", "No", "3", "'s", "water", "grants", "\t", "é",
])  # fmt: skip
TEXTS = st.one_of(st.lists(WORDS, max_size=40).map(" ".join), st.text(max_size=80))
LABELS = st.sampled_from(["PERSON", "ORG", "LOC", "NORP", "MISC", "GPE", "DATE"])


@st.composite
def analysed(draw: st.DrawFn) -> Parsed:
    """An article and up to six stretches of tokens that a model might take for names."""
    text = draw(TEXTS)
    doc = NLP(text)
    if len(doc) > 0:
        ends = st.tuples(st.integers(0, len(doc) - 1), st.integers(1, 6), LABELS)
        chosen = [
            Tokens(doc, at, min(at + n, len(doc)), label=label) for at, n, label in draw(st.lists(ends, max_size=6))
        ]
        doc.set_ents(filter_spans(chosen))
    return Parsed(make_article(text), doc)


@settings(deadline=None, max_examples=150)
@given(analysed())
def test_names_are_slices_of_the_text_in_order_and_never_overlap(parsed: Parsed) -> None:
    found = find_mentions(parsed).records
    assert [m.text for m in found] == [m.span.of(parsed.article.text) for m in found]
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    assert all(m.text.strip() == m.text and any(c.isalnum() for c in m.text) for m in found)


@settings(deadline=None, max_examples=50)
@given(analysed())
def test_the_same_article_gives_the_same_names(parsed: Parsed) -> None:
    assert find_mentions(parsed) == find_mentions(parsed)


@settings(deadline=None, max_examples=100)
@given(TEXTS, st.integers(0, 80), st.integers(1, 20))
def test_tokens_of_a_stretch_are_those_that_share_its_characters(text: str, start: int, length: int) -> None:
    columns = Columns.of(NLP(text))
    end = min(start + length, len(text))
    if start >= end:
        return
    first, last = columns.tokens(start, end)
    shared = [i for i in range(len(columns.texts)) if columns.starts[i] < end and columns.end_of(i) > start]
    assert list(range(first, last)) == shared
