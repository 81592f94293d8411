"""Repeated quotations, whatever the words: firsts are earlier rows of one speaker, and nothing depends on chance."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.reconcile.repeats import Repeats, Said
from pipeline.reconcile.repeats_index import Index, fingerprints
from pipeline.reconcile.repeats_words import wording

WORDS = st.sampled_from(
    ["the", "of", "not", "we", "will", "dam", "harbor", "bridge", "Lee", "Harlow", "7", "...", "[sic]", "[he]", "vote"]
)
TEXTS = st.lists(WORDS, max_size=20).map(" ".join) | st.text(max_size=60)
SPEAKERS = st.sampled_from(["person:x", "person:y", None])


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(TEXTS, SPEAKERS), max_size=15))
def test_first_is_an_earlier_first_row_and_groups_have_one_speaker(rows: list[tuple[str, str | None]]) -> None:
    said = [Said(str(n), text, speaker) for n, (text, speaker) in enumerate(rows)]
    firsts = list(Repeats().mark(said))
    assert firsts == list(Repeats().mark(said))
    speakers: dict[str, set[str]] = {}
    for row, first in zip(said, firsts, strict=True):
        assert first is None or (int(first) < int(row.row_id) and firsts[int(first)] is None)
        if row.speaker is not None:
            speakers.setdefault(first or row.row_id, set()).add(row.speaker)
    assert all(len(group) == 1 for group in speakers.values())


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=200))
def test_any_text_has_a_wording_with_places_inside(text: str) -> None:
    said = wording(text)
    assert all(0 <= i <= len(said.words) for i in said.cuts)
    assert all(0 <= i < len(said.words) for i in said.inserted | said.names)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(("dam", "harbor", "bridge", "council", "vote", "loan")), min_size=6, max_size=40),
       st.data())  # fmt: skip
def test_index_never_misses_a_shared_run_of_six_words_of_content(words: list[str], data: st.DataObject) -> None:
    index = Index()
    index.add(3, fingerprints(words, "person:x"))
    start = data.draw(st.integers(0, len(words) - 6))
    assert index.near(fingerprints(["so", *words[start : start + 6], "then"], "person:x")) == [3]
    assert index.near(fingerprints(words, "person:y")) == []
