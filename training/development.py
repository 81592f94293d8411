"""Quick scores on development sets while training: no tree decoding, no constraint on tags, windows as at run time."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import spacy
import torch
from spacy.tokens import DocBin
from torch import Tensor

from training.batches import Annotated, Cutter, annotated, collate
from training.labels import Labels
from training.network import MISSING, Network

SETS = ("ww_dev", "gum_dev")
ANNOTATOR = {"ww_dev": "ww_train", "gum_dev": "gum_train"}


@cache
def _documents(folder: Path, name: str) -> tuple[object, ...]:
    return tuple(DocBin().from_disk(folder / f"{name}.spacy").get_docs(spacy.blank("en").vocab))


def development_scores(network: Network, labels: Labels, cutter: Cutter, folder: Path) -> dict[str, dict[str, float]]:
    """Percent: F1 of names, accuracy of tags, morphs, lemmas, heads and heads with relations, F1 of starts."""
    found = {}
    for name in SETS:
        docs = [annotated(d, labels, ANNOTATOR[name], 1.0) for d in _documents(folder, name)]  # type: ignore[arg-type]
        found[name] = {k: round(100 * v, 1) for k, v in _scores(network, labels, cutter, docs).items()}
    return found


def _scores(network: Network, labels: Labels, cutter: Cutter, docs: list[Annotated]) -> dict[str, float]:
    counts: Counter[str] = Counter()
    examples = sorted((e for d in docs for e in cutter.examples(d, None)), key=lambda e: len(e.pieces.ids))
    with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
        for start in range(0, len(examples), 16):
            batch = collate(examples[start : start + 16])
            _count(counts, network, labels, batch, network(batch))
    scores = {}
    for key in ("tags", "morphs", "lemmas", "heads", "relations"):
        if counts[f"{key} all"]:
            scores[key] = counts[f"{key} right"] / counts[f"{key} all"]
    for key in ("names", "starts"):
        if counts[f"{key} gold"]:
            scores[key] = 2 * counts[f"{key} right"] / max(1, counts[f"{key} gold"] + counts[f"{key} found"])
    return scores


def _count(
    counts: Counter[str], network: Network, labels: Labels, batch: dict[str, Tensor], out: dict[str, Tensor]
) -> None:
    for key in ("tags", "morphs", "lemmas"):
        known = batch[key] != MISSING
        counts[f"{key} all"] += int(known.sum())
        counts[f"{key} right"] += int(((out[key].argmax(-1) == batch[key]) & known).sum())
    real = torch.cat([torch.ones_like(batch["real"][:, :1]), batch["real"]], 1)
    heads = out["arcs"].float().masked_fill(~real[:, None, :], -1e4).argmax(-1)
    known = batch["heads"] != MISSING
    chosen = heads[..., None].expand(-1, -1, out["governors"].shape[-1])
    parser = network.heads["parser"]
    relations = parser.relations(out["dependents"], out["governors"].gather(1, chosen)).argmax(-1)  # type: ignore[operator]
    right = (heads == batch["heads"]) & known
    counts["heads all"] += int(known.sum())
    counts["heads right"] += int(right.sum())
    counts["relations all"] += int(known.sum())
    counts["relations right"] += int((right & (relations == batch["relations"])).sum())
    known = batch["starts"] != MISSING
    found = (out["starts"] > 0) & known
    counts["starts gold"] += int(((batch["starts"] == 1) & known).sum())
    counts["starts found"] += int(found.sum())
    counts["starts right"] += int((found & (batch["starts"] == 1)).sum())
    for predicted, gold in zip(out["names"].argmax(-1), batch["names"], strict=True):
        if bool((gold != MISSING).any()):
            _count_names(counts, [labels.names[i] for i in predicted], [int(g) for g in gold], labels)


def _count_names(counts: Counter[str], predicted: list[str], gold: list[int], labels: Labels) -> None:
    wanted = spans([labels.names[g] if g != MISSING else "-" for g in gold])
    known = [g != MISSING for g in gold]
    found = {s for s in spans(predicted) if all(known[s[0] : s[1]])}
    counts["names gold"] += len(wanted)
    counts["names found"] += len(found)
    counts["names right"] += len(wanted & found)


def spans(tags: list[str]) -> set[tuple[int, int, str]]:
    """Spans of BIOES tags, read leniently: an ``I`` or ``E`` without a beginning starts a span."""
    found, start = set(), None
    for i, tag in enumerate([*tags, "O"]):
        if start is not None and (tag[0] in "OBS-" or tag[2:] != tags[start][2:]):
            found.add((start, i, tags[start][2:]))
            start = None
        if tag[0] in "BSIE" and start is None:
            start = i
        if tag[0] in "SE" and start is not None:
            found.add((start, i + 1, tags[start][2:]))
            start = None
    return found
