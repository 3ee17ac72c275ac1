"""One request, one whole answer: time-outs, limits and the names of what can go wrong. Knows no rules of politeness."""

from __future__ import annotations

import asyncio
import http.cookiejar
from dataclasses import dataclass

import httpx

from flows.fetch.addresses import PinnedBackend
from flows.fetch.body import ACCEPT_ENCODING, BodyReader
from flows.fetch.errors import FetchError, Garbled, NetworkDown, TooLarge, TooSlow, Truncated
from flows.fetch.model import Exchange, Headers, SourcePolicy, request_key
from flows.fetch.records import archived_headers
from flows.fetch.settings import Settings, Surroundings
from flows.fetch.transport import PinnedTransport
from flows.fetch.urls import origin_site, request_url
from warehouse.model import Purpose

ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,application/json;q=0.9,*/*;q=0.8"


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """A request of one hop. `url` is the source's own; a `body` makes it a POST."""

    url: httpx.URL
    body: bytes | None = None
    headers: Headers = ()
    purpose: Purpose | None = None

    @property
    def method(self) -> str:
        """GET or POST."""
        return "GET" if self.body is None else "POST"

    @property
    def key(self) -> str:
        """What indexes call this request."""
        return request_key(self.method, str(self.url), self.body or b"")


@dataclass(frozen=True, slots=True)
class _SourceSession:
    """A source's connections. No `httpx.AsyncClient`: it fails on an odd Location even where it follows none."""

    transport: PinnedTransport
    cookies: httpx.Cookies


class HttpSession:
    """Holds the connections, and the cookies of the sources that keep them."""

    def __init__(self, settings: Settings, surroundings: Surroundings) -> None:
        """Opens nothing yet."""
        self._settings = settings
        self._surroundings = surroundings
        self._sessions: dict[tuple[str, str | None], _SourceSession] = {}
        self._ssl_context = surroundings.ssl_context()

    async def send(self, ask: HttpRequest, policy: SourcePolicy) -> Exchange:
        """Asks once and reads the whole answer, of any status. Raises NetworkDown, TooSlow, BadAnswer or a refusal."""
        session = self._session(policy)
        request = self._request(ask, policy)
        session.cookies.set_cookie_header(request)
        sent_at = self._surroundings.clock()
        response: httpx.Response | None = None
        try:
            async with asyncio.timeout(self._settings.total):
                response = await session.transport.handle_async_request(request)
                response.request = request
                session.cookies.extract_cookies(response)
                address = _address(response)
                body = await self._body(response, ask.url)
        except TimeoutError as error:
            raise TooSlow(
                f"expected an answer within {self._settings.total:g} s, found none whole: {ask.url}"
            ) from error
        except httpx.TransportError as error:
            raise _named(error, ask.url, answered=response is not None) from error
        finally:
            if response is not None:
                await _close(response)
        return Exchange(
            method=ask.method,
            url=str(ask.url),
            request_target=request.url.raw_path.decode("ascii"),
            request_headers=archived_headers(request.headers.raw, 200, len(ask.body or b"")),
            request_body=ask.body or b"",
            status=response.status_code,
            reason=response.reason_phrase if response.reason_phrase.isascii() else "",
            http_version=response.http_version,
            headers=archived_headers(response.headers.raw, response.status_code, len(body)),
            body=body,
            fetched_at=sent_at,
            ip_address=address,
            origin=policy.origin,
            purpose=ask.purpose,
        )

    async def _body(self, response: httpx.Response, url: httpx.URL) -> bytes:
        limit = self._settings.body_bytes
        announced = response.headers.get("content-length", "")
        if announced.isascii() and announced.isdigit() and int(announced[:18]) > limit and response.status_code != 304:
            raise TooLarge(f"expected at most {limit:,} bytes, found {int(announced[:18]):,} announced: {url}")
        reader = BodyReader(str(url), response.headers.get("content-encoding"), limit)
        async for piece in response.aiter_raw():
            reader.feed(piece)
        return reader.finish()

    def _request(self, ask: HttpRequest, policy: SourcePolicy) -> httpx.Request:
        timeout = httpx.Timeout(self._settings.read, connect=self._settings.connect, pool=None)
        headers = httpx.Headers(
            {
                "User-Agent": policy.user_agent or self._settings.user_agent,
                "Accept": ACCEPT,
                "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5",
                "Accept-Encoding": ACCEPT_ENCODING,
                **dict(policy.headers),
            }
        )
        headers.update(dict(ask.headers))
        url = request_url(ask.url, policy)
        return httpx.Request(
            ask.method, url, headers=headers, content=ask.body, extensions={"timeout": timeout.as_dict()}
        )

    def _session(self, policy: SourcePolicy) -> _SourceSession:
        key = (policy.source_id, policy.origin)
        if key not in self._sessions:
            origin = origin_site(policy)
            backend = PinnedBackend(self._surroundings.resolver, origin[1:] if origin else None)
            transport = PinnedTransport(backend, self._ssl_context, self._settings.connections)
            refuse_all = http.cookiejar.DefaultCookiePolicy(allowed_domains=[])
            jar = http.cookiejar.CookieJar(None if policy.cookies else refuse_all)
            self._sessions[key] = _SourceSession(transport, httpx.Cookies(jar))
        return self._sessions[key]

    async def close(self) -> None:
        """Closes every connection."""
        for session in self._sessions.values():
            await session.transport.aclose()
        self._sessions.clear()


def _address(response: httpx.Response) -> str | None:
    """The numeric address that answers; None where the connection is already gone."""
    try:
        server = response.extensions["network_stream"].get_extra_info("server_addr")
    except OSError:
        return None
    return str(server[0]) if server else None


async def _close(response: httpx.Response) -> None:
    """Gives the connection back or up. What goes wrong here has no bearing on what was read."""
    try:
        await response.aclose()
    except httpx.TransportError:
        return


def _named(error: httpx.TransportError, url: httpx.URL, *, answered: bool) -> FetchError:
    """Our name for a failure of the wire; `answered`: after the headers had come."""
    reason = str(error) or type(error).__name__
    if isinstance(error, httpx.TimeoutException):
        return TooSlow(f"expected the next bytes in time, found {type(error).__name__}: {url}")
    if answered:
        return Truncated(f"expected the whole body, found its connection lost ({reason}): {url}")
    if isinstance(error, httpx.ProtocolError) and not reason.startswith("Server disconnected"):
        return Garbled(f"expected an HTTP answer, found something else ({reason}): {url}")
    return NetworkDown(f"expected a connection, found none ({reason}): {url}; is the network up?")
