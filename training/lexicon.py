"""Collects the lemma lexicon of the bundled model: forms seen in treebanks, irregular forms and lemmas of WordNet.

    python -m training.lexicon DATA_DIR OUT_DIR

``DATA_DIR/docbin`` holds the treebanks; ``OUT_DIR`` receives ``lemmas.json``.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

import spacy
from spacy.lookups import load_lookups
from spacy.tokens import Doc

from training.train import PARSED, read_docs

SEEN_MIN = 2  # a form and lemma seen once may be a slip
OPEN = ("NOUN", "VERB", "ADJ")  # parts of speech whose lemmas WordNet knows and whose endings have rules
SPELT = (*OPEN, "ADV", "PUNCT")  # decided by spelling; in the others ("'s") the network decides by the context


def seen_forms(docs: Iterable[Doc]) -> dict[str, dict[str, str]]:
    """The lemma that most tokens of a form have, by part of speech; capitalised words are left out."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for doc in docs:
        for token in doc:
            if token.pos_ in SPELT and token.text == token.lower_:
                counts[token.pos_, token.lower_.replace("\u2019", "'")][token.lemma_] += 1
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for (part, form), lemmas in sorted(counts.items()):
        (lemma, count), total = lemmas.most_common(1)[0], sum(lemmas.values())
        if count >= SEEN_MIN and count > total / 2:
            found[part][form] = lemma
    return found


def collect_lexicon(docs: Iterable[Doc]) -> dict[str, dict[str, object]]:
    """``forms`` and ``known`` of ``pipeline.encoder.lemmas.Lexicon``; what treebanks say goes before WordNet."""
    tables = load_lookups("en", ["lemma_exc", "lemma_index"])
    irregular, index = tables.get_table("lemma_exc"), tables.get_table("lemma_index")
    seen = seen_forms(docs)
    forms = dict(seen)
    known = {}
    for part in OPEN:
        exceptions = {
            form: lemmas[0]
            for form, lemmas in irregular[part.lower()].items()
            if " " not in form and form not in lemmas
        }
        forms[part] = exceptions | seen.get(part, {})
        words = {w for w in index[part.lower()] if " " not in w and "_" not in w} | set(forms[part].values())
        known[part] = " ".join(sorted(words))
    return {"forms": {p: dict(sorted(f.items())) for p, f in sorted(forms.items())}, "known": known}


def write_lexicon(data: Path, out: Path) -> None:
    """Write ``lemmas.json``."""
    vocab = spacy.blank("en").vocab
    lexicon = collect_lexicon(d for name in PARSED for d in read_docs(data / "docbin" / f"{name}.spacy", vocab))
    out.mkdir(parents=True, exist_ok=True)
    (out / "lemmas.json").write_text(json.dumps(lexicon, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


if __name__ == "__main__":
    write_lexicon(Path(sys.argv[1]), Path(sys.argv[2]))
