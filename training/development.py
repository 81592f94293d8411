"""Quick scores on development sets while training: names and windows as at run time, heads without tree decoding."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import spacy
import torch
from numpy.typing import NDArray
from spacy.tokens import Doc, DocBin
from torch import Tensor

from pipeline.encoder.names import Scheme, find_names
from training.attributions import POLNEAR, read_attributions
from training.batches import Annotated, Cutter, annotated, collate
from training.labels import Labels
from training.network import MISSING, Network

SETS = ("ww_dev", "gum_dev")
SAMPLE = 40  # documents of each set: a round's figures show where a run goes, training/measure.py what a model does
Array = NDArray[Any]
ANNOTATOR = {"ww_dev": "ww_train", "gum_dev": "gum_train"}


@cache
def _documents(folder: Path, name: str) -> tuple[Doc, ...]:
    return tuple(DocBin().from_disk(folder / f"{name}.spacy").get_docs(spacy.blank("en").vocab))


def development_scores(network: Network, labels: Labels, cutter: Cutter, folder: Path) -> dict[str, dict[str, float]]:
    """Percent: F1 of names, starts and roles; accuracy of tags, morphs, lemmas, heads and heads with relations."""
    found = {}
    golds = {n: [annotated(d, labels, ANNOTATOR[n], 1.0) for d in _documents(folder / "docbin", n)] for n in SETS}
    if POLNEAR in labels.annotators:
        path = folder.parent / "bench" / "attribution" / "polnear_dev.jsonl"
        golds["polnear_dev"] = read_attributions(path, spacy.blank("en"), labels, POLNEAR, 1.0)
    for name, every in golds.items():
        docs = every[:: -(-len(every) // SAMPLE)]
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
    for key in ("names", "starts", "source", "cue", "content", "link source", "link content"):
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
    for name, tags in (("names", labels.names), ("roles", labels.roles)):
        scheme = Scheme.of_tags(tags)
        for logits, gold, real in zip(out[name].float().numpy(), batch[name].numpy(), batch["real"], strict=True):
            _count_spans(counts, name, logits[: int(real.sum())], gold[: int(real.sum())], scheme)
    window, at = (batch["cues"] != MISSING).nonzero(as_tuple=True)
    rows, links = batch["cues"][window, at], batch["links"][window, at]
    scores = torch.stack(
        [torch.zeros(links.shape), *(out[n][window, rows].float() for n in ("sources", "contents"))], -1
    )
    chosen = scores.argmax(-1)
    for role, name in ((1, "link source"), (2, "link content")):
        counts[f"{name} gold"] += int((links == role).sum())
        counts[f"{name} found"] += int(((chosen == role) & (links != MISSING)).sum())
        counts[f"{name} right"] += int(((chosen == role) & (links == role)).sum())


def _count_spans(counts: Counter[str], name: str, logits: Array, gold: Array, scheme: Scheme) -> None:
    """Count the spans of one window, read as at run time; found ones only where all their words are annotated."""
    known, nowhere = gold != MISSING, np.zeros(len(gold), dtype=np.bool_)
    if not known.any():
        return
    certain = np.eye(logits.shape[1], dtype=np.float32)[np.where(known, gold, scheme.outside)]
    wanted = set(find_names(certain, scheme, nowhere))
    found = {n for n in find_names(logits, scheme, nowhere) if known[n.start : n.end].all()}
    for label in scheme.labels:
        key = name if name == "names" else label.lower()
        counts[f"{key} gold"] += sum(n.label == label for n in wanted)
        counts[f"{key} found"] += sum(n.label == label for n in found)
        counts[f"{key} right"] += sum(n.label == label for n in wanted & found)
