"""Trains the bundled encoder; a run goes on from its last whole round.

    python -m training.train CONFIG DATA_DIR BUILD_DIR RUN_DIR [--threads N]

``DATA_DIR/docbin`` holds the corpora, ``BUILD_DIR`` the pretrained encoder (``minilm/``);
``RUN_DIR`` receives ``labels.json``, ``config.toml``, ``last.pt`` (everything that a continued run needs),
``average.pt`` (the averaged weights, which are exported) and ``log.jsonl`` (one line a round).
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import time
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import spacy
import torch
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab
from torch import Tensor, nn

from pipeline.encoder.pieces import WordPieces
from training.attributions import POLNEAR, read_attributions
from training.batches import Annotated, Cutter, Respelling, annotated, batches
from training.development import development_scores
from training.labels import Labels, collect
from training.network import Dropout, Network

# Genres of GUM whose texts are CC BY-NC: left out of weights that we ship.
NON_COMMERCIAL = ("GUM_fiction", "GUM_whow", "GUM_essay", "GUM_letter", "GUM_podcast")
PARSED = ("gum_train", "ewt_train")


def read_docs(path: Path, vocab: Vocab) -> list[Doc]:
    """The documents of a ``DocBin`` whose licence lets us ship what is learned."""
    docs = DocBin().from_disk(path).get_docs(vocab)
    return [d for d in docs if not str(d.user_data.get("meta", "")).startswith(NON_COMMERCIAL)]


@dataclass
class Material:
    """The annotated corpora and how often the run passes over each."""

    corpora: dict[str, list[Annotated]]
    passes: dict[str, float]
    seed: int
    rounds: int
    orders: dict[tuple[str, int], list[int]] = field(default_factory=dict)

    def of_round(self, number: int) -> list[Annotated]:
        """The documents of a round: the next share of each corpus, in an order that each pass shuffles anew."""
        chosen = []
        for name, docs in self.corpora.items():
            total = self.passes[name] * len(docs)
            first, last = round(total * number / self.rounds), round(total * (number + 1) / self.rounds)
            for at in range(first, last):
                chosen.append(docs[self._order(name, at // len(docs))[at % len(docs)]])
        return chosen

    def _order(self, name: str, number: int) -> list[int]:
        if (name, number) not in self.orders:
            order = list(range(len(self.corpora[name])))
            random.Random(f"{self.seed} {name} {number}").shuffle(order)
            self.orders[name, number] = order
        return self.orders[name, number]


def load_material(config: dict[str, Any], data: Path, run: Path) -> tuple[Material, Labels]:
    """Read all corpora; the labels are those of ``run`` where it has some already."""
    vocab = spacy.blank("en").vocab
    wanted = config["corpora"]
    docs = {name: read_docs(data / "docbin" / f"{name}.spacy", vocab) for name in wanted if name != POLNEAR}
    stored = run / "labels.json"
    if not stored.exists() and "from" in config:
        labels = Labels.read(run.parent / next(iter(config["from"])) / "labels.json")
        labels.annotators.extend(name for name in wanted if name not in labels.annotators)
    else:
        labels = Labels.read(stored) if stored.exists() else collect((d for n in PARSED for d in docs[n]), wanted)
    labels.write(stored)
    corpora = {n: [annotated(d, labels, n, wanted[n]["weight"]) for d in of] for n, of in docs.items()}
    if POLNEAR in wanted:
        path = data.parent / "bench" / "attribution" / f"{POLNEAR}.jsonl"
        corpora[POLNEAR] = read_attributions(path, spacy.blank("en"), labels, POLNEAR, wanted[POLNEAR]["weight"])
    passes = {n: float(c["passes"]) for n, c in wanted.items()}
    return Material(corpora, passes, config["seed"], config["rounds"]), labels


@dataclass
class Run:
    """The state of a run: weights, their average, the optimiser, and how far it is."""

    network: Network
    average: Network
    optimiser: torch.optim.Optimizer
    config: dict[str, Any]
    rounds_done: int = 0
    steps: int = 0

    def save(self, folder: Path) -> None:
        """Write everything that ``load`` needs, and the averaged weights by themselves."""
        state = {
            "network": self.network.state_dict(), "average": self.average.state_dict(),
            "optimiser": self.optimiser.state_dict(), "rounds_done": self.rounds_done, "steps": self.steps,
        }  # fmt: skip
        torch.save(state, folder / "last.pt.part")
        (folder / "last.pt.part").replace(folder / "last.pt")
        torch.save(self.average.state_dict(), folder / "average.pt")

    def load(self, path: Path) -> None:
        """Go on from what ``save`` wrote."""
        state = torch.load(path, weights_only=True)
        self.network.load_state_dict(state["network"])
        self.average.load_state_dict(state["average"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.rounds_done, self.steps = state["rounds_done"], state["steps"]


def new_run(config: dict[str, Any], labels: Labels, pretrained: Path) -> Run:
    """A run at its start: pretrained encoder, random heads."""
    torch.manual_seed(config["seed"])
    vocabulary = sum(1 for _ in (pretrained / "vocab.txt").open(encoding="utf-8"))
    network, average = Network(vocabulary, labels), Network(vocabulary, labels)
    network.encoder.load_pretrained(pretrained / "model.safetensors")
    average.load_state_dict(network.state_dict())
    old = [p for n, p in network.named_parameters() if n.startswith("encoder.") and "cases" not in n]
    new = [p for n, p in network.named_parameters() if not n.startswith("encoder.") or "cases" in n]
    groups = [{"params": old, "rate": config["encoder_rate"]}, {"params": new, "rate": config["head_rate"]}]
    optimiser = torch.optim.AdamW(groups, lr=1e-4, weight_decay=0.01, fused=True)
    if "from" in config:
        _take_over(network, [(pretrained.parent / run, share) for run, share in config["from"].items()])
        average.load_state_dict(network.state_dict())
    if "heads" in config:  # the rest stays as it is
        network.requires_grad_(False)
        for name in config["heads"]:
            network.heads[name].requires_grad_(True)
    return Run(network, average.requires_grad_(False).eval(), optimiser, config)


def _take_over(network: Network, runs: list[tuple[Path, float]]) -> None:
    """Start from the averaged weights of runs, mixed by their shares; what some of them lack is mixed of the others."""
    sums: dict[str, Tensor] = {}
    shares: dict[str, float] = {}
    for run, share in runs:
        for name, value in torch.load(run / "average.pt", weights_only=True).items():
            sums[name] = _grown(value, network.state_dict()[name]) * share + sums.get(name, 0)
            shares[name] = shares.get(name, 0.0) + share
    network.load_state_dict({name: total / shares[name] for name, total in sums.items()}, strict=False)


def _grown(value: Tensor, like: Tensor) -> Tensor:
    """The weights of a run that had fewer annotators, with those of ``like`` for the new ones."""
    if value.shape == like.shape:
        return value
    grown = like.clone()
    grown[: len(value)] = value
    return grown


def step(run: Run, batch: dict[str, Tensor], progress: float) -> dict[str, float]:
    """One step of the optimiser at ``progress`` (0 to 1) of the run; the losses a word."""
    warm_up = run.config["warm_up"]
    scale = min(1.0, progress / warm_up if warm_up else 1.0) * max(0.0, 1 - progress)
    for group in run.optimiser.param_groups:
        group["lr"] = group["rate"] * max(scale, 0.01)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        losses = run.network.losses(batch)
    words = int(batch["real"].sum())
    weights = run.config["tasks"]
    loss = sum((weights[name] * value for name, value in losses.items()), torch.zeros(()))
    run.optimiser.zero_grad(set_to_none=True)
    (loss / words).backward()
    nn.utils.clip_grad_norm_(run.network.parameters(), 1.0)
    run.optimiser.step()
    run.steps += 1
    rate = min(run.config["average"], (1 + run.steps) / (10 + run.steps))
    with torch.no_grad():
        torch._foreach_lerp_(list(run.average.parameters()), list(run.network.parameters()), 1 - rate)
    return {name: float(value.detach()) / words for name, value in losses.items()}


def train(run: Run, material: Material, cutter: Cutter, folder: Path) -> Iterator[dict[str, Any]]:
    """Train the rounds that are left; yield a record of each, the state being saved."""
    while run.rounds_done < material.rounds:
        number, started = run.rounds_done, time.time()
        rng = random.Random(f"{material.seed} round {number}")
        Dropout.generator = np.random.Generator(np.random.SFC64([material.seed, number]))
        examples = [e for doc in material.of_round(number) for e in cutter.examples(doc, rng)]
        total = sum(len(e.pieces.ids) for e in examples)
        done, sums, n_steps = 0, dict.fromkeys(run.network.heads, 0.0), 0
        run.network.train()
        for batch in batches(examples, run.config["batch_pieces"], rng):
            for name, value in step(run, batch, (number + done / total) / material.rounds).items():
                sums[name] += value
            done += int(batch["mask"].sum())
            n_steps += 1
        run.rounds_done += 1
        run.save(folder)
        losses = {k: round(v / n_steps, 4) for k, v in sums.items()}
        yield {"round": run.rounds_done, "pieces": total, "seconds": round(time.time() - started), "losses": losses}


def main() -> None:
    """Train as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("config", "data", "build", "run"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    args.run.mkdir(parents=True, exist_ok=True)
    if not (args.run / "config.toml").exists():
        shutil.copy(args.config, args.run / "config.toml")
    config = tomllib.loads((args.run / "config.toml").read_text())
    material, labels = load_material(config, args.data, args.run)
    pretrained = args.build / "minilm"
    cutter = Cutter(
        WordPieces(pretrained / "tokenizer.json"), Respelling(**config["respelling"]), config["shortest_window"]
    )
    run = new_run(config, labels, pretrained)
    if (args.run / "last.pt").exists():
        run.load(args.run / "last.pt")
    for record in train(run, material, cutter, args.run):
        record["development"] = development_scores(run.average, labels, cutter, args.data)
        with (args.run / "log.jsonl").open("a") as log:
            log.write(json.dumps(record) + "\n")
        print(json.dumps(record), flush=True)


if __name__ == "__main__":
    main()
