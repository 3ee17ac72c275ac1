"""A plain client for tests of the readers: real sockets, no politeness, few retries."""

from __future__ import annotations

import http.client
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from flows.sources.errors import PageError
from flows.sources.protocol import IssueReader, IssueReading, PageRequest, Response

REDIRECTS = (301, 302, 303, 307, 308)
BODY_MAX = 20 * 1024 * 1024
ANSWERS_THAT_PASS = (403, 429, 500, 503)


@dataclass
class PlainClient:
    """Fetches from `origin` in place of each address's scheme and host."""

    origin: str
    timeout: float = 60.0
    asked: list[str] = field(default_factory=list)

    def __call__(self, request: PageRequest) -> Response:
        at = request.url
        self.asked.append(request.key)
        for _ in range(5):
            response = self._once(request, at)
            if response.status not in REDIRECTS:
                return Response(request.url, response.status, response.body, at, response.headers)
            target = urljoin(at, response.headers["location"])
            if urlsplit(target).netloc != urlsplit(request.url).netloc:
                raise ConnectionError(f"expected a redirect within the host, found {target}")
            at = target
        raise ConnectionError(f"expected a page, found a redirect loop at {request.url}")

    def _once(self, request: PageRequest, url: str) -> Response:
        base, wanted = urlsplit(self.origin), urlsplit(url)
        connection = http.client.HTTPConnection(base.hostname or "", base.port or 80, timeout=self.timeout)
        try:
            path = base.path + wanted.path + (f"?{wanted.query}" if wanted.query else "")
            headers = dict(request.headers) | ({"Content-Type": request.content_type} if request.body else {})
            connection.request(request.method, path, request.body or None, headers)
            answer = connection.getresponse()
            headers = {name.lower(): value for name, value in answer.getheaders()}
            body = answer.read()
        except http.client.HTTPException as error:
            raise ConnectionError(f"expected a whole response, found {error!r} at {url}") from error
        finally:
            connection.close()
        if headers.get("content-encoding") == "gzip":
            body = zlib.decompressobj(31).decompress(body, BODY_MAX + 1)
            if len(body) > BODY_MAX:
                raise ConnectionError(f"expected at most {BODY_MAX} bytes, found more at {url}")
        return Response(url, answer.status, body, url, headers)


def patient(
    reader: IssueReader, fetch: Callable[[PageRequest], Response], tries: int = 4, newest_first: bool = False
) -> IssueReading:
    """Read an issue with retries; `newest_first` takes the answers in another order."""
    waiting = list(reader.start())
    while waiting:
        request = waiting.pop(-1 if newest_first else 0)
        waiting += _settled(reader, request, fetch, tries)
    return reader.reading()


def _settled(
    reader: IssueReader, request: PageRequest, fetch: Callable[[PageRequest], Response], tries: int
) -> tuple[PageRequest, ...]:
    for attempt in range(1, tries + 1):
        try:
            response = fetch(request)
            if response.status in ANSWERS_THAT_PASS and attempt < tries:
                continue
            return reader.read(request, response)
        except (PageError, OSError) as error:
            if attempt == tries or (isinstance(error, PageError) and not error.again):
                return reader.give_up(request, error)
    raise AssertionError("unreachable: the last attempt answers")
