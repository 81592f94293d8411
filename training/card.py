"""Writes the model's card from its scores and its speed.

    python training/card.py SCORES.json SPEED.json MODEL_DIR CARD.md

``SCORES.json`` is of ``training/measure.py``, ``SPEED.json`` of ``benchmarks/model.py``: its last model is the one that
is described, those before it stand beside it. Every figure of the card comes from them; the words are in ``card.md``.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from string import Template
from typing import Any

from training.measure import ARTICLES, NAME_SETS, RESPELT, SYNTAX_SETS, TARGETS
from training.syntax import RELATION

TEMPLATE = Path(__file__).parent / "card.md"
KINDS = {
    "all": "all kinds", **{k: k for k in ("PERSON", "ORG", "LOC", "NORP", "MISC")},
    "PERSON ORG LOC": "first three", "PERSON ORG LOC NORP": "first four",
}  # fmt: skip
LAYERS = {
    "uas": "UAS", "las": "LAS", "las without punctuation": "LAS without punctuation",
    "las of universal relations": "LAS without subtypes", "pos": "universal tags", "tag": "Penn tags",
    "morph": "features, all right", "lemma": "lemmas", "sentences": "sentences, F1",
}  # fmt: skip
ENOUGH = 50  # gold cases of a relation before its score is worth a line
WORST = 10  # relations named
FEW = 10  # gold cases, under which a score is left out of a table

Scores = Mapping[str, Mapping[str, Any]]


def write_card(scores: Scores, speed: Mapping[str, Any], model: Path, to: Path) -> None:
    """Fill the template and write it. Raises ``KeyError`` for a placeholder without a value or a set without scores."""
    meta = json.loads((model / "meta.json").read_text(encoding="utf-8"))
    described = list(speed.values())[-1]
    values = {
        "version": meta["version"],
        "pipeline": ", ".join(meta["pipeline"]),
        "size": f"{sum(f.stat().st_size for f in model.rglob('*') if f.is_file()) / 1e6:.1f}",
        "date": date.today().isoformat(),
        "machine": f"{os.cpu_count()} cores",
        "spacy": described["spacy"],
        "names": score_table(scores, name_columns(scores), KINDS),
        "syntax": score_table(scores, {name: name for name in SYNTAX_SETS}, LAYERS),
        "fates": fates(scores["ww_dev"]["scores"]),
        "speed": speed_table(speed),
        "weak": "\n".join(f"- {line}" for line in weak_spots(scores)),
    }
    to.write_text(Template(TEMPLATE.read_text(encoding="utf-8")).substitute(values), encoding="utf-8")


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def name_columns(scores: Scores) -> dict[str, str]:
    """The sets of names and their heads; the gold articles only where they were measured."""
    heads = {name: name for name in (*NAME_SETS, *RESPELT)}
    return heads | ({ARTICLES: f"{scores[ARTICLES]['documents']} articles"} if ARTICLES in scores else {})


def score_table(scores: Scores, columns: Mapping[str, str], rows: Mapping[str, str]) -> str:
    """F1 with its interval: a column a set, a row a measure; empty where a set has next to no such cases."""
    body = [[shown, *(interval(scores[name]["scores"].get(key)) for name in columns)] for key, shown in rows.items()]
    sizes = ["documents", *(str(scores[name]["documents"]) for name in columns)]
    return table(["", *columns.values()], [*body, sizes])


def interval(score: Mapping[str, Any] | None) -> str:
    """F1 and its interval.

    >>> interval({"f1": {"value": 81.25, "low": 79.0, "high": 83.44}, "gold": 40})
    '81.2 (79.0–83.4)'
    """
    if score is None or score["gold"] < FEW:
        return ""
    f1 = score["f1"]
    return f"{f1['value']:.1f} ({f1['low']:.1f}–{f1['high']:.1f})"


def fates(scores: Mapping[str, Any]) -> str:
    """What became of the gold names of a set, in shares that add up to all of them."""
    right, extent, overlap = (scores[m]["recall"]["value"] for m in ("all", "extent", "overlap"))
    shares = {
        "are right": right,
        "have another kind": extent - right,
        "have another extent": overlap - extent,
        "are not found": 100 - overlap,
    }
    return ", ".join(f"{share:.1f}% {fate}" for fate, share in shares.items())


def speed_table(speed: Mapping[str, Any]) -> str:
    """Each model's words a second, best and median, by text and way of running; then loading and memory."""
    ways = [(source, way) for source, found in list(speed.values())[-1]["speed"].items() for way in found]
    rows = [
        [f"{source}, {way}", *(_rate(one["speed"].get(source, {}).get(way)) for one in speed.values())]
        for source, way in ways
    ]
    for shown, key in (("loading, s", "load_s"), ("loading and a first sentence, s", "ready_s")):
        rows.append([f"{shown}, median", *(f"{one[key]['median']:.2f}" for one in speed.values())])
    for shown, key in (("spaCy alone", "spacy_mb"), ("loaded", "loaded_mb"), ("after the own corpus", "piped_mb")):
        rows.append([f"peak memory, MB, {shown}", *(f"{one[key]:.0f}" for one in speed.values())])
    names = [f"`{Path(name).name}`" for name in list(speed)[:-1]]
    return table(["words a second: best, median (median a CPU second)", *names, "this model"], rows)


def _rate(found: Mapping[str, Any] | None) -> str:
    if found is None:
        return ""
    per_s, per_cpu_s = found["per_s"], found["per_cpu_s"]
    return f"{per_s['best']:,.0f}, {per_s['median']:,.0f} ({per_cpu_s['median']:,.0f})"


def weak_spots(scores: Scores) -> list[str]:
    """The weakest kinds of names, spellings, relations, features and sentences, and the targets that are missed."""
    names = scores["ww_dev"]["scores"]
    kinds = sorted((k for k in KINDS if k in names and " " not in k and k != "all"), key=lambda k: _f1(names[k]))
    lines = [
        "Names of the kinds "
        + " and ".join(f"{k} ({_f1(names[k]):.1f}, recall {names[k]['recall']['value']:.1f})" for k in kinds[:2])
        + "; kinds need not mean the same in two corpora."
    ]
    falls = (f"{_f1(scores[s]['scores']['all']):.1f} {s.removeprefix('ww_dev ')}" for s in RESPELT)
    lines.append(f"Names in headlines: F1 over all kinds {_f1(names['all']):.1f} as printed, " + ", ".join(falls) + ".")
    lines.append("Relations: " + ", ".join(f"`{k}` {f1:.0f}" for k, f1 in weakest_relations(scores)) + ".")
    sentences = {name: scores[name]["scores"].get("sentences") for name in SYNTAX_SETS}
    worst = min((s for s in sentences if sentences[s]), key=lambda s: _f1(sentences[s]), default=None)
    if worst is not None:
        lines.append(
            f"Sentence boundaries where marks are missing or loose: F1 {_f1(sentences[worst]):.1f} on {worst}."
        )
    return [*lines, *missed_targets(scores)]


def weakest_relations(scores: Scores) -> list[tuple[str, float]]:
    """Relations of the two treebanks together with their F1, the weakest first."""
    found = []
    parts = [scores[name]["scores"] for name in ("gum_dev", "ewt_dev")]
    for key in sorted({k for part in parts for k in part if k.startswith(RELATION)}):
        each = [part[key] for part in parts if key in part]
        right, predicted, gold = (sum(s[c] for s in each) for c in ("right", "predicted", "gold"))
        if gold >= ENOUGH:
            found.append((key.removeprefix(RELATION), 200 * right / (predicted + gold)))
    return sorted(found, key=lambda pair: pair[1])[:WORST]


def missed_targets(scores: Scores) -> list[str]:
    """One line with the targets that were set and not reached; none where all are."""
    missed = [
        f"{name} {measure} {_f1(scores[name]['scores'][measure]):.1f} (wanted {target:.1f})"
        for (name, measure), target in TARGETS.items()
        if name in scores and _f1(scores[name]["scores"][measure]) < target
    ]
    return ["Short of what was wanted: " + ", ".join(missed) + "."] if missed else []


def _f1(score: Mapping[str, Any] | None) -> float:
    return float(score["f1"]["value"]) if score else 0.0


def main(scores: Path, speed: Path, model: Path, to: Path) -> None:
    """Read the figures and write the card."""
    write_card(json.loads(scores.read_text()), json.loads(speed.read_text()), model, to)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:5]))
