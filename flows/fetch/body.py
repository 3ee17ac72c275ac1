"""A body's bytes as they arrive: its content coding undone, its size bounded at every step, its end demanded."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass, field
from typing import Protocol

from flows.fetch.errors import Garbled, TooLarge, Truncated

ACCEPT_ENCODING = "gzip, deflate"  # what the standard library undoes in bounded steps
MOST_CODINGS = 2
GZIP_MAGIC = b"\x1f\x8b"


class _Coding(Protocol):
    def feed(self, data: bytes, limit: int) -> bytes: ...

    def finished(self) -> bool: ...


@dataclass
class _Gzip:
    """One or several gzip members; zeros or rubbish after the last one are dropped, as browsers do."""

    inflate: zlib._Decompress = field(default_factory=lambda: zlib.decompressobj(zlib.MAX_WBITS | 16))
    waiting: bytes = b""
    done: bool = False

    def feed(self, data: bytes, limit: int) -> bytes:
        out = bytearray()
        data = self.waiting + data
        self.waiting = b""
        while data and not self.done and len(out) <= limit:
            if self.inflate.eof:
                if len(data) < len(GZIP_MAGIC):
                    self.waiting = data
                    break
                if not data.startswith(GZIP_MAGIC):
                    self.done = True
                    break
                self.inflate = zlib.decompressobj(zlib.MAX_WBITS | 16)
            out += self.inflate.decompress(data, limit + 1 - len(out))
            data = self.inflate.unconsumed_tail or self.inflate.unused_data
        return bytes(out)

    def finished(self) -> bool:
        return self.inflate.eof


@dataclass
class _Deflate:
    """zlib data, or raw deflate where the first byte is no zlib header: servers send both under this name."""

    inflate: zlib._Decompress | None = None

    def feed(self, data: bytes, limit: int) -> bytes:
        if self.inflate is None and data:
            zlib_header = data[0] & 0x0F == 8 and data[0] >> 4 <= 7
            self.inflate = zlib.decompressobj(zlib.MAX_WBITS if zlib_header else -zlib.MAX_WBITS)
        return self.inflate.decompress(data, limit + 1) if self.inflate and not self.inflate.eof else b""

    def finished(self) -> bool:
        return self.inflate is not None and self.inflate.eof


class BodyReader:
    """Collects a body. `feed` each piece from the wire, then `finish`.

    Raises TooLarge as soon as the wire's or the decoded bytes pass `limit`, Truncated where the compressed data has
    no end, Garbled where it is not what `content_encoding` says. No more than `limit` + 1 bytes are ever inflated.
    """

    def __init__(self, url: str, content_encoding: str | None, limit: int) -> None:
        """`content_encoding`: the header's value, None where absent. `limit` in bytes."""
        self._url = url
        self._limit = limit
        self._received = 0
        self._body = bytearray()
        names = [name for name in re.split(r"[\s,]+", (content_encoding or "").lower()) if name not in ("", "identity")]
        unknown = [name for name in names if name not in ("gzip", "x-gzip", "deflate")]
        if unknown or len(names) > MOST_CODINGS:
            raise Garbled(f"expected content coding {ACCEPT_ENCODING}, found {content_encoding!r}: {url}")
        self._codings: list[_Coding] = [_Deflate() if name == "deflate" else _Gzip() for name in reversed(names)]

    def feed(self, data: bytes) -> None:
        """Takes a piece from the wire."""
        self._received += len(data)
        if self._received > self._limit:
            raise TooLarge(f"expected at most {self._limit:,} bytes, found more on the wire: {self._url}")
        room = self._limit - len(self._body)
        for coding in self._codings:
            try:
                data = coding.feed(data, room)
            except zlib.error as error:
                raise Garbled(f"expected compressed data, found {error}: {self._url}") from error
            self._check_room(len(data), room)
        self._check_room(len(data), room)
        self._body += data

    def _check_room(self, size: int, room: int) -> None:
        if size > room:
            raise TooLarge(
                f"expected at most {self._limit:,} bytes, found more in {self._received:,} on the wire: {self._url}"
            )

    def finish(self) -> bytes:
        """The whole decoded body."""
        if self._received and not all(coding.finished() for coding in self._codings):
            raise Truncated(
                f"expected the end of compressed data, found none after {self._received:,} bytes: {self._url}"
            )
        return bytes(self._body)
