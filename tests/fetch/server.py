"""A small site on loopback whose every answer is a script of raw bytes: real sockets, and every way to misbehave."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from types import TracebackType


@dataclass(frozen=True)
class Asked:
    """A request as it came: `number` counts those of this path from 1."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    number: int


@dataclass(frozen=True)
class Answer:
    """After `delay` seconds, `body` in pieces with `pause` seconds before each. `announce`: a false length."""

    body: bytes = b""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/html"),)
    announce: int | None = None
    piece: int = 1 << 20
    pause: float = 0.0
    delay: float = 0.0
    raw: bytes | None = None  # sent as it is instead of all the rest, then the connection is closed


Script = Callable[[Asked], Answer | None]


@dataclass
class Site:
    """Answers by path; unknown paths get 404. `asked` holds every request in order. A script's None closes at once."""

    routes: dict[str, Answer | Script] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    open_now: int = 0
    most_open: int = 0
    ssl_context: ssl.SSLContext | None = None
    host: str = "127.0.0.1"
    port: int = 0

    async def __aenter__(self) -> Site:
        self._tasks: set[asyncio.Task[None]] = set()
        self._server = await asyncio.start_server(self._start, self.host, self.port, ssl=self.ssl_context)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    @property
    def origin(self) -> str:
        return f"http{'s' if self.ssl_context else ''}://{self.host}:{self.port}"

    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked if asked.path != "/robots.txt"]

    def _start(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.get_running_loop().create_task(self._serve(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            while await self._one(await _read(reader), writer):
                pass
        writer.close()

    async def _one(self, asked: Asked, writer: asyncio.StreamWriter) -> bool:
        number = 1 + sum(1 for before in self.asked if before.path == asked.path)
        asked = Asked(asked.method, asked.path, asked.headers, asked.body, number)
        self.asked.append(asked)
        route = self.routes.get(asked.path, Answer(b"not here", 404))
        answer = route if isinstance(route, Answer) else route(asked)
        if answer is None:
            return False
        async with self._counted():
            return await _write(answer, writer)

    @contextlib.asynccontextmanager
    async def _counted(self) -> AsyncIterator[None]:
        self.open_now += 1
        self.most_open = max(self.most_open, self.open_now)
        try:
            yield
        finally:
            self.open_now -= 1


async def _read(reader: asyncio.StreamReader) -> Asked:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:] if line)}
    body = await reader.readexactly(int(headers.get("content-length", 0)))
    method, path, _ = head[0].split(" ")
    return Asked(method, path, headers, body, 0)


async def _write(answer: Answer, writer: asyncio.StreamWriter) -> bool:
    """Sends an answer; whether the connection may be used again."""
    await asyncio.sleep(answer.delay)
    if answer.raw is not None:
        writer.write(answer.raw)
        await writer.drain()
        return False
    announced = len(answer.body) if answer.announce is None else answer.announce
    lines = [f"HTTP/1.1 {answer.status} X", *(f"{name}: {value}" for name, value in answer.headers)]
    if answer.status != 304:
        lines.append(f"Content-Length: {announced}")
    writer.write("\r\n".join([*lines, "", ""]).encode("latin-1"))
    for at in range(0, len(answer.body), answer.piece):
        await writer.drain()
        await asyncio.sleep(answer.pause)
        writer.write(answer.body[at : at + answer.piece])
    await writer.drain()
    return announced == len(answer.body)


def run(test: Callable[[], Awaitable[None]]) -> None:
    """Runs a test's coroutine, for 20 seconds at most."""

    async def bounded() -> None:
        await asyncio.wait_for(test(), 20)

    asyncio.run(bounded())
