"""The press's server: real bytes over real sockets of the loopback, one event loop in a thread of its own."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import gzip
import hashlib
import threading
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from email.utils import format_datetime
from functools import cache
from http import HTTPStatus
from types import TracebackType
from urllib.parse import unquote, urlsplit

from tests.sources.fake_sites.faults import PRIVATE_TARGETS, Fault, Faults
from tests.sources.fake_sites.site import Answer, Asked, Site, missing, soft_missing

FIRST_CHANGE = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)  # a body's Last-Modified follows from its bytes
BOMB_BYTES = 64 * 1024 * 1024
LOOP_MARK = "press-loop"


@dataclass(frozen=True)
class Logged:
    """One answer given: for tests of what was asked, and how often."""

    source_id: str
    method: str
    path: str
    status: int
    fault: str
    headers: Mapping[str, str]


@dataclass
class Press:
    """Sites side by side: each below `/<source_id>` of the common port, and at the root of a port of its own.

    Used as a context manager; `patience` is how long a time-out keeps a caller waiting, `drip` the pause between drops.
    """

    sites: dict[str, Site]
    faults: Faults = field(default_factory=Faults)
    port: int = 0
    patience: float = 3.0
    drip: float = 0.3
    log: list[Logged] = field(default_factory=list)
    _loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop, repr=False)
    _ports: dict[str, int] = field(default_factory=dict)
    _thread: threading.Thread | None = None
    _servers: list[asyncio.Server] = field(default_factory=list)

    def __enter__(self) -> Press:
        opened = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(opened,), daemon=True)
        self._thread.start()
        if not opened.wait(10):
            raise RuntimeError("expected the press to open its ports within 10 s")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        if self._thread is not None:
            self._thread.join(10)

    def origin(self, source_id: str, own_port: bool = True) -> str:
        """Scheme, host and prefix that stand in the place of the source's scheme and host."""
        if own_port:
            return f"http://127.0.0.1:{self._ports[source_id]}"
        return f"http://127.0.0.1:{self._ports['']}/{source_id}"

    def counts(self) -> Counter[str]:
        """Answers by status or fault."""
        return Counter(entry.fault or str(entry.status) for entry in self.log)

    # ---- the loop -----------------------------------------------------------------------------------------------

    def _run(self, opened: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._open())
        opened.set()
        self._loop.run_forever()
        for server in self._servers:
            server.close()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            self._loop.run_until_complete(asyncio.sleep(0))
        self._loop.close()

    async def _open(self) -> None:
        for source_id in ("", *self.sites):

            async def serve(
                reader: asyncio.StreamReader, writer: asyncio.StreamWriter, source_id: str = source_id
            ) -> None:
                await self._connection(reader, writer, source_id)

            server = await asyncio.start_server(serve, "127.0.0.1", self.port if not source_id else 0)
            self._servers.append(server)
            self._ports[source_id] = server.sockets[0].getsockname()[1]

    async def _connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, source_id: str) -> None:
        try:
            while asked := await _read_request(reader):
                if not await self._respond(writer, asked, source_id):
                    break
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, asyncio.CancelledError):
            pass
        finally:
            with contextlib.suppress(ConnectionError):
                writer.close()

    async def _respond(self, writer: asyncio.StreamWriter, asked: Asked, source_id: str) -> bool:
        """Answer one request; False closes the connection."""
        if not source_id:
            source_id, _, rest = asked.path.lstrip("/").partition("/")
            asked = replace(asked, path=f"/{rest}")
        site = self.sites.get(source_id)
        key = f"{source_id} {asked.method} {asked.path} {hashlib.sha256(asked.body).hexdigest()[:8]}"
        fault = self.faults.choose(key) if site is not None and asked.path != "/robots.txt" else None
        if LOOP_MARK in asked.query:
            fault = Fault.REDIRECT_LOOP
        answer = site.answer(asked) if site is not None else missing()
        if fault is Fault.WRONG_DATE and site is not None:
            answer = site.other_day(asked) or soft_missing()
        answer, wire, stays = self._spoilt(answer, asked, fault, key)
        self.log.append(Logged(source_id, asked.method, asked.path, answer.status, fault or "", asked.headers))
        if fault in (Fault.TIMEOUT, Fault.RESET):
            await asyncio.sleep(self.patience if fault is Fault.TIMEOUT else 0)
            return False
        await self._send(writer, wire, drip=fault is Fault.DRIP)
        return stays

    def _spoilt(self, answer: Answer, asked: Asked, fault: Fault | None, key: str) -> tuple[Answer, bytes, bool]:
        """The answer as sent: what it says, its bytes on the wire, and whether the connection stays."""
        dice = self.faults.dice(key)
        if fault in (Fault.SERVER_ERROR, Fault.UNAVAILABLE, Fault.TOO_MANY, Fault.FORBIDDEN):
            wait = (("Retry-After", "1"),) if fault in (Fault.UNAVAILABLE, Fault.TOO_MANY) else ()
            answer = Answer(b"<html><body>sorry</body></html>", status=int(fault), headers=wait)
        elif fault is Fault.CUT:
            answer = replace(answer, body=answer.body[: dice.randrange(max(1, len(answer.body)))])
        elif fault is Fault.WRONG_CHARSET:
            utf8 = b"charset=utf-8" in answer.body[:800].lower() or "utf-8" in answer.content_type
            answer = replace(answer, content_type=f"text/html; charset={'gbk' if utf8 else 'utf-8'}")
        elif fault is Fault.MANGLED:
            at = len(answer.body) // 2
            answer = replace(answer, body=answer.body[:at] + b"\xff\xfe\xff" + answer.body[at:])
        elif fault is Fault.NONSENSE:
            answer = Answer(dice.randbytes(600), "application/octet-stream")
        elif fault is Fault.SOFT_MISSING:
            answer = soft_missing()
        elif fault is Fault.REDIRECT_LOOP:
            answer = Answer(b"", status=302, headers=(("Location", f"?{LOOP_MARK}={dice.randrange(9)}"),))
        elif fault is Fault.REDIRECT_PRIVATE:
            answer = Answer(b"", status=302, headers=(("Location", dice.choice(PRIVATE_TARGETS)),))
        elif fault is Fault.GZIP_BOMB:
            answer = replace(answer, body=bomb(), headers=(("Content-Encoding", "gzip"),))
        answer, wire = _on_the_wire(answer, asked, validators=fault is None)
        if fault is Fault.TRUNCATED:
            return answer, wire[: -max(1, len(answer.body) // 2)], False
        return answer, wire, True

    async def _send(self, writer: asyncio.StreamWriter, wire: bytes, drip: bool) -> None:
        step = 512 if drip else len(wire)
        for at in range(0, len(wire), max(1, step)):
            writer.write(wire[at : at + step])
            await writer.drain()
            if drip:
                await asyncio.sleep(self.drip)


@cache
def bomb() -> bytes:
    """A small body that unpacks to 64 MB of blanks."""
    return gzip.compress(b" " * BOMB_BYTES)


async def _read_request(reader: asyncio.StreamReader) -> Asked | None:
    raw = await reader.readuntil(b"\r\n\r\n") if not reader.at_eof() else b""
    if not raw:
        return None
    first, *rest = raw.decode("latin-1").split("\r\n")
    method, target, _ = first.split(" ", 2)
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in rest if line)}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    parts = urlsplit(target)
    return Asked(unquote(parts.path), method, headers, body, parts.query)


def _on_the_wire(answer: Answer, asked: Asked, validators: bool) -> tuple[Answer, bytes]:
    """Status line, headers and body; 304 where the caller holds the same body."""
    headers = dict(answer.headers)
    if answer.status == 200 and validators:
        digest = hashlib.sha256(answer.body)
        changed = FIRST_CHANGE + dt.timedelta(seconds=int.from_bytes(digest.digest()[:3]))
        tag, since = f'"{digest.hexdigest()[:20]}"', format_datetime(changed, usegmt=True)
        headers |= {"ETag": tag, "Last-Modified": since}
        held = asked.headers.get("if-none-match", asked.headers.get("if-modified-since"))
        if asked.method == "GET" and held in (tag, since):
            answer = replace(answer, status=304, body=b"")
        elif "gzip" in asked.headers.get("accept-encoding", "") and "x-press-plain" not in asked.headers:
            answer = replace(answer, body=gzip.compress(answer.body, 1, mtime=0))
            headers["Content-Encoding"] = "gzip"
    headers |= {"Content-Type": answer.content_type, "Content-Length": str(len(answer.body))}
    phrase = HTTPStatus(answer.status).phrase
    head = f"HTTP/1.1 {answer.status} {phrase}\r\n" + "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    body = b"" if asked.method == "HEAD" else answer.body
    return answer, head.encode("latin-1") + b"\r\n" + body
