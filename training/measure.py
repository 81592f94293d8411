"""Scores of a spaCy pipeline on the development sets, as a table and as JSON.

    python training/measure.py DATA_DIR [--model PATH] [--json OUT] [--shared DIR]

``DATA_DIR/docbin`` holds the sets; ``--shared`` (its parent, if not given) the articles with checked gold in ``gold``.
The pipeline (the bundled one, if not given) runs by itself, its labels as they are but for names, on the sets' own
tokens; the articles are read, cleaned and tokenised as a user's are. About a minute on one core.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from pipeline.parse import load_as_is
from training.names import measure_articles, measure_names
from training.syntax import RELATION, measure_syntax
from training.tallies import Tally

NAME_SETS = ("ww_dev", "gum_dev_newsint", "uner_ewt_dev")
RESPELT = {  # ww_dev as headlines are written
    "ww_dev in capitals": str.upper,
    "ww_dev in title case": lambda word: word[:1].upper() + word[1:],
}
SYNTAX_SETS = ("gum_dev", "gum_dev_news", "ewt_dev")
ARTICLES = "gold articles"
# What the second issue asks of the model: set and measure, F1 or accuracy in percent.
TARGETS = {
    ("ww_dev", "all"): 87.5, ("gum_dev_newsint", "all"): 86.0, ("uner_ewt_dev", "all"): 75.0,
    (ARTICLES, "PERSON ORG LOC NORP"): 95.0, ("gum_dev", "uas"): 91.0, ("gum_dev", "las"): 88.0,
    ("gum_dev", "pos"): 97.5, ("gum_dev", "lemma"): 97.0, ("gum_dev", "sentences"): 92.0,
}  # fmt: skip


def read_golds(data: Path, name: str) -> list[Doc]:
    """The annotated documents of a set."""
    path = data / "docbin" / f"{name}.spacy"
    return list(DocBin().from_disk(path).get_docs(spacy.blank("en").vocab))


def analysed(nlp: Language, golds: list[Doc], spelling: Callable[[str], str] = str) -> list[Doc]:
    """The pipeline's analysis of the gold tokens, without their annotation; all in one stream, as at run time."""
    spaced = ([(spelling(t.text), bool(t.whitespace_)) for t in gold] for gold in golds)
    bare = (Doc(nlp.vocab, words=[w for w, _ in words], spaces=[s for _, s in words]) for words in spaced)
    return list(nlp.pipe(bare, batch_size=32))


def measure(data: Path, model: str | None = None, shared: Path | None = None) -> dict[str, dict[str, Any]]:
    """For each set the size of its bootstrap and its scores; the gold articles only where ``shared`` has them."""
    nlp = load_as_is(model)
    found = {}
    for name in (*NAME_SETS, *SYNTAX_SETS):
        golds = read_golds(data, name)
        judge = measure_names if name in NAME_SETS else measure_syntax
        found[name] = _set(judge(golds, analysed(nlp, golds)))
    golds = read_golds(data, "ww_dev")
    for name, spelling in RESPELT.items():
        found[name] = _set(measure_names(golds, analysed(nlp, golds, spelling)))
    if shared is not None and (shared / "gold" / "seeds.jsonl").exists():
        found[ARTICLES] = _set(measure_articles(shared, nlp))
    return found


def _set(tally: Tally) -> dict[str, Any]:
    units = tally.units
    scores = {name: asdict(score) for name, score in tally.scores().items()}
    return {"documents": len(units.firsts), "units": units.count, "unit": units.kind, "scores": scores}


def table(found: Mapping[str, Mapping[str, Any]]) -> str:
    """The scores as text; relations apart, the weakest first (at least 30 gold cases)."""
    lines = [f"{'':30}{'F1':>7}  {'95%':13}{'P':>6}{'R':>7}{'gold':>8}  target"]
    for name, one in found.items():
        lines.append(f"{name}: {one['documents']} documents; interval over {one['units']} {one['unit']}")
        rows = {k: v for k, v in one["scores"].items() if not k.startswith(RELATION)}
        lines += [_line(measure, row, TARGETS.get((name, measure))) for measure, row in rows.items()]
        weak = [(k.removeprefix(RELATION), v) for k, v in one["scores"].items() if k not in rows and v["gold"] >= 30]
        weak.sort(key=lambda pair: (pair[1]["f1"]["value"], pair[0]))
        if weak:
            lines.append("  weakest relations: " + ", ".join(f"{k} {v['f1']['value']:.1f}" for k, v in weak[:10]))
    return "\n".join(lines)


def _line(name: str, row: Mapping[str, Any], target: float | None) -> str:
    f1 = row["f1"]
    wanted = "" if target is None else f"{target:.1f} {'reached' if f1['value'] >= target else 'missed'}"
    interval = f"{f1['low']:.1f}-{f1['high']:.1f}"
    rates = f"{row['precision']['value']:6.1f} {row['recall']['value']:6.1f} {row['gold']:7d}"
    return f"  {name:28}{f1['value']:7.1f}  {interval:13}{rates}  {wanted}".rstrip()


def main() -> None:
    """Measure, print, and write JSON where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--model", help="a spaCy pipeline, by path or name; the bundled one if not given")
    parser.add_argument("--json", type=Path, help="where to write the scores")
    parser.add_argument("--shared", type=Path, help="the folder with gold/ and seeds/; DATA_DIR's parent if not given")
    args = parser.parse_args()
    found = measure(args.data, args.model, args.shared or args.data.resolve().parent)
    print(table(found))
    if args.json is not None:
        args.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
