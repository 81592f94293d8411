"""Bytes of files, unpacked where they are gzip, never more of them than the limits allow."""

from __future__ import annotations

import io
import zlib
from pathlib import Path
from typing import BinaryIO, Final, Protocol

from pipeline.config import ReadConfig
from pipeline.read_checks import Refusal

GZIP: Final = b"\x1f\x8b"
MAX_RATIO: Final = 100  # unpacked to packed bytes; Apache Tika's guard (SecureContentHandler); real pages have 3 to 30
FREE: Final = 1_000_000  # unpacked bytes before the ratio counts, as in Tika
CHUNK: Final = 1 << 16


class Readable(Protocol):
    """A stream of bytes."""

    def read(self, size: int, /) -> bytes | None:
        """Up to ``size`` bytes, none at the end."""


class Inflated(io.RawIOBase):
    """The content of a gzip stream of one or more members, as a stream.

    Reading raises ``Refusal``: ``too_compressed`` as soon as a member exceeds the ratio, ``bad_gzip`` when it is
    damaged or cut. What stands behind the last member is no part of it.
    """

    def __init__(self, packed: BinaryIO, *, window: int = 16 + zlib.MAX_WBITS) -> None:
        super().__init__()
        self._packed = packed
        self._window = window
        self._start()
        self._pending = b""
        self._is_over = False

    def readable(self) -> bool:
        """True: the stream can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill the buffer; returns the number of bytes, 0 at the end."""
        while not self._is_over:
            data = self._next(len(buffer))
            if data:
                buffer[: len(data)] = data
                return len(data)
        return 0

    def close(self) -> None:
        """Close this stream and the one below."""
        self._packed.close()
        super().close()

    def _start(self) -> None:
        self._inflate = zlib.decompressobj(self._window)
        self._n_in = self._n_out = 0

    def _next(self, size: int) -> bytes:
        """Up to ``size`` further bytes; none where more input is needed, or at the end."""
        packed = self._pending or self._packed.read(CHUNK)
        try:
            data = self._inflate.decompress(packed, size)
        except zlib.error as error:
            raise Refusal("bad_gzip", f"damaged compressed data: {error}") from error
        if not (packed or data or self._inflate.eof):
            raise Refusal("bad_gzip", "cut off: the compressed data end too early; get the whole file")
        rest = self._inflate.unused_data if self._inflate.eof else self._inflate.unconsumed_tail
        self._n_in += len(packed) - len(rest)
        self._n_out += len(data)
        if self._n_out > FREE and self._n_out > MAX_RATIO * self._n_in:
            why = f"{self._n_out} bytes from {self._n_in}; more than {MAX_RATIO}:1 is no text; unpack it first"
            raise Refusal("too_compressed", why)
        self._pending = rest
        if self._inflate.eof:
            self._next_member()
        return data

    def _next_member(self) -> None:
        self._pending = (self._pending or self._packed.read(CHUNK)).lstrip(b"\0")
        if self._pending.startswith(GZIP) and self._window > zlib.MAX_WBITS:
            self._start()
        else:
            self._is_over = True


def open_bytes(path: Path) -> io.BufferedReader:
    """The file as a stream of bytes, unpacked when its content is gzip, whatever its name says."""
    file: io.BufferedReader = io.BufferedReader(io.FileIO(path), CHUNK)
    return io.BufferedReader(Inflated(file), CHUNK) if file.peek(2).startswith(GZIP) else file


def read_whole(path: Path, config: ReadConfig, *, packed: bool) -> tuple[bytes, bytes]:
    """The bytes of a file as they lie on the disk, and unpacked where ``packed`` says that it is gzip.

    Raises ``Refusal``: ``too_large`` above ``config.max_bytes`` on either side, and what ``Inflated`` raises.
    """
    size = path.stat().st_size
    if size > config.max_bytes:
        raise too_large(f"{size} bytes", config)
    data = path.read_bytes()
    if not packed or not data.startswith(GZIP):
        return data, data
    return data, limited(Inflated(io.BytesIO(data)), config)


def inflated(data: bytes, coding: str, config: ReadConfig) -> bytes:
    """The body of an HTTP response without its content coding (``gzip`` or ``deflate``), within the limits.

    ``deflate`` is zlib by the standard and raw by habit of some servers; both are read. Raises ``Refusal``.
    """
    if coding == "gzip":
        return limited(Inflated(io.BytesIO(data)), config) if data.startswith(GZIP) else data
    is_zlib = len(data) > 1 and data[0] & 15 == 8 and (data[0] << 8 | data[1]) % 31 == 0
    return limited(Inflated(io.BytesIO(data), window=zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS), config)


def limited(stream: Readable, config: ReadConfig) -> bytes:
    """All bytes of a stream; ``Refusal`` (``too_large``) as soon as they exceed ``config.max_bytes``."""
    parts, size = [], 0
    while part := stream.read(CHUNK):
        size += len(part)
        if size > config.max_bytes:
            raise too_large(f"more than {config.max_bytes} bytes unpacked", config)
        parts.append(part)
    return b"".join(parts)


def too_large(found: str, config: ReadConfig) -> Refusal:
    """The refusal of an input over ``config.max_bytes``."""
    return Refusal("too_large", f"{found}, over the limit of {config.max_bytes}; split it or raise read.max_bytes")
