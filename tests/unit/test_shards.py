"""Work over shards: same results in the same order for any number of jobs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.shards import SHARD, run_shards


def doubled(items: list[int]) -> list[int]:
    """Work that a worker process can import."""
    return [2 * i for i in items]


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_the_order_of_the_items(tmp_path: Path, jobs: int) -> None:
    told: list[int] = []
    shards = run_shards(doubled, range(2 * SHARD + 5), tmp_path, jobs=jobs, progress=told.append)
    assert list(shards) == [2 * i for i in range(2 * SHARD + 5)]
    assert list(shards) == list(shards)
    assert told == [SHARD, SHARD, 5]


def test_no_items_make_no_shards(tmp_path: Path) -> None:
    assert list(run_shards(doubled, [], tmp_path)) == []


def test_items_are_taken_as_they_are_needed(tmp_path: Path) -> None:
    taken: list[int] = []
    seen_at: list[int] = []

    def items() -> Iterator[int]:
        for i in range(3 * SHARD):
            taken.append(i)
            yield i

    run_shards(doubled, items(), tmp_path, progress=lambda n: seen_at.append(len(taken)))
    assert seen_at == [SHARD, 2 * SHARD, 3 * SHARD]
