"""How well names are told apart and put together: pairs and stories by people who had not seen the code.

    python benchmarks/names.py [learned | held_out] [--errors]

``names/learned`` may be learned from; ``names/held_out`` is for measuring only, so ``--errors`` lists nothing of it.
Pairs: which of two names in the news are one, with their roles where a paper gives them (columns as in the public
sets: label same or different, why). Stories: invented articles of invented papers, each story told four times, every
proper name marked ``[[entity:TYPE|text]]``; the marked names are given, and the entities are scored by MUC, B-cubed,
CEAF-e and their mean (CoNLL). Percentages.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.config import ReconcileConfig
from pipeline.evaluate.clusters import Prf, b_cubed, ceaf_e, conll, muc
from pipeline.reconcile.compare import compare_names
from pipeline.reconcile.judgements import Judgements
from pipeline.reconcile.table import reconcile_rows, to_label
from pipeline.schema import Decision

SETS = Path(__file__).parent / "names"
MARK = re.compile(r"\[\[(?P<entity>[^:\]|]+):(?P<type>[A-Z]+)\|(?P<text>[^\]]+)\]\]")
CONTEXT = 100  # characters on either side of a name, as the extraction keeps them


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair with the right answer and ours."""

    row: dict[str, str]
    decision: Decision
    reason: str

    @property
    def is_same(self) -> bool:
        """Whether the two names are one bearer's."""
        return self.row["label"] == "same"

    @property
    def is_right(self) -> bool:
        """Whether we said so; unsure is not the same."""
        return self.is_same == (self.decision is Decision.SAME)


def judge_pairs(folder: Path) -> list[Judged]:
    """Every pair of a set, in order."""
    config = ReconcileConfig()
    found = []
    with (folder / "pairs.csv").open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            label = to_label(row["type"], row["id"])
            verdict = compare_names(row["name_a"], row["name_b"], label, row["role_a"], row["role_b"], config)
            found.append(Judged(row, verdict.decision, verdict.reason))
    return found


def score_pairs(pairs: list[Judged]) -> tuple[float, float, float, int, int]:
    """Precision, recall and F1 of "same" in percent, the false merges, and of how many pairs."""
    right = sum(pair.is_same and pair.is_right for pair in pairs)
    said = sum(pair.decision is Decision.SAME for pair in pairs)
    same = sum(pair.is_same for pair in pairs)
    return 100 * right / said, 100 * right / same, 200 * right / (said + same), said - right, len(pairs) - same


def read_story(path: Path) -> tuple[list[dict[str, str]], list[str]]:
    """The marked names of an article as rows of a table of names, and the entity of each."""
    head, _, marked = path.read_text(encoding="utf-8").partition("\n\n")
    published = head.removeprefix("published:").strip()
    text, spans, entities, end = "", [], [], 0
    for mark in MARK.finditer(marked):
        text += marked[end : mark.start()]
        spans.append((len(text), len(text) + len(mark["text"]), mark["type"]))
        text, end = text + mark["text"], mark.end()
        entities.append(mark["entity"])
    text += marked[end:]
    rows = [
        {"mention_id": f"{path.stem}:{start}", "article_id": path.stem, "start": str(start), "text": text[start:stop],
         "label": label, "published": published, "context": text[max(0, start - CONTEXT) : stop + CONTEXT]}
        for start, stop, label in spans
    ]  # fmt: skip
    return rows, entities


def cluster_stories(folder: Path) -> tuple[list[dict[str, str]], list[str], list[str]]:
    """All marked names of a set, the right entity of each, and ours."""
    rows: list[dict[str, str]] = []
    gold: list[str] = []
    for path in sorted((folder / "stories").glob("*.txt")):
        more, entities = read_story(path)
        rows += more
        gold += entities
    verdicts, _ = reconcile_rows(rows, ReconcileConfig(), Judgements())
    return rows, gold, [verdict["entity_id"] for verdict in verdicts]


def score_stories(gold: list[str], ours: list[str]) -> list[tuple[str, Prf]]:
    """MUC, B-cubed and CEAF-e."""
    right, said = dict(enumerate(gold)), dict(enumerate(ours))
    return [("MUC", muc(right, said)), ("B-cubed", b_cubed(right, said)), ("CEAF-e", ceaf_e(right, said))]


def mistakes(rows: list[dict[str, str]], gold: list[str], ours: list[str]) -> Iterator[str]:
    """The clusters of ours that hold several entities, and the entities that lie in several clusters."""
    for what, outer, inner in (("JOINED", ours, gold), ("PARTED", gold, ours)):
        parts: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
        for row, one, other in zip(rows, outer, inner, strict=True):
            parts[one][other][f"{row['text']} ({row['article_id']})"] += 1
        for name, found in sorted(parts.items()):
            if len(found) > 1:
                yield f"{what} {name}\n" + "\n".join(
                    f"    {other}: {', '.join(f'{n} {form}' for form, n in forms.items())}"
                    for other, forms in sorted(found.items())
                )


def report(name: str, with_errors: bool) -> None:
    """Print the figures of a set, and the mistakes if wanted."""
    pairs = judge_pairs(SETS / name)
    precision, recall, f1, false, different = score_pairs(pairs)
    print(f"{name}: pairs P {precision:.1f} R {recall:.1f} F1 {f1:.1f}, false merges {false} of {different}")
    by_reason: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for pair in pairs:
        by_reason[pair.row["label"], pair.row["why"]].append(pair.is_right)
    for (label, why), right in sorted(by_reason.items(), reverse=True):
        print(f"  {label:9} {why:20} {sum(right)} of {len(right)}")
    rows, gold, ours = cluster_stories(SETS / name)
    scores = score_stories(gold, ours)
    parts = "  ".join(
        f"{how} {100 * (s.precision or 0):.1f}/{100 * (s.recall or 0):.1f}/{100 * (s.f1 or 0):.1f}" for how, s in scores
    )
    print(f"{name}: stories {parts}  CoNLL {100 * (conll([s for _, s in scores]) or 0):.1f}")
    if with_errors:
        for pair in pairs:
            if not pair.is_right:
                print(*(pair.row[column] for column in list(pair.row)[:8]), pair.decision, pair.reason, sep=" | ")
        print(*mistakes(rows, gold, ours), sep="\n")


def main() -> None:
    """Measure one set or both."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("set", nargs="?", choices=["learned", "held_out"])
    parser.add_argument("--errors", action="store_true", help="list the mistakes in the set to learn from")
    args = parser.parse_args()
    for name in [args.set] if args.set else ["learned", "held_out"]:
        report(name, args.errors and name == "learned")


if __name__ == "__main__":
    main()
