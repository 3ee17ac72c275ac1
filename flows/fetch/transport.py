"""httpx over connections that go only where `PinnedBackend` lets them, HTTP/2 where the server offers it."""

from __future__ import annotations

import contextlib
import ssl
from collections.abc import AsyncIterator, Iterator

import httpcore
import httpx

from flows.fetch.addresses import PinnedBackend


@contextlib.contextmanager
def _httpx_errors() -> Iterator[None]:
    """httpcore's errors as httpx's of the same name."""
    try:
        yield
    except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError) as error:
        same_name: type[httpx.TransportError] = getattr(httpx, type(error).__name__, httpx.TransportError)
        raise same_name(str(error)) from error


class _Body(httpx.AsyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    async def __aiter__(self) -> AsyncIterator[bytes]:
        with _httpx_errors():
            async for part in self._answer.aiter_stream():
                yield part

    async def aclose(self) -> None:
        with _httpx_errors():
            await self._answer.aclose()


class PinnedTransport(httpx.AsyncBaseTransport):
    """httpx's own transport has no place for a network backend; this one is as thin as can be."""

    def __init__(self, backend: PinnedBackend, ssl_context: ssl.SSLContext, connections: int) -> None:
        """`connections`: most open ones at a time, over all hosts."""
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=ssl_context,
            max_connections=connections,
            keepalive_expiry=30.0,
            http1=True,
            http2=True,
            network_backend=backend,
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Sends one request; redirects are the caller's."""
        url = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        with _httpx_errors():
            answer = await self._pool.handle_async_request(
                httpcore.Request(
                    method=request.method,
                    url=url,
                    headers=request.headers.raw,
                    content=request.stream,
                    extensions=request.extensions,
                )
            )
        return httpx.Response(
            status_code=answer.status, headers=answer.headers, stream=_Body(answer), extensions=answer.extensions
        )

    async def aclose(self) -> None:
        """Closes every connection."""
        await self._pool.aclose()
