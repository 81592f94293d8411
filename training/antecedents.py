"""Learns what pronouns and nominals take up and writes ``pipeline/lexicon/antecedent_weights.csv``.

    python -m training.antecedents within_open.jsonl pipeline/lexicon/antecedent_weights.csv [--show] [--parses FILE]

The file holds one document a line with ``text`` and ``chains``, whose ``mentions`` carry ``start`` and ``end`` (GUM,
MEANTIME, ECB+, NewsWCL50). The resolver reads each document in order; wherever a chain tells what an expression takes
up, its candidates become one example, and the resolver goes on with the right one. A softmax over the candidates with
an L2 penalty learns a weight for each feature, shared by all kinds of expression, and one for each kind. A quarter of
the documents, by hash, is kept out; ``--show`` measures the weights in use there, with the resolver's own choices. The
bundled model parses, so the weights are to be learned again whenever it changes. The parses (16 minutes on one busy
core) are kept in the file that ``--parses`` names, which is to be deleted with the old model; with them, learning takes
half a minute of processor time and ``--show`` 17 seconds.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from spacy.tokens import Doc, DocBin

from pipeline.config import ParseConfig
from pipeline.find.attributions import find_attributions
from pipeline.find.entities import find_mentions
from pipeline.find.sources.antecedents import Candidate, Choice, choose, group_of
from pipeline.find.sources.discourse import Entity
from pipeline.find.sources.features import Anaphor
from pipeline.find.sources.resolver import Resolver
from pipeline.parse import Parsed, load_model, parse
from pipeline.schema import Article, RawArticle, Segment, SegmentKind
from pipeline.spans import RawSpan, Span, Tracked

Record = dict[str, Any]
Gold = dict[int, str]

L2 = 1.0  # strength of the penalty
MIN_COUNT = 4  # times that a feature must be seen
MIN_WEIGHT = 0.05  # weights nearer to 0 are left out
MAX_STEPS = 300  # of the optimiser
HELD_OUT = 4  # one document in so many is kept out; of ECB+, whose documents share stories, one story
PARTIAL = ("ecb+", "newswcl50")  # chains there are incomplete: what seems new may not be
PARTIAL_NEW = 0.15  # weight of such an example, for nominals; for pronouns it is left out
MAX_LOOK = 60  # expressions of an entity that are asked for its chain
NEWS = ("newswcl50", "gum-news", "meantime")
PARSES = Path(__file__).parent / "build" / "parses" / "within_open.spacy"


@dataclass(frozen=True, slots=True)
class Example:
    """One expression: its document's source, its kind, the features of each candidate, and which are right."""

    source: str
    group: str
    kind: str
    candidates: tuple[tuple[str, ...], ...]
    right: tuple[int, ...]
    is_anaphoric: bool
    is_source: bool = False
    is_chosen: bool = False
    is_right: bool = False


@dataclass(slots=True)
class Teacher:
    """Chooses by the gold (``teaches``) or by the weights, and writes down what there was to choose from."""

    source: str
    gold: Gold
    teaches: bool
    named: dict[str, str]
    examples: list[Example] = field(default_factory=list)
    first: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        self.first = {chain: at for at, chain in sorted(self.gold.items(), reverse=True)}

    def __call__(self, anaphor: Anaphor, found: Sequence[Candidate]) -> Choice:
        chain = self.gold.get(anaphor.expression.at)
        choice = None if self.teaches else choose(anaphor, found)
        if chain is None:
            return choice
        right = tuple(i for i, c in enumerate(found) if c.entity is not None and self._chain(c.entity) == chain)
        is_right = choice is not None and self._chain(choice[0]) == chain
        self.examples.append(Example(
            self.source, group_of(anaphor), anaphor.expression.kind, tuple(c.features for c in found), right,
            self.first[chain] < anaphor.expression.at, anaphor.is_source, choice is not None, is_right,
        ))  # fmt: skip
        entity = found[right[0]].entity if right else None
        return ((entity, 1.0) if entity is not None else None) if self.teaches else choice

    def _chain(self, entity: Entity) -> str | None:
        if not entity.expressions:  # a name that comes later
            return self.named.get(entity.mention_id or "")
        chains = Counter(self.gold[e.at] for e in entity.expressions[-MAX_LOOK:] if e.at in self.gold)
        return chains.most_common(1)[0][0] if chains else None


def is_held_out(document: str) -> bool:
    """Whether a document is kept out of learning."""
    name = document.split("/")[0] if document.startswith("ecb+") else document
    return sha256(name.encode()).digest()[0] % HELD_OUT == 0


def documents(path: Path, parses: Path) -> Iterator[tuple[Record, Parsed]]:
    """The documents of the file with their parses, which are made and kept in ``parses`` where it is not there."""
    with path.open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    if not parses.exists():
        kept = DocBin(store_user_data=True)
        for parsed in parse((_article(record) for record in records), ParseConfig()):
            kept.add(parsed.doc)
        parses.parent.mkdir(parents=True, exist_ok=True)
        kept.to_disk(parses)
    docs = DocBin().from_disk(parses).get_docs(load_model().vocab)
    yield from ((r, Parsed(_article(r), doc)) for r, doc in zip(records, docs, strict=True))


def _article(record: Record) -> Article:
    text, at, segments = record["text"], 0, []
    for line in text.split("\n"):
        if line.strip():
            span = (at, at + len(line))
            segments.append(Segment(Span(*span), RawSpan(*span), SegmentKind.BODY, True, "line"))
        at += len(line) + 1
    source = RawArticle(record["id"], record["id"], "", text)
    return Article(source, Tracked.of(text), tuple(segments))


def gold_of(record: Record, doc: Doc) -> Gold:
    """The chain of each token that heads a gold mention or is part of a gold name; the shortest mention decides."""
    mentions = [(m, chain["entity"]) for chain in record["chains"] for m in chain["mentions"]]
    gold: Gold = {}
    for mention, chain in sorted(mentions, key=lambda pair: (pair[0]["end"] - pair[0]["start"], pair[0]["start"])):
        span = doc.char_span(mention["start"], mention["end"], alignment_mode="expand")
        if span:
            gold.setdefault(span.root.i, chain)
            for token in span if mention["form"] == "name" else ():
                if token.pos_ == "PROPN":
                    gold.setdefault(token.i, chain)
    return gold


def examples(pairs: Iterable[tuple[Record, Parsed]], teaches: bool) -> list[Example]:
    """The examples of the documents."""
    found: list[Example] = []
    for record, parsed in pairs:
        mentions = find_mentions(parsed).records
        gold = gold_of(record, parsed.doc)
        last = {m.mention_id: parsed.doc.char_span(*_ends(m.span), alignment_mode="expand")[-1].i for m in mentions}
        named = {mention_id: gold[at] for mention_id, at in last.items() if at in gold}
        teacher = Teacher(record["source"], gold, teaches, named)
        Resolver(parsed, mentions, find_attributions(parsed, mentions), teacher).resolve()
        found += teacher.examples
    return found


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def weight_of(example: Example) -> float:
    """How much an example counts in learning."""
    if len(example.candidates) == 1:
        return 0.0
    if example.right or example.source not in PARTIAL:
        return 1.0
    return PARTIAL_NEW if example.group == "nominal" else 0.0


def learn(found: Sequence[Example]) -> dict[tuple[str, str], float]:
    """The weight by kind of expression ("any" for the shared ones) and feature."""
    used = [(e, w) for e in found if (w := weight_of(e))]
    names = [[(k, f) for f in c for k in ("any", e.group)] for e, _ in used for c in e.candidates]
    counts = Counter(name for row in names for name in row)
    columns = {name: i for i, name in enumerate(sorted(n for n, seen in counts.items() if seen >= MIN_COUNT))}
    rows = [[columns[name] for name in row if name in columns] for row in names]
    ends = np.cumsum([0, *map(len, rows)])
    shape = (len(rows), len(columns))
    matrix = csr_matrix((np.ones(ends[-1]), np.array([i for row in rows for i in row]), ends), shape=shape)
    sizes = np.array([len(e.candidates) for e, _ in used])
    right = np.concatenate([_targets(e) for e, _ in used])
    result = minimize(
        _loss, np.zeros(len(columns)), (matrix, matrix.T.tocsr(), sizes, right, np.array([w for _, w in used])),
        jac=True, method="L-BFGS-B", options={"maxiter": MAX_STEPS},
    )  # fmt: skip
    return {name: float(w) for name, i in columns.items() if abs(w := result.x[i]) >= MIN_WEIGHT}


def _targets(example: Example) -> NDArray[np.float64]:
    """1 for the right candidates; for the last one, which stands for none, where there is no other."""
    n = len(example.candidates)
    right = np.zeros(n)
    right[list(example.right) or [n - 1]] = 1.0
    return right


def _loss(
    weights: NDArray[np.float64], matrix: csr_matrix, transposed: csr_matrix, sizes: NDArray[np.int64],
    right: NDArray[np.float64], counts: NDArray[np.float64],
) -> tuple[float, NDArray[np.float64]]:  # fmt: skip
    """The negative log of the probability that the right candidates have together, and its gradient."""
    starts = np.cumsum(sizes) - sizes
    z = matrix @ weights
    shares = np.exp(z - np.repeat(np.maximum.reduceat(z, starts), sizes))
    total, hit = np.add.reduceat(shares, starts), np.add.reduceat(shares * right, starts) + 1e-300
    slope = shares / np.repeat(total, sizes) - shares * right / np.repeat(hit, sizes)
    loss = float((counts * (np.log(total) - np.log(hit))).sum() + L2 / 2 * weights @ weights)
    return loss, transposed @ (slope * np.repeat(counts, sizes)) + L2 * weights


def write(weights: dict[tuple[str, str], float], path: Path, n_examples: int) -> None:
    """Write the file, sorted by kind and feature."""
    with path.open("w", newline="", encoding="utf-8") as file:
        file.write(
            f"# source: softmax over candidate antecedents (L2 = {L2:g}), {n_examples:,} pronouns and nominals of\n"
            "# GUM, MEANTIME, ECB+ and NewsWCL50; none of their text is here. Made by training/antecedents.py.\n"
        )
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("kind", "feature", "weight"))
        writer.writerows((*name, f"{weights[name]:.2f}") for name in sorted(weights))


def show(found: Sequence[Example]) -> None:
    """Print precision, recall and F1 by kind of expression, over all sources and over news."""
    tallies: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for e in found:
        kind = e.group if e.group != "nominal" else e.kind
        for part in ("all", "news" if e.source in NEWS else e.source.split("-")[0], *["sources"] * e.is_source):
            tallies[part, kind].update(chosen=e.is_chosen, right=e.is_right, anaphoric=e.is_anaphoric, n=1)
    for (part, kind), t in sorted(tallies.items()):
        precision, recall = t["right"] / max(1, t["chosen"]), t["right"] / max(1, t["anaphoric"])
        f1 = 2 * t["right"] / max(1, t["chosen"] + t["anaphoric"])
        print(f"{part:8} {kind:6} of {t['n']}: precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f}")


def main() -> None:
    """Learn from three documents in four and write the weights; with ``--show`` measure them on the others."""
    parser = argparse.ArgumentParser(description="Learn the weights of the antecedents.")
    parser.add_argument("chains", type=Path, help="the file of documents with gold chains")
    parser.add_argument("weights", type=Path, help="the file to write; with --show, the one in use is measured")
    parser.add_argument("--show", action="store_true", help="measure on the documents kept out instead of learning")
    parser.add_argument("--parses", type=Path, default=PARSES, help="where the parses are kept from run to run")
    args = parser.parse_args()
    pairs = ((r, p) for r, p in documents(args.chains, args.parses) if is_held_out(r["id"]) == args.show)
    found = examples(pairs, teaches=not args.show)
    if args.show:
        show(found)
    else:
        write(learn(found), args.weights, len(found))


if __name__ == "__main__":
    main()
