"""Turns the annotated corpora (spaCy ``DocBin`` files) into the training sets of the bundled model.

    python training/prepare.py DATA_DIR BUILD_DIR

``DATA_DIR/docbin`` holds the corpora; ``BUILD_DIR`` receives ``ner_train``, ``ner_dev``, ``syntax_train``
and ``syntax_dev``, each ``.spacy``, and ``lemmas.json``. Every choice that shapes the model stands here or in
``configs/``.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin, Span
from spacy.vocab import Vocab

NER_TRAIN = ("gum_train", "ww_train", "gmb_train", "wikigold_train", "crossner_pol_train")
NER_DEV = ("ww_dev",)
SYNTAX_TRAIN = ("gum_train", "ewt_train")
SYNTAX_DEV = ("gum_dev",)
# Genres of GUM whose texts are CC BY-NC: left out of weights that we ship.
NON_COMMERCIAL = ("GUM_fiction", "GUM_whow", "GUM_essay", "GUM_letter", "GUM_podcast")
MAX_TOKENS = 400  # spacy.Corpus drops long unsegmented documents, so they are cut at paragraph breaks before
UPPER_SHARE, TITLE_SHARE, CURLY_SHARE = 0.04, 0.03, 0.25  # copies with headline casing; typographic quotes in place
SEED = 20260101
CLOSED_CLASS_MIN = 2  # a form/lemma pair seen once may be an annotation slip


def read_docs(folder: Path, names: Iterable[str], vocab: Vocab, *, shipped: bool = True) -> Iterator[Doc]:
    """Yield the documents of the named corpora; ``shipped`` keeps those whose licence lets us ship what is learned."""
    for name in names:
        for doc in DocBin().from_disk(folder / f"{name}.spacy").get_docs(vocab):
            if not shipped or not str(doc.user_data.get("meta", "")).startswith(NON_COMMERCIAL):
                yield doc


def cut(doc: Doc) -> Iterator[Doc]:
    """Yield pieces of at most about ``MAX_TOKENS`` tokens that end at paragraph breaks or sentence ends."""
    if len(doc) <= MAX_TOKENS:
        yield doc
        return
    start = 0
    for i in range(1, len(doc)):
        here = doc[i - 1].text.isspace() or doc[i].sent_start == 1 or doc[i - 1].text in {".", "?", "!"}
        inside = doc[i].ent_iob_ == "I" or (doc.has_annotation("DEP") and doc[i].sent_start != 1)
        if i - start >= MAX_TOKENS * 0.7 and here and not inside:
            yield doc[start:i].as_doc()
            start = i
    yield doc[start:].as_doc()


def respell(doc: Doc, words: list[str]) -> Doc:
    """A copy of ``doc`` with other spellings of the same tokens and the same annotation."""
    copy = Doc(doc.vocab, words=words, spaces=[bool(t.whitespace_) for t in doc])
    array = doc.to_array(["TAG", "POS", "MORPH", "LEMMA", "DEP", "HEAD", "SENT_START", "ENT_IOB", "ENT_TYPE"])
    if doc.has_annotation("DEP"):
        return copy.from_array(
            ["TAG", "POS", "MORPH", "LEMMA", "DEP", "HEAD", "SENT_START", "ENT_IOB", "ENT_TYPE"], array
        )
    missing = [Span(copy, t.i, t.i + 1) for t in doc if t.ent_iob == 0]
    copy.set_ents([Span(copy, e.start, e.end, label=e.label) for e in doc.ents], missing=missing, default="outside")
    return copy


def curl(words: list[str]) -> list[str]:
    """Typographic quotation marks and apostrophes in place of straight ones, alternating open and close."""
    out, is_open = [], False
    for word in words:
        if word in {'"', "``", "''"}:
            out.append("\u201d" if is_open else "\u201c")
            is_open = not is_open
        else:
            out.append(word.replace("'", "\u2019"))
    return out


def augmented(docs: Iterable[Doc], rng: random.Random) -> Iterator[Doc]:
    """Yield each document once (a quarter with curly marks), and a few again in headline casing."""
    for doc in docs:
        words = [t.text for t in doc]
        yield respell(doc, curl(words)) if rng.random() < CURLY_SHARE else doc
        draw = rng.random()
        if draw < UPPER_SHARE:
            yield respell(doc, [w.upper() for w in words])
        elif draw < UPPER_SHARE + TITLE_SHARE:
            yield respell(doc, [w[:1].upper() + w[1:] for w in words])


def strip_entities(doc: Doc) -> Doc:
    """Remove named entities, so that the syntax set trains nothing but syntax."""
    doc.set_ents([], default="missing")
    return doc


def lemma_exceptions(docs: Iterable[Doc]) -> dict[str, dict[str, list[str]]]:
    """Most frequent lemma of each (part of speech, lower-cased form): the table before the suffix rules."""
    seen: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for doc in docs:
        for token in doc:
            if token.is_alpha or "'" in token.text or "\u2019" in token.text:
                seen[token.pos_.lower(), token.lower_][token.lemma_] += 1
    table: dict[str, dict[str, list[str]]] = defaultdict(dict)
    for (pos, form), lemmas in sorted(seen.items()):
        (lemma, count), total = lemmas.most_common(1)[0], sum(lemmas.values())
        if pos != "propn" and count >= CLOSED_CLASS_MIN and count > total / 2:
            table[pos][form] = [lemma]
    return dict(table)


def write(docs: Iterable[Doc], path: Path) -> None:
    """Write documents as one ``DocBin`` and say how many tokens it holds."""
    kept = list(docs)
    DocBin(docs=kept).to_disk(path)
    print(f"{path.name}: {len(kept)} documents, {sum(map(len, kept))} tokens")


def main(data: Path, build: Path) -> None:
    """Write the four sets and the lemma table."""
    build.mkdir(parents=True, exist_ok=True)
    vocab, rng = spacy.blank("en").vocab, random.Random(SEED)

    def pieces(names: Iterable[str], *, shipped: bool = True) -> Iterator[Doc]:
        return (piece for doc in read_docs(data / "docbin", names, vocab, shipped=shipped) for piece in cut(doc))

    write(augmented(pieces(NER_TRAIN), rng), build / "ner_train.spacy")
    write(pieces(NER_DEV, shipped=False), build / "ner_dev.spacy")
    write(augmented(map(strip_entities, pieces(SYNTAX_TRAIN)), rng), build / "syntax_train.spacy")
    write(map(strip_entities, pieces(SYNTAX_DEV, shipped=False)), build / "syntax_dev.spacy")
    lemmas = lemma_exceptions(read_docs(data / "docbin", SYNTAX_TRAIN, vocab))
    (build / "lemmas.json").write_text(json.dumps(lemmas, indent=0, sort_keys=True, ensure_ascii=False))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
