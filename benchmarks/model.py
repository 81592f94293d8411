"""Speed, loading time and memory of language models beside each other, in one run.

    python benchmarks/model.py [--model PATH[!COMPONENT]]... [--docbin FILE]... [--words N] [--rounds N] [--json OUT]

Words a second of bare ``nlp.pipe`` over the own corpus, repeated to about N words, and over about N words of each
``DocBin``, documents taken evenly: best and median of the rounds. The models take turns in each round, so that a slow
minute of the machine hits all of them. Every model runs in processes of its own that load it once, before the clock
starts: one process bound to one core; two such processes, each with half of the texts; and one process on two cores,
where a component has a ``threads`` setting. "bundled!attributions" is the bundled model without
that component, to see what it costs. One thread of arithmetic a process but there. Beside the time that passed
stands the time that the processors worked ("a CPU second"): on a machine that others use, that is the figure to
compare. Loading and peak memory are taken in new processes.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

CORPUS = Path("corpus/raw")
BATCH = 32  # articles, the default of parse.batch_size
LOADS = 5  # new processes that load the model
ONE, TWO, THREADS = "one core", "two processes", "two threads"


# ----------------------------------------------------------------------- inside a process that runs one model


def read_texts(source: str, n_words: int) -> list[str]:
    """About ``n_words`` words: clean texts of a folder of articles, repeated, or every nth text of a ``DocBin``."""
    if source.endswith(".spacy"):
        import spacy
        from spacy.tokens import DocBin

        stored = [doc.text for doc in DocBin().from_disk(source).get_docs(spacy.blank("en").vocab)]
        return stored[:: max(1, round(count_words(stored) / n_words))]
    from pipeline.clean import clean_article
    from pipeline.config import ReadConfig
    from pipeline.read import read_corpus
    from pipeline.schema import RawArticle

    texts = [
        clean_article(raw).text for raw in read_corpus([Path(source)], ReadConfig()) if isinstance(raw, RawArticle)
    ]
    return texts * max(1, round(n_words / count_words(texts)))


def count_words(texts: Sequence[str]) -> int:
    """Words between white space."""
    return sum(len(text.split()) for text in texts)


def set_threads(nlp: Any, threads: int) -> bool:
    """Set the ``threads`` of every component that has such a setting; whether there is one."""
    components = [component for _, component in nlp.pipeline if hasattr(component, "threads")]
    for component in components:
        component.threads = threads
    return bool(components)


def load(model: str | None) -> Any:
    """The pipeline of a path or name ("bundled" if None), without the component behind an exclamation mark in it."""
    from pipeline.parse import load_as_is

    path, _, component = (model or "bundled").partition("!")
    nlp = load_as_is(None if path == "bundled" else path)
    if component:
        nlp.remove_pipe(component)
    return nlp


def serve(task: dict[str, Any]) -> None:
    """Load, say so with the number of words of each source, then run a source each time its number is read."""
    nlp = load(task["model"])
    has_threads = set_threads(nlp, task["threads"])
    texts = [read_texts(source, task["words"])[task["part"] :: task["parts"]] for source in task["sources"]]
    for _doc in nlp.pipe(texts[0][:BATCH], batch_size=BATCH):  # what is made at first use is made here
        pass
    answer({"words": [count_words(t) for t in texts], "threads": has_threads})
    for line in sys.stdin:
        start = time.process_time()
        for _doc in nlp.pipe(texts[int(line)], batch_size=BATCH):
            pass
        answer({"cpu_s": time.process_time() - start})


def describe(task: dict[str, Any]) -> None:
    """Loading time and memory of this new process; spaCy is imported before the clock starts, all else after it."""
    start = time.perf_counter()
    import spacy

    imported = time.perf_counter()
    bare = peak_mb()
    nlp = load(task["model"])
    loaded = time.perf_counter()
    nlp("The council said on Monday that it would vote again.")
    ready = time.perf_counter()
    facts = {"import_spacy_s": imported - start, "load_s": loaded - imported, "ready_s": ready - imported}
    facts |= {"spacy_mb": bare, "loaded_mb": peak_mb()}
    if task["pipe"]:
        for _doc in nlp.pipe(read_texts(task["sources"][0], task["words"]), batch_size=BATCH):
            pass
        facts["piped_mb"] = peak_mb()
    answer({**facts, "spacy": spacy.about.__version__, "pipeline": nlp.pipe_names})


def peak_mb() -> float:
    """Peak resident memory of this process in MB (10^6 bytes)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6


def answer(facts: dict[str, Any]) -> None:
    """One line of JSON to the process that asked."""
    print(json.dumps(facts), flush=True)


# ------------------------------------------------------------------------------- the process that takes the time


@dataclass(frozen=True, slots=True)
class Round:
    """Words that a team of processes reads in a second that passes, and in a second that processors work for it."""

    per_s: float
    per_cpu_s: float


Speeds = dict[tuple[str, str, str], list[Round]]  # by model, source and way of running


@dataclass(slots=True)
class Worker:
    """A process that runs one model, bound to the given cores."""

    task: dict[str, Any]
    cores: set[int]
    process: subprocess.Popen[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Start it. This process imports nothing large: a child's peak memory starts at its parent's size."""
        command = [sys.executable, __file__, "--worker", json.dumps(self.task)]
        bound = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, self.cores)  # inherited by the child and by all its threads
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=os.environ | {"OMP_NUM_THREADS": "1"}
        )
        os.sched_setaffinity(0, bound)

    def say(self, line: str) -> None:
        """Send a line."""
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def hear(self) -> dict[str, Any]:
        """Wait for an answer. Raises ``RuntimeError`` where the process has ended."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"the process of {self.task['model'] or 'the bundled model'} ended; see its error above")
        return dict(json.loads(line))

    def close(self) -> None:
        """Let it end."""
        self.process.communicate()


def teams(task: dict[str, Any]) -> dict[str, list[Worker]]:
    """The processes of one model by way of running; two ways only where there are two cores."""
    cores = sorted(os.sched_getaffinity(0))
    found = {ONE: [Worker({**task, "threads": 1, "part": 0, "parts": 1}, {cores[0]})]}
    if len(cores) > 1:
        found[TWO] = [Worker({**task, "threads": 1, "part": i, "parts": 2}, {cores[i]}) for i in (0, 1)]
        found[THREADS] = [Worker({**task, "threads": 2, "part": 0, "parts": 1}, set(cores[:2]))]
    return found


def speeds(models: Sequence[str | None], task: dict[str, Any], rounds: int) -> Speeds:
    """The rounds, the models and ways taking turns in each."""
    running = {name_of(m): teams({**task, "do": "serve", "model": m}) for m in models}
    ready = {(m, way): [w.hear() for w in team] for m, ways in running.items() for way, team in ways.items()}
    found: Speeds = defaultdict(list)
    for i, source in enumerate(task["sources"]):
        for _ in range(rounds):
            for (model, way), answers in ready.items():
                if way != THREADS or answers[0]["threads"]:
                    n_words = sum(a["words"][i] for a in answers)
                    found[model, source, way].append(timed(running[model][way], i, n_words))
    for worker in (w for ways in running.values() for team in ways.values() for w in team):
        worker.close()
    return dict(found)


def timed(team: Sequence[Worker], source: int, n_words: int) -> Round:
    """One round of a team, until its last process is through."""
    start = time.perf_counter()
    for worker in team:
        worker.say(str(source))
    cpu_s = sum(worker.hear()["cpu_s"] for worker in team)
    return Round(n_words / (time.perf_counter() - start), n_words / cpu_s)


def facts_of(model: str | None, task: dict[str, Any]) -> dict[str, Any]:
    """Loading time (best and median of new processes) and peak memory of one model, on one core."""
    core = {min(os.sched_getaffinity(0))}
    answers: list[dict[str, Any]] = []
    for i in range(LOADS):
        worker = Worker({**task, "do": "describe", "model": model, "pipe": i == 0}, core)
        answers.append(worker.hear())
        worker.close()
    for key in ("import_spacy_s", "load_s", "ready_s"):
        times = [a[key] for a in answers]
        answers[0][key] = {"best": min(times), "median": statistics.median(times)}
    return answers[0]


def name_of(model: str | None) -> str:
    """What the tables call a model."""
    return model or "bundled"


def best_and_median(each: Sequence[float]) -> dict[str, float]:
    """The two figures that are shown of rounds."""
    return {"best": max(each), "median": statistics.median(each)}


def report(found: Speeds, facts: dict[str, dict[str, Any]]) -> str:
    """The figures as text."""
    lines = [f"{'':50}{'words a second':>16}{'a CPU second':>16}", f"{'':50}{'best  median':>16}{'best  median':>16}"]
    for (model, source, way), rounds in found.items():
        both = (best_and_median([r.per_s for r in rounds]), best_and_median([r.per_cpu_s for r in rounds]))
        cells = "".join(f"{f['best']:8,.0f}{f['median']:8,.0f}" for f in both)
        lines.append(f"{f'{model}, {Path(source).name}, {way}':50}{cells}")
    lines.append(
        f"\n{'new process':28}{'load s':>8}{'+ first':>9}{'import spaCy':>14}{'MB loaded':>11}{'MB piped':>10}"
    )
    for model, one in facts.items():
        load_s, ready_s, import_s = (one[k]["median"] for k in ("load_s", "ready_s", "import_spacy_s"))
        memory = f"{one['loaded_mb']:11.0f}{one['piped_mb']:10.0f}"
        lines.append(f"{model:28}{load_s:8.2f}{ready_s:9.2f}{import_s:14.2f}{memory}")
    return "\n".join(lines)


def as_json(found: Speeds, facts: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The figures of each model: words a second by source and way, then what ``facts_of`` says."""
    models: dict[str, Any] = {model: {"speed": {}, **one} for model, one in facts.items()}
    for (model, source, way), rounds in found.items():
        figures = {key: best_and_median([getattr(r, key) for r in rounds]) for key in ("per_s", "per_cpu_s")}
        models[model]["speed"].setdefault(Path(source).name, {})[way] = figures
    return models


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", action="append", help="a spaCy pipeline, or bundled; may be repeated")
    parser.add_argument("--docbin", action="append", default=[], help="texts to measure on besides the own corpus")
    parser.add_argument("--words", type=int, default=20_000, help="words that the own corpus is repeated to")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", type=Path, help="where to write the figures")
    parser.add_argument("--worker", type=json.loads, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.worker is not None:
        (serve if args.worker["do"] == "serve" else describe)(args.worker)
        return
    task = {"sources": [str(CORPUS), *args.docbin], "words": args.words}
    models: list[str | None] = args.model or [None]
    facts = {name_of(m): facts_of(m, task) for m in models}
    found = speeds(models, task, args.rounds)
    print(report(found, facts))
    if args.json is not None:
        args.json.write_text(json.dumps(as_json(found, facts), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
