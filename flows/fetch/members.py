"""A WARC file as what it is on the disk: gzip members one after another, each a record.

A member that is damaged costs itself alone: its neighbours are whole, and each begins with bytes that can be found.
"""

from __future__ import annotations

import os
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

MAGIC = b"\x1f\x8b\x08"  # a gzip member, deflated
BEGINS, ENDS = b"WARC/1.", b"\r\n\r\n"
LARGEST_RECORD = 256 * 1024 * 1024  # decompressed; far above what the client lets through
PIECE = 65_536
HEAD = 4096  # compressed bytes of a damaged member that are tried one by one for what it says of itself
_GZIP = zlib.MAX_WBITS | 16
_TYPE = re.compile(rb"^WARC-Type: *(\S+)", re.M)
_TARGET = re.compile(rb"^WARC-Target-URI: *(\S+?)\r", re.M)


@dataclass(frozen=True, slots=True)
class Member:
    """A whole record: its first byte in the file, the byte after it, its plain bytes."""

    start: int
    end: int
    plain: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Damage:
    """Bytes that are no whole record, up to the next one that begins or the file's end. `about`: what they said."""

    start: int
    end: int
    reason: str
    about: str


class _DamagedError(Exception):
    """A member that cannot be read, in words."""


def walk(stream: BinaryIO, at: int = 0) -> Iterator[Member | Damage]:
    """The file's records from byte `at` on, and what lies between them. Two damaged records may come as one."""
    stream.seek(at)
    carry = b""
    while carry or (carry := stream.read(PIECE)):
        try:
            plain, used, carry = _inflate(stream, carry)
            if not plain.startswith(BEGINS) or not plain.endswith(ENDS):
                raise _DamagedError("found something else than a WARC record")
        except _DamagedError as error:
            end = _next(stream, at)
            yield Damage(at, end, str(error), _about(stream, at))
            at, carry = end, b""
            stream.seek(at)
            continue
        yield Member(at, at + used, plain)
        at += used


def _inflate(stream: BinaryIO, piece: bytes) -> tuple[bytes, int, bytes]:
    """One gzip member from `piece` and the stream on: its plain bytes, its length, and the bytes read beyond it."""
    inflate, plain, used = zlib.decompressobj(_GZIP), bytearray(), 0
    while piece:
        try:
            plain += inflate.decompress(piece, LARGEST_RECORD - len(plain))
        except zlib.error as error:
            raise _DamagedError(f"found {error}") from error
        if inflate.eof:
            return bytes(plain), used + len(piece) - len(inflate.unused_data), inflate.unused_data
        if len(plain) >= LARGEST_RECORD:
            raise _DamagedError(f"found one of more than {LARGEST_RECORD:,} bytes")
        used += len(piece)
        piece = stream.read(PIECE)
    raise _DamagedError("found the file's end within it")


def _next(stream: BinaryIO, at: int) -> int:
    """Where the next record after byte `at` begins; the file's end where none does."""
    base, data = at + 1, b""
    stream.seek(base)
    while piece := stream.read(PIECE):
        data += piece
        found = data.find(MAGIC)
        while found >= 0:
            if _begins_record(stream, base + found):
                return base + found
            found = data.find(MAGIC, found + 1)
        stream.seek(base + len(data))
        base, data = base + len(data) - len(MAGIC) + 1, data[1 - len(MAGIC) :]
    return os.fstat(stream.fileno()).st_size


def _begins_record(stream: BinaryIO, at: int) -> bool:
    stream.seek(at)
    try:
        return zlib.decompressobj(_GZIP).decompress(stream.read(HEAD), len(BEGINS)) == BEGINS
    except zlib.error:
        return False


def _about(stream: BinaryIO, at: int) -> str:
    """What a damaged record says of itself, as far as it can be read."""
    stream.seek(at)
    inflate, plain = zlib.decompressobj(_GZIP), bytearray()
    for byte in stream.read(HEAD):
        try:
            plain += inflate.decompress(bytes((byte,)))
        except zlib.error:
            break
    kind, target = _TYPE.search(plain), _TARGET.search(plain)
    return " of ".join(found[1].decode("utf-8", "replace") for found in (kind, target) if found) or "an unknown record"
