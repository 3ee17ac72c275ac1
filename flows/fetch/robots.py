"""robots.txt: read once a day per site, obeyed, its crawl-delay handed on. RFC 9309 says what a failure means."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from protego import Protego

from flows.fetch.errors import (
    FetchError,
    HostNotAllowed,
    HttpStatus,
    NetworkDown,
    RobotsDenied,
    RobotsUnknown,
    RobotsUnreachable,
    TooManyRedirects,
)
from flows.fetch.model import FetchedPage, SourcePolicy
from flows.fetch.throttle import Clock, utc_now

PRODUCT = "gongbao"
"""The name that robots.txt files address us by, whatever User-Agent a source is shown."""

ROBOTS = "robots"
"""What a request for robots.txt is for, in the archive and in `page_fetch`."""

KEPT = dt.timedelta(hours=24)  # RFC 9309, 2.4
FAILURE_KEPT = dt.timedelta(minutes=5)  # not every one of an issue's 150 requests asks again
STALE_KEPT = dt.timedelta(days=30)  # RFC 9309, 2.3.1.4: how long an unreachable file's last copy still speaks
READ_BYTES = 512 * 1024  # RFC 9309, 2.5: at least 500 KiB

FetchRobots = Callable[[str, SourcePolicy], Awaitable[FetchedPage]]
LastCopy = Callable[[str], FetchedPage | None]


@dataclass(frozen=True, slots=True)
class _Rules:
    parsed: Protego
    until: dt.datetime
    failure: FetchError | None = None


class RobotsBook:
    """The rules of every site asked so far.

    A 4xx other than 429, and redirects without end or out of the source, mean that there are none. After 429, 5xx, a
    broken answer or no answer the archive's last copy of 30 days counts; without one nothing may be asked
    (RobotsUnknown).
    """

    def __init__(self, fetch: FetchRobots, last_copy: LastCopy, longest_delay: float, clock: Clock = utc_now) -> None:
        """`longest_delay`: seconds; a site that asks for more is not asked at all (RobotsDenied)."""
        self._fetch = fetch
        self._last_copy = last_copy
        self._longest_delay = longest_delay
        self._clock = clock
        self._rules: dict[str, _Rules] = {}
        self._locks: dict[str, asyncio.Lock] = {}

    async def spacing(self, site: str, url: str, policy: SourcePolicy) -> float:
        """Seconds to keep between two requests to the site; raises RobotsDenied where `url` may not be asked.

        `site` is scheme and authority, such as `https://paper.example`.
        """
        key = f"{site} {policy.origin or ''}"
        async with self._locks.setdefault(key, asyncio.Lock()):
            rules = self._rules.get(key)
            if rules is None or rules.until <= self._clock():
                rules = self._rules[key] = await self._read(f"{site}/robots.txt", policy)
        if rules.failure is not None:
            raise type(rules.failure)(*rules.failure.args)
        if not rules.parsed.can_fetch(url, PRODUCT):
            raise RobotsDenied(f"expected leave to ask, found a rule against it in {site}/robots.txt: {url}")
        asked = _delay(rules.parsed)
        if asked > self._longest_delay:
            raise RobotsDenied(
                f"expected a crawl-delay of at most {self._longest_delay:.0f} s, found {asked:.0f} s in "
                f"{site}/robots.txt: raise the limit to wait that long"
            )
        return max(policy.spacing, asked)

    async def _read(self, url: str, policy: SourcePolicy) -> _Rules:
        now = self._clock()
        try:
            page = await self._fetch(url, policy)
        except (HostNotAllowed, TooManyRedirects):
            return _Rules(Protego.parse(""), now + KEPT)  # RFC 9309, 2.3.1.2: as if there were none
        except FetchError as error:
            if isinstance(error, HttpStatus) and 400 <= error.status < 500 and error.status != 429:
                return _Rules(Protego.parse(""), now + KEPT)
            return self._unreachable(url, error, now)
        return _Rules(_parse(page.body), now + KEPT)

    def _unreachable(self, url: str, error: FetchError, now: dt.datetime) -> _Rules:
        stored = self._last_copy(url)
        if stored is not None and now - stored.fetched_at <= STALE_KEPT:
            return _Rules(_parse(stored.body), now + FAILURE_KEPT)
        if isinstance(error, NetworkDown):
            return _Rules(Protego.parse(""), now + FAILURE_KEPT, RobotsUnreachable(str(error)))
        found = f"HTTP {error.status}" if isinstance(error, HttpStatus) else str(error)
        failure = (
            f"expected robots.txt or its absence, found neither ({found}): {url}; until it answers nothing is asked"
        )
        return _Rules(Protego.parse(""), now + FAILURE_KEPT, RobotsUnknown(failure))


def _parse(body: bytes) -> Protego:
    return Protego.parse(body[:READ_BYTES].decode("utf-8-sig", "replace"))


def _delay(rules: Protego) -> float:
    """The longer of Crawl-delay and Request-rate, in seconds; 0 without them."""
    rate = rules.request_rate(PRODUCT)
    per_request = rate.seconds / rate.requests if rate is not None and rate.requests > 0 else 0.0
    return max(rules.crawl_delay(PRODUCT) or 0.0, per_request)
