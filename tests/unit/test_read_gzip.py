"""Packed files are unpacked within bounds, and damage is told."""

from __future__ import annotations

import gzip
import io
import zlib
from pathlib import Path

import pytest

from pipeline.config import ReadConfig
from pipeline.read_checks import Refusal
from pipeline.read_gzip import Inflated, inflated, open_bytes, read_whole

DATA = bytes(i * i % 251 for i in range(200_000))


def refused(data: bytes, **limits: int) -> str:
    with pytest.raises(Refusal) as caught:
        inflated(data, "gzip", ReadConfig(**limits))
    return caught.value.code


def test_members_and_padding_are_read_as_gzip_reads_them(tmp_path: Path) -> None:
    path = tmp_path / "x.txt.gz"
    path.write_bytes(gzip.compress(DATA) + b"\0\0" + gzip.compress(b"end") + b"\0garbage")
    assert open_bytes(path).read() == DATA + b"end"
    assert read_whole(path, ReadConfig(), packed=True) == (path.read_bytes(), DATA + b"end")


def test_a_file_that_is_not_packed_is_read_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "x.txt.gz").write_bytes(b"plain")
    assert read_whole(tmp_path / "x.txt.gz", ReadConfig(), packed=True) == (b"plain", b"plain")
    assert open_bytes(tmp_path / "x.txt.gz").readline() == b"plain"


@pytest.mark.parametrize("window", [zlib.MAX_WBITS, -zlib.MAX_WBITS])
def test_both_readings_of_deflate(window: int) -> None:
    packer = zlib.compressobj(wbits=window)
    assert inflated(packer.compress(DATA) + packer.flush(), "deflate", ReadConfig()) == DATA


def test_a_bomb_is_stopped_at_the_ratio_and_soon() -> None:
    bomb = gzip.compress(bytes(60_000_000), 9)
    stream = Inflated(io.BytesIO(bomb))
    with pytest.raises(Refusal) as caught:
        io.BufferedReader(stream).read()
    assert (caught.value.code, "bytes from" in str(caught.value)) == ("too_compressed", True)
    assert int(str(caught.value).split()[0]) < 2_000_000


def test_a_small_text_may_be_packed_as_well_as_it_will() -> None:
    assert inflated(gzip.compress(b"x" * 900_000), "gzip", ReadConfig()) == b"x" * 900_000


def test_the_size_unpacked_has_a_limit_too() -> None:
    assert refused(gzip.compress(DATA), max_bytes=100_000) == "too_large"


def test_a_bomb_in_a_later_member_is_measured_by_itself() -> None:
    assert refused(gzip.compress(DATA) * 3 + gzip.compress(bytes(30_000_000))) == "too_compressed"


@pytest.mark.parametrize("cut", [5, 50, 1000])
def test_cut_data_are_told(cut: int) -> None:
    assert refused(gzip.compress(DATA)[:-cut]) == "bad_gzip"


def test_damaged_data_are_told() -> None:
    data = bytearray(gzip.compress(DATA))
    data[300:310] = bytes(10)
    assert refused(bytes(data)) == "bad_gzip"
