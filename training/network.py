"""The encoder and its heads in PyTorch: MiniLM with a case embedding, and one small module a task.

A new task is one more entry in ``build_heads`` whose module has ``outputs`` and ``loss``; nothing else changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from pipeline.encoder import cases, marks
from training.labels import Labels

WIDTH, HEADS, LAYERS, INNER = 384, 12, 6, 1536  # all-MiniLM-L6-v2
CASE_WIDTH, HIDDEN, PARSE = 64, 256, 256
MARK_WIDTH, ROLE, ROLE_HEADS, ROLE_INNER, LINK = 16, 256, 8, 768, 128
FURTHEST = 63  # words between a cue and an argument; what is further counts as so far
MISSING = -100
LINK_WEIGHT = 0.6  # of what a word is to a cue word, beside the words' roles: it is asked some times a word
GOLD_OF = {"parser": "heads", "attributions": "roles"}  # what a head learns from, where it is not named like it
DROPPED = 26  # of 256


class Dropout(nn.Module):
    """Dropout with a fast generator: on two cores torch's own takes a tenth of the training."""

    generator = np.random.Generator(np.random.SFC64(0))

    def forward(self, x: Tensor) -> Tensor:
        """``x`` with about a tenth of its values set to zero, the rest scaled up; unchanged outside of training."""
        if not self.training:
            return x
        drawn = torch.frombuffer(bytearray(self.generator.bytes(x.numel())), dtype=torch.uint8).view(x.shape)
        return x * ((drawn >= DROPPED).to(x.dtype) * (256 / (256 - DROPPED)))


@dataclass(frozen=True, slots=True)
class Read:
    """What heads read of a batch: states of its words, who annotated each window, which words are real.

    ``marks`` are the words' places in quotations (``pipeline.encoder.marks``).
    """

    words: Tensor
    annotator: Tensor
    marks: Tensor
    real: Tensor | None

    def of(self, rows: Tensor) -> Read:
        """The chosen windows of the batch."""
        real = None if self.real is None else self.real[rows]
        return Read(self.words[rows], self.annotator[rows], self.marks[rows], real)


class Layer(nn.Module):
    """A transformer layer as BERT has it: attention and feed-forward, each added and normalised after."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.drop = Dropout()

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """States of shape [batch, pieces, width] to states of the same shape; ``mask`` is True on real pieces."""
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        scores = q @ k.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5  # the fused kernel's backward pass is slow on a CPU
        if mask is not None:
            scores = scores.masked_fill(~mask[:, None, None, :], -1e4)
        mixed = torch.softmax(scores, -1) @ v
        x = self.norm1(x + self.drop(self.out(mixed.transpose(1, 2).reshape(batch, length, WIDTH))))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Word pieces and their cases to states; the weights of MiniLM-L6 with a case embedding added."""

    def __init__(self, vocabulary: int, positions: int = 512) -> None:
        super().__init__()
        self.pieces, self.positions = nn.Embedding(vocabulary, WIDTH), nn.Embedding(positions, WIDTH)
        self.cases = nn.Embedding(cases.COUNT, WIDTH)
        nn.init.normal_(self.cases.weight, std=0.02)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.drop = Dropout()

    def forward(self, ids: Tensor, case: Tensor, mask: Tensor | None) -> Tensor:
        """States [batch, pieces, width] of piece ids and case classes, both [batch, pieces]."""
        position = torch.arange(ids.shape[1], device=ids.device)
        x = self.drop(self.norm(self.pieces(ids) + self.positions(position) + self.cases(case)))
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def load_pretrained(self, path: Path) -> None:
        """Take the weights of a ``model.safetensors`` of BERT's layout; the segment embedding joins the positions."""
        from safetensors.torch import load_file

        old = load_file(path)
        own: dict[str, Tensor] = {
            "pieces.weight": old["embeddings.word_embeddings.weight"],
            "positions.weight": old["embeddings.position_embeddings.weight"]
            + old["embeddings.token_type_embeddings.weight"][0],
            "cases.weight": self.cases.weight.data,
        }
        for part in ("weight", "bias"):
            own[f"norm.{part}"] = old[f"embeddings.LayerNorm.{part}"]
            for i in range(LAYERS):
                there = f"encoder.layer.{i}."
                own[f"layers.{i}.qkv.{part}"] = torch.cat(
                    [old[f"{there}attention.self.{n}.{part}"] for n in ("query", "key", "value")]
                )
                for mine, theirs in (
                    ("out", "attention.output.dense"), ("norm1", "attention.output.LayerNorm"),
                    ("up", "intermediate.dense"), ("down", "output.dense"), ("norm2", "output.LayerNorm"),
                ):  # fmt: skip
                    own[f"layers.{i}.{mine}.{part}"] = old[f"{there}{theirs}.{part}"]
        self.load_state_dict(own)


class Classifier(nn.Module):
    """One class a word: a hidden layer that also knows who annotated, and a softmax.

    Corpora differ in what they call a name. Each annotator shifts the hidden layer by a vector of its own, so that a
    silver corpus teaches the encoder without pulling the decision; the exported model speaks as one of them.
    """

    def __init__(self, name: str, classes: int, annotators: int) -> None:
        super().__init__()
        self.name = name
        self.hidden = nn.Linear(WIDTH + CASE_WIDTH, HIDDEN)
        self.annotators = nn.Embedding(annotators, HIDDEN)
        nn.init.zeros_(self.annotators.weight)
        self.scores = nn.Linear(HIDDEN, classes)
        self.drop = Dropout()

    def outputs(self, read: Read) -> dict[str, Tensor]:
        """Scores [batch, words, classes] under the head's name."""
        hidden = F.gelu(self.hidden(read.words) + self.annotators(read.annotator)[:, None])
        return {self.name: self.scores(self.drop(hidden))}

    def loss(self, outputs: dict[str, Tensor], gold: dict[str, Tensor], weight: Tensor) -> Tensor:
        """Summed cross-entropy over the annotated words, each window times its weight."""
        target = gold[self.name]
        each = F.cross_entropy(
            outputs[self.name].float().flatten(0, 1), target.flatten(), ignore_index=MISSING, reduction="none"
        )
        return (each.view_as(target) * weight[:, None]).sum()


class Parser(nn.Module):
    """Biaffine scores of heads (Dozat and Manning 2017), and a relation from a dependent and its governor."""

    def __init__(self, relations: int, annotators: int) -> None:
        super().__init__()
        width = WIDTH + CASE_WIDTH
        self.root = nn.Parameter(torch.zeros(width))
        self.annotators = nn.Embedding(annotators, width)
        nn.init.zeros_(self.annotators.weight)
        self.arc_dependent, self.arc_governor = nn.Linear(width, PARSE), nn.Linear(width, PARSE)
        self.bilinear = nn.Linear(PARSE, PARSE)  # its bias scores a governor by itself
        self.relation_dependent, self.relation_governor = nn.Linear(width, PARSE), nn.Linear(width, PARSE)
        self.scores = nn.Linear(PARSE, relations)
        self.drop = Dropout()

    def outputs(self, read: Read) -> dict[str, Tensor]:
        """``arcs`` [batch, words, words + 1] (column 0 is the root) and the inputs of ``relations``."""
        words = read.words + self.annotators(read.annotator)[:, None]
        governors = torch.cat([self.root.to(words.dtype).expand(words.shape[0], 1, -1), words], 1)
        dependent = self.drop(F.gelu(self.arc_dependent(words)))
        governor = self.drop(F.gelu(self.arc_governor(governors)))
        return {
            "arcs": self.bilinear(dependent) @ governor.transpose(1, 2) * PARSE**-0.5,
            "dependents": self.relation_dependent(words),
            "governors": self.relation_governor(governors),
        }

    def relations(self, dependents: Tensor, governors: Tensor) -> Tensor:
        """Scores of relations, where row i of both is a dependent and its governor."""
        return self.scores(self.drop(F.gelu(dependents + governors)))

    def loss(self, outputs: dict[str, Tensor], gold: dict[str, Tensor], weight: Tensor) -> Tensor:
        """Summed cross-entropies of heads and, given the gold heads, of relations."""
        heads, relations = gold["heads"], gold["relations"]
        real = torch.cat([torch.ones_like(gold["real"][:, :1]), gold["real"]], 1)
        arcs = outputs["arcs"].float().masked_fill(~real[:, None, :], -1e4)
        of_heads = F.cross_entropy(arcs.flatten(0, 1), heads.flatten(), ignore_index=MISSING, reduction="none")
        chosen = heads.clamp(min=0)[..., None].expand(-1, -1, PARSE)
        scores = self.relations(outputs["dependents"], outputs["governors"].gather(1, chosen)).float()
        of_relations = F.cross_entropy(
            scores.flatten(0, 1), relations.flatten(), ignore_index=MISSING, reduction="none"
        )
        return ((of_heads + of_relations).view_as(heads) * weight[:, None]).sum()


class Starts(nn.Module):
    """Log-odds that a sentence starts at a word."""

    def __init__(self, annotators: int) -> None:
        super().__init__()
        self.hidden, self.score = nn.Linear(WIDTH + CASE_WIDTH, HIDDEN), nn.Linear(HIDDEN, 1)
        self.annotators = nn.Embedding(annotators, HIDDEN)
        nn.init.zeros_(self.annotators.weight)

    def outputs(self, read: Read) -> dict[str, Tensor]:
        """``starts`` [batch, words]."""
        hidden = F.gelu(self.hidden(read.words) + self.annotators(read.annotator)[:, None])
        return {"starts": self.score(hidden).squeeze(-1)}

    def loss(self, outputs: dict[str, Tensor], gold: dict[str, Tensor], weight: Tensor) -> Tensor:
        """Summed binary cross-entropy over the annotated words."""
        target = gold["starts"]
        each = F.binary_cross_entropy_with_logits(
            outputs["starts"].float(), target.clamp(min=0).float(), reduction="none"
        )
        return (each * (target != MISSING) * weight[:, None]).sum()


class WordLayer(nn.Module):
    """A transformer layer over words, normalised before each part, so that it starts near the identity."""

    def __init__(self) -> None:
        super().__init__()
        self.norm1, self.norm2 = nn.LayerNorm(ROLE), nn.LayerNorm(ROLE)
        self.qkv, self.out = nn.Linear(ROLE, 3 * ROLE), nn.Linear(ROLE, ROLE)
        self.up, self.down = nn.Linear(ROLE, ROLE_INNER), nn.Linear(ROLE_INNER, ROLE)
        self.drop = Dropout()

    def forward(self, x: Tensor, real: Tensor | None) -> Tensor:
        """States [batch, words, width] to states of the same shape; ``real`` is False on padding."""
        batch, length, _ = x.shape
        parts = self.qkv(self.norm1(x)).view(batch, length, 3, ROLE_HEADS, ROLE // ROLE_HEADS)
        q, k, v = parts.permute(2, 0, 3, 1, 4)
        scores = q @ k.transpose(-1, -2) * (ROLE // ROLE_HEADS) ** -0.5
        if real is not None:
            scores = scores.masked_fill(~real[:, None, None, :], -1e4)
        mixed = torch.softmax(scores, -1) @ v
        x = x + self.drop(self.out(mixed.transpose(1, 2).reshape(batch, length, ROLE)))
        return x + self.drop(self.down(F.gelu(self.up(self.norm2(x)))))


class Attributions(nn.Module):
    """Who said what: roles of words, and for a word of a cue what every word is to it.

    Cues are predicates, sources and contents their arguments, as in semantic role labelling by biaffine scores
    (Cai et al. 2018). The words' places in quotations are told, since a mark may stand outside of the window.
    """

    def __init__(self, roles: int) -> None:
        super().__init__()
        self.marks = nn.Embedding(marks.COUNT, MARK_WIDTH)
        self.into = nn.Linear(WIDTH + CASE_WIDTH + MARK_WIDTH, ROLE)
        self.layer = WordLayer()
        self.norm = nn.LayerNorm(ROLE)
        self.hidden, self.roles = nn.Linear(ROLE, HIDDEN), nn.Linear(HIDDEN, roles)
        self.cue, self.argument = nn.Linear(ROLE, LINK), nn.Linear(ROLE, 2 * LINK)
        self.bilinear = nn.Linear(LINK, 2 * LINK)  # its bias scores an argument by itself
        self.distances = nn.Embedding(2 * FURTHEST + 1, 2)
        nn.init.zeros_(self.distances.weight)
        self.drop = Dropout()

    def outputs(self, read: Read) -> dict[str, Tensor]:
        """``roles`` [batch, words, classes]; ``sources``, ``contents`` [batch, cue words, words], log-odds to none."""
        x = self.into(torch.cat([read.words, self.marks(read.marks)], -1))
        x = self.norm(self.layer(x, read.real))
        roles = self.roles(self.drop(F.gelu(self.hidden(x))))
        cues, arguments = self.bilinear(self.drop(F.gelu(self.cue(x)))), self.drop(F.gelu(self.argument(x)))
        place = torch.arange(x.shape[1], device=x.device)
        apart = self.distances((place[None] - place[:, None]).clamp(-FURTHEST, FURTHEST) + FURTHEST)
        source = cues[..., :LINK] @ arguments[..., :LINK].transpose(1, 2) * LINK**-0.5 + apart[..., 0]
        content = cues[..., LINK:] @ arguments[..., LINK:].transpose(1, 2) * LINK**-0.5 + apart[..., 1]
        return {"roles": roles, "sources": source, "contents": content}

    def loss(self, outputs: dict[str, Tensor], gold: dict[str, Tensor], weight: Tensor) -> Tensor:
        """Summed cross-entropies of the words' roles and of what every word is to each word of a cue."""
        target = gold["roles"]
        roles = F.cross_entropy(
            outputs["roles"].float().flatten(0, 1), target.flatten(), ignore_index=MISSING, reduction="none"
        )
        total = (roles.view_as(target) * weight[:, None]).sum()
        cues, links = gold["cues"], gold["links"]
        window, at = (cues != MISSING).nonzero(as_tuple=True)
        if len(window):
            row = cues[window, at]
            source, content = (outputs[name][window, row].float() for name in ("sources", "contents"))
            scores = torch.stack([torch.zeros_like(source), source, content], -1)
            each = F.cross_entropy(
                scores.flatten(0, 1), links[window, at].flatten(), ignore_index=MISSING, reduction="none"
            ).view(source.shape)
            total = total + LINK_WEIGHT * (each * weight[window][:, None]).sum()
        return total


def build_heads(labels: Labels) -> nn.ModuleDict:
    """The heads by name."""
    n = len(labels.annotators)
    return nn.ModuleDict(
        {
            "names": Classifier("names", len(labels.names), n),
            "tags": Classifier("tags", len(labels.tags), n),
            "morphs": Classifier("morphs", len(labels.morphs), n),
            "lemmas": Classifier("lemmas", len(labels.lemmas), n),
            "starts": Starts(n),
            "parser": Parser(len(labels.relations), n),
            "attributions": Attributions(len(labels.roles)),
        }
    )


class Network(nn.Module):
    """The encoder with all heads."""

    def __init__(self, vocabulary: int, labels: Labels) -> None:
        super().__init__()
        self.encoder = Encoder(vocabulary)
        self.cases = nn.Embedding(cases.COUNT, CASE_WIDTH)
        self.heads = build_heads(labels)
        self.drop = Dropout()

    def words(self, ids: Tensor, case: Tensor, firsts: Tensor, mask: Tensor | None) -> Tensor:
        """The state of each word's first piece, with its case joined again: [batch, words, width]."""
        states = self.encoder(ids, case, mask)
        of_words = states.gather(1, firsts[..., None].expand(-1, -1, WIDTH))
        return self.drop(torch.cat([of_words, self.cases(case.gather(1, firsts))], -1))

    def read(self, batch: dict[str, Tensor]) -> Read:
        """What the heads read of a batch of windows."""
        words = self.words(batch["ids"], batch["cases"], batch["firsts"], batch["mask"])
        return Read(words, batch["annotator"], batch["marks"], batch["real"])

    def forward(self, batch: dict[str, Tensor]) -> dict[str, Tensor]:
        """All heads' outputs for a batch of windows."""
        read = self.read(batch)
        return {k: v for head in self.heads.values() for k, v in head.outputs(read).items()}

    def losses(self, batch: dict[str, Tensor]) -> dict[str, Tensor]:
        """The loss of each head, summed over its annotated words; a head reads the windows annotated for it alone."""
        read, found = self.read(batch), {}
        for name, head in self.heads.items():
            rows = (batch[GOLD_OF.get(name, name)] != MISSING).any(1).nonzero().squeeze(1)
            if len(rows):
                gold = {k: v[rows] for k, v in batch.items()}
                found[name] = head.loss(head.outputs(read.of(rows)), gold, gold["weight"])
        return found
