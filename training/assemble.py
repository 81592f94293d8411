"""Joins the trained halves into the bundled pipeline, adds the lemmatizer, measures it and writes its card.

python training/assemble.py DATA_DIR BUILD_DIR MODEL_DIR
"""

from __future__ import annotations

import json
import sys
import time
from datetime import date
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.lookups import Lookups, load_lookups
from spacy.scorer import Scorer
from spacy.tokens import Doc, DocBin, Span
from spacy.training import Example

CARD = Path(__file__).parent / "card.md"
NAME_SETS = ("ww_dev", "gum_dev_newsint", "uner_ewt_dev")
SYNTAX_SETS = ("gum_dev", "gum_dev_news", "ewt_dev")


def lemma_tables(build: Path) -> Lookups:
    """WordNet's rules, index and exceptions, with the forms seen in the training data put before them."""
    tables = load_lookups("en", ["lemma_rules", "lemma_exc", "lemma_index"])
    exceptions = tables.get_table("lemma_exc")
    for pos, forms in json.loads((build / "lemmas.json").read_text()).items():
        exceptions[pos] = {**exceptions.get(pos, {}), **forms}
    return tables


def assemble(build: Path) -> Language:
    """The pipeline: shared CNN for syntax, lemmatizer, and names on a CNN of their own."""
    syntax = spacy.load(build / "syntax" / "model-best")
    names = spacy.load(build / "ner" / "model-best")
    nlp = syntax
    lemmatizer = nlp.add_pipe("lemmatizer", config={"mode": "rule"})
    lemmatizer.initialize(lookups=lemma_tables(build))
    nlp.add_pipe("ner", source=names)
    nlp.meta.update(
        name="newsledger", version="1.0.0", license="Apache-2.0", author="The newsledger team",
        description="Small CNN pipeline for English news: tags, morphology, lemmas, parse, names.",
    )  # fmt: skip
    return nlp


def tagged(nlp: Language, gold: Doc) -> Doc:
    """The pipeline's analysis of the gold tokens, without their annotation."""
    return nlp(Doc(nlp.vocab, words=[t.text for t in gold], spaces=[bool(t.whitespace_) for t in gold]))


def without_unannotated(predicted: Doc, gold: Doc) -> Doc:
    """Drop predicted names on tokens that the gold leaves unannotated, and kinds that its corpus does not know."""
    kinds = {e.label_ for e in gold.ents}
    keep = [e for e in predicted.ents if e.label_ in kinds and all(gold[i].ent_iob for i in range(e.start, e.end))]
    predicted.set_ents([Span(predicted, e.start, e.end, label=e.label) for e in keep])
    return predicted


def measure(nlp: Language, data: Path) -> dict[str, dict[str, float]]:
    """Scores on each dev set, in percent: names exact; tags, lemmas, attachment and sentence starts on gold tokens."""
    scores: dict[str, dict[str, float]] = {}
    for name in (*NAME_SETS, *SYNTAX_SETS):
        golds = list(DocBin().from_disk(data / "docbin" / f"{name}.spacy").get_docs(nlp.vocab))
        if name in NAME_SETS:
            examples = [Example(without_unannotated(tagged(nlp, g), g), g) for g in golds]
            got = Scorer.score_spans(examples, "ents")
            per_type = {f"F1 {k}": v["f"] for k, v in sorted((got["ents_per_type"] or {}).items())}
            row = {"F1": got["ents_f"], "precision": got["ents_p"], "recall": got["ents_r"], **per_type}
        else:
            examples = [Example(tagged(nlp, g), g) for g in golds]
            got = {
                **Scorer.score_token_attr(examples, "pos"),
                **Scorer.score_token_attr(examples, "tag"),
                **Scorer.score_token_attr(examples, "lemma"),
                **Scorer.score_deps(examples, "dep", head_attr="head", labels=nlp.get_pipe("parser").labels),
                **Scorer.score_spans(examples, "sents", getter=lambda doc, _: doc.sents, has_annotation=lambda d: True),
            }
            row = {k: got[k] for k in ("pos_acc", "tag_acc", "lemma_acc", "dep_uas", "dep_las", "sents_f")}
        scores[name] = {k: round(100 * v, 1) for k, v in row.items() if v is not None}
    return scores


def words_per_second(nlp: Language, data: Path) -> int:
    """Words a second of the whole pipeline over the dev articles, on one core, best of three."""
    texts = [d.text for d in DocBin().from_disk(data / "docbin" / "ww_dev.spacy").get_docs(nlp.vocab)]
    n_words = sum(len(t.split()) for t in texts)
    best = 0.0
    for _ in range(3):
        start = time.perf_counter()
        for _doc in nlp.pipe(texts):
            pass
        best = max(best, n_words / (time.perf_counter() - start))
    return round(best)


def main(data: Path, build: Path, model: Path) -> None:
    """Write the pipeline and its card."""
    nlp = assemble(build)
    scores = measure(nlp, data)
    speed = words_per_second(nlp, data)
    nlp.meta["performance"] = {"dev": scores, "words_per_second_one_core": speed}
    model.parent.mkdir(parents=True, exist_ok=True)
    nlp.to_disk(model)
    lines = [f"- {name}: " + ", ".join(f"{k} {v}" for k, v in row.items()) for name, row in scores.items()]
    lines.append(f"- speed: {speed:,} words a second on one core (ww_dev, whole pipeline)")
    size = sum(f.stat().st_size for f in model.rglob("*") if f.is_file()) / 1e6
    lines.append(f"- on disk: {size:.1f} MB")
    card = CARD.read_text().replace("{scores}", "\n".join(lines)).replace("{date}", date.today().isoformat())
    (model.parent / "README.md").write_text(card)
    print(card)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
