"""What the client is told: limits and names for daily use, and the surroundings that tests put in their place."""

from __future__ import annotations

import asyncio
import random
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from flows.fetch.addresses import Resolver, resolve
from flows.fetch.throttle import Clock, Sleep, utc_now

BROWSER_USER_AGENT = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36"
)
"""For `SourcePolicy.user_agent`, only where a site turns everything else away."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Limits of the client. Times in seconds, sizes in bytes.

    `contact`: a URL or address for the User-Agent, by which a publisher finds the operator. `total`: for one request
    from its turn to its last byte; `connect` and `read` bound its steps. `hops`: redirects and meta refreshes together.
    `retry_after`, `crawl_delay`: the longest that are waited for; a server that asks for more is left alone.
    `throttle_folder`: shares the turns at a host between processes.
    """

    contact: str = ""
    product: str = "gongbao/0.1"
    connect: float = 10.0
    read: float = 20.0
    total: float = 60.0
    body_bytes: int = 20 * 1024 * 1024
    hops: int = 6
    backoff_base: float = 1.0
    backoff_longest: float = 60.0
    retry_after: float = 300.0
    crawl_delay: float = 300.0
    connections: int = 20
    throttle_folder: Path | None = None

    @property
    def user_agent(self) -> str:
        """The name sent to sources that ask for no other: `gongbao/0.1 (+https://example.org/contact)`."""
        return f"{self.product} ({'+' + self.contact if self.contact else 'no contact given'})"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Clock (aware, UTC), sleep, chance, names and trust. Tests give their own; the wire is always real."""

    clock: Clock = utc_now
    sleep: Sleep = asyncio.sleep
    chance: random.Random = field(default_factory=random.Random)
    resolver: Resolver = resolve
    ssl_context: Callable[[], ssl.SSLContext] = httpx.create_ssl_context
