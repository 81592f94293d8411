"""Scores of a pipeline's tags, lemmas, parse and sentences against treebanks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from spacy.tokens import Doc, Token

from training.tallies import Tally, Units

WORDS_STRETCH = 200
RELATION = "relation "  # before the name of a relation, in the names of measures
ATTRIBUTES: dict[str, Callable[[Token], str]] = {
    "pos": lambda token: token.pos_,
    "tag": lambda token: token.tag_,
    "morph": lambda token: str(token.morph),  # all features at once; no features is an answer, too
    "lemma": lambda token: token.lemma_,  # capitals count
}


def measure_syntax(golds: Sequence[Doc], predicted: Sequence[Doc]) -> Tally:
    """Accuracies of attributes and attachment and F1 of sentences and relations; layers that nothing predicts left out.

    White-space tokens are no words and are left out. Attachment, over all other tokens, in four measures:

    - ``uas``: the head is right; ``las``: the head, and the whole relation with its subtype (``nsubj:pass`` is not
      ``nsubj``). Punctuation counts. This is what spaCy's ``Scorer.score_deps`` gives when it is called as it stands,
      and what earlier figures of this project are.
    - ``uas, las without punctuation``: without tokens whose gold relation is ``punct``: what ``spacy evaluate`` and the
      scores in spaCy's model cards leave out (``Scorer.score_deps`` with ``ignore_labels``, which also forgives a
      word that is wrongly called ``punct`` in its precision; here it is an error).
    - ``las of universal relations``: subtypes cut off, punctuation counts: the LAS of the CoNLL 2018 shared task.

    Heads are compared by their place in the document, as in spaCy: where a sentence is wrongly split or joined, the
    words whose head it changes are wrong (a root too many, a root attached), all others are right. A root is its own
    head. A sentence is right when both its ends are.
    """
    tally = Tally(Units.of([len(gold) for gold in golds], WORDS_STRETCH))
    layers = {
        layer for layer in ("POS", "TAG", "MORPH", "LEMMA", "DEP") if any(d.has_annotation(layer) for d in predicted)
    }
    attributes = {name: of for name, of in ATTRIBUTES.items() if name.upper() in layers}
    for i, (gold, doc) in enumerate(zip(golds, predicted, strict=True)):
        for token, own in zip(gold, doc, strict=True):
            unit = tally.units.at(i, token.i)
            for name, of in attributes.items() if not token.is_space else ():
                tally.answer(name, unit, right=of(token) == of(own))
            if "DEP" in layers and not token.is_space:
                _attachment(tally, unit, token, own)
        if "DEP" in layers or any(d.has_annotation("SENT_START") for d in predicted):
            _sentences(tally, i, list(sentences(gold)), list(sentences(doc)))
    return tally


def _attachment(tally: Tally, unit: int, gold: Token, own: Token) -> None:
    head = gold.head.i == own.head.i
    right = head and gold.dep_ == own.dep_
    tally.answer("uas", unit, right=head)
    tally.answer("las", unit, right=right)
    tally.answer("las of universal relations", unit, right=head and _universal(gold) == _universal(own))
    if gold.dep_ != "punct":
        tally.answer("uas without punctuation", unit, right=head)
        tally.answer("las without punctuation", unit, right=right)
    tally.gold((RELATION + gold.dep_,), unit, right=right)
    tally.predicted((RELATION + own.dep_,), unit)


def _universal(token: Token) -> str:
    return token.dep_.split(":", 1)[0]


def _sentences(tally: Tally, document: int, gold: Sequence[tuple[int, int]], own: Sequence[tuple[int, int]]) -> None:
    found = set(own)
    for sentence in gold:
        tally.gold(("sentences",), tally.units.at(document, sentence[0]), right=sentence in found)
    for start, _ in own:
        tally.predicted(("sentences",), tally.units.at(document, start))


def sentences(doc: Doc) -> Iterator[tuple[int, int]]:
    """First and last word of each sentence; white space at its ends belongs to none."""
    for sentence in doc.sents:
        words = [token.i for token in sentence if not token.is_space]
        if words:
            yield words[0], words[-1]
