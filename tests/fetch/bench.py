"""What the tests of the client share: a clock that only sleeping moves, and a client at a site with a new archive."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import random
import ssl
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from flows.fetch.addresses import Resolver, resolve
from flows.fetch.archive import ArchiveWriter
from flows.fetch.client import PoliteClient
from flows.fetch.model import FetchedPage, FetchRequest, SourcePolicy, Validators
from flows.fetch.reading import ArchiveReader
from flows.fetch.settings import Settings, Surroundings
from tests.fetch.server import Answer, Asked, Script, Site

PAPER = "https://paper.example"
QUICK = Settings(contact="https://example.org/gongbao", connect=2, read=1, total=2, body_bytes=200_000)
TRUSTS_NOBODY = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # quickly made; tests of TLS bring their own


@dataclass
class Time:
    """Stands still until somebody sleeps; `slept` says how long, in order."""

    now: dt.datetime = field(default_factory=lambda: dt.datetime.now(dt.UTC))
    slept: list[float] = field(default_factory=list)

    def clock(self) -> dt.datetime:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += dt.timedelta(seconds=seconds)
        await asyncio.sleep(0)


@dataclass
class Bench:
    """A client, the paper it asks, and the archive it fills."""

    client: PoliteClient
    policy: SourcePolicy
    time: Time
    reader: ArchiveReader

    async def get(self, path: str, **changes: Any) -> FetchedPage:
        """Fetches a path of the paper; `changes` are of the request."""
        return await self.client.fetch(replace(FetchRequest(PAPER + path), **changes), self.policy)


@contextlib.asynccontextmanager
async def bench(
    site: Site,
    folder: Path,
    *,
    settings: Settings = QUICK,
    policy: SourcePolicy | None = None,
    validators: Validators | None = None,
    time: Time | None = None,
    resolver: Resolver = resolve,
    ssl_context: ssl.SSLContext | None = None,
) -> AsyncIterator[Bench]:
    """A client at `site`, which stands in for `paper.example` unless `policy` says otherwise."""
    time = time or Time()
    trust = ssl_context or TRUSTS_NOBODY
    around = Surroundings(
        clock=time.clock, sleep=time.sleep, chance=random.Random(7), resolver=resolver, ssl_context=lambda: trust
    )
    policy = policy or SourcePolicy("paper", ("paper.example",)).at_origin(site.origin)
    with ArchiveWriter(folder, clock=time.clock) as writer:
        async with PoliteClient(writer, validators, settings, around) as client:
            yield Bench(client, policy, time, ArchiveReader(folder))


def first(*answers: Answer | None) -> Script:
    """A script that gives these answers in turn and then the last one for ever."""

    def script(asked: Asked) -> Answer | None:
        return answers[min(asked.number, len(answers)) - 1]

    return script


def names(addresses: Sequence[str]) -> Resolver:
    """A resolver that gives each of these addresses for one call, the last one for ever."""
    left = list(addresses)

    async def resolver(host: str, port: int) -> list[str]:
        return [left.pop(0) if len(left) > 1 else left[0]]

    return resolver
