"""What somebody is quoted as saying, as a few numbers: two papers that print one statement have some of them in common.

Winnowing (Schleimer, Wilkerson and Aiken, "Winnowing: Local Algorithms for Document Fingerprinting", 2003) over runs of
words in one spelling. On the quotations of PolNeAR's open part two articles' chains with one surname share a number 57
times as often as two with different surnames; what these share is mostly titles and set phrases of six words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b

from pipeline.reconcile.repeats_words import Wording, weight, wording
from pipeline.schema import Quote
from pipeline.spans import Span

RUN = 6  # words behind a number; with five, chance gives three times as many
WINDOW = 3  # neighbouring runs of which one is kept, so that RUN + WINDOW - 1 shared words are never missed
MIN_WEIGHT = 2.0  # what the words of a run must weigh: "I do not know if it" is said by everybody
MOST = 128  # numbers of one chain, the least: those of some 400 words, more than all but one quoted chain in 200 have
BYTES = 7  # of a number; eight would take a third more memory


def utterances_of(quotes: Iterable[Quote], mention_of: Iterable[tuple[Span, str]]) -> dict[str, tuple[str, ...]]:
    """The texts of the utterances by the id of the mention that names their source.

    The stretches of one utterance are one text, in the order of the article: "We will not," he said, "give up."
    """
    names = dict(mention_of)
    stretches: dict[tuple[str, int], list[str]] = defaultdict(list)
    for quote in sorted(quotes, key=lambda quote: quote.span):
        if quote.source is not None and quote.source in names:
            stretches[names[quote.source], quote.utterance].append(quote.text)
    texts: dict[str, tuple[str, ...]] = {}
    for (mention_id, _), parts in stretches.items():
        texts[mention_id] = (*texts.get(mention_id, ()), " ".join(parts))
    return texts


def fingerprints(texts: Iterable[str]) -> tuple[int, ...]:
    """At most ``MOST`` numbers that stand for what the texts say, ascending; the same in every process.

    Case, marks, accents, contractions, British spelling and ``[W]e`` make no difference. No run leads over a cut or
    over words that an editor put in brackets. Below ``MOST``, texts that share ``RUN + WINDOW - 1`` words in a row,
    with a run of ``MIN_WEIGHT`` among them, share a number.

    >>> here = fingerprints(["“We won’t sell the town’s old dam to any bank.”"])
    >>> there = fingerprints(["Never. We will not sell the town's old dam to any bank: not I, not you"])
    >>> sorted(set(here) & set(there)) == list(here), len(here)
    (True, 3)
    >>> fingerprints(["Make the river great again!"])
    ()
    """
    kept = {mark for text in texts for words in _stretches(wording(text)) for mark in _winnowed(_marks(words))}
    return tuple(sorted(kept)[:MOST])


def _stretches(worded: Wording) -> Iterator[tuple[str, ...]]:
    """The words of the speaker that follow one another without a cut or another's words."""
    start = 0
    for i in sorted(worded.cuts | worded.inserted):
        yield worded.words[start:i]
        start = i + 1 if i in worded.inserted else i
    yield worded.words[start:]


def _marks(words: Sequence[str]) -> list[int | None]:
    """A number for each run of ``RUN`` words, None for one that says too little."""
    runs = (words[i : i + RUN] for i in range(len(words) - RUN + 1))
    return [_mark(run) if weight(run) >= MIN_WEIGHT else None for run in runs]


def _mark(run: Sequence[str]) -> int:
    return int.from_bytes(blake2b(" ".join(run).encode(), digest_size=BYTES).digest())


def _winnowed(marks: Sequence[int | None]) -> Iterator[int]:
    """The least number of each window of neighbours; a stretch shorter than a window is one."""
    for i in range(max(len(marks) - WINDOW + 1, 1)):
        near = [mark for mark in marks[i : i + WINDOW] if mark is not None]
        if near:
            yield min(near)
