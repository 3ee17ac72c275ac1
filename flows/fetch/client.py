"""The polite client: asks what it may, when it may, stores every answer, and returns the page at the chain's end."""

from __future__ import annotations

import asyncio
import datetime as dt
import hashlib
import logging
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from functools import partial
from types import TracebackType
from typing import TypeVar

import httpx

from flows.fetch.archive import ArchiveWriter
from flows.fetch.errors import ArchiveError, FetchError, Garbled, HttpStatus, TooManyRedirects, http_status
from flows.fetch.exchange import HttpRequest, HttpSession
from flows.fetch.model import Exchange, FetchedPage, FetchRequest, Headers, MemoryValidators, SourcePolicy, Validators
from flows.fetch.reading import ArchiveReader
from flows.fetch.refresh import refresh_target
from flows.fetch.retry import backoff, chain_retries, hop_retries, parse_retry_after
from flows.fetch.robots import ROBOTS, RobotsBook
from flows.fetch.settings import Settings, Surroundings
from flows.fetch.throttle import HostThrottle
from flows.fetch.urls import authority, check_host, own_url, parse_url, request_url, with_scheme
from warehouse.model import Purpose, StoredResponse

Result = TypeVar("Result")
LOG = logging.getLogger("gongbao.fetch")
REDIRECTS = (301, 302, 303, 307, 308)


@dataclass
class Tally:
    """What a client has done: answers by status, decoded bytes, repeats after failures, pages found unchanged."""

    answers: Counter[int] = field(default_factory=Counter)
    body_bytes: int = 0
    retries: int = 0
    unchanged: int = 0


class PoliteClient:
    """Fetches pages of sources. Made and used within one event loop:

        async with PoliteClient(writer, validators, Settings(contact="https://example.org/us")) as client:
            page = await client.fetch(FetchRequest(url), policy)

    The writer stays the caller's to sync and close. Requests of one host wait for their turns, so any number of
    `fetch` may run at once.
    """

    def __init__(
        self,
        archive: ArchiveWriter,
        validators: Validators | None = None,
        settings: Settings | None = None,
        surroundings: Surroundings | None = None,
    ) -> None:
        """`validators`: what is stored already; None knows nothing and learns as it goes."""
        self._archive = archive
        self._reader = ArchiveReader(archive.folder)
        self._validators = validators if validators is not None else MemoryValidators()
        self._settings = settings or Settings()
        self._around = surroundings or Surroundings()
        self._http = HttpSession(self._settings, self._around)
        self._throttle = HostThrottle(self._around.clock, self._around.sleep, self._settings.throttle_folder)
        self._robots = RobotsBook(self._fetch_robots, self._last_copy, self._settings.crawl_delay, self._around.clock)
        self._closed: dict[str, tuple[dt.datetime, FetchedPage]] = {}
        self.tally = Tally()

    async def __aenter__(self) -> PoliteClient:
        """The client itself."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Closes the connections."""
        await self._http.close()

    async def fetch(self, request: FetchRequest, policy: SourcePolicy) -> FetchedPage:
        """The page at the end of the request's redirects and meta refreshes, status 2xx, archived.

        Raises a FetchError (after its retries) or an ArchiveError (at once).
        """
        url = with_scheme(own_url(parse_url(request.url), policy), policy)
        check_host(url, policy)
        return await self._persist(partial(self._chain, request, url, policy), chain_retries)

    async def _chain(
        self, request: FetchRequest, url: httpx.URL, policy: SourcePolicy, *, robots: bool = True
    ) -> FetchedPage:
        """Follows redirects and refreshes from `url` on, each hop checked like the first."""
        ask = HttpRequest(url, request.body, _request_headers(request), request.purpose)
        conditional = request.conditional
        hops: list[str] = []
        while True:
            once = partial(self._hop, ask, policy, conditional=conditional, robots=robots)
            page = await self._persist(once, hop_retries)
            target = _onward(page, refresh=request.follow_refresh)
            if target is None:
                return replace(page, url=request.url, hops=tuple(hops))
            hops.append(str(ask.url))
            if len(hops) > self._settings.hops:
                raise TooManyRedirects(
                    f"expected a page after {self._settings.hops} hops at most, found one more: {' -> '.join(hops)}"
                )
            onward = own_url(parse_url(target, ask.url), policy, ask.url)
            check_host(onward, policy)
            ask = _redirected(ask, onward, page.status)

    async def _hop(self, ask: HttpRequest, policy: SourcePolicy, *, conditional: bool, robots: bool) -> FetchedPage:
        """One request in its turn, stored. Raises HttpStatus for what is neither a page nor a redirect."""
        host = request_url(ask.url, policy).netloc.decode("ascii")  # http and https share their turns
        self._check_closed(host)
        spacing = policy.spacing
        if robots and policy.robots:
            spacing = await self._robots.spacing(authority(ask.url), str(ask.url), policy)
        known = self._known(ask, policy) if conditional else None
        async with self._throttle.turn(host, spacing, policy.concurrency):
            self._check_closed(host)
            exchange = await self._http.send(replace(ask, headers=ask.headers + _conditions(known)), policy)
        if exchange.status == 304:
            original = await self._original(known)
            if original is None and known is None:
                raise Garbled(f"expected a page, found 304 to a request without conditions: {ask.url}")
            if original is None:  # the archive has lost what the server confirms
                return await self._hop(ask, policy, conditional=False, robots=robots)
        else:
            original = await self._original(self._same(exchange))
        page = await asyncio.to_thread(self._archive.store, exchange, original)
        self._note(page)
        if page.status >= 400 or (page.status >= 300 and _location(page) is None):
            raise self._failure(page, host)
        return page

    def _known(self, ask: HttpRequest, policy: SourcePolicy) -> StoredResponse | None:
        """The stored page whose validators may be sent: of the same origin, and only for a GET."""
        stored = self._validators.find(ask.key) if ask.body is None else None
        return stored if stored is not None and stored.origin == policy.origin else None

    def _same(self, exchange: Exchange) -> StoredResponse | None:
        """The stored answer with this status and these very bytes."""
        stored = self._validators.find(exchange.key, exchange.status) if exchange.body else None
        equal = stored is not None and stored.sha256 == hashlib.sha256(exchange.body).hexdigest()
        return stored if equal else None

    async def _original(self, stored: StoredResponse | None) -> FetchedPage | None:
        """The archived page that holds the stored answer's body; None where the archive cannot give it."""
        if stored is None:
            return None
        try:
            return await asyncio.to_thread(self._reader.original, stored)
        except ArchiveError:
            return None

    def _note(self, page: FetchedPage) -> None:
        self._validators.remember(page.stored())
        self.tally.answers[304 if page.not_modified else page.status] += 1
        self.tally.body_bytes += 0 if page.not_modified else len(page.body)
        self.tally.unchanged += page.unchanged

    def _failure(self, page: FetchedPage, host: str) -> HttpStatus:
        """The error of a failed answer. Where it asks to wait, the whole host waits, or is left alone for that time."""
        now = self._around.clock()
        asked = parse_retry_after(page.header("retry-after"), now)
        if asked is not None and hop_retries(http_status(page, asked)):
            if asked > self._settings.retry_after:
                self._closed[host] = (now + dt.timedelta(seconds=asked), page)
            else:
                self._throttle.postpone(host, asked)
        return http_status(page, asked)

    def _check_closed(self, host: str) -> None:
        """Raises the error again of a host that asked to be left alone until later."""
        until, page = self._closed.get(host, (None, None))
        if until is not None and page is not None and until > self._around.clock():
            raise http_status(page, (until - self._around.clock()).total_seconds())

    async def _persist(self, action: Callable[[], Awaitable[Result]], allowed: Callable[[FetchError], int]) -> Result:
        """Repeats `action` as often as its errors allow, after growing pauses."""
        attempt = 0
        while True:
            try:
                return await action()
            except FetchError as error:
                asked, message = error.retry_after or 0.0, str(error)
                if attempt >= allowed(error) or asked > self._settings.retry_after:
                    raise
            settings = self._settings
            pause = backoff(attempt, settings.backoff_base, settings.backoff_longest, self._around.chance)
            pause = max(pause, asked)
            LOG.info("again in %.1f s: %s", pause, message)
            self.tally.retries += 1
            attempt += 1
            await self._around.sleep(pause)

    async def _fetch_robots(self, url: str, policy: SourcePolicy) -> FetchedPage:
        request = FetchRequest(url, follow_refresh=False, purpose=Purpose(policy.source_id, ROBOTS))
        return await self._chain(request, parse_url(url), policy, robots=False)

    def _last_copy(self, url: str) -> FetchedPage | None:
        stored = self._validators.find(url)
        try:
            return self._reader.read(stored.warc_file, stored.warc_offset) if stored else None
        except ArchiveError:
            return None


def _request_headers(request: FetchRequest) -> Headers:
    return request.headers if request.body is None else (*request.headers, ("Content-Type", request.content_type))


def _conditions(known: StoredResponse | None) -> Headers:
    if known is None:
        return ()
    pairs = (("If-None-Match", known.etag), ("If-Modified-Since", known.last_modified))
    return tuple((name, value) for name, value in pairs if value)


def _location(page: FetchedPage) -> str | None:
    return page.header("location") if page.status in REDIRECTS else None


def _onward(page: FetchedPage, *, refresh: bool) -> str | None:
    """Where a page sends its reader: by its Location, or by a meta refresh; None where it is the end."""
    if page.status >= 300:
        return _location(page)
    html = "html" in (page.header("content-type") or "html").lower()
    return refresh_target(page.body) if refresh and html else None


def _redirected(ask: HttpRequest, url: httpx.URL, status: int) -> HttpRequest:
    """The next hop's request: a POST stays one only after 307 and 308; a foreign host gets none of its headers."""
    keep_body = ask.body is not None and status in (307, 308)
    headers = ask.headers if url.host == ask.url.host else ()
    kept = tuple(pair for pair in headers if keep_body or pair[0].lower() != "content-type")
    return replace(ask, url=url, body=ask.body if keep_body else None, headers=kept)
