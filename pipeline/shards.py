"""Runs a function over shards of articles, in one process or several, each result in a file of its own."""

from __future__ import annotations

import multiprocessing
import pickle
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Generic, TypeVar

SHARD = 32  # articles; fixed, so that batches and thus results do not depend on the number of jobs
IN_FLIGHT = 2  # shards a worker, read ahead

A = TypeVar("A")
B = TypeVar("B")


@dataclass(frozen=True, slots=True)
class Shards(Generic[B]):
    """The results of all shards, on disk; iterating reads one shard at a time, as often as needed."""

    paths: tuple[Path, ...]

    def __iter__(self) -> Iterator[B]:
        for path in self.paths:
            with path.open("rb") as file:
                yield from pickle.load(file)  # our own file of a moment ago


def run_shards(
    work: Callable[[list[A]], Iterable[B]],
    items: Iterable[A],
    folder: Path,
    *,
    jobs: int = 1,
    progress: Callable[[int], None] | None = None,
) -> Shards[B]:
    """Apply ``work`` to shards of ``items`` and keep the results in ``folder``, in the order of the items.

    Memory holds at most ``IN_FLIGHT`` shards a job. ``progress`` is told the number of items done. With several
    jobs, ``work`` runs in fresh worker processes and must be importable.
    """
    numbered = enumerate(_sharded(items))
    task = partial(_run, work=work, folder=folder)
    paths: list[Path] = []
    for path, count in map(task, numbered) if jobs <= 1 else _parallel(task, numbered, jobs):
        paths.append(path)
        if progress is not None:
            progress(count)
    return Shards(tuple(paths))


def _parallel(
    task: Callable[[tuple[int, list[A]]], tuple[Path, int]], numbered: Iterator[tuple[int, list[A]]], jobs: int
) -> Iterator[tuple[Path, int]]:
    # Fresh processes: a forked copy of a process with running threads may hang.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context) as pool:
        while wave := list(islice(numbered, IN_FLIGHT * jobs)):
            yield from pool.map(task, wave)


def _sharded(items: Iterable[A]) -> Iterator[list[A]]:
    iterator = iter(items)
    while shard := list(islice(iterator, SHARD)):
        yield shard


def _run(numbered: tuple[int, list[A]], *, work: Callable[[list[A]], Iterable[B]], folder: Path) -> tuple[Path, int]:
    number, items = numbered
    path = folder / f"shard-{number:06d}"
    with path.open("wb") as file:
        pickle.dump(list(work(items)), file)
    return path, len(items)
