"""Writes a trained network as ONNX files for the run time: one window at a time, weights in 8 bits.

    python -m training.export RUN_DIR BUILD_DIR OUT_DIR [--annotator CORPUS] [--float]

``OUT_DIR`` receives ``encoder.onnx``, ``relations.onnx``, ``labels.json`` and ``tokenizer.json``; ``--float`` leaves
the weights in 32 bits, to measure what the quantisation costs.

Weights are quantised per output channel to 7 of 8 bits: with all 8, processors without VNNI instructions saturate and
give other, worse results (onnxruntime's documentation of quantisation, "U8S8"). Activations are quantised while running
with the range of their one window, which makes a window's result independent of every other.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.labels import Labels
from training.network import PARSE, Network, Read

ANNOTATOR = "ww_train"  # the exported names are as this corpus annotates: newswire, by people
PARSE_ANNOTATOR = "gum_train"
OUTPUTS = (
    "names", "tags", "morphs", "lemmas", "starts", "arcs", "dependents", "governors", "roles", "sources", "contents",
)  # fmt: skip
CLASSES = ("tags", "morphs", "lemmas")  # only the best class leaves the network


class Rows(nn.Module):
    """An embedding in 8 bits with a scale for each row."""

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        scale = weight.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("rows", torch.round(weight / scale).to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: Tensor) -> Tensor:
        """The rows of ``ids`` in 32 bits."""
        return self.rows[ids].float() * self.scale[ids]


class Window(nn.Module):
    """The network as the run time calls it: the pieces of one window in, the heads' outputs of its words out."""

    def __init__(self, network: Network, annotators: dict[str, int]) -> None:
        super().__init__()
        self.network, self.annotators = network, annotators

    def forward(self, pieces: Tensor, cases: Tensor, firsts: Tensor, marks: Tensor) -> tuple[Tensor, ...]:
        """Outputs in the order of ``OUTPUTS``, without a batch dimension."""
        words = self.network.words(pieces[None], cases[None], firsts[None], None)
        found: dict[str, Tensor] = {}
        for name, head in self.network.heads.items():
            read = Read(words, torch.tensor([self.annotators[name]]), marks[None], None)
            found |= head.outputs(read)  # type: ignore[operator]
        for name in CLASSES:
            found[name] = found[name].argmax(-1)
        return tuple(found[name][0] for name in OUTPUTS)


class Relations(nn.Module):
    """Scores of relations of chosen pairs."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.parser = network.heads["parser"]

    def forward(self, dependents: Tensor, governors: Tensor) -> Tensor:
        """[pairs, relations] of [pairs, width] and [pairs, width]."""
        return self.parser.relations(dependents[None], governors[None])[0]  # type: ignore[operator, no-any-return]


def load_network(run: Path) -> tuple[Network, Labels]:
    """The averaged weights of a run."""
    labels = Labels.read(run / "labels.json")
    state = torch.load(run / "average.pt", weights_only=True)
    network = Network(state["encoder.pieces.weight"].shape[0], labels)
    network.load_state_dict(state)
    return network.eval(), labels


def prune(source: Path, target: Path) -> list[int]:
    """Write a ``tokenizer.json`` without pieces that no English text has; the old ids of the kept ones, in order.

    Pieces of other scripts become the unknown piece, as they did for most words of those scripts before.
    """
    stored = json.loads(source.read_text(encoding="utf-8"))
    special = {token["content"] for token in stored["added_tokens"]}
    vocabulary: dict[str, int] = stored["model"]["vocab"]
    kept = sorted((i, piece) for piece, i in vocabulary.items() if piece in special or _is_latin(piece))
    stored["model"]["vocab"] = {piece: new for new, (_, piece) in enumerate(kept)}
    for token in stored["added_tokens"]:
        token["id"] = stored["model"]["vocab"][token["content"]]
    stored |= {"post_processor": None, "truncation": None, "padding": None}  # windows are put together in pieces.py
    target.write_text(json.dumps(stored, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    return [old for old, _ in kept]


def _is_latin(piece: str) -> bool:
    """Whether all characters are Latin letters, marks or signs; the places of BERT's unused pieces are not."""
    return not piece.startswith("[unused") and all(c < "\u0250" or "\u2000" <= c <= "\u22ff" for c in piece)


def export(run: Path, build: Path, out: Path, *, annotator: str = ANNOTATOR, quantised: bool = True) -> None:
    """Write the files of the run time."""
    network, labels = load_network(run)
    out.mkdir(parents=True, exist_ok=True)
    kept = prune(build / "minilm" / "tokenizer.json", out / "tokenizer.json")
    network.encoder.pieces = nn.Embedding.from_pretrained(network.encoder.pieces.weight.data[kept])
    annotators = {name: labels.annotators.index(PARSE_ANNOTATOR) for name in network.heads}
    annotators["names"] = labels.annotators.index(annotator)
    if quantised:
        network.encoder.pieces = Rows(network.encoder.pieces.weight.data)  # type: ignore[assignment]
    length, words = 16, 11
    # Each input a tensor of its own: the exporter takes one tensor given twice for one input.
    inputs = (
        torch.zeros(length, dtype=torch.long), torch.ones(length, dtype=torch.long), torch.arange(1, words + 1),
        torch.zeros(words, dtype=torch.long),
    )  # fmt: skip
    pieces, count = torch.export.Dim("pieces", min=2, max=512), torch.export.Dim("words", min=1, max=512)
    shapes = {"pieces": {0: pieces}, "cases": {0: pieces}, "firsts": {0: count}, "marks": {0: count}}
    _write(Window(network, annotators), inputs, shapes, out / "encoder.onnx", (list(shapes), list(OUTPUTS)), quantised)
    pairs = torch.export.Dim("pairs", min=1)
    shapes = {"dependents": {0: pairs}, "governors": {0: pairs}}
    states = (torch.zeros(words, PARSE), torch.ones(words, PARSE))
    _write(Relations(network), states, shapes, out / "relations.onnx", (list(shapes), ["relations"]), False)
    stored = {k: getattr(labels, k) for k in ("names", "tags", "morphs", "lemmas", "relations", "roles")}
    (out / "labels.json").write_text(json.dumps(stored, ensure_ascii=False, indent=0), encoding="utf-8")


def _write(
    module: nn.Module, inputs: tuple[Tensor, ...], shapes: dict[str, dict[int, object]], path: Path,
    names: tuple[list[str], list[str]], quantised: bool,
) -> None:  # fmt: skip
    program = torch.onnx.export(
        module.eval(), inputs, dynamic_shapes=shapes, input_names=names[0], output_names=names[1], dynamo=True,
        opset_version=20, optimize=True,
    )  # fmt: skip
    assert program is not None
    model = program.model_proto
    for node in [*model.graph.node, *model.functions]:
        node.doc_string = ""
        del node.metadata_props[:]
    del model.graph.value_info[:]
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        onnx.save(model, plain)
        if quantised:
            quantize_dynamic(plain, path, ["MatMul"], per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)
        else:
            shutil.copy(plain, path)


def main() -> None:
    """Export as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("run", "build", "out"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--annotator", default=ANNOTATOR)
    parser.add_argument("--float", action="store_true")
    args = parser.parse_args()
    export(args.run, args.build, args.out, annotator=args.annotator, quantised=not args.float)


if __name__ == "__main__":
    main()
