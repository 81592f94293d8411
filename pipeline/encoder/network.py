"""The trained network: an encoder with its heads and a scorer of relations, run by onnxruntime."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from pipeline.encoder.lemmas import Lexicon
from pipeline.encoder.pieces import WordPieces

FILES = ("encoder.onnx", "relations.onnx", "labels.json", "lemmas.json", "tokenizer.json")

# What the network says of one window: an array for each output that was asked for, a row a word. Row by row,
# ``names`` has logits of tags, ``tags``, ``morphs`` and ``lemmas`` the number of a label, ``starts`` log-odds that a
# sentence starts here, ``arcs`` scores of heads (column 0 the root, column j + 1 word j), ``dependents`` and
# ``governors`` (with a row for the root before the first word) what the scorer of relations reads. ``roles`` has logits
# of tags, ``sources`` and ``contents`` log-odds that the word of the column is such an argument of the row's cue.
Output = dict[str, NDArray[Any]]
Labels = dict[str, tuple[str, ...]]  # those of a head in the order of its outputs


class Network:
    """The sessions, loaded once. It keeps no state between windows, so threads may share it."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        """Load from the contents of ``FILES``. Raises ``KeyError`` where one is missing."""
        self.files = {name: bytes(files[name]) for name in FILES}
        self.labels: Labels = {key: tuple(value) for key, value in json.loads(self.files["labels.json"]).items()}
        self._root = [i for i, label in enumerate(self.labels["relations"]) if label.lower() == "root"]
        self.lexicon = Lexicon.read(self.files["lemmas.json"])
        self.pieces = WordPieces(self.files["tokenizer.json"])
        self._encoder = _session(self.files["encoder.onnx"])
        self._outputs = {output.name for output in self._encoder.get_outputs()}
        self._relations = _session(self.files["relations.onnx"])
        self._options = ort.RunOptions()
        self._options.only_execute_path_to_fetches = True  # the heads that nobody asked for are not computed

    @classmethod
    def load(cls, folder: Path) -> Network:
        """The network of a folder. Raises ``FileNotFoundError`` where one of ``FILES`` is missing."""
        return cls({name: (folder / name).read_bytes() for name in FILES})

    def __reduce__(self) -> tuple[type[Network], tuple[dict[str, bytes]]]:
        """Pickled as its files: sessions cannot be."""
        return Network, (self.files,)

    def read(self, words: Sequence[str], wanted: Sequence[str], marks: NDArray[np.int64] | None = None) -> Output:
        """The wanted outputs for the words of one window, read alone: its neighbours cannot change the result.

        ``marks`` are the words' places in quotations, which ``roles``, ``sources`` and ``contents`` depend on; without
        them every word stands outside. Raises ``ValueError`` for an output that the network lacks.
        """
        if not self._outputs.issuperset(wanted):
            lacking = ", ".join(name for name in wanted if name not in self._outputs)
            raise ValueError(
                f"the network has no output {lacking}; take a model that was trained with it, or leave the component "
                "that asks for it out"
            )
        pieces = self.pieces.of_window(words)
        inputs = {
            "pieces": np.array(pieces.ids, dtype=np.int64),
            "cases": np.array(pieces.cases, dtype=np.int64),
            "firsts": np.array(pieces.firsts, dtype=np.int64),
            "marks": np.zeros(len(words), dtype=np.int64) if marks is None else marks,
        }
        found = self._encoder.run(list(wanted), inputs, self._options)
        return dict(zip(wanted, found, strict=True))

    def relations(self, dependents: NDArray[np.float32], governors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Scores of relations, a row for each dependent with its governor, a column a label; never ``root``."""
        inputs = {"dependents": dependents, "governors": governors}
        scores = np.asarray(self._relations.run(["relations"], inputs, self._options)[0])
        scores[:, self._root] = -np.inf
        return scores


def _session(model: bytes) -> Any:
    """A session of one thread: windows run side by side, so each needs no threads of its own."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # The fused kernel is slower than its parts: 7.4 against 10.1 thousand pieces a second on one core.
    return ort.InferenceSession(
        model, options, providers=["CPUExecutionProvider"], disabled_optimizers=["SkipLayerNormFusion"]
    )
